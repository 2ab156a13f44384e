"""What was said and how it was sorted: voices, themes, placements, corrections."""

from dataclasses import dataclass

from workshop_app.model.codes import Consent, EditOp, MadeBy, Party, VoiceKind, VoiceSource


@dataclass(frozen=True, slots=True)
class Voice:
    """One thing somebody said, exactly as it was typed."""

    id: int
    meeting_id: int
    text: str
    party: Party
    table_number: int | None
    kind: VoiceKind | None
    area_id: int | None
    consent: Consent
    is_projected: bool
    source: VoiceSource
    client_key: str  # unique: the same voice sent twice is stored once
    recorded_at: str
    withdrawn_at: str | None


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of voices about one thing, or one lone voice, under a heading of its own."""

    id: int
    workshop_id: int
    heading: str  # a resident's words
    heading_by: MadeBy
    is_lone: bool
    position: int  # its place on the board; never changes by itself
    retired_at: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where a voice stands, and how surely; every voice has exactly one."""

    voice_id: int
    theme_id: int
    certainty: float  # 0..1
    second_theme_id: int | None
    is_pinned: bool
    made_by: MadeBy


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction: what a person did, in order; ``detail`` is JSON; undone ones stay."""

    id: int
    workshop_id: int
    op: EditOp
    detail: str
    made_at: str
    undone_at: str | None
