"""What leaves and what stays: columns of other tools, days of deletion, counts that remain."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CountOf(StrEnum):
    """What a remaining count is about."""

    PARTY = "party"  # 立場
    TABLE = "table"  # 班
    KIND = "kind"  # 種別


@dataclass(frozen=True, slots=True)
class VoiceExtra:
    """A column of a brought-in table that this house has no field for, kept with its voice."""

    voice_id: int
    position: int  # its place among the columns of the file
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when the words of a meeting are kept (P14); ``erased_at`` once they are gone."""

    meeting_id: int
    delete_on: date | None
    erased_at: str | None


@dataclass(frozen=True, slots=True)
class RemainingCount:
    """What an erased meeting leaves: how many voices a party, a table or a kind had."""

    id: int
    meeting_id: int
    about: CountOf
    name: str
    voices: int
