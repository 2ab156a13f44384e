"""Reporting: a meeting's voices as a file that may leave the house."""

import re
from dataclasses import dataclass

from workshop_app import errors
from workshop_app.export import FORMATS, PrintedStep, VoiceReport, build_report
from workshop_app.model import Party
from workshop_app.store import Connection, Store, fates, steps, themes, voices
from workshop_app.usecases import answering, entering
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
        The format is unknown, or cannot hold every character.
    """
    if file_format not in FORMATS:
        raise errors.UnusableInputError(f"形式「{file_format}」では書き出せません。")
    room = entering.enter(store, meeting_id)

    def read(conn: Connection) -> VoiceReport:
        said = voices.list_of(conn, meeting_id)
        # What officials and recorders noted enters no theme, on paper as on the screen.
        themed = {voice.id for voice in said if voice.party is not Party.OFFICIALS}
        placed = themes.assignments_of(conn, room.workshop.id)
        return build_report(
            room.meeting.title,
            [room.meeting],
            said,
            areas=room.areas,
            themes=themes.list_of(conn, room.workshop.id),
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
    title = _NOT_IN_NAMES.sub("_", room.meeting.title).strip(" .")[:_LONGEST_TITLE]
    name = f"{room.meeting.held_on:%Y%m%d}_{title}.{_ENDINGS[file_format]}"
    return Paper(name, content, len(report.rows))
