"""Classifying an activity: which service types it may become, each with its reason (C20).

Reads what people write of an activity, in the words of the scheme or in plain ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from analysis import service_types
from analysis.service_types import (
    Activity,
    Actor,
    Case,
    Kind,
    Means,
    Setting,
    ShortTerm,
    Target,
)
from workshop_app import errors, rule_words, rules
from workshop_app.rules.records import ServiceTypeRules
from workshop_app.usecases.questioning import Given, Key, fold

T = TypeVar("T")

SETTINGS = {"visit": "訪問型", "commute": "通所型"}
MEANS = {
    "designation": "指定",
    "commission": "委託",
    "subsidy": "補助・助成",
    "combination": "委託と補助の組み合わせなど",
}
ACTORS = {
    "care_provider": "介護サービス事業者等",
    "diverse": "会社・NPOなど多様な主体",
    "residents": "住民主体の団体(有償・無償のボランティア)",
    "health_professional": "保健医療の専門職がいる団体",
}
TARGETS = {
    "support_needed": "要支援者・事業対象者",
    "continuing": "継続利用要介護者",
    "others": "対象者以外の住民",
}
ACTIVITIES = {
    "general": "とくに決まっていない",
    "mobility": "通院・買物の移動支援や付き添い",
    "cleaning": "掃除などの一部の支援",
    "mobile_shop": "移動販売・共同配送",
    "exercise": "期間を定めた運動習慣づけ",
    "learning": "生涯学習など",
    "helpers": "住民が担い手となる活動",
}
KINDS = {"former": "従前相当", "A": "A", "B": "B", "C": "C", "D": "D", "other": "その他"}
_SETTING_WORDS = {
    Setting.VISIT: "visit 訪問 訪問型 home",
    Setting.COMMUTE: "commute 通所 通所型 day",
}
_MEANS_WORDS = {
    Means.DESIGNATION: "designation designated 指定",
    Means.COMMISSION: "commission commissioned contract entrust 委託 委託費",
    Means.SUBSIDY: "subsidy grant 補助 助成 補助・助成 補助金",
    Means.COMBINATION: "combination mixed other 組み合わせ 組合せ 委託と補助 その他",
}
_ACTOR_WORDS = {
    Actor.HEALTH_PROFESSIONAL: "health_professional health_professionals health professional "
    "professionals 保健医療 専門職 保健師 看護 理学療法 作業療法 リハ 管理栄養 "
    "歯科衛生 病院 診療所",
    Actor.CARE_PROVIDER: "care_provider care_providers provider care 介護サービス 介護事業 "
    "訪問介護 通所介護 デイサービス 介護事業者",
    Actor.RESIDENTS: "residents resident volunteers volunteer residents_group 住民 "
    "ボランティア "
    "自治会 町内会 老人クラブ サロン ご近所",
    Actor.DIVERSE: "diverse company companies business npo other private_company 多様 "
    "会社 企業 "
    "商店 スーパー 法人 事業者 シルバー 組合 農協 生協 清掃 運送 タクシー 中間支援 ジム",
}
_TARGET_WORDS = {
    Target.SUPPORT_NEEDED: "support_needed support_required needs_support support target "
    "targets eligible checklist yoshien requiring_support project 要支援 要支援者 事業対象者 "
    "要支援者・事業対象者 要支援1 要支援2 short_term 短期集中",
    Target.CONTINUING: "continuing continuing_care continued continuing_users 継続利用要介護者 "
    "継続利用",
    Target.OTHERS: "others other non_target general residents 対象者以外 対象者以外の住民 住民 "
    "一般",
}
_ACTIVITY_WORDS = {
    Activity.MOBILITY: "mobility transport 移動 移動支援 外出支援 通院 通院付添い "
    "付き添い 付添い 送迎",
    Activity.CLEANING: "cleaning 掃除 清掃",
    Activity.MOBILE_SHOP: "mobile_shop shop 移動販売 共同配送",
    Activity.EXERCISE: "exercise 運動 体操",
    Activity.LEARNING: "learning 生涯学習 学習",
    Activity.HELPERS: "helpers 担い手 見守り",
    Activity.GENERAL: "general なし 未定",
}
_KIND_WORDS = {
    Kind.FORMER: "former 従前相当 従前",
    Kind.A: "a サービスa サービス・活動a",
    Kind.B: "b サービスb サービス・活動b",
    Kind.C: "c サービスc サービス・活動c",
    Kind.D: "d サービスd サービス・活動d",
    Kind.OTHER: "other その他",
}


def _choices(known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(known.items())


KEYS = (
    Key("setting", "訪問型か通所型か", _choices(SETTINGS), kind="choice"),
    Key("means", "実施手法", _choices(MEANS), kind="choice"),
    Key("actor", "だれが行うか", _choices(ACTORS), kind="choice"),
    Key("target", "だれのためか(「,」で並べられます)", _choices(TARGETS), kind="choices"),
    Key("months", "期間を定めるなら、何か月か", is_needed=False),
    Key("activity", "内容", _choices(ACTIVITIES), is_needed=False, kind="choice"),
    Key("type", "確かめたい類型", _choices(KINDS), is_needed=False, kind="choice"),
)


@dataclass(frozen=True, slots=True)
class Classified:
    """The types that fit and those that do not, as they are printed."""

    types: list[dict[str, str]]
    refused: list[dict[str, object]]
    explanation: str


def classify(given: Given, rule: ServiceTypeRules) -> Classified:
    """Return the types that fit; with ``type`` given, that one alone or why not.

    Raises
    ------
    UnusableInputError
        A word is not understood, the type asked for does not fit, or none does.
    RefusedError
        No type fits; its reason is the nearest one.
    """
    case = _read(given)
    short = ShortTerm(rule.short_term_months_from, rule.short_term_months_until)
    if given.has("type"):
        kind = given.one_of("type", _flat(_KIND_WORDS), tuple(KINDS))
        against = service_types.problems(kind, case, short)
        if against:
            told = "".join(rule_words.REFUSALS[reason] for reason in against)
            raise errors.UnusableInputError(
                f"{rule_words.say_type(case.setting, kind)}：{told}"
            )
    found = service_types.choose(case, short)
    types = [
        {
            "type": str(offer.kind),
            "setting": str(case.setting),
            "label": rule_words.say_type(case.setting, offer.kind),
            "money_path": rule_words.MONEY_PATHS[case.means],
            "reason": rule_words.GROUNDS[offer.ground],
        }
        for offer in found.offers
    ]
    refused: list[dict[str, object]] = [
        {
            "type": str(each.kind),
            "label": rule_words.say_type(case.setting, each.kind),
            "reasons": [rule_words.REFUSALS[reason] for reason in each.reasons],
        }
        for each in found.rejections
    ]
    names = " または ".join(f"{each['label']}({each['money_path']})" for each in types)
    return Classified(types, refused, f"{names}：{types[0]['reason']}")


def say_row(row: rules.TypeRow, kind: Kind) -> str:
    """Return what a row of the table of types says of one type."""
    return {
        Kind.FORMER: row.former,
        Kind.A: row.a,
        Kind.B: row.b_d,
        Kind.C: row.c,
        Kind.D: row.b_d,
        Kind.OTHER: row.other,
    }[kind]


def _read(given: Given) -> Case:
    return Case(
        setting=given.one_of("setting", _flat(_SETTING_WORDS), tuple(SETTINGS)),
        means=given.one_of("means", _flat(_MEANS_WORDS), tuple(MEANS)),
        actor=_actor(given),
        targets=_targets(given),
        months=given.whole("months") if given.has("months") else None,
        activity=given.one_of("activity", _flat(_ACTIVITY_WORDS), tuple(ACTIVITIES))
        if given.has("activity")
        else _activity_of(given.text("actor")),
    )


def _actor(given: Given) -> Actor:
    """Read who does it: a word of the scheme, or a plain name of some body."""
    known = _flat(_ACTOR_WORDS)
    written = fold(given.text("actor"))
    if written in known:
        return known[written]
    for actor, told in _ACTOR_WORDS.items():
        if any(word in written for word in told.split() if not word.isascii()):
            return actor
    return given.one_of("actor", known, (*ACTORS, "「清掃会社」のような名前"))


def _activity_of(actor: str) -> Activity:
    return Activity.CLEANING if "清掃" in actor else Activity.GENERAL


def _targets(given: Given) -> frozenset[Target]:
    known = _flat(_TARGET_WORDS)
    written = fold(given.text("target")).replace("、", ",").replace("+", ",")
    found = [known.get(word.strip()) for word in written.split(",")]
    targets = frozenset(each for each in found if each is not None)
    if None in found:
        given.refuse("target", f"{'、'.join(TARGETS)} のどれかで書いてください")
    return targets


def _flat(words: Mapping[T, str]) -> dict[str, T]:
    return {fold(word): member for member, told in words.items() for word in told.split()}
