"""A firm theme is found again without a fifth of its voices; a loose one is not."""

import numpy as np

from analysis import firmness, themes
from analysis.state import Placement, State, Theme
from analysis.voices import Voices


def make_voices(noise, seed=0):
    rng = np.random.default_rng(seed)
    centres = np.repeat(rng.standard_normal((3, 30)), 10, axis=0)
    vectors = (centres + noise * rng.standard_normal((30, 30))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    keys = tuple(f"v{i}" for i in range(30))
    return Voices(keys, tuple(f"声{i}" for i in range(30)), vectors)


def test_clear_themes_are_firm_and_arbitrary_ones_weak():
    voices = make_voices(0.3)
    state = themes.group(voices)
    assert min(firmness.measure_firmness(state, voices).values()) > 0.8
    names = [f"t{i % 3}" for i in range(30)]  # cuts across every real theme
    loose = State(
        tuple(Placement(key, t, 0.5) for key, t in zip(voices.keys, names, strict=True)),
        tuple(Theme(t, t, is_lone=False, size=10) for t in ("t0", "t1", "t2")),
    )
    weak = firmness.measure_firmness(loose, voices)
    assert max(weak.values()) < firmness.WEAK
    assert all(theme.is_weak for theme in firmness.mark_weak(loose, weak).themes)


def test_the_same_seed_gives_the_same_answer_in_any_order():
    voices = make_voices(0.8)
    state = themes.group(voices)
    first = firmness.measure_firmness(state, voices, seed=3)
    assert first == firmness.measure_firmness(state, voices.pick(range(29, -1, -1)), seed=3)


def test_nothing_to_measure():
    assert firmness.measure_firmness(State(), make_voices(1.0).pick([])) == {}
