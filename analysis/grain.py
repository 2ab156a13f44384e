"""Coarser and finer views of themes that stay as they are: only the view changes.

The finer view divides each large theme by itself, with the same steps as a meeting, so its
parts nest in the theme; the coarser one joins whole themes by Ward's criterion, so themes
nest in its bands.  No view moves a voice from one theme to another, and what people said is
the same thing is never parted.  Reference: Ward (1963), as in ``analysis.ward``.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.constraints import Op
from analysis.division import divide
from analysis.facts import Facts, resolve
from analysis.polishing import Rules
from analysis.smoothing import centre
from analysis.spaces import Rows
from analysis.state import State
from analysis.voices import Items, Matrix, Voices, digest, fold, sum_rows
from analysis.ward import join_by_ward

FEWEST = 6  # voices a theme has before it is looked at more closely
MOST_PARTS = 5
MOST_BANDS = 7


@dataclass(frozen=True, slots=True)
class Part:
    """Some voices of one theme, or one of them alone, by their keys."""

    keys: tuple[str, ...]


def refine(state: State, voices: Voices) -> dict[str, tuple[Part, ...]]:
    """Return the parts of every theme that is large and falls into several.

    The parts of a theme hold each of its voices once; the largest comes first, voices that
    stand alone in the theme last.  A theme that is of one piece is not in the answer.
    """
    where = state.theme_of()
    members: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(voices.keys):
        if key in where:
            members[where[key]].append(row)
    facts = resolve(edit for edit in state.edits if edit.op is Op.SAME)
    found = {}
    for theme in state.themes:
        rows = members[theme.id]
        parts = _divide_theme(voices.pick(rows), facts) if len(rows) >= FEWEST else ()
        if len(parts) > 1:
            found[theme.id] = parts
    return found


def _divide_theme(said: Voices, facts: Facts) -> tuple[Part, ...]:
    """Return the parts of the voices of one theme; a single part where it is of one piece."""
    items = fold(said)
    if len(items) < FEWEST:
        return ()
    rules = Rules(together=_find_blocks(said, items, facts))
    division = divide(items, rules=rules)
    if int((~division.is_lone).sum()) > MOST_PARTS:
        division = divide(items, groups=MOST_PARTS, rules=rules)
    keys: dict[int, list[str]] = defaultdict(list)
    for key, item in zip(said.keys, items.of_voice.tolist(), strict=True):
        keys[int(division.groups[item])].append(key)
    if max(map(len, keys.values())) < 2:
        return ()
    order = sorted(keys, key=lambda number: (-len(keys[number]), number))
    return tuple(Part(tuple(keys[number])) for number in order)


def _find_blocks(said: Voices, items: Items, facts: Facts) -> tuple[tuple[int, ...], ...]:
    """Return the items that people called the same, as lists."""
    blocks: dict[int, set[int]] = defaultdict(set)
    for key, item in zip(said.keys, items.of_voice.tolist(), strict=True):
        if key in facts.group_of:
            blocks[facts.group_of[key]].add(item)
    return tuple(tuple(sorted(block)) for block in blocks.values() if len(block) > 1)


def coarsen(state: State, voices: Voices) -> tuple[tuple[str, ...], ...]:
    """Return the themes of several voices in bands: at most seven, and half as many at most.

    Every such theme is in one band, by id; the bands with most voices come first.
    """
    names = sorted(theme.id for theme in state.themes if not theme.is_lone)
    if len(names) < 3:
        return tuple((name,) for name in names)
    number = {name: i for i, name in enumerate(names)}
    where = state.theme_of()
    known = [key in where and where[key] in number for key in voices.keys]
    rows = np.flatnonzero(known).tolist()
    rows.sort(key=lambda row: (digest(voices.texts[row]), where[voices.keys[row]]))
    groups = np.array([number[where[voices.keys[row]]] for row in rows], np.int64)
    vectors = centre(voices.telling_vectors()[rows])
    weight: Matrix = np.bincount(groups, minlength=len(names)).astype(np.float64)
    toward = Rows(vectors).beside(groups, len(names)).toward
    mean = sum_rows(toward, groups, len(names)) / np.outer(weight, weight)
    band = join_by_ward(mean.astype(np.float64), weight, min(MOST_BANDS, -(-len(names) // 2)))
    return _order_bands(names, band.tolist(), weight)


def _order_bands(
    names: Sequence[str], band: Sequence[int], weight: Matrix
) -> tuple[tuple[str, ...], ...]:
    bands: dict[int, list[str]] = defaultdict(list)
    for name, number in zip(names, band, strict=True):
        bands[number].append(name)
    size = {name: float(weight[i]) for i, name in enumerate(names)}
    for held in bands.values():
        held.sort(key=lambda name: (-size[name], name))
    order = sorted(bands.values(), key=lambda held: (-sum(size[name] for name in held), held))
    return tuple(map(tuple, order))
