"""How well voices are grouped, how still the picture stays, and how long it takes.

    python benchmarks/grouping.py quality [--largest N]
    python benchmarks/grouping.py labelled STATEMENTS.csv ...
    python benchmarks/grouping.py stillness
    python benchmarks/grouping.py speed [--largest N]
    python benchmarks/grouping.py certainty STATEMENTS.csv

Every method gets the same vectors in the same run and its own time.  Scores count every
voice; an odd voice is a theme of its own.  BERTopic and the 広聴AI recipe (UMAP to two
dimensions, k-means, Ward) run where ``bertopic`` and ``umap-learn`` are installed.
"""

import argparse
import csv
import importlib.util
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    v_measure_score,
)
from synthetic import KINDS, make_cloud

from analysis import proposal, themes
from analysis.voices import Voices, to_unit

Labels = NDArray[np.int64]
Method = Callable[[Voices, Labels], Sequence[object]]


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement with the truth, and the seconds it took."""

    rand: float
    information: float
    seconds: float


def make_voices(vectors: NDArray[np.float32], texts: Sequence[str] | None = None) -> Voices:
    """Return voices around vectors; invented texts are all different."""
    count = len(vectors)
    said = (
        texts if texts is not None else [f"声{i * 7919 % 1_000_003:07d}" for i in range(count)]
    )
    return Voices(tuple(f"v{i}" for i in range(count)), tuple(said), to_unit(vectors))


def stand_alone(labels: Labels) -> Labels:
    """Return labels in which every odd voice (-1) is a theme of its own."""
    odd = labels < 0
    alone = labels.copy()
    alone[odd] = labels.max(initial=0) + 1 + np.arange(int(odd.sum()))
    return alone


def group_ours(voices: Voices, _: Labels) -> Sequence[object]:
    """Group with the engine; the number of themes is its own choice."""
    where = themes.group(voices).theme_of()
    return [where[key] for key in voices.keys]


def group_by_kmeans(voices: Voices, truth: Labels) -> Sequence[object]:
    """Group by k-means that is told the true number of themes."""
    count = len(set(truth[truth >= 0].tolist()))
    return KMeans(count, n_init=4, random_state=0).fit_predict(voices.vectors).tolist()


def group_by_letters(voices: Voices, truth: Labels) -> Sequence[object]:
    """Group by average linkage of letter 2-3-grams, told the true number of themes."""
    letters = TfidfVectorizer(analyzer="char", ngram_range=(2, 3)).fit_transform(voices.texts)
    count = len(set(truth[truth >= 0].tolist()))
    linkage = AgglomerativeClustering(count, metric="cosine", linkage="average")
    return linkage.fit_predict(letters.toarray()).tolist()


def group_by_bertopic(voices: Voices, _: Labels) -> Sequence[object]:
    """Group by BERTopic with its defaults."""
    from bertopic import BERTopic

    topics, _probabilities = BERTopic(language="multilingual").fit_transform(
        list(voices.texts), voices.vectors
    )
    return stand_alone(np.array(topics)).tolist()


def group_by_kouchou(voices: Voices, _: Labels) -> Sequence[object]:
    """Group by UMAP to two dimensions, k-means and Ward, as 広聴AI's recipe does."""
    import umap

    flat = umap.UMAP(n_components=2, n_neighbors=max(2, min(15, len(voices) - 1)))
    points = flat.fit_transform(voices.vectors)
    fine = max(2, min(len(voices) // 2, 10 * round(len(voices) ** (1 / 3))))
    first = KMeans(fine, n_init=1, random_state=42).fit(points)
    coarse = max(2, min(10, round(len(voices) ** (1 / 3))))
    upper = AgglomerativeClustering(min(coarse, fine)).fit_predict(first.cluster_centers_)
    return upper[first.labels_].tolist()


def list_methods(*, has_texts: bool) -> dict[str, Method]:
    """Return the methods that can run here."""
    found: dict[str, Method] = {"kurumaza": group_ours, "k-means, true k": group_by_kmeans}
    if has_texts:
        found["letters, true k"] = group_by_letters
    if importlib.util.find_spec("bertopic"):
        found["BERTopic"] = group_by_bertopic
    if importlib.util.find_spec("umap"):
        found["広聴AI recipe"] = group_by_kouchou
    return found


def measure(method: Method, voices: Voices, truth: Labels) -> Score:
    """Return how well one method groups one set, and its wall time."""
    start = time.perf_counter()
    found = method(voices, truth)
    seconds = time.perf_counter() - start
    known = stand_alone(truth)
    number = {name: i for i, name in enumerate(dict.fromkeys(found))}
    labels = [number[name] for name in found]
    information = adjusted_mutual_info_score(known, labels) if len(labels) <= 20_000 else np.nan
    return Score(float(adjusted_rand_score(known, labels)), float(information), seconds)


def show_quality(largest: int) -> None:
    """Print the agreement on invented sets, and the paired difference to the best peer."""
    for kind in KINDS:
        for size in (s for s in (30, 100, 300, 1000, 3000, 10_000) if s <= largest):
            seeds = range(10 if size <= 300 else 3 if size <= 3000 else 1)
            clouds = [make_cloud(size, seed, kind) for seed in seeds]
            table = {
                name: [measure(m, make_voices(c.vectors), c.themes) for c in clouds]
                for name, m in list_methods(has_texts=False).items()
            }
            print(f"{kind} N={size}")
            _print_scores(table)


def show_labelled(paths: Sequence[Path]) -> None:
    """Print the agreement on labelled statements, whole and as meetings of 30 to 120."""
    from workshop_app import embedders

    encoder = embedders.load_default()
    for path in paths:
        texts, topics = read_statements(path)
        vectors = encoder.encode(texts)
        voices = make_voices(vectors, texts)
        asked = themes.group(voices, groups=len(set(topics.tolist()))).theme_of()
        told = [asked[key] for key in voices.keys]
        print(
            f"{path.name}: true number asked for: ARI {adjusted_rand_score(topics, told):.3f}"
            f" V {v_measure_score(topics, told):.3f}"
        )
        meetings = [(voices, topics)]
        for title, size in [("whole", 0), ("of 30", 30), ("of 60", 60), ("of 120", 120)]:
            if size:
                drawn = [draw_meeting(topics, size, seed) for seed in range(10)]
                meetings = [(voices.pick(rows), topics[rows]) for rows in drawn]
            table = {
                name: [measure(method, *meeting) for meeting in meetings]
                for name, method in list_methods(has_texts=True).items()
            }
            print(f"{path.name} {title}")
            _print_scores(table)


def draw_meeting(topics: Labels, size: int, seed: int) -> list[int]:
    """Return the rows of one invented meeting: some of the topics, in unequal shares."""
    rng = np.random.default_rng([size, seed])
    count = max(4, round(size**0.45))
    rows: list[int] = []
    chosen = rng.permutation(int(topics.max()) + 1)[:count]
    for topic, share in zip(chosen, rng.dirichlet(np.full(count, 3.0)), strict=True):
        there = np.flatnonzero(topics == topic)
        wanted = min(len(there), max(2, round(share * size)))
        rows += rng.choice(there, wanted, replace=False).tolist()
    return rows


def read_statements(path: Path) -> tuple[list[str], Labels]:
    """Return the texts and the number of each one's topic."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    names = [row.get("topic") or row["話題"] for row in rows]
    number = {name: i for i, name in enumerate(sorted(set(names)))}
    return [row["本文"] for row in rows], np.array([number[name] for name in names])


def _print_scores(table: dict[str, list[Score]]) -> None:
    for name, scores in table.items():
        rand = np.array([score.rand for score in scores])
        told = f"ARI {rand.mean():.3f}  AMI {np.mean([s.information for s in scores]):.3f}"
        seconds = np.median([score.seconds for score in scores])
        print(f"  {name:16} {told}  {seconds:8.3f} s")
    ours = np.array([score.rand for score in table["kurumaza"]])
    peers = {
        name: np.array([s.rand for s in t]) for name, t in table.items() if name != "kurumaza"
    }
    best = max(peers, key=lambda name: float(peers[name].mean()))
    gain = ours - peers[best]
    spread = 1.96 * gain.std(ddof=1) / np.sqrt(len(gain)) if len(gain) > 1 else float("nan")
    print(f"  {'':16} ahead of {best} by {gain.mean():+.3f} ± {spread:.3f}")


def show_stillness() -> None:
    """Print what moves: on arrival, and when a proposal is accepted."""
    for kind, size, growth in (
        (kind, size, growth)
        for kind in KINDS
        for size in (100, 300, 1000)
        for growth in (0.05, 0.3)
    ):
        rows = list(_watch(kind, size, growth, range(5 if size < 1000 else 2)))
        moved, alike, arrived, proposed, fresh = np.array(rows).T
        print(
            f"{kind} N={size} +{growth:.0%}: moved {moved.mean():.1%} (most {moved.max():.1%}),"
            f" ARI to before {alike.mean():.3f} (least {alike.min():.3f});"
            f" ARI arrived {arrived.mean():.3f} proposed {proposed.mean():.3f}"
            f" from nothing {fresh.mean():.3f}"
        )


def _watch(
    kind: str, size: int, growth: float, seeds: Sequence[int]
) -> Iterator[tuple[float, ...]]:
    for seed in seeds:
        cloud = make_cloud(round(size * (1 + growth)), seed, kind)
        voices, truth = make_voices(cloud.vectors), stand_alone(cloud.themes)
        before = themes.group(voices.pick(range(size)))
        was = before.theme_of()
        offer = proposal.propose(before, voices)
        arrived, now = offer.before.theme_of(), offer.after.theme_of()
        if any(arrived[key] != was[key] for key in was):
            raise AssertionError("an arrival moved somebody")
        anew = themes.group(voices).theme_of()
        yield (
            sum(now[key] != was[key] for key in was) / size,
            float(adjusted_rand_score(list(was.values()), [now[key] for key in was])),
            *(
                float(adjusted_rand_score(truth, [state[key] for key in voices.keys]))
                for state in (arrived, now, anew)
            ),
        )


def show_speed(largest: int) -> None:
    """Print seconds and memory from a hundred voices up, and of one more voice."""
    sizes = [s for s in (100, 300, 1000, 3000, 10_000, 30_000, 100_000) if s <= largest]
    spent = []
    themes.group(make_voices(make_cloud(100, 0).vectors))  # whatever is loaded once
    for size in sizes:
        cloud = make_cloud(size + 1, 0)
        voices = make_voices(cloud.vectors)
        start = time.perf_counter()
        state = themes.group(voices.pick(range(size)))
        whole = time.perf_counter() - start
        start = time.perf_counter()
        themes.arrive(state, voices)
        one = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        spent.append(whole)
        where = state.theme_of()
        told = [where[key] for key in voices.keys[:size]]
        rand = adjusted_rand_score(stand_alone(cloud.themes)[:size], told)
        print(
            f"N={size:7}  group {whole:8.3f} s  one more {one:7.3f} s"
            f"  ARI {rand:.3f}  peak {memory:6.0f} MB"
        )
    large = [(s, t) for s, t in zip(sizes, spent, strict=True) if s >= 1000]
    if len(large) > 1:
        slope = np.polyfit(*np.log(np.array(large)).T, 1)[0]
        print(f"time grows like N^{slope:.2f} from 1,000")


def show_certainty(paths: Sequence[Path]) -> None:
    """Print how often a voice shares its topic with most of its theme, by stated certainty."""
    from workshop_app import embedders

    encoder = embedders.load_default()
    sure: list[float] = []
    right: list[bool] = []
    sets = [(c.vectors, None, c.themes) for c in (make_cloud(300, s) for s in range(5))]
    for path in paths:
        texts, topics = read_statements(path)
        sets.append((encoder.encode(texts), texts, topics))
    for vectors, texts, truth in sets:
        voices = make_voices(vectors, texts)
        state = themes.group(voices)
        number = {key: int(t) for key, t in zip(voices.keys, truth, strict=True)}
        for theme in state.themes:
            members = [p for p in state.placements if p.theme_id == theme.id]
            if theme.is_lone:
                continue
            told = [number[p.key] for p in members]
            main = max(set(told), key=told.count)
            sure += [p.certainty for p in members]
            right += [number[p.key] == main and main >= 0 for p in members]
    edges = np.linspace(0.0, 1.0, 11)
    place = np.digitize(sure, edges[1:-1])
    for i in range(10):
        here = place == i
        if here.any():
            share = np.mean(np.array(right)[here])
            print(
                f"certainty {edges[i]:.1f}-{edges[i + 1]:.1f}: {share:.2f} right of {sum(here)}"
            )


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "what", choices=["quality", "labelled", "stillness", "speed", "certainty"]
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--largest", type=int, default=10_000)
    order = parser.parse_args()
    match order.what:
        case "quality":
            show_quality(order.largest)
        case "labelled":
            show_labelled(order.files)
        case "stillness":
            show_stillness()
        case "speed":
            show_speed(order.largest)
        case "certainty":
            show_certainty(order.files)


if __name__ == "__main__":
    main()
