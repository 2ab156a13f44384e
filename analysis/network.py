"""Who stands behind which theme: the graph of themes, parties, organisations and assets.

A graph is built from plain frozen values, so that a page, a paper and a test see the same
thing. Themes hang on the parties that spoke of them and on the organisations and assets
that stand behind them. Everything here names gaps and bridges; nothing ranks people,
organisations or districts, and nothing knows where a node is drawn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

PARTY_PREFIX = "party:"


@dataclass(frozen=True, slots=True)
class ThemeNode:
    """A theme, how many voices it holds, and how many of them each party gave."""

    id: str
    heading: str
    voices: int
    by_party: Mapping[str, int]
    is_lone: bool = False


@dataclass(frozen=True, slots=True)
class ActorNode:
    """An organisation or role, and the party it belongs to."""

    id: str
    name: str
    party: str


@dataclass(frozen=True, slots=True)
class AssetNode:
    """Something the town already has, and who owns it, if that is known."""

    id: str
    name: str
    asset_class: str
    owner_id: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """An organisation or asset that stands behind a theme."""

    theme_id: str
    supporter_id: str


@dataclass(frozen=True, slots=True)
class Tie:
    """How two organisations stand to each other; ``kind`` is a word of the caller."""

    a: str
    b: str
    kind: str


@dataclass(frozen=True, slots=True)
class Backing:
    """Who spoke of a theme, and who and what stands behind it."""

    theme_id: str
    spoken_by: tuple[str, ...]  # parties with at least one voice
    actor_ids: tuple[str, ...]
    asset_ids: tuple[str, ...]

    @property
    def has_nobody(self) -> bool:
        """Whether no organisation stands behind the theme; an asset alone does nothing."""
        return not self.actor_ids


@dataclass(frozen=True, slots=True)
class PartyPair:
    """Two parties."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a look at the whole network finds; every list is in the order of ids."""

    themes_without_actor: tuple[str, ...]
    actors_without_theme: tuple[str, ...]
    assets_without_theme: tuple[str, ...]
    single_bridges: tuple[str, ...]
    parties_apart: tuple[PartyPair, ...]
    islands: int  # separate parts, counted without the party nodes


def build_graph(
    themes: Iterable[ThemeNode],
    actors: Iterable[ActorNode] = (),
    assets: Iterable[AssetNode] = (),
    supports: Iterable[Support] = (),
    ties: Iterable[Tie] = (),
) -> "nx.Graph[str]":
    """Build the graph that everything else in this module reads.

    Every node has ``kind`` (theme, party, actor, asset) and ``label``; a theme also has
    ``voices``, ``by_party``, ``is_lone``, ``actors_by_party`` and ``assets`` (how many
    stand behind it); an edge has ``kind`` (voice, support, owner, tie) and ``weight``.

    Raises
    ------
    ValueError
        Two nodes share an id, or an edge names a node that is not there.

    Examples
    --------
    >>> graph = build_graph([ThemeNode("t1", "買い物の足", 3, {"residents": 3})])
    >>> sorted(graph)
    ['party:residents', 't1']
    """
    graph: nx.Graph[str] = nx.Graph()
    for theme in sorted(themes, key=lambda item: item.id):
        _add_theme(graph, theme)
    for actor in sorted(actors, key=lambda item: item.id):
        _add_node(graph, actor.id, kind="actor", label=actor.name, party=actor.party)
    owned = sorted(assets, key=lambda item: item.id)
    for asset in owned:
        _add_node(
            graph, asset.id, kind="asset", label=asset.name, asset_class=asset.asset_class
        )
    _hang_on_parties(graph)
    for asset in owned:
        if asset.owner_id is not None:
            _add_edge(graph, asset.id, asset.owner_id, "owner")
    for support in supports:
        _add_edge(graph, support.theme_id, support.supporter_id, "support")
    for tie in ties:
        _add_tie(graph, tie)
    for theme_id in select(graph, "theme"):
        _count_supporters(graph, theme_id)
    return graph


def select(graph: "nx.Graph[str]", kind: str) -> tuple[str, ...]:
    """Return the ids of all nodes of *kind*, in order."""
    return tuple(sorted(node for node, its in graph.nodes(data=True) if its["kind"] == kind))


def neighbours(graph: "nx.Graph[str]", node: str, kind: str) -> tuple[str, ...]:
    """Return the ids of the neighbours of *node* that are of *kind*, in order."""
    return tuple(sorted(n for n in graph[node] if graph.nodes[n]["kind"] == kind))


def find_backing(graph: "nx.Graph[str]", theme_id: str) -> Backing:
    """Say who spoke of a theme, and who and what stands behind it."""
    by_party: Mapping[str, int] = graph.nodes[theme_id]["by_party"]
    return Backing(
        theme_id,
        tuple(party for party, voices in by_party.items() if voices > 0),
        neighbours(graph, theme_id, "actor"),
        neighbours(graph, theme_id, "asset"),
    )


def find_gaps(graph: "nx.Graph[str]") -> Gaps:
    """Find what is missing or hangs by one thread, in a graph that is not folded.

    A *single bridge* is an organisation without which a part of the network that hangs
    together would fall into two (an articulation point); the parties are left out of that
    count, because a party that spoke of two themes does not yet join them.

    References
    ----------
    J. Hopcroft, R. Tarjan (1973), "Algorithm 447: efficient algorithms for graph
    manipulation", Communications of the ACM 16(6), 372-378.
    """
    doing = graph.subgraph([n for n, its in graph.nodes(data=True) if its["kind"] != "party"])
    cuts = set(nx.articulation_points(doing))
    return Gaps(
        tuple(t for t in select(graph, "theme") if find_backing(graph, t).has_nobody),
        tuple(a for a in select(graph, "actor") if not neighbours(graph, a, "theme")),
        tuple(a for a in select(graph, "asset") if not neighbours(graph, a, "theme")),
        tuple(a for a in select(graph, "actor") if a in cuts),
        _find_parties_apart(graph),
        nx.number_connected_components(doing) if doing else 0,
    )


def _find_parties_apart(graph: "nx.Graph[str]") -> tuple[PartyPair, ...]:
    """Return the pairs of parties that share no theme, by voice or by organisation."""
    themes: dict[str, set[str]] = {}
    for theme_id in select(graph, "theme"):
        its = graph.nodes[theme_id]
        present = {party for party, voices in its["by_party"].items() if voices > 0}
        for party in present | set(its["actors_by_party"]):
            themes.setdefault(party, set()).add(theme_id)
    for actor_id in select(graph, "actor"):
        themes.setdefault(graph.nodes[actor_id]["party"], set())
    pairs = combinations(sorted(themes), 2)
    return tuple(PartyPair(a, b) for a, b in pairs if not themes[a] & themes[b])


def _add_node(graph: "nx.Graph[str]", node: str, **attributes: object) -> None:
    if node in graph:
        raise ValueError(f"two nodes share the id {node!r}")
    graph.add_node(node, **attributes)


def _add_theme(graph: "nx.Graph[str]", theme: ThemeNode) -> None:
    _add_node(
        graph,
        theme.id,
        kind="theme",
        label=theme.heading,
        voices=theme.voices,
        by_party=dict(theme.by_party),
        is_lone=theme.is_lone,
    )


def _hang_on_parties(graph: "nx.Graph[str]") -> None:
    """Add one node for every party that spoke, tied to the themes it spoke of."""
    for theme_id in select(graph, "theme"):
        for party, voices in graph.nodes[theme_id]["by_party"].items():
            if voices <= 0:
                continue
            node = PARTY_PREFIX + party
            if node not in graph:
                graph.add_node(node, kind="party", label=party, party=party, voices=0)
            graph.nodes[node]["voices"] += voices
            graph.add_edge(node, theme_id, kind="voice", weight=voices)


def _add_edge(graph: "nx.Graph[str]", a: str, b: str, kind: str) -> None:
    for node in (a, b):
        if node not in graph:
            raise ValueError(f"no node has the id {node!r}")
    if a != b:
        graph.add_edge(a, b, kind=kind, weight=1)


def _add_tie(graph: "nx.Graph[str]", tie: Tie) -> None:
    """Tie two organisations; a second kind of tie is written on the same edge."""
    known = graph.get_edge_data(tie.a, tie.b) or {}
    words = {*known.get("ties", ()), tie.kind}
    _add_edge(graph, tie.a, tie.b, "tie")
    if tie.a != tie.b:
        graph.edges[tie.a, tie.b]["ties"] = tuple(sorted(words))


def _count_supporters(graph: "nx.Graph[str]", theme_id: str) -> None:
    by_party: dict[str, int] = {}
    for actor_id in neighbours(graph, theme_id, "actor"):
        party = graph.nodes[actor_id]["party"]
        by_party[party] = by_party.get(party, 0) + 1
    graph.nodes[theme_id]["actors_by_party"] = by_party
    graph.nodes[theme_id]["assets"] = len(neighbours(graph, theme_id, "asset"))
