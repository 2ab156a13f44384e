"""Seating people: how many came from each party, and how many tables that makes.

Tables are numbers for places in the hall. A voice keeps the number under which it was given,
whatever becomes of the table, and no table is compared with another.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis import table_plan
from analysis.table_plan import TablePlan
from workshop_app import errors
from workshop_app.model import Attendance, Party, Table
from workshop_app.store import Connection, Store, attendances, tables
from workshop_app.usecases import entering, opening
from workshop_app.usecases.noting import note

MOST_PEOPLE = 2000


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who is in the room, by party; parties nobody counted are not in it."""

    people: Mapping[Party, int]

    @property
    def total(self) -> int | None:
        """All people, or None where nobody was counted."""
        return sum(self.people.values()) if self.people else None

    def propose(self) -> TablePlan:
        """Return tables of four to six on which the parties are mixed."""
        return table_plan.plan_tables(
            {party.value: self.people[party] for party in Party if party in self.people}
        )


def turnout(store: Store, meeting_id: int) -> Turnout:
    """Return how many people were counted."""
    return store.read(lambda conn: turnout_of(conn, meeting_id))


def turnout_of(conn: Connection, meeting_id: int) -> Turnout:
    """Return the turnout inside a transaction that is already open."""
    return Turnout({a.party: a.people for a in attendances.list_of(conn, meeting_id)})


def count_people(store: Store, meeting_id: int, people: Mapping[Party, int]) -> None:
    """Keep how many people of each party are here.

    Raises
    ------
    UnusableInputError
        A number is negative or beyond 2,000.
    """
    if any(not 0 <= number <= MOST_PEOPLE for number in people.values()):
        raise errors.UnusableInputError(f"人数は0から{MOST_PEOPLE:,}までで入れてください。")

    def keep(conn: Connection) -> None:
        for party, number in people.items():
            attendances.put(conn, Attendance(meeting_id, party, number))

    store.write(keep, municipality_id=entering.town_of(store, meeting_id))


def set_tables(store: Store, meeting_id: int, count: int) -> list[Table]:
    """Make the tables of a meeting the numbers from 1 to *count*; voices keep theirs.

    Raises
    ------
    UnusableInputError
        The number is not between 1 and 40.
    """
    if not 1 <= count <= opening.MOST_TABLES:
        raise errors.UnusableInputError(f"班の数は1から{opening.MOST_TABLES}までです。")
    room = entering.enter(store, meeting_id)

    def change(conn: Connection) -> list[Table]:
        here = {table.number: table for table in tables.list_of(conn, meeting_id)}
        for number in set(range(1, count + 1)) - set(here):
            tables.add(conn, meeting_id=meeting_id, number=number)
        for number in set(here) - set(range(1, count + 1)):
            tables.remove(conn, here[number].id)
        note(conn, room.municipality.id, "班を組みなおす", room.meeting.title, f"{count}班")
        return tables.list_of(conn, meeting_id)

    return store.write(change, municipality_id=room.municipality.id)


def add_table(store: Store, meeting_id: int) -> Table:
    """Add a table in the middle of the meeting, with the lowest number that is free."""
    room = entering.enter(store, meeting_id)

    def add(conn: Connection) -> Table:
        taken = {table.number for table in tables.list_of(conn, meeting_id)}
        if len(taken) >= opening.MOST_TABLES:
            raise errors.UnusableInputError(f"班は{opening.MOST_TABLES}までです。")
        free = next(n for n in range(1, opening.MOST_TABLES + 1) if n not in taken)
        note(conn, room.municipality.id, "班をふやす", room.meeting.title, f"{free}班")
        return tables.add(conn, meeting_id=meeting_id, number=free)

    return store.write(add, municipality_id=room.municipality.id)


def merge_tables(store: Store, meeting_id: int, number: int, into: int) -> None:
    """Let the people of one table join another; what they said before keeps its number.

    Raises
    ------
    UnusableInputError
        Both are the same.
    NotFoundError
        One of them is not there.
    """
    if number == into:
        raise errors.UnusableInputError("同じ班どうしは合わせられません。")
    room = entering.enter(store, meeting_id)

    def merge(conn: Connection) -> None:
        here = {table.number: table for table in tables.list_of(conn, meeting_id)}
        if number not in here or into not in here:
            raise errors.NotFoundError("その班はありません。画面を読み直してください。")
        told = f"{number}班がここに合流"
        before = here[into].note
        tables.annotate(conn, here[into].id, note=f"{before}・{told}" if before else told)
        tables.remove(conn, here[number].id)
        note(
            conn,
            room.municipality.id,
            "班を合わせる",
            room.meeting.title,
            f"{number}班を{into}班へ",
        )

    store.write(merge, municipality_id=room.municipality.id)
