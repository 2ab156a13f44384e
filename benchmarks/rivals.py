"""The peers, each as its users would run it, on vectors that are given.

Nothing here belongs to the product: BERTopic, umap-learn and hdbscan come from the dependency
group ``peers`` and are imported only when asked for.  The 広聴AI recipe is written here from
its published description: UMAP to two dimensions, k-means on the flat points, Ward on the
k-means centres.  Every method takes the seed of its run.
"""

import importlib.util
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from meetings import Labels, Meeting, Vectors, make_voices, stand_alone
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis import themes
from analysis.division import divide
from analysis.voices import fold

Run = Callable[[Meeting, Vectors, int | None], dict[str, Labels]]
SMALL = 4  # smallest topic of BERTopic where it is told that meetings are small


@dataclass(frozen=True, slots=True)
class Rival:
    """A method: how it runs, and whether it looks at vectors or at letters.

    ``run`` takes a meeting, the vectors to look at, and a seed (None: as its authors run it),
    and returns the groups of one or more levels by name.
    """

    run: Run
    reads_vectors: bool = True


def run_ours(meeting: Meeting, vectors: Vectors, seed: int | None = None) -> dict[str, Labels]:
    """Group with the engine; it has no seed and chooses the number of themes."""
    voices = make_voices(meeting.texts, vectors)
    where = themes.group(voices).theme_of()
    return {"kurumaza": number_names([where[key] for key in voices.keys])}


def group_only(meeting: Meeting, vectors: Vectors, seed: int | None = None) -> None:
    """Group with the engine and stop there: no headings, no certainty, no names."""
    divide(fold(make_voices(meeting.texts, vectors)))


def group_bertopic(meeting: Meeting, vectors: Vectors, seed: int | None = None) -> None:
    """Run the two steps of BERTopic that group, with its defaults; no words of topics."""
    from hdbscan import HDBSCAN
    from umap import UMAP

    flat = UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        points = flat.fit_transform(vectors)
        HDBSCAN(
            min_cluster_size=10,
            metric="euclidean",
            cluster_selection_method="eom",
            prediction_data=True,
        ).fit(points)


def run_bertopic(
    meeting: Meeting, vectors: Vectors, seed: int | None = None
) -> dict[str, Labels]:
    """Run BERTopic with its defaults; a voice it calls an outlier stands alone."""
    return {"BERTopic": _run_bertopic(meeting, vectors, seed, 10)}


def run_bertopic_small(
    meeting: Meeting, vectors: Vectors, seed: int | None = None
) -> dict[str, Labels]:
    """Run BERTopic told that topics may be small."""
    return {f"BERTopic, topics from {SMALL}": _run_bertopic(meeting, vectors, seed, SMALL)}


def _run_bertopic(meeting: Meeting, vectors: Vectors, seed: int | None, least: int) -> Labels:
    from bertopic import BERTopic
    from umap import UMAP

    flat = UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
    )
    model = BERTopic(language="multilingual", min_topic_size=least, umap_model=flat)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        topics, _ = model.fit_transform(list(meeting.texts), vectors)
    return stand_alone(np.asarray(topics, np.int64))


def run_kouchou(
    meeting: Meeting, vectors: Vectors, seed: int | None = None
) -> dict[str, Labels]:
    """Run the 広聴AI recipe: its upper and its lower level.

    Upper themes: the cube root of the number of voices, 2 to 10; lower ones: its square.
    """
    from umap import UMAP

    count = len(meeting)
    upper = int(np.clip(round(count ** (1 / 3)), 2, 10))
    lower = min(upper**2, count)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        flat = UMAP(
            n_components=2, n_neighbors=max(2, min(15, count - 1)), random_state=seed
        ).fit_transform(vectors)
    fine = KMeans(lower, random_state=42).fit(flat)
    joined = fcluster(linkage(fine.cluster_centers_, "ward"), upper, "maxclust")
    return {
        "広聴AI recipe, upper": np.asarray(joined[fine.labels_], np.int64),
        "広聴AI recipe, lower": np.asarray(fine.labels_, np.int64),
    }


def run_kmeans(
    meeting: Meeting, vectors: Vectors, seed: int | None = None
) -> dict[str, Labels]:
    """Run k-means, told the true number of themes of several voices."""
    found = KMeans(count_themes(meeting), n_init=10, random_state=seed).fit_predict(vectors)
    return {"k-means, true k": np.asarray(found, np.int64)}


def run_letters(
    meeting: Meeting, vectors: Vectors, seed: int | None = None
) -> dict[str, Labels]:
    """Run average linkage on pieces of two and three letters, told the true number."""
    pieces = TfidfVectorizer(analyzer="char", ngram_range=(2, 3)).fit_transform(meeting.texts)
    method = AgglomerativeClustering(count_themes(meeting), metric="cosine", linkage="average")
    found = method.fit_predict(pieces.toarray())
    return {"letters, true k": np.asarray(found, np.int64)}


def count_themes(meeting: Meeting) -> int:
    """Return the number of true themes of more than one voice; at least two."""
    return max(2, int((np.bincount(meeting.themes) > 1).sum()))


def number_names(names: list[str]) -> Labels:
    """Return a number for each name."""
    number = {name: i for i, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], np.int64)


def list_rivals(*, has_texts: bool, large: bool = False) -> list[Rival]:
    """Return the peers that are installed here; fewer where there are thousands of voices."""
    found = [] if large else [Rival(run_kmeans)]
    if has_texts:
        found.append(Rival(run_letters, reads_vectors=False))
    if importlib.util.find_spec("bertopic"):
        found.append(Rival(run_bertopic))
        found += [] if large else [Rival(run_bertopic_small)]
    if importlib.util.find_spec("umap"):
        found.append(Rival(run_kouchou))
    return found
