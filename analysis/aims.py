"""目的 → 目標 → 手段 as a tree (C9), and what is missing in it; the links of C36.

A means without an aim above it is unlinked, an aim without an indicator cannot be measured,
and a programme can never be the purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SYSTEMS = (
    "介護予防・日常生活支援総合事業",
    "生活支援体制整備事業",
    "住民参画・官民連携推進事業",
    "地域支援事業",
    "体制整備事業",
    "総合事業",
)


class Rank(StrEnum):
    """Which floor of the tree."""

    PURPOSE = "purpose"
    AIM = "aim"
    MEANS = "means"


@dataclass(frozen=True, slots=True)
class Goal:
    """One leaf or branch; ``above`` is the id of what it serves."""

    id: int
    rank: Rank
    text: str
    above: int | None = None
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class TreeCheck:
    """What was found; ids in the order they came."""

    linked_means: tuple[int, ...]
    unlinked_means: tuple[int, ...]
    unlinked_aims: tuple[int, ...]
    unmeasurable_aims: tuple[int, ...]
    systems_as_purpose: tuple[int, ...]


def check(goals: Sequence[Goal]) -> TreeCheck:
    """Look through a tree."""
    rank_of = {goal.id: goal.rank for goal in goals}
    means = [goal for goal in goals if goal.rank is Rank.MEANS]
    aims = [goal for goal in goals if goal.rank is Rank.AIM]
    return TreeCheck(
        tuple(goal.id for goal in means if rank_of.get(_above(goal)) is Rank.AIM),
        tuple(goal.id for goal in means if rank_of.get(_above(goal)) is not Rank.AIM),
        tuple(goal.id for goal in aims if rank_of.get(_above(goal)) is not Rank.PURPOSE),
        tuple(goal.id for goal in aims if not goal.indicator.strip()),
        tuple(
            goal.id for goal in goals if goal.rank is Rank.PURPOSE and names_a_system(goal.text)
        ),
    )


def names_a_system(text: str) -> bool:
    """Say whether a purpose is nothing but a programme, whatever is done to it.

    >>> names_a_system("総合事業を広げる"), names_a_system("歩いて買物に行ける町")
    (True, False)
    """
    return any(name in text for name in SYSTEMS)


def _above(goal: Goal) -> int:
    return -1 if goal.above is None else goal.above
