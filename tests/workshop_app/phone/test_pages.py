"""The pages of a phone without JavaScript: come in, write, receipt, take back, mark, paper."""

import html
import re
from datetime import date

import pytest

from workshop_app import words
from workshop_app.embedders import load_default
from workshop_app.model import Fate, MeetingKind, Party, Stage
from workshop_app.store import guests, municipalities
from workshop_app.usecases import (
    answering,
    flowing,
    gathering,
    marking,
    opening,
    reading,
    theming,
    welcoming,
)
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.opening import MeetingPlan

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "</textarea><b>",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "'; DROP TABLE voices; --",
]


def key_in(page):
    return re.search(r'name="client_key" value="(\w+)"', page.text).group(1)


def write(phone, code, text, **fields):
    page = phone.get(f"/j/{code}")
    sent = {"text": text, "party": "residents", "client_key": key_in(page)} | fields
    return phone.post(f"/j/{code}/voices", data=sent)


def test_the_purpose_comes_first_and_nobody_is_asked_for_a_name(phone, code, room):
    page = phone.get(f"/j/{code}").text
    assert html.escape(room.meeting.purpose) in page
    assert "名前や住所は聞きません" in page
    assert "<textarea" not in page
    asked = set(re.findall(r'name="(\w+)"', page)) - {"viewport", "robots"}
    assert asked == {"party", "table"}


def test_party_and_table_come_from_lists_and_no_area_is_asked_for(phone, code):
    page = phone.get(f"/j/{code}").text
    kinds = set(re.findall(r'<input type="(\w+)" name="(?:party|table)"', page))
    assert kinds == {"radio"}
    assert 'type="text"' not in page
    refused = phone.post(
        f"/j/{code}/voices", data={"text": "坂がこわい", "party": "みはらし3丁目の住民"}
    )
    assert refused.status_code == 422


def test_phones_of_an_invented_town_are_told_so_on_page_and_paper(make_phone, store):
    town = store.write(
        lambda conn: municipalities.add(conn, name="日之出町", is_sample=True),
        municipality_id=None,
    )
    plan = MeetingPlan("見本", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 24), 3)
    meeting = opening.open_meeting(store, town.id, plan)
    door = f"/j/{meeting.join_code}"
    for path in (door, f"{door}/find", f"{door}/paper"):
        assert words.SAMPLE_MARK in make_phone().get(path).text


def test_a_real_town_is_not_called_invented(phone, code):
    assert words.SAMPLE_MARK not in phone.get(f"/j/{code}").text


def test_party_and_table_are_chosen_once(guest, code):
    for _ in range(2):
        page = guest.get(f"/j/{code}").text
        assert "<textarea" in page
        assert "住民・2班" in page
    changed = guest.get(f"/j/{code}?change=1").text
    assert 'value="residents" required checked' in changed
    guest.post(f"/j/{code}/join", data={"party": "care", "table": ""})
    assert "医療・介護" in guest.get(f"/j/{code}").text


def test_a_voice_gets_a_receipt_can_be_taken_back_and_brought_back(guest, code, room, store):
    answer = write(guest, code, "夜道が暗くてこわい", table="2")
    assert answer.status_code == 303
    receipt = guest.get(answer.headers["location"]).text
    number = re.search(r"受付番号 <b>(\w{4}-\w{4})</b>", receipt).group(1)
    assert "夜道が暗くてこわい" in receipt
    found = guest.get(f"/j/{code}/find", params={"receipt": f" {number.lower()} "})
    assert "夜道が暗くてこわい" in found.text
    taken = guest.post(f"/j/{code}/withdraw", data={"receipt": number})
    assert "取り消しました" in guest.get(taken.headers["location"]).text
    assert gathering.said_so_far(store, room.meeting.id) == []
    guest.post(f"/j/{code}/restore", data={"receipt": number})
    assert len(gathering.said_so_far(store, room.meeting.id)) == 1


def test_the_form_sent_twice_is_one_voice(guest, code, room, store):
    page = guest.get(f"/j/{code}")
    sent = {"text": "二度おした", "party": "residents", "client_key": key_in(page)}
    places = {guest.post(f"/j/{code}/voices", data=sent).headers["location"] for _ in range(2)}
    assert len(places) == 1
    assert len(gathering.said_so_far(store, room.meeting.id)) == 1


def test_what_could_not_be_kept_is_shown_again(guest, code):
    answer = write(guest, code, "あ" * 4001)
    assert answer.status_code == 422
    assert "あ" * 4001 in answer.text
    assert "消していません" in answer.text


def test_a_phone_that_keeps_no_cookies_can_send_too(make_phone, code, room, store):
    joined = make_phone().post(f"/j/{code}/join", data={"party": "companies", "table": "3"})
    page = make_phone().get(joined.headers["location"])
    assert "企業等・3班" in page.text
    sent = {"text": "車を出せます", "party": "companies", "table": "3"}
    sent["client_key"] = key_in(page)
    assert make_phone().post(f"/j/{code}/voices", data=sent).status_code == 303
    [voice] = gathering.said_so_far(store, room.meeting.id)
    assert (voice.party, voice.table_number) == (Party.COMPANIES, 3)


def test_nothing_links_a_phone_to_another_meeting(guest, code, room, store):
    cookie = guest.cookies.jar._cookies["hall.local"][f"/j/{code}"]["kurumaza"]
    kept = store.read(lambda conn: guests.find(conn, room.meeting.id, cookie.value))
    assert kept is not None
    assert cookie.value not in kept.token_hash
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert store.read(lambda conn: guests.find(conn, room.meeting.id + 1, cookie.value)) is None


def test_only_ones_own_voices_are_listed(guest, make_phone, code):
    other = make_phone()
    other.post(f"/j/{code}/join", data={"party": "care", "table": "1"})
    write(other, code, "ほかの人の声", party="care")
    write(guest, code, "わたしの声")
    page = guest.get(f"/j/{code}").text
    assert "わたしの声" in page
    assert "ほかの人の声" not in page


def test_a_receipt_of_another_meeting_opens_nothing(guest, code, room, store):
    number = write(guest, code, "ここだけの声").headers["location"].split("/r/")[1][:8]
    here = room.meeting
    plan = opening.MeetingPlan("べつの回", here.kind, here.stage, here.held_on, 1)
    other = opening.open_meeting(store, room.municipality.id, plan)
    assert guest.get(f"/j/{other.join_code}/r/{number}").status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_text_on_every_page(guest, code, text):
    place = write(guest, code, text).headers["location"]
    for page in (guest.get(place), guest.get(f"/j/{code}")):
        assert html.escape(text, quote=False) in html.unescape(page.text).replace(
            text, html.escape(text, quote=False)
        )
        assert text not in page.text or text == html.escape(text)
    refused = write(guest, code, text, table="99")
    assert text not in refused.text or text == html.escape(text)
    sought = guest.get(f"/j/{code}/find", params={"receipt": text})
    assert text not in sought.text or text == html.escape(text)


def test_every_page_is_light(guest, code):
    write(guest, code, "軽い")
    loaded = [
        guest.get(path).content
        for path in (f"/j/{code}", "/assets/phone.css", "/assets/phone.js")
    ]
    assert sum(map(len, loaded)) < 60_000


def test_the_size_of_the_letters_is_kept(guest, code):
    assert 'class="size-m"' in guest.get(f"/j/{code}").text
    guest.get(f"/j/{code}/size/xl")
    assert 'class="size-xl"' in guest.get(f"/j/{code}").text
    guest.get(f"/j/{code}/size/huge")
    assert 'class="size-xl"' in guest.get(f"/j/{code}").text


def test_the_qr_code_names_the_address_that_was_asked(guest, code):
    answer = guest.get(f"/j/{code}/qr.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.content == welcoming.draw_qr(f"http://hall.local:8501/j/{code}")


def test_the_paper_has_a_sheet_for_each_table_with_purpose_and_choices(guest, code, room):
    page = guest.get(f"/j/{code}/paper").text
    assert page.count('class="sheet"') == 3
    assert html.escape(room.meeting.purpose) in page
    assert all(word in page for word in ("住民", "医療・介護", "会社", "この場だけ"))
    assert guest.get(f"/j/{code}/paper?table=2").text.count('class="sheet"') == 1


@pytest.fixture
def themed(store, room):
    entry = Entry(Party.RESIDENTS, 1)
    for text in ("バスが減った", "バスの便が少ない", "夜のバスがない", "将棋を教えたい"):
        gathering.record_voice(store, room.meeting.id, text, entry)
    theming.settle(store, room.workshop.id, load_default())
    board = reading.board_of_meeting(store, room.meeting.id, on_screen=True)
    return [card.theme.id for card in (*board.themes, *board.lone)]


def mark(phone, code, theme_id, on=1):
    return phone.post(f"/j/{code}/marks", data={"theme": theme_id, "on": on})


def test_a_phone_marks_a_few_themes_and_takes_marks_back(guest, code, room, store, themed):
    mark(guest, code, themed[0])
    assert marking.dots(store, room.meeting.id) == {}  # not open yet
    welcoming.set_marking(store, room.meeting.id, is_open=True, marks_each=1)
    for _ in range(2):
        mark(guest, code, themed[0])
    assert marking.dots(store, room.meeting.id) == {themed[0]: 1}
    assert "1つまで" in mark(guest, code, themed[1]).text
    mark(guest, code, themed[0], on=0)
    mark(guest, code, themed[1])
    assert marking.dots(store, room.meeting.id) == {themed[1]: 1}
    page = guest.get(f"/j/{code}/marks").text
    assert "市民全体の割合ではありません" in page
    assert "%" not in page
    welcoming.set_marking(store, room.meeting.id, is_open=False)
    mark(guest, code, themed[1], on=0)
    assert marking.dots(store, room.meeting.id) == {themed[1]: 1}


def test_a_theme_the_room_does_not_see_cannot_be_marked(guest, code, room, store, themed):
    welcoming.set_marking(store, room.meeting.id, is_open=True)
    assert mark(guest, code, 99999).status_code in (404, 422)
    assert marking.dots(store, room.meeting.id) == {}


def test_a_voice_tells_which_project_it_led_to(guest, code, room, store):
    write(guest, code, "移動販売に来てほしい")
    theming.settle(store, room.workshop.id, load_default())
    board = reading.board_of_meeting(store, room.meeting.id)
    [card] = (*board.themes, *board.lone)
    assert "どうなったか：<b>未着手</b>" in guest.get(f"/j/{code}").text
    flowing.make_project(store, card.theme.id, "移動販売をためす")
    answering.answer(
        store, card.theme.id, Fate.REFUSED, reason="<b>道</b>が狭い", next_step="坂の下で"
    )
    told = guest.get(f"/j/{code}").text
    assert "「移動販売をためす」という取り組み" in told
    assert "できない　理由：&lt;b&gt;道&lt;/b&gt;が狭い　次の一歩：坂の下で" in told
    # Held back from the room, nothing is told of a theme the room does not see it in.
    gathering.set_projected(store, card.voices[0].id, is_projected=False)
    assert "どうなったか" not in guest.get(f"/j/{code}").text
