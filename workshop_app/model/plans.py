"""Planning, trying and evaluating over years: frozen values, one class for each."""

from dataclasses import dataclass
from datetime import date

from workshop_app.model.codes import Party, ServiceType
from workshop_app.model.plan_codes import (
    Concept,
    GoalRank,
    LineKind,
    PlanField,
    SessionField,
    StartTime,
    SubsidyStepKind,
    Supply,
    TaskState,
    Viewpoint,
)


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One text of a project's plan sheet."""

    id: int
    project_id: int
    field: PlanField
    body: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A role and who takes it, or a planned cost or income in yen."""

    id: int
    project_id: int
    kind: LineKind
    name: str
    who: str
    yen: int


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """One part of an activity that combines several (C45)."""

    id: int
    project_id: int
    name: str
    concept: Concept
    service_type: ServiceType | None


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done for a project, and who takes part in doing it (C6)."""

    id: int
    project_id: int
    title: str
    owner: str
    due_on: date | None
    state: TaskState
    by_residents: bool
    by_care: bool
    by_companies: bool
    by_officials: bool

    def actors(self) -> tuple[Party, ...]:
        """Return the parties that take part."""
        told = (
            (Party.RESIDENTS, self.by_residents),
            (Party.CARE, self.by_care),
            (Party.COMPANIES, self.by_companies),
            (Party.OFFICIALS, self.by_officials),
        )
        return tuple(party for party, takes_part in told if takes_part)


@dataclass(frozen=True, slots=True)
class TaskNote:
    """One line of a task's history."""

    id: int
    task_id: int
    noted_on: date
    body: str


@dataclass(frozen=True, slots=True)
class SmallStart:
    """What is known of an idea before any money (C7)."""

    id: int
    project_id: int
    people: int
    supply: Supply
    start_time: StartTime


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """What was written down of an interview or a hearing; a company's is closed at first."""

    id: int
    meeting_id: int
    field: SessionField
    body: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class SubsidyStep:
    """One station of a subsidy: the day, the cost it was about, the yen granted or paid."""

    id: int
    project_id: int
    kind: SubsidyStepKind
    done_on: date
    cost_yen: int
    yen: int
    note: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A branch or leaf of 目的 → 目標 → 手段 (C9); a means may be a project."""

    id: int
    workshop_id: int
    rank: GoalRank
    body: str
    parent_id: int | None
    indicator: str
    project_id: int | None


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """How a town defines one indicator, in place of the proposal of the rules (C34)."""

    id: int
    municipality_id: int
    key: str
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """An indicator in one fiscal year, and what is done about it next (C37)."""

    id: int
    municipality_id: int
    key: str
    fiscal_year: int
    numerator: int
    denominator: int | None
    next_step: str


@dataclass(frozen=True, slots=True)
class ViewpointNote:
    """What a year looks like from one viewpoint (C35)."""

    id: int
    municipality_id: int
    fiscal_year: int
    viewpoint: Viewpoint
    body: str
