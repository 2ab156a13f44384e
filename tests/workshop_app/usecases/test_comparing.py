"""Nine districts and four rounds share one set of themes, and the counts agree."""

from datetime import date

import pytest

from workshop_app.model import Fate, MeetingKind, Stage
from workshop_app.store import areas
from workshop_app.usecases import answering, comparing, gathering, opening, reading, theming
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.theming import Arranged

NAMES = [f"{n}の里" for n in "一二三四五六七八九"]
MOVE, BEASTS = "移動に困る", "畑のいのしし"


@pytest.fixture
def workshop_id(store):
    """Nine districts, four rounds; 「移動」 is known in three districts, 「獣害」 in one."""
    town = opening.found_town(store, "九里市", area_names=NAMES)
    known = store.read(lambda conn: areas.list_of(conn, town.id))
    by_name = {area.name: area.id for area in known}
    workshop, said = None, {MOVE: [], BEASTS: []}
    for number in range(4):
        for place, name in enumerate(NAMES):
            plan = opening.MeetingPlan(
                title=f"{name} 第{number + 1}回",
                kind=MeetingKind.TOWN_MEETING,
                stage=Stage.HEARING,
                held_on=date(2026, 5 + number, place + 1),
                table_count=1,
                area_id=by_name[name],
            )
            meeting = opening.open_meeting(store, town.id, plan, workshop_id=workshop)
            workshop = meeting.workshop_id
            texts = [(MOVE, f"{MOVE}。{name}{number}")] if place < 3 else []
            texts += (
                [(BEASTS, f"{BEASTS}。{n}") for n in "甲乙"]
                if (place, number) == (4, 3)
                else []
            )
            for theme, text in texts:
                gathering.record_voice(store, meeting.id, text, Entry())
                said[theme].append(text)
    groups = [Arranged(heading, tuple(texts)) for heading, texts in said.items()]
    theming.arrange(store, workshop, groups, by="町")
    return workshop


def test_an_issue_of_three_districts_is_one_for_the_whole_town(store, workshop_id):
    found = comparing.compare(store, workshop_id)
    assert len(found.meetings) == 36
    by_heading = {line.heading: line for line in found.lines}
    assert [line.heading for line in found.town_wide] == [MOVE]
    assert by_heading[MOVE].thread.course is comparing.Course.STEADY
    assert by_heading[BEASTS].thread.course is comparing.Course.NEW
    assert by_heading[BEASTS].thread.by_area["五の里"] == 2
    assert list(by_heading[MOVE].thread.by_area) == [*NAMES[:3], NAMES[4]]
    total = reading.board_of_workshop(store, workshop_id).total
    assert sum(found.totals.values()) + found.elsewhere == total == 14
    assert list(found.totals) == NAMES, "in their own order"
    counted = sum(sum(line.thread.by_meeting) for line in found.lines)
    assert counted == total


def test_a_period_compares_only_what_was_said_in_it(store, workshop_id):
    wanted = Filter(since=date(2026, 5, 1), until=date(2026, 7, 31))
    found = comparing.compare(store, workshop_id, wanted)
    assert [line.heading for line in found.lines] == [MOVE]
    assert sum(found.totals.values()) == 9


def test_an_answered_theme_is_told_apart(store, workshop_id):
    line = comparing.compare(store, workshop_id).lines[0]
    assert not line.is_answered
    answering.answer(store, line.theme_id, Fate.CONSIDERED)
    answered = [x for x in comparing.compare(store, workshop_id).lines if x.is_answered]
    assert [x.theme_id for x in answered] == [line.theme_id]
