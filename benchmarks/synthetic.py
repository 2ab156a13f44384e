"""Invented sentence vectors with known themes: easy round ones, and ones like real encoders'.

``round``  every theme is a von Mises-Fisher cloud; odd voices point anywhere.
``skewed`` what sentence encoders give: a direction all sentences share, themes that belong to
           larger subjects, a few directions of style along which everything varies, themes of
           different width, a quarter of the voices between two themes, and odd voices of two
           kinds: about nothing, and about a subject but in no theme.

Both have 384 numbers of unit length, 15 % odd voices (theme -1) and themes whose sizes fall
like 1 / rank.  The recipe follows what is known of encoder spaces; the sampler of von
Mises-Fisher directions is Wood's (1994), Simulation of the von Mises Fisher distribution.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDTH = 384
ODD = 0.15
KINDS = ("round", "skewed")

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """Vectors of unit length and the theme of each; -1 for odd voices."""

    vectors: NDArray[np.float32]
    themes: NDArray[np.int64]


def make_cloud(size: int, seed: int, kind: str = "skewed") -> Cloud:
    """Return *size* invented voices of the given kind, in random order."""
    rng = np.random.default_rng([size, seed, KINDS.index(kind)])
    odd = round(ODD * size)
    count = max(4, round(size**0.45))
    sizes = _share_out(size - odd, count, rng)
    themes = np.concatenate([np.repeat(np.arange(count), sizes), np.full(odd, -1)])
    rows = _make_round(sizes, odd, rng) if kind == "round" else _make_skewed(sizes, odd, rng)
    order = rng.permutation(size)
    return Cloud(_unit(rows)[order].astype(np.float32), themes[order])


def _share_out(total: int, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return theme sizes that fall like 1 / rank, at least two voices each."""
    weights = 1.0 / np.arange(1, count + 1)
    rest = rng.multinomial(total - 2 * count, weights / weights.sum())
    return np.asarray(rest + 2, np.int64)


def _subjects(count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return which larger subject each theme belongs to."""
    return rng.integers(0, max(2, round(count**0.6)), count)


def _make_round(sizes: NDArray[np.int64], odd: int, rng: np.random.Generator) -> Rows:
    count = len(sizes)
    subject = _subjects(count, rng)
    subjects = _unit(rng.standard_normal((int(subject.max()) + 1, WIDTH)))
    own = _unit(rng.standard_normal((count, WIDTH)))
    centres = _unit(0.5 * subjects[subject] + 0.87 * own)
    parts = [
        _draw_around(centre, float(np.sqrt(rng.uniform(0.12, 0.4))), int(n), rng)
        for centre, n in zip(centres, sizes, strict=True)
    ]
    return np.vstack([*parts, _unit(rng.standard_normal((odd, WIDTH)))])


def _draw_around(centre: Rows, resultant: float, count: int, rng: np.random.Generator) -> Rows:
    """Return directions around *centre* whose mean has the length *resultant* (Wood, 1994)."""
    kappa = resultant * (WIDTH - resultant**2) / (1.0 - resultant**2)
    free = WIDTH - 1
    slope = (np.sqrt(4.0 * kappa**2 + free**2) - 2.0 * kappa) / free
    peak = (1.0 - slope) / (1.0 + slope)
    level = kappa * peak + free * np.log(1.0 - peak**2)
    along: list[float] = []
    while len(along) < count:
        draw = rng.beta(free / 2.0, free / 2.0)
        height = (1.0 - (1.0 + slope) * draw) / (1.0 - (1.0 - slope) * draw)
        if kappa * height + free * np.log(1.0 - peak * height) - level >= np.log(rng.random()):
            along.append(height)
    height = np.array(along)[:, None]
    side = rng.standard_normal((count, WIDTH))
    side = _unit(side - (side @ centre)[:, None] * centre)
    return np.asarray(height * centre + np.sqrt(1.0 - height**2) * side)


def _make_skewed(sizes: NDArray[np.int64], odd: int, rng: np.random.Generator) -> Rows:
    encoder = np.random.default_rng(20250401)  # one encoder for every seed
    axes, _ = np.linalg.qr(encoder.standard_normal((WIDTH, WIDTH)))
    spectrum = (np.arange(WIDTH) + 4.0) ** -0.7
    axes = (axes * (spectrum / np.linalg.norm(spectrum))).T
    shared = 0.5 * _unit(encoder.standard_normal(WIDTH))

    def draw(count: int) -> Rows:
        return np.asarray(rng.standard_normal((count, WIDTH)) @ axes)

    manner = np.sqrt(0.05) * _unit(draw(5))
    subject = _subjects(len(sizes), rng)
    subjects = np.sqrt(0.4) * _unit(draw(int(subject.max()) + 1))
    centres = subjects[subject] + np.sqrt(0.6) * _unit(draw(len(sizes)))
    theme = np.repeat(np.arange(len(sizes)), sizes)
    other = rng.integers(0, len(sizes), len(theme))
    lean = np.where(rng.random(len(theme)) < 0.25, rng.uniform(0.15, 0.45, len(theme)), 0.0)
    width = np.exp(rng.normal(0.0, 0.2, len(sizes)))[theme][:, None]
    about = (1.0 - lean)[:, None] * centres[theme] + lean[:, None] * centres[other]
    voices = np.sqrt(0.29) * about + np.sqrt(0.41) * width * draw(len(theme))
    half = odd // 2
    nothing = np.sqrt(0.70) * draw(half)
    loose = subjects[rng.integers(0, len(subjects), odd - half)]
    loose = np.sqrt(0.29) * loose + np.sqrt(0.58) * draw(odd - half)
    rows = np.vstack([voices, nothing, loose])
    return np.asarray(shared + manner[rng.integers(0, 5, len(rows))] + rows)


def _unit(rows: Rows) -> Rows:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True))
