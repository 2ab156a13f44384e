"""Viewing: a part of the network, by party, area, theme or day; nothing is kept by looking.

Every node stands where it stands in the whole picture, so that a filter moves nobody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import networkx as nx

from analysis import folding, network
from analysis.layout import Place
from workshop_app import figures
from workshop_app.model import Meeting, Party, Voice
from workshop_app.store import Connection, Store, meetings, positions
from workshop_app.usecases import mapping, reading
from workshop_app.usecases.mapping import Landscape, Registers


class Fold(StrEnum):
    """How a network that is too large is made smaller."""

    FITTING = "fitting"  # as far as it must be to be read
    BY_PARTY = "by_party"
    BY_THEME = "by_theme"
    NOT_AT_ALL = "not_at_all"


@dataclass(frozen=True, slots=True)
class View:
    """What to look at; None everywhere is the whole."""

    party: Party | None = None
    area_id: int | None = None
    theme_id: int | None = None
    until: date | None = None
    fold: Fold = Fold.FITTING

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self == View()


_FOLDS: "Mapping[Fold, Callable[[nx.Graph[str]], nx.Graph[str]]]" = {
    Fold.FITTING: folding.fold_to_fit,
    Fold.BY_PARTY: folding.fold_by_party,
    Fold.BY_THEME: folding.fold_by_theme,
    Fold.NOT_AT_ALL: lambda graph: graph,
}


def days_of(store: Store, workshop_id: int) -> tuple[date, ...]:
    """Return the days of a workshop's meetings, each once, in order."""
    held = store.read(lambda conn: meetings.list_of(conn, workshop_id))
    return tuple(sorted({meeting.held_on for meeting in held}))


def look(store: Store, workshop_id: int, whole: Landscape, view: View) -> Landscape:
    """Return the part of *whole* that *view* asks for, with the same sums for what is left.

    A theme stays where a voice of the party, area and time stays in it; then its counts are
    those of these voices.
    """
    if view.is_whole:
        return whole
    held = store.read(lambda conn: _meetings(conn, workshop_id))
    board = _narrow_board(whole.board, lambda voice: _is_in(voice, held, view))
    registers = _narrow_registers(whole.registers, view)
    if view.theme_id is not None:
        board, registers = _round_theme(board, registers, view.theme_id)
    graph = mapping.graph_of(board, registers)
    kept = store.read(lambda conn: positions.list_of(conn, workshop_id))
    shown = _FOLDS[view.fold](graph)
    known = {node: Place(*kept[node]) for node in shown if node in kept}
    picture = figures.draw_network(shown, seed=mapping.SEED, previous=known, whole=graph)
    asking = {card.theme.id for card in board.themes}
    gaps = network.find_gaps(graph)
    nobody = (mapping.theme_of_node(node) for node in gaps.themes_without_actor)
    return Landscape(picture, board, registers, tuple(n for n in nobody if n in asking))


def _meetings(conn: Connection, workshop_id: int) -> dict[int, Meeting]:
    return {meeting.id: meeting for meeting in meetings.list_of(conn, workshop_id)}


def _is_in(voice: Voice, held: dict[int, Meeting], view: View) -> bool:
    meeting = held[voice.meeting_id]
    area_id = meeting.area_id if voice.area_id is None else voice.area_id
    return (
        view.party in (None, voice.party)
        and view.area_id in (None, area_id)
        and (view.until is None or meeting.held_on <= view.until)
    )


def _narrow_board(
    board: reading.ThemeBoard, keeps: Callable[[Voice], bool]
) -> reading.ThemeBoard:
    def narrow(cards: tuple[reading.ThemeCard, ...]) -> tuple[reading.ThemeCard, ...]:
        held = []
        for card in cards:
            said = tuple(voice for voice in card.voices if keeps(voice))
            if said:
                placed = {voice.id: card.assignments[voice.id] for voice in said}
                held.append(replace(card, voices=said, assignments=placed))
        return tuple(held)

    waiting = tuple(voice for voice in board.waiting if keeps(voice))
    asides = tuple(voice for voice in board.asides if keeps(voice))
    themes, lone = narrow(board.themes), narrow(board.lone)
    standing = sum(len(card.voices) for card in (*themes, *lone))
    total = standing + len(waiting) + len(asides)
    return reading.ThemeBoard(themes, lone, waiting, asides, total)


def _narrow_registers(registers: Registers, view: View) -> Registers:
    actors = tuple(
        who
        for who in registers.stakeholders
        if view.party in (None, who.party)
        and (view.area_id is None or who.area_id in (None, view.area_id))
    )
    assets = tuple(
        asset
        for asset in registers.assets
        if (view.area_id is None or asset.area_id in (None, view.area_id))
        and (view.until is None or asset.noted_on <= view.until)
    )
    return _keep(registers, {who.id for who in actors}, {asset.id for asset in assets})


def _keep(registers: Registers, actors: set[int], assets: set[int]) -> Registers:
    """Return the registers with these organisations and assets, and the lines among them."""
    return Registers(
        stakeholders=tuple(each for each in registers.stakeholders if each.id in actors),
        assets=tuple(
            asset if asset.owner_id in actors else replace(asset, owner_id=None)
            for asset in registers.assets
            if asset.id in assets
        ),
        relations=tuple(
            tie for tie in registers.relations if {tie.source_id, tie.target_id} <= actors
        ),
        supports=tuple(
            each
            for each in registers.supports
            if each.stakeholder_id in actors or each.asset_id in assets
        ),
    )


def _round_theme(
    board: reading.ThemeBoard, registers: Registers, theme_id: int
) -> tuple[reading.ThemeBoard, Registers]:
    """Return one theme and what stands behind it, owners of its assets included."""
    themes = tuple(card for card in board.themes if card.theme.id == theme_id)
    lone = tuple(card for card in board.lone if card.theme.id == theme_id)
    behind = [each for each in registers.supports if each.theme_id == theme_id]
    assets = {each.asset_id for each in behind if each.asset_id is not None}
    owners = {asset.owner_id for asset in registers.assets if asset.id in assets}
    actors = {each.stakeholder_id for each in behind} | owners
    total = sum(len(card.voices) for card in (*themes, *lone))
    kept = _keep(registers, {each for each in actors if each is not None}, assets)
    return reading.ThemeBoard(themes, lone, (), (), total), kept
