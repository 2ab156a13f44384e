"""Voices, exactly as they were typed, each stored once however often it is sent."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app import errors
from workshop_app.model import Consent, Party, Voice, VoiceKind, VoiceSource
from workshop_app.store import clock, parts, schema
from workshop_app.store.rows import Rows, in_chunks, insert_or

_ROWS = Rows(schema.voices, Voice, "その声は見つかりません。画面を読み直してください。")


@dataclass(frozen=True, slots=True)
class VoiceDraft:
    """A voice before it has an id; ``client_key`` tells a repeated one from a new one."""

    text: str
    party: Party
    source: VoiceSource
    table_number: int | None = None
    kind: VoiceKind | None = None
    area_id: int | None = None
    consent: Consent = Consent.TOWN
    is_projected: bool = True
    client_key: str | None = None


_OF_A_DRAFT = tuple(each.name for each in fields(VoiceDraft))


class VoiceChanges(TypedDict, total=False):
    """What may change about a voice: never its words."""

    party: Party
    table_number: int | None
    kind: VoiceKind | None
    area_id: int | None
    consent: Consent
    is_projected: bool


def add(
    conn: sa.Connection,
    *,
    meeting_id: int,
    text: str,
    party: Party,
    source: VoiceSource,
    table_number: int | None = None,
    kind: VoiceKind | None = None,
    area_id: int | None = None,
    consent: Consent = Consent.TOWN,
    is_projected: bool = True,
    client_key: str | None = None,
) -> Voice:
    """Keep a voice and return it; the same ``client_key`` again returns the stored one.

    Raises
    ------
    EmptyVoiceError
        There are no words.
    EditConflictError
        The key came before with other words or for another meeting.
    """
    draft = VoiceDraft(
        text=text,
        party=party,
        source=source,
        table_number=table_number,
        kind=kind,
        area_id=area_id,
        consent=consent,
        is_projected=is_projected,
        client_key=client_key,
    )
    return add_many(conn, meeting_id=meeting_id, drafts=[draft])[0]


def add_many(
    conn: sa.Connection, *, meeting_id: int, drafts: Sequence[VoiceDraft]
) -> list[Voice]:
    """Keep many voices of one meeting and return them in order, as :func:`add` does one.

    An import hands over ``rows.CHUNK`` drafts per write, so that nobody else waits long.
    """
    at = clock.now()
    kept: list[Voice] = []
    for chunk in in_chunks(drafts):
        rows = [_new_row(meeting_id, draft, at) for draft in chunk]
        statement = insert_or(conn, schema.voices)
        conn.execute(statement.on_conflict_do_nothing(index_elements=["client_key"]), rows)
        keys = [str(row["client_key"]) for row in rows]
        stored = {
            voice.client_key: voice
            for voice in _ROWS.list_of(conn, schema.voices.c.client_key.in_(keys))
        }
        kept += [_same_voice(stored[key], row) for key, row in zip(keys, rows, strict=True)]
    return kept


def get(conn: sa.Connection, voice_id: int) -> Voice:
    """Return one voice, withdrawn or not."""
    return _ROWS.get(conn, voice_id)


def get_many(conn: sa.Connection, voice_ids: Sequence[int]) -> dict[int, Voice]:
    """Return these voices by id, withdrawn or not; ids that are not here are left out."""
    return {
        voice.id: voice
        for chunk in in_chunks(voice_ids)
        for voice in _ROWS.list_of(conn, schema.voices.c.id.in_(chunk))
    }


def find_by_keys(conn: sa.Connection, client_keys: Sequence[str]) -> dict[str, Voice]:
    """Return the voices that were sent under these keys, by key."""
    return {
        voice.client_key: voice
        for chunk in in_chunks(client_keys)
        for voice in _ROWS.list_of(conn, schema.voices.c.client_key.in_(chunk))
    }


def list_of(
    conn: sa.Connection, meeting_id: int, include_withdrawn: bool = False
) -> list[Voice]:
    """Return the voices of a meeting in the order they came in."""
    table = schema.voices
    return _ROWS.list_of(conn, table.c.meeting_id == meeting_id, *_shown(include_withdrawn))


def list_of_workshop(
    conn: sa.Connection, workshop_id: int, include_withdrawn: bool = False
) -> list[Voice]:
    """Return the voices of every meeting of a workshop in the order they came in."""
    return _ROWS.list_of(
        conn,
        schema.meetings.c.workshop_id == workshop_id,
        *_shown(include_withdrawn),
        within=schema.voices.join(
            schema.meetings, schema.voices.c.meeting_id == schema.meetings.c.id
        ),
    )


def shown_of(conn: sa.Connection, workshop_id: int, voice_ids: Sequence[int]) -> list[Voice]:
    """Return those of these voices that are in the lists of a workshop."""
    return [
        voice
        for chunk in in_chunks(voice_ids)
        for voice in _ROWS.list_of(
            conn,
            schema.meetings.c.workshop_id == workshop_id,
            schema.voices.c.id.in_(chunk),
            *_shown(False),
            within=schema.voices.join(
                schema.meetings, schema.voices.c.meeting_id == schema.meetings.c.id
            ),
        )
    ]


def is_anybody_waiting(
    conn: sa.Connection, workshop_id: int, *, besides: Collection[Party]
) -> bool:
    """Say whether a voice of a workshop has no theme on the board, *besides* some parties."""
    said, places, boards = schema.voices, schema.assignments, schema.themes
    placed = (
        sa.select(places.c.voice_id)
        .join(boards, places.c.theme_id == boards.c.id)
        .where(places.c.voice_id == said.c.id)
        .where(boards.c.workshop_id == workshop_id, boards.c.retired_at.is_(None))
    )
    waiting = (
        sa.select(said.c.id)
        .join(schema.meetings, said.c.meeting_id == schema.meetings.c.id)
        .where(schema.meetings.c.workshop_id == workshop_id, *_shown(False))
        .where(said.c.party.not_in(list(besides)), ~placed.exists())
    )
    return conn.execute(waiting.limit(1)).first() is not None


def texts_shown(conn: sa.Connection, workshop_id: int) -> dict[int, str]:
    """Return the words of the voices of a workshop that may be projected, by id in order."""
    table = schema.voices
    wanted = (
        sa.select(table.c.id, table.c.text)
        .join(schema.meetings, table.c.meeting_id == schema.meetings.c.id)
        .where(schema.meetings.c.workshop_id == workshop_id, *_shown(False))
        .where(table.c.is_projected)
        .order_by(table.c.id)
    )
    return {int(voice_id): str(text) for voice_id, text in conn.execute(wanted)}


def change(conn: sa.Connection, voice_id: int, **fields: Unpack[VoiceChanges]) -> Voice:
    """Change what is known about a voice, never its words, and return it."""
    return _ROWS.change(conn, voice_id, fields)


def withdraw(conn: sa.Connection, voice_id: int) -> Voice:
    """Take a voice back: it is in no list, count or export made from now on (P21)."""
    return _ROWS.change(conn, voice_id, {"withdrawn_at": clock.now()})


def restore(conn: sa.Connection, voice_id: int) -> Voice:
    """Undo a withdrawal."""
    return _ROWS.change(conn, voice_id, {"withdrawn_at": None})


def bring_over(conn: sa.Connection, times: Mapping[int, tuple[str, str | None]]) -> None:
    """Give voices the times they came in and were taken back elsewhere, by voice."""
    own = schema.voices.c
    changed = (
        sa.update(schema.voices)
        .where(own.id == sa.bindparam("voice"))
        .values(recorded_at=sa.bindparam("came"), withdrawn_at=sa.bindparam("went"))
    )
    rows = [{"voice": key, "came": came, "went": went} for key, (came, went) in times.items()]
    for chunk in in_chunks(rows):
        conn.execute(changed, chunk)


def erase(conn: sa.Connection, voice_id: int) -> None:
    """Delete a voice for good; only the closing of a case that staff took over does so."""
    _ROWS.remove(conn, voice_id)


def counts(conn: sa.Connection, meeting_ids: Sequence[int]) -> dict[int, int]:
    """Return how many voices each of these meetings holds, without the withdrawn ones."""
    table = schema.voices
    counted = (
        sa.select(table.c.meeting_id, sa.func.count())
        .where(table.c.meeting_id.in_(meeting_ids), *_shown(False))
        .group_by(table.c.meeting_id)
    )
    found = {int(meeting_id): int(number) for meeting_id, number in conn.execute(counted)}
    return {meeting_id: found.get(meeting_id, 0) for meeting_id in meeting_ids}


def counts_by_party(conn: sa.Connection, workshop_id: int) -> dict[Party, int]:
    """Return how many voices of a workshop each party has, the silent ones with 0."""
    table = schema.voices
    counted = (
        sa.select(table.c.party, sa.func.count())
        .join(schema.meetings, table.c.meeting_id == schema.meetings.c.id)
        .where(schema.meetings.c.workshop_id == workshop_id, *_shown(False))
        .group_by(table.c.party)
    )
    found = {Party(party): int(number) for party, number in conn.execute(counted)}
    return {party: found.get(party, 0) for party in Party}


def _shown(include_withdrawn: bool) -> list[sa.ColumnElement[bool]]:
    if include_withdrawn:
        return []
    return [schema.voices.c.withdrawn_at.is_(None), schema.voices.c.id.not_in(parts.resting())]


def _new_row(meeting_id: int, draft: VoiceDraft, at: str) -> dict[str, object]:
    if not draft.text.strip():
        raise errors.EmptyVoiceError("声が空です。ことばを入れてから、もう一度お試しください。")
    row = {name: getattr(draft, name) for name in _OF_A_DRAFT}
    row["client_key"] = draft.client_key or secrets.token_hex(16)
    return {**row, "meeting_id": meeting_id, "recorded_at": at, "withdrawn_at": None}


def _same_voice(stored: Voice, sent: dict[str, object]) -> Voice:
    if (stored.text, stored.meeting_id) != (sent["text"], sent["meeting_id"]):
        raise errors.EditConflictError(
            "同じ番号の声が、別のことばで先に届いています。画面を読み直して、もう一度入れてください。"
        )
    return stored
