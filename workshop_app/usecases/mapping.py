"""Mapping who stands where: the town's organisations, assets and themes as one network.

Positions are computed here once, kept in the store, and never change by themselves.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from analysis import folding, network
from analysis.layout import Place
from workshop_app import errors, figures, glossary
from workshop_app.model import (
    Asset,
    AssetClass,
    AssetState,
    Party,
    Relation,
    RelationKind,
    Stakeholder,
    Support,
    Theme,
    Voice,
    VoiceKind,
)
from workshop_app.store import (
    Connection,
    Store,
    assets,
    positions,
    relations,
    stakeholders,
    supports,
    themes,
    voices,
    workshops,
)
from workshop_app.usecases import entering, reading
from workshop_app.usecases.noting import note

if TYPE_CHECKING:
    import networkx as nx

SEED = 20260618


@dataclass(frozen=True, slots=True)
class Registers:
    """What a town knows about itself."""

    stakeholders: tuple[Stakeholder, ...]
    assets: tuple[Asset, ...]
    relations: tuple[Relation, ...]
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Landscape:
    """The network as a picture and as a list, and what both were made from."""

    picture: figures.NetworkPicture
    board: reading.ThemeBoard
    registers: Registers
    without_anybody: tuple[int, ...]  # ids of themes behind which nobody stands


def registers_of(store: Store, workshop_id: int) -> Registers:
    """Return the registers of the workshop's town and the supports of its themes."""

    def read(conn: Connection) -> Registers:
        town_id = workshops.get(conn, workshop_id).municipality_id
        return Registers(
            stakeholders=tuple(stakeholders.list_of(conn, town_id)),
            assets=tuple(assets.list_of(conn, town_id)),
            relations=tuple(relations.list_of(conn, town_id)),
            supports=tuple(supports.list_of(conn, workshop_id)),
        )

    return store.read(read)


def survey(
    store: Store, workshop_id: int, *, board: reading.ThemeBoard, anew: bool = False
) -> Landscape:
    """Return the network of *board* with every node in its kept place.

    New nodes get a place near their neighbours, which is then kept; old ones never move,
    unless a person asks for the whole picture *anew*. A network too large to read is folded;
    the list beside the picture still names everybody.
    """
    registers = registers_of(store, workshop_id)
    graph = graph_of(board, registers)
    kept = store.read(lambda conn: positions.list_of(conn, workshop_id))
    shown = folding.fold_to_fit(graph)
    known = {node: Place(*kept[node]) for node in shown if node in kept}
    picture = figures.draw_network(shown, seed=SEED, previous=known, anew=anew, whole=graph)
    moved = {node: (at.x, at.y) for node, at in picture.places.items() if known.get(node) != at}
    if moved:
        # A place is no new fact about the town: the revision stays, and with it the caches.
        store.write(
            lambda conn: positions.put_many(conn, workshop_id, moved), municipality_id=None
        )
    gaps = network.find_gaps(graph)
    # A lone voice asks for no organisation yet; only what several said counts as a gap.
    asking = {card.theme.id for card in board.themes}
    nobody = (theme_of_node(node) for node in gaps.themes_without_actor)
    return Landscape(picture, board, registers, tuple(n for n in nobody if n in asking))


def register_stakeholder(
    store: Store, municipality_id: int, name: str, party: Party, *, note_text: str = ""
) -> Stakeholder:
    """Add an organisation or role to the town's register.

    Raises
    ------
    UnusableInputError
        The name is empty.
    """
    wanted = name.strip()
    if not wanted:
        raise errors.UnusableInputError("団体や役わりの名前を入れてください。")

    def add(conn: Connection) -> Stakeholder:
        note(conn, municipality_id, "団体を登録", wanted)
        return stakeholders.add(
            conn, municipality_id=municipality_id, name=wanted, party=party, note=note_text
        )

    return store.write(add, municipality_id=municipality_id)


def register_asset(
    store: Store,
    municipality_id: int,
    name: str,
    asset_class: AssetClass,
    *,
    noted_on: date,
    owner_id: int | None = None,
    availability: str = "",
    source_voice_id: int | None = None,
) -> Asset:
    """Add something the town has to the register, as heard; confirming it comes later."""
    wanted = name.strip()
    if not wanted:
        raise errors.UnusableInputError("場所・モノ・人・金の名前を入れてください。")

    def add(conn: Connection) -> Asset:
        note(conn, municipality_id, "地域の宝を登録", wanted)
        return assets.add(
            conn,
            municipality_id=municipality_id,
            name=wanted,
            asset_class=asset_class,
            owner_id=owner_id,
            availability=availability,
            source_voice_id=source_voice_id,
            state=AssetState.HEARD,
            noted_on=noted_on,
        )

    return store.write(add, municipality_id=municipality_id)


@dataclass(frozen=True, slots=True)
class Find:
    """A voice that seems to tell of something the town has, not yet in the register."""

    voice: Voice
    suggested_name: str  # people as roles, never as names
    asset_class: AssetClass


def find_assets(store: Store, workshop_id: int) -> list[Find]:
    """Return the voices a treasure hunt should look at, in the order they came (C4).

    A voice counts when a person filed it as a resource or an offer, or its words suggest
    so, and a box of the hunt fits.
    """

    def read(conn: Connection) -> list[Voice]:
        town_id = workshops.get(conn, workshop_id).municipality_id
        taken = {asset.source_voice_id for asset in assets.list_of(conn, town_id)}
        said = voices.list_of_workshop(conn, workshop_id)
        return [voice for voice in said if voice.id not in taken]

    found = []
    for voice in store.read(read):
        kind = voice.kind or glossary.suggest_kind(voice.text)
        box = glossary.suggest_asset_class(voice.text)
        if kind in (VoiceKind.RESOURCE, VoiceKind.OFFER) and box is not None:
            found.append(Find(voice, glossary.mask_names(voice.text), box))
    return found


def register(
    store: Store, municipality_id: int, name: str, kind: Party | AssetClass, *, noted_on: date
) -> Stakeholder | Asset:
    """Add an organisation of a party, or an asset of a class, to the town's register."""
    if isinstance(kind, Party):
        return register_stakeholder(store, municipality_id, name, kind)
    return register_asset(store, municipality_id, name, kind, noted_on=noted_on)


def connect(store: Store, theme: Theme, supporter: Stakeholder | Asset) -> Support:
    """Write down that *supporter* stands behind *theme*."""
    if isinstance(supporter, Stakeholder):
        return stand_behind(store, theme.id, stakeholder_id=supporter.id)
    return stand_behind(store, theme.id, asset_id=supporter.id)


def stand_behind(
    store: Store,
    theme_id: int,
    *,
    stakeholder_id: int | None = None,
    asset_id: int | None = None,
) -> Support:
    """Write down that an organisation or an asset stands behind a theme."""
    if (stakeholder_id is None) == (asset_id is None):
        raise errors.UnusableInputError(
            "団体か、場所・モノ・人・金のどちらか1つを選んでください。"
        )

    town_id = entering.town_of_theme(store, theme_id)

    def add(conn: Connection) -> Support:
        note(conn, town_id, "テーマの後ろだてを書く", themes.get(conn, theme_id).heading)
        return supports.add(
            conn, theme_id=theme_id, stakeholder_id=stakeholder_id, asset_id=asset_id
        )

    return store.write(add, municipality_id=town_id)


def relate(
    store: Store, municipality_id: int, one_id: int, other_id: int, kind: RelationKind
) -> Relation:
    """Write down how two organisations stand to each other."""
    if one_id == other_id:
        raise errors.UnusableInputError("ちがう2つの団体を選んでください。")
    return store.write(
        lambda conn: relations.add(
            conn,
            municipality_id=municipality_id,
            source_id=one_id,
            target_id=other_id,
            kind=kind,
        ),
        municipality_id=municipality_id,
    )


def node_of_theme(theme_id: int) -> str:
    """Return the name of a theme's node."""
    return f"theme:{theme_id}"


def theme_of_node(node: str) -> int | None:
    """Return the theme a node stands for, if it is one."""
    kind, _, number = node.partition(":")
    return int(number) if kind == "theme" and number.isdecimal() else None


def graph_of(board: reading.ThemeBoard, registers: Registers) -> "nx.Graph[str]":
    """Return the whole network of *board* and the town's registers, not folded."""
    cards = (*board.themes, *board.lone)
    shown = {card.theme.id for card in cards}
    return network.build_graph(
        [_theme_node(card) for card in cards],
        [
            network.ActorNode(f"actor:{who.id}", who.name, who.party.value)
            for who in registers.stakeholders
        ],
        [_asset_node(asset) for asset in registers.assets],
        [
            network.Support(node_of_theme(each.theme_id), _supporter(each))
            for each in registers.supports
            if each.theme_id in shown
        ],
        [
            network.Tie(f"actor:{tie.source_id}", f"actor:{tie.target_id}", tie.kind.value)
            for tie in registers.relations
        ],
    )


def _theme_node(card: reading.ThemeCard) -> network.ThemeNode:
    return network.ThemeNode(
        id=node_of_theme(card.theme.id),
        heading=card.theme.heading,
        voices=len(card.voices),
        by_party={party.value: n for party, n in card.tally.by_party.items()},
        is_lone=card.theme.is_lone,
    )


def _asset_node(asset: Asset) -> network.AssetNode:
    owner = None if asset.owner_id is None else f"actor:{asset.owner_id}"
    return network.AssetNode(f"asset:{asset.id}", asset.name, asset.asset_class.value, owner)


def _supporter(support: Support) -> str:
    if support.stakeholder_id is not None:
        return f"actor:{support.stakeholder_id}"
    return f"asset:{support.asset_id}"
