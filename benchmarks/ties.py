"""The network and the matching: layout, figures and assignment beside what others would use.

Run ``python benchmarks/ties.py``; it prints the tables of ``docs/benchmarks-ties.md``.
Times are the median of the runs, on one process; every graph and table is made here from a
seed, so that anybody gets the same ones.
"""

import csv
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import networkx as nx
import numpy as np

from analysis import brokerage, layout, pairing
from analysis.layout import Extent
from analysis.network import ActorNode, AssetNode, Support, ThemeNode, Tie, build_graph
from analysis.pairing import Conditions, Need, Offer
from workshop_app import embedders
from workshop_app.sheets.match_table import read_match_table
from workshop_app.usecases import pairing_files

HERE = Path(__file__).resolve().parent
SEED = 20261124


def measure(act: Callable[[], object], runs: int = 3) -> float:
    """Return the median seconds of *runs* runs."""
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def make_town(size: int) -> "nx.Graph[str]":
    """Return an invented town's network of about *size* nodes."""
    random = np.random.default_rng(SEED)
    themes, actors = size // 4, size // 2
    assets = size - themes - actors
    parties = ("residents", "care", "companies")
    return build_graph(
        [ThemeNode(f"theme:{n}", f"テーマ{n}", 5, {parties[n % 3]: 5}) for n in range(themes)],
        [ActorNode(f"actor:{n}", f"団体{n}", parties[n % 3]) for n in range(actors)],
        [
            AssetNode(f"asset:{n}", f"資源{n}", "place", f"actor:{random.integers(actors)}")
            for n in range(assets)
        ],
        [
            Support(f"theme:{random.integers(themes)}", f"actor:{random.integers(actors)}")
            for _ in range(size // 2)
        ],
        [
            Tie(f"actor:{a}", f"actor:{b}", "joint")
            for a, b in random.integers(actors, size=(size // 2, 2))
            if a != b
        ],
    )


def layouts() -> None:
    """Print how long a new node takes in a kept picture, and networkx from the start."""
    print("| nodes | ours, 10 arrive, warm | networkx spring_layout, cold | ratio | moved |")
    print("|---|---|---|---|---|")
    for size in (200, 1000):
        whole = make_town(size)
        late = sorted(node for node in whole if node.startswith("asset:"))[:10]
        before = nx.Graph(whole.subgraph(set(whole) - set(late)))
        extents = {node: Extent(200, 90) for node in whole}
        old = layout.lay_out_anew(before, extents, seed=SEED)
        warm = measure(partial(layout.lay_out, whole, extents, seed=SEED, previous=old))
        cold = measure(partial(nx.spring_layout, whole, seed=SEED), 1)
        now = layout.lay_out(whole, extents, seed=SEED, previous=old)
        moved = layout.measure_movement(old, now)
        row = f"| {size} | {warm * 1000:.0f} ms | {cold * 1000:.0f} ms | {cold / warm:.0f}x"
        print(f"{row} | {moved:.0f} px |")


def figures() -> None:
    """Print how long the figures of a large network take, and whether they are the same."""
    graph = brokerage.without_parties(make_town(2000))
    ours = measure(lambda: brokerage.read_positions(graph))
    found = brokerage.read_positions(graph)
    rivals = {
        "betweenness": (nx.betweenness_centrality, found.betweenness),
        "constraint": (nx.constraint, found.constraint),
        "effective size": (nx.effective_size, found.effective_size),
    }
    total = 0.0
    print("| figure, 2,000 nodes | networkx | largest difference |")
    print("|---|---|---|")
    for name, (rival, own) in rivals.items():
        start = time.perf_counter()
        theirs = rival(graph)
        spent = time.perf_counter() - start
        total += spent
        gap = np.nanmax(np.abs(own - np.array([theirs[node] for node in found.nodes])))
        print(f"| {name} | {spent:.2f} s | {gap:.1e} |")
    print(f"\nall three here: {ours:.2f} s, networkx {total:.2f} s: {total / ours:.0f}x")


def assignments() -> None:
    """Print the whole assignment beside everybody taking the best first."""
    print("| 1,000 x 1,000 | seconds | needs met | sum of scores |")
    print("|---|---|---|---|")
    random = np.random.default_rng(SEED)
    # Meaning of ten topics: needs and offers of a topic are alike, more or less.
    asked, given = random.integers(10, size=1000), random.integers(10, size=1000)
    meaning = np.where(asked[:, None] == given[None, :], 0.5, 0.05)
    meaning = np.clip(meaning + random.normal(0, 0.15, meaning.shape), 0, 1)
    areas = [f"{n}地区" for n in "東西南北"]
    needs = [Need(f"n{i:04}", Conditions(areas[int(random.integers(4))])) for i in range(1000)]
    offers = [
        Offer(f"o{i:04}", Conditions(areas[int(random.integers(4))]), int(1 + (i % 9 == 0)))
        for i in range(1000)
    ]
    spent = measure(lambda: pairing.pair(needs, offers, meaning))
    best = pairing.pair(needs, offers, meaning)
    scores = _scores(needs, offers, meaning)
    start = time.perf_counter()
    met, total = _take_first(scores, [offer.capacity or 0 for offer in offers])
    greedy = time.perf_counter() - start
    ours = 1000 - len(best.open_needs)
    print(f"| everybody takes the best first | {greedy:.2f} | {met} | {total:.1f} |")
    print(f"| all at once | {spent:.2f} | {ours} | {best.total:.1f} |")
    print(f"\n{ours - met} needs more are met ({ours / met - 1:.1%})")


def _scores(needs: list[Need], offers: list[Offer], meaning: pairing.Scores) -> pairing.Scores:
    same = np.array([[n.conditions.area == o.conditions.area for o in offers] for n in needs])
    allowed = same & (meaning >= pairing.FLOOR)
    return np.where(allowed, meaning * pairing.UNSURE**2, 0.0)


def _take_first(scores: pairing.Scores, room: list[int]) -> tuple[int, float]:
    """Let the best pair be taken, then the next best, as a person with a list would."""
    left, free = list(room), set(range(len(scores)))
    met, total = 0, 0.0
    for place in np.argsort(-scores, axis=None, kind="stable"):
        need, offer = divmod(int(place), scores.shape[1])
        if scores[need, offer] <= 0:
            break
        if need in free and left[offer] > 0:
            free.remove(need)
            left[offer] -= 1
            met, total = met + 1, total + float(scores[need, offer])
    return met, total


def quality() -> None:
    """Print precision and recall on the labelled needs and offers, by the floor."""
    needs = read_match_table(HERE / "match_needs.csv")
    offers = read_match_table(HERE / "match_offers.csv")
    with (HERE / "match_pairs.csv").open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    true = {row["need_id"]: set(row["offer_ids"].split(";")) - {""} for row in rows}
    with_offer = sum(bool(ids) for ids in true.values())
    encoder = embedders.load_default()
    meaning = pairing_files.measure(
        [row.text for row in needs], [row.text for row in offers], encoder
    )
    asked = [Need(row.id, pairing_files.conditions_of(row)) for row in needs]
    given = [
        Offer(row.id, pairing_files.conditions_of(row, tells_times=True), row.capacity)
        for row in offers
    ]
    print(f"{len(needs)} needs ({with_offer} with a true offer), {len(offers)} offers\n")
    print("| floor | proposed | precision | recall | proposed where there is none |")
    print("|---|---|---|---|---|")
    for floor in (0.15, 0.20, 0.24, pairing.FLOOR, 0.36, 0.45):
        found = pairing.pair(asked, given, meaning, floor=floor)
        pairs = [
            (needs[one.need].id, offers[one.offer].id)
            for one in found.chosen
            if one is not None
        ]
        right = sum(offer in true[need] for need, offer in pairs)
        none = sum(not true[need] for need, _ in pairs)
        row = f"| {floor:.2f} | {len(pairs)} | {right / len(pairs):.3f}"
        print(f"{row} | {right / with_offer:.3f} | {none} |")


PARTS = {
    "layout": layouts,
    "figures": figures,
    "assignment": assignments,
    "quality": quality,
}


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        print(f"\n## {name}\n")
        PARTS[name]()
