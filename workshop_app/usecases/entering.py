"""Entering a meeting: everything a screen needs to know about where it stands."""

from dataclasses import dataclass

from workshop_app import room_words, words
from workshop_app.model import Area, Meeting, Municipality, Table, Workshop
from workshop_app.store import (
    Connection,
    Store,
    areas,
    meetings,
    municipalities,
    rehearsals,
    tables,
    themes,
    voices,
    workshops,
)


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting with its town around it."""

    municipality: Municipality
    workshop: Workshop
    meeting: Meeting
    areas: tuple[Area, ...]
    tables: tuple[Table, ...]

    def area_name(self, area_id: int | None) -> str:
        """Return the area's name, or an empty text."""
        return next((area.name for area in self.areas if area.id == area_id), "")


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting in a list."""

    meeting: Meeting
    workshop: Workshop
    municipality: Municipality
    voices: int
    is_practice: bool = False  # a rehearsal; never where anybody lands by himself


def enter(store: Store, meeting_id: int) -> Room:
    """Return the meeting and its surroundings.

    Raises
    ------
    NotFoundError
        There is no such meeting.
    """
    return store.read(lambda conn: room_of(conn, meeting_id))


def room_of(conn: Connection, meeting_id: int) -> Room:
    """Return the room inside a transaction that is already open."""
    meeting = meetings.get(conn, meeting_id)
    workshop = workshops.get(conn, meeting.workshop_id)
    return Room(
        municipality=municipalities.get(conn, workshop.municipality_id),
        workshop=workshop,
        meeting=meeting,
        areas=tuple(areas.list_of(conn, workshop.municipality_id)),
        tables=tuple(tables.list_of(conn, meeting.id)),
    )


def mark_of(conn: Connection, meeting_id: int) -> str:
    """Return the sentence that marks practice or an invented town, or nothing (P25)."""
    if rehearsals.find(conn, meeting_id) is not None:
        return room_words.PRACTICE_MARK
    town = municipalities.get(conn, meetings.municipality_of(conn, meeting_id))
    return words.SAMPLE_MARK if town.is_sample else ""


def all_meetings(store: Store) -> list[MeetingLine]:
    """Return every meeting of every town here, the newest first."""
    return store.read(_all_lines)


def _all_lines(conn: Connection) -> list[MeetingLine]:
    lines = []
    practised = {each.meeting_id for each in rehearsals.all_of(conn)}
    for municipality in municipalities.all(conn):
        for workshop in workshops.list_of(conn, municipality.id):
            held = meetings.list_of(conn, workshop.id)
            counts = voices.counts(conn, [meeting.id for meeting in held])
            lines += [
                MeetingLine(
                    meeting,
                    workshop,
                    municipality,
                    counts.get(meeting.id, 0),
                    meeting.id in practised,
                )
                for meeting in held
            ]
    return sorted(lines, key=lambda line: (line.meeting.held_on, line.meeting.id), reverse=True)


def first_meeting_id(store: Store) -> int | None:
    """Return the meeting a newcomer should see: the newest that is open, else the first.

    Meetings of a real town come before those of the sample, and a rehearsal is none.
    """
    lines = [line for line in all_meetings(store) if not line.is_practice]
    lines.sort(key=lambda line: (line.municipality.is_sample, not line.meeting.is_open))
    if not lines:
        return None
    return lines[0].meeting.id


def town_of(store: Store, meeting_id: int) -> int:
    """Return the id of the town a meeting belongs to."""
    return store.read(lambda conn: meetings.municipality_of(conn, meeting_id))


def town_of_workshop(store: Store, workshop_id: int) -> int:
    """Return the id of the town a workshop belongs to."""
    return store.read(lambda conn: workshops.get(conn, workshop_id)).municipality_id


def town_of_theme(store: Store, theme_id: int) -> int:
    """Return the id of the town a theme belongs to."""
    return town_of_workshop(
        store, store.read(lambda conn: themes.get(conn, theme_id)).workshop_id
    )
