"""What the corrections say together: who belongs together, who never, who stands where.

The facts are a graph whose nodes are voices and themes (``analysis.fact_graph``); two themes
are never one unless somebody merged them.  An edit that no arrangement could meet together
with the earlier ones raises ``ContradictionError``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.constraints import Edit, Op
from analysis.fact_graph import Graph, theme_now

__all__ = ["Facts", "merges", "resolve", "theme_now"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the edits say together.

    Attributes
    ----------
    group_of : for each voice a fact is about, the number of its group; same group, together.
    theme_of : for groups that stand in a theme, its id.
    apart : pairs of groups that are never in one theme (smaller number first).
    labels : headings people gave, by theme.
    merged : themes that went into another one, and which.
    """

    group_of: Mapping[str, int] = field(default_factory=dict)
    theme_of: Mapping[int, str] = field(default_factory=dict)
    apart: frozenset[tuple[int, int]] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    _graph: Graph = field(default_factory=Graph, repr=False, compare=False)

    def theme_for(self, key: str) -> str | None:
        """Return the theme the voice *key* must stand in, if any."""
        group = self.group_of.get(key)
        return None if group is None else self.theme_of.get(group)

    def mark(self, key: str) -> str:
        """Return a mark that differs between voices that may not be treated as one."""
        group = self.group_of.get(key)
        return "" if group is None else f"#{group}"

    def are_apart(self, one: int, other: int) -> bool:
        """Say whether two groups may never share a theme."""
        if one == other:
            return False
        themes = self.theme_of.get(one), self.theme_of.get(other)
        if None not in themes:
            return themes[0] != themes[1]
        return (min(one, other), max(one, other)) in self.apart

    def after(self, edit: Edit) -> "Facts":
        """Return what the edits say with one more: the same as :func:`resolve` of them all.

        Raises
        ------
        ContradictionError
            When *edit* cannot hold together with the ones before it.
        """
        graph = self._graph.copy()
        graph.add(edit)
        return _read(graph)


def resolve(edits: Iterable[Edit]) -> Facts:
    """Return the facts that *edits* state, in order.

    Raises
    ------
    ContradictionError
        When an edit cannot hold together with the ones before it.
    """
    graph = Graph()
    for edit in edits:
        graph.add(edit)
    return _read(graph)


def _read(graph: Graph) -> Facts:
    """Return what *graph* says, its parts numbered in the order of the ties."""
    numbers: dict[int, int] = {}
    group_of: dict[str, int] = {}
    theme_of: dict[int, str] = {}
    bars = list(graph.bars.by_number.values())
    for tie in (*graph.links.by_number.values(), *bars):
        for node in (tie.one, tie.other):
            number = numbers.setdefault(graph.part(node), len(numbers))
            if node.is_theme:
                theme_of[number] = theme_now(graph.merged, node.key)
            else:
                group_of[node.key] = number
    apart = set()
    for bar in bars:
        pair = [numbers[graph.part(node)] for node in (bar.one, bar.other)]
        apart.add((min(pair), max(pair)))
    labels, merged = dict(graph.labels), dict(graph.merged)
    return Facts(group_of, theme_of, frozenset(apart), labels, merged, graph)


def merges(edits: Iterable[Edit]) -> Mapping[str, str]:
    """Return the themes that went into another one, and which, as :func:`resolve` does."""
    merged: dict[str, str] = {}
    for edit in edits:
        if edit.op is Op.MERGE:
            stays, *others = (theme_now(merged, theme_id) for theme_id in edit.theme_ids)
            merged |= {theme_id: stays for theme_id in others if theme_id != stays}
    return merged
