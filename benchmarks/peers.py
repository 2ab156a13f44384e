"""The engine beside BERTopic, the 広聴AI recipe, k-means and letters, in one run.

    python benchmarks/peers.py labelled STATEMENTS.csv ... [--focused]
    python benchmarks/peers.py invented [--sizes N ...]
    python benchmarks/peers.py words STATEMENTS.csv ...
    python benchmarks/peers.py stability [STATEMENTS.csv ...]
    python benchmarks/peers.py speed [--sizes N ...] [--turns N] [--unseeded]
    python benchmarks/peers.py growth [--sizes N ...]

Everybody gets the same vectors.  Scores count every voice; an odd voice, and a voice that a
method calls an outlier, is a theme of its own.  Differences are over the same meetings, with
a 95 % bootstrap interval.  How to install the peers: docs/benchmarks.md.
"""

import argparse
from pathlib import Path

from calm import count_moved_one_by_one, print_moves, watch_ours, watch_rivals
from contest import join_strangers, play, print_joined, print_table
from meetings import draw, invent, read_sets
from pace import show_growth, show_one_more, show_speed
from synthetic import KINDS

STEPS = ("grouping", "everything")
JOBS = ("labelled", "invented", "words", "stability", "speed", "growth")


def compare_on_labelled(order: argparse.Namespace) -> None:
    """Print quality on random meetings out of labelled sets."""
    for name, whole in read_sets(order.files, pooled=True):
        for size in order.sizes or (30, 100, 300):
            if size > 0.9 * len(whole):
                continue
            drawn = [
                draw(whole, size, order.seed + i, focused=order.focused)
                for i in range(order.meetings)
            ]
            spoken = "some topics" if order.focused else "all topics"
            print_table(
                f"{name}, N={size}, {spoken}", play(drawn, seed=order.seed, alone=order.alone)
            )


def compare_on_invented(order: argparse.Namespace) -> None:
    """Print quality on invented vectors of both kinds."""
    for kind in order.kinds:
        for size in order.sizes or (30, 100, 300):
            count = order.meetings if size < 1000 else 3 if size < 10_000 else 1
            drawn = [invent(size, order.seed + i, kind) for i in range(count)]
            table = play(drawn, seed=order.seed, large=size >= 1000, alone=order.alone)
            print_table(f"{kind}, N={size}", table)


def compare_on_words(order: argparse.Namespace) -> None:
    """Print how often voices of one topic that share no content word are joined."""
    for name, whole in read_sets(order.files, pooled=False):
        for size in order.sizes or (100,):
            drawn = [
                draw(whole, size, order.seed + i, focused=False) for i in range(order.meetings)
            ]
            joined = join_strangers(drawn, seed=order.seed)
            print_joined(f"{name}, N={size}; {len(drawn)} meetings", joined)


def compare_stability(order: argparse.Namespace) -> None:
    """Print what moves when 5 % and 30 % more voices come."""
    seeds = range(order.seed, order.seed + order.meetings)
    sets = list(read_sets(order.files, pooled=True))
    for growth in (0.05, 0.3):
        for kind in order.kinds:
            for size in order.sizes or (100, 300, 1000):
                runs = []
                for seed in list(seeds)[: None if size < 1000 else 3]:
                    meeting = invent(round(size * (1 + growth)), seed, kind)
                    runs.append(
                        [*watch_ours(meeting, size), *watch_rivals(meeting, size, seed)]
                    )
                print_moves(f"{kind}, N={size} and {growth:.0%} more", runs)
        for name, whole in sets:
            size = round(0.7 * len(whole) / (1 + growth))
            runs = []
            for seed in seeds:
                meeting = draw(whole, round(size * (1 + growth)), seed, focused=False)
                runs.append([*watch_ours(meeting, size), *watch_rivals(meeting, size, seed)])
            print_moves(f"{name}, N={size} and {growth:.0%} more", runs)
    for kind in order.kinds:
        moved = count_moved_one_by_one(invent(130, order.seed, kind), 100, range(5))
        print(f"\n{kind}: 30 voices after 100, one at a time, 5 orders: {moved} cards moved")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--meetings", type=int, default=10)
    parser.add_argument("--turns", type=int, help="speed: how often each method has its turn")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=STEPS, help="speed: what")
    parser.add_argument("--unseeded", action="store_true", help="speed: peers without a seed")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--alone", action="store_true", help="the engine without its peers")
    parser.add_argument("--focused", action="store_true", help="meetings about few topics")
    order = parser.parse_args()
    match order.job:
        case "labelled":
            compare_on_labelled(order)
        case "invented":
            compare_on_invented(order)
        case "words":
            compare_on_words(order)
        case "stability":
            compare_stability(order)
        case "speed":
            show_speed(
                order.sizes or (300, 10_000),
                seed=order.seed,
                turns=order.turns,
                steps=order.steps,
                seeded=not order.unseeded,
            )
            show_one_more(3000, seed=order.seed)
        case "growth":
            sizes = order.sizes or (1000, 3000, 10_000, 30_000, 100_000)
            for kind in order.kinds:
                show_growth(sizes, seed=order.seed, kind=kind)


if __name__ == "__main__":
    main()
