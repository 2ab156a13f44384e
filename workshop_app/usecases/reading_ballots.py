"""Reading ballots: ``.pb`` files of Pabulib (participatory budgeting) as cases.

Sections META, PROJECTS and VOTES, separated by semicolons (Stolicki, Szufa & Talmon 2020).
Approvals and points become scores; an ordered list becomes Borda points, the first place as
many as the longest list has that the file allows (``max_length``) or holds.  Who is left out on
such a ballot got 0: there leaving out is an answer.  Voters' ages and districts are not read.
"""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from analysis.aggregation import Rule
from analysis.case import Candidate, Case, Criterion, Score
from workshop_app import errors
from workshop_app.usecases.advising import Question

_SECTIONS = ("META", "PROJECTS", "VOTES")
_VOTE = "vote"
_LARGEST = 10**12
_SMALLEST = Decimal("1e-9")
_APPROVED = ("approval", "choose-1")
_POINTED = ("scoring", "cumulative")


def read_ballots(content: str) -> Question:
    """Return the question a ``.pb`` file asks: the rule is the sum over all voters.

    Raises
    ------
    UnusableInputError
        A section or a column is missing, or a number is none; the sentence says which.
    """
    sections = _split(content)
    meta = {row["key"]: row["value"] for row in sections["META"]}
    kind = meta.get("vote_type", "approval")
    if kind not in (*_APPROVED, "ordinal", *_POINTED):
        raise _wrong(
            f"投票の形「{kind}」は読めません。"
            "approval、choose-1、scoring、cumulative、ordinal です。"
        )
    candidates = tuple(_candidate(row) for row in sections["PROJECTS"])
    known = {each.id for each in candidates}
    if len(known) < len(candidates):
        raise _wrong("PROJECTS に、同じ project_id が2つあります。")
    longest = _longest(meta, sections["VOTES"], len(candidates))
    scores = tuple(
        Score(row["voter_id"], name, _VOTE, value)
        for row in sections["VOTES"]
        for name, value in _points(row, kind, longest).items()
    )
    for score in scores:
        if score.candidate not in known:
            raise _wrong(f"VOTES にある「{score.candidate}」は、PROJECTS にありません。")
    voters = tuple(row["voter_id"] for row in sections["VOTES"])
    if len(set(voters)) < len(voters):
        raise _wrong("VOTES に、同じ voter_id が2つあります。")
    most = max((score.value for score in scores), default=Fraction(1))
    return Question(
        case=Case(
            candidates,
            (Criterion(_VOTE, most=max(most, Fraction(1)), name="投票"),),
            scores,
            members=voters,
            unlisted=Fraction(0),
        ),
        rule=Rule.SUM,
        budget=_number(meta.get("budget", ""), "META の budget").__floor__(),
    )


def _wrong(sentence: str) -> errors.UnusableInputError:
    return errors.UnusableInputError(sentence)


def _split(content: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of every section under the names of its columns."""
    found: dict[str, list[dict[str, str]]] = {}
    columns: list[str] = []
    section = ""
    for row in csv.reader(io.StringIO(content.lstrip("\ufeff")), delimiter=";"):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) == 1 and row[0].strip().upper() in _SECTIONS:
            section, columns = row[0].strip().upper(), []
            found[section] = []
        elif section and not columns:
            columns = [cell.strip().lower() for cell in row]
        elif section:
            cells = [cell.strip() for cell in row]
            found[section].append(dict(zip(columns, cells, strict=False)))
    needed = {"META": "value", "PROJECTS": "cost", "VOTES": _VOTE}
    first = {"META": "key", "PROJECTS": "project_id", "VOTES": "voter_id"}
    for name in _SECTIONS:
        if name not in found:
            raise _wrong(f".pb のファイルに {name} の部分がありません。")
    for name in _SECTIONS:
        for row_of in found[name]:
            if needed[name] not in row_of or not row_of.get(first[name]):
                raise _wrong(
                    f"{name} の部分に、{first[name]} か {needed[name]} のない行があります。"
                )
    return found


def _number(written: str, where: str) -> Fraction:
    try:
        value = Decimal(written.replace(",", "."))
    except InvalidOperation as problem:
        raise _wrong(f"{where} が数ではありません。") from problem
    if not value.is_finite() or not 0 <= value <= _LARGEST:
        raise _wrong(f"{where} は、0から{_LARGEST:,}までの数にしてください。")
    return Fraction(value.quantize(_SMALLEST))


def _candidate(row: Mapping[str, str]) -> Candidate:
    name = row["project_id"]
    cost = _number(row["cost"], f"「{name}」の cost")
    if cost.denominator != 1:
        raise _wrong(f"「{name}」の cost は、整数にしてください。")
    return Candidate(
        id=name,
        name=row.get("name", ""),
        cost=int(cost),
        themes=frozenset(_words(row.get("category", ""))),
        areas=frozenset(_words(row.get("district", ""))),
    )


def _words(written: str) -> list[str]:
    return [word.strip() for word in written.split(",") if word.strip()]


def _listed(row: Mapping[str, str]) -> list[str]:
    return _words(row[_VOTE])


def _longest(meta: Mapping[str, str], votes: list[dict[str, str]], most: int) -> int:
    """Return how many a voter lists at most: what the file allows, or what somebody did."""
    listed = max((len(_listed(row)) for row in votes), default=0)
    allowed = _number(meta.get("max_length") or "0", "META の max_length")
    return max(listed, min(int(allowed), most))


def _points(row: Mapping[str, str], kind: str, longest: int) -> dict[str, Fraction]:
    names = _listed(row)
    if kind in _APPROVED:
        return dict.fromkeys(names, Fraction(1))
    if kind == "ordinal":
        return {name: Fraction(longest - place) for place, name in enumerate(names)}
    points = _words(row.get("points", ""))
    if len(points) != len(names):
        raise _wrong(f"投票者「{row['voter_id']}」の vote と points の数が合いません。")
    return {
        name: _number(value, f"投票者「{row['voter_id']}」の points")
        for name, value in zip(names, points, strict=True)
    }
