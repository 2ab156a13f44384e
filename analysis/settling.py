"""Make placements obey the facts by moving as few voices as possible.

Used where nobody asked for a new grouping: after a correction, after an arrival, after a
proposal was accepted in part.  Nothing here looks at vectors.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from analysis.facts import Facts

Places = dict[str, str]


def settle(
    places: Mapping[str, str],
    facts: Facts,
    *,
    certainty: Mapping[str, float],
    second: Mapping[str, str | None],
    name_alone: Callable[[str], str],
) -> Places:
    """Return the placements with every fact met; voices no fact is about keep their place.

    Parameters
    ----------
    places : the theme of each voice.
    certainty, second : how surely a voice stands, and where it would go instead.
    name_alone : gives a fresh theme id for a voice that must stand alone.
    """
    settled = dict(places)
    members: dict[int, list[str]] = defaultdict(list)
    for key, group in facts.group_of.items():
        if key in settled:
            members[group].append(key)
    sizes = Counter(settled.values())
    for group, keys in members.items():
        theme = facts.theme_of.get(group) or _choose(keys, settled, sizes)
        for key in keys:
            settled[key] = theme
    _separate(settled, members, facts, certainty, second, name_alone)
    return settled


def _choose(keys: list[str], places: Places, sizes: Counter[str]) -> str:
    """Return where most of *keys* are; then the larger theme; then the first one named."""
    here = Counter(places[key] for key in keys)
    order = list(dict.fromkeys(places[key] for key in keys))
    return max(order, key=lambda theme: (here[theme], sizes[theme], -order.index(theme)))


def _separate(
    places: Places,
    members: Mapping[int, list[str]],
    facts: Facts,
    certainty: Mapping[str, float],
    second: Mapping[str, str | None],
    name_alone: Callable[[str], str],
) -> None:
    """Send one side of every pair that may not meet somewhere else."""
    rivals: dict[int, set[int]] = defaultdict(set)
    for one, other in facts.apart:
        rivals[one].add(other)
        rivals[other].add(one)

    def theme_of(group: int) -> str | None:
        return places[members[group][0]] if members.get(group) else facts.theme_of.get(group)

    for one, other in sorted(facts.apart):
        if theme_of(one) is None or theme_of(one) != theme_of(other):
            continue
        leaves = _who_leaves(one, other, members, facts, certainty)
        taken = {theme_of(rival) for rival in rivals[leaves]}
        wanted = second.get(members[leaves][0])
        if wanted is None or wanted in taken:
            wanted = name_alone(members[leaves][0])
        for key in members[leaves]:
            places[key] = wanted


def _who_leaves(
    one: int,
    other: int,
    members: Mapping[int, list[str]],
    facts: Facts,
    certainty: Mapping[str, float],
) -> int:
    """Return the group that is not bound to the theme, the smaller, the less certain one."""

    def hold(group: int) -> tuple[bool, int, float]:
        keys = members.get(group, [])
        firm = max((certainty.get(key, 0.0) for key in keys), default=0.0)
        return group in facts.theme_of, len(keys), firm

    return other if hold(one) >= hold(other) else one
