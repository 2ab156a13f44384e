"""Seat new voices among few: near is what a fresh grouping of the same voices would call near.

Every voice leans on its nearest neighbours (``analysis.smoothing``), the new ones included; a
new voice joins the theme whose voices are on average as like to it as a grouping asks for.
What fits nowhere is grouped among itself and with the lone voices, each of which keeps a
theme of its own.  Nobody who had a place moves.  Measured with ``benchmarks/grouping.py``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from analysis.division import HEIGHT, MOST_THEMES
from analysis.linkage import build_tree
from analysis.polishing import Rules, release_strangers
from analysis.smoothing import centre, compare, smooth
from analysis.spaces import Gram, Space
from analysis.threads import in_one_thread
from analysis.voices import FloatArray, Items, Voices, fold

_NEAR = 1.0 - HEIGHT


@in_one_thread
def seat_few(voices: Voices, places: Mapping[str, str]) -> dict[str, str]:
    """Return the theme of every new voice that finds one among those of *places*.

    New voices that only find each other get the key of one of them in place of a theme,
    prefixed by ``new/``; a voice that finds nobody is not in the answer.

    Parameters
    ----------
    voices : all voices, those of *places* and the new ones; the work grows with n * n.
    places : the theme of each voice that has one.
    """
    items = fold(voices)
    centred = centre(items.vectors)
    plain = compare(centred)
    spread = smooth(plain)
    themes = _themes_of_items(voices, items, places)
    seats: dict[int, str | int] = {
        item: theme
        for item in range(len(items))
        if item not in themes and (theme := _find_theme(spread, themes, item)) is not None
    }
    left = [item for item in range(len(items)) if item not in themes and item not in seats]
    seats |= _group_the_rest(spread, items, themes, left)
    seats = _release_strangers(Gram(plain), items, themes, seats)
    new = {}
    firsts = items.firsts()
    for row, key in enumerate(voices.keys):
        item = int(items.of_voice[row])
        if key in places or item not in seats:
            continue
        seat = seats[item]
        new[key] = seat if isinstance(seat, str) else f"new/{voices.keys[int(firsts[seat])]}"
    return new


def _themes_of_items(voices: Voices, items: Items, places: Mapping[str, str]) -> dict[int, str]:
    """Return the theme of each item somebody of *places* belongs to."""
    return {
        int(items.of_voice[row]): places[key]
        for row, key in sorted(enumerate(voices.keys), key=lambda each: each[1])
        if key in places
    }


def _find_theme(spread: FloatArray, themes: Mapping[int, str], item: int) -> str | None:
    """Return the theme of several voices that is near enough to *item*, if there is one."""
    members: dict[str, list[int]] = {}
    for other, theme in themes.items():
        members.setdefault(theme, []).append(other)
    best, name = _NEAR, None
    for theme in sorted(members):
        if len(members[theme]) < 2:
            continue
        likeness = float(spread[item, sorted(members[theme])].mean(dtype=np.float64))
        if likeness >= best:
            best, name = likeness, theme
    return name


def _group_the_rest(
    spread: FloatArray, items: Items, themes: Mapping[int, str], left: Sequence[int]
) -> dict[int, str | int]:
    """Group the new items of *left* and the lone ones; two lone voices never join.

    New themes are joined to no more than a room can take in, beside those there are.
    """
    sizes = Counter(themes.values())
    lone = sorted(item for item, theme in themes.items() if sizes[theme] == 1)
    if not left:
        return {}
    chosen = np.array(sorted({*left, *lone}), np.int64)
    place = {int(item): row for row, item in enumerate(chosen)}
    tree = build_tree(
        spread[np.ix_(chosen, chosen)],
        height=HEIGHT,
        counts=items.counts[chosen],
        vetoes=[(place[one], place[other]) for one, other in combinations(lone, 2)],
    )
    room = MOST_THEMES - sum(size > 1 for size in sizes.values())
    groups = tree.cut_to(max(room, MOST_THEMES // 2))
    seats: dict[int, str | int] = {}
    for number in range(int(groups.max()) + 1):
        members = [int(item) for item in chosen[groups == number]]
        host = next((themes[item] for item in members if item in themes), None)
        if host is None and len(members) == 1:
            continue
        seats |= {item: host or members[0] for item in members if item not in themes}
    return seats


def _release_strangers(
    centred: Space, items: Items, themes: Mapping[int, str], seats: dict[int, str | int]
) -> dict[int, str | int]:
    """Let items stand apart that smoothing drew together: a new one, or a lone host.

    A new item far from its theme stands alone.  A lone voice far from the new ones that came
    to it stays alone, and they make a theme of their own.
    """
    names: dict[str | int, int] = {}
    found = np.array(
        [
            names.setdefault(themes.get(item, seats.get(item, -1 - item)), len(names))
            for item in range(len(items))
        ],
        np.int64,
    )
    sizes = Counter(themes.values())
    held = tuple((item,) for item in sorted(themes) if sizes[themes[item]] > 1)
    kept = release_strangers(centred, items.counts, found, Rules(together=held), None)
    away = {themes[item] for item in themes if kept[item] != found[item]}
    left = {item: seat for item, seat in seats.items() if kept[item] == found[item]}
    firsts: dict[str, int] = {}
    for item in sorted(left):
        seat = left[item]
        if isinstance(seat, str) and seat in away:
            left[item] = firsts.setdefault(seat, item)
    return left
