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
from workshop_app.model.door import Guest, Mark, PhoneDoor, Receipt
from workshop_app.model.looking import (
    Concern,
    ConsentRecord,
    HandOver,
    Hold,
    HoldState,
    NoticeWay,
    OutreachEntry,
    OutreachPlace,
    Receiver,
    ScreeningMode,
    Urgency,
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
    "Concern",
    "Consent",
    "ConsentRecord",
    "Decision",
    "DecisionOutcome",
    "Edit",
    "EditOp",
    "Guest",
    "HandOver",
    "Hold",
    "HoldState",
    "MadeBy",
    "Mark",
    "Meeting",
    "MeetingKind",
    "MonthlyReturn",
    "Municipality",
    "NoticeWay",
    "OutreachEntry",
    "OutreachPlace",
    "Party",
    "PhoneDoor",
    "Project",
    "ProjectState",
    "Receipt",
    "Receiver",
    "Relation",
    "RelationKind",
    "ScreeningMode",
    "ServiceType",
    "Stage",
    "StageResult",
    "Stakeholder",
    "Subsidy",
    "Support",
    "Table",
    "Theme",
    "Urgency",
    "Voice",
    "VoiceKind",
    "VoiceSource",
    "Workshop",
]
