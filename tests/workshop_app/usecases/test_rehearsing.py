"""The sample town: a whole story, told once, marked as invented."""

import csv
from collections import Counter

import pytest

from workshop_app import errors, places
from workshop_app.embedders import load_default
from workshop_app.model import MadeBy, Party, Stage
from workshop_app.store import (
    Store,
    assets,
    municipalities,
    projects,
    relations,
    stakeholders,
    supports,
    workshops,
)
from workshop_app.usecases import entering, gathering, reading, rehearsing, theming


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    from workshop_app.settings import Settings

    folder = tmp_path_factory.mktemp("見本")
    with Store.open(Settings(folder, f"sqlite:///{(folder / 'k.db').as_posix()}")) as store:
        town = rehearsing.load(store, None, load_default())
        yield store, town


def workshop_of(store, town):
    [workshop] = store.read(lambda conn: workshops.list_of(conn, town.id))
    return workshop


def test_the_town_is_marked_as_a_sample(told):
    store, town = told
    assert town.is_sample
    assert [found.is_sample for found in store.read(municipalities.all)] == [True]


def test_the_town_meeting_is_as_large_as_a_real_one(told):
    store, _ = told
    lines = entering.all_meetings(store)
    assert Counter(line.meeting.stage for line in lines) == {
        Stage.HEARING: 1,
        Stage.PLANNING: 2,
        Stage.TRIAL: 1,
    }
    [first] = [line for line in lines if line.meeting.stage is Stage.HEARING]
    tally = gathering.count(gathering.said_so_far(store, first.meeting.id))
    assert [
        tally.by_party[party] for party in (Party.RESIDENTS, Party.CARE, Party.COMPANIES)
    ] == [
        128,
        32,
        20,
    ]
    assert len(entering.enter(store, first.meeting.id).tables) == 8
    assert tally.alerts() == ()


def test_every_voice_of_the_file_is_there_letter_by_letter_and_has_its_place(told):
    store, town = told
    file = places.SAMPLE_SESSIONS / "hinokawa" / "voices.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        written = Counter(row["本文"] for row in csv.DictReader(stream))
    said = Counter(
        voice.text
        for line in entering.all_meetings(store)
        for voice in gathering.said_so_far(store, line.meeting.id)
    )
    assert said == written
    workshop = workshop_of(store, town)
    board = reading.board_of_workshop(store, workshop.id)
    placed = sum(len(card.voices) for card in (*board.themes, *board.lone))
    assert board.waiting == ()
    assert {voice.party for voice in board.asides} == {Party.OFFICIALS}
    assert placed + len(board.asides) == board.total
    assert theming.settle(store, workshop.id, load_default()) == 0


def test_themes_are_those_of_the_people_in_the_story(told):
    store, town = told
    board = reading.board_of_workshop(store, workshop_of(store, town).id)
    assert {card.theme.heading_by for card in board.themes} == {MadeBy.PERSON}
    for card in board.themes:
        assert any(card.theme.heading in voice.text for voice in card.voices), card.theme
    assert len(board.lone) >= 3
    assert not theming.undo_last(store, workshop_of(store, town).id)


def test_the_registers_and_projects_of_the_story_are_there(told):
    store, town = told
    workshop = workshop_of(store, town)

    def count(rows_of, owner):
        return len(store.read(lambda conn: rows_of(conn, owner)))

    folder = places.SAMPLE_SESSIONS / "hinokawa"
    for name, rows_of, owner in (
        ("stakeholders.csv", stakeholders.list_of, town.id),
        ("assets.csv", assets.list_of, town.id),
        ("relations.csv", relations.list_of, town.id),
        ("supports.csv", supports.list_of, workshop.id),
    ):
        with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
            assert count(rows_of, owner) == len(list(csv.DictReader(stream))), name
    kept = store.read(lambda conn: projects.list_of(conn, workshop.id))
    assert len(kept) >= 3
    assert len({project.state for project in kept}) >= 3


def test_the_story_is_told_once(told):
    store, _ = told
    before = len(entering.all_meetings(store))
    with pytest.raises(errors.UnusableInputError, match="もう入っています"):
        rehearsing.load(store, "hinokawa", load_default())
    assert len(entering.all_meetings(store)) == before


@pytest.mark.parametrize("name", ["", "nowhere", "../hinokawa", "hinokawa/..", "/etc"])
def test_a_sample_that_is_not_there_is_told_with_those_that_are(store, name):
    if not name:
        assert rehearsing.DEFAULT in rehearsing.names()
        return
    with pytest.raises(errors.UnusableInputError, match="hinokawa"):
        rehearsing.load(store, name, load_default())
    assert store.read(municipalities.all) == []


def test_a_story_that_breaks_off_can_be_told_again(store, monkeypatch):
    def break_off(*words, **more):
        raise errors.StoreBusyError("いまは書けません。")

    monkeypatch.setattr(theming, "settle", break_off)
    with pytest.raises(errors.StoreBusyError):
        rehearsing.load(store, None, load_default())
    monkeypatch.undo()
    assert rehearsing.is_unfinished(store)
    town = rehearsing.load(store, None, load_default())
    assert not rehearsing.is_unfinished(store)
    assert store.read(lambda conn: projects.list_of(conn, workshop_of(store, town).id))
    assert len(entering.all_meetings(store)) == 4
    assert [found.id for found in store.read(municipalities.all)] == [town.id]
