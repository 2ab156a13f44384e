"""What is looked over before it is shown: holds, hand-overs, consent, the outreach log."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HoldState(StrEnum):
    """What became of a voice that was held back before it was projected."""

    WAITING = "waiting"  # まだ見ていない
    ACCEPTED = "accepted"  # 映す
    HELD = "held"  # 控える
    HANDED_OVER = "handed_over"  # 職員へ渡した


class ScreeningMode(StrEnum):
    """When voices of a meeting are shown: at once, or after somebody looked (P6)."""

    AT_ONCE = "at_once"  # すぐに映す(止めるものだけ止める)
    AFTER_A_LOOK = "after_a_look"  # 見てから映す


class Concern(StrEnum):
    """The kind of a case that staff take over (C12); never its details."""

    LIVING_ALONE = "living_alone"  # 独居
    ISOLATION = "isolation"  # 孤独・孤立
    DOUBLE_CARE = "double_care"  # ダブルケア
    YOUNG_CARER = "young_carer"  # ヤングケアラー
    AGEING_PARENTS = "ageing_parents"  # 8050
    FAMILY_CARER = "family_carer"  # 家族介護者
    CRISIS = "crisis"  # 危機
    OTHER = "other"  # その他


class Urgency(StrEnum):
    """How soon staff should act."""

    NOW = "now"  # いますぐ
    SOON = "soon"  # 今週のうちに
    LATER = "later"  # 次の会議までに


class Receiver(StrEnum):
    """Who takes a case over."""

    HOKATSU = "hokatsu"  # 地域包括支援センター
    SHAKYO = "shakyo"  # 社会福祉協議会
    CHILD_DESK = "child_desk"  # 子育て窓口
    HELLOWORK = "hellowork"  # ハローワーク
    JOINT_WORK = "joint_work"  # 多機関協働事業 (重層的支援体制整備事業)
    CONSULTATION = "consultation"  # 相談窓口


class OutreachPlace(StrEnum):
    """Where outreach went (C13)."""

    HOME = "home"  # 戸別訪問
    SHAKYO = "shakyo"  # 社協
    CHILD_DESK = "child_desk"  # 子育て窓口
    HELLOWORK = "hellowork"  # ハローワーク
    BANK = "bank"  # 銀行
    RESTAURANT = "restaurant"  # 飲食店
    OTHER = "other"  # その他


class NoticeWay(StrEnum):
    """How people were told what happens with what they say (P4)."""

    POSTED = "posted"  # 掲示
    SPOKEN = "spoken"  # 口頭
    WRITTEN = "written"  # 書面


@dataclass(frozen=True, slots=True)
class Hold:
    """A voice kept off the screen until somebody looked; ``reasons`` are keys, with blanks."""

    id: int
    voice_id: int
    reasons: str
    suggestion: str
    state: HoldState
    wording: str | None  # shown instead of the original, once a person took it
    made_at: str
    decided_at: str | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """A case handed to staff: its kind and area, and an open task; no detail of the case."""

    id: int
    municipality_id: int
    meeting_id: int | None
    voice_id: int | None  # only until the task is closed
    concern: Concern
    area_id: int | None
    urgency: Urgency
    receiver: Receiver
    opened_at: str
    handed_on: date | None
    closed_at: str | None


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """What the people of one meeting were told and allowed (P4); None is still blank."""

    meeting_id: int
    explained: str
    way: NoticeWay | None
    photos: bool | None
    recording: bool | None
    quoting: bool | None
    told_on: date | None


@dataclass(frozen=True, slots=True)
class OutreachEntry:
    """One line of the outreach log: how many, where, and where they were linked to."""

    id: int
    municipality_id: int
    visited_on: date
    place: OutreachPlace
    visits: int
    informed: int  # 関係者からの情報
    linked: int
    linked_to: Receiver | None
    found: int  # 資源開拓
