"""Aligning a copy with what is here: which meeting is which, and what becomes of each voice.

A meeting is the same where its code is, or where voices of it are here, or where town, name,
day, kind and area are the same.  A voice is the same where its client key is; or where its
receipt number is, with the same words; or where one of the two came from a file and words,
party, table and kind agree, or they also came in at the same moment.  Nothing is written.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workshop_app.cleaning import MAX_VOICE, clean
from workshop_app.model import Area, Hold, Meeting, Municipality, Voice, VoiceSource, Workshop
from workshop_app.store import (
    Connection,
    areas,
    holds,
    meetings,
    merged_states,
    municipalities,
    parts,
    receipts,
    rehearsals,
    voices,
    workshops,
)
from workshop_app.usecases.reconciling import Changes, reconcile
from workshop_app.usecases.unpacking import (
    Brought,
    BroughtMeeting,
    BroughtTown,
    BroughtWorkshop,
    Parcel,
)

DIFFERS = "立場・班・種別・圏域のどれかが、むこうとちがいます。こちらの書き方を残します。"


class Verdict(StrEnum):
    """What becomes of a voice of the copy."""

    NEW = "new"
    HERE = "here"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class VoicePlan:
    """A voice of the copy and what becomes of it; ``reason`` is for people."""

    brought: Brought
    verdict: Verdict
    here: Voice | None = None
    changes: Changes | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A meeting of the copy and the one it is here, if it is."""

    brought: BroughtMeeting
    here: Meeting | None
    voices: tuple[VoicePlan, ...]

    @property
    def counts(self) -> Counter[Verdict]:
        """How many voices become what."""
        return Counter(plan.verdict for plan in self.voices)


@dataclass(frozen=True, slots=True)
class WorkshopPlan:
    """A workshop of the copy and the one it is here, if it is."""

    brought: BroughtWorkshop
    here: Workshop | None
    meetings: tuple[MeetingPlan, ...]


@dataclass(frozen=True, slots=True)
class TownPlan:
    """A town of the copy and the one it is here, if it is."""

    brought: BroughtTown
    here: Municipality | None
    workshops: tuple[WorkshopPlan, ...]


@dataclass(frozen=True, slots=True)
class _House:
    """What is here, to be looked things up in."""

    towns: Mapping[int, Municipality]
    workshops: Mapping[int, Workshop]
    meetings: tuple[Meeting, ...]
    areas: Mapping[int, Area]

    def town_of(self, meeting: Meeting) -> Municipality:
        return self.towns[self.workshops[meeting.workshop_id].municipality_id]


@dataclass(frozen=True, slots=True)
class _Known:
    """The voices of the copy that are here, by what tells them again."""

    by_key: Mapping[str, Voice]
    by_receipt: Mapping[str, Voice]
    holds: Mapping[int, Hold]  # by voice


def align(conn: Connection, parcel: Parcel) -> tuple[TownPlan, ...]:
    """Return what becomes of everything in *parcel*."""
    house = _look_round(conn)
    return tuple(_align_town(conn, house, town) for town in parcel.towns if _has_met(town))


def _has_met(town: BroughtTown) -> bool:
    return any(shop.meetings for shop in town.workshops)


def _look_round(conn: Connection) -> _House:
    practised = rehearsals.town_ids(conn)
    towns = {
        town.id: town
        for town in municipalities.all(conn)
        if not town.is_sample and town.id not in practised
    }
    return _House(
        towns=towns,
        workshops={each.id: each for key in towns for each in workshops.list_of(conn, key)},
        meetings=tuple(each for key in towns for each in meetings.all_of(conn, key)),
        areas={area.id: area for key in towns for area in areas.list_of(conn, key)},
    )


def _align_town(conn: Connection, house: _House, town: BroughtTown) -> TownPlan:
    held = [meeting for shop in town.workshops for meeting in shop.meetings]
    known = _find_voices(conn, [one for meeting in held for one in meeting.voices])
    by_trace = {each.meeting.id: _find_by_trace(house, known, each) for each in held}
    found = next((each for each in by_trace.values() if each is not None), None)
    here = _find_town(house, town, found)
    same = {
        each.meeting.id: by_trace[each.meeting.id] or _find_by_name(house, here, each)
        for each in held
    }
    return TownPlan(
        town,
        here,
        tuple(_align_workshop(conn, house, here, shop, same, known) for shop in town.workshops),
    )


def _find_voices(conn: Connection, brought: Sequence[Brought]) -> _Known:
    by_key = voices.find_by_keys(conn, [each.voice.client_key for each in brought])
    holders = receipts.holders_of(conn, [each.receipt for each in brought if each.receipt])
    said = voices.get_many(conn, list(holders.values()))
    by_receipt = {number: said[voice_id] for number, voice_id in holders.items()}
    ids = [voice.id for voice in (*by_key.values(), *by_receipt.values())]
    return _Known(by_key, by_receipt, holds.of_voices(conn, ids))


def _find_by_trace(house: _House, known: _Known, wanted: BroughtMeeting) -> Meeting | None:
    """Return the meeting of the same code, or the one most of its voices are in."""
    for meeting in house.meetings:
        if meeting.join_code == wanted.meeting.join_code:
            return meeting
    said = [known.by_key.get(each.voice.client_key) for each in wanted.voices]
    places = Counter(voice.meeting_id for voice in said if voice is not None)
    by_id = {meeting.id: meeting for meeting in house.meetings}
    return next((by_id[key] for key, _ in places.most_common() if key in by_id), None)


def _find_town(house: _House, town: BroughtTown, found: Meeting | None) -> Municipality | None:
    if found is not None:
        return house.town_of(found)
    name = town.town.name.strip()
    return next((each for each in house.towns.values() if each.name.strip() == name), None)


def _find_by_name(
    house: _House, town: Municipality | None, wanted: BroughtMeeting
) -> Meeting | None:
    def look(meeting: Meeting, area: str) -> tuple[object, ...]:
        return meeting.title.strip(), meeting.held_on, meeting.kind, meeting.stage, area

    for meeting in house.meetings:
        area = house.areas.get(meeting.area_id or 0)
        own = look(meeting, area.name if area else "")
        if town and house.town_of(meeting) == town and own == look(wanted.meeting, wanted.area):
            return meeting
    return None


def _align_workshop(
    conn: Connection,
    house: _House,
    town: Municipality | None,
    shop: BroughtWorkshop,
    same: Mapping[int, Meeting | None],
    known: _Known,
) -> WorkshopPlan:
    found = [same[each.meeting.id] for each in shop.meetings]
    first = next((meeting for meeting in found if meeting is not None), None)
    here = house.workshops[first.workshop_id] if first else None
    if here is None and town is not None:
        mine = [each for each in house.workshops.values() if each.municipality_id == town.id]
        here = next((each for each in mine if each.title == shop.workshop.title), None)
    return WorkshopPlan(
        shop,
        here,
        tuple(
            _align_meeting(conn, house, town, each, same[each.meeting.id], known)
            for each in shop.meetings
        ),
    )


def _align_meeting(
    conn: Connection,
    house: _House,
    town: Municipality | None,
    brought: BroughtMeeting,
    here: Meeting | None,
    known: _Known,
) -> MeetingPlan:
    keys = [each.voice.client_key for each in brought.voices]
    judge = _Judge(
        house,
        known,
        merged_states.find_many(conn, town.id, keys) if town else {},
        _standing_parts(conn, here),
        {},
        {},
    )
    judge.remember(voices.list_of(conn, here.id, include_withdrawn=True) if here else [], keys)
    return MeetingPlan(brought, here, tuple(judge.plan(one) for one in brought.voices))


def _standing_parts(conn: Connection, here: Meeting | None) -> Mapping[int, frozenset[int]]:
    """Return the parts that stand here, by the voice they were cut from."""
    found: dict[int, frozenset[int]] = {}
    for part in parts.list_of(conn, here.workshop_id) if here else ():
        found[part.parent_id] = found.get(part.parent_id, frozenset()) | {part.part_id}
    return found


_Looks = tuple[object, ...]


@dataclass(slots=True)
class _Judge:
    """Judges the voices of one meeting in their order."""

    house: _House
    known: _Known
    before: Mapping[str, str]
    parts: Mapping[int, frozenset[int]]
    alike: dict[_Looks, list[Voice]]
    plans: dict[int, VoicePlan]  # by the voice's id in the copy

    def remember(self, said: Sequence[Voice], keys: Collection[str]) -> None:
        """Keep the voices here that no voice of the copy is by its key."""
        for voice in said:
            if voice.client_key not in keys:
                self.alike.setdefault(_look(voice), []).append(voice)

    def plan(self, one: Brought) -> VoicePlan:
        """Return what becomes of a voice."""
        made = self._plan(one)
        self.plans[one.voice.id] = made
        return made

    def _plan(self, one: Brought) -> VoicePlan:
        before = self.before.get(one.voice.client_key)
        found = self._find(one)
        problem = _unfit(one, found, before) or self._cut_otherwise(one, found)
        if problem:
            return VoicePlan(one, Verdict.REFUSED, found, reason=problem)
        if found is None:
            return VoicePlan(one, Verdict.NEW)
        area = self.house.areas.get(found.area_id or 0)
        changes = reconcile(
            found, self.known.holds.get(found.id), area.name if area else "", one, before
        )
        verdict = Verdict.HERE if changes.is_empty else Verdict.CHANGED
        return VoicePlan(one, verdict, found, changes, DIFFERS if changes.differs else "")

    def _find(self, one: Brought) -> Voice | None:
        """Return the same voice here; by its looks each voice here is found once."""
        found = self.known.by_key.get(one.voice.client_key)
        found = found or self.known.by_receipt.get(one.receipt)
        if found is not None or one.part is not None:
            return found
        for voice in self.alike.get(_look(one.voice), []):
            from_file = VoiceSource.FILE in (voice.source, one.voice.source)
            if from_file or voice.recorded_at == one.voice.recorded_at:
                self.alike[_look(voice)].remove(voice)
                return voice
        return None

    def _cut_otherwise(self, one: Brought, found: Voice | None) -> str:
        """Say why a part cannot come: its whole does not, or is cut elsewhere here."""
        if one.part is None or found is not None:
            return ""
        whole = self.plans.get(one.part.parent_id)
        if whole is None or whole.verdict is Verdict.REFUSED:
            return "分ける前の声を取り込めないので、分けた声も取り込めません。"
        if whole.here is not None and self.parts.get(whole.here.id):
            return "こちらでは、この声を別のところで分けてあります。こちらの分け方を残します。"
        return ""


def _look(voice: Voice) -> _Looks:
    return voice.text, voice.party, voice.table_number, voice.kind


def _unfit(one: Brought, found: Voice | None, before: str | None) -> str:
    """Say why a voice cannot be taken in, or nothing."""
    text = one.voice.text
    if found is not None:
        if found.text == text:
            return ""
        number = "受付番号" if found.client_key != one.voice.client_key else "送り札"
        return f"同じ{number}の声が、こちらに別のことばであります（No.{found.id}）。"
    if before is not None:
        return "前に取り込んだあと、こちらで消した声です（職員が引き継ぎを終えた声など）。"
    if not text.strip():
        return "ことばがありません。"
    if len(text) > MAX_VOICE:
        return f"1つの声は{MAX_VOICE:,}字までです（{len(text):,}字あります）。"
    return "" if clean(text) == text else "保存できない文字が入っています。"
