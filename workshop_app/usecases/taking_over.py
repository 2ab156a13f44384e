"""Taking over what a merge has found to be new or changed, inside its one transaction.

New voices come with their times, holds, receipts and parts; each is looked through as any other
(``holding``).  Only ``merging`` calls this.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.hazards import ScreeningLists
from workshop_app import screening_words
from workshop_app.cleaning import clean
from workshop_app.model import (
    Area,
    Attendance,
    Consent,
    ConsentRecord,
    HandOver,
    HoldState,
    Meeting,
    MergedState,
    Municipality,
    VoicePart,
)
from workshop_app.store import (
    Connection,
    areas,
    attendances,
    consents,
    hand_overs,
    holds,
    meetings,
    merged_states,
    municipalities,
    parts,
    receipts,
    tables,
    voices,
    workshops,
)
from workshop_app.usecases import carrying, holding
from workshop_app.usecases.aligning import (
    MeetingPlan,
    TownPlan,
    Verdict,
    VoicePlan,
    WorkshopPlan,
)
from workshop_app.usecases.noting import STAFF, note
from workshop_app.usecases.reconciling import narrower, state_of
from workshop_app.usecases.unpacking import Brought, BroughtTown

_NEWS = (Verdict.NEW, Verdict.CHANGED)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look through the words of a voice found."""

    reasons: tuple[str, ...]
    suggestion: str


Looked = Mapping[str, Look]


def look_through(conn: Connection, plans: Sequence[TownPlan]) -> Looked:
    """Look every new voice through by its town's lists; the answer is by client key."""
    found: dict[str, Look] = {}
    for town in plans:
        lists = _lists_of(conn, town)
        for one in _new_of(town):
            found[one.voice.client_key] = _look(one, lists)
    return found


def _lists_of(conn: Connection, town: TownPlan) -> ScreeningLists:
    names = [area.name for area in town.brought.areas]
    return holding.lists_of_town(conn, town.here.id if town.here else None, names)


def _look(one: Brought, lists: ScreeningLists) -> Look:
    draft = voices.VoiceDraft(one.voice.text, one.voice.party, one.voice.source)
    [judged] = holding.judge_by(lists, [draft])
    return Look(judged.reasons, judged.suggestion)


def _new_of(town: TownPlan) -> Iterator[Brought]:
    for shop in town.workshops:
        for meeting in shop.meetings:
            yield from (p.brought for p in meeting.voices if p.verdict is Verdict.NEW)


@dataclass(frozen=True, slots=True)
class _Town:
    """A town while a copy is taken in."""

    id: int
    area_ids: Mapping[str, int]
    looked: Looked
    lists: ScreeningLists


def take_town(conn: Connection, plan: TownPlan, looked: Looked, digest: str) -> Iterator[int]:
    """Take one town in; yield the workshops whose voices changed."""
    here = plan.here or municipalities.add(
        conn,
        name=plan.brought.town.name.strip(),
        coordinator_title=plan.brought.town.coordinator_title,
    )
    town = _Town(here.id, _open_areas(conn, here, plan), looked, _lists_of(conn, plan))
    for shop in plan.workshops:
        if any(_has_news(meeting) for meeting in shop.meetings):
            yield _take_workshop(conn, town, plan.brought, shop)
    counts = Counter(
        each.verdict for shop in plan.workshops for m in shop.meetings for each in m.voices
    )
    note(
        conn,
        here.id,
        "ほかのパソコンの分を合わせる",
        f"控え {digest}",
        f"新しい声{counts[Verdict.NEW]}件・変わった声{counts[Verdict.CHANGED]}件・"
        f"もうある声{counts[Verdict.HERE]}件・取り込めない声{counts[Verdict.REFUSED]}件",
    )


def _has_news(plan: MeetingPlan) -> bool:
    return plan.here is None or any(each.verdict in _NEWS for each in plan.voices)


def _open_areas(conn: Connection, town: Municipality, plan: TownPlan) -> dict[str, int]:
    """Return the areas by name; those that new things need are added below their parents."""
    ids = {area.name: area.id for area in areas.list_of(conn, town.id)}
    by_id = {area.id: area for area in plan.brought.areas}
    met = [meeting for shop in plan.workshops for meeting in shop.meetings]
    used = {each.brought.area for each in met if each.here is None}
    used |= {one.area for one in _new_of(plan)}
    needed = [area for area in by_id.values() if area.name in used or plan.here is None]
    for area in sorted(needed, key=lambda each: each.tier):
        _open_area(conn, town.id, area, by_id, ids)
    return ids


def _open_area(
    conn: Connection, town_id: int, area: Area, by_id: Mapping[int, Area], ids: dict[str, int]
) -> None:
    if area.name in ids:
        return
    parent = by_id.get(area.parent_id or 0)
    parent_id = ids.get(parent.name) if parent else None
    added = areas.add(
        conn, municipality_id=town_id, name=area.name, tier=area.tier, parent_id=parent_id
    )
    ids[area.name] = added.id


def _take_workshop(
    conn: Connection, town: _Town, brought: BroughtTown, plan: WorkshopPlan
) -> int:
    shop = plan.here or workshops.add(
        conn, municipality_id=town.id, title=plan.brought.workshop.title
    )
    arrived: dict[int, int] = {}
    fresh: list[Brought] = []
    held: dict[int, int] = {}
    for meeting in plan.meetings:
        target = meeting.here or _open_meeting(conn, town, shop.id, meeting)
        held[meeting.brought.meeting.id] = target.id
        _furnish(conn, target, meeting)
        arrived |= _take_voices(conn, town, target, meeting)
        if target.workshop_id == shop.id:
            fresh += [p.brought for p in meeting.voices if p.verdict is Verdict.NEW]
    carrying.carry(conn, shop.id, plan.brought, carrying.Arrivals(arrived, fresh))
    _take_tasks(conn, town, brought, held, arrived)
    return shop.id


def _open_meeting(
    conn: Connection, town: _Town, workshop_id: int, plan: MeetingPlan
) -> Meeting:
    there = plan.brought.meeting
    made = meetings.add(
        conn,
        workshop_id=workshop_id,
        title=there.title,
        kind=there.kind,
        stage=there.stage,
        held_on=there.held_on,
        area_id=town.area_ids.get(plan.brought.area),
        purpose=there.purpose,
        question=there.question,
        agenda=there.agenda,
        is_open=there.is_open,
    )
    return meetings.take_code(conn, made.id, there.join_code)


def _furnish(conn: Connection, here: Meeting, plan: MeetingPlan) -> None:
    """Add tables that are missing; people and consent where nothing is written down here."""
    known = {table.number for table in tables.list_of(conn, here.id)}
    for table in plan.brought.tables:
        if table.number not in known:
            tables.add(conn, meeting_id=here.id, number=table.number, note=table.note)
    if not attendances.list_of(conn, here.id):
        for each in plan.brought.people:
            attendances.put(conn, Attendance(here.id, each.party, each.people))
    if _is_blank(consents.of_meeting(conn, here.id)) and not _is_blank(plan.brought.consent):
        consents.put(conn, replace(plan.brought.consent, meeting_id=here.id))


def _is_blank(record: ConsentRecord) -> bool:
    return record == ConsentRecord(record.meeting_id, "", None, None, None, None, None)


def _take_voices(
    conn: Connection, town: _Town, here: Meeting, plan: MeetingPlan
) -> dict[int, int]:
    """Take a meeting's voices in; return the ids here by the ids in the copy."""
    new = [each.brought for each in plan.voices if each.verdict is Verdict.NEW]
    arrived = {p.brought.voice.id: p.here.id for p in plan.voices if p.here is not None}
    arrived |= _add_voices(conn, town, here, plan.brought.consent, new)
    parts.bring_over(
        conn,
        [
            VoicePart(
                part_id=arrived[one.voice.id],
                parent_id=arrived[one.part.parent_id],
                root_id=arrived[one.part.root_id],
                start=one.part.start,
                end=one.part.end,
                undone_at=None,
            )
            for one in new
            if one.part is not None
        ],
    )
    numbers = {arrived[one.voice.id]: one.receipt for one in new if one.receipt}
    receipts.bring_over(conn, numbers)
    for each in plan.voices:
        if each.verdict is Verdict.CHANGED:
            _change(conn, each)
    kept = [each.brought for each in plan.voices if each.verdict is not Verdict.REFUSED]
    merged_states.put_many(
        conn, [MergedState(town.id, one.voice.client_key, state_of(one)) for one in kept]
    )
    return arrived


def _add_voices(
    conn: Connection,
    town: _Town,
    here: Meeting,
    their_consent: ConsentRecord,
    new: Sequence[Brought],
) -> dict[int, int]:
    """Keep new voices as they are there; what waits, is held or was taken back stays so."""
    may_quote = consents.of_meeting(conn, here.id).quoting is True
    limit = Consent.TOWN if may_quote and their_consent.quoting is not True else Consent.PUBLIC
    stored = holding.keep(conn, here.id, [_judge(town, one, limit) for one in new])
    pairs = list(zip(stored, new, strict=True))
    voices.bring_over(
        conn, {mine.id: (one.voice.recorded_at, one.voice.withdrawn_at) for mine, one in pairs}
    )
    for mine, one in pairs:
        if one.hold is not None:
            _hold_as_there(conn, mine.id, one)
    return {one.voice.id: mine.id for mine, one in pairs}


def _judge(town: _Town, one: Brought, limit: Consent) -> holding.Judged:
    voice = one.voice
    draft = voices.VoiceDraft(
        text=voice.text,
        party=voice.party,
        source=voice.source,
        table_number=voice.table_number,
        kind=voice.kind,
        area_id=town.area_ids.get(one.area),
        consent=narrower(voice.consent, limit),
        is_projected=voice.is_projected,
        client_key=voice.client_key,
    )
    found = town.looked.get(voice.client_key) or _look(one, town.lists)
    if one.hold is None:
        return holding.Judged(draft, found.reasons, found.suggestion)
    if one.hold.state is HoldState.ACCEPTED:  # somebody there has read it and lets it be shown
        return holding.Judged(draft, (), "")
    named = [key for key in one.hold.reasons.split() if key in screening_words.REASONS]
    reasons = tuple(dict.fromkeys((*named, *found.reasons))) or (screening_words.LOOK_FIRST,)
    return holding.Judged(draft, reasons, found.suggestion)


def _hold_as_there(conn: Connection, voice_id: int, one: Brought) -> None:
    """Give a new voice the hold it has there, with what was decided and when."""
    there = one.hold
    assert there is not None
    mine = holds.of_voice(conn, voice_id) or holds.add(
        conn, voice_id=voice_id, reasons=" ".join(_known_reasons(there.reasons))
    )
    holds.change(
        conn,
        mine.id,
        state=there.state,
        wording=None if there.wording is None else clean(there.wording),
        decided_at=there.decided_at,
        decided_by=there.decided_by,
    )
    is_shown = one.voice.is_projected and there.state is HoldState.ACCEPTED
    voices.change(conn, voice_id, is_projected=is_shown)


def _known_reasons(written: str) -> list[str]:
    return [key for key in written.split() if key in screening_words.REASONS]


def _change(conn: Connection, plan: VoicePlan) -> None:
    assert plan.here is not None and plan.changes is not None
    voice_id, changes = plan.here.id, plan.changes
    voices.change(conn, voice_id, **changes.fields)
    if changes.is_withdrawn:
        voices.withdraw(conn, voice_id)
    if changes.hold is not None:
        there = plan.brought.hold
        reasons = _known_reasons(there.reasons if there else "")
        mine = holds.of_voice(conn, voice_id) or holds.add(
            conn,
            voice_id=voice_id,
            reasons=" ".join(reasons) or screening_words.LOOK_FIRST,
        )
        holds.decide(conn, mine.id, changes.hold, by=STAFF)


def _take_tasks(
    conn: Connection,
    town: _Town,
    brought: BroughtTown,
    held: Mapping[int, int],
    arrived: Mapping[int, int],
) -> None:
    """Bring the open tasks of these meetings that are not here yet."""
    known = {_mark(task) for task in hand_overs.list_of(conn, town.id)}
    names = {area.id: area.name for area in brought.areas}
    for task in brought.hand_overs:
        meeting_id = held.get(task.meeting_id or 0)
        if task.closed_at or meeting_id is None or _mark(task) in known:
            continue
        hand_overs.bring_over(
            conn,
            replace(
                task,
                municipality_id=town.id,
                meeting_id=meeting_id,
                voice_id=arrived.get(task.voice_id or 0),
                area_id=town.area_ids.get(names.get(task.area_id or 0, "")),
            ),
        )


def _mark(task: HandOver) -> tuple[object, ...]:
    return task.opened_at, task.concern, task.receiver
