"""The records of a town's talk: frozen values, one class for each thing people name.

Every record mirrors one row of the store and is passed between the floors of the house.
Nothing here reads, writes, computes or knows Japanese labels (those are in ``words``).
Times are ISO 8601 text in UTC; days are :class:`datetime.date`; money is whole yen.
"""

from workshop_app.model.choosing import (
    CouncilMember,
    MemberScore,
    Recusal,
    Selection,
    SelectionCandidate,
    SelectionCriterion,
    SelectionRecord,
    SelectionState,
)
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
    Party,
    ProjectState,
    RelationKind,
    ServiceType,
    Stage,
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
    "AuditEntry",
    "Consent",
    "CouncilMember",
    "Decision",
    "DecisionOutcome",
    "Edit",
    "EditOp",
    "MadeBy",
    "Meeting",
    "MeetingKind",
    "MemberScore",
    "MonthlyReturn",
    "Municipality",
    "Party",
    "Project",
    "ProjectState",
    "Recusal",
    "Relation",
    "RelationKind",
    "Selection",
    "SelectionCandidate",
    "SelectionCriterion",
    "SelectionRecord",
    "SelectionState",
    "ServiceType",
    "Stage",
    "StageResult",
    "Stakeholder",
    "Subsidy",
    "Support",
    "Table",
    "Theme",
    "Voice",
    "VoiceKind",
    "VoiceSource",
    "Workshop",
]
