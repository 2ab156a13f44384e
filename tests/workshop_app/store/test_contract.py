"""What a store promises, on SQLite and on a real PostgreSQL alike."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import sqlalchemy as sa

from workshop_app import errors
from workshop_app.model import Consent, Party, VoiceKind, VoiceSource
from workshop_app.settings import Settings
from workshop_app.store import (
    Store,
    embeddings,
    meetings,
    migrating,
    municipalities,
    schema,
    voices,
    workshops,
)

AS_TYPED = [
    "神\ufa19さまの祭り",  # a compatibility ideograph that normalising would replace
    "𠮷田のバス停",  # outside the basic plane
    "か\u3099きの木",  # a combining voiced mark
    "葛\U000e0100城",  # a variation selector
    "ﾊﾞｽがない\t行けない",  # half-width kana, a tab
    "一行目\r\n二行目\n",
    "  前後の空白  ",
    "👵🏻\u200d🦽 \u202eabc",
    "<b>'; DROP TABLE voices; --</b> %s :x ?",
]


class TestStore:
    """The contract."""

    def say(self, store, town, meeting, text="バスが減った", **more):
        given = {"party": Party.RESIDENTS, "source": VoiceSource.KEYBOARD, **more}
        return store.write(
            lambda conn: voices.add(conn, meeting_id=meeting.id, text=text, **given),
            municipality_id=town.id,
        )

    def heard(self, store, meeting):
        return store.read(lambda conn: voices.list_of(conn, meeting.id))

    @pytest.mark.parametrize("text", AS_TYPED)
    def test_text_comes_back_exactly_as_typed(self, store, town, meeting, text):
        said = self.say(store, town, meeting, text)
        assert said.text == text
        assert store.read(lambda conn: voices.get(conn, said.id)) == said

    @pytest.mark.parametrize("text", ["こわれた\0文字", "半分の\ud842文字"])
    def test_text_no_database_can_keep_is_refused_with_a_sentence(
        self, store, town, meeting, text
    ):
        with pytest.raises(errors.UnusableInputError, match="壊れた文字"):
            self.say(store, town, meeting, text)
        assert self.heard(store, meeting) == []

    def test_a_voice_without_words_is_refused(self, store, town, meeting):
        with pytest.raises(errors.EmptyVoiceError):
            self.say(store, town, meeting, " \u3000\n")

    def test_every_field_of_a_voice_is_kept(self, store, town, meeting):
        said = self.say(
            store,
            town,
            meeting,
            party=Party.COMPANIES,
            table_number=3,
            kind=VoiceKind.OFFER,
            consent=Consent.ROOM,
            is_projected=False,
            source=VoiceSource.PAPER,
            client_key="a-1",
        )
        assert (said.party, said.table_number, said.kind, said.consent) == (
            Party.COMPANIES,
            3,
            VoiceKind.OFFER,
            Consent.ROOM,
        )
        assert (said.is_projected, said.source) == (False, VoiceSource.PAPER)
        assert (said.client_key, said.withdrawn_at) == ("a-1", None)
        assert self.heard(store, meeting) == [said]

    def test_a_voice_sent_twice_is_stored_once(self, store, town, meeting):
        first = self.say(store, town, meeting, client_key="same")
        again = self.say(store, town, meeting, client_key="same")
        assert again == first
        assert self.heard(store, meeting) == [first]

    def test_the_same_key_with_other_words_is_a_conflict(self, store, town, meeting):
        first = self.say(store, town, meeting, client_key="same")
        with pytest.raises(errors.EditConflictError):
            self.say(store, town, meeting, "別のことば", client_key="same")
        assert self.heard(store, meeting) == [first]

    def test_a_hundred_phones_sending_everything_three_times_are_heard_once(
        self, store, town, meeting
    ):
        def send(number):
            return self.say(
                store, town, meeting, f"声{number % 100}", client_key=f"k{number % 100}"
            )

        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(send, range(300)))
        kept = self.heard(store, meeting)
        assert len(kept) == 100
        assert {voice.id for voice in answers} == {voice.id for voice in kept}

    def test_an_import_keeps_the_order_and_may_be_repeated(self, store, town, meeting):
        drafts = [
            voices.VoiceDraft(
                text=f"意見{number}",
                party=Party.CARE,
                source=VoiceSource.FILE,
                client_key=f"file-{number}",
            )
            for number in range(1203)
        ]
        add = partial(voices.add_many, meeting_id=meeting.id, drafts=drafts)
        first = store.write(add, municipality_id=town.id)
        again = store.write(add, municipality_id=town.id)
        assert [voice.text for voice in first] == [draft.text for draft in drafts]
        assert again == first == self.heard(store, meeting)

    def test_eight_threads_counting_together_lose_nothing(self, store, town):
        def count_on(conn):
            counted = conn.execute(sa.select(schema.areas.c.name)).scalar_one()
            conn.execute(sa.update(schema.areas).values(name=str(int(counted) + 1)))

        store.write(
            lambda conn: conn.execute(
                sa.insert(schema.areas).values(municipality_id=town.id, name="0", tier=1)
            ),
            municipality_id=town.id,
        )

        def many_times(_):
            for _ in range(25):
                store.write(count_on, municipality_id=town.id)

        before = store.revision(town.id)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(many_times, range(8)))
        names = store.read(lambda conn: list(conn.execute(sa.select(schema.areas.c.name))))
        assert names == [("200",)]
        assert store.revision(town.id) == before + 200

    def test_writes_of_no_town_do_not_lose_one_another_either(self, store, town):
        def count_on(conn):
            found = municipalities.get(conn, town.id)
            municipalities.rename(conn, town.id, name=found.name + "x")

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: store.write(count_on, municipality_id=None), range(40)))
        assert store.read(partial(municipalities.get, municipality_id=town.id)).name == (
            "星見町" + "x" * 40
        )

    def test_the_revision_moves_with_every_write_and_with_nothing_else(
        self, store, town, meeting
    ):
        before = store.revision(town.id)
        self.say(store, town, meeting)
        assert store.revision(town.id) == before + 1
        self.heard(store, meeting)
        assert store.revision(town.id) == before + 1
        with pytest.raises(errors.EmptyVoiceError):
            self.say(store, town, meeting, "")
        assert store.revision(town.id) == before + 1

    def test_a_write_moves_the_revision_of_its_own_town_only(self, store, town, meeting):
        other = store.write(
            lambda conn: municipalities.add(conn, name="月見市"), municipality_id=None
        )
        self.say(store, town, meeting)
        assert store.revision(other.id) == 0

    def test_a_failing_write_leaves_nothing_and_raises_its_own_error(
        self, store, town, meeting
    ):
        def fail(conn):
            voices.add(
                conn,
                meeting_id=meeting.id,
                text="消えるはずの声",
                party=Party.OTHER,
                source=VoiceSource.PASTE,
            )
            raise KeyError("mine")

        with pytest.raises(KeyError, match="mine"):
            store.write(fail, municipality_id=town.id)
        assert self.heard(store, meeting) == []

    def test_writes_that_fail_among_others_take_none_of_them_along(self, store, town, meeting):
        together = threading.Barrier(40)

        def send(number):
            together.wait()
            text = "" if number % 4 == 0 else f"声{number}"
            try:
                return self.say(store, town, meeting, text).text
            except errors.EmptyVoiceError:
                return "refused"

        with ThreadPoolExecutor(40) as pool:
            answers = list(pool.map(send, range(40)))
        expected = ["refused" if n % 4 == 0 else f"声{n}" for n in range(40)]
        assert answers == expected
        kept = {voice.text for voice in self.heard(store, meeting)}
        assert kept == set(expected) - {"refused"}

    def test_a_write_for_a_town_that_is_not_there_is_refused(self, store):
        with pytest.raises(errors.NotFoundError):
            store.write(lambda conn: None, municipality_id=999)

    def test_a_voice_for_a_meeting_that_is_not_there_is_refused(self, store, town):
        with pytest.raises(errors.NotFoundError):
            store.write(
                lambda conn: voices.add(
                    conn,
                    meeting_id=999,
                    text="どこへ",
                    party=Party.OTHER,
                    source=VoiceSource.PASTE,
                ),
                municipality_id=town.id,
            )

    def test_a_number_too_large_for_the_database_is_refused(self, store, town, meeting):
        with pytest.raises(errors.UnusableInputError):
            self.say(store, town, meeting, table_number=2**70)

    def test_reading_sees_one_moment_while_others_write(self, store, town, meeting):
        def look_twice(conn):
            before = len(voices.list_of(conn, meeting.id))
            writing = threading.Thread(target=self.say, args=(store, town, meeting))
            writing.start()
            writing.join()
            return before, len(voices.list_of(conn, meeting.id))

        before, after = store.read(look_twice)
        assert (before, after) == (0, 0)
        assert len(self.heard(store, meeting)) == 1

    def test_reading_cannot_write(self, store, town):
        with pytest.raises(errors.StoreError):
            store.read(lambda conn: municipalities.rename(conn, town.id, name="別の町"))
        assert store.read(lambda conn: municipalities.get(conn, town.id)) == town

    def test_what_was_answered_is_there_after_opening_again(
        self, store, town, meeting, either_settings
    ):
        said = self.say(store, town, meeting)
        store.close()
        with Store.open(either_settings) as again:
            assert self.heard(again, meeting) == [said]

    def test_two_stores_on_one_database_write_side_by_side(
        self, store, town, meeting, either_settings
    ):
        with Store.open(either_settings) as other, ThreadPoolExecutor(8) as pool:
            send = [store, other] * 100
            list(pool.map(lambda each: self.say(each, town, meeting), send))
            assert len(self.heard(other, meeting)) == 200
            assert store.revision(town.id) == other.revision(town.id)
        assert store.check().is_sound

    def test_closing_twice_is_harmless(self, either_settings):
        opened = Store.open(either_settings)
        opened.close()
        opened.close()

    def test_one_town_never_sees_what_belongs_to_another(self, store, town, meeting):
        self.say(store, town, meeting)
        other = store.write(
            lambda conn: municipalities.add(conn, name="月見市"), municipality_id=None
        )
        assert store.read(partial(workshops.list_of, municipality_id=other.id)) == []
        assert store.read(partial(meetings.all_of, municipality_id=other.id)) == []
        assert store.read(partial(meetings.all_of, municipality_id=town.id)) == [meeting]
        assert store.read(municipalities.all) == [
            store.read(partial(municipalities.get, municipality_id=one))
            for one in (town.id, other.id)
        ]

    def test_ids_are_never_used_again(self, store, town, meeting):
        first = self.say(store, town, meeting)
        store.write(
            lambda conn: conn.execute(sa.delete(schema.voices)), municipality_id=town.id
        )
        assert self.say(store, town, meeting).id > first.id

    def test_vectors_are_kept_by_model_and_text(self, store):
        vectors = {f"hash{number}": bytes([number % 256]) * 8 for number in range(1100)}
        store.write(
            lambda conn: embeddings.put_many(conn, "model-a", vectors), municipality_id=None
        )
        store.write(
            lambda conn: embeddings.put_many(conn, "model-a", {"hash0": b"other"}),
            municipality_id=None,
        )
        wanted = [*vectors, "absent"]
        assert store.read(lambda c: embeddings.get_many(c, "model-a", wanted)) == vectors
        assert store.read(lambda c: embeddings.get_many(c, "model-b", wanted)) == {}

    def test_a_store_says_how_it_is(self, store, settings: Settings):
        report = store.check()
        assert report.is_sound
        assert report.schema == migrating.newest()
        if report.database == "sqlite":
            assert report.journal_mode == "wal"
            assert report.free_bytes
            assert report.path == settings.data_folder / "kurumaza.db"
        else:
            assert report.database == "postgresql"
            assert report.version
