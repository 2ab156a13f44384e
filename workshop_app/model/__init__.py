"""The records of a town's talk: frozen values, one class for each thing people name.

Every record mirrors one row of the store and is passed between the floors of the house.
Nothing here reads, writes, computes or knows Japanese labels (those are in ``words``).
Times are ISO 8601 text in UTC; days are :class:`datetime.date`; money is whole yen.
"""

from workshop_app.model.codes import (
    EXITS,
    THREE_PARTIES,
    AssetClass,
    AssetState,
    Consent,
    DecisionOutcome,
    EditOp,
    MadeBy,
    MeetingKind,
    Palette,
    Party,
    ProjectState,
    RelationKind,
    ScreenView,
    ServiceType,
    Stage,
    TimerKind,
    VoiceKind,
    VoiceSource,
)
from workshop_app.model.course import (
    AuditEntry,
    Decision,
    MonthlyReturn,
    Project,
    StageResult,
    Subsidy,
)
from workshop_app.model.places import Area, Meeting, Municipality, Table, Workshop
from workshop_app.model.room import (
    Attendance,
    ParkedItem,
    Photo,
    Rehearsal,
    RunRow,
    ScreenState,
    Timer,
)
from workshop_app.model.talk import Assignment, Edit, Theme, Voice
from workshop_app.model.ties import Asset, Relation, Stakeholder, Support

__all__ = [
    "EXITS",
    "THREE_PARTIES",
    "Area",
    "Asset",
    "AssetClass",
    "AssetState",
    "Assignment",
    "Attendance",
    "AuditEntry",
    "Consent",
    "Decision",
    "DecisionOutcome",
    "Edit",
    "EditOp",
    "MadeBy",
    "Meeting",
    "MeetingKind",
    "MonthlyReturn",
    "Municipality",
    "Palette",
    "ParkedItem",
    "Party",
    "Photo",
    "Project",
    "ProjectState",
    "Rehearsal",
    "Relation",
    "RelationKind",
    "RunRow",
    "ScreenState",
    "ScreenView",
    "ServiceType",
    "Stage",
    "StageResult",
    "Stakeholder",
    "Subsidy",
    "Support",
    "Table",
    "Theme",
    "Timer",
    "TimerKind",
    "Voice",
    "VoiceKind",
    "VoiceSource",
    "Workshop",
]
