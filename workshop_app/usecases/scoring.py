"""Scoring: a member's own ballot, on a phone or from paper, until the scoring is closed.

A blank stays a blank.  Nothing here shows anybody another member's scores, and the audit log
says that a ballot was saved, never what was on it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.aggregation import GRADES, Rule
from analysis.grade_caps import exceeded
from analysis.verdicts import show_number
from workshop_app import errors
from workshop_app.model import CouncilMember, Selection, SelectionCriterion, SelectionState
from workshop_app.store import Connection, Store, selections, workshops
from workshop_app.usecases import grading, limiting
from workshop_app.usecases.noting import note
from workshop_app.usecases.posing import Deliberation, deliberation

_CLOSED = "採点は締め切られました。もう変えられません。"


@dataclass(frozen=True, slots=True)
class BallotItem:
    """One criterion of one candidate: what was given (empty: blank) and the grades' words."""

    criterion: SelectionCriterion
    value: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BallotPage:
    """One candidate on a member's ballot."""

    candidate_id: int
    title: str
    cost_yen: int | None
    is_recused: bool
    items: tuple[BallotItem, ...]

    @property
    def blanks(self) -> int:
        """Count what is still blank; none for a member who keeps out."""
        return 0 if self.is_recused else sum(not item.value for item in self.items)


@dataclass(frozen=True, slots=True)
class Ballot:
    """Everything one member may see and change."""

    selection: Selection
    member: CouncilMember
    pages: tuple[BallotPage, ...]

    def limits(self) -> tuple[str, ...]:
        """Return the scheme's scale and its limits on high points, as people say them."""
        return limiting.scheme_lines(self.selection.constraints)

    @property
    def is_open(self) -> bool:
        """Say whether scores may still be changed."""
        return self.selection.state is SelectionState.OPEN


def ballot_of(store: Store, code: str) -> Ballot | None:
    """Return the ballot that a code opens, or None if there is no such code."""

    def find(conn: Connection) -> Ballot | None:
        member = selections.member_of_code(conn, code)
        if member is None:
            return None
        return _ballot(deliberation(conn, member.selection_id, with_grounds=False), member)

    return store.read(find)


def paper_of(store: Store, member_id: int) -> Ballot:
    """Return the ballot of a member whose sheet of paper is being entered."""

    def find(conn: Connection) -> Ballot:
        member = selections.member(conn, member_id)
        return _ballot(deliberation(conn, member.selection_id, with_grounds=False), member)

    return store.read(find)


def give(store: Store, member_id: int, candidate_id: int, values: Mapping[int, str]) -> None:
    """Keep what a member gives one candidate; an empty text is a blank.

    Parameters
    ----------
    values : criterion id to a number as text, or the letter of a grade.

    Raises
    ------
    UnusableInputError
        A value is no number, outside 0 and the top of its criterion, or one high mark more than
        the limits of this choosing allow.
    NotYetError
        The scoring is closed, or the member keeps out of this candidate.
    """

    def keep(conn: Connection) -> None:
        told, member = _opened(conn, member_id, candidate_id)
        if any(
            each.member_id == member_id and each.candidate_id == candidate_id
            for each in told.recusals
        ):
            raise errors.NotYetError(
                "利害関係のため採点しない候補です。先に、そのしるしを外してください。"
            )
        given = {
            criterion.id: _checked(values[criterion.id], criterion, told.selection)
            for criterion in told.criteria
            if criterion.id in values
        }
        _check_caps(told, member_id, candidate_id, given)
        for criterion in told.criteria:
            if criterion.id in given:
                selections.keep_score(
                    conn,
                    member_id=member_id,
                    candidate_id=candidate_id,
                    criterion_id=criterion.id,
                    round_number=told.selection.round_number,
                    value=given[criterion.id],
                )
        _note(conn, told.selection, "採点を保存する", f"委員{member.number}")

    _write(store, member_id, keep)


def keep_out(store: Store, member_id: int, candidate_id: int, *, is_recused: bool) -> None:
    """Keep a member out of scoring a candidate (利害関係), or take that back.

    What was scored stays stored and does not count while the member keeps out.
    """

    def keep(conn: Connection) -> None:
        told, member = _opened(conn, member_id, candidate_id)
        selections.set_recusal(conn, member_id, candidate_id, is_recused=is_recused)
        action = "利害関係で外れる" if is_recused else "利害関係の取り消し"
        _note(
            conn, told.selection, action, f"委員{member.number} {told.title_of(candidate_id)}"
        )

    _write(store, member_id, keep)


def _write(store: Store, member_id: int, work: Callable[[Connection], None]) -> None:
    def find_town(conn: Connection) -> int:
        member = selections.member(conn, member_id)
        selection = selections.get(conn, member.selection_id)
        return workshops.get(conn, selection.workshop_id).municipality_id

    store.write(work, municipality_id=store.read(find_town), is_repeatable=True)


def _opened(
    conn: Connection, member_id: int, candidate_id: int
) -> tuple[Deliberation, CouncilMember]:
    member = selections.member(conn, member_id)
    told = deliberation(conn, member.selection_id, with_grounds=False)
    if told.selection.state is not SelectionState.OPEN:
        raise errors.NotYetError(_CLOSED)
    if candidate_id not in {each.id for each in told.candidates}:
        raise errors.NotFoundError(
            "その候補は、この選考にありません。画面を読み直してください。"
        )
    return told, member


def _checked(written: str, criterion: SelectionCriterion, selection: Selection) -> str | None:
    value = written.strip()
    if not value:
        return None
    if selection.rule == Rule.MULTIPLIER and value in GRADES:
        return str(GRADES[value])
    number, most = grading.number_of(value), Fraction(criterion.most)
    points = grading.points_of(criterion, selection)
    if number is not None and number in (points or (number,)) and 0 <= number <= most:
        return str(number)
    allowed = "・".join(show_number(each) for each in points)
    wanted = f"{allowed}のどれか" if points else f"0から{criterion.most}までの数"
    raise errors.UnusableInputError(
        f"「{criterion.name}」は、{wanted}で入れてください。空欄でもかまいません。"
    )


def _check_caps(
    told: Deliberation, member_id: int, candidate_id: int, given: Mapping[int, str | None]
) -> None:
    caps = limiting.read(told.selection.constraints).caps
    if not caps:
        return
    for criterion in told.criteria:
        if given.get(criterion.id) is None:
            continue
        values = {
            str(each.candidate_id): Fraction(each.value)
            for each in told.scores
            if each.member_id == member_id and each.criterion_id == criterion.id
        }
        values[str(candidate_id)] = Fraction(given[criterion.id] or 0)
        cap = exceeded(values, caps)
        if cap is not None:
            raise errors.UnusableInputError(
                f"「{criterion.name}」で{limiting.cap_words(cap)}です。"
                "先に、ほかの候補の点を下げてください。"
            )


def _ballot(told: Deliberation, member: CouncilMember) -> Ballot:
    given = {
        (each.candidate_id, each.criterion_id): grading.as_typed(Fraction(each.value))
        for each in told.scores
        if each.member_id == member.id
    }
    recused = {each.candidate_id for each in told.recusals if each.member_id == member.id}
    pages = tuple(
        BallotPage(
            candidate.id,
            told.title_of(candidate.id),
            candidate.cost_yen,
            candidate.id in recused,
            tuple(
                BallotItem(
                    criterion,
                    given.get((candidate.id, criterion.id), ""),
                    grading.choices_of(criterion, told.selection),
                )
                for criterion in told.criteria
            ),
        )
        for candidate in told.candidates
    )
    return Ballot(told.selection, member, pages)


def enter_paper(
    store: Store,
    member_id: int,
    candidate_id: int,
    values: Mapping[int, str],
    *,
    is_recused: bool,
) -> None:
    """Keep a sheet of paper: the recusal first, and the scores where there is none."""
    keep_out(store, member_id, candidate_id, is_recused=is_recused)
    if not is_recused:
        give(store, member_id, candidate_id, values)


def _note(conn: Connection, selection: Selection, action: str, detail: str) -> None:
    town = workshops.get(conn, selection.workshop_id).municipality_id
    note(conn, town, action, selection.title, detail)
