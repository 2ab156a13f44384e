"""Who and what there is: organisations, assets, how they stand to each other."""

from dataclasses import dataclass
from datetime import date

from workshop_app.model.codes import AssetClass, AssetState, Party, RelationKind


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """An organisation or role; never a private person's name."""

    id: int
    municipality_id: int
    name: str
    party: Party
    category: str  # a code of the glossary (O004) or empty
    area_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Asset:
    """Something the town already has (C4)."""

    id: int
    municipality_id: int
    name: str
    asset_class: AssetClass
    area_id: int | None
    owner_id: int | None  # a stakeholder
    availability: str
    capacity: int | None
    conditions: str
    contact_office: str
    source_voice_id: int | None
    state: AssetState
    noted_on: date


@dataclass(frozen=True, slots=True)
class Relation:
    """How two stakeholders stand to each other."""

    id: int
    municipality_id: int
    source_id: int
    target_id: int
    kind: RelationKind
    last_contact_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Support:
    """A stakeholder or an asset standing behind a theme; exactly one of the two is set."""

    id: int
    theme_id: int
    stakeholder_id: int | None
    asset_id: int | None
    note: str
