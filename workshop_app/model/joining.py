"""What brings people together: matches, resources in the making, what is handed on."""

from dataclasses import dataclass
from datetime import date

from workshop_app.model.codes import MatchState, ResourceStage


@dataclass(frozen=True, slots=True)
class Match:
    """A need and an offer that might meet; proposed by the machine, moved by people (C16).

    The need is a voice.  The offer is an asset or a voice; exactly one of the two is set.
    """

    id: int
    municipality_id: int
    need_voice_id: int
    asset_id: int | None
    offer_voice_id: int | None
    state: MatchState
    reason: str  # why proposed; for a declined one, why not
    took_place: bool  # whether the asset's capacity fell by one when it was agreed
    changed_at: str


@dataclass(frozen=True, slots=True)
class MentionAnswer:
    """A person's answer to what the machine heard in a voice, so that it asks only once."""

    id: int
    municipality_id: int
    voice_id: int
    written: str
    stakeholder_id: int | None  # None: left alone
    support_id: int | None  # the support that was written with it
    made_stakeholder: bool  # whether the register entry was made by this answer


@dataclass(frozen=True, slots=True)
class ResourcePlan:
    """A resource that is missing, on its way to a start (C14)."""

    id: int
    municipality_id: int
    title: str
    theme_id: int | None  # the need it answers; never empty when it is made
    stage: ResourceStage
    owner: str
    note: str


@dataclass(frozen=True, slots=True)
class JointSession:
    """A session held together with another body: 地域ケア会議, 居住支援協議会 (C40)."""

    id: int
    municipality_id: int
    theme_id: int | None
    body: str
    held_on: date
    note: str


@dataclass(frozen=True, slots=True)
class SupportEntry:
    """A training or an accompaniment the town took part in (C39)."""

    id: int
    municipality_id: int
    held_on: date
    theme: str
    programme: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """The 「つなぎたいこと」 sheet for prefecture and nation: six fields, no name (C38)."""

    id: int
    municipality_id: int
    need: str
    area: str
    partner: str
    offer: str
    timing: str
    contact_office: str
