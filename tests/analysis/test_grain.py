"""Coarser and finer views: they nest, count every voice once, and obey what people said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import grain, themes
from analysis.constraints import Edit, Op
from analysis.voices import Voices


def make_voices(seed=0, issues=3, wings=3, each=5):
    """Voices about *issues*, each of which has *wings* that differ a little."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(issues):
        issue = rng.standard_normal(40)
        for _ in range(wings):
            wing = issue + 0.6 * rng.standard_normal(40)
            rows += [wing + 0.35 * rng.standard_normal(40) for _ in range(each)]
    vectors = np.array(rows, np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    count = len(rows)
    texts = tuple(f"声その{i:03}" for i in range(count))
    return Voices(tuple(f"v{i}" for i in range(count)), texts, vectors)


def in_three_themes(voices):
    """The state people laid by hand: one theme an issue."""
    start = themes.group(voices, groups=3)
    assert sorted(theme.size for theme in start.themes) == [15, 15, 15]
    return start


def test_a_large_theme_falls_into_its_wings():
    voices = make_voices()
    state = in_three_themes(voices)
    parts = grain.refine(state, voices)
    wings = {frozenset(f"v{i}" for i in range(first, first + 5)) for first in range(0, 45, 5)}
    found = {frozenset(part.keys) for each in parts.values() for part in each}
    assert len(found & wings) >= 6, "most wings are found just as they were made"


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), wings=st.integers(1, 4))
def test_parts_nest_in_their_theme_and_count_every_voice_once(seed, wings):
    voices = make_voices(seed, wings=wings)
    state = themes.group(voices)
    for theme_id, parts in grain.refine(state, voices).items():
        assert len(parts) > 1
        told = [key for part in parts for key in part.keys]
        assert sorted(told) == sorted(state.members(theme_id))
        assert sum(len(part.keys) > 1 for part in parts) <= grain.MOST_PARTS


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_voices_changes_no_view(seed):
    voices = make_voices(1)
    order = np.random.default_rng(seed).permutation(len(voices)).tolist()
    state = themes.group(voices)
    other = voices.pick(order)
    seen, again = grain.refine(state, voices), grain.refine(state, other)
    assert {name: {frozenset(part.keys) for part in parts} for name, parts in seen.items()} == {
        name: {frozenset(part.keys) for part in parts} for name, parts in again.items()
    }
    assert grain.coarsen(state, voices) == grain.coarsen(state, other)


def test_voices_that_people_called_the_same_are_never_parted():
    voices = make_voices()
    state = in_three_themes(voices)
    apart = [
        (parts[0].keys[0], parts[1].keys[0]) for parts in grain.refine(state, voices).values()
    ]
    assert apart
    told = themes.correct(state, voices, [Edit(Op.SAME, pair) for pair in apart])
    where = {
        key: (name, number)
        for name, parts in grain.refine(told, voices).items()
        for number, part in enumerate(parts)
        for key in part.keys
    }
    for one, other in apart:
        assert where.get(one) == where.get(other)


def test_small_themes_and_those_of_one_piece_have_no_parts():
    voices = make_voices(issues=2, wings=1, each=5)
    assert grain.refine(themes.group(voices), voices) == {}


@pytest.mark.parametrize("issues", [1, 2, 3, 8])
def test_every_theme_is_in_one_band(issues):
    voices = make_voices(issues=issues)
    state = themes.group(voices)
    several = [theme.id for theme in state.themes if not theme.is_lone]
    bands = grain.coarsen(state, voices)
    assert sorted(name for band in bands for name in band) == sorted(several)
    assert len(bands) <= (grain.MOST_BANDS if len(several) > 2 else len(several))
