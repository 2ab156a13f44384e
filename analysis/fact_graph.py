"""The graph behind the facts: voices and themes, tied together or barred from each other.

A link says "together", a bar says "never together"; what links tie together is a *part*.  The
graph grows by one edit at a time and looks only at the parts the edit is about, so that the
next correction among thousands costs as little as the first.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.constraints import ContradictionError, Edit, Op


class Node(NamedTuple):
    """A voice by its key, or a theme by its id."""

    key: str
    is_theme: bool = False


class Tie(NamedTuple):
    """Two nodes and the edit that says something about them."""

    one: Node
    other: Node
    edit: Edit

    @property
    def is_place(self) -> bool:
        """Whether it is about where a voice stands."""
        return self.other.is_theme and not self.one.is_theme


def theme_now(merged: Mapping[str, str], theme_id: str) -> str:
    """Return the theme that *theme_id* has become through merges."""
    while theme_id in merged:
        theme_id = merged[theme_id]
    return theme_id


class _Ties:
    """Ties in the order they were made, found by either end."""

    def __init__(self) -> None:
        self.by_number: dict[int, Tie] = {}
        self.at: dict[Node, tuple[int, ...]] = {}

    def copy(self) -> "_Ties":
        other = _Ties()
        other.by_number, other.at = self.by_number.copy(), self.at.copy()
        return other

    def add(self, number: int, tie: Tie) -> None:
        self.by_number[number] = tie
        for node in (tie.one, tie.other):
            self.at[node] = (*self.at.get(node, ()), number)

    def drop(self, number: int) -> None:
        tie = self.by_number.pop(number)
        for node in (tie.one, tie.other):
            self.at[node] = tuple(each for each in self.at[node] if each != number)

    def of(self, node: Node) -> Iterator[tuple[int, Tie]]:
        for number in self.at.get(node, ()):
            yield number, self.by_number[number]


class Graph:
    """All ties that stand, and the parts they make."""

    def __init__(self) -> None:
        self.links = _Ties()
        self.bars = _Ties()
        self.labels: dict[str, str] = {}
        self.merged: dict[str, str] = {}
        self._part_at: dict[Node, int] = {}
        self._parts: dict[int, set[Node]] = {}
        self._themes: dict[int, list[Node]] = {}  # of the parts that hold any
        self._next = 0

    def copy(self) -> "Graph":
        """Return a graph that can grow without this one."""
        other = Graph()
        other.links, other.bars = self.links.copy(), self.bars.copy()
        other.labels, other.merged = self.labels.copy(), self.merged.copy()
        other._part_at = self._part_at.copy()
        other._parts = {number: nodes.copy() for number, nodes in self._parts.items()}
        other._themes = {number: nodes.copy() for number, nodes in self._themes.items()}
        other._next = self._next
        return other

    def add(self, edit: Edit) -> None:
        """Take in what *edit* says.

        Raises
        ------
        ContradictionError
            When it cannot hold together with what is here; the graph is then of no more use.
        """
        themes = [Node(theme_now(self.merged, t), is_theme=True) for t in edit.theme_ids]
        nodes = [Node(key) for key in edit.keys]
        match edit.op:
            case Op.MOVE | Op.KEEP | Op.PIN:
                if edit.op is not Op.PIN:
                    self._release(nodes, keep_pins=True)
                for node in nodes:
                    self._link(Tie(node, themes[0], edit))
            case Op.SAME:
                for node in nodes[1:]:
                    self._link(Tie(nodes[0], node, edit))
            case Op.APART:
                for i, node in enumerate(nodes):
                    for other in nodes[:i]:
                        self._bar(Tie(other, node, edit))
            case Op.MERGE:
                self._merge(edit, themes, nodes)
            case Op.SPLIT:
                self._release(nodes, keep_pins=True)
                for node in nodes:
                    self._link(Tie(node, themes[1], edit))
                for key in edit.rest:
                    self._bar(Tie(Node(key), themes[1], edit))
            case Op.RENAME:
                self.labels[themes[0].key] = edit.label
            case Op.UNPIN:
                self._release(nodes, keep_pins=False)

    def part(self, node: Node) -> int:
        """Return the number of the part *node* is in."""
        number = self._part_at.get(node)
        return self._make_part({node}) if number is None else number

    def _make_part(self, nodes: set[Node]) -> int:
        number = self._number()
        self._parts[number] = nodes
        self._part_at.update(dict.fromkeys(nodes, number))
        themes = [node for node in nodes if node.is_theme]
        if themes:
            self._themes[number] = themes
        return number

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _merge(self, edit: Edit, themes: Sequence[Node], nodes: Sequence[Node]) -> None:
        stays = themes[0]
        for theme in themes[1:]:
            if theme != stays:
                self.merged[theme.key] = stays.key
                self._link(Tie(theme, stays, edit))
                if theme.key in self.labels:
                    self.labels.setdefault(stays.key, self.labels.pop(theme.key))
        for node in nodes:
            self._link(Tie(node, stays, edit))

    def _release(self, nodes: Iterable[Node], *, keep_pins: bool) -> None:
        """Take back where the voices stood; a later word replaces an earlier one."""
        left: dict[Node, set[Node]] = {}
        for node in nodes:
            for number, tie in list(self.bars.of(node)):
                if tie.one == node and tie.is_place:
                    self.bars.drop(number)
            for number, tie in list(self.links.of(node)):
                is_pin = keep_pins and tie.edit.op is Op.PIN
                if tie.one == node and tie.is_place and not is_pin:
                    self.links.drop(number)
                    left.setdefault(node, set()).add(tie.other)
        for node, themes in left.items():
            self._part_off(node, themes)

    def _part_off(self, node: Node, themes: set[Node]) -> None:
        """Make a part of its own of what hangs on *node*, unless a theme it left still does."""
        found, queue = {node}, deque([node])
        while queue:
            here = queue.popleft()
            for _, tie in self.links.of(here):
                end = tie.other if tie.one == here else tie.one
                if end in themes:
                    return
                if end not in found:
                    found.add(end)
                    queue.append(end)
        number = self._part_at[node]
        rest = self._parts[number] - found
        if rest:
            self._parts[number] = rest
            kept = [theme for theme in self._themes.get(number, ()) if theme not in found]
            if kept:
                self._themes[number] = kept
            else:
                self._themes.pop(number, None)
            self._make_part(found)

    def _link(self, tie: Tie) -> None:
        one, other = self.part(tie.one), self.part(tie.other)
        if one != other:
            self._refuse_barred(tie, one, other)
            self._refuse_two_themes(tie, one, other)
            self._unite(one, other)
        self.links.add(self._number(), tie)

    def _unite(self, one: int, other: int) -> None:
        small, large = sorted((one, other), key=lambda number: len(self._parts[number]))
        nodes = self._parts.pop(small)
        self._parts[large] |= nodes
        self._part_at.update(dict.fromkeys(nodes, large))
        themes = self._themes.pop(small, None)
        if themes:
            self._themes[large] = [*self._themes.get(large, ()), *themes]

    def _refuse_barred(self, tie: Tie, one: int, other: int) -> None:
        small, large = sorted((one, other), key=lambda number: len(self._parts[number]))
        barring = [
            number
            for node in self._parts[small]
            for number, bar in self.bars.of(node)
            if self._part_at[bar.other if bar.one == node else bar.one] == large
        ]
        if barring:
            raise ContradictionError(tie.edit, (self.bars.by_number[min(barring)].edit,))

    def _refuse_two_themes(self, tie: Tie, one: int, other: int) -> None:
        if one in self._themes and other in self._themes:
            a, b = min(self._themes[one]), min(self._themes[other])
            if theme_now(self.merged, a.key) != theme_now(self.merged, b.key):
                blame = self._path(tie.one, a) or self._path(tie.other, b)
                raise ContradictionError(tie.edit, blame)

    def _bar(self, tie: Tie) -> None:
        if self.part(tie.one) == self.part(tie.other):
            raise ContradictionError(tie.edit, self._path(tie.one, tie.other))
        self.bars.add(self._number(), tie)

    def _path(self, start: Node, end: Node) -> tuple[Edit, ...]:
        """Return the edits that tie *start* to *end*, each once."""
        came: dict[Node, Tie | None] = {start: None}
        queue = deque([start])
        while queue and end not in came:
            node = queue.popleft()
            for _, tie in self.links.of(node):
                following = tie.other if tie.one == node else tie.one
                if following not in came:
                    came[following] = tie
                    queue.append(following)
        edits: list[Edit] = []
        node = end
        while (step := came.get(node)) is not None:
            edits.append(step.edit)
            node = step.other if step.one == node else step.one
        return tuple(dict.fromkeys(reversed(edits)))
