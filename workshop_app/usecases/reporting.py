"""Reporting: a meeting's voices as a file that may leave the house."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis import screening
from workshop_app import errors
from workshop_app.export import FORMATS, PrintedStep, VoiceReport, build_report
from workshop_app.model import HoldState, MadeBy, Party, Theme, Voice
from workshop_app.screening_words import REWORDED
from workshop_app.store import Connection, Store, consents, fates, holds, steps, themes, voices
from workshop_app.usecases import agreeing, answering, entering, holding
from workshop_app.usecases.noting import note
from workshop_app.usecases.recording import models_behind

_ENDINGS = {"xlsx": "xlsx", "csv": "csv", "csv-machine": "csv", "csv-cp932": "csv"}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file."""

    name: str
    content: bytes
    rows: int


def voices_paper(
    store: Store, meeting_id: int, file_format: str, *, for_public: bool = False
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
    room = entering.enter(store, meeting_id)

    def read(conn: Connection) -> VoiceReport:
        said = voices.list_of(conn, meeting_id)
        if for_public:
            agreeing.require_for_public(consents.of_meeting(conn, meeting_id))
            said = ready_for_public(conn, room.meeting.id, said)
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
            for_public=for_public,
            models=models_behind(conn, room.workshop.id),
            fates={
                theme_id: answering.say(found)
                for theme_id, found in fates.newest_of(conn, room.workshop.id).items()
            },
            steps=[
                PrintedStep(step.made_at[:16].replace("T", " "), step.summary)
                for step in steps.list_of(conn, room.workshop.id)
            ],
        )

    report = store.read(read)
    content = FORMATS[file_format](report)
    scope = "公開してよい声だけ" if for_public else "すべての声"
    store.write(
        lambda conn: note(
            conn,
            room.municipality.id,
            "書き出す",
            room.meeting.title,
            f"{file_format}・{scope}・{len(report.rows)}件",
        ),
        municipality_id=room.municipality.id,
    )
    name = name_file(room, _ENDINGS[file_format])
    return Paper(name, content, len(report.rows))


def ready_for_public(conn: Connection, meeting_id: int, said: Sequence[Voice]) -> list[Voice]:
    """Return the voices somebody answers for: nothing found, or looked at; reworded where so.

    Voices that came before there was a screening are looked through now (P6).
    """
    kept = holds.of_voices(conn, [voice.id for voice in said])
    lists = holding.lists_of_meeting(conn, meeting_id)
    ready = []
    for voice in said:
        hold = kept.get(voice.id)
        if hold is None:
            if not holding.reasons_of(screening.screen(voice.text, lists)):
                ready.append(voice)
        elif hold.state is HoldState.ACCEPTED:
            words_shown = f"{hold.wording}{REWORDED}" if hold.wording else voice.text
            ready.append(replace(voice, text=words_shown))
    return ready


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
