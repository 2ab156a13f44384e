"""How firmly each theme holds, judged by leaving voices out and grouping again.

The meeting is grouped again several times without a fifth of its voices; a theme is firm as
far as a group much like it comes out each time.  Seeded, so the answer is always the same,
and the picture itself is never random.

Reference: Hennig (2007), Cluster-wise assessment of cluster stability.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from analysis.division import divide
from analysis.facts import resolve
from analysis.state import State
from analysis.voices import IntArray, Items, Voices, fold

WEAK = 0.5  # below, a theme dissolves as often as it is found again (Hennig, 2007)
_KEPT = 0.8
_ROUNDS = 10


def measure_firmness(
    state: State, voices: Voices, *, seed: int = 0, rounds: int = _ROUNDS
) -> dict[str, float]:
    """Return for each theme of several voices how firmly it holds, in 0..1.

    The mean over the rounds of the best overlap (Jaccard) with a group found without a fifth
    of the voices.  Takes about as long as *rounds* groupings.
    """
    where = state.theme_of()
    rows = [row for row, key in enumerate(voices.keys) if key in where]
    said = voices.pick(rows)
    facts = resolve(state.edits)
    items = fold(said, [facts.mark(key) for key in said.keys])
    names = [theme.id for theme in state.themes if not theme.is_lone]
    number = {name: i for i, name in enumerate(names)}
    theme = np.full(len(items), -1, np.int64)
    for row, key in enumerate(said.keys):
        theme[items.of_voice[row]] = number.get(where[key], -1)
    total = np.zeros(len(names))
    seen = np.zeros(len(names))
    rng = np.random.default_rng(seed)
    for _ in range(rounds if len(items) > 2 and names else 0):
        kept = np.sort(rng.permutation(len(items))[: max(2, round(_KEPT * len(items)))])
        part = Items(np.arange(len(kept)), items.vectors[kept], items.counts[kept])
        best, found = _best_overlap(theme[kept], divide(part).groups, len(names))
        total += best
        seen += found
    return {name: float(total[i] / seen[i]) if seen[i] else 1.0 for i, name in enumerate(names)}


def mark_weak(state: State, firmness: Mapping[str, float]) -> State:
    """Return *state* with ``is_weak`` set on themes that hold loosely."""
    themes = tuple(
        replace(theme, is_weak=firmness.get(theme.id, 1.0) < WEAK) for theme in state.themes
    )
    return replace(state, themes=themes)


def _best_overlap(theme: IntArray, groups: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Return the best Jaccard overlap of each theme with a group, and who was there at all."""
    shared = np.zeros((size, int(groups.max(initial=0)) + 1))
    inside = theme >= 0
    np.add.at(shared, (theme[inside], groups[inside]), 1.0)
    own = shared.sum(axis=1, keepdims=True)
    union = own + np.bincount(groups, minlength=shared.shape[1]) - shared
    best = (shared / np.maximum(union, 1.0)).max(axis=1)
    found = own[:, 0] > 0
    return np.where(found, best, 0.0), found
