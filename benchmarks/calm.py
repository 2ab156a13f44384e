"""How still the picture stays when voices arrive: the engine, and peers that run again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from meetings import Labels, Meeting, make_voices
from rivals import list_rivals, number_names
from scoring import count_moved
from sklearn.metrics import adjusted_rand_score

from analysis import proposal, themes


@dataclass(frozen=True, slots=True)
class Move:
    """What became of the old voices, and how well all voices are grouped afterwards.

    ``moved`` is the share of old voices outside the best matching of old to new groups, ARI
    ``kept`` compares the old voices' groups before and after, ``rand`` all with the truth.
    """

    moved: float
    kept: float
    rand: float


def watch_ours(meeting: Meeting, old: int) -> Iterator[tuple[str, Move]]:
    """Yield what arrivals, an accepted proposal and a fresh grouping do to the old voices."""
    voices = make_voices(meeting.texts, meeting.enriched)
    before = themes.group(voices.pick(range(old)))
    was = before.theme_of()
    keys = voices.keys
    offer = proposal.propose(before, voices)
    for name, state in (
        ("kurumaza, arrival", themes.arrive(before, voices)),
        ("kurumaza, accepted proposal", proposal.accept(offer, voices)),
        ("kurumaza, from nothing", themes.group(voices)),
    ):
        now = state.theme_of()
        first = number_names([was[key] for key in keys[:old]])
        move = _compare(meeting, first, number_names([now[key] for key in keys]))
        if name != "kurumaza, from nothing":
            changed = sum(now[key] != was[key] for key in keys[:old]) / old
            move = Move(max(move.moved, changed), move.kept, move.rand)
        yield name, move


def watch_rivals(meeting: Meeting, old: int, seed: int) -> Iterator[tuple[str, Move]]:
    """Yield what running a peer again does; with one and the same seed, in its favour."""
    rows = np.arange(old)
    first = meeting.pick(rows)
    for rival in list_rivals(has_texts=False, large=True):
        before = rival.run(first, first.enriched, seed)
        after = rival.run(meeting, meeting.enriched, seed)
        for name, labels in before.items():
            yield name, _compare(meeting, labels, after[name])


def _compare(meeting: Meeting, before: Labels, after: Labels) -> Move:
    old = len(before)
    _, first = np.unique(before, return_inverse=True)
    _, then = np.unique(after[:old], return_inverse=True)
    return Move(
        count_moved(first, then),
        float(adjusted_rand_score(before, after[:old])),
        float(adjusted_rand_score(meeting.themes, after)),
    )


def count_moved_one_by_one(meeting: Meeting, old: int, orders: Sequence[int]) -> int:
    """Return how many cards moved while the rest of the voices came one at a time."""
    voices = make_voices(meeting.texts, meeting.enriched)
    moved = 0
    for order in orders:
        rest = np.random.default_rng(order).permutation(np.arange(old, len(voices)))
        there = list(range(old))
        state = themes.group(voices.pick(there))
        for row in rest:
            there.append(int(row))
            was = state.theme_of()
            state = themes.arrive(state, voices.pick(there))
            now = state.theme_of()
            moved += sum(now[key] != theme for key, theme in was.items())
    return moved


def print_moves(title: str, runs: Sequence[Sequence[tuple[str, Move]]]) -> None:
    """Print the means over the runs, and the worst run."""
    print(f"\n{title}; {len(runs)} runs\n")
    print("| method | moved | most | ARI to before | least | ARI to the truth |")
    print("|---|---|---|---|---|---|")
    for name in [name for name, _ in runs[0]]:
        moves = [move for run in runs for known, move in run if known == name]
        moved, kept = [m.moved for m in moves], [m.kept for m in moves]
        print(
            f"| {name} | {np.mean(moved):.1%} | {max(moved):.1%} | {np.mean(kept):.2f}"
            f" | {min(kept):.2f} | {np.mean([m.rand for m in moves]):.2f} |",
            flush=True,
        )
