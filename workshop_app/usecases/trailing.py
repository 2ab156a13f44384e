"""Trailing: from a voice to its theme, its project and what became of it, and all the way back.

Withdrawn voices are on no trail.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.model import Decision, Project, StageResult
from workshop_app.store import Connection, Store, decisions, projects, themes


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


def theme_heading(store: Store, project: Project) -> str:
    """Return the heading of the theme a project came from, or nothing."""
    if project.theme_id is None:
        return ""
    theme_id = project.theme_id
    return store.read(lambda conn: themes.get(conn, theme_id)).heading
