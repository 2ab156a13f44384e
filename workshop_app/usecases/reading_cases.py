"""Reading cases: the JSON of ``kurumaza choose``, checked before anything is computed.

Numbers are read exactly.  What is not understood is refused with the place it stands at;
nothing is guessed, and a value that is not there stays a blank.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from analysis.aggregation import GRADES, Rounding, Rule, TieRule
from analysis.case import Candidate, Case, Constraints, Criterion, Score
from workshop_app import errors
from workshop_app.usecases.advising import Question
from workshop_app.usecases.presetting import Preset

_TOTAL = "total"
_FIVE = Fraction(5)
_OBJECTIVES = {
    "score": "score",
    "coverage": "themes",
    "coverage_themes": "themes",
    "coverage_voices": "voices",
    "coverage_areas": "areas",
}
_LARGEST = 10**12
_MOST_DECIMALS = 30
_Choice = TypeVar("_Choice", bound=StrEnum)


def read_case(content: str, preset: Preset | None = None) -> Question:
    """Return the question a JSON file asks; a preset gives what the file does not say.

    Raises
    ------
    UnusableInputError
        The text is no JSON object, or a part is unknown or wrong; the sentence names it.
    """
    told = _object(_parsed(content), "ファイルの全体")
    candidates = _candidates(told)
    names = {each.id for each in candidates}
    rule = _choice(told, "rule", Rule, preset.rule if preset else None)
    entries = _score_entries(told)
    letters = {str(entry.get("value")) for entry in entries} & set(GRADES)
    if letters and rule is not Rule.MULTIPLIER:
        raise _wrong("段階の文字(A〜E)の採点は、rule を multiplier にしたときだけ使えます。")
    criteria = _criteria(told, entries, preset)
    case = Case(
        candidates=candidates,
        criteria=criteria,
        scores=_scores(entries, names, criteria, rule),
        recusals=_recusals(told, names),
        members=tuple(_ids(told.get("members"), "members")),
    )
    question = Question(
        case=case,
        rule=rule or _usual_rule(criteria),
        tie=_choice(told, "tie", TieRule, preset.tie if preset else None) or TieRule.DISCUSSION,
        rounding=_choice(told, "rounding", Rounding, preset.rounding if preset else None)
        or (Rounding.FLOOR if rule is Rule.MULTIPLIER else Rounding.NONE),
        minimum=_minimum(told, preset),
        budget=None if told.get("budget") is None else _yen(told["budget"], "budget"),
        objective=_objective(told, candidates, case),
        theme_weights=_weights(told.get("theme_weights")),
        constraints=_constraints(told.get("constraints"), names),
        passed=frozenset(_known(told.get("passed"), names, "passed")),
        agreed=_yens(told.get("agreed"), "agreed", names),
        caps=preset.caps if preset else (),
    )
    _check_costs(question)
    return question


def _parsed(content: str) -> object:
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as problem:
        raise _wrong(
            "ファイルがJSONとして読めません。かっことコンマを確かめてください。"
        ) from problem


def _no_number(word: str) -> object:
    raise ValueError(word)


def _wrong(sentence: str) -> errors.UnusableInputError:
    return errors.UnusableInputError(sentence)


def _object(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _wrong(f"{where}は、JSONの {{ … }} の形にしてください。")
    return value


def _list(value: object, where: str) -> Sequence[object]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _wrong(f"{where} は、JSONのリスト [ … ] にしてください。")
    return value


def _id(value: object, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or str(value).strip() == "":
        raise _wrong(f"{where} は、文字か番号にしてください。")
    return str(value).strip()


def _ids(value: object, where: str) -> list[str]:
    rows = [value] if isinstance(value, str | int) else _list(value, where)
    return [_id(each, where) for each in rows]


def _known(value: object, names: Iterable[str], where: str) -> list[str]:
    known = set(names)
    found = _ids(value, where)
    for each in found:
        if each not in known:
            raise _wrong(f"{where} にある候補「{each}」は、candidates にありません。")
    return found


def _number(value: object, where: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong(f"{where} は、数にしてください。")
    if not -_LARGEST <= value <= _LARGEST:
        raise _wrong(f"{where} の数が大きすぎます。")
    if isinstance(value, Decimal) and value and value.adjusted() < -_MOST_DECIMALS:
        raise _wrong(f"{where} の小数は、{_MOST_DECIMALS}桁までにしてください。")
    return Fraction(value)


def _yen(value: object, where: str) -> int:
    found = _number(value, where)
    if found.denominator != 1 or found < 0:
        raise _wrong(f"{where} は、0以上の円(整数)にしてください。")
    return int(found)


def _yens(value: object, where: str, names: Iterable[str] | None = None) -> dict[str, int]:
    rows = {} if value is None else _object(value, where)
    if names is not None:
        _known(list(rows), names, where)
    return {name: _yen(each, f"{where} の {name}") for name, each in rows.items()}


def _weights(value: object) -> dict[str, Fraction]:
    rows = {} if value is None else _object(value, "theme_weights")
    found = {name: _number(each, f"theme_weights の {name}") for name, each in rows.items()}
    if any(each < 0 for each in found.values()):
        raise _wrong("theme_weights は、0以上の数にしてください。")
    return found


def _choice(
    told: Mapping[str, object], key: str, kind: type[_Choice], usual: _Choice | None
) -> _Choice | None:
    value = told.get(key)
    if value is None:
        return usual
    if not isinstance(value, str) or value not in {each.value for each in kind}:
        every = "、".join(each.value for each in kind)
        raise _wrong(f"{key} は、{every} のどれかにしてください。")
    return kind(value)


def _candidates(told: Mapping[str, object]) -> tuple[Candidate, ...]:
    if "candidates" not in told:
        raise _wrong("candidates がありません。候補のリストを書いてください。")
    rows = _list(told["candidates"], "candidates")
    found = tuple(_candidate(row, place) for place, row in enumerate(rows, 1))
    names = [each.id for each in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _wrong(f"候補の id「{twice[0]}」が2つあります。別の id にしてください。")
    return found


def _candidate(row: object, place: int) -> Candidate:
    where = f"candidates の{place}件目"
    entry = _object(row, where)
    gates = _object(entry.get("gates") or {}, f"{where}の gates")
    if not all(isinstance(passed, bool) for passed in gates.values()):
        raise _wrong(f"{where}の gates は、true か false にしてください。")
    cost = entry.get("cost")
    return Candidate(
        id=_id(entry.get("id"), f"{where}の id"),
        name=str(entry.get("name") or ""),
        cost=None if cost is None else _yen(cost, f"{where}の cost"),
        areas=frozenset(_ids(entry.get("areas"), f"{where}の areas")),
        themes=frozenset(_ids(entry.get("themes"), f"{where}の themes")),
        voices=frozenset(_ids(entry.get("voices"), f"{where}の voices")),
        requested_at=str(entry.get("requested_at") or ""),
        gates={name: bool(passed) for name, passed in gates.items()},
        cost_by_year=_yens(entry.get("cost_by_year"), f"{where}の cost_by_year"),
    )


def _score_entries(told: Mapping[str, object]) -> list[Mapping[str, object]]:
    rows = _list(told.get("scores"), "scores")
    entries = [_object(row, f"scores の{place}件目") for place, row in enumerate(rows, 1)]
    return [entry for entry in entries if entry.get("value") is not None]


def _criteria(
    told: Mapping[str, object], entries: Sequence[Mapping[str, object]], preset: Preset | None
) -> tuple[Criterion, ...]:
    rows = _list(told.get("criteria"), "criteria")
    if not rows and preset is not None:
        return preset.criteria
    if not rows:
        used = dict.fromkeys(str(entry.get("criterion", _TOTAL)) for entry in entries)
        return tuple(Criterion(name, most=_top(entries, name)) for name in used)
    found = []
    for place, row in enumerate(rows, 1):
        where = f"criteria の{place}件目"
        entry = _object(row, where)
        name = _id(entry.get("id"), f"{where}の id")
        weight = _number(entry.get("weight", 1), f"{where}の weight")
        most = entry.get("max")
        top = _top(entries, name) if most is None else _number(most, f"{where}の max")
        if weight < 0 or top <= 0:
            raise _wrong(f"{where}の weight は0以上、max は0より大きい数にしてください。")
        found.append(Criterion(name, weight, top, str(entry.get("name") or "")))
    if len({each.id for each in found}) < len(found):
        raise _wrong("criteria に、同じ id の項目が2つあります。")
    return tuple(found)


def _top(entries: Sequence[Mapping[str, object]], criterion: str) -> Fraction:
    """Return the top of an item nobody stated: 5, or the largest value given."""
    given = [
        Fraction(value)
        for entry in entries
        if str(entry.get("criterion", _TOTAL)) == criterion
        and isinstance(value := entry["value"], int | Decimal)
    ]
    return max([_FIVE, *given])


def _scores(
    entries: Sequence[Mapping[str, object]],
    names: set[str],
    criteria: Sequence[Criterion],
    rule: Rule | None,
) -> tuple[Score, ...]:
    known = {each.id: each for each in criteria}
    found: dict[tuple[str, str, str], Score] = {}
    for place, entry in enumerate(entries, 1):
        where = f"scores の{place}件目(空欄を除く)"
        member = _id(entry.get("member"), f"{where}の member")
        [candidate] = _known([entry.get("candidate")], names, f"{where}の candidate")
        criterion = str(entry.get("criterion", _TOTAL))
        if criterion not in known:
            raise _wrong(f"{where}の項目「{criterion}」は、criteria にありません。")
        value = _value(entry["value"], where, rule)
        if not 0 <= value <= max(known[criterion].most, _points_limit(known[criterion], rule)):
            raise _wrong(
                f"{where}の value は、0から{known[criterion].most}までにしてください。"
            )
        key = (member, candidate, criterion)
        if key in found:
            raise _wrong(f"{where}と同じ委員・候補・項目の採点が、もう1つあります。")
        found[key] = Score(member, candidate, criterion, value)
    return tuple(found.values())


def _points_limit(criterion: Criterion, rule: Rule | None) -> Fraction:
    return max(criterion.weight, Fraction(1)) if rule is Rule.MULTIPLIER else Fraction(0)


def _value(value: object, where: str, rule: Rule | None) -> Fraction:
    if rule is Rule.MULTIPLIER and isinstance(value, str) and value in GRADES:
        return GRADES[value]
    return _number(value, f"{where}の value")


def _recusals(told: Mapping[str, object], names: set[str]) -> frozenset[tuple[str, str]]:
    found = set()
    for place, row in enumerate(_list(told.get("recusals"), "recusals"), 1):
        where = f"recusals の{place}件目"
        entry = _object(row, where)
        [candidate] = _known([entry.get("candidate")], names, f"{where}の candidate")
        found.add((_id(entry.get("member"), f"{where}の member"), candidate))
    return frozenset(found)


def _usual_rule(criteria: Sequence[Criterion]) -> Rule:
    return Rule.WEIGHTED if len({each.weight for each in criteria}) > 1 else Rule.SUM


def _minimum(told: Mapping[str, object], preset: Preset | None) -> Fraction | None:
    if told.get("minimum") is not None:
        return _number(told["minimum"], "minimum")
    return preset.minimum if preset else None


def _objective(told: Mapping[str, object], candidates: Sequence[Candidate], case: Case) -> str:
    value = told.get("objective")
    if value is None:
        has_themes = any(each.themes for each in candidates)
        return "themes" if has_themes and not case.scores else "score"
    if not isinstance(value, str) or value not in _OBJECTIVES:
        raise _wrong(f"objective は、{'、'.join(_OBJECTIVES)} のどれかにしてください。")
    return _OBJECTIVES[value]


def _constraints(value: object, names: set[str]) -> Constraints:
    told = {} if value is None else _object(value, "constraints")
    known = {"must", "exclude", "one_of", "requires", "area_minimum", "year_ceilings"}
    for key in told:
        if key not in known:
            raise _wrong(
                f"constraints の「{key}」は分かりません。{'、'.join(sorted(known))} です。"
            )
    return Constraints(
        must=frozenset(_known(told.get("must"), names, "must")),
        exclude=frozenset(_known(told.get("exclude"), names, "exclude")),
        one_of=_groups(told.get("one_of"), names),
        requires=_requires(told.get("requires"), names),
        area_minimum=_yens(told.get("area_minimum"), "area_minimum"),
        year_ceilings=_yens(told.get("year_ceilings"), "year_ceilings"),
    )


def _groups(value: object, names: set[str]) -> tuple[frozenset[str], ...]:
    rows = _list(value, "one_of")
    if rows and not any(isinstance(row, list) for row in rows):
        rows = [rows]
    return tuple(frozenset(_known(row, names, "one_of")) for row in rows)


def _requires(value: object, names: set[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    pairs: list[tuple[object, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    else:
        for row in _list(value, "requires"):
            pair = _list(row, "requires の中")
            if len(pair) != 2:
                raise _wrong("requires は、[候補, 要る候補] の組にしてください。")
            pairs.append((pair[0], pair[1]))
    for name, needed in pairs:
        [key] = _known([name], names, "requires")
        more = frozenset(_known(needed, names, "requires"))
        found[key] = found.get(key, frozenset()) | more
    return found


def _check_costs(question: Question) -> None:
    if question.budget is None:
        return
    for each in question.case.candidates:
        if each.cost is None:
            raise _wrong(f"予算で選ぶには、候補「{each.label}」の cost(円)が要ります。")
