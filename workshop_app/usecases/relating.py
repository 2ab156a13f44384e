"""Relating: how organisations stand to each other, when they last spoke, and what it means."""

from datetime import date

from analysis import brokerage
from workshop_app import errors, finding_words, words
from workshop_app.finding_words import Finding
from workshop_app.model import Relation, RelationKind
from workshop_app.store import Connection, Store, preferences, relations, stakeholders
from workshop_app.usecases import mapping, reading
from workshop_app.usecases.noting import note

_DAYS = "silent_after_days"


def relate(
    store: Store,
    municipality_id: int,
    one_id: int,
    other_id: int,
    kind: RelationKind,
    *,
    last_contact_on: date | None = None,
) -> Relation:
    """Write down how two organisations work together; the same pair and kind is kept once.

    Raises
    ------
    UnusableInputError
        Both are the same organisation.
    """
    if one_id == other_id:
        raise errors.UnusableInputError("ちがう2つの団体を選んでください。")

    def write(conn: Connection) -> Relation:
        pair = {one_id, other_id}
        note(conn, municipality_id, "団体のつながりを書く", words.label(kind))
        for known in relations.list_of(conn, municipality_id):
            if {known.source_id, known.target_id} == pair and known.kind is kind:
                newest = _newest(known.last_contact_on, last_contact_on)
                return relations.change(conn, known.id, last_contact_on=newest)
        return relations.add(
            conn,
            municipality_id=municipality_id,
            source_id=one_id,
            target_id=other_id,
            kind=kind,
            last_contact_on=last_contact_on,
        )

    return store.write(write, municipality_id=municipality_id)


def change(
    store: Store,
    municipality_id: int,
    relation_id: int,
    kind: RelationKind,
    last_contact_on: date | None,
) -> Relation:
    """Change the kind of a relation and the day of the last contact."""

    def write(conn: Connection) -> Relation:
        note(conn, municipality_id, "団体のつながりを直す", words.label(kind))
        return relations.change(conn, relation_id, kind=kind, last_contact_on=last_contact_on)

    return store.write(write, municipality_id=municipality_id)


def part(store: Store, municipality_id: int, relation_id: int) -> None:
    """Take a relation out of the register."""

    def write(conn: Connection) -> None:
        note(conn, municipality_id, "団体のつながりを消す", f"つながり{relation_id}")
        relations.remove(conn, relation_id)

    store.write(write, municipality_id=municipality_id)


def silent_after(store: Store, municipality_id: int) -> int:
    """Return after how many days without contact the town wants to be told (C15)."""
    kept = store.read(
        lambda conn: preferences.get(conn, _DAYS, municipality_id=municipality_id)
    )
    return int(kept) if kept and kept.isdecimal() else brokerage.STALE_DAYS


def set_silent_after(store: Store, municipality_id: int, days: int) -> None:
    """Keep the town's own number of days.

    Raises
    ------
    UnusableInputError
        It is not between 1 and 3650.
    """
    if not 1 <= days <= 3650:
        raise errors.UnusableInputError("日数は1から3650までにしてください。")
    store.write(
        lambda conn: preferences.put(conn, _DAYS, str(days), municipality_id=municipality_id),
        municipality_id=municipality_id,
    )


def list_silent(store: Store, municipality_id: int, today: date) -> tuple[str, ...]:
    """Return the names of organisations whose newest contact is too long ago (C15)."""
    days = silent_after(store, municipality_id)

    def read(conn: Connection) -> tuple[str, ...]:
        newest: dict[int, date | None] = {}
        for tie in relations.list_of(conn, municipality_id):
            for who in (tie.source_id, tie.target_id):
                newest[who] = _newest(newest.get(who), tie.last_contact_on)
        names = {who.id: who.name for who in stakeholders.list_of(conn, municipality_id)}
        found = brokerage.find_silent(
            {f"{who:012}": day for who, day in newest.items()}, today, days=days
        )
        return tuple(names[int(who)] for who in found)

    return store.read(read)


def findings(
    store: Store,
    workshop_id: int,
    municipality_id: int,
    board: reading.ThemeBoard,
    today: date,
) -> tuple[Finding, ...]:
    """Return what the whole network says, each with its rule and its source."""
    graph = mapping.graph_of(board, mapping.registers_of(store, workshop_id))
    told = finding_words.tell_findings(graph, brokerage.read_network(graph))
    silent = list_silent(store, municipality_id, today)
    if not silent:
        return told
    days = silent_after(store, municipality_id)
    return (*told, finding_words.tell_silent(silent, days))


def _newest(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return max(days) if days else None
