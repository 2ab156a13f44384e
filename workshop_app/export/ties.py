"""A town's network without a format: plain nodes and lines that may leave the house.

It is made from the graph the screen shows.  No voice is in it: only headings, names from the
registers, counts, and where each node stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshop_app import network_words, words
from workshop_app.cleaning import clean
from workshop_app.model import AssetClass, Party

if TYPE_CHECKING:
    import networkx as nx

    from analysis.layout import Place

KINDS: Mapping[str, str] = {
    "theme": "テーマ",
    "party": "立場",
    "actor": "団体",
    "asset": "資源",
}
LINES: Mapping[str, str] = {
    "voice": "声を出した",
    "support": "支える",
    "owner": "持ち主",
    "tie": "つながり",
}


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """One node; numbers are 0 and texts empty where they mean nothing for its kind."""

    id: str
    label: str  # different for every node
    kind: str  # theme, party, actor or asset
    kind_label: str
    party: str
    asset_class: str
    area: str
    description: str
    voices: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """One line between two nodes."""

    id: str
    source: str
    target: str
    kind: str  # voice, support, owner or tie
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """Everything a format needs."""

    title: str
    remark: str
    nodes: tuple[NetworkNode, ...]
    lines: tuple[NetworkLine, ...]


def build_network_report(
    title: str,
    graph: "nx.Graph[str]",
    places: "Mapping[str, Place]",
    *,
    areas: Mapping[str, str],
    remark: str = "",
) -> NetworkReport:
    """Return the report of *graph*, nodes and lines in the order of their ids.

    Parameters
    ----------
    title, remark
        What it is, and what must be told with it.
    graph
        As :func:`analysis.network.build_graph` makes it, not folded.
    places
        The place of every node.
    areas
        The name of the area of each node that has one.
    """
    taken: set[str] = set()
    nodes = []
    for node in sorted(graph):
        its = graph.nodes[node]
        label = _tell_apart(clean(network_words.name_node(graph, node)), taken)
        nodes.append(_make_node(node, label, its, places[node], areas.get(node, "")))
    lines = sorted(
        (_make_line(min(a, b), max(a, b), its) for a, b, its in graph.edges(data=True)),
        key=lambda line: (line.source, line.target),
    )
    return NetworkReport(clean(title), clean(remark), tuple(nodes), tuple(lines))


def _make_node(
    node: str, label: str, its: Mapping[str, Any], place: "Place", area: str
) -> NetworkNode:
    kind = str(its["kind"])
    party = words.label(Party(its["party"])) if "party" in its else ""
    box = words.label(AssetClass(its["asset_class"])) if "asset_class" in its else ""
    voices = int(its.get("voices", 0))
    told = [f"声{voices}件"] if kind in ("theme", "party") else []
    if kind == "theme" and not its["actors_by_party"]:
        told.append(network_words.NOBODY)
    told += [each for each in (party if kind == "actor" else "", box) if each]
    return NetworkNode(
        node,
        label,
        kind,
        KINDS[kind],
        party,
        box,
        clean(area),
        "、".join(told),
        voices,
        float(place.x),
        float(place.y),
    )


def _make_line(source: str, target: str, its: dict[str, Any]) -> NetworkLine:
    kind = str(its["kind"])
    label = clean(network_words.name_tie(its)) if kind == "tie" else LINES[kind]
    return NetworkLine(f"{source}--{target}", source, target, kind, label, int(its["weight"]))


def _tell_apart(label: str, taken: set[str]) -> str:
    """Return *label*, with a number where another node is called the same."""
    wanted, number = label, 2
    while wanted in taken:
        wanted, number = f"{label}({number})", number + 1
    taken.add(wanted)
    return wanted
