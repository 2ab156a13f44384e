"""Explaining: an answer as JSON, and as sentences a council can read aloud.

The sentences name the rule, what was blank, who was kept out, and where rules differ; never who
gave which score.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from analysis.aggregation import Ranking, Rounding, Rule, TieRule
from analysis.awards import Award, AwardStatus
from analysis.case import Case
from analysis.grade_caps import excesses
from analysis.spread import spreads
from analysis.verdicts import NAMES, SET_NAMES, show_number
from workshop_app.usecases.advising import Answer, Choice, Firmness
from workshop_app.usecases.limiting import cap_words

TIE_WORDS = {
    TieRule.SMALLER_REQUEST: "希望額の小さい順、次に受付の早い順",
    TieRule.EARLIER: "受付の早い順",
    TieRule.DISCUSSION: "話し合い",
}
ROUNDING_WORDS = {
    Rounding.NONE: "端数はそのまま",
    Rounding.FLOOR: "端数は切り捨て",
    Rounding.HALF_UP: "端数は四捨五入",
}
_STATUS_WORDS = {
    AwardStatus.AWARDED: "予算内",
    AwardStatus.OFFERED: "次点(残りの額)",
    AwardStatus.PASSED: "次点がゆずった",
    AwardStatus.WAITING: "予算の外",
    AwardStatus.BELOW_MINIMUM: "最低点に届かない",
}
_ALWAYS, _OFTEN, _HALF = 0.95, 0.75, 0.5
_TEN_THOUSAND = 10_000


def as_json(answer: Answer) -> dict[str, object]:
    """Return the answer as values for JSON, with the parts that the case allows."""
    found: dict[str, object] = {"rule": answer.question.rule.value}
    if answer.ranking is not None:
        found |= _ranking_json(answer)
    else:
        found |= {"order": [], "totals": {}, "ties": []}
    if answer.awards:
        found["awards"] = [_award_json(each) for each in answer.awards]
    if answer.choice is not None:
        found["portfolio"] = _choice_json(answer.choice)
    if answer.firmness is not None:
        found["robustness"] = _firmness_json(answer.firmness)
    found["explanation"] = "\n".join(sentences(answer))
    return found


def sentences(answer: Answer) -> list[str]:
    """Return what there is to say, one sentence or two a line."""
    said = _gate_sentences(answer)
    if answer.ranking is not None:
        said += _ranking_sentences(answer, answer.ranking)
    else:
        said.append("採点がないので、順番は付けていません。")
    said += _award_sentences(answer)
    if answer.choice is not None:
        said += _choice_sentences(answer, answer.choice)
    if answer.firmness is not None:
        said += _firmness_sentences(answer, answer.firmness)
    said.append("決めるのは人です。ここにあるのは、決め方ごとの計算の結果です。")
    return said


def table(answer: Answer) -> list[str]:
    """Return the order with totals and yen, one candidate a line; empty without scores."""
    if answer.ranking is None:
        return []
    names, rows = _names(answer), []
    awards = {each.candidate: each for each in answer.awards}
    for place, name in enumerate(answer.ranking.order, 1):
        total = answer.ranking.tallies[name].total
        shown = "採点がそろっていません" if total is None else f"{show_number(total)}点"
        award = awards.get(name)
        given = f"　{_STATUS_WORDS[award.status]} {award.yen:,}円" if award else ""
        rows.append(f"{place}. {names[name]}　{shown}{given}")
    return rows


def yen_words(yen: int) -> str:
    """Return a sum as people say it.

    >>> yen_words(120_000), yen_words(220_500)
    ('12万円', '220,500円')
    """
    if yen and yen % _TEN_THOUSAND == 0:
        return f"{yen // _TEN_THOUSAND:,}万円"
    return f"{yen:,}円"


def share_words(share: float) -> str:
    """Return how often, in words that do not pretend to more than a count."""
    if share >= _ALWAYS:
        return "ほぼいつも"
    if share >= _OFTEN:
        return "たいてい"
    if share >= _HALF:
        return "半分より多く"
    return "半分より少なく" if share > 0 else "一度もありません"


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def _ranking_json(answer: Answer) -> dict[str, object]:
    ranking = answer.ranking
    assert ranking is not None
    tallies = ranking.tallies
    return {
        "order": list(ranking.order),
        "totals": {name: _number(each.total) for name, each in tallies.items()},
        "ties": [list(group) for group in ranking.ties],
        "ties_broken": [list(group) for group in ranking.broken],
        "ties_settled": [list(group) for group in ranking.settled],
        "tie": answer.question.tie.value,
        "scorers": {name: dict(each.scorers) for name, each in tallies.items()},
        "missing": {name: each.missing for name, each in tallies.items()},
        "recused": {name: each.recused for name, each in tallies.items()},
        "below_minimum": list(answer.below_minimum),
        "gates_failed": _gates_failed(answer),
        "orders": {each.rule.value: list(each.order) for each in (ranking, *answer.others)},
    }


def _award_json(award: Award) -> dict[str, object]:
    found: dict[str, object] = {
        "id": award.candidate,
        "yen": award.yen,
        "status": award.status.value,
    }
    if award.status is AwardStatus.WAITING:
        found["if_passed"] = award.if_passed
    return found


def _choice_json(choice: Choice) -> dict[str, object]:
    best = choice.best
    return {
        "chosen": sorted(best.chosen),
        "value": _number(best.value),
        "yen": best.yen,
        "optimal": best.optimal,
        "near_misses": [{"id": miss.candidate, "yen": miss.yen} for miss in choice.near_misses],
        "extra": [
            {
                "yen": step.extra,
                "value": _number(step.value),
                "gain": _number(step.gain),
                "chosen": sorted(step.chosen),
            }
            for step in choice.extra
        ],
        "rules": {name: list(chosen) for name, chosen in choice.sets.items()},
        "breaks": {name: list(broken) for name, broken in choice.breaks.items()},
        "completed_with": list(choice.completed_with),
    }


def _firmness_json(firmness: Firmness) -> dict[str, object]:
    flip = firmness.flip
    return {
        "flip": None
        if flip is None
        else {
            "criterion": flip.criterion,
            "from": _number(flip.from_),
            "to": _number(flip.to),
            "change": _number(flip.change),
            "exact": str(flip.to),
            "winner": flip.winner,
        },
        "share_chosen": dict(firmness.over_weights),
        "share_chosen_members": dict(firmness.over_members),
    }


def _names(answer: Answer) -> dict[str, str]:
    return {each.id: each.label for each in answer.question.case.candidates}


def _quoted(answer: Answer, ids: Iterable[str]) -> str:
    names = _names(answer)
    return "・".join(f"「{names[each]}」" for each in ids)


def _gates_failed(answer: Answer) -> dict[str, list[str]]:
    candidates = answer.question.case.candidates
    return {each.id: list(each.failed_gates()) for each in candidates if each.failed_gates()}


def _gate_sentences(answer: Answer) -> list[str]:
    names = _names(answer)
    return [
        f"「{names[name]}」は、関門({'・'.join(gates)})を通っていないので、順番に入れていません。"
        for name, gates in _gates_failed(answer).items()
    ]


def _ranking_sentences(answer: Answer, ranking: Ranking) -> list[str]:
    question = answer.question
    smaller = "(小さい方から)" if ranking.rule is Rule.RANK_SUM else ""
    said = [
        f"決め方は「{NAMES[ranking.rule]}」{smaller}、{ROUNDING_WORDS[question.rounding]}、"
        f"同点は{TIE_WORDS[question.tie]}です。"
    ]
    said += _blank_sentences(answer, ranking)
    for group in ranking.broken:
        said.append(
            f"{_quoted(answer, group)}は同点で、{TIE_WORDS[question.tie]}に並べました。"
        )
    for group in ranking.ties:
        said.append(f"{_quoted(answer, group)}は同点です。話し合って順番を決めてください。")
    for group in ranking.settled:
        reason = question.tie_orders[group]
        said.append(
            f"同点だった候補は、話し合って{_quoted(answer, group)}の順に"
            f"決めました。理由：{reason}"
        )
    said += _cap_sentences(answer)
    if answer.below_minimum:
        least = show_number(question.minimum or Fraction(0))
        said.append(f"最低点{least}に届かない候補：{_quoted(answer, answer.below_minimum)}。")
    if answer.difference.sentence:
        said.append(answer.difference.sentence)
    return said


def _blank_sentences(answer: Answer, ranking: Ranking) -> list[str]:
    case, said = answer.question.case, []
    labels = {each.id: each.label for each in case.criteria}
    for name, tally in ranking.tallies.items():
        if tally.recused:
            said.append(
                f"{_quoted(answer, [name])}は、利害関係の委員{tally.recused}名を除きました。"
            )
        may = len(case.everybody) - tally.recused
        for criterion, count in tally.scorers.items():
            if case.unlisted is None and count < may:
                words = (
                    f"{count}名の採点です。空欄は0点にしていません"
                    if count
                    else "まだだれも採点していないので、点を出していません"
                )
                said.append(f"{_quoted(answer, [name])}の「{labels[criterion]}」は、{words}。")
    return said


def _cap_sentences(answer: Answer) -> list[str]:
    labels = {each.id: each.label for each in answer.question.case.criteria}
    return [
        f"「{labels[each.criterion]}」では、{cap_words(each.cap)}のきまりを超えた採点が"
        f"{each.members}名ぶんあります。採点を見直してください。"
        for each in excesses(answer.question.case, answer.question.caps)
    ]


def _award_sentences(answer: Answer) -> list[str]:
    said = []
    for each in answer.awards:
        name = _quoted(answer, [each.candidate])
        if each.status is AwardStatus.OFFERED:
            said.append(
                f"{name}は次点です。残りの{yen_words(each.yen)}で行うか、次へゆずるかを選べます。"
            )
        elif each.if_passed:
            said.append(f"次点がゆずれば、{name}に{yen_words(each.if_passed)}が入ります。")
    return said


def _choice_sentences(answer: Answer, choice: Choice) -> list[str]:
    best, said = choice.best, []
    proof = (
        "これより良い組がないことを確かめました"
        if best.optimal
        else "時間内では確かめきれていません"
    )
    chosen = _quoted(answer, sorted(best.chosen)) or "なし"
    said.append(
        f"条件を満たす最もよい組：{chosen}。値は{show_number(best.value)}、"
        f"合わせて{yen_words(best.yen)}({proof})。"
    )
    said += money_lines(answer)
    for way, broken in choice.breaks.items():
        said.append(f"「{SET_NAMES[way]}」は、次の条件を満たしません：{'、'.join(broken)}。")
    if choice.completed_with:
        added = _quoted(answer, choice.completed_with)
        said.append(f"均等配分で余った額は、1円あたりの効果の順に{added}へ回しました。")
    if choice.difference.sentence:
        said.append(choice.difference.sentence)
    return said


def money_lines(answer: Answer) -> list[str]:
    """Return who is only kept out by how much money, and what more money would bring."""
    choice, said = answer.choice, []
    if choice is None:
        return []
    for miss in choice.near_misses:
        said.append(
            f"{_quoted(answer, [miss.candidate])}は、あと{yen_words(miss.yen)}で入ります。"
        )
    for step in choice.extra:
        gain = f"値は{show_number(step.gain)}増えます" if step.gain else "値は増えません"
        said.append(f"予算があと{yen_words(step.extra)}あれば、{gain}。")
    return said


def extra_rows(answer: Answer) -> list[dict[str, str]]:
    """Return what each step of more money would bring as a plain table."""
    if answer.choice is None:
        return []
    best = answer.choice.best
    now = {
        "予算": "いまのまま",
        "値": show_number(best.value),
        "増える分": "",
        "選ばれる候補": _quoted(answer, sorted(best.chosen)),
    }
    return [now] + [
        {
            "予算": f"あと{yen_words(step.extra)}",
            "値": show_number(step.value),
            "増える分": show_number(step.gain),
            "選ばれる候補": _quoted(answer, sorted(step.chosen)),
        }
        for step in answer.choice.extra
    ]


def _firmness_sentences(answer: Answer, firmness: Firmness) -> list[str]:
    said = []
    labels = {each.id: each.label for each in answer.question.case.criteria}
    flip = firmness.flip
    if flip is not None:
        said.append(
            f"「{labels[flip.criterion]}」の重みを{show_number(flip.from_)}から"
            f"{show_number(flip.to)}にすると{_quoted(answer, [flip.winner])}が1番目に並び、"
            "それを越えると入れ替わります。"
        )
    elif answer.question.rule is Rule.RANK_SUM:
        said.append("順位の合計では、重みを動かす試算はしていません。")
    else:
        said.append("どの項目の重みを1つ動かしても、1番目は変わりません。")
    said += _share_sentences(answer, firmness.over_weights, "重みを1万通りに変えて")
    said += _share_sentences(answer, firmness.over_members, "委員を1万回選び直して")
    return said


def _share_sentences(answer: Answer, shares: Mapping[str, float], what: str) -> list[str]:
    if not shares:
        return []
    parts = [
        f"{_quoted(answer, [name])}は{share_words(share)}({share:.0%})"
        for name, share in sorted(shares.items(), key=lambda row: (-row[1], row[0]))
        if share > 0
    ]
    return [f"{what}試すと、選ばれたのは{'、'.join(parts)}でした。"]


def spread_lines(case: Case) -> list[str]:
    """Return a sentence for each item scored by two or more, the most disputed first."""
    names = {each.id: each.label for each in case.candidates}
    items = {each.id: each.label for each in case.criteria}
    return [
        f"「{names[each.candidate]}」の「{items[each.criterion]}」：{each.scorers}名、"
        f"{show_number(each.low)}から{show_number(each.high)}まで、平均{show_number(each.mean)}"
        for each in spreads(case)
        if each.disagreement
    ]
