"""A council's choosing as it is kept, from its settings to its frozen records."""

import secrets
from collections.abc import Mapping, Sequence
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import (
    CouncilMember,
    MemberScore,
    Recusal,
    Selection,
    SelectionCandidate,
    SelectionCriterion,
    SelectionRecord,
    SelectionState,
)
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows, insert_or, upsert

_READ_AGAIN = "画面を読み直してください。"
_ROWS = Rows(schema.selections, Selection, f"その選考は見つかりません。{_READ_AGAIN}")
_CANDIDATES = Rows(
    schema.selection_candidates, SelectionCandidate, f"その候補は見つかりません。{_READ_AGAIN}"
)
_CRITERIA = Rows(
    schema.selection_criteria, SelectionCriterion, f"その項目は見つかりません。{_READ_AGAIN}"
)
_MEMBERS = Rows(
    schema.council_members, CouncilMember, f"その委員は見つかりません。{_READ_AGAIN}"
)
_SCORES = Rows(schema.member_scores, MemberScore, "その採点は見つかりません。")
_RECUSALS = Rows(schema.recusals, Recusal, "その除斥は見つかりません。")
_RECORDS = Rows(schema.selection_records, SelectionRecord, "その記録は見つかりません。")
_CODE_BYTES = 16


class SelectionChanges(TypedDict, total=False):
    """What may change about a choosing."""

    title: str
    state: SelectionState
    round_number: int
    rule: str
    tie: str
    rounding: str
    minimum: str
    budget_yen: int | None
    constraints: str


class CandidateChanges(TypedDict, total=False):
    """What may change about a candidate."""

    cost_yen: int | None
    requested_at: str
    gates: str
    years: str


def add(conn: sa.Connection, workshop_id: int, **values: Unpack[SelectionChanges]) -> Selection:
    """Write down a new choosing and return it."""
    return _ROWS.add(
        conn,
        workshop_id=workshop_id,
        created_at=clock.now(),
        **{"state": SelectionState.OPEN, "round_number": 1, **values},
    )


def get(conn: sa.Connection, selection_id: int) -> Selection:
    """Return one choosing."""
    return _ROWS.get(conn, selection_id)


def list_of(conn: sa.Connection, workshop_id: int) -> list[Selection]:
    """Return the choosings of a workshop, the oldest first."""
    return _ROWS.list_of(conn, schema.selections.c.workshop_id == workshop_id)


def of_project(conn: sa.Connection, project_id: int) -> list[Selection]:
    """Return the choosings a project was a candidate in."""
    candidate, selection = schema.selection_candidates, schema.selections
    return _ROWS.list_of(
        conn,
        candidate.c.project_id == project_id,
        within=selection.join(candidate, candidate.c.selection_id == selection.c.id),
    )


def change(
    conn: sa.Connection, selection_id: int, **fields: Unpack[SelectionChanges]
) -> Selection:
    """Change the given fields and return the whole record."""
    return _ROWS.change(conn, selection_id, fields)


def add_candidate(
    conn: sa.Connection, selection_id: int, project_id: int, **fields: Unpack[CandidateChanges]
) -> SelectionCandidate:
    """Put a project among the candidates and return its row."""
    usual = {"cost_yen": None, "requested_at": "", "gates": "{}", "years": "{}"}
    return _CANDIDATES.add(
        conn, selection_id=selection_id, project_id=project_id, **{**usual, **fields}
    )


def candidate(conn: sa.Connection, candidate_id: int) -> SelectionCandidate:
    """Return one candidate."""
    return _CANDIDATES.get(conn, candidate_id)


def candidates_of(conn: sa.Connection, selection_id: int) -> list[SelectionCandidate]:
    """Return the candidates in the order they were put in."""
    return _CANDIDATES.list_of(conn, schema.selection_candidates.c.selection_id == selection_id)


def change_candidate(
    conn: sa.Connection, candidate_id: int, **fields: Unpack[CandidateChanges]
) -> SelectionCandidate:
    """Change a candidate and return it."""
    return _CANDIDATES.change(conn, candidate_id, fields)


def remove_candidate(conn: sa.Connection, candidate_id: int) -> None:
    """Take a candidate out, with what was scored for it."""
    _CANDIDATES.remove(conn, candidate_id)


def replace_criteria(
    conn: sa.Connection, selection_id: int, rows: Sequence[Mapping[str, object]]
) -> list[SelectionCriterion]:
    """Put *rows* (name, weight, most, grades) in place of all criteria; their scores go."""
    table = schema.selection_criteria
    conn.execute(sa.delete(table).where(table.c.selection_id == selection_id))
    return [
        _CRITERIA.add(conn, selection_id=selection_id, position=place, **row)
        for place, row in enumerate(rows)
    ]


def criteria_of(conn: sa.Connection, selection_id: int) -> list[SelectionCriterion]:
    """Return the criteria in their order."""
    table = schema.selection_criteria
    return _CRITERIA.list_of(
        conn, table.c.selection_id == selection_id, order=(table.c.position, table.c.id)
    )


def add_member(conn: sa.Connection, selection_id: int, number: int) -> CouncilMember:
    """Add a member with a code nobody can guess (128 random bits)."""
    return _MEMBERS.add(
        conn,
        selection_id=selection_id,
        number=number,
        code=secrets.token_urlsafe(_CODE_BYTES),
        is_present=True,
    )


def members_of(conn: sa.Connection, selection_id: int) -> list[CouncilMember]:
    """Return the members by number."""
    table = schema.council_members
    return _MEMBERS.list_of(conn, table.c.selection_id == selection_id, order=(table.c.number,))


def member(conn: sa.Connection, member_id: int) -> CouncilMember:
    """Return one member."""
    return _MEMBERS.get(conn, member_id)


def member_of_code(conn: sa.Connection, code: str) -> CouncilMember | None:
    """Return the member whose code this is, or None."""
    return _MEMBERS.find(conn, schema.council_members.c.code == code)


def set_presence(conn: sa.Connection, member_id: int, *, is_present: bool) -> CouncilMember:
    """Write down whether a member is there."""
    return _MEMBERS.change(conn, member_id, {"is_present": is_present})


def keep_score(
    conn: sa.Connection,
    *,
    member_id: int,
    candidate_id: int,
    criterion_id: int,
    round_number: int,
    value: str | None,
) -> None:
    """Keep a score in place of the one before; None makes it a blank again."""
    table = schema.member_scores
    row: dict[str, object] = {
        "member_id": member_id,
        "candidate_id": candidate_id,
        "criterion_id": criterion_id,
        "round_number": round_number,
    }
    if value is None:
        same = [table.c[name] == key for name, key in row.items()]
        conn.execute(sa.delete(table).where(*same))
    else:
        upsert(conn, table, [{**row, "value": value}], *row)


def scores_of(conn: sa.Connection, selection_id: int, round_number: int) -> list[MemberScore]:
    """Return every score of a round."""
    score, member_ = schema.member_scores, schema.council_members
    return _SCORES.list_of(
        conn,
        member_.c.selection_id == selection_id,
        score.c.round_number == round_number,
        within=score.join(member_, score.c.member_id == member_.c.id),
        order=(score.c.member_id, score.c.candidate_id, score.c.criterion_id),
    )


def set_recusal(
    conn: sa.Connection, member_id: int, candidate_id: int, *, is_recused: bool
) -> None:
    """Keep a member out of scoring a candidate, or let the member in again."""
    table = schema.recusals
    row = {"member_id": member_id, "candidate_id": candidate_id}
    if is_recused:
        conn.execute(insert_or(conn, table).on_conflict_do_nothing(), [row])
    else:
        same = [table.c[name] == key for name, key in row.items()]
        conn.execute(sa.delete(table).where(*same))


def recusals_of(conn: sa.Connection, selection_id: int) -> list[Recusal]:
    """Return who keeps out of what."""
    recusal, member_ = schema.recusals, schema.council_members
    return _RECUSALS.list_of(
        conn,
        member_.c.selection_id == selection_id,
        within=recusal.join(member_, recusal.c.member_id == member_.c.id),
        order=(recusal.c.member_id, recusal.c.candidate_id),
    )


def add_record(
    conn: sa.Connection, selection_id: int, *, body: str, digest: str, is_correction: bool
) -> SelectionRecord:
    """Keep a frozen account and return it."""
    return _RECORDS.add(
        conn,
        selection_id=selection_id,
        is_correction=is_correction,
        body=body,
        digest=digest,
        made_at=clock.now(),
    )


def records_of(conn: sa.Connection, selection_id: int) -> list[SelectionRecord]:
    """Return the accounts of a choosing, the first one first."""
    return _RECORDS.list_of(conn, schema.selection_records.c.selection_id == selection_id)
