"""Who groups better: the engine and its peers on the same meetings and the same vectors."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from meetings import Labels, Meeting, Vectors
from rivals import Rival, list_rivals, run_kmeans, run_letters, run_ours
from scoring import Score, compare, score

from analysis.text import content_words

Table = dict[str, list[Score]]


@dataclass(frozen=True, slots=True)
class Joined:
    """Shares of pairs that stand in one group: of one topic, and of two."""

    right: float
    wrong: float


def play(
    meetings: Iterable[Meeting], *, seed: int, large: bool = False, alone: bool = False
) -> Table:
    """Return every method's scores, meeting by meeting; only the engine's where it is *alone*.

    Where the product enriches the vectors, peers run twice: on the plain vectors and on the
    enriched ones; so does the engine.  The engine on the enriched ones is the product.
    """
    table: Table = defaultdict(list)
    for number, meeting in enumerate(meetings):
        looks: list[tuple[str, Vectors]] = [("", meeting.enriched)]
        if meeting.enriched is not meeting.plain:
            looks = [(", enriched", meeting.enriched), (", plain", meeting.plain)]
        rivals = [] if alone else list_rivals(has_texts=len(looks) > 1, large=large)
        for suffix, vectors in looks:
            for rival in [Rival(run_ours), *rivals]:
                if not rival.reads_vectors and suffix != ", plain":
                    continue
                found = _time(rival, meeting, vectors, seed + number)
                for name, result in found.items():
                    table[name + (suffix if rival.reads_vectors else "")].append(result)
    return table


def _time(rival: Rival, meeting: Meeting, vectors: Vectors, seed: int) -> dict[str, Score]:
    start = time.perf_counter()
    found = rival.run(meeting, vectors, seed)
    seconds = time.perf_counter() - start
    return {name: score(meeting.themes, labels, seconds) for name, labels in found.items()}


def print_table(title: str, table: Table) -> None:
    """Print means, and how far the product is ahead; and the engine on the peer's vectors."""
    ours = next(iter(table.values()))
    print(f"\n{title}; {len(ours)} meetings\n")
    print("| method | ARI | AMI | themes | ahead in ARI | in AMI | same vectors | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    for name, scores in table.items():
        rand, information = [s.rand for s in scores], [s.information for s in scores]
        ahead = above = alike = ""
        if scores is not ours:
            ahead = str(compare([s.rand for s in ours], rand))
            above = str(compare([s.information for s in ours], information))
        same = table.get("kurumaza, plain", [])
        if same and name.endswith(", plain") and scores is not same:
            alike = str(compare([s.rand for s in same], rand))
        print(
            f"| {name} | {np.mean(rand):.2f} | {np.mean(information):.2f}"
            f" | {np.mean([s.themes for s in scores]):.0f} | {ahead} | {above} | {alike}"
            f" | {np.median([s.seconds for s in scores]):.3g} |",
            flush=True,
        )


def find_strange_pairs(meeting: Meeting) -> dict[bool, list[tuple[int, int]]]:
    """Return the pairs that share no content word, by whether they are of one topic."""
    words = [set(content_words(text)) for text in meeting.texts]
    pairs: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for one, other in combinations(range(len(meeting)), 2):
        if not words[one] & words[other]:
            pairs[bool(meeting.themes[one] == meeting.themes[other])].append((one, other))
    return pairs


def join_strangers(meetings: Sequence[Meeting], *, seed: int) -> dict[str, list[Joined]]:
    """Return how often pairs without a common content word are joined, by method.

    A method that puts nearly everybody into one group joins most pairs of one topic, and as
    many of two; only the difference counts.
    """
    found: dict[str, list[Joined]] = defaultdict(list)
    for number, meeting in enumerate(meetings):
        pairs = find_strange_pairs(meeting)
        plays: dict[str, Labels] = {
            **run_ours(meeting, meeting.enriched),
            **run_letters(meeting, meeting.plain),
            **run_kmeans(meeting, meeting.plain, seed + number),
        }
        for name, labels in plays.items():
            shares = {
                same: float(np.mean([labels[a] == labels[b] for a, b in pairs[same]]))
                for same in pairs
            }
            found[name].append(Joined(shares[True], shares[False]))
    return found


def print_joined(title: str, joined: dict[str, list[Joined]]) -> None:
    """Print the shares, and the product's lead over the letters."""
    print(f"\n{title}\n")
    print("| method | joined, one topic | joined, two topics | difference |")
    print("|---|---|---|---|")
    for name, shares in joined.items():
        right = np.mean([s.right for s in shares])
        wrong = np.mean([s.wrong for s in shares])
        print(f"| {name} | {right:.1%} | {wrong:.1%} | {right - wrong:+.1%} |")
    ours, letters = joined["kurumaza"], joined["letters, true k"]
    raw = compare([s.right for s in ours], [s.right for s in letters])
    net = compare([s.right - s.wrong for s in ours], [s.right - s.wrong for s in letters])
    print(f"\nAhead of the letters: joined of one topic {raw}; less those of two {net}")
