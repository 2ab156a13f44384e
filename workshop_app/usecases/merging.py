"""Merging the copy of another laptop into what is here: shown first, then taken in at once.

The write is one transaction over all towns of the copy.  Doing it twice changes nothing more:
what was taken in is known again by its keys.  What was decided here stays (``reconciling``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workshop_app.store import (
    Connection,
    Store,
    municipalities,
)
from workshop_app.usecases import aligning, taking_over
from workshop_app.usecases.aligning import (
    MeetingPlan,
    TownPlan,
    Verdict,
    VoicePlan,
)
from workshop_app.usecases.unpacking import Parcel


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting of a copy: where it goes, and what becomes of its voices.

    ``into`` is the title it has here, empty for a meeting that is not here yet.
    """

    town: str
    title: str
    held_on: date
    into: str
    new: int
    here: int
    changed: int
    refused: int

    @property
    def place(self) -> str:
        """Where it goes, in words."""
        if not self.into:
            return "新しい会として足します"
        same = "同じ会" if self.into == self.title else f"こちらの「{self.into}」"
        return f"{same}に足します"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A voice that is not taken in, or not as it is there, and why."""

    meeting: str
    number: int  # its No. in the copy
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would do, or has done; every voice of the copy is in exactly one count."""

    lines: tuple[Line, ...]
    refusals: tuple[Refusal, ...]
    remarks: tuple[Refusal, ...]  # filed otherwise there; this desk's way stays
    notes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not any(line.new or line.changed or not line.into for line in self.lines)

    def sentence(self) -> str:
        """Return the sums in one line."""
        new_meetings = sum(not line.into for line in self.lines)
        return (
            f"会議{len(self.lines)}回（新しい会{new_meetings}回）　"
            f"新しい声{sum(line.new for line in self.lines)}件　"
            f"もうある声{sum(line.here for line in self.lines)}件　"
            f"変わる声{sum(line.changed for line in self.lines)}件　"
            f"取り込めない声{sum(line.refused for line in self.lines)}件"
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge has done, and the workshops whose new voices want a place now."""

    preview: Preview
    workshop_ids: tuple[int, ...]


def preview(store: Store, parcel: Parcel) -> Preview:
    """Return what taking *parcel* in would do; nothing is written."""
    return _tell(store.read(lambda conn: aligning.align(conn, parcel)), parcel)


def merge(store: Store, parcel: Parcel) -> Merged:
    """Take *parcel* in, all of it or nothing; return what was done.

    Places under themes that only the machine chose there are left to ``theming.settle``.
    """
    found = store.read(lambda conn: aligning.align(conn, parcel))
    if _tell(found, parcel).is_empty:
        return Merged(_tell(found, parcel), ())
    looked = store.read(lambda conn: taking_over.look_through(conn, found))
    known = sorted(plan.here.id for plan in found if plan.here is not None)

    def write(conn: Connection) -> Merged:
        for town_id in known:  # in one order: two merges at once queue and never lock
            municipalities.move_revision(conn, town_id)
        plans = aligning.align(conn, parcel)
        touched = [
            key
            for plan in plans
            for key in taking_over.take_town(conn, plan, looked, parcel.digest)
        ]
        return Merged(_tell(plans, parcel), tuple(dict.fromkeys(touched)))

    return store.write(write, municipality_id=None, is_repeatable=True)


def _tell(plans: Sequence[TownPlan], parcel: Parcel) -> Preview:
    met = [
        (town, meeting)
        for town in plans
        for shop in town.workshops
        for meeting in shop.meetings
    ]
    told = [(meeting, plan) for _, meeting in met for plan in meeting.voices if plan.reason]
    return Preview(
        lines=tuple(_tell_meeting(town, meeting) for town, meeting in met),
        refusals=tuple(
            _refusal(meeting, plan) for meeting, plan in told if plan.verdict is Verdict.REFUSED
        ),
        remarks=tuple(
            _refusal(meeting, plan)
            for meeting, plan in told
            if plan.verdict is not Verdict.REFUSED
        ),
        notes=tuple(_notes(parcel)),
    )


def _tell_meeting(town: TownPlan, plan: MeetingPlan) -> Line:
    meeting, counts = plan.brought.meeting, plan.counts
    return Line(
        town=town.brought.town.name,
        title=meeting.title,
        held_on=meeting.held_on,
        into=plan.here.title if plan.here else "",
        new=counts[Verdict.NEW],
        here=counts[Verdict.HERE],
        changed=counts[Verdict.CHANGED],
        refused=counts[Verdict.REFUSED],
    )


def _refusal(meeting: MeetingPlan, plan: VoicePlan) -> Refusal:
    voice = plan.brought.voice
    return Refusal(meeting.brought.meeting.title, voice.id, voice.text, plan.reason)


def _notes(parcel: Parcel) -> Iterator[str]:
    if parcel.invented:
        yield "見本の町と練習の会は、取り込みません。"
    if parcel.projects:
        yield f"プロジェクト{parcel.projects}件と、その企画・お金の記録は、取り込みません。"
    if parcel.photos:
        yield f"模造紙の写真{parcel.photos}枚は、取り込みません。むこうの控えに残ります。"
