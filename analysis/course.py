"""The course of an issue through meetings and areas: new, grown, gone, and known all over.

Counts only; nothing here compares people or ranks areas.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

GROWN = 1.5  # times the share of voices before, to be called grown (a proposal)
TOWN_WIDE = 2  # areas in which an issue is known, to be one for the whole town (C17)


class Course(StrEnum):
    """What became of an issue from the meetings before to the newest one."""

    NEW = "new"
    GROWN = "grown"
    STEADY = "steady"
    GONE = "gone"


def follow(counts: Sequence[int], totals: Sequence[int]) -> Course | None:
    """Return the course of one issue over meetings in the order they were held.

    Parameters
    ----------
    counts
        Voices about the issue at each meeting.
    totals
        All voices at each meeting; a meeting without voices says nothing.

    Returns
    -------
    None while fewer than two meetings have voices, or where nobody ever spoke of it. Grown
    means that its share of the newest meeting's voices is at least one and a half times its
    share of all voices before.

    Examples
    --------
    >>> follow([0, 3], [20, 20])
    <Course.NEW: 'new'>
    """
    held = [(count, total) for count, total in zip(counts, totals, strict=True) if total]
    if len(held) < 2 or not any(count for count, _ in held):
        return None
    now, now_total = held[-1]
    before = sum(count for count, _ in held[:-1])
    before_total = sum(total for _, total in held[:-1])
    if not before:
        return Course.NEW
    if not now:
        return Course.GONE
    # Compared crosswise, so that no division rounds the limit.
    grown = now * before_total >= GROWN * before * now_total
    return Course.GROWN if grown else Course.STEADY


def is_town_wide(by_area: Mapping[str, int]) -> bool:
    """Say whether an issue was spoken of in two areas or more: one for the whole town.

    Examples
    --------
    >>> is_town_wide({"本町": 4, "川西": 1, "奥沢": 0})
    True
    """
    return sum(count > 0 for count in by_area.values()) >= TOWN_WIDE
