"""How fast: ratios within one run, on the same vectors, after everybody has warmed up."""

import resource
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from meetings import Meeting, invent, make_voices
from rivals import run_bertopic, run_kouchou, run_ours
from sklearn.metrics import adjusted_rand_score

from analysis import themes

RIVALS = {"BERTopic": run_bertopic, "広聴AI recipe": run_kouchou}
WARM_UP = 5_000  # above 4,096 voices umap compiles another search


def show_speed(sizes: Sequence[int], *, seed: int) -> None:
    """Print the seconds of each method and how many times the engine is faster.

    Peers run unseeded, as their authors let them, which uses both cores, and seeded.
    """
    for size in (300, *([WARM_UP] if max(sizes) > WARM_UP else [])):
        warm = invent(size, seed + 1, "skewed")
        for run in (run_ours, *RIVALS.values()):
            for chosen in (None, seed):
                run(warm, warm.plain, chosen)
    print("| N | method | seconds, median (least) | engine faster, median (at least) |")
    print("|---|---|---|---|")
    for size in sizes:
        spent = _race(invent(size, seed, "skewed"), 9 if size <= 1000 else 1, seed)
        for name, seconds in spent.items():
            ratio = np.array(seconds) / np.array(spent["kurumaza"])
            times = "" if name == "kurumaza" else f"{np.median(ratio):.1f} ({ratio.min():.1f})"
            print(
                f"| {size:,} | {name} | {np.median(seconds):.3g} ({min(seconds):.3g})"
                f" | {times} |",
                flush=True,
            )


def _race(meeting: Meeting, turns: int, seed: int) -> dict[str, list[float]]:
    """Return the seconds of every method, turn by turn, so that all meet the same load."""
    runs: dict[str, Callable[[], object]] = {
        "kurumaza": partial(run_ours, meeting, meeting.plain)
    }
    for name, run in RIVALS.items():
        runs[f"{name}, unseeded"] = partial(run, meeting, meeting.plain, None)
        runs[f"{name}, seeded"] = partial(run, meeting, meeting.plain, seed)
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(turns):
        for name, action in runs.items():
            spent[name].append(_time(action))
    return spent


def show_one_more(size: int, *, seed: int) -> None:
    """Print the seconds of one more voice against those of grouping all again."""
    voices_of = invent(size + 1, seed, "skewed")
    voices = make_voices(voices_of.texts, voices_of.plain)
    old = voices.pick(range(size))
    state = themes.group(old)
    one = [_time(lambda: themes.arrive(state, voices)) for _ in range(5)]
    whole = [_time(lambda: themes.group(voices)) for _ in range(3)]
    share = float(np.median(one) / np.median(whole))
    print(
        f"one more voice among {size:,}: {np.median(one):.3g} s, all again"
        f" {np.median(whole):.3g} s: 1/{1 / share:.0f}",
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


def _time(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
