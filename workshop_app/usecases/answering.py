"""Answering what people said: what became of each theme, its fields, and of each voice (F5).

Every answer stays in the history; the newest counts.  「できない」 is never said without a
reason and a next step.
"""

from collections.abc import Collection, Mapping

from workshop_app import errors, review_words
from workshop_app.cleaning import clean
from workshop_app.model import CareTag, Direction, Fate, Project, ThemeFate
from workshop_app.store import Connection, Store, fates, projects, tags, themes, workshops
from workshop_app.usecases.entering import town_of_theme, town_of_workshop
from workshop_app.usecases.noting import note
from workshop_app.usecases.reading import ThemeBoard


def answer(
    store: Store, theme_id: int, fate: Fate, *, reason: str = "", next_step: str = ""
) -> ThemeFate:
    """Write down what became of a theme.

    Raises
    ------
    UnusableInputError
        「できない」 lacks its reason or its next step.
    """
    why, then = clean(reason).strip(), clean(next_step).strip()
    if fate is Fate.REFUSED and not (why and then):
        raise errors.UnusableInputError(
            "「できない」には、理由と、次の一歩の両方を書いてください。"
        )

    def write(conn: Connection) -> ThemeFate:
        theme = themes.get(conn, theme_id)
        kept = fates.add(conn, theme_id=theme_id, fate=fate, reason=why, next_step=then)
        town_id = workshops.get(conn, theme.workshop_id).municipality_id
        note(conn, town_id, "どうなったかを記す", theme.heading, review_words.FATES[fate])
        return kept

    return store.write(write, municipality_id=town_of_theme(store, theme_id))


def answers(store: Store, workshop_id: int) -> Mapping[int, ThemeFate]:
    """Return the newest answer about every theme that has one, by theme."""
    return store.read(lambda conn: fates.newest_of(conn, workshop_id))


def history(store: Store, theme_id: int) -> list[ThemeFate]:
    """Return every answer about a theme, in order."""
    return store.read(lambda conn: fates.history_of(conn, theme_id))


def fate_of(answered: Mapping[int, ThemeFate], theme_id: int) -> Fate:
    """Return what became of a theme; without an answer it is 未着手."""
    found = answered.get(theme_id)
    return Fate.UNTOUCHED if found is None else found.fate


def of_voices(board: ThemeBoard, answered: Mapping[int, ThemeFate]) -> Mapping[int, Fate]:
    """Return for each voice in a theme what became of it: what became of its theme."""
    return {
        voice.id: fate_of(answered, card.theme.id)
        for card in (*board.themes, *board.lone)
        for voice in card.voices
    }


def say(found: ThemeFate | None) -> str:
    """Return an answer in one line, with reason and next step where there are any."""
    if found is None:
        return review_words.FATES[Fate.UNTOUCHED]
    parts = [review_words.FATES[found.fate]]
    parts += [f"理由：{found.reason}"] if found.reason else []
    parts += [f"次の一歩：{found.next_step}"] if found.next_step else []
    return "　".join(parts)


def tag(store: Store, theme_id: int, chosen: Collection[CareTag]) -> None:
    """Give a theme exactly these fields of 地域包括ケア (C10)."""

    def write(conn: Connection) -> None:
        theme = themes.get(conn, theme_id)
        tags.set_tags(conn, theme_id, chosen)
        told = "・".join(review_words.CARE_TAGS[each] for each in CareTag if each in chosen)
        town_id = workshops.get(conn, theme.workshop_id).municipality_id
        note(conn, town_id, "分野をつける", theme.heading, told)

    store.write(write, municipality_id=town_of_theme(store, theme_id))


def tags_by_theme(store: Store, workshop_id: int) -> Mapping[int, frozenset[CareTag]]:
    """Return the fields of every theme that has any, by theme."""
    return store.read(lambda conn: tags.tags_of(conn, workshop_id))


def tagged(
    tags_of: Mapping[int, frozenset[CareTag]], wanted: Collection[CareTag]
) -> frozenset[int]:
    """Return the themes that have any of the wanted fields, each once (C10)."""
    return frozenset(theme_id for theme_id, own in tags_of.items() if own & set(wanted))


def direct(store: Store, project_id: int, chosen: Collection[Direction]) -> None:
    """Give a project exactly these directions (C11)."""
    project = store.read(lambda conn: projects.get(conn, project_id))

    def write(conn: Connection) -> None:
        tags.set_directions(conn, project_id, chosen)
        town_id = workshops.get(conn, project.workshop_id).municipality_id
        told = "".join(each.value for each in Direction if each in chosen)
        note(conn, town_id, "対応の方向性をつける", project.title, told)

    store.write(write, municipality_id=town_of_workshop(store, project.workshop_id))


def projects_directed(store: Store, workshop_id: int, wanted: Direction) -> list[Project]:
    """Return the projects of a workshop that answer a direction (C11)."""

    def look(conn: Connection) -> list[Project]:
        directions = tags.directions_of(conn, workshop_id)
        return [
            project
            for project in projects.list_of(conn, workshop_id)
            if wanted in directions.get(project.id, frozenset())
        ]

    return store.read(look)


def directions_by_project(store: Store, workshop_id: int) -> Mapping[int, frozenset[Direction]]:
    """Return the directions of every project that has any, by project."""
    return store.read(lambda conn: tags.directions_of(conn, workshop_id))
