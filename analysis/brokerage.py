"""Who holds a network together, and where it has holes: figures of positions, never of people.

All figures are taken on the graph without its party nodes, because a party that spoke of two
themes does not yet join them.  They serve to name a gap and whom to bring together; nothing
here is a ranking, and nobody's figure is shown beside another's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis import network

STALE_DAYS = 180  # the town may set another number
_BATCH = 512

Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Positions:
    """The figures of every node, in the order of ``nodes``.

    Attributes
    ----------
    betweenness
        Share of shortest paths between others that pass through the node, 0 to 1.
    constraint
        Burt's constraint; small where a node reaches groups that do not know each other, NaN
        for a node without neighbours.
    effective_size
        How many of a node's neighbours say something the others do not; NaN without any.
    """

    nodes: tuple[str, ...]
    betweenness: Figures
    constraint: Figures
    effective_size: Figures


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two organisations that should meet, and why."""

    one: str
    other: str
    bridge: str | None  # the only one through whom they reach each other; None: not at all
    joined: int  # pairs of nodes that would no longer hang on the bridge alone


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says, every list in the order of ids."""

    gaps: network.Gaps
    meetings: tuple[Meeting, ...]
    hole_keepers: tuple[str, ...]  # organisations between groups that do not know each other


def read_positions(graph: "nx.Graph[str]") -> Positions:
    """Return the figures of all nodes of a graph without loops; weights are not used.

    References
    ----------
    L. C. Freeman (1977), "A set of measures of centrality based on betweenness", Sociometry
    40, 35-41.  U. Brandes (2001), "A faster algorithm for betweenness centrality", Journal of
    Mathematical Sociology 25, 163-177.  R. S. Burt (1992), Structural Holes, chapter 2.
    S. P. Borgatti (1997), "Structural holes: unpacking Burt's redundancy measures",
    Connections 20(1), 35-38.
    """
    nodes = tuple(sorted(graph))
    if not nodes:
        empty = np.zeros(0)
        return Positions((), empty, empty, empty)
    adjacency = _adjacency(graph, nodes)
    return Positions(
        nodes, _betweenness(adjacency), _constraint(adjacency), _effective_size(adjacency)
    )


def read_network(graph: "nx.Graph[str]", *, most: int = 5) -> Reading:
    """Return the gaps, the organisations across holes, and whom to bring together next.

    An organisation stands across a hole when it has at least two neighbours, none of which
    knows another (effective size = number of neighbours), and it is no single bridge already.
    """
    gaps = network.find_gaps(graph)
    doing = without_parties(graph)
    found = read_positions(doing)
    bridges = set(gaps.single_bridges)
    keepers = tuple(
        node
        for node, size in zip(found.nodes, found.effective_size, strict=True)
        if doing.nodes[node]["kind"] == "actor"
        and node not in bridges
        and doing.degree(node) >= 2
        and size == doing.degree(node)
    )
    between = dict(zip(found.nodes, found.betweenness, strict=True))
    return Reading(gaps, find_meetings(doing, gaps.single_bridges, between, most), keepers)


def without_parties(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return the part of a network that does something: all but its party nodes."""
    kept = [node for node, its in graph.nodes(data=True) if its["kind"] != "party"]
    return nx.Graph(graph.subgraph(kept))


def find_meetings(
    doing: "nx.Graph[str]",
    bridges: Sequence[str],
    between: Mapping[str, float],
    most: int = 5,
) -> tuple[Meeting, ...]:
    """Return whom to bring together: a link past each single bridge, then between islands.

    Past a bridge the two largest parts it holds together are joined by the organisation of
    each that stands nearest to the bridge.  Bridges that hold more pairs come first.
    """
    found = [_past(doing, bridge) for bridge in bridges]
    meetings = [each for each in found if each is not None]
    meetings.sort(key=lambda each: (-each.joined, -between[str(each.bridge)], each.one))
    unique: dict[frozenset[str], Meeting] = {}
    for each in (*meetings, *_between_islands(doing)):
        unique.setdefault(frozenset((each.one, each.other)), each)
    return tuple(unique.values())[:most]


def find_silent(
    contacts: Mapping[str, date | None], today: date, *, days: int = STALE_DAYS
) -> tuple[str, ...]:
    """Return whose last contact lies more than *days* back; a contact without a day is silent.

    Parameters
    ----------
    contacts
        The newest contact of each organisation that has any relation.
    """
    return tuple(
        who
        for who, last in sorted(contacts.items())
        if last is None or (today - last).days > days
    )


def _adjacency(graph: "nx.Graph[str]", nodes: Sequence[str]) -> sparse.csr_array:
    place = {node: number for number, node in enumerate(nodes)}
    pairs = [(place[a], place[b]) for a, b in graph.edges() if a != b]
    rows = np.array([a for a, _ in pairs] + [b for _, b in pairs], np.int64)
    columns = np.array([b for _, b in pairs] + [a for a, _ in pairs], np.int64)
    ones = np.ones(len(rows))
    return sparse.csr_array((ones, (rows, columns)), shape=(len(nodes), len(nodes)))


def _betweenness(adjacency: sparse.csr_array) -> Figures:
    """Brandes' two sweeps, level by level, for many sources at once."""
    count = adjacency.shape[0]
    total = np.zeros(count)
    for start in range(0, count, _BATCH):
        sources = np.arange(start, min(start + _BATCH, count))
        total += _sweep(adjacency, sources)
    return total / ((count - 1) * (count - 2)) if count > 2 else total


def _sweep(adjacency: sparse.csr_array, sources: NDArray[np.int64]) -> Figures:
    width = len(sources)
    depth = np.full((adjacency.shape[0], width), -1, np.int32)
    paths = np.zeros((adjacency.shape[0], width))
    depth[sources, np.arange(width)] = 0
    paths[sources, np.arange(width)] = 1.0
    level = 0
    while True:
        reached = adjacency @ np.where(depth == level, paths, 0.0)
        fresh = (depth < 0) & (reached > 0)
        if not fresh.any():
            break
        level += 1
        depth[fresh] = level
        paths[fresh] = reached[fresh]
    owed = np.zeros_like(paths)
    for at in range(level, 0, -1):
        share = np.zeros_like(paths)
        here = depth == at
        share[here] = (1.0 + owed[here]) / paths[here]
        back = adjacency @ share
        before = depth == at - 1
        owed[before] += back[before] * paths[before]
    owed[sources, np.arange(width)] = 0.0
    return np.asarray(owed.sum(axis=1), np.float64)


def _constraint(adjacency: sparse.csr_array) -> Figures:
    degree = np.asarray(adjacency.sum(axis=1)).ravel()
    shares = sparse.diags_array(1.0 / np.maximum(degree, 1.0)) @ adjacency
    invested = (shares + shares @ shares).multiply(adjacency)
    figures = np.asarray(invested.multiply(invested).sum(axis=1)).ravel().astype(np.float64)
    figures[degree == 0] = np.nan
    return figures


def _effective_size(adjacency: sparse.csr_array) -> Figures:
    degree = np.asarray(adjacency.sum(axis=1)).ravel()
    ties = np.asarray((adjacency @ adjacency).multiply(adjacency).sum(axis=1)).ravel() / 2
    figures = degree - 2 * ties / np.maximum(degree, 1.0)
    figures[degree == 0] = np.nan
    return np.asarray(figures, np.float64)


def _past(doing: "nx.Graph[str]", bridge: str) -> Meeting | None:
    """Return the link that would keep the two largest parts together without *bridge*."""
    around = set(nx.node_connected_component(doing, bridge)) - {bridge}
    near = nx.single_source_shortest_path_length(doing, bridge)
    parts = [set(part) for part in nx.connected_components(doing.subgraph(around))]
    held = [(part, _nearest_actor(doing, part, near)) for part in parts]
    able = sorted(
        ((part, actor) for part, actor in held if actor is not None),
        key=lambda each: (-len(each[0]), each[1]),
    )
    if len(able) < 2:
        return None
    (one, a), (other, b) = able[:2]
    assert a is not None and b is not None
    return Meeting(min(a, b), max(a, b), bridge, len(one) * len(other))


def _nearest_actor(
    doing: "nx.Graph[str]", part: set[str], near: Mapping[str, int]
) -> str | None:
    actors = [node for node in part if doing.nodes[node]["kind"] == "actor"]
    return min(actors, key=lambda node: (near[node], node), default=None)


def _between_islands(doing: "nx.Graph[str]") -> list[Meeting]:
    """Return links between the largest island and the others that have organisations."""
    islands = []
    for part in nx.connected_components(doing):
        actors = [node for node in part if doing.nodes[node]["kind"] == "actor"]
        if actors:
            best = min(actors, key=lambda node: (-doing.degree(node), node))
            islands.append((len(part), best))
    islands.sort(key=lambda each: (-each[0], each[1]))
    return [
        Meeting(
            min(islands[0][1], other), max(islands[0][1], other), None, islands[0][0] * size
        )
        for size, other in islands[1:]
    ]
