"""Reckoning the scheme's money: guide amounts, shares, limits, what may be paid."""

from fractions import Fraction

from analysis import ceilings, funding, indicators, nontarget, subsidies
from workshop_app import errors, rule_words
from workshop_app.rules import RuleYear
from workshop_app.usecases.asking import Calculation, Result, choice, key, optional, say_yen
from workshop_app.usecases.questioning import Given, Key

_PROGRAMMES = {
    "comprehensive_prevention": "① 介護予防・日常生活支援総合事業",
    "comprehensive": "② 包括的支援事業・任意事業",
}
_PROGRAMME = Key("programme", "事業", tuple(_PROGRAMMES.items()), kind="choice")
_KINDS = {
    "municipality": "1つの市町村",
    "designated_city": "指定都市(行政区の数)",
    "union": "一部事務組合・広域連合(構成市町村の数)",
}
_METHODS = {
    "old": "改正前の方法(半数以上か、按分)",
    "r6_fixed": "令和6年度からの方法：定額",
    "r6_whole": "令和6年度からの方法：活動全体",
}
_INCIDENTAL_ASSUMED = (
    "対象者以外の活動を「附随的な活動」と市町村が判断していることを前提にした額です。"
    "判断がまだなら使えません(incidental=no)。"
)


def _standard_amount(given: Given, rule: RuleYear) -> Result:
    basis = rule.standard_amount
    kind = funding.BodyKind(choice(given, "kind", _KINDS))
    alone = kind is funding.BodyKind.MUNICIPALITY and not given.has("units")
    if not alone and not given.has("units"):
        given.refuse("units", f"{_KINDS[kind]}では数が必要です")
    units, areas = 1 if alone else given.whole("units"), given.whole("areas")
    prices = funding.UnitPrices(
        basis.tier_1_thousand_yen,
        basis.tier_2_thousand_yen,
        basis.joint_programme_thousand_yen,
    )
    joint = given.yes("joint")
    found = funding.standard_amount(kind, units, areas, joint=joint, prices=prices)
    added = f" + 住民参画・官民連携 {prices.joint_programme:,}×{units}" if joint else ""
    return Result(
        {
            "thousand_yen": found.total,
            "tier_1": found.tier_1,
            "tier_2": found.tier_2,
            "joint_programme": found.joint_programme,
        },
        basis,
        f"第1層 {prices.tier_1:,}×{units} + 第2層 {prices.tier_2:,}×{areas}{added}"
        f" = {found.total:,}千円",
        (rule_words.GUIDE_AMOUNT,),
    )


def _request_items(given: Given, rule: RuleYear) -> Result:
    basis = rule.request_items
    if basis is None:
        raise errors.UnusableInputError(
            f"{rule.label}には概算要求の項目がありません。year=R7 のように書いてください。"
        )
    placement = choice(given, "placement", {"centre": "", "other": ""})
    in_centre = placement == "centre"
    price = (
        basis.coordinator_in_centre_thousand_yen
        if in_centre
        else basis.coordinator_elsewhere_thousand_yen
    )
    count = given.whole("count") if given.has("count") else 1
    found = funding.requested_amount(
        price,
        count,
        basis.joint_conference_thousand_yen,
        joint_conference=given.yes("joint_conference"),
    )
    notes = ["概算要求時点・要確認", "件数を何で数えるかは公表されていません(件数は要確認)。"]
    if given.yes("multilayered"):
        notes.append(
            "重層的支援体制整備事業を行う市町村では、多機関協働事業等が同じ働きをすると想定されています。"
        )
    where = "地域包括支援センターに配置" if in_centre else "センター以外に配置"
    return Result(
        {
            "thousand_yen": found.total,
            "coordinator": found.coordinator,
            "joint_conference": found.conference,
            "national_rate": indicators.per_cent(basis.national_rate),
        },
        basis,
        f"① {where} {price:,}×{count} + ② 居住支援協議会と連携した地域ケア会議"
        f" {found.conference:,} = {found.total:,}千円(概算要求時点)",
        tuple(notes),
    )


def _shares(given: Given, rule: RuleYear) -> Result:
    programme = choice(given, "programme", _PROGRAMMES)
    first = programme == "comprehensive_prevention"
    basis = rule.shares_comprehensive_prevention if first else rule.shares_comprehensive
    amount = given.whole("yen")
    parts = funding.split(amount, basis.parts())
    told = "、".join(
        f"{rule_words.PAYERS[name]} {say_yen(part)}"
        for name, part in parts.items()
        if basis.parts()[name]
    )
    return Result(
        {"shares": parts, "yen": amount, "rounding": "最大剰余法"},
        basis,
        f"{_PROGRAMMES[programme]}の負担割合で分け、端数は最大剰余法(余りの大きい順に1円)："
        f"{told}。合計 {say_yen(sum(parts.values()))}",
        ("試行が総合事業になると、財源は②から①に移ります。",),
    )


def _ceiling(given: Given, rule: RuleYear) -> Result:
    programme = choice(given, "programme", _PROGRAMMES)
    first = programme == "comprehensive_prevention"
    now, before, base = (given.whole(name) for name in ("people_now", "people_before", "base"))
    rate = Fraction(1) if first else rule.ceilings.benefit_rate
    found = ceilings.ceiling(base, now, before, rate)
    start = "事業移行前年度実績" if first else "26年度の介護給付費"
    of_rate = "" if first else f"×{indicators.per_cent(rate, 0)}"
    age = 75 if first else 65
    values: dict[str, object] = {"yen": found.yen}
    notes = ["災害その他特別な事情があるときは、個別協議ができます。"] if first else []
    if given.has("planned"):
        excess = found.excess(given.whole("planned"))
        values["excess_yen"] = excess
        if excess:
            notes.insert(0, f"{say_yen(excess)}超過: 個別協議の対象か確認")
    return Result(
        values,
        rule.ceilings,
        f"{start} {say_yen(base)}{of_rate}×{age}歳以上高齢者の伸び率({now:,}人÷{before:,}人)"
        f" = {say_yen(found.yen)}(1円未満切り捨て)",
        tuple(notes),
    )


def _non_target(given: Given, rule: RuleYear) -> Result:
    method = nontarget.Method(choice(given, "method", _METHODS))
    basis = rule.non_target
    yen, target, total = (given.whole(name) for name in ("yen", "target", "total"))
    # A fixed part rests on one judgement only; where nobody says it was made, the answer does.
    is_assumed = method is nontarget.Method.R6_FIXED and not given.has("incidental")
    judged = nontarget.Judgement(
        is_assumed or given.yes("incidental"), given.yes("undisturbed")
    )
    found = nontarget.payable(
        method,
        yen,
        nontarget.Attendance(target, total),
        judged,
        full_share=basis.full_share,
        fixed=given.whole("fixed") if given.has("fixed") else None,
    )
    told = {
        nontarget.Method.OLD: (
            f"対象者 {target}人÷全利用者 {total}人が半数以上なので、按分せず全額"
            if found.share == 1
            else f"対象者 {target}人÷全利用者 {total}人が半数に満たないので、"
            "按分(1円未満切り捨て)"
        ),
        nontarget.Method.R6_FIXED: "附随的な活動と判断し、人数の割合によらず対象経費の"
        "一部を定額で",
        nontarget.Method.R6_WHOLE: "附随的な活動で、対象者への活動に支障がないと認め、"
        "活動全体へ",
    }[method]
    return Result(
        {"yen": found.yen},
        basis,
        f"{told}：{say_yen(found.yen)}",
        (
            *((_INCIDENTAL_ASSUMED,) if is_assumed else ()),
            "対象者の数は、適切な時期に把握してください(登録者の数でもかまいません)。",
        ),
    )


def _subsidy(given: Given, rule: RuleYear) -> Result:
    cost, income, cap = (given.whole(name) for name in ("cost", "income", "cap"))
    basis = rule.subsidy
    found = subsidies.grant(
        cost, given.share("rate"), income, cap, unit=basis.rounding_unit_yen
    )
    least = {
        subsidies.Limit.RATE: "経費×補助率",
        subsidies.Limit.NEED: "経費−収入",
        subsidies.Limit.CAP: "上限額",
    }[found.limited_by]
    return Result(
        {"yen": found.yen, "by_rate": found.by_rate, "need": found.need, "cap": found.cap},
        basis,
        f"経費×補助率 {say_yen(found.by_rate)}、経費−収入 {say_yen(found.need)}、上限 "
        f"{say_yen(found.cap)}"
        f"のうち最も少ない額({least})を{basis.rounding_unit_yen:,}円未満切り捨て = "
        f"{say_yen(found.yen)}",
    )


def _change_approval(given: Given, rule: RuleYear) -> Result:
    before, after = given.whole("before"), given.whole("after")
    basis = rule.subsidy
    found = subsidies.change(before, after, approval_above=basis.approval_above)
    limit = indicators.per_cent(basis.approval_above, 0)
    said = (
        f"{limit}超: 変更承認が必要" if found.needs_approval else f"{limit}以下: 変更承認は不要"
    )
    share = indicators.per_cent(found.share)
    sign = "+" if found.share is not None and found.share > 0 else ""
    return Result(
        {"needs_approval": found.needs_approval, "change": f"{sign}{share}"},
        basis,
        f"事業費 {say_yen(before)}→{say_yen(after)}({sign}{share})：{said}",
    )


_PLACEMENTS = {"centre": "地域包括支援センターに配置", "other": "センター以外に配置"}


MONEY: tuple[Calculation, ...] = (
    Calculation(
        "standard-amount",
        "標準額(目安)",
        (
            key("kind", "どの団体か", _KINDS),
            optional("units", "市町村・行政区の数"),
            Key("areas", "日常生活圏域の数"),
            Key("joint", "住民参画・官民連携推進事業を行うか", kind="yes"),
        ),
        _standard_amount,
    ),
    Calculation(
        "request-items",
        "令和7年度概算要求の項目(要確認)",
        (
            key("placement", "コーディネーターの配置", _PLACEMENTS),
            optional("count", "件数(要確認)"),
            optional(
                "joint_conference", "居住支援協議会と連携した地域ケア会議を行ったか", "yes"
            ),
            optional("multilayered", "重層的支援体制整備事業を行っているか", "yes"),
        ),
        _request_items,
    ),
    Calculation("shares", "財源の内訳", (_PROGRAMME, Key("yen", "金額(円)")), _shares),
    Calculation(
        "ceiling",
        "事業費の上限",
        (
            _PROGRAMME,
            Key("base", "もとの額(円)"),
            Key("people_now", "今の高齢者数"),
            Key("people_before", "前の高齢者数"),
            optional("planned", "計画の額(円)"),
        ),
        _ceiling,
    ),
    Calculation(
        "non-target",
        "対象者以外も来る場に出せる額",
        (
            key("method", "方法", _METHODS),
            Key("yen", "対象経費(円)"),
            Key("target", "対象者の数"),
            Key("total", "全利用者の数"),
            optional("fixed", "定額(円)"),
            optional("incidental", "附随的な活動と市町村が判断したか", "yes"),
            optional("undisturbed", "対象者への活動に支障がないと認めたか", "yes"),
        ),
        _non_target,
    ),
    Calculation(
        "subsidy",
        "試行の補助額",
        (
            Key("cost", "対象経費(円)"),
            Key("rate", "補助率", kind="share"),
            Key("income", "収入(円)"),
            Key("cap", "上限額(円)"),
        ),
        _subsidy,
    ),
    Calculation(
        "change-approval",
        "事業費の変更",
        (Key("before", "はじめの事業費(円)"), Key("after", "変更後の事業費(円)")),
        _change_approval,
    ),
)
