"""From a network to a picture of it: nodes, edges and options, built with pyvis.

A figure is returned, never drawn: pages hand it to a component, papers to an export. Only
the builder of pyvis is used; the HTML it can write is not, because there a participant's
words could become markup. Labels and titles are plain text everywhere.
"""

import importlib.util
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from analysis import layout
from analysis.layout import Extent, Place
from workshop_app import network_words, words
from workshop_app.model import Party
from workshop_app.network_words import ListedNode

if TYPE_CHECKING:
    from pyvis.network import Network

INK = "#111111"
ALERT = "#B33C00"  # a theme without anybody; dark enough for text on white (7:1 with ink)
_FONT = (
    '"Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", Meiryo, sans-serif'
)
_THEME_SIZE = 30  # pixels of the letters, at the picture's natural size
_NAME_SIZE = 26
_LINE = 1.25
_ASSET_COLOUR = "#F0E442"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kind of node looks: always a shape and a colour, and a word beside them."""

    shape: str
    colour: str
    word: str


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """A picture that a network view can show, its key, its places, and the same in words."""

    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]
    options: Mapping[str, Any]
    places: Mapping[str, Place]
    legend: tuple[Mark, ...]
    listing: tuple[ListedNode, ...]
    low: Place  # the upper left corner of all that is drawn
    high: Place  # the lower right corner
    folds: Mapping[str, tuple[str, ...]]  # the nodes each fold stands for


# Okabe and Ito's colours, chosen so that neighbours stay apart for colour-blind eyes too.
PARTY_MARKS: Mapping[Party, Mark] = {
    Party.RESIDENTS: Mark("dot", "#56B4E9", words.label(Party.RESIDENTS)),
    Party.CARE: Mark("triangle", "#009E73", words.label(Party.CARE)),
    Party.COMPANIES: Mark("square", "#E69F00", words.label(Party.COMPANIES)),
    Party.OFFICIALS: Mark("diamond", "#CC79A7", words.label(Party.OFFICIALS)),
    Party.OTHER: Mark("hexagon", "#C8C8C8", words.label(Party.OTHER)),
}
ASSET_MARK = Mark("star", _ASSET_COLOUR, "資源")
THEME_MARK = Mark("box", "#FFFFFF", "テーマ")
NOBODY_MARK = Mark("dashed", ALERT, network_words.NOBODY)
LINE_MARKS: Mapping[str, Mark] = {
    "support": Mark("line", INK, "テーマを支える"),
    "tie": Mark("dashes", INK, "団体どうしのつながり"),
    "owner": Mark("thin", INK, "持ち主"),
    "voice": Mark("dots", INK, "声を出した"),
    "shared": Mark("line", INK, "同じ担い手がいる"),
}


def vis_library() -> Path:
    """Return the copy of vis-network that the installed pyvis package carries.

    Raises
    ------
    FileNotFoundError
        pyvis is not installed, or carries no such copy.
    """
    found = importlib.util.find_spec("pyvis")
    for folder in (found.submodule_search_locations or []) if found else []:
        copies = sorted(Path(folder, "templates", "lib").glob("vis-*/vis-network.min.js"))
        if copies:
            return copies[-1]
    raise FileNotFoundError("vis-network.min.js of pyvis")


def draw_network(
    graph: "nx.Graph[str]",
    *,
    seed: int,
    previous: Mapping[str, Place] | None = None,
    anew: bool = False,
    whole: "nx.Graph[str] | None" = None,
) -> NetworkPicture:
    """Make the picture of *graph*; nodes that have a place in *previous* keep it exactly.

    With *anew* everything is laid out from the start and turned onto the old picture; that
    is for a person's explicit wish. *whole* is the network *graph* was folded from, if any.
    """
    extents = {node: measure_extent(graph, node) for node in sorted(graph)}
    lay = layout.lay_out_anew if anew else layout.lay_out
    places = lay(graph, extents, seed=seed, previous=previous)
    builder = _new_builder()
    for node in sorted(graph):
        _add_node(builder, graph, node, places[node])
    for a, b, its in sorted(graph.edges(data=True), key=lambda edge: sorted(edge[:2])):
        builder.add_edge(a, b, id=f"{min(a, b)}\t{max(a, b)}", **_draw_edge(its))
    return NetworkPicture(
        tuple(builder.nodes),
        tuple(builder.edges),
        builder.options,
        places,
        _find_legend(graph),
        network_words.list_network(graph, whole),
        *_find_corners(places, extents),
        {n: its["members"] for n, its in graph.nodes(data=True) if its["kind"] == "fold"},
    )


def _find_corners(
    places: Mapping[str, Place], extents: Mapping[str, Extent]
) -> tuple[Place, Place]:
    if not places:
        return Place(0.0, 0.0), Place(0.0, 0.0)
    half = {node: (extents[node].width / 2, extents[node].height / 2) for node in places}
    return (
        Place(
            min(place.x - half[node][0] for node, place in places.items()),
            min(place.y - half[node][1] for node, place in places.items()),
        ),
        Place(
            max(place.x + half[node][0] for node, place in places.items()),
            max(place.y + half[node][1] for node, place in places.items()),
        ),
    )


def measure_extent(graph: "nx.Graph[str]", node: str) -> Extent:
    """Return the room a node takes with its label, the same however many voices it has."""
    lines = network_words.label_node(graph, node)
    if _is_box(graph.nodes[node]):
        return measure_box(lines)
    text = max(network_words.measure(line) for line in lines) * _NAME_SIZE
    radius = _radius(graph.nodes[node])
    return Extent(max(text, 2 * radius) + 8, 2 * radius + _label_height(lines))


def measure_box(lines: Sequence[str]) -> Extent:
    """Return the room of a theme's box with these lines in it.

    Room for 「担い手なし」 and larger counts is kept, so that nothing comes to touch.
    """
    text = max(*(network_words.measure(line) for line in lines), 9.0) * _THEME_SIZE
    return Extent(text + 40, len(lines) * _LINE * _THEME_SIZE + 36)


def _label_height(lines: list[str]) -> float:
    return len(lines) * _LINE * _NAME_SIZE + 10


def _radius(its: Mapping[str, Any]) -> float:
    return 36.0 if its["kind"] in ("party", "fold") else 26.0


def _new_builder() -> "Network":
    """Return an empty pyvis network with this house's options."""
    from pyvis.network import Network  # heavy, and only a picture needs it

    builder = Network()
    builder.set_options(
        json.dumps(
            {
                "physics": {"enabled": False},
                "layout": {"improvedLayout": False},
                "interaction": {
                    "dragNodes": False,
                    "hover": True,
                    "tooltipDelay": 200,
                    "keyboard": {"enabled": True, "bindToWindow": False},
                },
                "nodes": {"font": {"face": _FONT, "color": INK, "multi": False}},
                "edges": {"smooth": False, "font": {"face": _FONT, "color": INK, "size": 22}},
            }
        )
    )
    return builder


def _add_node(builder: "Network", graph: "nx.Graph[str]", node: str, place: Place) -> None:
    its = graph.nodes[node]
    lines = network_words.label_node(graph, node)
    look = _draw_theme(its) if _is_box(its) else _draw_mark(its)
    # A label hangs under its mark, so the mark stands a little above the middle.
    lift = 0.0 if _is_box(its) else _label_height(lines) / 2
    builder.add_node(
        node,
        label="\n".join(lines),
        title=network_words.name_node(graph, node),
        x=place.x,
        y=place.y - lift,
        **look,
    )


def _draw_theme(its: Mapping[str, Any]) -> dict[str, Any]:
    """Draw a box whose frame is thicker for more voices, and dashed for nobody."""
    nobody = not its.get("actors_by_party")
    frame = 6.0 if nobody else min(2.0 + math.sqrt(its["voices"]) / 2, 6.0)
    ink = ALERT if nobody else INK
    chosen = {"background": "#FFF3B0", "border": ink}
    return {
        "shape": "box",
        "color": {"background": "#FFFFFF", "border": ink, "highlight": chosen, "hover": chosen},
        "borderWidth": frame,
        "borderWidthSelected": frame + 2,
        "shapeProperties": {"borderDashes": [20, 14] if nobody else False, "borderRadius": 10},
        "margin": 12,
        "font": {"size": _THEME_SIZE},
    }


def _draw_mark(its: Mapping[str, Any]) -> dict[str, Any]:
    mark = _find_mark(its)
    chosen = {"background": mark.colour, "border": INK}
    return {
        "shape": mark.shape,
        "size": _radius(its),
        "color": {
            "background": mark.colour,
            "border": INK,
            "highlight": chosen,
            "hover": chosen,
        },
        "borderWidth": 2,
        "borderWidthSelected": 6,
        "font": {"size": _NAME_SIZE, "background": "#FFFFFF"},
    }


def _is_box(its: Mapping[str, Any]) -> bool:
    """Whether a node is a theme, or the fold of lone voices, which looks like one."""
    return bool(its["kind"] == "theme" or its.get("of") == "theme")


def _find_mark(its: Mapping[str, Any]) -> Mark:
    if _is_box(its):
        return THEME_MARK
    if "party" in its:
        return PARTY_MARKS[Party(its["party"])]
    if its["kind"] == "asset" or its.get("of") == "asset":
        return ASSET_MARK
    return PARTY_MARKS[Party.OTHER]


def _draw_edge(its: Mapping[str, Any]) -> dict[str, Any]:
    """Draw a support as a strong line, a voice as a thin one, a tie dashed with its word."""
    width = min(2.0 + math.log2(its["weight"]) if its["weight"] > 0 else 2.0, 5.0)
    if its["kind"] == "voice":
        return {"width": width / 2, "color": "#8A8A8A", "dashes": [2, 6]}
    if its["kind"] == "tie":
        return {
            "width": 2,
            "color": "#555555",
            "dashes": [12, 8],
            "title": network_words.name_tie(dict(its)),
        }
    if its["kind"] == "owner":
        return {"width": 1.5, "color": "#555555", "dashes": False, "title": "持ち主"}
    if its["kind"] == "shared":
        return {"width": width, "color": "#333333", "label": f"共通{its['weight']}"}
    return {"width": width + 1, "color": "#222222", "dashes": False}


def _find_legend(graph: "nx.Graph[str]") -> tuple[Mark, ...]:
    """Return the marks that the picture uses, in a fixed order."""
    used = {_find_mark(its) for _, its in graph.nodes(data=True)}
    known = (THEME_MARK, *PARTY_MARKS.values(), ASSET_MARK)
    legend = tuple(mark for mark in known if mark in used)
    boxes = [its for _, its in graph.nodes(data=True) if _is_box(its)]
    if any(not its.get("actors_by_party") for its in boxes):
        legend = (*legend, NOBODY_MARK)
    lines = {its["kind"] for *_, its in graph.edges(data=True)}
    return legend + tuple(mark for kind, mark in LINE_MARKS.items() if kind in lines)
