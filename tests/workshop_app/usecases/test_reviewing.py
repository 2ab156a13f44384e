"""What deserves a look is found, an offer to split is an offer, and filters keep the sums."""

from datetime import date

import numpy as np
import pytest

from analysis import parting
from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import Consent, Party, VoiceKind
from workshop_app.store import Store
from workshop_app.usecases import (
    filtering,
    gathering,
    reading,
    reviewing,
    stepping,
    theming,
    weighing,
)
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.reviewing import Look


@pytest.fixture
def meeting(store: Store, make_meeting):
    return make_meeting(store)


def look_over(store, meeting):
    board = reading.board_of_meeting(store, meeting.id)
    weighed = weighing.weigh(store, meeting.workshop_id, load_default(), board)
    return reviewing.points(board, weighed)


def of(found, look):
    return [point for point in found if point.look is look]


def test_the_list_leads_to_every_sort_of_place(store, meeting):
    entry = Entry(Party.RESIDENTS, 1)
    for text in ("バスを増やしてほしい", "バスを増やして欲しい", "バスはもういらない"):
        gathering.record_voice(store, meeting.id, text, entry)
    for number in range(6):
        gathering.record_voice(store, meeting.id, f"バスの本数が少ない。{number}丁目", entry)
    theming.settle(store, meeting.workshop_id, load_default())
    board = reading.board_of_meeting(store, meeting.id)
    bus = board.themes[0].theme.id
    for card in (*board.themes, *board.lone):
        for voice in card.voices:
            if voice.text.startswith("バス") and card.theme.id != bus:
                theming.move(store, load_default(), voice.id, bus)
    held = board.lone[0].voices[0]
    gathering.set_projected(store, held.id, is_projected=False)
    found = look_over(store, meeting)
    assert of(found, Look.TWINS) and of(found, Look.LONE)
    [divided] = of(found, Look.DIVIDED)
    assert divided.theme_id == bus and "バス" in divided.told
    [silent] = of(found, Look.SILENT)
    assert silent.told.endswith("に医療・介護・企業等の声が0件")
    [hidden] = of(found, Look.HELD)
    assert hidden.voice_ids == (held.id,)
    order = [list(Look).index(point.look) for point in found]
    assert order == sorted(order)


def test_one_tap_takes_the_second_choice_of_a_voice(store, meeting):
    bus = reading.board_of_meeting(store, meeting.id).themes[0]
    theming.set_alone(store, load_default(), bus.voices[0].id)
    [lone] = [p for p in look_over(store, meeting) if p.look is Look.LONE and p.target_id]
    assert lone.target_id == bus.theme.id and lone.voice_ids == (bus.voices[0].id,)
    reviewing.move_all(store, load_default(), lone.voice_ids, lone.target_id)
    card = reading.board_of_meeting(store, meeting.id).card(lone.target_id)
    assert lone.voice_ids[0] in {voice.id for voice in card.voices}


def test_many_voices_are_one_correction_each_way(store, meeting):
    encoder = load_default()
    board = reading.board_of_meeting(store, meeting.id)
    one, two = board.themes[:2]
    ids = [voice.id for voice in one.voices[:2]]
    reviewing.move_all(store, encoder, ids, two.theme.id)
    assert len(stepping.history(store, meeting.workshop_id)) == 1
    reviewing.set_all_alone(store, encoder, ids)
    lone = {c.voices[0].id for c in reading.board_of_meeting(store, meeting.id).lone}
    assert set(ids) <= lone
    reviewing.gather(store, encoder, ids)
    board = reading.board_of_meeting(store, meeting.id)
    assert any({v.id for v in card.voices} == set(ids) for card in board.themes)
    reviewing.hold_all(store, encoder, ids, is_held=True)
    keys = {v.client_key for card in board.themes for v in card.voices if v.id in ids}
    assert reviewing.pinned_keys(store, meeting.workshop_id) == keys
    with pytest.raises(errors.EditConflictError):
        reviewing.move_all(store, encoder, ids, one.theme.id)
    reviewing.hold_all(store, encoder, ids, is_held=False)
    assert not reviewing.pinned_keys(store, meeting.workshop_id)
    for act in (
        lambda: reviewing.gather(store, encoder, ids[:1]),
        lambda: reviewing.set_all_alone(store, encoder, []),
        lambda: reviewing.move_all(store, encoder, [], one.theme.id),
    ):
        with pytest.raises(errors.UnusableInputError):
            act()


def test_an_offer_to_split_parts_two_matters_and_changes_nothing(store, meeting):
    board = reading.board_of_meeting(store, meeting.id)
    bus, snow = board.themes[:2]
    theming.merge(store, load_default(), [bus.theme.id, snow.theme.id])
    card = reading.board_of_meeting(store, meeting.id).card(bus.theme.id)
    revision = store.revision(1)
    halves = reviewing.suggest_split(store, meeting.workshop_id, load_default(), card)
    parts = {frozenset(v.id for v in part) for part in (halves.first, halves.second)}
    assert parts == {frozenset(v.id for v in c.voices) for c in (bus, snow)}
    assert store.revision(1) == revision


def test_a_theme_of_one_piece_gets_no_offer():
    assert parting.part_in_two(np.ones((5, 3), np.float32)).tolist() == [0] * 5
    assert parting.part_in_two(np.zeros((0, 3), np.float32)).tolist() == []
    rows = np.array([[1, 0], [1, 0.1], [0, 1], [0.1, 1]], np.float32)
    assert parting.part_in_two(rows).tolist() == [0, 0, 1, 1]


def counted(board):
    standing = sum(len(card.voices) for card in (*board.themes, *board.lone))
    return standing + len(board.waiting) + len(board.asides)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(), 11),
        (Filter(parties=frozenset({Party.CARE})), 1),
        (Filter(tables=frozenset({3})), 1),
        (Filter(tables=frozenset({None, 3})), 11),
        (Filter(kinds=frozenset({VoiceKind.OFFER})), 1),
        (Filter(kinds=frozenset({None})), 10),
        (Filter(areas=frozenset({99})), 0),
        (Filter(meetings=frozenset({1})), 11),
        (Filter(meetings=frozenset({2})), 0),
        (Filter(since=date(2026, 11, 20)), 11),
        (Filter(since=date(2026, 11, 21)), 0),
        (Filter(until=date(2026, 11, 19)), 0),
        (Filter(parties=frozenset({Party.CARE, Party.OFFICIALS})), 2),
        (Filter(voices=frozenset({1, 2})), 2),
    ],
)
def test_a_filter_lets_through_what_is_wanted_and_the_sums_agree(
    store, meeting, wanted, expected
):
    entry = Entry(Party.CARE, 3, VoiceKind.OFFER, None, Consent.TOWN)
    gathering.record_voice(store, meeting.id, "午後なら体操を教えられます", entry)
    gathering.record_voice(store, meeting.id, "記録：休憩", Entry(Party.OFFICIALS))
    theming.settle(store, meeting.workshop_id, load_default())
    board = reading.board_of_meeting(store, meeting.id)
    held = filtering.meetings_by_id(store, meeting.workshop_id)
    narrowed = filtering.narrow(board, wanted, held)
    assert narrowed.total == counted(narrowed) == expected
    assert all(card.voices for card in (*narrowed.themes, *narrowed.lone))
    assert {c.theme.id for c in narrowed.themes} <= {c.theme.id for c in board.themes}
