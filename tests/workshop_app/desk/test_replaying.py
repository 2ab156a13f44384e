"""A rehearsal: the same voices again, in order and faster, and the original untouched."""

import pytest
import sqlalchemy as sa

from workshop_app import errors
from workshop_app.store import schema
from workshop_app.usecases import (
    entering,
    gathering,
    opening,
    pacing,
    rehearsing,
    replaying,
    screening,
)

TEXTS = [f"声その{number}" for number in range(6)]


@pytest.fixture
def told(store, meeting, say):
    """A meeting of six voices; the second was held back."""
    said = [say(store, meeting, text, table=1 + n % 4) for n, text in enumerate(TEXTS)]
    gathering.set_projected(store, said[1].id, is_projected=False)
    return said


def texts(store, meeting):
    return [voice.text for voice in gathering.said_so_far(store, meeting.id)]


def test_voices_come_in_their_order_with_pauses_and_faster(store, meeting, told, watch, clocks):
    practice = replaying.prepare(store, meeting.id, speed=10)
    assert replaying.tick(store, watch, practice.id) == 0, "it waits to be started"
    replaying.begin(store, watch, practice.id)
    arrived = []
    for _ in range(20):
        clocks.pass_(0.2)
        replaying.tick(store, watch, practice.id)
        arrived.append(len(texts(store, practice)))
    # Typed within the same second, so the shortest pause holds: four seconds, ten times faster.
    assert arrived[:6] == [0, 1, 1, 2, 2, 3]
    assert texts(store, practice) == [TEXTS[0], *TEXTS[2:]], "what was held back is not told"
    found = replaying.progress(store, watch, practice.id)
    assert (found.arrived, found.total) == (5, 5)
    assert found.sentence() == "5件のうち5件がとどきました（おわりました、10倍）。"


def test_two_windows_that_tick_bring_each_voice_once(store, meeting, told, watch, clocks):
    practice = replaying.prepare(store, meeting.id, speed=30)
    replaying.begin(store, watch, practice.id)
    clocks.pass_(60)
    assert replaying.tick(store, watch, practice.id) == 5
    assert replaying.tick(store, clocks.watch(), practice.id) == 0
    assert len(texts(store, practice)) == 5


def test_a_pause_and_another_speed_bring_nothing_by_themselves(
    store, meeting, told, watch, clocks
):
    practice = replaying.prepare(store, meeting.id, speed=10)
    replaying.begin(store, watch, practice.id)
    clocks.pass_(0.9)
    replaying.tick(store, watch, practice.id)
    replaying.pause(store, watch, practice.id)
    clocks.pass_(100)
    replaying.change_speed(store, watch, practice.id, 1)
    assert replaying.tick(store, watch, practice.id) == 0
    assert replaying.progress(store, watch, practice.id).story_seconds == pytest.approx(9)
    replaying.begin(store, watch, practice.id)
    clocks.pass_(2.9)
    assert replaying.tick(store, watch, practice.id) == 0
    clocks.pass_(0.2)
    assert replaying.tick(store, watch, practice.id) == 1


def test_the_original_is_only_read_and_the_copy_is_plainly_practice(
    store, meeting, told, watch, clocks
):
    town = entering.town_of(store, meeting.id)
    before = (store.revision(town), gathering.said_so_far(store, meeting.id))
    practice = replaying.prepare(store, meeting.id)
    replaying.begin(store, watch, practice.id)
    clocks.pass_(600)
    replaying.tick(store, watch, practice.id)
    room = entering.enter(store, practice.id)
    assert room.municipality.id != town
    for name in (room.municipality.name, room.workshop.title, room.meeting.title):
        assert name.startswith("練習・")
    assert len(pacing.course(store, watch, practice.id).rows) == 11
    assert replaying.is_practice(store, practice.id)
    assert entering.first_meeting_id(store) == meeting.id, "nobody lands in practice"
    assert [each.id for each in opening.towns(store)] == [town]
    replaying.delete(store, practice.id)
    assert (store.revision(town), gathering.said_so_far(store, meeting.id)) == before
    assert replaying.all_rehearsals(store) == []
    left = store.read(
        lambda c: c.execute(sa.select(sa.func.count(schema.voices.c.id))).scalar()
    )
    assert left == len(TEXTS)


def test_a_voice_withdrawn_at_its_source_leaves_the_practice_too(
    store, meeting, told, watch, clocks
):
    practice = replaying.prepare(store, meeting.id, speed=30)
    replaying.begin(store, watch, practice.id)
    clocks.pass_(60)
    replaying.tick(store, watch, practice.id)
    gathering.withdraw(store, [told[0].id], reason="本人の希望")
    replaying.tick(store, watch, practice.id)
    assert TEXTS[0] not in texts(store, practice)
    assert len(texts(store, practice)) == 4


def test_the_same_rehearsal_twice_is_the_same(store, meeting, told, new_clocks):
    def run():
        clocks = new_clocks()
        watch = clocks.watch()
        practice = replaying.prepare(store, meeting.id, speed=10)
        replaying.begin(store, watch, practice.id)
        course = []
        for _ in range(8):
            clocks.pass_(0.3)
            replaying.tick(store, watch, practice.id)
            course.append(texts(store, practice))
        return course

    assert run() == run()


def test_what_cannot_be_rehearsed_is_refused(store, meeting, told, open_meeting):
    with pytest.raises(errors.UnusableInputError, match="声がありません"):
        replaying.prepare(store, open_meeting(store).id)
    with pytest.raises(errors.UnusableInputError, match="速さ"):
        replaying.prepare(store, meeting.id, speed=7)
    practice = replaying.prepare(store, meeting.id)
    with pytest.raises(errors.UnusableInputError):
        replaying.prepare(store, practice.id)
    with pytest.raises(errors.UnusableInputError, match="練習の会ではありません"):
        replaying.delete(store, meeting.id)


def test_a_practice_of_the_sample_leaves_the_sample_finished(store):
    from workshop_app.embedders import load_default

    rehearsing.load(store, None, load_default())
    line = next(line for line in entering.all_meetings(store) if line.voices)
    replaying.prepare(store, line.meeting.id)
    assert not rehearsing.is_unfinished(store)
    assert replaying.all_rehearsals(store)


def test_a_voice_shown_in_another_wording_waits_to_be_looked_at_in_the_rehearsal(
    store, meeting, say, watch, clocks
):
    said = say(store, meeting, "電話は090-1234-5678です")
    screening.accept(store, said.id, wording="電話番号を書いた人がいます")
    practice = replaying.prepare(store, meeting.id)
    replaying.begin(store, watch, practice.id)
    clocks.pass_(60)
    assert replaying.tick(store, watch, practice.id) == 1
    [copy] = gathering.said_so_far(store, practice.id)
    assert not copy.is_projected, "the wording was for the evening, not for the copy"
    assert screening.count_waiting(store, practice.id) == 1
