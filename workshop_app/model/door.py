"""How people come in with their phones: the door, guests, receipts, marks of interest."""

from dataclasses import dataclass

from workshop_app.model.codes import Party


@dataclass(frozen=True, slots=True)
class PhoneDoor:
    """Whether a meeting takes voices and marks from phones."""

    meeting_id: int
    is_open: bool
    is_marking_open: bool
    marks_each: int  # how many themes one phone may mark


@dataclass(frozen=True, slots=True)
class Guest:
    """A phone at one meeting; nothing links it to a person or to another meeting (P20)."""

    id: int
    meeting_id: int
    token_hash: str
    party: Party
    table_number: int | None
    joined_at: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The number with which a voice can be looked up and taken back (P21)."""

    voice_id: int
    number: str
    guest_id: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot that a phone put on a theme: this concerns me."""

    id: int
    meeting_id: int
    theme_id: int
    guest_id: int
    made_at: str
