"""A choice to be made: candidates, criteria, what members gave, and what must hold.

Values are exact fractions and money is whole yen, so that a total never depends on the order of
adding.  A score that is not there is not there; it is never taken for 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trial that asks for money.

    Attributes
    ----------
    cost : yen asked for, at least 0; None where nobody said.
    requested_at : when it was handed in, as text that sorts (ISO 8601); empty if unknown.
    gates : name of each gate and whether it is passed; empty if none were looked at.
    cost_by_year : yen of each fiscal year, for ceilings by year.
    voices : ids of the voices behind it.
    """

    id: str
    name: str = ""
    cost: int | None = None
    areas: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    requested_at: str = ""
    gates: Mapping[str, bool] = field(default_factory=dict)
    cost_by_year: Mapping[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Return what people call it."""
        return self.name or self.id

    def failed_gates(self) -> tuple[str, ...]:
        """Return the gates that are not passed, by name."""
        return tuple(sorted(gate for gate, passed in self.gates.items() if not passed))


@dataclass(frozen=True, slots=True)
class Criterion:
    """What candidates are judged by; ``most`` is the highest value a member may give."""

    id: str
    weight: Fraction = Fraction(1)
    most: Fraction = Fraction(5)
    name: str = ""

    @property
    def label(self) -> str:
        """Return what people call it."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Score:
    """What one member gave one candidate for one criterion."""

    member: str
    candidate: str
    criterion: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a set of candidates must keep to.

    Attributes
    ----------
    must, exclude : ids that are in, ids that are out.
    one_of : groups of which at most one may be in (either this or that).
    requires : id to the ids it cannot do without.
    area_minimum : how many candidates each area gets at least.
    year_ceilings : the most yen of each fiscal year.
    """

    must: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    one_of: tuple[frozenset[str], ...] = ()
    requires: Mapping[str, frozenset[str]] = field(default_factory=dict)
    area_minimum: Mapping[str, int] = field(default_factory=dict)
    year_ceilings: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(
            (
                self.must,
                self.exclude,
                self.one_of,
                self.requires,
                self.area_minimum,
                self.year_ceilings,
            )
        )


@dataclass(frozen=True)
class Case:
    """Everything known about one choice.

    Attributes
    ----------
    recusals : pairs of member and candidate; what such a member gave does not count.
    unlisted : what a member who did not name a candidate gave it, for ballots on which leaving
    out
        is an answer (approvals); None where a blank is a blank.
    """

    candidates: tuple[Candidate, ...]
    criteria: tuple[Criterion, ...] = ()
    scores: tuple[Score, ...] = ()
    recusals: frozenset[tuple[str, str]] = frozenset()
    members: tuple[str, ...] = ()
    unlisted: Fraction | None = None

    @cached_property
    def everybody(self) -> tuple[str, ...]:
        """Return the members who scored, were recused or were named, by name."""
        found = {score.member for score in self.scores} | set(self.members)
        return tuple(sorted(found | {member for member, _ in self.recusals}))

    @cached_property
    def table(self) -> dict[tuple[str, str], dict[str, Fraction]]:
        """Return candidate and criterion to what each member gave, without recused ones."""
        cells: dict[tuple[str, str], dict[str, Fraction]] = {
            (candidate.id, criterion.id): {}
            for candidate in self.candidates
            for criterion in self.criteria
        }
        for score in self.scores:
            if (score.member, score.candidate) not in self.recusals:
                cells[score.candidate, score.criterion][score.member] = score.value
        return cells

    @cached_property
    def recused(self) -> dict[str, int]:
        """Return how many members are recused for each candidate."""
        counts = {candidate.id: 0 for candidate in self.candidates}
        for _, candidate in self.recusals:
            counts[candidate] += 1
        return counts

    def by_id(self) -> dict[str, Candidate]:
        """Return the candidates under their ids."""
        return {candidate.id: candidate for candidate in self.candidates}
