"""The same issues over meetings and areas, laid side by side: what is new, grown, gone.

Areas stand in the order they are given and are never ranked; a share is of an area's own
voices, so that a small area is not drowned by a large one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.course import Course, follow, is_town_wide


@dataclass(frozen=True, slots=True)
class Thread:
    """One issue through all meetings and areas.

    Attributes
    ----------
    by_meeting : voices at each meeting, in order.
    by_area : voices of each area, in the order of the areas.
    course : what became of it from the meetings before to the newest one, over all areas.
    course_in : the same within each area.
    is_town_wide : whether it was spoken of in two areas or more (C17).
    """

    issue: str
    by_meeting: tuple[int, ...]
    by_area: Mapping[str, int]
    course: Course | None
    course_in: Mapping[str, Course | None]
    is_town_wide: bool


def compare(
    issues: Mapping[str, Sequence[int]],
    totals: Sequence[int],
    area_of: Sequence[str],
    rounds: Sequence[int],
) -> tuple[Thread, ...]:
    """Lay issues side by side over meetings.

    Parameters
    ----------
    issues : voices about each issue at each meeting.
    totals : all voices at each meeting.
    area_of : the area of each meeting; "" where it was for the whole town.
    rounds : the round (回) of each meeting; meetings of one round are read together.

    Returns
    -------
    One thread an issue, in the order given.
    """
    areas = [area for area in dict.fromkeys(area_of) if area]
    order = sorted(set(rounds))

    def fold(counts: Sequence[int], area: str | None) -> list[int]:
        return [
            sum(
                count
                for count, held, where in zip(counts, rounds, area_of, strict=True)
                if held == each and area in (None, where)
            )
            for each in order
        ]

    def thread(issue: str, counts: Sequence[int]) -> Thread:
        by_area = {
            area: sum(c for c, where in zip(counts, area_of, strict=True) if where == area)
            for area in areas
        }
        return Thread(
            issue=issue,
            by_meeting=tuple(counts),
            by_area=by_area,
            course=follow(fold(counts, None), fold(totals, None)),
            course_in={area: follow(fold(counts, area), fold(totals, area)) for area in areas},
            is_town_wide=is_town_wide(by_area),
        )

    return tuple(thread(issue, counts) for issue, counts in issues.items())
