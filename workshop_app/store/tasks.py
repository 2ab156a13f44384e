"""Tasks of a project, and the history of each."""

from datetime import date
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Task, TaskNote, TaskState
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.tasks, Task, "その用事は見つかりません。画面を読み直してください。")
_NOTES = Rows(schema.task_notes, TaskNote, "その記録は見つかりません。")


class TaskChanges(TypedDict, total=False):
    """What may change about a task."""

    title: str
    owner: str
    due_on: date | None
    state: TaskState
    by_residents: bool
    by_care: bool
    by_companies: bool
    by_officials: bool


def add(
    conn: sa.Connection,
    *,
    project_id: int,
    title: str,
    owner: str = "",
    due_on: date | None = None,
    by_residents: bool = False,
    by_care: bool = False,
    by_companies: bool = False,
    by_officials: bool = False,
) -> Task:
    """Add a task and return it."""
    return _ROWS.add(
        conn,
        project_id=project_id,
        title=title,
        owner=owner,
        due_on=due_on,
        state=TaskState.OPEN,
        by_residents=by_residents,
        by_care=by_care,
        by_companies=by_companies,
        by_officials=by_officials,
    )


def get(conn: sa.Connection, task_id: int) -> Task:
    """Return one task."""
    return _ROWS.get(conn, task_id)


def list_of(conn: sa.Connection, project_id: int) -> list[Task]:
    """Return the tasks of a project in the order they were written."""
    return _ROWS.list_of(conn, schema.tasks.c.project_id == project_id)


def change(conn: sa.Connection, task_id: int, **fields: Unpack[TaskChanges]) -> Task:
    """Change the given fields of a task and return it."""
    return _ROWS.change(conn, task_id, fields)


def add_note(conn: sa.Connection, *, task_id: int, noted_on: date, body: str) -> TaskNote:
    """Add a line to the history of a task and return it."""
    return _NOTES.add(conn, task_id=task_id, noted_on=noted_on, body=body)


def notes_of(conn: sa.Connection, task_id: int) -> list[TaskNote]:
    """Return the history of a task, the oldest first."""
    return _NOTES.list_of(conn, schema.task_notes.c.task_id == task_id)
