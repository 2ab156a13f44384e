"""Columns of brought-in tables that no field of ours holds, kept beside their voices."""

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa

from workshop_app.model import VoiceExtra
from workshop_app.store import schema
from workshop_app.store.rows import Rows, in_chunks, upsert

_ROWS = Rows(schema.voice_extras, VoiceExtra, "その列は見つかりません。")


def put_many(conn: sa.Connection, kept: Sequence[VoiceExtra]) -> None:
    """Keep columns of voices, in place of those kept before."""
    upsert(conn, schema.voice_extras, [asdict(one) for one in kept], "voice_id", "position")


def of_meeting(conn: sa.Connection, meeting_id: int) -> dict[int, tuple[VoiceExtra, ...]]:
    """Return the columns of a meeting's voices, by voice, in the order of the file."""
    return _by_voice(
        _ROWS.list_of(
            conn,
            schema.voices.c.meeting_id == meeting_id,
            within=schema.voice_extras.join(
                schema.voices, schema.voice_extras.c.voice_id == schema.voices.c.id
            ),
        )
    )


def of_voices(
    conn: sa.Connection, voice_ids: Sequence[int]
) -> dict[int, tuple[VoiceExtra, ...]]:
    """Return the columns of these voices, by voice, in the order of the file."""
    return _by_voice(
        [
            one
            for chunk in in_chunks(voice_ids)
            for one in _ROWS.list_of(conn, schema.voice_extras.c.voice_id.in_(chunk))
        ]
    )


def _by_voice(found: Sequence[VoiceExtra]) -> dict[int, tuple[VoiceExtra, ...]]:
    by_voice: dict[int, list[VoiceExtra]] = {}
    for one in found:
        by_voice.setdefault(one.voice_id, []).append(one)
    return {voice_id: tuple(kept) for voice_id, kept in by_voice.items()}
