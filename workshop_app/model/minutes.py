"""What the minutes (会議録) of a meeting say beyond its voices, item by item."""

from dataclasses import dataclass
from enum import StrEnum


class Access(StrEnum):
    """Whether the public may read about an item of a meeting (P22)."""

    OPEN = "open"  # 公開
    PARTLY = "partly"  # 部分公開
    CLOSED = "closed"  # 非公開


@dataclass(frozen=True, slots=True)
class MinutesRecord:
    """What the secretariat writes down of a meeting; an empty text is printed blank.

    Whether it was recorded stands in the record of consent; what is on the agenda and what
    came of it in the items.
    """

    meeting_id: int
    place: str
    hours: str  # as people write them: 13:30〜15:30
    present: str  # offices and roles, or names where the body decided so
    absent: str
    experts: str  # 参考人
    secretariat: str
    observers: int | None  # 傍聴者
    is_recorded: bool | None  # 録音
    documents: str  # one a line
    remarks: str


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """One item of a meeting: what it was about, what was said in short, what came of it."""

    id: int
    meeting_id: int
    position: int  # 0, 1, 2 … without gaps
    topic: str
    said: str  # 要点筆記
    result: str
    access: Access
    reason: str  # why it is not open
    public_words: str  # what stands in its place in public minutes, where it is partly open
