"""What the network says in words: the labels on its nodes, and a list that says the same.

The list is for everybody who cannot read a graph, and for screen readers, to which a canvas
says nothing. Everything here returns plain text; a participant's words stay text.
"""

import math
import unicodedata
from dataclasses import dataclass

import networkx as nx

from analysis import network
from workshop_app import words
from workshop_app.model import THREE_PARTIES, AssetClass, Party, RelationKind

NOBODY = "担い手なし"
_NEVER_FIRST = "、。，．・)）」』】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…!?！？"
_JOINERS = ("\u200d", "\ufe0e", "\ufe0f")


@dataclass(frozen=True, slots=True)
class ListedNode:
    """One node in words: its id, its name, and a sentence or more about it."""

    id: str
    name: str
    sentence: str


def wrap(text: str, per_line: float, lines: int) -> list[str]:
    """Break *text* into at most *lines* lines of *per_line* full-width characters.

    The lines come out about equally long. Blanks and line ends of any kind become one
    blank. What does not fit ends in 「…」. A mark that belongs to the character before it
    (an accent, a part of an emoji) is never cut off.
    """
    plain = " ".join(text.split())
    wide = measure(plain)
    needed = max(1, math.ceil(wide / per_line))
    broken = _break(plain, min(per_line, wide / needed + 1.0))
    if len(broken) > lines:
        return [*broken[: lines - 1], broken[lines - 1][:-1] + "…"]
    return broken


def _break(text: str, per_line: float) -> list[str]:
    broken = [""]
    for mark in text:
        belongs = unicodedata.combining(mark) or mark in _JOINERS or mark in _NEVER_FIRST
        joined = broken[-1].endswith(_JOINERS[0])
        if not belongs and not joined and measure(broken[-1] + mark) > per_line:
            broken.append("")
        broken[-1] += mark
    return broken


def measure(text: str) -> float:
    """Return how wide *text* is, in full-width characters."""
    return sum(0.0 if _is_unseen(m) else 1.0 if _is_wide(m) else 0.56 for m in text)


def _is_unseen(mark: str) -> bool:
    return bool(unicodedata.combining(mark)) or unicodedata.category(mark) in ("Cf", "Cc", "Mn")


def _is_wide(mark: str) -> bool:
    return unicodedata.east_asian_width(mark) in "WFA"


def label_node(graph: "nx.Graph[str]", node: str) -> list[str]:
    """Return the lines written on, or under, a node of the picture."""
    its = graph.nodes[node]
    if its["kind"] == "theme":
        nobody = "" if its["actors_by_party"] else f" ▲{NOBODY}"
        count = f"{its['voices']}件{nobody}"
        return [*wrap(its["label"], 10, 3), count, _count_voices(its)]
    if its["kind"] == "party":
        return [f"{words.label(Party(its['party']))}の声", f"{its['voices']}件"]
    if its["kind"] == "fold" and "behind" in its:
        count = f"{len(its['members'])}テーマ・{its['voices']}件"
        nobody = "" if its["behind"] else f" ▲{NOBODY}"
        return [*wrap(_name_fold(its), 11, 2), f"{count}{nobody}", _count_voices(its)]
    if its["kind"] == "fold" and its["of"] == "theme":
        return [words.LONE_VOICES, f"{its['voices']}件 ▲{NOBODY}", _count_voices(its)]
    if its["kind"] == "fold":
        return [*wrap(_name_fold(its), 8, 2), f"{len(its['members'])}{_counter(its)}"]
    return wrap(its["label"], 8, 2)


def name_node(graph: "nx.Graph[str]", node: str) -> str:
    """Return the name of a node in one line, whole."""
    its = graph.nodes[node]
    if its["kind"] == "party":
        return f"{words.label(Party(its['party']))}の声"
    if its["kind"] == "fold":
        return f"{_name_fold(its)} {len(its['members'])}{_counter(its)}"
    return " ".join(str(its["label"]).split())


def list_network(
    graph: "nx.Graph[str]", whole: "nx.Graph[str] | None" = None
) -> tuple[ListedNode, ...]:
    """Say in words what the picture of *graph* shows, node by node, themes first.

    Where *graph* is folded, *whole* is the network it was folded from; its names are used.
    """
    named = whole if whole is not None else graph
    describe = {
        "theme": _describe_theme,
        "party": _describe_party,
        "fold": _describe_fold,
        "actor": _describe_actor,
        "asset": _describe_asset,
    }
    order = [node for kind in describe for node in network.select(graph, kind)]
    # A theme in a fold keeps a line of its own, and so does a lone voice.
    for fold in [node for node in order if graph.nodes[node].get("of") == "theme"]:
        after = 1 + order.index(fold)
        order[after:after] = [theme for theme in graph.nodes[fold]["members"] if theme in named]
    return tuple(
        ListedNode(
            node,
            name_node(graph if node in graph else named, node),
            describe[_kind_of(graph, named, node)](
                named if node in named else graph, node, named
            ),
        )
        for node in order
    )


def _kind_of(graph: "nx.Graph[str]", whole: "nx.Graph[str]", node: str) -> str:
    return str((graph if node in graph else whole).nodes[node]["kind"])


def _count_voices(its: "dict[str, object]") -> str:
    by_party = its["by_party"]
    assert isinstance(by_party, dict)
    parts = [f"{words.short_label(p)}{by_party.get(p.value, 0)}" for p in THREE_PARTIES]
    rest = (Party.OFFICIALS, Party.OTHER)
    parts += [f"{words.short_label(p)}{by_party[p]}" for p in rest if by_party.get(p.value)]
    return " ".join(parts)


def _name_fold(its: "dict[str, str]") -> str:
    if "behind" in its:
        parties = "・".join(words.short_label(p) for p in Party if p.value in its["behind"])
        return f"{parties}が担うテーマ" if parties else f"{NOBODY}のテーマ"
    if "party" in its:
        return f"{words.label(Party(its['party']))}の団体"
    if "asset_class" in its:
        return f"資源({words.label(AssetClass(its['asset_class']))})"
    if its["of"] == "theme":
        return words.LONE_VOICES
    return "テーマのない団体" if its["of"] == "actor" else "テーマのない資源"


def _counter(its: "dict[str, str]") -> str:
    if "behind" in its:
        return "テーマ"
    return "団体" if its["of"] == "actor" else "件"


def _names(graph: "nx.Graph[str]", nodes: tuple[str, ...]) -> str:
    return "、".join(name_node(graph, node) for node in nodes)


def _describe_theme(graph: "nx.Graph[str]", node: str, whole: "nx.Graph[str]") -> str:
    its = graph.nodes[node]
    backing = network.find_backing(whole, node)
    actors = "、".join(
        f"{name_node(whole, a)}({words.label(Party(whole.nodes[a]['party']))})"
        for a in backing.actor_ids
    )
    said = f"声{its['voices']}件({_count_voices(its)})。"
    behind = f"担い手は、{actors}。" if actors else f"{NOBODY}。"
    assets = _names(whole, backing.asset_ids)
    return said + behind + (f"使えるものは、{assets}。" if assets else "")


def _describe_party(graph: "nx.Graph[str]", node: str, whole: "nx.Graph[str]") -> str:
    themes = network.neighbours(whole, node, "theme")
    return f"声{graph.nodes[node]['voices']}件、{len(themes)}テーマ。"


def _describe_actor(graph: "nx.Graph[str]", node: str, whole: "nx.Graph[str]") -> str:
    del graph
    party = words.label(Party(whole.nodes[node]["party"]))
    themes = "」「".join(name_node(whole, t) for t in network.neighbours(whole, node, "theme"))
    ties = "、".join(
        f"{name_node(whole, other)}({name_tie(whole.edges[node, other])})"
        for other in network.neighbours(whole, node, "actor")
    )
    behind = f"支えるテーマは「{themes}」。" if themes else "まだ支えるテーマがありません。"
    return f"{party}。{behind}" + (f"つながりは、{ties}。" if ties else "")


def _describe_asset(graph: "nx.Graph[str]", node: str, whole: "nx.Graph[str]") -> str:
    del graph
    asset_class = words.label(AssetClass(whole.nodes[node]["asset_class"]))
    themes = "」「".join(name_node(whole, t) for t in network.neighbours(whole, node, "theme"))
    owners = _names(whole, network.neighbours(whole, node, "actor"))
    behind = f"使うテーマは「{themes}」。" if themes else "まだ使うテーマがありません。"
    return f"資源({asset_class})。{behind}" + (f"持ち主は、{owners}。" if owners else "")


def _describe_fold(graph: "nx.Graph[str]", node: str, whole: "nx.Graph[str]") -> str:
    members = [m for m in graph.nodes[node]["members"] if m in whole]
    return f"まとめて表示しています: {_names(whole, tuple(members))}。" if members else ""


def name_tie(edge: "dict[str, object]") -> str:
    """Return the Japanese words of a tie between two organisations."""
    kinds = edge.get("ties", ())
    assert isinstance(kinds, tuple)
    known = {kind.value: words.label(kind) for kind in RelationKind}
    return "・".join(known.get(str(kind), str(kind)) for kind in kinds)
