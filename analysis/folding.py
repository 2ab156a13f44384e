"""Making a large network small enough to read: folding by party, by theme, or to one spot.

A folded graph is a graph like the one :func:`analysis.network.build_graph` makes, with some
nodes of the kind ``fold`` that stand for many. Nothing is lost: a fold names its members.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

import networkx as nx

from analysis import network

READABLE = 24  # nodes that a wall picture of 1280 by 720 still shows in large type


def fold_assets(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Fold the assets of each class into one node; a class with a single asset is not folded.

    A folded edge weighs as many as it stands for.
    """
    return _fold(graph, _group(graph, "asset", "asset_class"))


def fold_by_party(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Fold the organisations of each party, and the assets of each class, into one node.

    Themes and parties stay as they are. A party with a single organisation is not folded.
    """
    groups = _group(graph, "actor", "party") | _group(graph, "asset", "asset_class")
    return _fold(graph, groups)


def _group(graph: "nx.Graph[str]", kind: str, by: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for node in network.select(graph, kind):
        groups.setdefault(f"fold:{kind}:{graph.nodes[node][by]}", []).append(node)
    return {name: members for name, members in groups.items() if len(members) > 1}


def fold_lone_voices(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Fold the lone voices behind which nobody stands yet into the one node ``fold:lone``.

    A lone voice that somebody took up stays; so does a single one. The fold counts their
    voices as a theme does.
    """
    lone = [
        theme
        for theme in network.select(graph, "theme")
        if graph.nodes[theme]["is_lone"] and network.find_backing(graph, theme).has_nobody
    ]
    if len(lone) < 2:
        return graph
    folded = _fold(graph, {"fold:lone": lone})
    by_party = _sum_counts(graph, lone, "by_party")
    folded.nodes["fold:lone"]["by_party"] = by_party
    folded.nodes["fold:lone"]["voices"] = sum(by_party.values())
    return folded


def fold_by_theme(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Keep the themes alone, joined where the same organisation or asset stands behind both.

    An edge of the kind ``shared`` weighs as many organisations and assets as two themes
    share. Who stands behind no theme is folded into ``fold:actor`` and ``fold:asset``.
    """
    folded: nx.Graph[str] = nx.Graph()
    for theme in network.select(graph, "theme"):
        folded.add_node(theme, **graph.nodes[theme])
    for kind in ("actor", "asset"):
        idle = []
        for node in network.select(graph, kind):
            themes = network.neighbours(graph, node, "theme")
            for a, b in combinations(themes, 2):
                weight = folded.get_edge_data(a, b, {"weight": 0})["weight"]
                folded.add_edge(a, b, kind="shared", weight=weight + 1)
            if not themes:
                idle.append(node)
        if idle:
            folded.add_node(f"fold:{kind}", kind="fold", of=kind, members=tuple(idle))
    return folded


def fold_by_backing(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Fold the themes behind which organisations of the same parties stand into one node.

    The fold ``fold:theme:care+residents`` names those parties in ``behind`` and counts voices
    as a theme does; nothing is ordered by how many there are. A single theme stays.
    """
    groups: dict[str, list[str]] = {}
    for theme in network.select(graph, "theme"):
        groups.setdefault("+".join(_parties_behind(graph, theme)), []).append(theme)
    many = {f"fold:theme:{name}": them for name, them in groups.items() if len(them) > 1}
    folded = _fold(graph, many)
    for name, members in many.items():
        its = folded.nodes[name]
        its["behind"] = _parties_behind(graph, members[0])
        its["by_party"] = _sum_counts(graph, members, "by_party")
        its["actors_by_party"] = _sum_counts(graph, members, "actors_by_party")
        its["voices"] = sum(graph.nodes[theme]["voices"] for theme in members)
    return folded


def _parties_behind(graph: "nx.Graph[str]", theme: str) -> tuple[str, ...]:
    by_party: Mapping[str, int] = graph.nodes[theme]["actors_by_party"]
    return tuple(sorted(party for party, actors in by_party.items() if actors > 0))


def _sum_counts(graph: "nx.Graph[str]", members: Iterable[str], name: str) -> dict[str, int]:
    total: Counter[str] = Counter()
    for theme in members:
        total.update(graph.nodes[theme][name])
    return dict(total)


def fold_to_fit(graph: "nx.Graph[str]", most: int = READABLE) -> "nx.Graph[str]":
    """Return *graph* itself if it has at most *most* nodes, else the gentlest fold that has.

    First the party nodes are left out (every theme's own counts say the same), then the
    lone voices that nobody took up are folded, then the assets by class, then the
    organisations by party; at last the themes by the parties that stand behind them, of
    which there are few, however many themes there are.
    """
    smaller = graph
    folds = (_leave_out_parties, fold_lone_voices, fold_assets, fold_by_party, fold_by_backing)
    for fold in folds:
        if len(smaller) <= most:
            break
        smaller = fold(smaller)
    return smaller


def _leave_out_parties(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    return leave_out(graph, ["party"])


def focus_on(graph: "nx.Graph[str]", node: str) -> "nx.Graph[str]":
    """Return *node*, everything that touches it, and the edges among those."""
    return nx.Graph(graph.subgraph([node, *graph[node]]))


def leave_out(graph: "nx.Graph[str]", kinds: Iterable[str]) -> "nx.Graph[str]":
    """Return the graph without the nodes of *kinds*."""
    unwanted = set(kinds)
    kept = [n for n, its in graph.nodes(data=True) if its["kind"] not in unwanted]
    return nx.Graph(graph.subgraph(kept))


def _fold(graph: "nx.Graph[str]", groups: dict[str, list[str]]) -> "nx.Graph[str]":
    home = {member: name for name, members in groups.items() for member in members}
    folded: nx.Graph[str] = nx.Graph()
    for node in sorted(graph):
        if node not in home:
            folded.add_node(node, **graph.nodes[node])
    for name, members in sorted(groups.items()):
        first = graph.nodes[members[0]]
        shared = {key: first[key] for key in ("party", "asset_class") if key in first}
        folded.add_node(name, kind="fold", of=first["kind"], members=tuple(members), **shared)
    for a, b, its in sorted(graph.edges(data=True), key=lambda edge: sorted(edge[:2])):
        one, other = home.get(a, a), home.get(b, b)
        if one == other:
            continue
        known = folded.get_edge_data(one, other)
        weight = its["weight"] + (known["weight"] if known else 0)
        folded.add_edge(one, other, **{**its, "weight": weight})
    return folded
