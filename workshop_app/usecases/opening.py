"""Opening towns, workshops and meetings."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from workshop_app import errors, places
from workshop_app.model import Meeting, MeetingKind, Municipality, Stage, Workshop
from workshop_app.store import (
    Connection,
    Store,
    areas,
    meetings,
    municipalities,
    rehearsals,
    run_rows,
    tables,
    workshops,
)
from workshop_app.usecases import entering
from workshop_app.usecases.noting import note

DEFAULT_PURPOSE = (
    "この会は、年をとっても安心して暮らせる町にするために、みなさんの声をあつめる会です。"
    "いただいた声は、名前をつけずに記録し、町の取り組みを考えるために使います。"
)
DEFAULT_QUESTION = "この町で年をかさねていくとき、困ること・やってみたいことは何ですか"
MOST_TABLES = 40


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What a person fills in to open a meeting."""

    title: str
    kind: MeetingKind
    stage: Stage
    held_on: date
    table_count: int
    question: str = DEFAULT_QUESTION
    purpose: str = DEFAULT_PURPOSE
    agenda: str = ""
    area_id: int | None = None
    run_sheet: str = ""  # the name of the run sheet whose rows the desk starts from


@dataclass(frozen=True, slots=True)
class RunStep:
    """One row of a run sheet to start from."""

    minutes: int
    step: str
    who: str
    on_screen: str = ""
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class RunSheet:
    """A way to run a meeting, to start from: ``agenda`` is one line a step."""

    name: str
    title: str
    minutes: int
    table_count: int
    agenda: str
    steps: tuple[RunStep, ...] = ()


def run_sheets() -> tuple[RunSheet, ...]:
    """Return the run sheets of the house, the longest first."""
    found = [_read_run_sheet(path) for path in places.RUN_SHEETS.glob("*.toml")]
    return tuple(sorted(found, key=lambda sheet: (-sheet.minutes, sheet.name)))


def _read_run_sheet(path: Path) -> RunSheet:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = told["rows"]
    lines = [f"{row['minute']}分　{row['step']}（{row['who']}）" for row in rows]
    ends = [*(row["minute"] for row in rows[1:]), told["minutes"]]
    steps = tuple(
        RunStep(
            end - row["minute"],
            row["step"],
            row["who"],
            row.get("on_screen", ""),
            row.get("recorded", ""),
        )
        for row, end in zip(rows, ends, strict=True)
    )
    return RunSheet(
        path.stem, told["title"], told["minutes"], told["tables"], "\n".join(lines), steps
    )


def found_town(
    store: Store,
    name: str,
    *,
    area_names: Sequence[str] = (),
    coordinator_title: str = "生活支援コーディネーター",
    is_sample: bool = False,
) -> Municipality:
    """Register a town; *area_names* are its 第2層 areas below the town as 第1層."""
    wanted = name.strip()
    if not wanted:
        raise errors.UnusableInputError("市町村の名前を入れてください。")

    def found(conn: Connection) -> Municipality:
        town = municipalities.add(
            conn, name=wanted, coordinator_title=coordinator_title, is_sample=is_sample
        )
        whole = areas.add(conn, municipality_id=town.id, name=wanted, tier=1)
        for area_name in area_names:
            areas.add(conn, municipality_id=town.id, name=area_name, tier=2, parent_id=whole.id)
        note(conn, town.id, "町を登録", wanted)
        return town

    return store.write(found, municipality_id=None)


def open_meeting(
    store: Store, municipality_id: int, plan: MeetingPlan, *, workshop_id: int | None = None
) -> Meeting:
    """Open a meeting with its tables, in a workshop that exists or a new one of its name.

    Raises
    ------
    UnusableInputError
        The title is empty or the number of tables is not between 1 and 40.
    """
    _check(plan)
    title = plan.title.strip()

    def begin(conn: Connection) -> Meeting:
        chosen = (
            workshop_id or workshops.add(conn, municipality_id=municipality_id, title=title).id
        )
        meeting = meetings.add(
            conn,
            workshop_id=chosen,
            title=title,
            kind=plan.kind,
            stage=plan.stage,
            held_on=plan.held_on,
            area_id=plan.area_id,
            purpose=plan.purpose,
            question=plan.question,
            agenda=plan.agenda,
        )
        for number in range(1, plan.table_count + 1):
            tables.add(conn, meeting_id=meeting.id, number=number)
        put_rows(conn, meeting.id, plan.run_sheet)
        note(conn, municipality_id, "会議を開く", title)
        return meeting

    return store.write(begin, municipality_id=municipality_id)


def put_rows(conn: Connection, meeting_id: int, name: str) -> None:
    """Add the rows of the run sheet of that name to a meeting; without a name, none."""
    found = next((sheet for sheet in run_sheets() if sheet.name == name), None)
    if found is None and name:
        raise errors.UnusableInputError("その進行表の型はありません。選びなおしてください。")
    for step in found.steps if found else ():
        run_rows.add(
            conn,
            meeting_id=meeting_id,
            step=step.step,
            minutes=step.minutes,
            who=step.who,
            on_screen=step.on_screen,
            recorded=step.recorded,
        )


def _check(plan: MeetingPlan) -> None:
    if not plan.title.strip():
        raise errors.UnusableInputError("会議の名前を入れてください。")
    if not 1 <= plan.table_count <= MOST_TABLES:
        raise errors.UnusableInputError(f"班の数は1から{MOST_TABLES}までで入れてください。")


def towns(store: Store) -> list[Municipality]:
    """Return the towns that are here, real ones before the sample; not those of practice."""
    practised = store.read(rehearsals.town_ids)
    found = [town for town in store.read(municipalities.all) if town.id not in practised]
    return sorted(found, key=lambda town: (town.is_sample, town.id))


def open_in_town(
    store: Store, town_name: str, plan: MeetingPlan, *, workshop_id: int | None = None
) -> Meeting:
    """Open a meeting in the town of that name, registering the town if it is new.

    With *workshop_id* it joins that workshop and shares its themes; the town is then the
    workshop's own.
    """
    if workshop_id is not None:
        workshop = store.read(lambda conn: workshops.get(conn, workshop_id))
        return open_meeting(store, workshop.municipality_id, plan, workshop_id=workshop_id)
    _check(plan)  # before a town is registered for a meeting that will not be
    wanted = town_name.strip()
    known = next((town for town in towns(store) if town.name == wanted), None)
    town = known or found_town(store, wanted)
    return open_meeting(store, town.id, plan)


def all_workshops(store: Store) -> list[Workshop]:
    """Return the workshops of every town, real towns first."""
    return [
        workshop
        for town in towns(store)
        for workshop in store.read(partial(workshops.list_of, municipality_id=town.id))
    ]


def has_towns(store: Store) -> bool:
    """Say whether any town is registered here."""
    return bool(store.read(municipalities.all))


def change_question(store: Store, meeting_id: int, question: str) -> None:
    """Put another 今日の問い at the top of every screen.

    Raises
    ------
    UnusableInputError
        There are no words in it.
    """
    if not question.strip():
        raise errors.UnusableInputError("今日の問いを入れてください。")
    room = entering.enter(store, meeting_id)
    store.write(
        lambda conn: meetings.change(conn, meeting_id, question=question.strip()),
        municipality_id=room.municipality.id,
    )


def close_meeting(store: Store, meeting_id: int) -> None:
    """End a meeting for today; nothing is lost and it can be opened again."""
    _set_open(store, meeting_id, is_open=False)


def reopen_meeting(store: Store, meeting_id: int) -> None:
    """Open a closed meeting again."""
    _set_open(store, meeting_id, is_open=True)


def _set_open(store: Store, meeting_id: int, *, is_open: bool) -> None:
    room = entering.enter(store, meeting_id)

    def change(conn: Connection) -> None:
        meetings.change(conn, meeting_id, is_open=is_open)
        action = "会議を開きなおす" if is_open else "今日はここまで"
        note(conn, room.municipality.id, action, room.meeting.title)

    store.write(change, municipality_id=room.municipality.id)
