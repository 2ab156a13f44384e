"""Deliberating: open a council's choosing, settle its rules, close it, begin another round.

Rules are settled before anybody scores: once there is a score, criteria can only be replaced by
saying that the scores go.  A frozen choosing is not changed any more.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar, Unpack

from analysis.aggregation import Rounding, Rule, TieRule
from analysis.case import Criterion
from workshop_app import errors
from workshop_app.model import Project, Selection, SelectionCandidate, SelectionState
from workshop_app.store import Connection, Store, projects, selections, workshops
from workshop_app.usecases import advising, limiting
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.limiting import OBJECTIVES, Terms
from workshop_app.usecases.noting import note
from workshop_app.usecases.posing import Deliberation, YearPlan, deliberation, question_of
from workshop_app.usecases.presetting import Preset

_MOST_MEMBERS = 50
T = TypeVar("T")


def open_selection(
    store: Store,
    workshop_id: int,
    title: str,
    preset: Preset,
    *,
    members: int,
    project_ids: Sequence[int],
    budget_yen: int | None = None,
) -> Selection:
    """Open a choosing among projects with the criteria and rules of a preset.

    Raises
    ------
    UnusableInputError
        There is no title, no project of this workshop, or no reasonable number of members.
    """
    name = title.strip()
    if not name:
        raise errors.UnusableInputError("選考の名前を入れてください。")
    if not project_ids:
        raise errors.UnusableInputError("候補のプロジェクトを1つ以上選んでください。")
    if not 1 <= members <= _MOST_MEMBERS:
        raise errors.UnusableInputError(f"委員の数は1から{_MOST_MEMBERS}までにしてください。")
    _check_budget(budget_yen)

    def make(conn: Connection) -> Selection:
        here = {project.id for project in projects.list_of(conn, workshop_id)}
        if not set(project_ids) <= here:
            raise errors.UnusableInputError("この取り組みのプロジェクトから選んでください。")
        made = selections.add(
            conn,
            workshop_id,
            title=name,
            rule=preset.rule.value,
            tie=preset.tie.value,
            rounding=preset.rounding.value,
            minimum="" if preset.minimum is None else str(preset.minimum),
            budget_yen=budget_yen,
            constraints=limiting.write(limiting.Terms(caps=preset.caps, scale=preset.scale)),
        )
        for project_id in dict.fromkeys(project_ids):
            selections.add_candidate(conn, made.id, project_id)
        _set_criteria(conn, made.id, preset.criteria, preset.grades)
        for number in range(1, members + 1):
            selections.add_member(conn, made.id, number)
        _note(conn, made, "選考を始める", f"候補{len(set(project_ids))}件、委員{members}名")
        return made

    return store.write(make, municipality_id=town_of_workshop(store, workshop_id))


def selections_of(store: Store, workshop_id: int) -> list[Selection]:
    """Return the choosings of a workshop, the oldest first."""
    return store.read(lambda conn: selections.list_of(conn, workshop_id))


def projects_of(store: Store, workshop_id: int) -> list[Project]:
    """Return the projects that may become candidates."""
    return store.read(lambda conn: projects.list_of(conn, workshop_id))


def settle_rules(
    store: Store, selection_id: int, **fields: Unpack[selections.SelectionChanges]
) -> Selection:
    """Change rule, tie rule, rounding, minimum, budget or title while it is open.

    Raises
    ------
    UnusableInputError
        A value is none of those there are.
    NotYetError
        The choosing is closed.
    """
    _check_rules(fields)

    def change(conn: Connection) -> Selection:
        _require_open(selections.get(conn, selection_id))
        changed = selections.change(conn, selection_id, **fields)
        _note(conn, changed, "選考の決め方を変える", "、".join(sorted(fields)))
        return changed

    return _write(store, selection_id, change)


def set_terms(store: Store, selection_id: int, terms: Terms) -> Selection:
    """Say what the best set keeps to and reaches; allowed until the choosing is frozen.

    Orders of ties, limits on high points and the scale stay as they are.

    Raises
    ------
    UnusableInputError
        The conditions cannot all hold, or name what is not there; the clash is named.
    """
    if terms.objective not in OBJECTIVES:
        raise errors.UnusableInputError("何を大きくするかを、画面の選択肢から選んでください。")

    def change(conn: Connection) -> Selection:
        before = selections.get(conn, selection_id)
        _require_not_frozen(before)
        kept = limiting.read(before.constraints)
        body = limiting.write(
            replace(terms, tie_orders=kept.tie_orders, caps=kept.caps, scale=kept.scale)
        )
        changed = selections.change(conn, selection_id, constraints=body)
        told = deliberation(conn, selection_id)
        _check_named(told, terms)
        advising.refuse_clash(question_of(told))
        _note(conn, changed, "組の条件を変える", OBJECTIVES[terms.objective])
        return changed

    return _write(store, selection_id, change)


def _check_named(told: Deliberation, terms: Terms) -> None:
    ids = {each.id for each in told.candidates}
    named = {*terms.must, *terms.exclude, *terms.requires}
    for group in (*terms.one_of, *terms.requires.values()):
        named |= set(group)
    if not named <= ids:
        raise errors.UnusableInputError("この選考の候補から選んでください。")
    for name in (*terms.area_minimum.values(), *terms.year_ceilings.values()):
        if name < 0:
            raise errors.UnusableInputError("件数と額は0以上で入れてください。")


def order_tie(store: Store, selection_id: int, order: Sequence[int], reason: str) -> Selection:
    """Keep the order people agreed on for candidates with equal totals, with its reason.

    Raises
    ------
    NotYetError
        The scoring is still open, or the choosing is frozen.
    UnusableInputError
        There is no reason, or these candidates are not equal under the rule.
    """
    if not reason.strip():
        raise errors.UnusableInputError(
            "同点の順番をそう決めた理由を書いてください。会議録に残ります。"
        )

    if len(set(order)) < len(order):
        raise errors.UnusableInputError(
            "同じ候補が2回あります。1番目から順に、ちがう候補を選んでください。"
        )

    def change(conn: Connection) -> Selection:
        told = deliberation(conn, selection_id)
        if told.selection.state is not SelectionState.CLOSED:
            raise errors.NotYetError("同点の順番は、採点を締め切ってから決めてください。")
        ranking = advising.answer(question_of(told)).ranking
        equal = () if ranking is None else (*ranking.ties, *ranking.settled)
        if {str(key) for key in order} not in [set(group) for group in equal]:
            raise errors.UnusableInputError(
                "同点の候補が変わっています。画面を読み直して、もう一度選んでください。"
            )
        terms = limiting.read(told.selection.constraints)
        others = [each for each in terms.tie_orders if set(each.order) != set(order)]
        agreed = limiting.TieOrder(tuple(order), reason.strip())
        body = limiting.write(replace(terms, tie_orders=(*others, agreed)))
        titles = "→".join(told.title_of(key) for key in order)
        _note(conn, told.selection, "同点の順番を決める", f"{titles}：{reason.strip()}")
        return selections.change(conn, selection_id, constraints=body)

    return _write(store, selection_id, change)


def set_criteria(
    store: Store,
    selection_id: int,
    criteria: Sequence[Criterion],
    *,
    grades: Mapping[str, Mapping[str, str]] | None = None,
    drops_scores: bool = False,
) -> None:
    """Put other criteria in place.

    Raises
    ------
    NotYetError
        Somebody has scored already and nobody said that the scores may go.
    UnusableInputError
        There is none, a name is empty, or weights and tops are not as they must be.
    """
    if not criteria or any(not each.name.strip() for each in criteria):
        raise errors.UnusableInputError("採点の項目を1つ以上、名前を付けて入れてください。")
    if any(each.weight < 0 or each.most <= 0 for each in criteria) or not any(
        each.weight for each in criteria
    ):
        raise errors.UnusableInputError("重みは0以上(すべて0は不可)、最高点は1以上です。")

    def change(conn: Connection) -> None:
        told = deliberation(conn, selection_id)
        _require_open(told.selection)
        if told.scores and not drops_scores:
            raise errors.NotYetError(
                "もう採点があります。項目を変えると採点は消えます。消してよければ、印を付けてください。"
            )
        _set_criteria(conn, selection_id, criteria, grades or {})
        _note(conn, told.selection, "採点の項目を変える", f"{len(criteria)}項目")

    _write(store, selection_id, change)


def describe_candidate(
    store: Store,
    candidate_id: int,
    *,
    cost_yen: int | None,
    requested_at: str,
    gates: Mapping[str, bool],
    years: Sequence[YearPlan] = (),
) -> SelectionCandidate:
    """Write down what a candidate asks for and which gates it passes."""
    _check_budget(cost_yen)
    for year in years:
        _check_budget(min(year.cost_yen, year.income_yen))
    if len({year.fiscal_year for year in years}) < len(years):
        raise errors.UnusableInputError("同じ年度が2行あります。1行にまとめてください。")
    money = {y.label: {"cost": y.cost_yen, "income": y.income_yen} for y in years}

    def change(conn: Connection) -> SelectionCandidate:
        row = selections.candidate(conn, candidate_id)
        selection = selections.get(conn, row.selection_id)
        _require_not_frozen(selection)
        _note(conn, selection, "候補の額と関門を書く", projects.get(conn, row.project_id).title)
        return selections.change_candidate(
            conn,
            candidate_id,
            cost_yen=cost_yen,
            requested_at=requested_at.strip(),
            gates=json.dumps(dict(sorted(gates.items()))),
            years=json.dumps(dict(sorted(money.items()))),
        )

    selection_id = store.read(
        lambda conn: selections.candidate(conn, candidate_id)
    ).selection_id
    return _write(store, selection_id, change)


def note_presence(store: Store, member_id: int, *, is_present: bool) -> None:
    """Write down whether a member is there tonight."""

    def change(conn: Connection) -> None:
        member = selections.set_presence(conn, member_id, is_present=is_present)
        selection = selections.get(conn, member.selection_id)
        _require_not_frozen(selection)
        _note(conn, selection, "出欠を書く", f"委員{member.number}")

    selection_id = store.read(lambda conn: selections.member(conn, member_id)).selection_id
    _write(store, selection_id, change)


def close(store: Store, selection_id: int) -> Selection:
    """End the scoring; ballots become read-only."""
    return _move(store, selection_id, SelectionState.CLOSED, "採点を締め切る")


def begin_round(store: Store, selection_id: int) -> Selection:
    """Begin another round after talking: the scores are copied, and may be changed again.

    Orders agreed on for ties were about the scores before, and go.
    """

    def change(conn: Connection) -> Selection:
        told = deliberation(conn, selection_id)
        if told.selection.state is not SelectionState.CLOSED:
            raise errors.NotYetError("先に採点を締め切ってください。")
        number = told.selection.round_number + 1
        for score in told.scores:
            selections.keep_score(
                conn,
                member_id=score.member_id,
                candidate_id=score.candidate_id,
                criterion_id=score.criterion_id,
                round_number=number,
                value=score.value,
            )
        _note(conn, told.selection, "もう一度採点する", f"{number}回目")
        terms = limiting.read(told.selection.constraints)
        return selections.change(
            conn,
            selection_id,
            round_number=number,
            state=SelectionState.OPEN,
            constraints=limiting.write(replace(terms, tie_orders=())),
        )

    return _write(store, selection_id, change)


def _move(store: Store, selection_id: int, state: SelectionState, action: str) -> Selection:
    def change(conn: Connection) -> Selection:
        _require_open(selections.get(conn, selection_id))
        changed = selections.change(conn, selection_id, state=state)
        _note(conn, changed, action, "")
        return changed

    return _write(store, selection_id, change)


def _write(store: Store, selection_id: int, work: Callable[[Connection], T]) -> T:
    workshop_id = store.read(lambda conn: selections.get(conn, selection_id)).workshop_id
    return store.write(work, municipality_id=town_of_workshop(store, workshop_id))


def _require_open(selection: Selection) -> None:
    if selection.state is not SelectionState.OPEN:
        raise errors.NotYetError(
            "採点は締め切られています。変えるには、もう一度採点を始めてください。"
        )


def _require_not_frozen(selection: Selection) -> None:
    if selection.state is SelectionState.FROZEN:
        raise errors.NotYetError(
            "この選考は記録を固めています。直すときは、訂正を書き足してください。"
        )


def _check_budget(yen: int | None) -> None:
    if yen is not None and yen < 0:
        raise errors.UnusableInputError("額は0円以上で入れてください。")


def _check_rules(fields: selections.SelectionChanges) -> None:
    try:
        Rule(fields.get("rule", Rule.SUM))
        TieRule(fields.get("tie", TieRule.EARLIER))
        Rounding(fields.get("rounding", Rounding.NONE))
        Fraction(fields.get("minimum") or 0)
    except ValueError as problem:
        raise errors.UnusableInputError(
            "決め方か最低点が読めません。画面の選択肢と、数で入れてください。"
        ) from problem
    _check_budget(fields.get("budget_yen"))


def _set_criteria(
    conn: Connection,
    selection_id: int,
    criteria: Sequence[Criterion],
    grades: Mapping[str, Mapping[str, str]],
) -> None:
    rows = [
        {
            "name": each.name.strip(),
            "weight": str(each.weight),
            "most": str(each.most),
            "grades": json.dumps(dict(grades.get(each.id, {})), ensure_ascii=False),
        }
        for each in criteria
    ]
    selections.replace_criteria(conn, selection_id, rows)


def _note(conn: Connection, selection: Selection, action: str, detail: str) -> None:
    town = workshops.get(conn, selection.workshop_id).municipality_id
    note(conn, town, action, selection.title, detail)
