"""Who could meet whom: needs and offers put together as well as possible, all at once.

A pair is judged by meaning, area, people, time and room left.  What one side does not say
rules nothing out but is told.  Below a floor of likeness a need stays open: nobody is sent
to somebody who cannot help.  Nothing here confirms anything, and nobody is ranked: scores
compare the offers for one need, never people.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import coo_array

from analysis import bridge, hours, reach
from analysis.fit import Fit
from analysis.voices import FloatArray

FLOOR = 0.30  # of meaning; measured in benchmarks/ties.py on labelled pairs
UNSURE = 0.97  # what each condition that nobody told takes off a pair's score
ALTERNATIVES = 3
_ISSUE, _FAMILY = 1.0, 0.5
_NEAREST, _SHARPNESS = 20, 0.06

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Where, for whom and when; empty text where nobody said."""

    area: str = ""
    target: str = ""
    times: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """Something asked for, and how many places it takes."""

    id: str
    conditions: Conditions = Conditions()
    places: int = 1


@dataclass(frozen=True, slots=True)
class Offer:
    """Something given; ``capacity`` is how many places are left, None where nobody said.

    An offer of unknown capacity takes one need until somebody says more.
    """

    id: str
    conditions: Conditions = Conditions()
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One need beside one offer: the parts of the reason."""

    need: int  # places in the lists given
    offer: int
    meaning: float  # 0..1
    area: Fit
    target: Fit
    time: Fit
    has_room: bool
    score: float  # 0 where the pair cannot be

    @property
    def fits(self) -> bool:
        """Whether the pair may be proposed."""
        return self.score > 0


@dataclass(frozen=True, slots=True)
class Pairing:
    """The best assignment, and what else could be, need by need."""

    chosen: tuple[Judged | None, ...]
    alternatives: tuple[tuple[Judged, ...], ...]
    nearest: tuple[Judged | None, ...]  # the best by meaning alone, to say why a need is open
    candidates: int  # pairs that may be proposed

    @property
    def open_needs(self) -> tuple[int, ...]:
        """The needs that got nobody."""
        return tuple(n for n, pair in enumerate(self.chosen) if pair is None)

    @property
    def without_candidate(self) -> tuple[int, ...]:
        """The needs for which nobody could be proposed at all (C16)."""
        return tuple(
            n
            for n, pair in enumerate(self.chosen)
            if pair is None and not any(one.has_room for one in self.alternatives[n])
        )

    @property
    def total(self) -> float:
        """The sum of the scores of the chosen pairs."""
        return float(sum(pair.score for pair in self.chosen if pair is not None))


def measure_meaning(
    needs: FloatArray, offers: FloatArray, exemplars: bridge.Exemplars | None = None
) -> Scores:
    """Return how much each need is about what each offer serves.

    Parameters
    ----------
    needs, offers
        float32 of shape (needs, dimension) and (offers, dimension), rows of length one.
    exemplars
        Known ways to ask and to offer, of the same model; a need and an offer that share
        no word meet through them.  Without them the cosine alone counts.

    Returns
    -------
    numpy.ndarray
        float64 of shape (needs, offers), 0 to 1: the mean of the cosine (what is below 0
        counts as 0), the share of issues in common and the share of families in common
        (:func:`analysis.bridge.measure_likeness`), weighted 1 : 1 : 0.5.
    """
    if not len(needs) or not len(offers):
        return np.zeros((len(needs), len(offers)))
    plain = np.clip(np.asarray(needs @ offers.T, np.float64), 0.0, 1.0)
    if exemplars is None:
        return plain
    asked, given = (
        bridge.measure_likeness(each, exemplars, nearest=_NEAREST, sharpness=_SHARPNESS)
        for each in (needs, offers)
    )
    about = _ISSUE * (asked.issues @ given.issues.T)
    about = about + _FAMILY * (asked.families @ given.families.T)
    return np.asarray((plain + about) / (1 + _ISSUE + _FAMILY), np.float64).clip(0.0, 1.0)


def pair(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    meaning: Scores,
    *,
    floor: float = FLOOR,
    one_to_one: bool = False,
) -> Pairing:
    """Return the assignment with the greatest sum of scores, and the alternatives.

    Parameters
    ----------
    needs, offers
        What is asked and given.
    meaning
        Shape (needs, offers), 0 to 1, as :func:`measure_meaning` gives it.
    floor
        Pairs of less meaning are never proposed.
    one_to_one
        Let each offer serve one need only, whatever its capacity.

    Returns
    -------
    Pairing
        The same for the same input; needs and offers of equal score are taken by id.

    References
    ----------
    D. F. Crouse (2016), "On implementing 2D rectangular assignment algorithms", IEEE
    Transactions on Aerospace and Electronic Systems 52(4), 1679-1696 (each offer repeated
    once for each place).  Where a need takes several places it is a generalised assignment
    problem: G. T. Ross, R. M. Soland (1975), Mathematical Programming 8, 91-103, solved
    exactly as an integer programme.
    """
    if meaning.shape != (len(needs), len(offers)):
        raise ValueError(f"meaning of shape {(len(needs), len(offers))} expected")
    table = _Table.of(needs, offers, meaning, floor)
    room = np.array([_room(offer, one_to_one) for offer in offers], np.int64)
    rows = np.array(sorted(range(len(needs)), key=lambda n: needs[n].id), np.int64)
    columns = np.array(sorted(range(len(offers)), key=lambda n: offers[n].id), np.int64)
    chosen: dict[int, int] = {}
    if len(rows) and len(columns):
        sizes = np.array([_size(need) for need in needs], np.int64)
        sorted_scores = table.scores[np.ix_(rows, columns)]
        is_plain = one_to_one or bool((sizes <= 1).all())
        # An offer of unknown room takes one need, however many places that need asks for.
        unknown = np.array([offers[c].capacity is None for c in columns]) | one_to_one
        found = (
            _assign(sorted_scores, room[columns])
            if is_plain
            else _assign_sizes(sorted_scores, room[columns], sizes[rows], unknown)
        )
        chosen = {int(rows[n]): int(columns[o]) for n, o in found.items()}
    return Pairing(
        tuple(table.judge(n, chosen[n]) if n in chosen else None for n in range(len(needs))),
        tuple(table.list_others(n, chosen.get(n)) for n in range(len(needs))),
        tuple(table.find_nearest(n) for n in range(len(needs))),
        int((table.scores > 0).sum()),
    )


def give_more(offers: Sequence[Offer], offer_id: str, places: int) -> list[Offer]:
    """Return *offers* as they were if one of them gave *places* more."""
    return [
        replace(
            offer, capacity=max(0, (1 if offer.capacity is None else offer.capacity) + places)
        )
        if offer.id == offer_id
        else offer
        for offer in offers
    ]


def newly_met(before: Pairing, after: Pairing) -> tuple[int, ...]:
    """Return the needs that are open before and met after."""
    still = set(after.open_needs)
    return tuple(n for n in before.open_needs if n not in still)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """All pairs at once; each array has the shape (needs, offers)."""

    meaning: Scores
    area: NDArray[np.int8]
    target: NDArray[np.int8]
    time: NDArray[np.int8]
    room: NDArray[np.bool_]
    fitting: Scores  # scores without asking for room
    scores: Scores
    floor: float

    @classmethod
    def of(
        cls, needs: Sequence[Need], offers: Sequence[Offer], meaning: Scores, floor: float
    ) -> "_Table":
        asked = [need.conditions for need in needs]
        given = [offer.conditions for offer in offers]
        area = _compare([c.area for c in asked], [c.area for c in given], reach.compare_areas)
        target = _compare(
            [c.target for c in asked], [c.target for c in given], reach.compare_targets
        )
        time = _compare([c.times for c in asked], [c.times for c in given], _compare_times)
        places = np.array([_size(need) for need in needs], np.int64)
        left = np.array([_left(offer) for offer in offers], np.int64)
        room = (places[:, None] <= left[None, :]) & (left[None, :] > 0)
        allowed = (meaning >= floor) & (area > 0) & (target > 0) & (time > 0)
        unsure = sum((part == Fit.UNKNOWN).astype(np.int64) for part in (area, target, time))
        fitting = np.where(allowed, meaning * UNSURE**unsure, 0.0)
        scores = np.where(room, fitting, 0.0)
        return cls(meaning, area, target, time, room, fitting, scores, floor)

    def judge(self, need: int, offer: int) -> Judged:
        at = need, offer
        return Judged(
            need,
            offer,
            float(self.meaning[at]),
            Fit(int(self.area[at])),
            Fit(int(self.target[at])),
            Fit(int(self.time[at])),
            bool(self.room[at]),
            float(self.fitting[at]),
        )

    def list_others(self, need: int, chosen: int | None) -> tuple[Judged, ...]:
        row = self.fitting[need]
        order = np.argsort(-row, kind="stable")[: ALTERNATIVES + 1]
        others = [int(o) for o in order if row[o] > 0 and int(o) != chosen]
        return tuple(self.judge(need, offer) for offer in others[:ALTERNATIVES])

    def find_nearest(self, need: int) -> Judged | None:
        row = self.meaning[need]
        if not len(row) or row.max() < self.floor:
            return None
        return self.judge(need, int(row.argmax()))


def _compare_times(asked: str, given: str) -> Fit:
    return hours.compare_hours(hours.read_hours(asked), hours.read_hours(given))


def _compare(
    asked: Sequence[str], given: Sequence[str], compare: Callable[[str, str], Fit]
) -> NDArray[np.int8]:
    """Compare each wording once, however many needs and offers share it."""
    rows = {text: number for number, text in enumerate(dict.fromkeys(asked))}
    columns = {text: number for number, text in enumerate(dict.fromkeys(given))}
    known = np.array([[compare(a, g) for g in columns] for a in rows], np.int8)
    known = known.reshape(len(rows), len(columns))
    at = np.array([rows[text] for text in asked], np.int64)
    to = np.array([columns[text] for text in given], np.int64)
    return np.asarray(known[np.ix_(at, to)], np.int8)


def _size(need: Need) -> int:
    return max(1, need.places)


def _left(offer: Offer) -> int:
    """Return the room of an offer for one need; unknown room is enough for any one need."""
    return np.iinfo(np.int64).max if offer.capacity is None else max(0, offer.capacity)


def _room(offer: Offer, one_to_one: bool) -> int:
    places = 1 if offer.capacity is None else max(0, offer.capacity)
    return min(1, places) if one_to_one else places


def _assign(scores: Scores, room: NDArray[np.int64]) -> dict[int, int]:
    """Return the best offer of each need where each need takes one place."""
    copies = np.minimum(room, (scores > 0).sum(axis=0))
    columns = np.repeat(np.arange(scores.shape[1]), copies)
    if not len(columns):
        return {}
    needs, places = linear_sum_assignment(scores[:, columns], maximize=True)
    pairs = zip(needs, columns[places], strict=True)
    return {int(n): int(o) for n, o in pairs if scores[n, o] > 0}


def _assign_sizes(
    scores: Scores,
    room: NDArray[np.int64],
    sizes: NDArray[np.int64],
    unknown: NDArray[np.bool_],
) -> dict[int, int]:
    """Return the best offer of each need where needs take several places."""
    needs, offers = np.nonzero(scores > 0)
    if not len(needs):
        return {}
    which = np.arange(len(needs))
    takes = np.where(unknown[offers], 1, sizes[needs])
    once = coo_array((np.ones(len(needs)), (needs, which)), (len(scores), len(needs)))
    within = coo_array((takes, (offers, which)), (scores.shape[1], len(needs)))
    found = milp(
        -scores[needs, offers],
        integrality=np.ones(len(needs), np.int64),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(once.tocsr(), ub=1),
            LinearConstraint(within.tocsr(), ub=room),
        ],
    )
    if found.x is None:
        raise RuntimeError(f"no assignment found: {found.message}")
    taken = np.nonzero(found.x > 0.5)[0]
    return {int(needs[k]): int(offers[k]) for k in taken}
