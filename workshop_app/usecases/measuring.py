"""Measuring a trial: cost for each use, the meter, shares; and hints for lifts and types."""

from fractions import Fraction

from analysis import indicators, mobility, subsidies
from workshop_app import rule_words
from workshop_app.rules import RuleYear
from workshop_app.usecases import classifying
from workshop_app.usecases.asking import Calculation, Result, choice, key, optional, say_yen
from workshop_app.usecases.questioning import Given, Key

_FEES = {
    "none": "お金は受け取らない",
    "actual_cost": "ガソリン代・保険料などの実費だけ",
    "group_fee": "自治会などの会員の助け合いの会費",
    "fare": "1回500円のように決めた運賃",
}


def _cost_effectiveness(given: Given, rule: RuleYear) -> Result:
    cost, uses, people = (given.whole(name) for name in ("cost", "uses", "people"))
    found = subsidies.cost_per_use(cost, uses, people)
    use, person = (_say_money(value) for value in (found.per_use, found.per_person))
    return Result(
        {"yen_per_use": use, "yen_per_person": person},
        rule.checks,
        f"{say_yen(cost)}÷延べ{uses:,}回 = {use}円/回、÷実{people:,}人 = {person}円/人",
    )


def _say_money(value: Fraction | None) -> str:
    return indicators.NO_FIGURE if value is None else indicators.decimal(value, 0)


def _self_standing(given: Given, rule: RuleYear) -> Result:
    income, cost = given.whole("income"), given.whole("cost")
    share = indicators.per_cent(subsidies.meter(income, cost))
    return Result(
        {"meter": share},
        rule.flow,
        f"自走メーター = 収入 {say_yen(income)}÷支出 {say_yen(cost)} = {share}"
        f"(続けて{rule.flow.self_standing_months}か月 100%以上なら、自走の条件)",
    )


def _indicator(given: Given, rule: RuleYear) -> Result:
    numerator, denominator = given.whole("numerator"), given.whole("denominator")
    share = indicators.per_cent(indicators.ratio(numerator, denominator))
    return Result(
        {"share": share},
        rule.indicators,
        f"{numerator:,}÷{denominator:,} = {share}(分母が0のときは「—」)",
    )


def _mobility(given: Given, rule: RuleYear) -> Result:
    found = mobility.hint(
        mobility.Fee(choice(given, "fee", _FEES)),
        by_neighbourhood_group=given.yes("neighbours"),
        only_indirect_costs=not given.has("indirect") or given.yes("indirect"),
    )
    free = found.lead is mobility.Lead.PERHAPS_FREE
    said = "許可・登録不要の可能性" if free else "要相談"
    why = "、".join(rule_words.CONCERNS[concern] for concern in found.concerns)
    reason = f"({why}ため)" if why else ""
    return Result(
        {"lead": said, "concerns": [str(each) for each in found.concerns]},
        rule.mobility,
        f"{said}{reason}。{rule_words.MOBILITY_END}",
    )


def _service_type(given: Given, rule: RuleYear) -> Result:
    found = classifying.classify(given, rule.service_types)
    return Result(
        {"types": found.types, "refused": found.refused},
        rule.service_types,
        found.explanation,
        (rule_words.TYPES_NOTE,),
    )


OTHERS: tuple[Calculation, ...] = (
    Calculation(
        "cost-effectiveness",
        "費用対効果",
        (
            Key("cost", "費用(円)"),
            Key("uses", "延べ利用(回)"),
            Key("people", "実利用(人)"),
        ),
        _cost_effectiveness,
    ),
    Calculation(
        "self-standing",
        "自走メーター",
        (Key("income", "収入(円)"), Key("cost", "支出(円)")),
        _self_standing,
    ),
    Calculation(
        "indicator",
        "割合の指標",
        (Key("numerator", "分子"), Key("denominator", "分母")),
        _indicator,
    ),
    Calculation(
        "mobility",
        "移動支援の確かめ",
        (
            key("fee", "受け取るお金", _FEES),
            optional("neighbours", "自治会などの会員の助け合いか", "yes"),
            optional("indirect", "補助は間接経費だけか", "yes"),
        ),
        _mobility,
    ),
    Calculation("service-type", "サービスの類型", classifying.KEYS, _service_type),
)
