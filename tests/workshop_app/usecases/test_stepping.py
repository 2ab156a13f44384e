"""Corrections are taken back and made again to any depth, and nobody's work is lost."""

import json
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import Deed, EditOp
from workshop_app.settings import Settings
from workshop_app.store import Store, audit, edits, themes
from workshop_app.usecases import (
    correcting,
    cutting,
    gathering,
    reading,
    regrouping,
    stepping,
    theming,
)
from workshop_app.usecases.gathering import Entry

LATE = ["雪かきの道具を貸してほしい", "バスの時刻表が読めない", "夜の犬の声がつらい"]


def draw_act(data, store, meeting):
    """Do one random correction, or let a voice come in."""
    encoder, workshop_id = load_default(), meeting.workshop_id
    board = reading.board_of_meeting(store, meeting.id)
    cards = [*board.themes, *board.lone]
    said = [voice for card in cards for voice in card.voices]
    pick = lambda items: data.draw(st.sampled_from(items))  # noqa: E731
    voice, card, other = pick(said), pick(cards), pick(cards)
    several = [v.id for v in data.draw(st.lists(st.sampled_from(said), min_size=2, max_size=3))]
    acts = {
        "move": lambda: theming.move(store, encoder, voice.id, card.theme.id),
        "alone": lambda: theming.set_alone(store, encoder, voice.id),
        "rename": lambda: theming.rename(store, encoder, card.theme.id, f"名{len(several)}"),
        "merge": lambda: theming.merge(store, encoder, [card.theme.id, other.theme.id]),
        "split": lambda: theming.split(store, encoder, card.theme.id, [card.voices[0].id]),
        "pin": lambda: theming.pin(store, encoder, voice.id),
        "unpin": lambda: theming.unpin(store, encoder, voice.id),
        "same": lambda: theming.mark_same(store, encoder, several),
        "apart": lambda: theming.mark_apart(store, encoder, several),
        "cut": lambda: cutting.cut(store, encoder, voice.id, len(voice.text) // 2),
        "regroup": lambda: regrouping.accept(store, workshop_id, encoder),
        "arrive": lambda: gathering.record_voice(store, meeting.id, pick(LATE), Entry()),
        "undo": lambda: stepping.undo(store, workshop_id),
        "redo": lambda: stepping.redo(store, workshop_id),
    }
    # What is refused with a sentence has changed nothing; the test would see it.
    with suppress(errors.EditConflictError, errors.UnusableInputError):
        acts[pick(sorted(acts))]()
    theming.settle(store, workshop_id, encoder)


def is_whole(store, meeting):
    board = reading.board_of_meeting(store, meeting.id)
    counted = sum(len(card.voices) for card in (*board.themes, *board.lone))
    assert counted + len(board.waiting) + len(board.asides) == board.total
    assert all(len(card.voices) == 1 for card in board.lone)
    assert all(len(card.voices) > 1 for card in board.themes)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_undo_to_the_start_gives_the_very_first_state_and_redo_the_last(
    data, tmp_path_factory, make_meeting, snapshot, first_voices
):
    folder = tmp_path_factory.mktemp("歩み")
    place = Settings(folder, f"sqlite:///{(folder / 'k.db').as_posix()}")
    with Store.open(place) as store:
        meeting = make_meeting(store)
        first = snapshot(store, meeting.workshop_id)
        for _ in range(data.draw(st.integers(1, 7))):
            draw_act(data, store, meeting)
            is_whole(store, meeting)
        last = snapshot(store, meeting.workshop_id)
    with Store.open(place) as store:  # after a restart
        depth = 0
        while stepping.undo(store, meeting.workshop_id) is not None:
            depth += 1
            is_whole(store, meeting)
        assert snapshot(store, meeting.workshop_id, set(first_voices))[0] == first[0]
        now = snapshot(store, meeting.workshop_id, set(first_voices))[1]
        assert {k: v[:4] for k, v in now.items()} == {k: v[:4] for k, v in first[1].items()}
        for _ in range(depth):
            assert stepping.redo(store, meeting.workshop_id) is not None
            is_whole(store, meeting)
        assert snapshot(store, meeting.workshop_id) == last


def test_what_was_taken_back_is_made_again_until_something_else_is_corrected(
    store, make_meeting
):
    meeting, encoder = make_meeting(store), load_default()
    card = reading.board_of_meeting(store, meeting.id).themes[0]
    for name in ("一", "二", "三"):
        theming.rename(store, encoder, card.theme.id, name)

    def heading():
        return reading.board_of_meeting(store, meeting.id).card(card.theme.id).theme.heading

    stepping.undo(store, meeting.workshop_id)
    stepping.undo(store, meeting.workshop_id)
    assert heading() == "一"
    stepping.redo(store, meeting.workshop_id)
    assert heading() == "二"
    theming.rename(store, encoder, card.theme.id, "四")
    assert stepping.redo(store, meeting.workshop_id) is None
    stepping.undo(store, meeting.workshop_id)
    assert heading() == "二"
    stepping.redo(store, meeting.workshop_id)
    assert heading() == "四"
    kept = store.read(lambda conn: edits.list_of(conn, meeting.workshop_id))
    assert len(kept) == 4, "what was taken back stays in the log"
    deeds = [each.deed for each in stepping.history(store, meeting.workshop_id)][::-1]
    made, undone, redone = Deed.MADE, Deed.UNDONE, Deed.REDONE
    assert deeds == [made, made, made, undone, undone, redone, made, undone, redone]


def test_voices_that_came_after_a_merge_follow_it_when_it_is_made_again(
    store, make_meeting, first_voices
):
    meeting, encoder = make_meeting(store), load_default()
    one, two = (c.theme.id for c in reading.board_of_meeting(store, meeting.id).themes[:2])
    theming.merge(store, encoder, [one, two])
    stepping.undo(store, meeting.workshop_id)
    late = gathering.record_voice(store, meeting.id, first_voices[4] + "。とても", Entry())
    theming.settle(store, meeting.workshop_id, encoder)
    stepping.redo(store, meeting.workshop_id)
    board = reading.board_of_meeting(store, meeting.id)
    assert board.card(two) is None
    assert late.id in {voice.id for voice in board.card(one).voices}


def test_the_log_tells_corrections_in_sentences_without_anybodys_words(store, make_meeting):
    meeting, encoder = make_meeting(store), load_default()
    board = reading.board_of_meeting(store, meeting.id)
    lone, into = board.lone[0], board.themes[0]
    theming.rename(store, encoder, into.theme.id, "通院の足")
    theming.move(store, encoder, lone.voices[0].id, into.theme.id)
    stepping.undo(store, meeting.workshop_id)
    told = [each.summary for each in stepping.history(store, meeting.workshop_id)]
    assert told[0] == "【取り消し】「ひとりの声」から「通院の足」へ、声を1枚動かしました。"
    assert told[1] == "「ひとりの声」から「通院の足」へ、声を1枚動かしました。"
    assert told[2].endswith("の見出しを「通院の足」に変えました。")
    noted = store.read(lambda conn: audit.list_of(conn, 1))
    assert noted[0].action == "手直しを取り消す"
    assert lone.voices[0].text not in json.dumps([n.detail for n in noted], ensure_ascii=False)


def test_a_correction_of_an_earlier_version_is_taken_back_and_made_again(store, make_meeting):
    meeting = make_meeting(store)
    board = reading.board_of_meeting(store, meeting.id)
    source, target = board.themes[0], board.themes[1]
    voice = source.voices[0]
    theming.move(store, load_default(), voice.id, target.theme.id)
    moved = {"voice": voice.id, "certainty": 0.7, "by": "machine"}
    moved |= {"from": str(source.theme.id), "to": str(target.theme.id)}
    heads = [
        {"theme": str(c.theme.id), "heading": c.theme.heading, "by_person": False}
        for c in (*board.themes, *board.lone)
    ]
    edit = {"op": "move", "keys": [voice.client_key], "theme_ids": [str(target.theme.id)]}
    edit |= {"label": "", "rest": [], "name": "動かす"}
    detail = json.dumps({"edit": edit, "moved": [moved], "themes": heads})

    def rewrite(conn):
        [made] = edits.list_of(conn, meeting.workshop_id)
        edits.mark_undone(conn, made.id)
        edits.append(conn, workshop_id=meeting.workshop_id, op=EditOp.MOVE, detail=detail)

    store.write(rewrite, municipality_id=1)

    def theme_of():
        placed = store.read(lambda conn: themes.assignments_of(conn, meeting.workshop_id))
        return next(a.theme_id for a in placed if a.voice_id == voice.id)

    assert stepping.undo(store, meeting.workshop_id)
    assert theme_of() == source.theme.id
    assert stepping.redo(store, meeting.workshop_id)
    assert theme_of() == target.theme.id


# Two people at once -------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request, tmp_path):
    wanted = "database_url" if request.param == "sqlite" else "postgres_url"
    return Settings(tmp_path / "車座のデータ", request.getfixturevalue(wanted))


def rename_from_elsewhere(place, theme_id, heading, seen, gate, answers):
    """Rename a theme in a process of its own."""
    with Store.open(place) as store:
        encoder = load_default()
        gate.wait(60)
        try:
            theming.rename(store, encoder, theme_id, heading, seen=seen)
            answers.put((heading, None))
        except errors.EditConflictError as problem:
            answers.put((heading, str(problem)))


def judge(answers, store, meeting, theme_id):
    """One succeeded; the other was told what changed; what stands is the first one's."""
    [winner] = [heading for heading, told in answers if told is None]
    [told] = [told for _, told in answers if told is not None]
    assert "ほかの人が先に" in told and winner in told
    board = reading.board_of_meeting(store, meeting.id)
    assert board.card(theme_id).theme.heading == winner
    kept = store.read(lambda conn: edits.list_of(conn, meeting.workshop_id))
    assert len(kept) == 1


def test_two_threads_change_one_theme_at_once_and_one_is_told(place, make_meeting):
    with Store.open(place) as store:
        meeting, encoder = make_meeting(store), load_default()
        theme_id = reading.board_of_meeting(store, meeting.id).themes[0].theme.id
        seen, gate = stepping.number(store, meeting.workshop_id), Barrier(2)

        def rename(heading):
            gate.wait(60)
            try:
                theming.rename(store, encoder, theme_id, heading, seen=seen)
            except errors.EditConflictError as problem:
                return heading, str(problem)
            return heading, None

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(rename, ["朝の足", "夜の足"]))
        judge(answers, store, meeting, theme_id)


def test_two_processes_change_one_theme_at_once_and_one_is_told(place, make_meeting):
    with closing(Store.open(place)) as store:
        meeting = make_meeting(store)
        theme_id = reading.board_of_meeting(store, meeting.id).themes[0].theme.id
        seen = stepping.number(store, meeting.workshop_id)
        spawn = multiprocessing.get_context("spawn")
        gate, answers = spawn.Barrier(2), spawn.Queue()
        pair = [
            spawn.Process(
                target=rename_from_elsewhere,
                args=(place, theme_id, heading, seen, gate, answers),
            )
            for heading in ("朝の足", "夜の足")
        ]
        for one in pair:
            one.start()
        said = [answers.get(timeout=120) for _ in pair]
        for one in pair:
            one.join(60)
        judge(said, store, meeting, theme_id)


def test_two_people_in_different_themes_do_not_disturb_each_other(store, make_meeting):
    meeting, encoder = make_meeting(store), load_default()
    one, two, three = (c.theme for c in reading.board_of_meeting(store, meeting.id).themes[:3])
    seen = stepping.number(store, meeting.workshop_id)
    theming.rename(store, encoder, one.id, "足", seen=seen)
    theming.rename(store, encoder, two.id, "雪", seen=seen)
    card = reading.board_of_meeting(store, meeting.id).card(three.id)
    theming.move(store, encoder, card.voices[0].id, one.id, seen=seen)
    with pytest.raises(errors.EditConflictError, match="「雪」に変えました"):
        theming.merge(store, encoder, [two.id, three.id], seen=seen)
    with pytest.raises(errors.EditConflictError):
        stepping.undo(store, meeting.workshop_id, seen=seen)
    with pytest.raises(errors.EditConflictError):
        regrouping.accept(store, meeting.workshop_id, encoder, seen=seen)
    theming.merge(
        store, encoder, [two.id, three.id], seen=stepping.number(store, meeting.workshop_id)
    )


def test_a_correction_among_thousands_needs_no_vectors_and_places_the_same(
    store, make_meeting, monkeypatch
):
    """Where many spoke, a correction does not read vectors; what people decided is the same."""
    places = []
    for crowd in (10_000, 0):
        monkeypatch.setattr(correcting, "CROWD", crowd)
        meeting, encoder = make_meeting(store), load_default()
        board = reading.board_of_meeting(store, meeting.id)
        one, two = board.themes[:2]
        theming.move(store, encoder, one.voices[0].id, two.theme.id)
        theming.set_alone(store, encoder, one.voices[1].id)
        theming.mark_apart(store, encoder, [v.id for v in two.voices[:2]])
        board = reading.board_of_meeting(store, meeting.id)
        places.append(
            sorted(
                sorted(voice.text for voice in card.voices)
                for card in (*board.themes, *board.lone)
            )
        )
    assert places[0] == places[1]
