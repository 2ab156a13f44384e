"""The evening in the room: its run sheet and clocks, who is there, what the wall shows."""

from dataclasses import dataclass

from workshop_app.model.codes import Palette, Party, ScreenView, TimerKind


@dataclass(frozen=True, slots=True)
class RunRow:
    """One step of a meeting's run sheet: what was planned, and how long it really took."""

    id: int
    meeting_id: int
    position: int  # 0, 1, 2 … without gaps
    step: str
    who: str
    on_screen: str  # what the wall shows meanwhile
    recorded: str  # what is written down meanwhile
    minutes: int  # planned
    added_minutes: int  # given on the evening, on top of the plan
    spent_seconds: float  # until the row was left; of the row at work the timer knows more


@dataclass(frozen=True, slots=True)
class Timer:
    """A clock of a meeting. Between its writes a running one is read by ``timing.Watch``."""

    meeting_id: int
    kind: TimerKind
    row_id: int | None  # the row at work, of the kind ROW only
    seconds: float  # how long it is to run
    spent_seconds: float  # how long it ran until it was last written
    running_since: str | None  # when it was last written while running; None: it stands


@dataclass(frozen=True, slots=True)
class ParkedItem:
    """Something for another time (別の時間に): a reminder of the facilitator, not a voice."""

    id: int
    meeting_id: int
    text: str
    parked_at: str
    done_at: str | None
    dropped_at: str | None  # taken off the list by mistake or on purpose; can be brought back


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many people of a party are in the room; numbers only, never names."""

    meeting_id: int
    party: Party
    people: int


@dataclass(frozen=True, slots=True)
class ScreenState:
    """What the wall of a meeting shows, wherever it was chosen, so that it can be reopened."""

    meeting_id: int
    view: ScreenView
    theme_id: int | None  # the theme whose voices are open
    page: int
    is_blank: bool
    palette: Palette
    text_percent: int  # 100 to 200
    has_ruby: bool  # readings above the house's own words; never above a participant's
    farewell: str  # what the last view says about the next time
    serial: int  # moves with every change
    mark: str  # by which a window knows its own change again


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a table's sheet, kept beside the typed voices; the picture itself stays put.

    It may be shown only after somebody looked for faces or the people agreed (P18).
    """

    id: int
    meeting_id: int
    table_number: int | None
    width: int  # pixels
    height: int
    faces_checked: bool  # a person looked: there is no face on it
    is_agreed: bool  # those on it agreed to be shown
    is_shown: bool
    uploaded_at: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A practice meeting into which the voices of another are told again, in their order."""

    meeting_id: int
    source_meeting_id: int | None
    speed: int  # 1, 10, 30 …: how many times faster than it was
