"""The same scores under several rules, side by side, and where they differ and why.

No rule is called the right one; which one counts is for people to say beforehand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.aggregation import Ranking, Rule

NAMES = {
    Rule.SUM: "合計",
    Rule.MEAN: "平均",
    Rule.WEIGHTED: "重みつき100点",
    Rule.RANK_SUM: "順位の合計",
    Rule.MULTIPLIER: "段階の倍率",
}
_WHY = {
    Rule.SUM: "合計は点の大きさをそのまま足します",
    Rule.MEAN: "平均は採点した人数で割ります",
    Rule.WEIGHTED: "重みつきは大事な項目ほど大きく数えます",
    Rule.RANK_SUM: "順位の合計は点の開きを見ず、委員ごとの順番だけを数えます",
    Rule.MULTIPLIER: "段階の倍率は段階ごとに決めた割合を掛けます",
}
SET_NAMES = {
    "walk": "上から順",
    "optimum": "最もよい組",
    "greedy": "1円あたりの効果の順",
    "equal_shares": "均等配分",
}
_SET_WHY = {
    "walk": "上から順は点の高い順に、入るところまで決めます",
    "optimum": "最もよい組は、組の合計が最大になるよう入れ替えます",
    "greedy": "1円あたりの効果の順は、安くて効くものから取ります",
    "equal_shares": "均等配分は、委員一人ひとりに同じ額を分けてから出し合います",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where rules part, said in one sentence; ``agrees`` if they do not."""

    agrees: bool
    sentence: str


def compare_orders(rankings: Sequence[Ranking], names: Mapping[str, str]) -> Difference:
    """Say at which first place the orders of several rules differ, and why.

    The first ranking is the rule that counts.
    """
    if len(rankings) < 2 or not rankings[0].order:
        return Difference(True, "")
    first, *others = rankings
    for place, name in enumerate(first.order):
        apart = [each for each in others if each.order[place] != name]
        if apart:
            said = [f"{NAMES[first.rule]}では「{names[name]}」{_points(first, name)}"]
            said += [
                f"{NAMES[each.rule]}では「{names[each.order[place]]}」"
                f"{_points(each, each.order[place])}"
                for each in apart
            ]
            why = "。".join(_WHY[each.rule] for each in (first, *apart))
            return Difference(
                False,
                f"{place + 1}番目は、{'、'.join(said)}です。{why}。"
                "どの決め方で決めたかを記録します。",
            )
    rules = "・".join(NAMES[each.rule] for each in rankings)
    return Difference(True, f"{rules}のどの決め方でも、順番は同じです。")


def compare_sets(sets: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> Difference:
    """Say which candidates only some rules choose, and why."""
    everywhere = set.intersection(*(set(each) for each in sets.values())) if sets else set()
    somewhere = {name for each in sets.values() for name in each}
    only = sorted(somewhere - everywhere)
    if not only:
        return Difference(True, "どの選び方でも、選ばれる候補は同じです。" if sets else "")
    said = []
    apart: list[str] = []
    for name in only:
        inside = [rule for rule, chosen in sets.items() if name in chosen]
        apart += [rule for rule in sets if rule not in apart]
        ways = "・".join(SET_NAMES[rule] for rule in inside)
        said.append(f"「{names[name]}」は{ways}だけが選びます")
    why = "。".join(_SET_WHY[rule] for rule in apart)
    return Difference(False, f"{'。'.join(said)}。{why}。")


def show_number(value: Fraction) -> str:
    """Return a number for people: whole, or with at most two decimals."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}"


def _points(ranking: Ranking, name: str) -> str:
    total = ranking.tallies[name].total
    return "" if total is None else f"({show_number(total)})"
