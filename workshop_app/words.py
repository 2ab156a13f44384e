"""The Japanese words that more than one screen, paper or file shares: one home for each.

A word has a full label, a short one for tight places, and the other ways in which town
halls write it in their tables (accepted when a file is read). Sentences that must read the
same everywhere are here too. Pages own the sentences that only they say.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from workshop_app.model import (
    AssetClass,
    AssetState,
    Consent,
    DecisionOutcome,
    MatchState,
    MeetingKind,
    Party,
    ProjectState,
    RelationKind,
    ResourceStage,
    ServiceType,
    Stage,
    VoiceKind,
    VoiceSource,
)

Member = TypeVar("Member", bound=StrEnum)

PRODUCT = "車座"
LONE_VOICES = "ひとりの声"
NO_THEME = "まだテーマのない声"
COUNTS_ARE_NOT_WEIGHT = "件数の多さは、大切さの順ではありません。"
NOT_QUOTABLE = "引用・公開してよいと答えた声だけを載せています。"
NO_PURPOSE = "使う目的は、まだ書かれていません。"
SAMPLE_MARK = "見本(架空の町と人の声です)"
CONTACT_IS_AN_OFFICE = "連絡先には、個人ではなく窓口を書いてください。"


@dataclass(frozen=True, slots=True)
class Wording:
    """How one value is written: in full, in a tight place, and by other people."""

    label: str
    short: str
    aliases: str = ""  # with blanks between


PARTIES: Mapping[Party, Wording] = {
    Party.RESIDENTS: Wording(
        "住民",
        "住民",
        "市民 町民 村民 区民 地域住民 一般住民 一般 住民の方 高齢者 当事者 "
        "家族 自治会 町内会 老人クラブ 民生委員 ボランティア",
    ),
    Party.CARE: Wording(
        "医療・介護",
        "医介",
        "医療介護 医療 介護 医療・介護関係者 医療介護関係者 医療関係者 医療職 "
        "介護関係者 介護職 専門職 ケアマネ ケアマネジャー ケアマネージャー "
        "介護支援専門員 介護事業所 医師 看護師 保健師 地域包括支援センター 包括 "
        "包括支援センター 医療・福祉 福祉関係者 リハ職",
    ),
    Party.COMPANIES: Wording(
        "企業等",
        "企業",
        "企業・団体 民間企業 民間企業等 民間 事業者 事業所 会社 商店 商店街 "
        "お店 団体 企業・団体等 NPO NPO法人 商工会 農協 生協",
    ),
    Party.OFFICIALS: Wording(
        "行政・記録",
        "行政",
        "市 町 村 役場 市役所 町役場 村役場 自治体 市町村 職員 事務局 記録 "
        "記録係 行政職員 社協 社会福祉協議会 コーディネーター "
        "生活支援コーディネーター SC 来賓 進行 司会",
    ),
    Party.OTHER: Wording("その他", "他", "ほか 他 不明 未回答 無回答"),
}
VOICE_KINDS: Mapping[VoiceKind, Wording] = {
    VoiceKind.TROUBLE: Wording(
        "困りごと", "困", "困り事 困りこと 困っていること 課題 悩み 問題 不安"
    ),
    VoiceKind.WEAKNESS: Wording("弱み", "弱", "弱いところ 足りないもの 地域の弱み"),
    VoiceKind.NEED: Wording("ニーズ", "要", "必要なこと 必要 あったらいいもの 要望"),
    VoiceKind.WISH: Wording(
        "想い・やりたい", "想", "想い 思い 願い やりたいこと やりたい 夢 希望"
    ),
    VoiceKind.STRENGTH: Wording("強み", "強", "良いところ いいところ 地域の強み 魅力"),
    VoiceKind.RESOURCE: Wording("資源", "資", "地域資源 宝 宝物 社会資源 地域の宝"),
    VoiceKind.OFFER: Wording(
        "できること", "で", "できる事 提供 できること(提供) 手伝えること 協力できること"
    ),
    VoiceKind.IDEA: Wording("解決案", "案", "アイデア アイディア 提案 解決策 意見・提案"),
}
CONSENTS: Mapping[Consent, Wording] = {
    Consent.ROOM: Wording(
        "この場だけ",
        "場",
        "不可 引用不可 公開不可 非公開 × ✕ ✖ ╳ x ばつ バツ いいえ 否 "
        "no n false 0 しない ダメ だめ 同意しない",
    ),
    Consent.TOWN: Wording(
        "市町村の中で使ってよい", "町", "△ 庁内 庁内のみ 市内 町内 内部 内部のみ"
    ),
    Consent.PUBLIC: Wording(
        "引用・公開してよい",
        "公",
        "可 引用可 公開可 公開 ○ 〇 ◯ ◎ まる マル はい 良い よい yes "
        "y true 1 ok する 同意 同意する ✓ ✔ レ",
    ),
}
VOICE_SOURCES: Mapping[VoiceSource, Wording] = {
    VoiceSource.KEYBOARD: Wording("その場で入力", "入力"),
    VoiceSource.PASTE: Wording("貼り付け", "貼付"),
    VoiceSource.FILE: Wording("ファイルから", "表"),
    VoiceSource.PHONE: Wording("スマートフォンから", "スマホ"),
    VoiceSource.PAPER: Wording("紙の用紙から", "紙"),
    VoiceSource.SAMPLE: Wording("見本", "見本"),
}
STAGES: Mapping[Stage, Wording] = {
    Stage.HEARING: Wording("(ア) 声をあつめる", "ア", "(ア) タウンミーティング等"),
    Stage.PLANNING: Wording("(イ) 企画をねる", "イ", "(イ) 企画立案"),
    Stage.TRIAL: Wording("(ウ) ためしにやる", "ウ", "(ウ) 試行 試行的実施"),
}
MEETING_KINDS: Mapping[MeetingKind, Wording] = {
    MeetingKind.TOWN_MEETING: Wording("タウンミーティング", "TM", "住民懇談会 地域懇談会"),
    MeetingKind.WORKSHOP: Wording("ワークショップ", "WS"),
    MeetingKind.INTERVIEW: Wording("住民インタビュー", "聞き取り", "インタビュー"),
    MeetingKind.COMPANY_HEARING: Wording(
        "企業・団体ヒアリング", "企業", "企業ヒアリング 団体ヒアリング ヒアリング"
    ),
    MeetingKind.PLANNING_SESSION: Wording("企画会議", "企画"),
    MeetingKind.TRIAL_REVIEW: Wording("試行のふりかえり", "ふりかえり", "試行の振り返り"),
    MeetingKind.KYOGITAI: Wording("協議体", "協議体", "第1層協議体 第2層協議体"),
    MeetingKind.CARE_CONFERENCE: Wording("地域ケア会議", "ケア会議"),
    MeetingKind.SALON: Wording("サロン", "サロン", "通いの場 いきいきサロン"),
    MeetingKind.SENIORS_CLUB: Wording("老人クラブ", "老ク"),
    MeetingKind.JICHIKAI: Wording("自治会総会", "自治会", "町内会総会 町内会"),
    MeetingKind.COMPANY_GATHERING: Wording("企業の会", "企業会", "商工会の会合"),
}
ASSET_CLASSES: Mapping[AssetClass, Wording] = {
    AssetClass.PLACE: Wording("場所", "場", "拠点 施設"),
    AssetClass.THING: Wording("モノ", "物", "もの 物 物品"),
    AssetClass.PERSON: Wording("人", "人", "ひと 人材 担い手"),
    AssetClass.MONEY: Wording("金", "金", "お金 カネ かね 資金 助成"),
    AssetClass.TIES: Wording("情報・つながり", "縁", "情報 つながり"),
}
ASSET_STATES: Mapping[AssetState, Wording] = {
    AssetState.HEARD: Wording("聞いた", "聞"),
    AssetState.CONFIRMED: Wording("確認済", "確", "確認済み 確認した"),
    AssetState.USABLE: Wording("使用可", "可", "使える 使ってよい"),
}
RELATION_KINDS: Mapping[RelationKind, Wording] = {
    RelationKind.INFORMATION: Wording("情報共有", "情報"),
    RelationKind.COOPERATION: Wording("連携", "連携", "協力"),
    RelationKind.JOINT: Wording("共同実施", "共同", "共催"),
}
PROJECT_STATES: Mapping[ProjectState, Wording] = {
    ProjectState.HEARING: Wording("(ア)実施中", "ア中", "ア実施中"),
    ProjectState.HEARD: Wording("(ア)済", "ア済", "ア済み"),
    ProjectState.PLANNING: Wording("(イ)実施中", "イ中", "イ実施中"),
    ProjectState.PLANNED: Wording("(イ)済", "イ済", "イ済み"),
    ProjectState.TRIAL: Wording("(ウ)試行中", "試行", "ウ試行中 試行中"),
    ProjectState.ADOPTED: Wording("本格運用(総合事業)", "本格", "本格運用"),
    ProjectState.SELF_STANDING: Wording("自走", "自走"),
    ProjectState.ENDED: Wording("中止・見直し", "中止", "見直し"),
}
SERVICE_TYPES: Mapping[ServiceType, Wording] = {
    ServiceType.HOME_FORMER: Wording("訪問型サービス・従前相当", "訪問 従前", "訪問型従前相当"),
    ServiceType.HOME_A: Wording("訪問型サービス・活動A", "訪問A", "訪問型サービスA"),
    ServiceType.HOME_B: Wording("訪問型サービス・活動B", "訪問B", "訪問型サービスB"),
    ServiceType.HOME_C: Wording("訪問型サービス・活動C", "訪問C", "訪問型サービスC"),
    ServiceType.HOME_D: Wording("訪問型サービス・活動D", "訪問D", "訪問型サービスD"),
    ServiceType.DAY_FORMER: Wording("通所型サービス・従前相当", "通所 従前", "通所型従前相当"),
    ServiceType.DAY_A: Wording("通所型サービス・活動A", "通所A", "通所型サービスA"),
    ServiceType.DAY_B: Wording("通所型サービス・活動B", "通所B", "通所型サービスB"),
    ServiceType.DAY_C: Wording("通所型サービス・活動C", "通所C", "通所型サービスC"),
    ServiceType.OTHER_SUPPORT: Wording("その他の生活支援サービス", "その他", "その他サービス"),
}
DECISION_OUTCOMES: Mapping[DecisionOutcome, Wording] = {
    DecisionOutcome.ADOPTED: Wording("採用", "採用"),
    DecisionOutcome.CONDITIONAL: Wording("条件付き採用", "条件付", "条件つき採用"),
    DecisionOutcome.NEXT_TIME: Wording("次回へ", "次回", "継続審議 持ち越し"),
    DecisionOutcome.DECLINED: Wording("見送り", "見送り"),
    DecisionOutcome.OVERRIDE: Wording("条件を満たさないまま、理由を記して進める", "理由付"),
}
MATCH_STATES: Mapping[MatchState, Wording] = {
    MatchState.CANDIDATE: Wording("候補", "候補"),
    MatchState.ASKED: Wording("打診", "打診", "打診中 聞いている"),
    MatchState.AGREED: Wording("成立", "成立", "決まった"),
    MatchState.DECLINED: Wording("不成立", "不成立", "合わなかった"),
}
RESOURCE_STAGES: Mapping[ResourceStage, Wording] = {
    ResourceStage.GRASPED: Wording("不足の把握", "把握"),
    ResourceStage.TRAINING: Wording("担い手養成", "養成", "担い手の養成"),
    ResourceStage.PLACE: Wording("活動の場の確保", "場", "場の確保"),
    ResourceStage.STARTED: Wording("開始", "開始", "始まった"),
}
_WORDINGS: Mapping[type[StrEnum], Mapping[Any, Wording]] = {
    Party: PARTIES,
    VoiceKind: VOICE_KINDS,
    Consent: CONSENTS,
    VoiceSource: VOICE_SOURCES,
    Stage: STAGES,
    MeetingKind: MEETING_KINDS,
    AssetClass: ASSET_CLASSES,
    AssetState: ASSET_STATES,
    RelationKind: RELATION_KINDS,
    MatchState: MATCH_STATES,
    ResourceStage: RESOURCE_STAGES,
    ProjectState: PROJECT_STATES,
    ServiceType: SERVICE_TYPES,
    DecisionOutcome: DECISION_OUTCOMES,
}


def label(member: StrEnum) -> str:
    """Return the full Japanese label of *member*, any value of the model's lists."""
    return _WORDINGS[type(member)][member].label


def short_label(member: StrEnum) -> str:
    """Return the label of *member* for tight places."""
    return _WORDINGS[type(member)][member].short


def find(kind: type[Member], written: str) -> Member | None:
    """Return the value of *kind* that *written* means, or None when nobody can know.

    Width, case, blanks, brackets and dots make no difference: ``ＮＰＯ法人``, ``npo 法人``
    and ``医療･介護`` are all found.
    """
    known = _MEANINGS[kind]
    found: Member | None = known.get(written) or known.get(fold(written))
    return found


def fold(written: str) -> str:
    """Return *written* as compared: one width, one case, no blanks, brackets or dots."""
    plain = unicodedata.normalize("NFKC", written).casefold()
    return "".join(
        mark for mark in plain if not mark.isspace() and mark not in "・()「」、,/-_:"
    )


def no_voice_alert(party: Party) -> str:
    """Return the alert of C1 for a party that has not spoken: 「企業等の声が0件です」."""
    return f"{label(party)}の声が0件です"


def not_the_whole_town(people: int | None = None) -> str:
    """Return the sentence that every count of voices carries.

    *people* is the number of participants, where it was counted.
    """
    who = "参加者" if people is None else f"参加者{people}人"
    return f"{who}の声です。市民全体の割合ではありません。"


_MEANINGS: Mapping[type[StrEnum], Mapping[str, Any]] = {
    kind: {
        fold(word): member
        for member, known in wordings.items()
        for word in (known.label, known.short, member.value, *known.aliases.split())
    }
    for kind, wordings in _WORDINGS.items()
}
