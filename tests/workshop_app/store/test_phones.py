"""Doors, guests, receipts and marks keep their promises on SQLite and on PostgreSQL."""

import pytest

from workshop_app import errors
from workshop_app.model import MadeBy, Party, VoiceSource
from workshop_app.store import doors, guests, marks, receipts, themes, voices


def keep(store, town, work):
    return store.write(work, municipality_id=town.id)


@pytest.fixture
def guest(store, town, meeting):
    return keep(
        store,
        town,
        lambda conn: guests.add(
            conn, meeting_id=meeting.id, token="札", party=Party.CARE, table_number=3
        ),
    )


@pytest.fixture
def said(store, town, meeting):
    drafts = [voices.VoiceDraft(f"声{n}", Party.CARE, VoiceSource.PHONE) for n in range(700)]
    return keep(
        store,
        town,
        lambda conn: voices.add_many(conn, meeting_id=meeting.id, drafts=drafts),
    )


def test_a_door_is_open_until_somebody_closes_it_and_remembers_the_rest(store, town, meeting):
    first = store.read(lambda conn: doors.get(conn, meeting.id))
    assert (first.is_open, first.is_marking_open, first.marks_each) == (True, False, 3)
    keep(store, town, lambda conn: doors.change(conn, meeting.id, marks_each=5))
    keep(store, town, lambda conn: doors.change(conn, meeting.id, is_open=False))
    now = store.read(lambda conn: doors.get(conn, meeting.id))
    assert (now.is_open, now.is_marking_open, now.marks_each) == (False, False, 5)


def test_a_phone_is_found_by_its_token_of_which_nothing_is_kept(store, meeting, guest):
    assert "札" not in guest.token_hash
    found = store.read(lambda conn: guests.find_many(conn, meeting.id, ["札", "別の札"]))
    assert found == {"札": guest}
    assert store.read(lambda conn: guests.find(conn, meeting.id + 1, "札")) is None


def test_each_voice_has_one_receipt_however_often_it_is_asked_for(store, town, guest, said):
    wanted = {voice.id: guest.id if voice.id % 2 else None for voice in said}
    first = keep(store, town, lambda conn: receipts.add_many(conn, wanted))
    again = keep(store, town, lambda conn: receipts.add_many(conn, wanted))
    assert first == again and len({each.number for each in first.values()}) == len(said)
    mine = store.read(lambda conn: receipts.list_of_guest(conn, guest.id))
    assert {each.voice_id for each in mine} == {v.id for v in said if v.id % 2}
    came = store.read(lambda conn: receipts.guests_of_voices(conn, [v.id for v in said]))
    assert came == {voice.id: guest.id for voice in said if voice.id % 2}
    number = first[said[0].id].number
    written = f" {number[:4].lower()}-{number[4:].lower()} "
    assert store.read(lambda conn: receipts.find(conn, written)) == first[said[0].id]


def test_voices_are_found_by_their_keys(store, said):
    keys = [voice.client_key for voice in said]
    found = store.read(lambda conn: voices.find_by_keys(conn, [*keys, "unknown"]))
    assert [found[key] for key in keys] == said and len(found) == len(said)


def test_a_dot_is_one_dot_and_goes_with_its_theme(store, town, workshop, meeting, guest):
    def begin(conn):
        theme = themes.add(
            conn, workshop_id=workshop.id, heading="足", heading_by=MadeBy.PERSON, is_lone=False
        )
        for _ in range(2):
            marks.put(conn, meeting_id=meeting.id, theme_id=theme.id, guest_id=guest.id)
        return theme

    theme = keep(store, town, begin)
    assert store.read(lambda conn: marks.counts(conn, meeting.id)) == {theme.id: 1}
    keep(store, town, lambda conn: marks.take(conn, theme_id=theme.id, guest_id=guest.id))
    assert store.read(lambda conn: marks.counts(conn, meeting.id)) == {}


def test_a_dot_on_a_theme_that_is_not_there_is_refused(store, town, meeting, guest):
    with pytest.raises(errors.NotFoundError):
        keep(
            store,
            town,
            lambda conn: marks.put(
                conn, meeting_id=meeting.id, theme_id=999, guest_id=guest.id
            ),
        )
