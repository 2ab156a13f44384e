"""Listening at a node: the voices behind a party, an organisation or an asset."""

from dataclasses import dataclass
from typing import TypeVar

from workshop_app import network_words
from workshop_app.model import Asset, Match, Stakeholder, Support, Theme, Voice
from workshop_app.store import Store, joining
from workshop_app.usecases import mapping
from workshop_app.usecases.introducing import IntroductionBoard, Proposal
from workshop_app.usecases.mapping import Landscape

Entry = TypeVar("Entry", Stakeholder, Asset)


@dataclass(frozen=True, slots=True)
class ThemeVoices:
    """A theme a node touches, and its voices; for a party, those of that party."""

    theme: Theme
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class NodeStory:
    """What a node stands for, and every voice one can hear there.

    ``heard`` are the voices that speak of it: a person confirmed the mention, or registered
    the asset from that voice.
    """

    node: str
    name: str
    sentence: str
    stakeholder: Stakeholder | None
    asset: Asset | None
    heard: tuple[Voice, ...]
    themes: tuple[ThemeVoices, ...]
    members: tuple[str, ...] = ()  # nodes a fold stands for


@dataclass(frozen=True, slots=True)
class NodeIntroductions:
    """The introductions a node takes part in: those at work, and those nobody took up yet."""

    running: tuple[Match, ...]
    fresh: tuple[Proposal, ...]


def listen(
    store: Store, municipality_id: int, landscape: Landscape, node: str
) -> NodeStory | None:
    """Return the story of a node that is no theme, None where it is not in the network.

    A node that the picture folds away has its story too.
    """
    listed = {item.id: item for item in landscape.picture.listing}
    if node not in listed:
        whole = mapping.graph_of(landscape.board, landscape.registers)
        listed = {item.id: item for item in network_words.list_network(whole)}
    if node not in listed:
        return None
    who = _find(landscape.registers.stakeholders, node, "actor")
    asset = _find(landscape.registers.assets, node, "asset")
    return NodeStory(
        node,
        listed[node].name,
        listed[node].sentence,
        who,
        asset,
        _heard(store, municipality_id, landscape, who, asset),
        _themes(landscape, node, who, asset),
        tuple(landscape.picture.folds.get(node, ())),
    )


def introductions_of(board: IntroductionBoard, story: NodeStory) -> NodeIntroductions:
    """Return the introductions of an asset, or of the assets an organisation owns."""

    def is_ours(asset: Asset | None) -> bool:
        if asset is None:
            return False
        if story.asset is not None:
            return asset.id == story.asset.id
        return story.stakeholder is not None and asset.owner_id == story.stakeholder.id

    known = {(m.need_voice_id, m.asset_id, m.offer_voice_id) for m in board.matches}
    running = []
    for match in board.matches:
        offering = board.offering_of(match)
        if offering is not None and is_ours(offering.asset) and board.need_of(match):
            running.append(match)
    fresh = [
        each
        for each in (*board.proposals, *board.alternatives)
        if is_ours(each.offering.asset) and (each.need.id, *each.offering.ids) not in known
    ]
    return NodeIntroductions(tuple(running), tuple(fresh))


def _find(entries: tuple[Entry, ...], node: str, kind: str) -> Entry | None:
    return next((each for each in entries if f"{kind}:{each.id}" == node), None)


def _heard(
    store: Store,
    municipality_id: int,
    landscape: Landscape,
    who: Stakeholder | None,
    asset: Asset | None,
) -> tuple[Voice, ...]:
    wanted: set[int | None] = set()
    if who is not None:
        answers = store.read(lambda conn: joining.list_answers(conn, municipality_id))
        wanted = {a.voice_id for a in answers if a.stakeholder_id == who.id}
    elif asset is not None:
        wanted = {asset.source_voice_id}
    return tuple(voice for voice in _every_voice(landscape) if voice.id in wanted)


def _every_voice(landscape: Landscape) -> tuple[Voice, ...]:
    board = landscape.board
    cards = (*board.themes, *board.lone)
    said = (*(v for card in cards for v in card.voices), *board.waiting, *board.asides)
    return tuple(sorted(said, key=lambda voice: voice.id))


def _themes(
    landscape: Landscape, node: str, who: Stakeholder | None, asset: Asset | None
) -> tuple[ThemeVoices, ...]:
    cards = (*landscape.board.themes, *landscape.board.lone)
    party = node.removeprefix("party:") if node.startswith("party:") else None
    if party is not None:
        own = (
            ThemeVoices(c.theme, tuple(v for v in c.voices if v.party.value == party))
            for c in cards
        )
        return tuple(each for each in own if each.voices)
    behind = {s.theme_id for s in landscape.registers.supports if _is_by(s, who, asset)}
    return tuple(ThemeVoices(c.theme, c.voices) for c in cards if c.theme.id in behind)


def _is_by(support: Support, who: Stakeholder | None, asset: Asset | None) -> bool:
    if who is not None:
        return support.stakeholder_id == who.id
    return asset is not None and support.asset_id == asset.id
