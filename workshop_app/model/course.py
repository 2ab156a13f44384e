"""From a theme to its exit: projects, results, money, decisions; and the audit log."""

from dataclasses import dataclass
from datetime import date

from workshop_app.model.codes import DecisionOutcome, ProjectState, ServiceType, Stage


@dataclass(frozen=True, slots=True)
class Project:
    """A card on the flow board, from a theme to its exit."""

    id: int
    workshop_id: int
    title: str
    theme_id: int | None
    state: ProjectState
    next_step: str
    owner: str
    due_on: date | None
    trial_from: date | None
    trial_until: date | None
    service_type: ServiceType | None
    note: str
    created_at: str


@dataclass(frozen=True, slots=True)
class StageResult:
    """A result of (ア) or (イ) that a project stands on; a gate counts them (C25)."""

    id: int
    project_id: int
    stage: Stage
    meeting_id: int | None
    summary: str


@dataclass(frozen=True, slots=True)
class Subsidy:
    """Public money given to a trial; only between its start and its exit."""

    id: int
    project_id: int
    paid_on: date
    yen: int
    note: str


@dataclass(frozen=True, slots=True)
class MonthlyReturn:
    """A trial in one month (C28); ``month`` is its first day.

    ``uses`` counts every use (延べ), ``people`` each person once (実人数), ``times`` how often
    it was held; ``incidents`` are near misses and complaints, ``said`` what people said of it.
    """

    id: int
    project_id: int
    month: date
    income_yen: int
    cost_yen: int
    uses: int
    people: int
    times: int = 0
    target_people: int = 0
    other_people: int = 0
    helpers: int = 0
    incidents: int = 0
    incident_note: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided, and why."""

    id: int
    workshop_id: int
    project_id: int | None
    decided_on: date
    outcome: DecisionOutcome
    body: str
    reason: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what, when; never a participant's name, never a voice's text."""

    id: int
    municipality_id: int | None
    at: str
    role: str
    action: str
    subject: str
    detail: str
