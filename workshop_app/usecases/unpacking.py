"""Unpacking a copy of another laptop's data: everything a merge needs, read once.

The sample town and rehearsals stay behind.  Nothing is written.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop_app import errors
from workshop_app.model import (
    Area,
    Assignment,
    Attendance,
    CareTag,
    ConsentRecord,
    Edit,
    HandOver,
    Hold,
    Meeting,
    Municipality,
    Table,
    Theme,
    ThemeFate,
    Voice,
    VoicePart,
    Workshop,
)
from workshop_app.store import (
    Connection,
    areas,
    attendances,
    consents,
    copies,
    edits,
    fates,
    hand_overs,
    holds,
    meetings,
    municipalities,
    parts,
    photos,
    projects,
    receipts,
    rehearsals,
    tables,
    tags,
    themes,
    voices,
    workshops,
)
from workshop_app.store.rows import in_chunks


@dataclass(frozen=True, slots=True)
class Brought:
    """A voice of the copy with what is known about it there."""

    voice: Voice
    area: str  # its name; empty where it has none
    hold: Hold | None
    receipt: str
    part: VoicePart | None  # where it was cut out of another one


@dataclass(frozen=True, slots=True)
class BroughtMeeting:
    """A meeting of the copy with its voices, withdrawn ones too."""

    meeting: Meeting
    area: str
    tables: tuple[Table, ...]
    people: tuple[Attendance, ...]
    consent: ConsentRecord
    voices: tuple[Brought, ...]


@dataclass(frozen=True, slots=True)
class BroughtWorkshop:
    """A workshop of the copy with its themes as they stand there."""

    workshop: Workshop
    meetings: tuple[BroughtMeeting, ...]
    themes: tuple[Theme, ...]
    places: Mapping[int, Assignment]  # by voice
    edits: tuple[Edit, ...]  # those that stand
    fates: Mapping[int, tuple[ThemeFate, ...]]  # by theme
    tags: Mapping[int, frozenset[CareTag]]  # by theme


@dataclass(frozen=True, slots=True)
class BroughtTown:
    """A town of the copy."""

    town: Municipality
    areas: tuple[Area, ...]
    workshops: tuple[BroughtWorkshop, ...]
    hand_overs: tuple[HandOver, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a copy holds; ``digest`` tells one copy from another in the audit log.

    ``projects`` and ``photos`` are how many of them stay behind, ``invented`` how many towns
    of the sample or of practice do.
    """

    digest: str
    towns: tuple[BroughtTown, ...]
    projects: int
    photos: int
    invented: int


def unpack(given: bytes | Path) -> Parcel:
    """Read a copy, given as a file or as what is in it.

    Raises
    ------
    UnreadableFileError
        It is no copy of this program's data, or damaged.
    StoreError
        It is of a newer program.
    """
    content = given if isinstance(given, bytes) else _bytes_of(given)
    digest = hashlib.sha256(content).hexdigest()[:12]
    with copies.opened(given) as store:
        try:
            return store.read(lambda conn: _read(conn, digest))
        except (ValueError, TypeError, LookupError) as problem:
            raise errors.UnreadableFileError(
                "この控えには、読めない記録があります。"
                "むこうのパソコンで「kurumaza doctor」で調べてください。"
            ) from problem


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise errors.UnreadableFileError(
            f"{file} を開けません。場所と名前を確かめてください。"
        ) from problem


def _read(conn: Connection, digest: str) -> Parcel:
    practised = rehearsals.town_ids(conn)
    everyone = municipalities.all(conn)
    real = [town for town in everyone if not town.is_sample and town.id not in practised]
    held = [meeting for town in real for meeting in meetings.all_of(conn, town.id)]
    worked = [shop for town in real for shop in workshops.list_of(conn, town.id)]
    return Parcel(
        digest=digest,
        towns=tuple(_read_town(conn, town) for town in real),
        projects=sum(len(projects.list_of(conn, shop.id)) for shop in worked),
        photos=sum(len(photos.list_of(conn, meeting.id)) for meeting in held),
        invented=len(everyone) - len(real),
    )


def _read_town(conn: Connection, town: Municipality) -> BroughtTown:
    known = tuple(areas.list_of(conn, town.id))
    names = {area.id: area.name for area in known}
    return BroughtTown(
        town=town,
        areas=known,
        workshops=tuple(
            _read_workshop(conn, each, names) for each in workshops.list_of(conn, town.id)
        ),
        hand_overs=tuple(hand_overs.list_of(conn, town.id)),
    )


def _read_workshop(
    conn: Connection, workshop: Workshop, names: Mapping[int, str]
) -> BroughtWorkshop:
    cuts = parts.list_of(conn, workshop.id, include_undone=True)
    by_part = {part.part_id: part for part in cuts}
    living = tuple(themes.list_of(conn, workshop.id))
    placed = themes.assignments_of(conn, workshop.id, include_withdrawn=True)
    return BroughtWorkshop(
        workshop=workshop,
        meetings=tuple(
            _read_meeting(conn, meeting, names, by_part)
            for meeting in meetings.list_of(conn, workshop.id)
        ),
        themes=living,
        places={each.voice_id: each for each in placed},
        edits=tuple(edits.list_of(conn, workshop.id, include_undone=False)),
        fates={
            theme_id: tuple(fates.history_of(conn, theme_id))
            for theme_id in fates.newest_of(conn, workshop.id)
        },
        tags=tags.tags_of(conn, workshop.id),
    )


def _read_meeting(
    conn: Connection,
    meeting: Meeting,
    names: Mapping[int, str],
    by_part: Mapping[int, VoicePart],
) -> BroughtMeeting:
    said = voices.list_of(conn, meeting.id, include_withdrawn=True)
    ids = [voice.id for voice in said]
    kept = holds.of_voices(conn, ids)
    numbers: dict[int, str] = {}
    for chunk in in_chunks(ids):
        numbers |= receipts.list_of_voices(conn, chunk)
    return BroughtMeeting(
        meeting=meeting,
        area=names.get(meeting.area_id or 0, ""),
        tables=tuple(tables.list_of(conn, meeting.id)),
        people=tuple(attendances.list_of(conn, meeting.id)),
        consent=consents.of_meeting(conn, meeting.id),
        voices=tuple(
            Brought(
                voice=voice,
                area=names.get(voice.area_id or 0, ""),
                hold=kept.get(voice.id),
                receipt=numbers.get(voice.id, ""),
                part=by_part.get(voice.id),
            )
            for voice in said
            if voice.id not in by_part or by_part[voice.id].undone_at is None
        ),
    )
