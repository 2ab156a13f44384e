"""The town and where it meets: municipality, area, workshop, meeting, table."""

from dataclasses import dataclass
from datetime import date

from workshop_app.model.codes import MeetingKind, Stage


@dataclass(frozen=True, slots=True)
class Municipality:
    """A town: the tenant everything else belongs to. ``revision`` moves with every write."""

    id: int
    name: str
    coordinator_title: str  # how people here call the coordinator (生活支援コーディネーター)
    is_sample: bool
    revision: int


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a town: tier 1 the whole, tier 2 日常生活圏域, tier 3 小学校区 (C17)."""

    id: int
    municipality_id: int
    name: str
    tier: int
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Workshop:
    """A 場: the meetings whose voices share one set of themes and lead to its projects."""

    id: int
    municipality_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One 回 of a workshop: a town meeting, an interview, a planning session."""

    id: int
    workshop_id: int
    title: str
    kind: MeetingKind
    stage: Stage
    held_on: date
    area_id: int | None
    purpose: str  # the line shown before input and on every paper (P3)
    question: str  # 今日の問い, fixed at the top of the screen
    agenda: str
    is_open: bool
    join_code: str  # unguessable, for phones


@dataclass(frozen=True, slots=True)
class Table:
    """A table (班) of a meeting."""

    id: int
    meeting_id: int
    number: int
    note: str
