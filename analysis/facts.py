"""What the corrections say together: who belongs together, who never, who stands where.

The facts are a graph whose nodes are voices and themes: a link says "together", a bar says
"never together", and two themes are never one unless somebody merged them.  An edit that no
arrangement could meet together with the earlier ones raises ``ContradictionError``.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.constraints import ContradictionError, Edit, Op


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


def resolve(edits: Iterable[Edit]) -> Facts:
    """Return the facts that *edits* state, in order.

    Raises
    ------
    ContradictionError
        When an edit cannot hold together with the ones before it.
    """
    board = _Board()
    for edit in edits:
        board.add(edit)
    return board.facts()


def merges(edits: Iterable[Edit]) -> Mapping[str, str]:
    """Return the themes that went into another one, and which, as :func:`resolve` does."""
    merged: dict[str, str] = {}
    for edit in edits:
        if edit.op is Op.MERGE:
            stays, *others = (theme_now(merged, theme_id) for theme_id in edit.theme_ids)
            merged |= {theme_id: stays for theme_id in others if theme_id != stays}
    return merged


def theme_now(merged: Mapping[str, str], theme_id: str) -> str:
    """Return the theme that *theme_id* has become through merges."""
    while theme_id in merged:
        theme_id = merged[theme_id]
    return theme_id


@dataclass(frozen=True, slots=True)
class _Node:
    key: str
    is_theme: bool = False


@dataclass(frozen=True, slots=True)
class _Tie:
    one: _Node
    other: _Node
    edit: Edit

    def joins_theme(self, key: str) -> bool:
        return self.one == _Node(key) and self.other.is_theme


class _Board:
    """The graph of facts while the edits are read."""

    def __init__(self) -> None:
        self.links: list[_Tie] = []
        self.bars: list[_Tie] = []
        self.labels: dict[str, str] = {}
        self.merged: dict[str, str] = {}
        self.parts: dict[_Node, set[_Node]] = {}

    def add(self, edit: Edit) -> None:
        themes = [_Node(theme_now(self.merged, t), is_theme=True) for t in edit.theme_ids]
        nodes = [_Node(key) for key in edit.keys]
        match edit.op:
            case Op.MOVE | Op.KEEP | Op.PIN:
                if edit.op is not Op.PIN:
                    self._release(edit.keys, keep_pins=True)
                for node in nodes:
                    self._link(_Tie(node, themes[0], edit))
            case Op.SAME:
                for node in nodes[1:]:
                    self._link(_Tie(nodes[0], node, edit))
            case Op.APART:
                for i, node in enumerate(nodes):
                    for other in nodes[:i]:
                        self._bar(_Tie(other, node, edit))
            case Op.MERGE:
                self._merge(edit, themes, nodes)
            case Op.SPLIT:
                self._release(edit.keys, keep_pins=True)
                for node in nodes:
                    self._link(_Tie(node, themes[1], edit))
                for key in edit.rest:
                    self._bar(_Tie(_Node(key), themes[1], edit))
            case Op.RENAME:
                self.labels[themes[0].key] = edit.label
            case Op.UNPIN:
                self._release(edit.keys, keep_pins=False)

    def facts(self) -> Facts:
        numbers: dict[int, int] = {}
        group_of: dict[str, int] = {}
        theme_of: dict[int, str] = {}
        ties = [node for tie in self.links + self.bars for node in (tie.one, tie.other)]
        for node in ties:
            number = numbers.setdefault(id(self._part(node)), len(numbers))
            if node.is_theme:
                theme_of[number] = theme_now(self.merged, node.key)
            else:
                group_of[node.key] = number
        apart = set()
        for bar in self.bars:
            pair = [numbers[id(self._part(node))] for node in (bar.one, bar.other)]
            apart.add((min(pair), max(pair)))
        return Facts(group_of, theme_of, frozenset(apart), dict(self.labels), dict(self.merged))

    def _part(self, node: _Node) -> set[_Node]:
        return self.parts.setdefault(node, {node})

    def _merge(self, edit: Edit, themes: Sequence[_Node], nodes: Sequence[_Node]) -> None:
        stays = themes[0]
        for theme in themes[1:]:
            if theme != stays:
                self.merged[theme.key] = stays.key
                self._link(_Tie(theme, stays, edit))
                if theme.key in self.labels:
                    self.labels.setdefault(stays.key, self.labels.pop(theme.key))
        for node in nodes:
            self._link(_Tie(node, stays, edit))

    def _release(self, keys: Iterable[str], *, keep_pins: bool) -> None:
        """Take back where the voices stood; a later word replaces an earlier one."""
        gone = set(keys)
        held = [
            tie
            for tie in self.links
            if not (tie.one.key in gone and tie.joins_theme(tie.one.key))
            or (keep_pins and tie.edit.op is Op.PIN)
        ]
        self.bars = [
            tie
            for tie in self.bars
            if not tie.joins_theme(tie.one.key) or tie.one.key not in gone
        ]
        if len(held) == len(self.links):
            return  # nobody stood anywhere yet: the parts are as they were
        # Only the parts somebody leaves are put together anew.
        left = {node for key in gone for node in self._part(_Node(key))}
        self.links = held
        for node in left:
            del self.parts[node]
        for tie in held:
            if tie.one in left:
                self._unite(tie)

    def _unite(self, tie: _Tie) -> None:
        one, other = self._part(tie.one), self._part(tie.other)
        if one is other:
            return
        small, large = sorted((one, other), key=len)
        large |= small
        for node in small:
            self.parts[node] = large

    def _link(self, tie: _Tie) -> None:
        one, other = self._part(tie.one), self._part(tie.other)
        if one is not other:
            for bar in self.bars:
                ends = {id(self._part(bar.one)), id(self._part(bar.other))}
                if ends == {id(one), id(other)}:
                    raise ContradictionError(tie.edit, (bar.edit,))
            self._check_themes(tie, one, other)
        self.links.append(tie)
        self._unite(tie)

    def _check_themes(self, tie: _Tie, one: set[_Node], other: set[_Node]) -> None:
        first, second = (
            sorted((n for n in part if n.is_theme), key=lambda n: n.key)
            for part in (one, other)
        )
        for a in first[:1]:
            for b in second[:1]:
                if theme_now(self.merged, a.key) != theme_now(self.merged, b.key):
                    blame = self._path(tie.one, a) or self._path(tie.other, b)
                    raise ContradictionError(tie.edit, blame)

    def _bar(self, tie: _Tie) -> None:
        if self._part(tie.one) is self._part(tie.other):
            raise ContradictionError(tie.edit, self._path(tie.one, tie.other))
        self.bars.append(tie)

    def _path(self, start: _Node, end: _Node) -> tuple[Edit, ...]:
        """Return the edits that tie *start* to *end*, each once."""
        ties: dict[_Node, list[_Tie]] = defaultdict(list)
        for tie in self.links:
            ties[tie.one].append(tie)
            ties[tie.other].append(tie)
        came: dict[_Node, _Tie | None] = {start: None}
        queue = deque([start])
        while queue and end not in came:
            node = queue.popleft()
            for tie in ties[node]:
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
