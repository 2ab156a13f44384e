"""What the coordinator's desk keeps: steps, parts of voices, fates, tags, acts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshop_app.model.codes import Party


class Deed(StrEnum):
    """What was done with a correction."""

    MADE = "made"
    UNDONE = "undone"
    REDONE = "redone"


class Fate(StrEnum):
    """What became of a theme (F5); a refusal always has a reason and a next step."""

    UNTOUCHED = "untouched"  # 未着手
    CONSIDERED = "considered"  # 検討
    ADOPTED = "adopted"  # 採用
    REFUSED = "refused"  # できない


class CareTag(StrEnum):
    """The five fields of 地域包括ケア (C10)."""

    HOUSING = "housing"  # 住まい
    MEDICINE = "medicine"  # 医療
    CARE = "care"  # 介護
    PREVENTION = "prevention"  # 予防
    DAILY_LIFE = "daily_life"  # 生活支援


class Direction(StrEnum):
    """The directions a project answers (C11); the values are the papers' own numbers."""

    CHOICE = "①"  # アクセス機会と選択肢
    STAYING = "①'"  # 要介護・認知症でも続けられる
    MANY_ACTORS = "②"  # 多様な主体が自己の活動の一環で
    CARE_MANAGEMENT = "③"  # ケアマネジメント
    PROVISION = "④"  # 継続的提供体制


@dataclass(frozen=True, slots=True)
class EditStep:
    """One step in the history of corrections; its id is the number a page has seen."""

    id: int
    workshop_id: int
    edit_id: int
    deed: Deed
    summary: str  # a sentence
    touched: str  # JSON: ids of the themes that changed
    made_at: str


@dataclass(frozen=True, slots=True)
class VoicePart:
    """A verbatim piece of a voice that says two things; while it stands, its parent rests."""

    part_id: int  # a voice of its own
    parent_id: int
    root_id: int  # the voice as it was said
    start: int  # characters of the parent, from 0
    end: int
    undone_at: str | None


@dataclass(frozen=True, slots=True)
class ThemeFate:
    """What was said to have become of a theme on one day; the newest counts."""

    id: int
    theme_id: int
    fate: Fate
    reason: str
    next_step: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """A field of 地域包括ケア a theme belongs to; it may belong to several."""

    theme_id: int
    tag: CareTag


@dataclass(frozen=True, slots=True)
class ProjectDirection:
    """A direction a project answers; it may answer several."""

    project_id: int
    direction: Direction


@dataclass(frozen=True, slots=True)
class ConnectingAct:
    """An act by which the coordinator tied residents' doings to somebody (C19)."""

    id: int
    municipality_id: int
    done_on: date
    partner: Party  # whom the residents' doing was tied to
    title: str
    note: str
