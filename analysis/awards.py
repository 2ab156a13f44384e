"""Down the list under a budget: who is granted, who is 次点 and is offered the rest.

The rule of 小諸市 (市民活動促進事業補助金, 2016): grant from the top until a request no longer
fits; that one is 次点 and is offered what is left, or passes it on to the next.  Amounts people
agreed on (狛江市: a request cut in the talk) take the place of requests.  Nothing is granted
beyond a request.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class AwardStatus(StrEnum):
    """What the walk found for a candidate."""

    AWARDED = "awarded"
    OFFERED = "offered"  # 次点: the rest is offered
    PASSED = "passed"  # was 次点 and passed
    WAITING = "waiting"  # its turn comes only if 次点 passes
    BELOW_MINIMUM = "below_minimum"


@dataclass(frozen=True, slots=True)
class Award:
    """Yen for one candidate; ``if_passed`` is what it would get if 次点 passed (0: nothing)."""

    candidate: str
    yen: int
    status: AwardStatus
    if_passed: int = 0


def walk(
    order: Sequence[str],
    requests: Mapping[str, int],
    budget: int,
    *,
    passed: Collection[str] = (),
    below_minimum: Collection[str] = (),
    agreed: Mapping[str, int] | None = None,
) -> tuple[Award, ...]:
    """Return what everybody in *order* gets.

    Parameters
    ----------
    requests : yen asked for.
    budget : yen there are, at least 0.
    passed : who was 次点 and let the offer go.
    below_minimum : who did not reach the minimum score.
    agreed : yen agreed on in place of the request; never more than it.
    """
    asked = {
        name: min(requests[name], (agreed or {}).get(name, requests[name])) for name in order
    }
    now = _grant(order, asked, budget, passed, below_minimum)
    offered = [award.candidate for award in now if award.status is AwardStatus.OFFERED]
    if not offered:
        return now
    then = _grant(order, asked, budget, [*passed, *offered], below_minimum)
    return tuple(
        Award(each.candidate, each.yen, each.status, if_passed=later.yen)
        if each.status is AwardStatus.WAITING
        else each
        for each, later in zip(now, then, strict=True)
    )


def _grant(
    order: Sequence[str],
    asked: Mapping[str, int],
    budget: int,
    passed: Collection[str],
    below_minimum: Collection[str],
) -> tuple[Award, ...]:
    left, closed = budget, False
    found: list[Award] = []
    for name in order:
        if name in below_minimum:
            found.append(Award(name, 0, AwardStatus.BELOW_MINIMUM))
        elif closed:
            found.append(Award(name, 0, AwardStatus.WAITING))
        elif asked[name] <= left:
            found.append(Award(name, asked[name], AwardStatus.AWARDED))
            left -= asked[name]
        elif name in passed:
            found.append(Award(name, 0, AwardStatus.PASSED))
        elif left > 0:
            found.append(Award(name, left, AwardStatus.OFFERED))
            closed = True
        else:
            found.append(Award(name, 0, AwardStatus.WAITING))
    return tuple(found)
