"""Voices come in as they were said, and every count adds up (C1, C2, C4)."""

from datetime import date

import pytest

from workshop_app import errors
from workshop_app.model import Consent, MeetingKind, Party, Stage, VoiceKind, VoiceSource
from workshop_app.store import voices
from workshop_app.usecases import entering, gathering, opening, reading
from workshop_app.usecases.gathering import Entry

SNOW = ("玄関の雪が固くて開かない", "雪で玄関が開かない朝", "玄関の前の雪をどける人がいない")


@pytest.fixture
def meeting(store):
    town = opening.found_town(store, "みはらし町", area_names=("北の里", "南の里"))
    plan = opening.MeetingPlan(
        title="夕べの会",
        kind=MeetingKind.TOWN_MEETING,
        stage=Stage.HEARING,
        held_on=date(2026, 11, 20),
        table_count=4,
    )
    return opening.open_meeting(store, town.id, plan)


def speak(store, meeting, party, number):
    for count in range(number):
        gathering.record_voice(
            store, meeting.id, f"{party}の{count}つめの声", Entry(party=party)
        )


def tally(store, meeting):
    return gathering.count(gathering.said_so_far(store, meeting.id))


def test_shares_are_of_the_three_parties_and_the_silent_one_is_named(store, meeting):
    speak(store, meeting, Party.RESIDENTS, 42)
    speak(store, meeting, Party.CARE, 12)
    speak(store, meeting, Party.OFFICIALS, 6)
    counted = tally(store, meeting)
    assert counted.total == 60
    assert counted.three_parties == 54
    shares = [round(100 * share, 1) for share in counted.shares().values()]
    assert shares == [77.8, 22.2, 0.0]
    assert counted.alerts() == ("企業等の声が0件です",)

    speak(store, meeting, Party.COMPANIES, 3)
    counted = tally(store, meeting)
    assert counted.three_parties == 57
    shares = [round(100 * share, 1) for share in counted.shares().values()]
    assert shares == [73.7, 21.1, 5.3]
    assert counted.alerts() == ()


def test_nobody_is_called_silent_before_anybody_spoke(store, meeting):
    counted = tally(store, meeting)
    assert counted.alerts() == ()
    assert set(counted.shares().values()) == {None}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("坂が多くて店まで歩けない", VoiceKind.TROUBLE),
        ("毎朝みんなで体操している", VoiceKind.STRENGTH),
        ("子どもに将棋を教えたい", VoiceKind.WISH),
    ],
)
def test_a_voice_carries_one_kind_and_a_person_may_correct_it(store, meeting, said, kind):
    voice = gathering.record_voice(store, meeting.id, said, Entry(kind=kind))
    assert voice.kind is kind
    gathering.refile(store, voice.id, Entry(kind=VoiceKind.OFFER, table_number=2))
    [stored] = gathering.said_so_far(store, meeting.id)
    assert stored.kind is VoiceKind.OFFER
    assert stored.text == said


@pytest.mark.parametrize(
    "said",
    [
        "神さまの祠を直したい",
        "𠮷川さんの店",
        "か\u3099っこう",
        "１２３ ｶﾞﾗｽ　　二枚",
        "髙﨑Ⅲ㎝①㈱",
        " 字下げした声 ",
    ],
)
def test_a_voice_is_kept_letter_by_letter(store, meeting, said):
    assert gathering.record_voice(store, meeting.id, said, Entry()).text == said


def test_a_voice_without_words_is_refused_with_a_sentence(store, meeting):
    with pytest.raises(errors.EmptyVoiceError, match="ことばを入れて"):
        gathering.record_voice(store, meeting.id, " \n　", Entry())
    assert gathering.said_so_far(store, meeting.id) == []


def test_a_voice_that_is_too_long_is_refused_with_its_length(store, meeting):
    with pytest.raises(errors.UnusableInputError, match="4,001文字"):
        gathering.record_voice(store, meeting.id, "あ" * 4001, Entry())


def test_the_same_voice_sent_twice_is_stored_once(store, meeting):
    for _ in range(2):
        gathering.record_voice(store, meeting.id, "バスがない", Entry(), client_key="k-1")
    assert len(gathering.said_so_far(store, meeting.id)) == 1
    with pytest.raises(errors.EditConflictError):
        gathering.record_voice(store, meeting.id, "別の声", Entry(), client_key="k-1")


def test_pasted_lines_become_one_voice_each(store, meeting):
    entry = Entry(party=Party.CARE, table_number=3)
    kept = gathering.record_lines(store, meeting.id, "一つめ\n\n  二つめ\r\n三つめ\n", entry)
    assert [voice.text for voice in kept] == ["一つめ", "二つめ", "三つめ"]
    assert {voice.party for voice in kept} == {Party.CARE}
    assert {voice.source for voice in kept} == {VoiceSource.PASTE}
    with pytest.raises(errors.EmptyVoiceError):
        gathering.record_lines(store, meeting.id, "\n \n", entry)


def test_a_voice_taken_back_can_be_brought_back(store, meeting):
    voice = gathering.record_voice(store, meeting.id, "まちがえた", Entry())
    gathering.withdraw(store, [voice.id], reason="打ちまちがい")
    assert gathering.said_so_far(store, meeting.id) == []
    gathering.restore(store, [voice.id])
    assert gathering.said_so_far(store, meeting.id) == [voice]


def test_a_voice_off_the_screen_is_not_on_the_projected_board(store, meeting):
    shown = gathering.record_voice(store, meeting.id, "坂がつらい", Entry())
    held = gathering.record_voice(store, meeting.id, "となりの家のこと", Entry())
    gathering.set_projected(store, held.id, is_projected=False)
    projected = reading.board_of_meeting(store, meeting.id, on_screen=True)
    assert projected.waiting == (shown,)
    assert projected.total == 1
    assert reading.board_of_meeting(store, meeting.id).total == 2


def test_the_audit_log_names_acts_but_never_a_voices_words(store, meeting):
    from workshop_app.store import audit

    voice = gathering.record_voice(store, meeting.id, "ひみつの話", Entry())
    gathering.withdraw(store, [voice.id], reason="取り消し")
    town = entering.town_of(store, meeting.id)
    lines = store.read(lambda conn: audit.list_of(conn, town))
    assert any(line.action == "声の取り消し" for line in lines)
    assert not any("ひみつ" in f"{line.subject}{line.detail}" for line in lines)


def test_consent_is_no_wider_than_it_was_given(store, meeting):
    voice = gathering.record_voice(
        store, meeting.id, "この場だけで", Entry(consent=Consent.ROOM)
    )
    stored = store.read(lambda conn: voices.get(conn, voice.id))
    assert stored.consent is Consent.ROOM


def test_a_heading_never_shows_the_words_of_a_voice_that_is_off_the_screen(store, meeting):
    from workshop_app.embedders import load_default
    from workshop_app.usecases import theming

    for said in SNOW:
        gathering.record_voice(store, meeting.id, said, Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    card = reading.board_of_meeting(store, meeting.id, on_screen=True).themes[0]
    for voice in card.voices[:-1]:
        gathering.set_projected(store, voice.id, is_projected=False)
        seen = reading.board_of_meeting(store, meeting.id, on_screen=True).card(card.theme.id)
        assert any(seen.theme.heading in other.text for other in seen.voices)


def test_a_town_may_leave_every_heading_to_people(store, meeting):
    from workshop_app.embedders import load_default
    from workshop_app.usecases import preferring, theming

    for said in SNOW:
        gathering.record_voice(store, meeting.id, said, Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    town = entering.town_of(store, meeting.id)
    preferring.show_proposals(store, town, is_on=False)
    card = reading.board_of_meeting(store, meeting.id).themes[0]
    assert card.theme.heading == f"テーマ{card.theme.position + 1}"
    theming.rename(store, load_default(), card.theme.id, "雪の朝")
    card = reading.board_of_meeting(store, meeting.id).themes[0]
    assert card.theme.heading == "雪の朝"
    preferring.show_proposals(store, town, is_on=True)
    assert reading.board_of_meeting(store, meeting.id).themes[0].theme.heading == "雪の朝"


def test_a_suggested_kind_is_taken_by_a_person_and_changes_nothing_else(store, meeting):
    entry = Entry(party=Party.CARE, table_number=2)
    voice = gathering.record_voice(store, meeting.id, "坂が多くて店まで歩けない", entry)
    assert voice.kind is None
    kind = gathering.suggested_kind(voice)
    assert kind is VoiceKind.TROUBLE
    gathering.file_as(store, voice, kind)
    [filed] = gathering.said_so_far(store, meeting.id)
    assert (filed.kind, filed.party, filed.table_number, filed.text) == (
        VoiceKind.TROUBLE,
        Party.CARE,
        2,
        voice.text,
    )
    assert gathering.suggested_kind(filed) is None
