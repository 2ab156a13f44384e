"""Communities of a large graph of neighbours, by the map equation.

A walker who goes from voice to similar voice stays long within a theme; the grouping in which
his way can be told with the fewest letters is the one returned.  Unlike modularity the measure
does not lump small themes together, and unlike density clustering it needs no threshold.

Reference: Rosvall and Bergstrom (2008), Maps of random walks on complex networks reveal
community structure; the search follows Blondel et al. (2008), Fast unfolding of communities
in large networks.  This is an implementation of our own from these papers.
"""

from collections import deque
from dataclasses import dataclass
from math import log2

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from analysis.voices import IntArray, Matrix, number_in_order

_LEAST_GAIN = 1e-10
_TIE = 1e-13
_NOTHING = 1e-16
_ROUNDS = 12


def find_communities(graph: csr_matrix) -> IntArray:
    """Return the community of each node, numbered by first member.

    Parameters
    ----------
    graph : sparse matrix, shape (n, n), symmetric, weights above zero, empty diagonal.
        Nodes without an edge stay alone.  The order of the nodes decides ties.
    """
    flow = _Flow.of(graph)
    group = np.arange(graph.shape[0])
    for turn in range(_ROUNDS):
        moved = _Search(flow, np.arange(flow.size)).run()
        found = number_in_order(np.array(moved, np.int64))
        if int(found.max(initial=-1)) + 1 == flow.size:
            break
        group = found[group]
        if turn % 2 == 0:
            group = _refine(graph, group)
        flow = _Flow.of(graph).gather(group)
    return number_in_order(group)


def _refine(graph: csr_matrix, group: IntArray) -> IntArray:
    """Let single nodes change their community once more."""
    return number_in_order(np.array(_Search(_Flow.of(graph), group).run(), np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class _Flow:
    """A graph as the share of steps a walker takes along each edge."""

    size: int
    start: list[int]
    neighbour: list[int]
    weight: list[float]
    visits: list[float]  # share of time spent at each node
    leaves: list[float]  # share of steps that leave the node for another one

    @classmethod
    def of(cls, graph: csr_matrix) -> "_Flow":
        total = float(graph.sum())
        scale = 1.0 / total if total else 0.0
        leaves = np.asarray(graph.sum(axis=1)).ravel() * scale
        return cls(
            graph.shape[0],
            graph.indptr.tolist(),
            graph.indices.tolist(),
            (graph.data * scale).tolist(),
            leaves.tolist(),
            leaves.tolist(),
        )

    def gather(self, group: IntArray) -> "_Flow":
        """Return the flow between the groups."""
        count = int(group.max(initial=-1)) + 1
        starts = np.asarray(self.start)
        rows = group[np.repeat(np.arange(self.size), np.diff(starts))]
        columns = group[np.asarray(self.neighbour, np.int64)]
        between = rows != columns
        weights = np.asarray(self.weight)[between]
        graph = coo_matrix((weights, (rows[between], columns[between])), (count, count)).tocsr()
        graph.sum_duplicates()
        visits: Matrix = np.bincount(
            group, weights=np.asarray(self.visits), minlength=count
        ).astype(np.float64)
        leaves: Matrix = np.asarray(graph.sum(axis=1), np.float64).ravel()
        return _Flow(
            count,
            graph.indptr.tolist(),
            graph.indices.tolist(),
            graph.data.tolist(),
            visits.tolist(),
            leaves.tolist(),
        )


def _plogp(value: float) -> float:
    return value * log2(value) if value > _NOTHING else 0.0


class _Search:
    """Nodes in groups, and what the map equation needs to know of each group."""

    def __init__(self, flow: _Flow, group: IntArray) -> None:
        self.flow = flow
        self.module: list[int] = group.tolist()
        count = int(group.max(initial=-1)) + 1
        rows = np.repeat(np.arange(flow.size), np.diff(np.asarray(flow.start)))
        columns = np.asarray(flow.neighbour, np.int64)
        crossing = group[rows] != group[columns]
        leaving = np.asarray(flow.weight, np.float64)[crossing]
        exits = np.bincount(group[rows[crossing]], weights=leaving, minlength=count)
        visits = np.bincount(group, weights=np.asarray(flow.visits), minlength=count)
        self.exits: list[float] = exits.tolist()
        self.visits: list[float] = visits.tolist()
        self.total = float(exits.sum())

    def run(self) -> list[int]:
        """Move nodes while the description gets shorter; return the group of each."""
        flow, module = self.flow, self.module
        queue = deque(range(flow.size))
        waiting = [True] * flow.size
        while queue:
            node = queue.popleft()
            waiting[node] = False
            home = module[node]
            best = self._find_home(node)
            if best == home:
                continue
            module[node] = best
            for place in range(flow.start[node], flow.start[node + 1]):
                other = flow.neighbour[place]
                if not waiting[other] and module[other] != best:
                    waiting[other] = True
                    queue.append(other)
        return module

    def _find_home(self, node: int) -> int:
        """Put *node* into the neighbouring group that shortens the description most."""
        flow, module, exits, visits = self.flow, self.module, self.exits, self.visits
        home = module[node]
        toward: dict[int, float] = {}
        for place in range(flow.start[node], flow.start[node + 1]):
            there = module[flow.neighbour[place]]
            toward[there] = toward.get(there, 0.0) + flow.weight[place]
        leaves, spent = flow.leaves[node], flow.visits[node]
        old, held = exits[home], visits[home]
        left = max(old - leaves + 2.0 * toward.pop(home, 0.0), 0.0)
        base = 2.0 * (_plogp(old) - _plogp(left)) - _plogp(self.total)
        base += _plogp(left + held - spent) - _plogp(old + held)
        best, shortest, best_exit = home, -_LEAST_GAIN, 0.0
        for there, along in toward.items():
            before, there_held = exits[there], visits[there]
            after = before + leaves - 2.0 * along
            change = base + _plogp(self.total + left - old + after - before)
            change -= 2.0 * (_plogp(after) - _plogp(before))
            change += _plogp(after + there_held + spent) - _plogp(before + there_held)
            if change < shortest - _TIE or (change < shortest + _TIE and there < best != home):
                best, shortest, best_exit = there, change, after
        if best != home:
            self.total += left - old + best_exit - exits[best]
            exits[home], visits[home] = left, max(held - spent, 0.0)
            exits[best] = best_exit
            visits[best] += spent
        return best
