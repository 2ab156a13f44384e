"""Upper limits of 地域支援事業 (C32), from head counts, never from a rounded rate."""

from dataclasses import dataclass
from fractions import Fraction

from analysis.refusals import Refusal, RefusedError, refuse_negative


@dataclass(frozen=True, slots=True)
class Ceiling:
    """An upper limit in yen, rounded down, and the growth it stands on."""

    yen: int
    growth: Fraction

    def excess(self, planned: int) -> int:
        """Return by how many yen *planned* goes beyond the limit; 0 where it does not."""
        return max(planned - self.yen, 0)


def ceiling(
    base: int, people_now: int, people_before: int, rate: Fraction = Fraction(1)
) -> Ceiling:
    """Return ``base × rate × people_now ÷ people_before``, rounded down to whole yen.

    Raises
    ------
    RefusedError
        A number is negative, nobody was counted before, or the rate is outside 0 to 1.
    """
    refuse_negative(base, people_now, people_before)
    if people_before == 0:
        raise RefusedError(Refusal.NO_PEOPLE_BEFORE)
    if not 0 <= rate <= 1:
        raise RefusedError(Refusal.RATE_OUT_OF_RANGE)
    growth = Fraction(people_now, people_before)
    return Ceiling(int(base * rate * growth), growth)
