"""Weighing the themes: how firmly they hold, where they are divided, how they rank.

Nothing here changes a theme; everything is computed from the voices as they stand now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis import balance, course, firmness, sides
from analysis.balance import Issue, Rankings
from analysis.course import Course
from workshop_app.embedders import Embedder
from workshop_app.model import THREE_PARTIES, MadeBy, Meeting, Party, Voice
from workshop_app.store import Store, meetings, receipts, voices
from workshop_app.usecases.reading import ThemeBoard, ThemeCard
from workshop_app.usecases.recording import vectors_of
from workshop_app.usecases.surveying import read_scene

__all__ = [
    "Course",
    "Insight",
    "Passages",
    "Repeat",
    "TwoSides",
    "Weighing",
    "follow",
    "weigh",
]

MOST_TO_RESAMPLE = 400  # voices up to which firmness is measured without being asked
_ROUNDS = 5
_BORDERLINE = 0.5
_SEED = 20260618


@dataclass(frozen=True, slots=True)
class TwoSides:
    """Voices of one theme that want opposite things of one matter."""

    about: str
    wanting: tuple[Voice, ...]
    refusing: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Voices that say nearly the same, two or more; the three numbers stay apart."""

    voices: tuple[Voice, ...]
    tables: int
    phones: int | None  # None unless every one of them came from a phone


@dataclass(frozen=True, slots=True)
class Insight:
    """What deserves a second look in one theme."""

    firmness: float | None  # 0..1 by resampling; None where it was not measured
    sides: tuple[TwoSides, ...]
    repeats: tuple[Repeat, ...]
    distinct: int  # voices when those that say the same count once
    borderline: tuple[Voice, ...]  # voices that could as well stand elsewhere
    from_phones: int  # voices that came from a phone
    phones: int  # how many phones they came from; who speaks is not known of the others

    @property
    def is_weak(self) -> bool:
        """Whether the theme dissolves as often as it is found again."""
        return self.firmness is not None and self.firmness < firmness.WEAK


@dataclass(frozen=True, slots=True)
class Weighing:
    """A board looked at closely."""

    insights: Mapping[int, Insight]  # by theme id
    rankings: Rankings
    is_saturated: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One theme through the meetings and areas of a workshop."""

    heading: str
    by_meeting: tuple[int, ...]
    by_area: Mapping[str, int]
    course: Course | None
    is_town_wide: bool


@dataclass(frozen=True, slots=True)
class Passages:
    """All themes through all meetings, in the order the meetings were held."""

    meetings: tuple[Meeting, ...]
    themes: tuple[Passage, ...]


def weigh(store: Store, workshop_id: int, encoder: Embedder, board: ThemeBoard) -> Weighing:
    """Look closely at the themes of *board*."""
    firm = _measure_firmness(store, workshop_id, encoder)
    said = [voice.id for card in board.themes for voice in card.voices]
    guests = store.read(lambda conn: receipts.guests_of_voices(conn, said))
    return Weighing(
        insights={card.theme.id: _look_at(card, firm, guests) for card in board.themes},
        rankings=balance.rank_issues([_issue_of(card) for card in board.themes]),
        is_saturated=balance.is_saturated(_kinds_in_order(board)),
    )


def follow(
    store: Store, workshop_id: int, board: ThemeBoard, areas: Mapping[int, str]
) -> Passages:
    """Follow the themes of a whole workshop through its meetings and areas.

    Parameters
    ----------
    board
        The themes of all meetings together.
    areas
        The names of the areas below the whole town, by id.
    """
    held = store.read(lambda conn: meetings.list_of(conn, workshop_id))
    held.sort(key=lambda meeting: (meeting.held_on, meeting.id))
    said = store.read(lambda conn: voices.list_of_workshop(conn, workshop_id))
    totals = [sum(voice.meeting_id == meeting.id for voice in said) for meeting in held]
    return Passages(
        tuple(held), tuple(_pass(card, held, totals, areas) for card in board.themes)
    )


def _pass(
    card: ThemeCard, held: Sequence[Meeting], totals: Sequence[int], areas: Mapping[int, str]
) -> Passage:
    counts = [sum(voice.meeting_id == meeting.id for voice in card.voices) for meeting in held]
    by_area = {
        name: sum(voice.area_id == area_id for voice in card.voices)
        for area_id, name in areas.items()
    }
    return Passage(
        card.theme.heading,
        tuple(counts),
        by_area,
        course.follow(counts, totals),
        course.is_town_wide(by_area),
    )


def _measure_firmness(store: Store, workshop_id: int, encoder: Embedder) -> Mapping[str, float]:
    counted = store.read(lambda conn: voices.counts_by_party(conn, workshop_id))
    if sum(counted.values()) - counted[Party.OFFICIALS] > MOST_TO_RESAMPLE:
        return {}
    vectors = vectors_of(store, workshop_id, encoder)
    scene = store.read(lambda conn: read_scene(conn, workshop_id, vectors))
    return firmness.measure_firmness(scene.state, scene.voices, seed=_SEED, rounds=_ROUNDS)


def _look_at(card: ThemeCard, firm: Mapping[str, float], guests: Mapping[int, int]) -> Insight:
    by_key = {voice.client_key: voice for voice in card.voices}
    keys, texts = list(by_key), [voice.text for voice in by_key.values()]
    tables = {key: voice.table_number for key, voice in by_key.items()}
    phones = {k: str(guests[v.id]) for k, v in by_key.items() if v.id in guests}
    folds = sides.fold_repeats(keys, texts, tables=tables, people=phones)
    by_people = sum(each.made_by is MadeBy.PERSON for each in card.assignments.values())
    # What people laid together is theirs; no machine calls it weak.
    is_theirs = 2 * by_people >= len(card.voices)
    return Insight(
        firmness=None if is_theirs else firm.get(str(card.theme.id)),
        sides=tuple(
            TwoSides(
                found.about,
                tuple(by_key[key] for key in found.wanting),
                tuple(by_key[key] for key in found.refusing),
            )
            for found in sides.find_oppositions(keys, texts)
        ),
        repeats=tuple(
            Repeat(tuple(by_key[key] for key in fold.keys), fold.tables, fold.people)
            for fold in folds
            if fold.voices > 1
        ),
        distinct=len(folds),
        borderline=tuple(
            voice
            for voice in card.voices
            if card.assignments[voice.id].second_theme_id is not None
            and card.assignments[voice.id].certainty < _BORDERLINE
        ),
        from_phones=len(phones),
        phones=len(set(phones.values())),
    )


def _issue_of(card: ThemeCard) -> Issue:
    counts = card.tally.by_party
    return Issue(
        card.theme.heading,
        len(card.voices),
        card.table_count,
        {party.value: counts.get(party, 0) for party in THREE_PARTIES},
    )


def _kinds_in_order(board: ThemeBoard) -> list[str]:
    said = sorted(
        (voice.id, str(card.theme.id))
        for card in (*board.themes, *board.lone)
        for voice in card.voices
    )
    return [theme for _, theme in said]
