"""Filing under a project: one write with its line in the audit log."""

from collections.abc import Callable
from typing import TypeVar

from workshop_app.model import Project
from workshop_app.store import Connection, Store, projects, workshops
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.noting import note

T = TypeVar("T")


def file_under(
    store: Store,
    project_id: int,
    action: str,
    act: Callable[[Connection], T],
    *,
    detail: str = "",
) -> T:
    """Do *act* for a project and note it."""
    project = store.read(lambda conn: projects.get(conn, project_id))

    def write(conn: Connection) -> T:
        done = act(conn)
        _note(conn, project, action, detail)
        return done

    return store.write(write, municipality_id=town_of_workshop(store, project.workshop_id))


def _note(conn: Connection, project: Project, action: str, detail: str) -> None:
    town = workshops.get(conn, project.workshop_id).municipality_id
    note(conn, town, action, project.title, detail)
