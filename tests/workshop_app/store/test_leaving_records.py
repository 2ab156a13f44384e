"""Kept columns, days of deletion and what is left, on SQLite and on PostgreSQL alike."""

from datetime import date

from workshop_app.model import CountOf, Party, VoiceExtra, VoiceSource
from workshop_app.store import (
    audit,
    embeddings,
    extras,
    leftovers,
    municipalities,
    retentions,
    voices,
)


def say(conn, meeting, text):
    return voices.add(
        conn,
        meeting_id=meeting.id,
        text=text,
        party=Party.RESIDENTS,
        source=VoiceSource.FILE,
    )


def test_columns_are_kept_in_their_order_and_go_with_their_voice(store, town, meeting):
    def work(conn):
        first, second = (say(conn, meeting, text) for text in ("坂がつらい", "夜が暗い"))
        kept = [
            VoiceExtra(first.id, 1, "地区", "北"),
            VoiceExtra(first.id, 0, "年代", "80代"),
            VoiceExtra(second.id, 0, "年代", "𠮷"),
        ]
        extras.put_many(conn, kept)
        extras.put_many(conn, [VoiceExtra(first.id, 1, "地区", "南")])
        found = extras.of_voices(conn, [first.id, second.id])
        assert [(one.name, one.value) for one in found[first.id]] == [
            ("年代", "80代"),
            ("地区", "南"),
        ]
        voices.erase(conn, second.id)
        assert set(extras.of_meeting(conn, meeting.id)) == {first.id}

    store.write(work, municipality_id=town.id)


def test_a_day_stays_until_another_is_chosen_and_the_counts_after_it(store, town, meeting):
    def work(conn):
        assert retentions.of_meeting(conn, meeting.id).delete_on is None
        retentions.set_day(conn, meeting.id, date(2027, 3, 31))
        retentions.set_day(conn, meeting.id, date(2027, 4, 1))
        say(conn, meeting, "坂がつらい")
        embeddings.put_many(conn, "f", {"a": b"1", "b": b"2"})
        retentions.forget_vectors(conn, ["a"])
        assert set(embeddings.get_many(conn, "f", ["a", "b"])) == {"b"}
        assert retentions.erase(conn, meeting.id, [(CountOf.PARTY, "住民", 1)]) == 1
        told = retentions.of_meeting(conn, meeting.id)
        assert told.delete_on == date(2027, 4, 1)
        assert told.erased_at is not None
        [left] = retentions.counts_of(conn, meeting.id)
        assert (left.about, left.name, left.voices) == (CountOf.PARTY, "住民", 1)
        assert voices.list_of(conn, meeting.id, include_withdrawn=True) == []

    store.write(work, municipality_id=town.id)


def test_phrases_go_out_of_the_log_and_a_town_goes_as_a_whole(store, town, workshop):
    def work(conn):
        for subject in ("坂がつらい…", "ほかのこと"):
            audit.append(
                conn,
                municipality_id=town.id,
                role="記録",
                action="見出しを変える",
                subject=subject,
                detail="「坂がつらい」を直す",
            )
        retentions.redact(conn, workshop.id, town.id, ["坂がつらい", "坂がつらい…"])
        told = [f"{one.subject}{one.detail}" for one in audit.list_of(conn, town.id)]
        assert not any("坂" in line for line in told)
        assert any("ほかのこと" in line for line in told)
        retentions.remove_town(conn, town.id)
        assert municipalities.all(conn) == []
        assert audit.list_of(conn, town.id) == []
        assert audit.list_of(conn, None) == []

    store.write(work, municipality_id=None)
    assert leftovers.overwrite_log(store) == (store.path is not None)
    assert leftovers.copies(store) == []
