"""What programs and pages may rely on: ``POST /j/<code>/voices`` and its answers."""

import pytest

from workshop_app.model import Consent, Party, VoiceKind, VoiceSource
from workshop_app.store import receipts, voices
from workshop_app.usecases import gathering, opening, welcoming

VOICE = {"text": "バスが減って病院に行けない", "party": "residents"}


def send(phone, code, **fields):
    return phone.post(f"/j/{code}/voices", json=VOICE | fields)


def test_a_voice_is_kept_as_it_was_sent(phone, code, room, store):
    answer = send(phone, code, table=2, kind="trouble", client_key="k1")
    assert answer.status_code == 201
    told = answer.json()
    assert set(told) == {"id", "receipt", "status"}
    assert told["status"] == "shown"
    voice = store.read(lambda conn: voices.get(conn, told["id"]))
    assert (voice.text, voice.party, voice.table_number, voice.kind) == (
        VOICE["text"],
        Party.RESIDENTS,
        2,
        VoiceKind.TROUBLE,
    )
    assert (voice.meeting_id, voice.source) == (room.meeting.id, VoiceSource.PHONE)
    assert voice.consent is Consent.TOWN


def test_the_same_key_and_words_are_kept_once_and_answered_alike(phone, code, room, store):
    first, again = (send(phone, code, client_key="k1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(gathering.said_so_far(store, room.meeting.id)) == 1


def test_without_a_key_each_is_a_voice_of_its_own(phone, code, room, store):
    ids = {send(phone, code).json()["id"] for _ in range(2)}
    assert len(ids) == len(gathering.said_so_far(store, room.meeting.id)) == 2


def test_the_same_key_with_other_words_is_refused(phone, code):
    send(phone, code, client_key="k1")
    answer = send(phone, code, client_key="k1", text="べつの声")
    assert answer.status_code == 409
    assert "別のことば" in answer.json()["error"]


def test_a_key_names_nothing_at_another_meeting(phone, code, room, store):
    plan = opening.MeetingPlan(
        "べつの回", room.meeting.kind, room.meeting.stage, room.meeting.held_on, 1
    )
    other = opening.open_meeting(store, room.municipality.id, plan)
    assert send(phone, code, client_key="k1").status_code == 201
    assert send(phone, other.join_code, client_key="k1", text="よそ").status_code == 201


@pytest.mark.parametrize("party", ["care", "医療・介護", "ケアマネ"])
def test_a_party_may_be_a_code_or_a_word(phone, code, store, party):
    told = send(phone, code, party=party).json()
    assert store.read(lambda conn: voices.get(conn, told["id"])).party is Party.CARE


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "　\n"},
        {"text": None},
        {"text": 7},
        {"text": "あ" * 4001},
        {"party": None},
        {"party": "voters"},
        {"party": 3},
        {"table": 0},
        {"table": 41},
        {"table": "二"},
        {"table": True},
        {"kind": "opinion"},
        {"client_key": "k" * 101},
        {"client_key": {"a": 1}},
        {"consent": "all"},
    ],
    ids=str,
)
def test_what_cannot_be_used_is_told_in_a_sentence(phone, code, room, store, fields):
    answer = send(phone, code, **fields)
    assert answer.status_code == 422
    assert answer.json()["error"].endswith("。")
    assert gathering.said_so_far(store, room.meeting.id) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff\xfe", b'"x"', b"[" * 9000])
def test_a_body_that_is_no_object_is_told_in_a_sentence(phone, code, body):
    answer = phone.post(
        f"/j/{code}/voices", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["error"].endswith("。")


def test_a_body_larger_than_any_voice_is_refused_before_it_is_read(phone, code):
    answer = send(phone, code, text="あ" * 60_000)
    assert answer.status_code == 413
    assert "4,000文字" in answer.json()["error"]


def test_the_longest_voice_fits_as_a_form_too(guest, code, room, store):
    answer = guest.post(f"/j/{code}/voices", data={"text": "聲" * 4000, "party": "residents"})
    assert answer.status_code == 303
    [voice] = gathering.said_so_far(store, room.meeting.id)
    assert voice.text == "聲" * 4000


def test_an_unknown_a_closed_and_a_renewed_code_open_nothing(phone, code, room, store):
    assert send(phone, "nothere").status_code == 404
    assert send(phone, code).status_code == 201
    welcoming.set_door(store, room.meeting.id, is_open=False)
    assert send(phone, code).status_code == 404
    assert phone.get(f"/j/{code}").status_code == 404
    welcoming.set_door(store, room.meeting.id, is_open=True)
    fresh = welcoming.renew_code(store, room.meeting.id).join_code
    assert send(phone, code).status_code == 404
    assert send(phone, fresh).status_code == 201
    opening.close_meeting(store, room.meeting.id)
    assert send(phone, fresh).status_code == 404
    assert phone.get(f"/j/{fresh}").status_code == 404


def test_one_phone_cannot_flood_the_meeting_while_others_go_on(guest, make_phone, code):
    answers = [send(guest, code) for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 0 < len(refused) <= 11
    assert refused[0].json()["error"].endswith("。")
    assert send(make_phone(), code).status_code == 201


def test_a_whole_hall_behind_one_address_is_not_refused(make_phone, code):
    assert {send(make_phone(), code).status_code for _ in range(150)} == {201}


def test_codes_cannot_be_tried_for_ever(phone):
    answers = {phone.get(f"/j/guess{number}").status_code for number in range(80)}
    assert answers == {404, 429}


def test_receipts_are_short_and_no_two_are_alike(phone, code):
    numbers = {send(phone, code).json()["receipt"] for _ in range(30)}
    assert len(numbers) == 30
    assert {len(number) for number in numbers} == {8}
    assert {receipts.normal_form(number) for number in numbers} == numbers


def test_a_program_that_sends_a_form_is_answered_as_a_program(phone, code):
    answer = phone.post(f"/j/{code}/voices", data=VOICE, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (201, "shown")
