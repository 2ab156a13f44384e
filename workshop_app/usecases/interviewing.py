"""Interviewing: what interviews and company hearings of (イ) found, closed until confirmed.

What a company offered stays inside until the company confirms it (P24); nothing meant for
sharing asks for more than :func:`shared`.
"""

from dataclasses import dataclass

from workshop_app import errors, plan_words, rules
from workshop_app.model import (
    COMPANY_FIELDS,
    Meeting,
    MeetingKind,
    SessionEntry,
    SessionField,
)
from workshop_app.store import Connection, Store, meetings, sessions
from workshop_app.usecases.entering import town_of
from workshop_app.usecases.noting import note

_LONGEST = 2000
_RESIDENT_FIELDS = (
    SessionField.LISTENER,
    SessionField.SETTING,
    SessionField.DAILY_LIFE,
    SessionField.TROUBLES,
    SessionField.DEVICES,
    SessionField.WISHES,
    SessionField.BURDEN,
)


@dataclass(frozen=True, slots=True)
class OfferSheet:
    """A company hearing and what of it may be shared."""

    meeting: Meeting
    entries: tuple[SessionEntry, ...]


def fields_of(kind: MeetingKind) -> tuple[SessionField, ...]:
    """Return the fields a session of that kind has; none where it has no form of its own."""
    return {
        MeetingKind.INTERVIEW: _RESIDENT_FIELDS,
        MeetingKind.COMPANY_HEARING: (
            SessionField.LISTENER,
            SessionField.TROUBLES,
            *COMPANY_FIELDS,
        ),
        MeetingKind.CARE_CONFERENCE: (SessionField.JOINT,),
    }.get(kind, ())


def write(store: Store, meeting_id: int, field: SessionField, body: str) -> None:
    """Keep one field; what changes is no longer confirmed.

    Raises
    ------
    UnusableInputError
        The text is too long.
    """
    if len(body) > _LONGEST:
        raise errors.UnusableInputError(
            f"{plan_words.say(field)}は{_LONGEST:,}字までです。短くしてください。"
        )

    def keep(conn: Connection) -> None:
        before = {entry.field: entry for entry in sessions.list_of(conn, meeting_id)}
        same = field in before and before[field].body == body
        confirmed = same and before[field].is_confirmed
        sessions.keep(
            conn, meeting_id=meeting_id, field=field, body=body, is_confirmed=confirmed
        )
        _note(conn, meeting_id, "聞き取りを書く", field)

    store.write(keep, municipality_id=town_of(store, meeting_id))


def confirm(store: Store, meeting_id: int, field: SessionField, *, confirmed: bool) -> None:
    """Write down that the company confirmed what stands in a field, or no longer does.

    Raises
    ------
    UnusableInputError
        The field says nothing that could be confirmed.
    """

    def keep(conn: Connection) -> None:
        before = {entry.field: entry for entry in sessions.list_of(conn, meeting_id)}
        if field not in before or not before[field].body.strip():
            raise errors.UnusableInputError(
                f"{plan_words.say(field)}がまだ書かれていません。書いてから確認してください。"
            )
        sessions.keep(
            conn,
            meeting_id=meeting_id,
            field=field,
            body=before[field].body,
            is_confirmed=confirmed,
        )
        _note(conn, meeting_id, "会社の確認" if confirmed else "会社の確認を取り消す", field)

    store.write(keep, municipality_id=town_of(store, meeting_id))


def everything(store: Store, meeting_id: int) -> tuple[SessionEntry, ...]:
    """Return all that was written down: for those who lead the session only."""
    return tuple(store.read(lambda conn: sessions.list_of(conn, meeting_id)))


def shared(store: Store, meeting_id: int) -> tuple[SessionEntry, ...]:
    """Return what may be shared: nothing of a company that it has not confirmed (P24)."""
    kind = store.read(lambda conn: meetings.get(conn, meeting_id)).kind
    return tuple(entry for entry in everything(store, meeting_id) if is_open(entry, kind))


def offers(store: Store, workshop_id: int) -> tuple[OfferSheet, ...]:
    """Return what companies offer and have confirmed; a hearing without any is left out."""
    held = store.read(lambda conn: meetings.list_of(conn, workshop_id))
    sheets = [
        OfferSheet(meeting, _confirmed(shared(store, meeting.id)))
        for meeting in held
        if meeting.kind is MeetingKind.COMPANY_HEARING
    ]
    return tuple(sheet for sheet in sheets if sheet.entries)


def _confirmed(entries: tuple[SessionEntry, ...]) -> tuple[SessionEntry, ...]:
    """Return what the company itself gave its word for, in the order of the form."""
    order = fields_of(MeetingKind.COMPANY_HEARING)
    said = [entry for entry in entries if entry.is_confirmed and entry.body.strip()]
    return tuple(sorted(said, key=lambda entry: order.index(entry.field)))


def joint_conferences(
    store: Store, municipality_id: int, fiscal_year: int | None = None
) -> int:
    """Count a year's, or all, care conferences held with the housing council (C40)."""

    def count(conn: Connection) -> int:
        held = [
            meeting
            for meeting in meetings.all_of(conn, municipality_id)
            if meeting.kind is MeetingKind.CARE_CONFERENCE
            and fiscal_year in (None, rules.fiscal_year_of(meeting.held_on))
        ]
        return sum(
            any(
                entry.field is SessionField.JOINT and entry.body.strip()
                for entry in sessions.list_of(conn, meeting.id)
            )
            for meeting in held
        )

    return store.read(count)


def is_closed_at_first(field: SessionField, kind: MeetingKind) -> bool:
    """Say whether a field waits for a company's word: all it said in a hearing does."""
    of_company = kind is MeetingKind.COMPANY_HEARING or field in COMPANY_FIELDS
    return of_company and field is not SessionField.LISTENER


def is_open(entry: SessionEntry, kind: MeetingKind) -> bool:
    """Say whether a field may be shared."""
    return entry.is_confirmed or not is_closed_at_first(entry.field, kind)


def _note(conn: Connection, meeting_id: int, action: str, field: SessionField) -> None:
    town = meetings.municipality_of(conn, meeting_id)
    note(conn, town, action, meetings.get(conn, meeting_id).title, plan_words.say(field))
