"""Zooming: the same themes seen coarser or finer; nothing is stored and no voice moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis import grain, headings
from workshop_app.embedders import Embedder
from workshop_app.model import Voice
from workshop_app.store import Store, workshops
from workshop_app.usecases import preferring
from workshop_app.usecases.reading import ThemeBoard, ThemeCard
from workshop_app.usecases.recording import vectors_of
from workshop_app.usecases.surveying import read_scene


@dataclass(frozen=True, slots=True)
class Part:
    """Some voices of one theme that are nearer to each other; their words as a heading."""

    heading: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Zoom:
    """A board seen closer and from farther away.

    ``sum(len(part.voices)) over the parts of a theme == len(card.voices)``; every theme card
    of the board is in one band.
    """

    parts: Mapping[int, tuple[Part, ...]]  # by theme id; only themes that fall into several
    bands: tuple[tuple[ThemeCard, ...], ...]


def zoom(store: Store, workshop_id: int, encoder: Embedder, board: ThemeBoard) -> Zoom:
    """Look at the themes of *board* closer, and from farther away."""
    vectors = vectors_of(store, workshop_id, encoder)
    scene = store.read(lambda conn: read_scene(conn, workshop_id, vectors))
    proposes = store.read(
        lambda conn: preferring.shows_proposals(
            conn, workshops.get(conn, workshop_id).municipality_id
        )
    )
    found = grain.refine(scene.state, scene.voices)
    parts = {}
    for card in board.themes:
        shown = _show_parts(card, found.get(str(card.theme.id), ()), proposes=proposes)
        if len(shown) > 1:
            parts[card.theme.id] = shown
    cards = {str(card.theme.id): card for card in board.themes}
    bands = [
        tuple(cards[name] for name in names if name in cards)
        for names in grain.coarsen(scene.state, scene.voices)
    ]
    known = {card.theme.id for band in bands for card in band}
    bands += [(card,) for card in board.themes if card.theme.id not in known]
    return Zoom(parts, tuple(band for band in bands if band))


def _show_parts(
    card: ThemeCard, parts: Sequence[grain.Part], *, proposes: bool
) -> tuple[Part, ...]:
    """Return the parts as far as the card shows their voices; each of its voices once."""
    if len(card.voices) < grain.FEWEST:
        return ()
    place = {key: number for number, part in enumerate(parts) for key in part.keys}
    held: dict[int, list[Voice]] = {}
    for voice in card.voices:
        held.setdefault(place.get(voice.client_key, -voice.id - 1), []).append(voice)
    groups = sorted(held.values(), key=len, reverse=True)
    named = headings.name_groups([[voice.text for voice in group] for group in groups])
    return tuple(
        Part(heading if proposes else f"まとまり{number}", tuple(group))
        for number, (heading, group) in enumerate(zip(named, groups, strict=True), start=1)
    )
