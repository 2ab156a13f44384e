"""A re-grouping is offered, never done: its difference, and taking it whole or in part.

The themes are made anew with as little memory of the present ones as keeps the movement
small: after five per cent more voices at most four per cent of the cards move, after thirty
per cent more at most ten.  Where even the strongest memory moves more than that, the offer is
to change nothing.  Corrections bind in every case.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis import assembly, themes
from analysis.facts import resolve
from analysis.state import State
from analysis.voices import Voices

_MEMORIES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
_LEAST_LIKENESS = 0.85


class Change(StrEnum):
    """What happens to some voices of one theme."""

    MOVED = "moved"  # to another theme
    MERGED = "merged"  # all of the theme, into another one
    SPLIT = "split"  # a part of the theme, to a theme of its own
    NEW = "new"  # from lone voices to a new theme
    ALONE = "alone"  # to stand alone


@dataclass(frozen=True, slots=True)
class Shift:
    """Voices that would go from one theme to another together; taken or refused as one."""

    change: Change
    keys: tuple[str, ...]
    from_theme_id: str
    to_theme_id: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A re-grouping to accept, refuse or take in part.

    ``before`` is what is, with every new voice placed; ``after`` what would be.
    """

    before: State
    after: State
    shifts: tuple[Shift, ...]

    @property
    def moved(self) -> int:
        """Return how many voices would change their theme."""
        return sum(len(shift.keys) for shift in self.shifts)

    def count(self, change: Change) -> int:
        """Return how many cards move or stand alone, or how many themes change so."""
        shifts = [shift for shift in self.shifts if shift.change is change]
        if change in (Change.MOVED, Change.ALONE):
            return sum(len(shift.keys) for shift in shifts)
        if change is Change.NEW:
            return len({shift.to_theme_id for shift in shifts})
        return len({shift.from_theme_id for shift in shifts})


def propose(
    previous: State,
    voices: Voices,
    *,
    groups: int | None = None,
    freely: bool = False,
    newcomers: Collection[str] | None = None,
) -> Proposal:
    """Return what a new grouping would change; new voices are placed first.

    Parameters
    ----------
    groups : a number of themes to aim at; asking for one allows any movement.
    freely : forget how the voices were grouped, but no correction.
    newcomers : the voices that came since the last grouping, where *previous* has placed
        them already; the more there are, the more cards may move.

    Raises
    ------
    ContradictionError
        When two corrections cannot hold together.
    """
    before = themes.arrive(previous, voices)
    if freely or groups is not None:
        weight = 0.0 if freely else _MEMORIES[0]
        after = themes.divide_again(before, voices, groups=groups, weight=weight)
        return _compare(before, after)
    known = previous.theme_of()
    new = [k for k in voices.keys if k not in known] if newcomers is None else newcomers
    budget = _allow(len(voices) - len(new), len(new))
    for weight in _MEMORIES:
        proposal = _compare(
            before, themes.divide_again(before, voices, groups=None, weight=weight)
        )
        if proposal.moved <= budget and _is_alike(previous, proposal.after):
            return proposal
    return _compare(before, before)


def accept(proposal: Proposal, voices: Voices, taken: Collection[int] | None = None) -> State:
    """Return the state after the shifts numbered *taken* (all by default) are made."""
    if taken is None or len(set(taken)) == len(proposal.shifts):
        return proposal.after
    places = dict(proposal.before.theme_of())
    for number in taken:
        shift = proposal.shifts[number]
        places.update(dict.fromkeys(shift.keys, shift.to_theme_id))
    known = {theme.id for theme in proposal.before.themes}
    extra = [t for t in proposal.after.themes if t.id not in known and t.id in places.values()]
    start = replace(proposal.before, themes=(*proposal.before.themes, *extra))
    facts = resolve(start.edits)
    return assembly.drop_empty(themes.settle_into(start, voices, places, facts))


def _allow(old: int, new: int) -> int:
    """Return how many cards may move; more where many voices are new."""
    growth = new / max(1, old)
    share = 0.04 + max(0.0, min(growth, 0.3) - 0.05) * 0.24
    return int(share * old)


def _is_alike(previous: State, after: State) -> bool:
    where = after.theme_of()
    shared = [p for p in previous.placements if p.key in where]
    if len(shared) < 2:
        return True
    from sklearn.metrics import adjusted_rand_score  # a second to load: only who asks waits

    old = [p.theme_id for p in shared]
    new = [where[p.key] for p in shared]
    return bool(adjusted_rand_score(old, new) >= _LEAST_LIKENESS)


def _compare(before: State, after: State) -> Proposal:
    where = after.theme_of()
    groups: dict[tuple[str, str], list[str]] = {}
    for placement in before.placements:
        there = where[placement.key]
        if there != placement.theme_id:
            groups.setdefault((placement.theme_id, there), []).append(placement.key)
    old = {theme.id: theme for theme in before.themes}
    new = {theme.id: theme for theme in after.themes}
    leaving = Counter({pair: len(keys) for pair, keys in groups.items()})
    shifts = []
    for (source, target), keys in groups.items():
        if new[target].is_lone:
            change = Change.ALONE
        elif target not in old:
            change = Change.NEW if old[source].is_lone else Change.SPLIT
        elif leaving[(source, target)] == old[source].size and not old[source].is_lone:
            change = Change.MERGED
        else:
            change = Change.MOVED
        shifts.append(Shift(change, tuple(keys), source, target))
    order: Sequence[Shift] = sorted(
        shifts, key=lambda s: (-len(s.keys), s.from_theme_id, s.to_theme_id)
    )
    return Proposal(before, after, tuple(order))
