"""Where the nodes of a picture stand: seeded, the same on every machine, and kept.

People find a thing again where they saw it. So a node that has a place keeps it exactly; a
new node starts near its neighbours and is the only one that moves, until it covers nobody.
Only when a person asks is everything laid out anew, and then turned to lie on the old
picture. Places are in pixels, x to the right and y down, at the picture's natural size.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, orthogonal_procrustes
from scipy.sparse.csgraph import shortest_path

from analysis import spacing
from analysis.spacing import Points

_STARTS = 8  # seeded starts for a small picture; the one with the least stress is kept
_SMALL = 80  # nodes up to which several starts cost nothing that anybody notices
_ROUNDS = 120
_STRETCH = np.array([spacing.WIDE, 1 / spacing.WIDE])


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of a node."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Extent:
    """How much room a node takes, label included."""

    width: float
    height: float


def lay_out(
    graph: "nx.Graph[str]",
    extents: Mapping[str, Extent],
    *,
    seed: int,
    previous: Mapping[str, Place] | None = None,
) -> dict[str, Place]:
    """Give every node a place; a node of *previous* keeps its own exactly.

    Parameters
    ----------
    graph
        Any graph; an empty one gives no places.
    extents
        The room of every node of the graph.
    seed
        Start of the random numbers; the same seed gives the same picture.
    previous
        Places of an earlier picture; those of nodes that are gone are ignored.

    Returns
    -------
    dict
        A place for each node. Without *previous* no two nodes touch; with it, no new node
        touches any other.
    """
    kept = {node: place for node, place in (previous or {}).items() if node in graph}
    if not kept:
        return lay_out_anew(graph, extents, seed=seed)
    places = dict(kept)
    waiting = sorted(set(graph) - set(kept))
    while waiting:
        # Whoever has most neighbours in place comes first; its own newcomers follow it.
        waiting.sort(key=lambda node: (-sum(n in places for n in graph[node]), node))
        node = waiting.pop(0)
        near = [n for n in sorted(graph[node]) if n in places] or sorted(places)
        taken = sorted(places)
        x, y = spacing.find_free_spot(
            _points(near, places).mean(axis=0),
            _room([node], extents)[0],
            _points(taken, places),
            _room(taken, extents),
        )
        places[node] = Place(float(x), float(y))
    return places


def lay_out_anew(
    graph: "nx.Graph[str]",
    extents: Mapping[str, Extent],
    *,
    seed: int,
    previous: Mapping[str, Place] | None = None,
) -> dict[str, Place]:
    """Lay everything out from the start, turned to lie as close to *previous* as it can.

    Each connected part is laid out by stress majorisation, turned or mirrored onto its old
    places, and pushed apart from the others where they would touch.

    References
    ----------
    E. R. Gansner, Y. Koren, S. North (2005), "Graph drawing by stress majorization",
    Graph Drawing 2004, LNCS 3383, 239-250.
    P. H. Schönemann (1966), "A generalized solution of the orthogonal Procrustes problem",
    Psychometrika 31(1), 1-10.
    """
    old = {node: place for node, place in (previous or {}).items() if node in graph}
    parts = [sorted(part) for part in nx.connected_components(graph)]
    known = [part for part in parts if any(node in old for node in part)]
    loose = [part for part in parts if not any(node in old for node in part)]
    order: list[str] = []
    drawn: list[Points] = []
    for part in sorted(known, key=_largest_first):
        drawn.append(_turn_onto(_draw_part(graph, part, extents, seed, old), part, old))
        order.extend(part)
    floor = _find_floor(drawn, order, extents)
    loose.sort(key=_largest_first)
    drawn.extend(
        spacing.put_on_shelves(
            [_draw_part(graph, p, extents, seed) for p in loose],
            [_room(p, extents) for p in loose],
        )
    )
    drawn[len(known) :] = [points + floor for points in drawn[len(known) :]]
    order.extend(node for part in loose for node in part)
    if not order:
        return {}
    points = spacing.push_apart(np.vstack(drawn), _room(order, extents), seed)
    if not old:
        points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    return {
        node: Place(float(x), float(y))
        for node, (x, y) in zip(order, np.round(points), strict=True)
    }


def measure_movement(before: Mapping[str, Place], after: Mapping[str, Place]) -> float:
    """Return how far the nodes of both pictures moved, on average, in pixels."""
    both = sorted(set(before) & set(after))
    if not both:
        return 0.0
    steps = [(after[n].x - before[n].x, after[n].y - before[n].y) for n in both]
    return float(np.mean(np.hypot(*np.array(steps).T)))


def find_overlaps(
    places: Mapping[str, Place], extents: Mapping[str, Extent], gap: float = 0.0
) -> list[frozenset[str]]:
    """Return the pairs of nodes that come closer to each other than *gap*."""
    nodes = sorted(places)
    if not nodes:
        return []
    points = _points(nodes, places)
    sizes = _room(nodes, extents)
    inside = (spacing.measure_overlap(points, sizes, gap) > 0).all(axis=2)
    return [
        frozenset((nodes[i], nodes[j]))
        for i, j in zip(*np.where(np.triu(inside, 1)), strict=True)
    ]


def _largest_first(part: list[str]) -> tuple[int, str]:
    return (-len(part), part[0])


def _points(nodes: list[str], places: Mapping[str, Place]) -> Points:
    return np.array([[places[n].x, places[n].y] for n in nodes], dtype=np.float64)


def _room(nodes: list[str], extents: Mapping[str, Extent]) -> Points:
    return np.array([[extents[n].width, extents[n].height] for n in nodes], dtype=np.float64)


def _draw_part(
    graph: "nx.Graph[str]",
    nodes: list[str],
    extents: Mapping[str, Extent],
    seed: int,
    old: Mapping[str, Place] | None = None,
) -> Points:
    """Lay out one connected part by stress majorisation, from the best of seeded starts.

    Where all of it has a place already, that is the only start.
    """
    if len(nodes) == 1:
        return np.zeros((1, 2))
    wanted = _wanted_distances(graph, nodes, extents)
    if old and all(node in old for node in nodes):
        drawn: Points = _lower_stress(_points(nodes, old) / _STRETCH, wanted) * _STRETCH
        return drawn
    random = np.random.default_rng(seed)
    best: Points | None = None
    least = np.inf
    for _ in range(_STARTS if len(nodes) <= _SMALL else 1):
        points = _lower_stress(random.normal(size=(len(nodes), 2)) * wanted.mean(), wanted)
        # Rounded, so that the last bits of another machine cannot choose another start.
        stress = round(_stress(points, wanted), 6)
        if stress < least:
            best, least = points, stress
    assert best is not None
    stretched: Points = best * _STRETCH
    return stretched


def _wanted_distances(
    graph: "nx.Graph[str]", nodes: list[str], extents: Mapping[str, Extent]
) -> NDArray[np.float64]:
    """Return how far apart each pair should stand: along the shortest way between them."""
    reach = {n: (extents[n].width + extents[n].height) / 4 for n in nodes}
    index = {node: i for i, node in enumerate(nodes)}
    lengths = np.zeros((len(nodes), len(nodes)))
    for a, b in graph.edges(nodes):
        lengths[index[a], index[b]] = reach[a] + reach[b] + 2 * spacing.GAP
    return np.asarray(shortest_path(lengths, directed=False))


def _lower_stress(points: Points, wanted: NDArray[np.float64]) -> Points:
    """Move *points* until their distances are as wanted; near pairs weigh more."""
    n = len(points)
    with np.errstate(divide="ignore"):
        weight = np.where(wanted > 0, wanted**-2.0, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    factor = cho_factor(laplacian[1:, 1:])  # the first point is the anchor
    for _ in range(_ROUNDS):
        away = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
        pull = np.divide(weight * wanted, away, out=np.zeros((n, n)), where=away > 1e-9)
        right = pull.sum(axis=1)[:, None] * points - pull @ points
        moved = np.vstack((np.zeros((1, 2)), cho_solve(factor, right[1:])))
        moved -= moved.mean(axis=0)
        step = float(np.abs(moved - points).max())
        points = moved
        if step < 0.1:
            break
    return points


def _stress(points: Points, wanted: NDArray[np.float64]) -> float:
    away = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    pairs = wanted > 0
    return float((((away - wanted)[pairs] / wanted[pairs]) ** 2).sum())


def _turn_onto(points: Points, nodes: list[str], old: Mapping[str, Place]) -> Points:
    """Turn, mirror and shift *points* so that the known ones lie as near as they can."""
    known = [i for i, node in enumerate(nodes) if node in old]
    aim = _points([nodes[i] for i in known], old)
    middle, goal = points[known].mean(axis=0), aim.mean(axis=0)
    turn, _ = orthogonal_procrustes(points[known] - middle, aim - goal)
    return np.asarray((points - middle) @ turn + goal)


def _find_floor(
    drawn: list[Points], order: list[str], extents: Mapping[str, Extent]
) -> NDArray[np.float64]:
    """Return the lower left corner of what is drawn, below which there is room."""
    if not drawn:
        return np.zeros(2)
    points, half = np.vstack(drawn), _room(order, extents) / 2
    return np.array(
        [(points - half).min(axis=0)[0], (points + half).max(axis=0)[1] + spacing.GAP]
    )
