"""A council's choosing: what it chooses among, by what, who scores, and the frozen record."""

from dataclasses import dataclass
from enum import StrEnum


class SelectionState(StrEnum):
    """How far a choosing has come."""

    OPEN = "open"  # 採点を受けつけている
    CLOSED = "closed"  # 締め切った
    FROZEN = "frozen"  # 決めて、記録を固めた


@dataclass(frozen=True, slots=True)
class Selection:
    """One choosing of a council: the rules are settled before anybody scores.

    ``rule``, ``tie`` and ``rounding`` are the values of ``analysis.aggregation``; ``minimum``
    is a decimal number as text, empty for none; ``constraints`` is JSON: what the best set
    keeps to and reaches, limits on high points, and the orders people agreed on
    for equal totals.
    """

    id: int
    workshop_id: int
    title: str
    state: SelectionState
    round_number: int
    rule: str
    tie: str
    rounding: str
    minimum: str
    budget_yen: int | None
    constraints: str
    created_at: str


@dataclass(frozen=True, slots=True)
class SelectionCandidate:
    """A project that asks for money in a choosing.

    ``gates`` is JSON, name to true or false; ``years`` JSON, fiscal year to planned cost and
    income in yen.
    """

    id: int
    selection_id: int
    project_id: int
    cost_yen: int | None
    requested_at: str
    gates: str
    years: str


@dataclass(frozen=True, slots=True)
class SelectionCriterion:
    """What is scored; ``weight`` and ``most`` are decimal numbers, ``grades`` JSON words."""

    id: int
    selection_id: int
    position: int
    name: str
    weight: str
    most: str
    grades: str


@dataclass(frozen=True, slots=True)
class CouncilMember:
    """Who scores: a number, never a name; ``code`` opens the member's own ballot."""

    id: int
    selection_id: int
    number: int
    code: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class MemberScore:
    """What a member gave in a round; a blank has no row.  ``value`` is a decimal number."""

    id: int
    member_id: int
    candidate_id: int
    criterion_id: int
    round_number: int
    value: str


@dataclass(frozen=True, slots=True)
class Recusal:
    """A member keeps out of the scoring of one candidate (利害関係)."""

    id: int
    member_id: int
    candidate_id: int


@dataclass(frozen=True, slots=True)
class SelectionRecord:
    """A frozen account of a decision, or a later correction; ``digest`` is its SHA-256."""

    id: int
    selection_id: int
    is_correction: bool
    body: str
    digest: str
    made_at: str
