"""What is kept between corrections is what reading everything anew would give."""

import random
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest

from analysis.facts import resolve
from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import Party
from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.store.memory import Memory
from workshop_app.usecases import (
    correcting,
    cutting,
    gathering,
    reading,
    recalling,
    reviewing,
    stepping,
    surveying,
    theming,
)
from workshop_app.usecases.gathering import Entry

STEPS = 40
BARE, WITH_VECTORS = 3, 10_000  # voices from which no vectors are read


def open_store(folder):
    folder.mkdir()
    return Store.open(Settings(folder, f"sqlite:///{(folder / 'k.db').as_posix()}"))


def wish(dice, store, meeting):
    """Return a random correction, the same for the same dice and the same themes."""
    encoder, workshop_id = load_default(), meeting.workshop_id
    board = reading.board_of_meeting(store, meeting.id)
    cards = [*board.themes, *board.lone]
    said = sorted((voice for card in cards for voice in card.voices), key=lambda v: v.id)
    voice, card, other = dice.choice(said), dice.choice(cards), dice.choice(cards)
    ids = [each.id for each in dice.sample(said, 3)]
    at = len(voice.text) // 2
    return dice.choice(
        [
            lambda: reviewing.move_all(store, encoder, ids, card.theme.id),
            lambda: theming.move(store, encoder, voice.id, card.theme.id),
            lambda: reviewing.set_all_alone(store, encoder, ids[:2]),
            lambda: theming.rename(store, encoder, card.theme.id, f"名{at}"),
            lambda: theming.merge(store, encoder, [card.theme.id, other.theme.id]),
            lambda: theming.split(store, encoder, card.theme.id, [card.voices[0].id]),
            lambda: theming.pin(store, encoder, voice.id),
            lambda: theming.unpin(store, encoder, voice.id),
            lambda: theming.mark_same(store, encoder, ids[:2]),
            lambda: theming.mark_apart(store, encoder, ids[:2]),
            lambda: cutting.cut(store, encoder, voice.id, at),
            lambda: stepping.undo(store, workshop_id),
            lambda: stepping.undo(store, workshop_id),
            lambda: stepping.redo(store, workshop_id),
        ]
    )


def without_keys(rows):
    """Return rows without what is drawn by lot: the keys of the voices and the time."""
    voices = {
        each.id: replace(each, client_key="", recorded_at="") for each in rows.voices.values()
    }
    number = {each.client_key: each.id for each in rows.voices.values()}
    edits = {
        key: replace(
            edit,
            keys=tuple(number.get(k, k) for k in edit.keys),
            rest=tuple(number.get(k, k) for k in edit.rest),
        )
        for key, edit in rows.edits.items()
    }
    return replace(rows, voices=voices, edits=edits)


def read_anew(store, workshop_id):
    return store.read(lambda conn: surveying.read_rows(conn, workshop_id))


def require_as_read(store, workshop_id, known):
    """Compare what was kept with what reading and resolving everything gives."""
    found = store.read(lambda conn: recalling.look(conn, workshop_id, known.vectors, "m"))
    assert known.rows == found.rows
    assert [
        list(part) for part in (known.rows.voices, known.rows.themes, known.rows.places)
    ] == [list(part) for part in (found.rows.voices, found.rows.themes, found.rows.places)]
    assert known.scene.state == found.scene.state
    assert known.scene.said == found.scene.said
    mine, other = known.scene.voices, found.scene.voices
    assert (mine.keys, mine.texts) == (other.keys, other.texts)
    assert np.array_equal(mine.vectors, other.vectors)
    assert known.known_facts() == resolve(found.rows.edits.values())


@pytest.mark.parametrize(("crowd", "seed"), [(BARE, 1), (WITH_VECTORS, 2)], ids=["many", "few"])
def test_corrections_with_and_without_what_is_kept_leave_the_same_rows(
    tmp_path, make_meeting, monkeypatch, crowd, seed
):
    monkeypatch.setattr(correcting, "CROWD", crowd)
    with open_store(tmp_path / "覚える") as keeping, open_store(tmp_path / "毎回よむ") as reads:
        meeting, other = make_meeting(keeping), make_meeting(reads)
        workshop_id = meeting.workshop_id
        remembered = 0
        for step in range(STEPS):
            reads.memory = Memory()
            for store, held in ((keeping, meeting), (reads, other)):
                act = wish(random.Random(100 * seed + step), store, held)
                with suppress(errors.EditConflictError, errors.UnusableInputError):
                    act()
            known = recalling.recall(keeping, workshop_id)
            if known is not None:
                remembered += 1
                require_as_read(keeping, workshop_id, known)
            rows = [read_anew(store, workshop_id) for store in (keeping, reads)]
            assert without_keys(rows[0]) == without_keys(rows[1])
        assert remembered > STEPS // 4


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_of_either(request, tmp_path):
    wanted = "database_url" if request.param == "sqlite" else "postgres_url"
    with Store.open(Settings(tmp_path / "デ", request.getfixturevalue(wanted))) as opened:
        yield opened


def test_after_any_other_write_nothing_old_is_recalled(store_of_either, make_meeting):
    store = store_of_either
    meeting, encoder = make_meeting(store), load_default()
    board = reading.board_of_meeting(store, meeting.id)
    one, two = board.themes[:2]
    correcting.look_ahead(store, meeting.workshop_id, encoder)
    assert recalling.recall(store, meeting.workshop_id) is not None
    late = gathering.record_voice(store, meeting.id, "雪かきの道具がない", Entry())
    assert recalling.recall(store, meeting.workshop_id) is None
    correcting.look_ahead(store, meeting.workshop_id, encoder)
    assert recalling.recall(store, meeting.workshop_id) is None, "somebody has no place yet"
    theming.move(store, encoder, one.voices[0].id, two.theme.id)
    known = recalling.recall(store, meeting.workshop_id)
    assert late.id in known.rows.places
    require_as_read(store, meeting.workshop_id, known)


def test_what_was_known_before_somebody_else_wrote_is_not_taken(
    store, make_meeting, monkeypatch
):
    """Between looking and writing another window may write; the correction reads again."""
    meeting, encoder = make_meeting(store), load_default()
    board = reading.board_of_meeting(store, meeting.id)
    one, two, three = board.themes[:3]
    correcting.look_ahead(store, meeting.workshop_id, encoder)
    stale = recalling.recall(store, meeting.workshop_id)
    theming.merge(store, encoder, [two.theme.id, three.theme.id])
    monkeypatch.setattr(recalling, "recall", lambda *_: stale)
    theming.move(store, encoder, one.voices[0].id, two.theme.id)
    monkeypatch.undo()
    require_as_read(store, meeting.workshop_id, recalling.recall(store, meeting.workshop_id))
    card = reading.board_of_meeting(store, meeting.id).card(two.theme.id)
    assert len(card.voices) == len(two.voices) + len(three.voices) + 1


def test_a_write_that_was_not_kept_leaves_nothing_behind(store, make_meeting):
    meeting, encoder = make_meeting(store), load_default()
    one = reading.board_of_meeting(store, meeting.id).themes[0]
    correcting.look_ahead(store, meeting.workshop_id, encoder)
    first, second = (voice.id for voice in one.voices[:2])
    theming.mark_apart(store, encoder, [first, second])
    known = recalling.recall(store, meeting.workshop_id)
    with pytest.raises(errors.EditConflictError):
        theming.mark_same(store, encoder, [first, second])
    assert recalling.recall(store, meeting.workshop_id) is known
    require_as_read(store, meeting.workshop_id, known)


def test_only_the_newest_readings_are_kept_and_none_gives_way_to_an_older():
    memory = Memory()
    memory.keep("a", 2, "new")
    memory.keep("a", 1, "old")
    assert (memory.recall("a", 2), memory.recall("a", 1)) == ("new", None)
    for number in range(4):
        memory.keep(number, 1, number)
    assert memory.recall("a", 2) is None
    assert memory.recall(3, 1) == 3


def test_who_waits_is_asked_of_the_store_as_of_every_voice(store, make_meeting):
    meeting = make_meeting(store)

    def is_waiting():
        return correcting.has_waiting(store, meeting.workshop_id)

    assert not is_waiting()
    gathering.record_voice(store, meeting.id, "役場から", Entry(party=Party.OFFICIALS))
    assert not is_waiting(), "what officials note enters no theme"
    late = gathering.record_voice(store, meeting.id, "もうひと声", Entry())
    assert is_waiting()
    gathering.withdraw(store, [late.id], reason="言いまちがい")
    assert not is_waiting()
