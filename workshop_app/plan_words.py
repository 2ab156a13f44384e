"""Plans, tasks, subsidies and evaluations in words: what is on the form, and how to fill it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from workshop_app.model import (
    Concept,
    GoalRank,
    LineKind,
    PlanField,
    SessionField,
    StartTime,
    SubsidyStepKind,
    Supply,
    TaskState,
    Viewpoint,
)

NOT_FILLED = "未記入"
CLOSED = "会社の確認がすむまで、外には出しません。"
CONFIRMED_ONLY = "会社や団体が「外に出してよい」と確認したことだけを載せています。"
LOGIC_STEPS = ("資源", "活動", "出力", "成果", "最終")
RESIDENTS_ADVICE = (
    "行政だけの行動が多いようです。住民や当事者と一緒にできることを、1つ足してみませんか。"
)
EVALUATION_DUTY = (
    "法第115条の45の2：市町村は、定期的に実施状況を調査・分析・評価し、"
    "その結果にもとづいて必要な措置を講ずるよう努めます(一般介護予防事業評価事業としても行えます)。"
)
FORMER_IS_NOT_BAD = (
    "従前相当は、進行性の病気などで専門職の支えが要る方のためにも残す"
    "ものです。高い・低いだけで良し悪しは言えません。"
)
PLAN_FIELDS: Mapping[PlanField, str] = {
    PlanField.AIM: "ねらい",
    PlanField.TARGET: "だれのため",
    PlanField.CONTENT: "すること",
    PlanField.PLACE: "場所",
    PlanField.FREQUENCY: "回数・時間",
    PlanField.ATTRACTION: "集客",
    PlanField.PUBLICITY: "広報",
    PlanField.RISK: "リスクマネジメント",
    PlanField.EFFECT: "費用対効果",
    PlanField.INDICATOR: "よくなったと分かるしるし(指標)",
    PlanField.GO_RULE: "続ける条件",
    PlanField.STOP_RULE: "やめる条件",
    PlanField.EXIT_RULE: "本格運用・自走に移る条件",
    PlanField.REVIEW: "いまある事業の見直し",
    PlanField.CHOICES: "選択肢の拡大",
    PlanField.INDUSTRY: "地域の産業の活性化",
    PlanField.SUPPLY: "支える体制の確保",
    PlanField.LEARNED: "学んだこと",
    PlanField.TOLD: "住民のみなさんに知らせること",
    PlanField.ENABLING: "ほかに使えるもの",
    PlanField.MEANS: "サービス・活動Aの行い方",
}
PLAN_HINTS: Mapping[PlanField, str] = {
    PlanField.ATTRACTION: "何人に、どうやって来てもらうか",
    PlanField.PUBLICITY: "何で、いつ知らせるか",
    PlanField.RISK: "起きうること、備え、保険、連絡先",
    PlanField.EFFECT: "かかるお金と利用の数、何と比べるか",
    PlanField.GO_RULE: "はじめる前に決めます",
    PlanField.STOP_RULE: "はじめる前に決めます",
}
_SAID: Mapping[type[StrEnum], Mapping[Any, str]] = {
    PlanField: PLAN_FIELDS,
    LineKind: {
        LineKind.ROLE: "役割",
        LineKind.COST: "費用",
        LineKind.INCOME: "収入",
    },
    Concept: {
        Concept.HELPERS: "みんなが担い手になる活動",
        Concept.DAILY_SUPPORT: "暮らしの手伝い",
        Concept.OTHER: "その他",
    },
    TaskState: {
        TaskState.OPEN: "これから",
        TaskState.DONE: "すんだ",
        TaskState.DROPPED: "やめた",
    },
    StartTime: {
        StartTime.NOW: "すぐ",
        StartTime.THREE_MONTHS: "3か月",
        StartTime.YEAR: "1年以上",
    },
    Supply: {Supply.YES: "ある", Supply.PARTLY: "一部ある", Supply.NO: "まだない"},
    SessionField: {
        SessionField.LISTENER: "聞き手",
        SessionField.SETTING: "場(年代・世帯などの区分だけ)",
        SessionField.DAILY_LIFE: "生活の流れ",
        SessionField.TROUBLES: "困りごと",
        SessionField.DEVICES: "工夫していること",
        SessionField.WISHES: "やりたいこと",
        SessionField.BURDEN: "むりのない負担(円/回、距離、頻度)",
        SessionField.BUSINESS: "事業の内容",
        SessionField.HOLDINGS: "使えるもの(店、車、人、空いた時間)",
        SessionField.ABILITIES: "できること・できないこと",
        SessionField.TERMS: "条件(採算、最低人数、保険)",
        SessionField.OFFICE: "担当の窓口",
        SessionField.PROMISE: "次の約束",
        SessionField.JOINT: "居住支援協議会と一緒に開いたこと",
    },
    SubsidyStepKind: {
        SubsidyStepKind.REQUEST: "申請",
        SubsidyStepKind.DECISION: "交付決定",
        SubsidyStepKind.CHANGE_APPROVAL: "変更承認",
        SubsidyStepKind.INTERIM: "中間報告",
        SubsidyStepKind.REPORT: "実績報告",
        SubsidyStepKind.FIXED: "額の確定",
        SubsidyStepKind.SETTLEMENT: "精算",
    },
    GoalRank: {
        GoalRank.PURPOSE: "目的(大きなゴール)",
        GoalRank.AIM: "目標(小さなゴール)",
        GoalRank.MEANS: "手段",
    },
    Viewpoint: {
        Viewpoint.OLDER_PEOPLE: "高齢者の視点",
        Viewpoint.PEOPLE: "人材の視点",
        Viewpoint.MONEY: "財政の視点",
        Viewpoint.INSURER: "保険者の視点",
    },
}


def say(member: StrEnum) -> str:
    """Return the Japanese words of *member*, any value of ``model.plan_codes``."""
    return _SAID[type(member)][member]
