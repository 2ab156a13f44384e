"""How well the default embedding separates the topics of a labelled set of statements.

    python benchmarks/embedding_quality.py STATEMENTS.csv

The file has the columns ``本文`` and ``topic`` (or ``話題``).  k-means with the true number of
topics runs with several seeds on the vectors as they are, after centring and smoothing, and
with the bridge over the glossary's examples before that.
"""

import argparse
import csv
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, v_measure_score

from workshop_app import embedders, glossary

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over seeds, and the share of a statement's five nearest of its own topic."""

    rand: float
    v_measure: float
    nearest: float


def read_statements(path: Path) -> tuple[list[str], list[str]]:
    """Return the texts and their topics."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return [row["本文"] for row in rows], [row.get("topic") or row["話題"] for row in rows]


def bring_to_length_one(vectors: Vectors) -> Vectors:
    """Return the rows at length one."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def smooth(vectors: Vectors, neighbours: int = 10, rounds: int = 2) -> Vectors:
    """Return centred vectors, each drawn towards its nearest neighbours."""
    vectors = bring_to_length_one(vectors - vectors.mean(axis=0))
    for _ in range(rounds):
        alike = vectors @ vectors.T
        np.fill_diagonal(alike, -1)
        near = np.argsort(-alike, axis=1, kind="stable")[:, :neighbours]
        weight = np.maximum(np.take_along_axis(alike, near, axis=1), 0)
        weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-9)
        vectors = bring_to_length_one(vectors + np.einsum("ij,ijk->ik", weight, vectors[near]))
    return vectors


def measure(vectors: Vectors, topics: list[str], seeds: int) -> Quality:
    """Return how well k-means with the true number finds the topics."""
    count = len(set(topics))
    found = [
        KMeans(count, n_init=10, random_state=seed).fit_predict(vectors)
        for seed in range(seeds)
    ]
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    near = np.argsort(-alike, axis=1, kind="stable")[:, :5]
    named = np.array(topics)
    return Quality(
        float(np.mean([adjusted_rand_score(topics, labels) for labels in found])),
        float(np.mean([v_measure_score(topics, labels) for labels in found])),
        float((named[near] == named[:, None]).mean()),
    )


def main() -> None:
    """Print the figures of the chosen model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("statements", type=Path)
    parser.add_argument("--model", default="default", help="default, chars or a folder")
    parser.add_argument("--seeds", type=int, default=8)
    chosen = parser.parse_args()
    texts, topics = read_statements(chosen.statements)
    started = time.process_time()
    embedder = embedders.choose(chosen.model)
    vectors = embedder.encode(texts)
    print(
        f"{embedder.name}: {len(texts)} statements, {time.process_time() - started:.2f} CPU s"
    )
    enriched = glossary.enrich(vectors, embedder)
    shapes = {
        "as they are": vectors,
        "centred, smoothed": smooth(vectors),
        "bridge, smoothed": smooth(enriched),
    }
    for name, shaped in shapes.items():
        got = measure(shaped, topics, chosen.seeds)
        print(
            f"{name:18} ARI {got.rand:.3f}  V {got.v_measure:.3f}  nearest 5 {got.nearest:.3f}"
        )


if __name__ == "__main__":
    main()
