"""Labelled sets of voices, and invented meetings drawn from them.

A set is a CSV file with the columns ``本文`` and ``topic`` (or ``話題``).  Several sets can be
put together; topics that are the same need under another name are then one.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from synthetic import make_cloud

from analysis.voices import Voices, to_unit

Labels = NDArray[np.int64]
Vectors = NDArray[np.float32]

# The same topic under the names three writers gave it.
SAME_TOPIC = {
    "shopping": "買い物",
    "mobility": "移動",
    "出かける足": "移動",
    "watch": "見守り",
    "ひとりの夜・見守り": "見守り",
    "place": "居場所",
    "集まる場所": "居場所",
    "helper": "担い手",
    "dementia": "もの忘れ",
    "garbage": "ごみ",
    "ごみ出し": "ごみ",
    "snow": "雪",
    "雪かき": "雪",
    "digital": "デジタル",
    "スマホ": "デジタル",
    "meal": "食事",
    "generation": "世代交流",
    "子どもとのつながり": "世代交流",
    "disaster": "災害",
    "通院": "医療",
    "介護する人": "介護する家族",
    "空き家": "住まい",
    "家の小さな修理": "住まい",
}


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """Voices with their vectors and the theme of each; every odd voice is a theme of its own.

    ``enriched`` are the vectors the product groups on, with the glossary's part beside
    ``plain``; for invented vectors there is no glossary and both are the same.
    """

    texts: tuple[str, ...]
    plain: Vectors
    enriched: Vectors
    themes: Labels

    def __len__(self) -> int:
        return len(self.texts)

    def pick(self, rows: NDArray[np.int64]) -> "Meeting":
        """Return the voices at *rows*."""
        texts = tuple(self.texts[row] for row in rows)
        return Meeting(texts, self.plain[rows], self.enriched[rows], self.themes[rows])


def make_voices(texts: Sequence[str], vectors: Vectors) -> Voices:
    """Return what the engine takes."""
    return Voices(tuple(f"v{i}" for i in range(len(texts))), tuple(texts), to_unit(vectors))


def stand_alone(themes: Labels) -> Labels:
    """Return themes in which every odd voice (-1) is one of its own."""
    odd = themes < 0
    alone = themes.astype(np.int64).copy()
    alone[odd] = themes.max(initial=-1) + 1 + np.arange(int(odd.sum()))
    return alone


def invent(size: int, seed: int, kind: str) -> Meeting:
    """Return a meeting of invented vectors; its texts are all different and say nothing."""
    cloud = make_cloud(size, seed, kind)
    texts = tuple(f"声{i * 7919 % 1_000_003:07d}" for i in range(size))
    return Meeting(texts, cloud.vectors, cloud.vectors, stand_alone(cloud.themes))


def read_sets(paths: Sequence[Path], *, pooled: bool) -> Iterator[tuple[str, Meeting]]:
    """Yield the name of each set and the set as one large meeting; at last all together."""
    read = [_read(path) for path in paths]
    for path, rows in zip(paths, read, strict=True):
        yield path.stem, _embed(rows)
    if pooled and len(paths) > 1:
        together = [
            (text, SAME_TOPIC.get(topic, topic)) for rows in read for text, topic in rows
        ]
        yield "all sets together", _embed(together)


def _read(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return [(row["本文"], row.get("topic") or row["話題"]) for row in rows]


def _embed(rows: Sequence[tuple[str, str]]) -> Meeting:
    from workshop_app import embedders
    from workshop_app.usecases import enriching

    encoder = embedders.load_default()
    texts = tuple(text for text, _ in rows)
    plain = encoder.encode(texts)
    names = [topic for _, topic in rows]
    number = {name: i for i, name in enumerate(sorted(set(names)))}
    themes = np.array([number[name] for name in names], np.int64)
    return Meeting(texts, plain, to_unit(enriching.for_grouping(plain, encoder)), themes)


def draw(whole: Meeting, size: int, seed: int, *, focused: bool) -> Meeting:
    """Return a random meeting of about *size* of the voices.

    A focused meeting speaks about some of the topics, in unequal shares; another about all,
    as the voices fall.
    """
    rng = np.random.default_rng([size, seed])
    if not focused:
        return whole.pick(rng.choice(len(whole), min(size, len(whole)), replace=False))
    topics = rng.permutation(int(whole.themes.max()) + 1)[: max(4, round(size**0.45))]
    shares = rng.dirichlet(np.full(len(topics), 3.0))
    rows: list[int] = []
    for topic, share in zip(topics, shares, strict=True):
        there = np.flatnonzero(whole.themes == topic)
        wanted = min(len(there), max(2, round(share * size)))
        rows += rng.choice(there, wanted, replace=False).tolist()
    return whole.pick(np.array(rows, np.int64))
