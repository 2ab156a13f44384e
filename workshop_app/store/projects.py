"""Projects on the flow board, the voices they came from, and what they have achieved."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import (
    MonthlyReturn,
    Project,
    ProjectState,
    ServiceType,
    Stage,
    StageResult,
    Subsidy,
)
from workshop_app.store import clock, parts, schema
from workshop_app.store.rows import Rows, in_chunks, insert_or, upsert

_ROWS = Rows(schema.projects, Project, "その企画は見つかりません。画面を読み直してください。")
_RESULTS = Rows(schema.stage_results, StageResult, "その成果は見つかりません。")
_SUBSIDIES = Rows(schema.subsidies, Subsidy, "その補助の記録は見つかりません。")
_RETURNS = Rows(schema.monthly_returns, MonthlyReturn, "その月の収支は見つかりません。")


class ProjectChanges(TypedDict, total=False):
    """What may change about a project."""

    title: str
    theme_id: int | None
    state: ProjectState
    next_step: str
    owner: str
    due_on: date | None
    trial_from: date | None
    trial_until: date | None
    service_type: ServiceType | None
    note: str


def add(
    conn: sa.Connection,
    *,
    workshop_id: int,
    title: str,
    theme_id: int | None = None,
    state: ProjectState = ProjectState.HEARING,
    next_step: str = "",
    owner: str = "",
    due_on: date | None = None,
    trial_from: date | None = None,
    trial_until: date | None = None,
    service_type: ServiceType | None = None,
    note: str = "",
) -> Project:
    """Add a project and return it."""
    return _ROWS.add(
        conn,
        workshop_id=workshop_id,
        title=title,
        theme_id=theme_id,
        state=state,
        next_step=next_step,
        owner=owner,
        due_on=due_on,
        trial_from=trial_from,
        trial_until=trial_until,
        service_type=service_type,
        note=note,
        created_at=clock.now(),
    )


def get(conn: sa.Connection, project_id: int) -> Project:
    """Return one project."""
    return _ROWS.get(conn, project_id)


def list_of(conn: sa.Connection, workshop_id: int) -> list[Project]:
    """Return the projects of a workshop in the order they were made."""
    return _ROWS.list_of(conn, schema.projects.c.workshop_id == workshop_id)


def all_of(conn: sa.Connection, municipality_id: int) -> list[Project]:
    """Return every project of a town in the order they were made."""
    return _ROWS.list_of(
        conn,
        schema.workshops.c.municipality_id == municipality_id,
        within=schema.projects.join(
            schema.workshops, schema.projects.c.workshop_id == schema.workshops.c.id
        ),
    )


def change(conn: sa.Connection, project_id: int, **fields: Unpack[ProjectChanges]) -> Project:
    """Change the given fields of a project and return it."""
    return _ROWS.change(conn, project_id, fields)


def remove(conn: sa.Connection, project_id: int) -> None:
    """Remove a project with its results and money; its voices stay."""
    _ROWS.remove(conn, project_id)


def link_voices(conn: sa.Connection, project_id: int, voice_ids: Sequence[int]) -> None:
    """Say that a project came from these voices; saying it twice changes nothing."""
    for chunk in in_chunks(voice_ids):
        rows = [{"project_id": project_id, "voice_id": voice_id} for voice_id in chunk]
        conn.execute(insert_or(conn, schema.project_voices).on_conflict_do_nothing(), rows)


def unlink_voices(conn: sa.Connection, project_id: int, voice_ids: Sequence[int]) -> None:
    """Take voices away from a project; they stay voices."""
    table = schema.project_voices
    for chunk in in_chunks(voice_ids):
        conn.execute(
            sa.delete(table).where(
                table.c.project_id == project_id, table.c.voice_id.in_(chunk)
            )
        )


def voices_of(conn: sa.Connection, project_id: int) -> list[int]:
    """Return the ids of the voices a project came from, without the withdrawn ones."""
    link, voice = schema.project_voices, schema.voices
    found = (
        sa.select(link.c.voice_id)
        .join(voice, link.c.voice_id == voice.c.id)
        .where(
            link.c.project_id == project_id,
            voice.c.withdrawn_at.is_(None),
            voice.c.id.not_in(parts.of_withdrawn()),
        )
        .order_by(link.c.voice_id)
    )
    return list(conn.execute(found).scalars())


def add_result(
    conn: sa.Connection,
    *,
    project_id: int,
    stage: Stage,
    summary: str,
    meeting_id: int | None = None,
) -> StageResult:
    """Write down a result of a stage and return it."""
    return _RESULTS.add(
        conn, project_id=project_id, stage=stage, meeting_id=meeting_id, summary=summary
    )


def results_of(conn: sa.Connection, project_id: int) -> list[StageResult]:
    """Return the results of a project in the order they were written down."""
    return _RESULTS.list_of(conn, schema.stage_results.c.project_id == project_id)


def remove_result(conn: sa.Connection, result_id: int) -> None:
    """Remove a result that was written down by mistake."""
    _RESULTS.remove(conn, result_id)


def add_subsidy(
    conn: sa.Connection, *, project_id: int, paid_on: date, yen: int, note: str = ""
) -> Subsidy:
    """Write down public money given to a trial and return it."""
    return _SUBSIDIES.add(conn, project_id=project_id, paid_on=paid_on, yen=yen, note=note)


def subsidies_of(conn: sa.Connection, project_id: int) -> list[Subsidy]:
    """Return the public money a project got, by day."""
    table = schema.subsidies
    return _SUBSIDIES.list_of(
        conn, table.c.project_id == project_id, order=(table.c.paid_on, table.c.id)
    )


def remove_subsidy(conn: sa.Connection, subsidy_id: int) -> None:
    """Remove a payment that was written down by mistake."""
    _SUBSIDIES.remove(conn, subsidy_id)


def keep_return(
    conn: sa.Connection,
    *,
    project_id: int,
    month: date,
    income_yen: int,
    cost_yen: int,
    uses: int = 0,
    people: int = 0,
    times: int = 0,
    target_people: int = 0,
    other_people: int = 0,
    helpers: int = 0,
    incidents: int = 0,
    incident_note: str = "",
    said: str = "",
) -> MonthlyReturn:
    """Keep a month's income and cost, in place of what was kept for the month before."""
    table = schema.monthly_returns
    first_day = month.replace(day=1)
    row: dict[str, object] = {
        "project_id": project_id,
        "month": first_day,
        "income_yen": income_yen,
        "cost_yen": cost_yen,
        "uses": uses,
        "people": people,
        "times": times,
        "target_people": target_people,
        "other_people": other_people,
        "helpers": helpers,
        "incidents": incidents,
        "incident_note": incident_note,
        "said": said,
    }
    upsert(conn, table, [row], "project_id", "month")
    return _RETURNS.list_of(conn, table.c.project_id == project_id, table.c.month == first_day)[
        0
    ]


def returns_of(conn: sa.Connection, project_id: int) -> list[MonthlyReturn]:
    """Return the monthly returns of a project by month."""
    table = schema.monthly_returns
    return _RETURNS.list_of(conn, table.c.project_id == project_id, order=(table.c.month,))
