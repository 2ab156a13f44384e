"""Reaching out: the log of visits, and what it comes to (C13)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workshop_app import errors
from workshop_app.model import OutreachEntry, OutreachPlace, Receiver
from workshop_app.store import Connection, Store, outreach
from workshop_app.usecases.noting import note


@dataclass(frozen=True, slots=True)
class Visit:
    """What a person writes down after going out: counts, no names and no stories."""

    visited_on: date
    place: OutreachPlace
    visits: int = 1
    informed: int = 0
    linked: int = 0
    linked_to: Receiver | None = None
    found: int = 0


@dataclass(frozen=True, slots=True)
class OutreachSum:
    """The log as an indicator: how many visits, how many linked, and the rate (0..1)."""

    visits: int
    informed: int
    linked: int
    found: int
    by_place: Mapping[OutreachPlace, int]

    @property
    def link_rate(self) -> float | None:
        """Linked visits among all; None before anybody went out."""
        return self.linked / self.visits if self.visits else None


def write_down(store: Store, municipality_id: int, visit: Visit) -> OutreachEntry:
    """Keep a line of the log.

    Raises
    ------
    UnusableInputError
        A count is negative, or more were linked than visited.
    """
    if min(visit.visits, visit.informed, visit.linked, visit.found) < 0:
        raise errors.UnusableInputError("件数は0以上で入れてください。")
    if visit.linked > visit.visits:
        raise errors.UnusableInputError("つないだ件数は、訪問の件数までで入れてください。")

    def change(conn: Connection) -> OutreachEntry:
        entry = outreach.add(
            conn,
            municipality_id=municipality_id,
            visited_on=visit.visited_on,
            place=visit.place,
            visits=visit.visits,
            informed=visit.informed,
            linked=visit.linked,
            linked_to=visit.linked_to,
            found=visit.found,
        )
        note(conn, municipality_id, "訪問の記録を書く", visit.visited_on.isoformat())
        return entry

    return store.write(change, municipality_id=municipality_id)


def take_back(store: Store, municipality_id: int, entry_id: int) -> None:
    """Take out a line that was written by mistake."""

    def change(conn: Connection) -> None:
        outreach.remove(conn, entry_id)
        note(conn, municipality_id, "訪問の記録を取り消す", f"記録{entry_id}")

    store.write(change, municipality_id=municipality_id)


def log_of(store: Store, municipality_id: int) -> list[OutreachEntry]:
    """Return the log of a town in the order of the days."""
    return store.read(lambda conn: outreach.list_of(conn, municipality_id))


def add_up(entries: Sequence[OutreachEntry]) -> OutreachSum:
    """Return what the log comes to."""
    by_place: Counter[OutreachPlace] = Counter()
    for entry in entries:
        by_place[entry.place] += entry.visits
    return OutreachSum(
        visits=sum(entry.visits for entry in entries),
        informed=sum(entry.informed for entry in entries),
        linked=sum(entry.linked for entry in entries),
        found=sum(entry.found for entry in entries),
        by_place=dict(by_place),
    )
