"""How fast: ratios within one run, on the same vectors, after everybody has warmed up."""

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from meetings import Meeting, Vectors, invent, make_voices
from rivals import group_bertopic, group_only, run_bertopic, run_kouchou, run_ours
from sklearn.metrics import adjusted_rand_score

from analysis import themes

_TURN = 0.4  # seconds a turn lasts at least; a peer needs them for one run
WARM_UP = 5_000  # above 4,096 voices umap compiles another search
Run = Callable[[Meeting, Vectors, int | None], object]
OURS: dict[str, Run] = {"grouping": group_only, "everything": run_ours}
RIVALS: dict[str, dict[str, Run]] = {
    "grouping": {"BERTopic": group_bertopic, "広聴AI recipe": run_kouchou},
    "everything": {"BERTopic": run_bertopic},
}


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and of all cores together."""

    clock: float
    work: float


def show_speed(
    sizes: Sequence[int],
    *,
    seed: int,
    turns: int | None = None,
    steps: Sequence[str] = tuple(OURS),
    seeded: bool = True,
) -> None:
    """Print the seconds of each method and how many times the engine is faster.

    "Grouping" is groups from vectors: the engine's groups; UMAP with HDBSCAN; UMAP with
    k-means and Ward.  "Everything" adds what is shown: the engine's headings, certainty and
    names; BERTopic's words of topics.  Peers run unseeded, as their authors let them, which
    uses every core they are allowed, and seeded.  Work is the time of all cores together,
    which a busy machine hardly changes.  A method runs again and again until its turn is
    over, so that the quick are as warm as the slow.

    Parameters
    ----------
    turns : how many turns each method has.
    steps : "grouping", "everything" or both.
    seeded : whether peers run with a seed, too.
    """
    seeds = (None, seed) if seeded else (None,)
    small = [300] if min(sizes) <= WARM_UP else []
    for size in (*small, *([WARM_UP] if max(sizes) > WARM_UP else [])):
        warm = invent(size, seed + 1, "skewed")
        for step in steps:
            for run in (OURS[step], *RIVALS[step].values()):
                for chosen in seeds:
                    run(warm, warm.plain, chosen)
    print("| N | step | method | clock, median (least) | times | work, median | times |")
    print("|---|---|---|---|---|---|---|")
    for size in sizes:
        meeting = invent(size, seed, "skewed")
        for step in steps:
            rounds = turns or (9 if size <= 1000 else 3)
            _print_race(f"{size:,} | {step}", _race(meeting, step, rounds, seeds))


def _print_race(title: str, spent: dict[str, list[Spent]]) -> None:
    ours = spent["kurumaza"]
    for name, turns in spent.items():
        clock = np.array([turn.clock for turn in turns])
        work = np.array([turn.work for turn in turns])
        times = clock / np.array([turn.clock for turn in ours])
        effort = work / np.array([turn.work for turn in ours])
        print(
            f"| {title} | {name} | {np.median(clock):.3g} ({clock.min():.3g})"
            f" | {np.median(times):.1f} ({clock.min() / min(t.clock for t in ours):.1f})"
            f" | {np.median(work):.3g} | {np.median(effort):.1f} |",
            flush=True,
        )


def _race(
    meeting: Meeting, step: str, turns: int, seeds: Sequence[int | None]
) -> dict[str, list[Spent]]:
    """Return what every method spent, turn by turn, so that all meet the same load."""
    runs: dict[str, Callable[[], object]] = {
        "kurumaza": partial(OURS[step], meeting, meeting.plain, None)
    }
    for name, run in RIVALS[step].items():
        for seed in seeds:
            how = "unseeded" if seed is None else "seeded"
            runs[f"{name}, {how}"] = partial(run, meeting, meeting.plain, seed)
    spent: dict[str, list[Spent]] = {name: [] for name in runs}
    for _ in range(turns):
        for name, action in runs.items():
            spent[name].append(_spend(action, least=_TURN))
    return spent


def show_one_more(size: int, *, seed: int) -> None:
    """Print the seconds of one more voice against those of grouping all again."""
    voices_of = invent(size + 1, seed, "skewed")
    voices = make_voices(voices_of.texts, voices_of.plain)
    old = voices.pick(range(size))
    state = themes.group(old)
    one = [_spend(lambda: themes.arrive(state, voices)) for _ in range(7)]
    whole = [_spend(lambda: themes.group(voices)) for _ in range(5)]
    for name in ("clock", "work"):
        few = float(np.median([getattr(turn, name) for turn in one]))
        all_again = float(np.median([getattr(turn, name) for turn in whole]))
        print(
            f"one more voice among {size:,}, {name}: {few:.3g} s, all again"
            f" {all_again:.3g} s: 1/{all_again / few:.0f}",
            flush=True,
        )


def show_growth(sizes: Sequence[int], *, seed: int, kind: str) -> None:
    """Print seconds, memory and quality of the engine, and the exponent of the time."""
    warm = invent(1000, seed + 1, kind)
    run_ours(warm, warm.plain)
    spent = []
    for size in sizes:
        meeting = invent(size, seed, kind)
        turns = [_run_once(meeting) for _ in range(5 if size <= 3000 else 1)]
        seconds = float(np.median([turn for turn, _ in turns]))
        spent.append(seconds)
        print(
            f"{kind} N={size:7,}  {seconds:8.3f} s  ARI {turns[0][1]:.2f}"
            f"  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB",
            flush=True,
        )
    slope = np.polyfit(np.log(sizes), np.log(spent), 1)[0]
    ends = np.log(spent[-1] / spent[0]) / np.log(sizes[-1] / sizes[0])
    print(f"time grows like N^{slope:.2f} (line through all), N^{ends:.2f} (first to last)")


def _run_once(meeting: Meeting) -> tuple[float, float]:
    start = time.perf_counter()
    found = run_ours(meeting, meeting.plain)["kurumaza"]
    seconds = time.perf_counter() - start
    return seconds, float(adjusted_rand_score(meeting.themes, found))


def _spend(action: Callable[[], object], *, least: float = 0.0) -> Spent:
    """Return what one run takes: the mean of as many as fit into *least* seconds."""
    start, before, runs = time.perf_counter(), time.process_time(), 0
    while not runs or time.perf_counter() - start < least:
        action()
        runs += 1
    clock, work = time.perf_counter() - start, time.process_time() - before
    return Spent(clock / runs, work / runs)
