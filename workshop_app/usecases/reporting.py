"""Reporting: a meeting's voices as a file that may leave the house."""

import re
from dataclasses import dataclass, replace

from workshop_app import errors
from workshop_app.export import (
    FOREIGN_FORMATS,
    FORMATS,
    PrintedStep,
    VoiceReport,
    build_report,
)
from workshop_app.model import MadeBy, Party, Theme
from workshop_app.store import Connection, Store, extras, fates, steps, themes, voices
from workshop_app.usecases import answering, entering, protecting, selecting
from workshop_app.usecases.noting import STAFF, note_export
from workshop_app.usecases.recording import models_behind
from workshop_app.usecases.selecting import Order, Scope

ENDINGS = {"xlsx": "xlsx", "csv": "csv", "csv-machine": "csv", "csv-cp932": "csv"}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file."""

    name: str
    content: bytes
    rows: int


def voices_paper(
    store: Store,
    meeting_id: int,
    file_format: str,
    *,
    for_public: bool = False,
    order: Order | None = None,
    by: str = STAFF,
) -> Paper:
    """Return a meeting's voices with their themes, and note who took them out and how.

    Raises
    ------
    UnusableInputError
        The format is unknown, or cannot hold every character; or the paper is for the
        public, and the record of consent is not complete (P4).
    """
    if file_format not in FORMATS:
        raise errors.UnusableInputError(f"形式「{file_format}」では書き出せません。")
    asked = order or Order(Scope.PUBLIC if for_public else Scope.ALL)
    room = entering.enter(store, meeting_id)
    report = report_of(store, room, asked)
    content = FORMATS[file_format](report)
    told = f"{file_format}・{selecting.describe(asked, room)}・{len(report.rows)}件"
    note_export(store, room.municipality.id, room.meeting.title, told, by=by)
    name = name_file(room, ENDINGS[file_format])
    return Paper(name, content, len(report.rows))


def foreign_paper(
    store: Store,
    meeting_id: int,
    tool: str,
    *,
    ending: str = "",
    order: Order | None = None,
    by: str = STAFF,
) -> Paper:
    """Return a meeting's voices as another tool reads them, and note that they went there.

    Parameters
    ----------
    tool
        A key of ``export.FOREIGN_FORMATS``.
    ending
        The kind of file, where the tool knows several; the usual one otherwise.
    order
        How far it goes, and which voices; all of them where nobody said.

    Raises
    ------
    UnusableInputError
        The tool is unknown; or it is for the public, and the check list stops it.
    """
    if tool not in FOREIGN_FORMATS:
        raise errors.UnusableInputError(f"形式「{tool}」では書き出せません。")
    known = FOREIGN_FORMATS[tool]
    kind = ending if ending in known else next(iter(known))
    asked = order or Order()
    room = entering.enter(store, meeting_id)
    report = report_of(store, room, asked)
    content = known[kind](report)
    told = f"{tool}.{kind}・{selecting.describe(asked, room)}・{len(report.rows)}件"
    note_export(store, room.municipality.id, room.meeting.title, told, by=by)
    return Paper(name_file(room, kind, f"_{tool}"), content, len(report.rows))


def report_of(store: Store, room: entering.Room, order: Order) -> VoiceReport:
    """Return what a paper of a meeting's voices says under *order*.

    Raises
    ------
    UnusableInputError
        It is for the public, and something on the check list stands in the way.
    """
    report = store.read(lambda conn: _read(conn, room, order))
    return protecting.protect(report) if order.is_public else report


def _read(conn: Connection, room: entering.Room, order: Order) -> VoiceReport:
    selecting.require(conn, room.meeting.id, order)
    said = selecting.select(conn, room, order)
    # What officials and recorders noted enters no theme, on paper as on the screen.
    themed = {voice.id for voice in said if voice.party is not Party.OFFICIALS}
    placed = themes.assignments_of(conn, room.workshop.id)
    return build_report(
        room.meeting.title,
        [room.meeting],
        said,
        areas=room.areas,
        themes=_without_lost_words(conn, room.workshop.id),
        assignments=[each for each in placed if each.voice_id in themed],
        for_public=order.is_public,
        models=models_behind(conn, room.workshop.id),
        fates={
            theme_id: answering.say(found)
            for theme_id, found in fates.newest_of(conn, room.workshop.id).items()
        },
        steps=[
            PrintedStep(step.made_at[:16].replace("T", " "), step.summary)
            for step in steps.list_of(conn, room.workshop.id)
        ],
        extras=extras.of_voices(conn, [voice.id for voice in said]),
    )


def _without_lost_words(conn: Connection, workshop_id: int) -> list[Theme]:
    """Return the themes; a machine's heading that no voice says any more becomes a number."""
    said = [" ".join(v.text.split()) for v in voices.list_of_workshop(conn, workshop_id)]
    return [
        theme
        if theme.heading_by is MadeBy.PERSON
        or any(theme.heading.rstrip("…") in text for text in said)
        else replace(theme, heading=f"テーマ{theme.position + 1}")
        for theme in themes.list_of(conn, workshop_id)
    ]


def name_file(room: entering.Room, ending: str, what: str = "") -> str:
    """Return a file's name that every system can hold: day, title, what it is."""
    title = _NOT_IN_NAMES.sub("_", room.meeting.title).strip(" .")[:_LONGEST_TITLE]
    return f"{room.meeting.held_on:%Y%m%d}_{title}{what}.{ending}"
