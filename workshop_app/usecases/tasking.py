"""Tasking: what is to be done for a project, by whom, with its history; with, not to (C6)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from analysis import indicators
from workshop_app import errors, plan_words
from workshop_app.model import Party, Project, Task, TaskNote, TaskState
from workshop_app.store import Connection, Store, projects, tasks
from workshop_app.usecases.filing import file_under


@dataclass(frozen=True, slots=True)
class Participation:
    """How many actions residents take part in, and how many are the officials' alone."""

    total: int
    with_residents: int
    officials_only: int

    def sentence(self) -> str:
        """Return the line of C6: 「住民が関わる行動 3/8 (37.5%)」."""
        share = indicators.per_cent(indicators.ratio(self.with_residents, self.total))
        return f"住民が関わる行動 {self.with_residents}/{self.total} ({share})"

    def advice(self) -> str:
        """Return a word of advice where half or more is the officials' alone, else nothing."""
        many = self.total > 0 and self.officials_only * 2 >= self.total
        return plan_words.RESIDENTS_ADVICE if many else ""


@dataclass(frozen=True, slots=True)
class TaskCard:
    """A task with its history, the oldest line first."""

    task: Task
    notes: tuple[TaskNote, ...]


def list_of(store: Store, project_id: int) -> tuple[TaskCard, ...]:
    """Return a project's tasks, each with its history."""
    return store.read(
        lambda conn: tuple(
            TaskCard(task, tuple(tasks.notes_of(conn, task.id)))
            for task in tasks.list_of(conn, project_id)
        )
    )


def add(
    store: Store,
    project_id: int,
    title: str,
    *,
    owner: str,
    due_on: date | None,
    actors: Collection[Party],
    today: date,
) -> Task:
    """Add a task.

    Raises
    ------
    UnusableInputError
        It has no title, or nobody takes part in it.
    """
    if not title.strip():
        raise errors.UnusableInputError("することを1行で入れてください。")
    if not actors:
        raise errors.UnusableInputError("だれがするか(主体)を1つ以上選んでください。")

    def write(conn: Connection) -> Task:
        task = tasks.add(
            conn,
            project_id=project_id,
            title=title.strip(),
            owner=owner.strip(),
            due_on=due_on,
            by_residents=Party.RESIDENTS in actors,
            by_care=Party.CARE in actors,
            by_companies=Party.COMPANIES in actors,
            by_officials=Party.OFFICIALS in actors,
        )
        tasks.add_note(conn, task_id=task.id, noted_on=today, body="書きました")
        return task

    return file_under(store, project_id, "することを足す", write, detail=title.strip())


def move(
    store: Store, task_id: int, state: TaskState, *, today: date, remark: str = ""
) -> Task:
    """Say that a task is done, dropped or open again; the history keeps it."""
    task = store.read(lambda conn: tasks.get(conn, task_id))

    def write(conn: Connection) -> Task:
        said = f"{plan_words.say(task.state)}→{plan_words.say(state)}"
        body = f"{said}　{remark.strip()}" if remark.strip() else said
        tasks.add_note(conn, task_id=task_id, noted_on=today, body=body)
        return tasks.change(conn, task_id, state=state)

    return file_under(store, task.project_id, "することを進める", write, detail=task.title)


def participation(found: Sequence[Task]) -> Participation:
    """Return who takes part in *found*; dropped tasks are no actions."""
    acting = [task for task in found if task.state is not TaskState.DROPPED]
    return Participation(
        len(acting),
        sum(task.by_residents for task in acting),
        sum(task.actors() == (Party.OFFICIALS,) for task in acting),
    )


def participation_of(store: Store, workshop_id: int) -> Participation:
    """Return who takes part in the actions of all projects of a workshop."""

    def read(conn: Connection) -> list[Task]:
        found: list[Project] = projects.list_of(conn, workshop_id)
        return [task for each in found for task in tasks.list_of(conn, each.id)]

    return participation(store.read(read))
