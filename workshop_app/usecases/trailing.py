"""Trailing: from a voice to its theme, its project and what became of it, and all the way back.

Withdrawn voices are on no trail.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workshop_app import errors
from workshop_app.model import Decision, Project, StageResult, Theme, ThemeFate, Voice
from workshop_app.store import (
    Connection,
    Store,
    decisions,
    fates,
    projects,
    receipts,
    themes,
    voices,
)

_LONGEST_NUMBER = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """A project a voice led to, and what became of it."""

    project: Project
    results: tuple[StageResult, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Trails:
    """The projects of a workshop by the voices and the themes they came from."""

    by_voice: Mapping[int, tuple[Outcome, ...]]
    by_theme: Mapping[int, tuple[Outcome, ...]]

    def of_theme(self, theme_id: int, voice_ids: list[int]) -> tuple[Outcome, ...]:
        """Return every project of a theme or of one of its voices, each once."""
        found = {each.project.id: each for each in self.by_theme.get(theme_id, ())}
        for voice_id in voice_ids:
            found |= {each.project.id: each for each in self.by_voice.get(voice_id, ())}
        return tuple(found[key] for key in sorted(found))


def look(store: Store, workshop_id: int) -> Trails:
    """Return the trails of a workshop."""

    def read(conn: Connection) -> Trails:
        by_voice: dict[int, list[Outcome]] = {}
        by_theme: dict[int, list[Outcome]] = {}
        for project in projects.list_of(conn, workshop_id):
            outcome = Outcome(
                project,
                tuple(projects.results_of(conn, project.id)),
                tuple(decisions.list_of_project(conn, project.id)),
            )
            for voice_id in projects.voices_of(conn, project.id):
                by_voice.setdefault(voice_id, []).append(outcome)
            if project.theme_id is not None:
                by_theme.setdefault(project.theme_id, []).append(outcome)
        return Trails(
            {key: tuple(found) for key, found in by_voice.items()},
            {key: tuple(found) for key, found in by_theme.items()},
        )

    return store.read(read)


@dataclass(frozen=True, slots=True)
class VoiceTrail:
    """What became of one voice: its theme, what was answered about it, and its projects."""

    voice: Voice
    theme: Theme | None
    answer: ThemeFate | None  # the newest; None: nobody has answered yet
    outcomes: tuple[Outcome, ...]


def follow(store: Store, workshop_id: int, written: str) -> VoiceTrail:
    """Return what became of the voice with this No. or receipt number, in a workshop.

    Raises
    ------
    NotFoundError
        No voice of the workshop has that number, or it was taken back.
    """

    def read(conn: Connection) -> VoiceTrail:
        voice = _find(conn, workshop_id, written)
        theme_id = themes.of_voices(conn, [voice.id]).get(voice.id)
        theme = None if theme_id is None else themes.get(conn, theme_id)
        answered = fates.newest_of(conn, workshop_id)
        return VoiceTrail(voice, theme, answered.get(theme_id or 0), ())

    found = store.read(read)
    trails = look(store, workshop_id)
    own = trails.by_voice.get(found.voice.id, ())
    by_theme = trails.of_theme(found.theme.id, [found.voice.id]) if found.theme else own
    return replace(found, outcomes=by_theme)


def _find(conn: Connection, workshop_id: int, written: str) -> Voice:
    """Return a voice that is heard in a workshop, by its No. or its receipt."""
    number = unicodedata.normalize("NFKC", written).strip().upper().removeprefix("NO.").strip()
    said = {voice.id: voice for voice in voices.list_of_workshop(conn, workshop_id)}
    receipt = receipts.find(conn, number)
    if receipt is not None and receipt.voice_id in said:
        return said[receipt.voice_id]
    is_short = number.isascii() and number.isdigit() and len(number) < _LONGEST_NUMBER
    if is_short and int(number) in said:
        return said[int(number)]
    raise errors.NotFoundError(
        "その番号の声は、この場にありません。番号を確かめてください（取り消した声は出ません）。"
    )


def theme_heading(store: Store, project: Project) -> str:
    """Return the heading of the theme a project came from, or nothing."""
    if project.theme_id is None:
        return ""
    theme_id = project.theme_id
    return store.read(lambda conn: themes.get(conn, theme_id)).heading
