"""A whole meeting in a real browser: the staff's window, the desk, the wall and three phones.

One server, six windows.  What a hall does in an evening happens once, in its order, and the
wall is timed after every deed.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FIELD = "聞こえたとおりに入力して、Enter"
CARD = "1枚に、1つのことを書いてください"
OIL, CHAIR, CHESS = "坂の上まで灯油が届かない", "集会所の椅子が低い", "将棋を教えられます"
PHONE, CRISIS = "電話は090-1234-5678です", "夜になると消えたいと思うことがある"
SPOTS = """() => Object.fromEntries([...document.querySelector(
  '[data-testid=stBidiComponentIsolated]').shadowRoot.querySelectorAll('.card')].map(made => {
    const box = made.getBoundingClientRect()
    const head = made.querySelector(".head").textContent
    return [head, [box.x, box.y, box.width, box.height]] }))"""


@pytest.fixture(scope="module")
def address(serve_app, tmp_path_factory):
    return serve_app(tmp_path_factory.mktemp("ひとつの会") / "データ")


@contextmanager
def held_phones(chromium, *scripted: bool) -> Iterator[list]:
    """Phones, each with or without JavaScript; a closed door is no fault of theirs."""
    rooms = [
        chromium.new_context(
            viewport={"width": 390, "height": 844}, locale="ja-JP", java_script_enabled=each
        )
        for each in scripted
    ]
    yield [room.new_page() for room in rooms]
    for room in rooms:
        room.close()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def open_evening(page, address):
    page.goto(address)
    page.get_by_label("市町村の名前").fill("みはらし町")
    page.get_by_label("会議の名前").fill("夕べの語らい")
    press(page, "この会議を開く")
    page.get_by_role("heading", name="声をあつめる").wait_for()


def say(page, text):
    field = page.get_by_placeholder(FIELD)
    field.press_sequentially(text, delay=0)
    field.press("Enter")
    page.get_by_text(f"「{text}」").wait_for()


def open_door(staff, address):
    """Open the way in for phones, and return its address."""
    staff.goto(f"{address}/phones")
    shown = staff.get_by_text(re.compile(r"/j/\w+")).first.inner_text()
    [code] = re.findall(r"/j/(\w+)", shown)
    return f"{address}/j/{code}"


def come_in(phone, door, party):
    phone.goto(door)
    assert "名前や住所は聞きません" in phone.inner_text("main"), "told before the first voice"
    phone.get_by_role("radio", name=party).check()
    phone.get_by_role("radio", name="2班", exact=True).check()
    press(phone, "はじめる")
    phone.get_by_label(CARD).wait_for()


def send(phone, text):
    phone.get_by_label(CARD).fill(text)
    press(phone, "送る")
    phone.get_by_text(re.compile("うけとりました|受付番号は")).first.wait_for()


def card(wall, text):
    return wall.locator(".wall .card", has_text=text)


def test_a_hall_plays_a_whole_meeting(address, open_page, chromium, shots):
    staff, desk, wall = open_page(1280, 720), open_page(1280, 720), open_page(1280, 720)
    for window in (staff, desk, wall):
        window.set_default_timeout(60_000)
    open_evening(staff, address)
    door = open_door(staff, address)
    desk.goto(f"{address}/desk")
    wall.goto(f"{address}/screen")
    wall.locator(".wall .none").wait_for()
    with held_phones(chromium, True, True, False) as phones:
        the_door_is_closed_until_it_is_opened(staff, phones[0], door)
        the_first_row_is_started(desk)
        voices_come_from_phones_and_keyboard(staff, wall, phones, door, address)
        what_waits_is_decided_by_keys(staff, desk, wall, address)
        marks_become_dots(staff, wall, phones, door, address, shots)
        a_voice_leaves_the_wall(staff, wall, phones, address)
        the_evening_ends(desk, phones, door)


def the_door_is_closed_until_it_is_opened(staff, phone, door):
    press(staff, "入り口を閉じる")
    staff.get_by_role("button", name="入り口を開く").wait_for()
    assert phone.goto(door).status == 404
    press(staff, "入り口を開く")
    staff.get_by_role("button", name="入り口を閉じる").wait_for()
    assert phone.goto(door).status == 200


def the_first_row_is_started(desk):
    press(desk, "始める")
    desk.get_by_text("予定どおりに進んでいます。").wait_for()


def voices_come_from_phones_and_keyboard(staff, wall, phones, door, address):
    first, second, plain = phones
    for phone, party in ((first, "住民"), (second, "医療・介護"), (plain, "企業等")):
        come_in(phone, door, party)
    staff.goto(f"{address}/gather")
    say(staff, CHESS)
    card(wall, CHESS).wait_for()  # the first voice also waits for the model to load
    wall.keyboard.press("l")
    spots = wall.evaluate(SPOTS)
    send(first, OIL)
    card(wall, OIL).wait_for()
    send(second, CHAIR)
    card(wall, CHAIR).wait_for()
    send(plain, PHONE)
    say(staff, CRISIS)
    staff.get_by_text("映すまえに見る声が2件あります。").wait_for()
    after = wall.evaluate(SPOTS)
    assert {head: after[head] for head in spots} == spots, "no card has moved"
    assert len(after) == 3


def what_waits_is_decided_by_keys(staff, desk, wall, address):
    desk.get_by_text("止めてある声が2件あります。").wait_for()
    staff.goto(f"{address}/look_over")
    waits = staff.get_by_role("heading", name=re.compile(r"待っている声 2件"))
    waits.wait_for()
    staff.get_by_text("■電話").first.wait_for()  # the card is there, and hears keys
    assert card(wall, "090").count() == 0
    staff.keyboard.press("a")
    staff.get_by_role("heading", name=re.compile(r"待っている声 1件")).wait_for()
    card(wall, PHONE).wait_for()
    staff.get_by_text("思うことがある").first.wait_for()
    staff.keyboard.press("s")
    staff.get_by_text("職員へ渡しました。").wait_for()
    desk.get_by_text("止めてある声が").wait_for(state="detached")
    assert desk.get_by_text(CRISIS).count() == 0, "no other page can bring it back"
    assert wall.get_by_text(CRISIS).count() == 0


def marks_become_dots(staff, wall, phones, door, address, shots):
    staff.goto(f"{address}/phones")
    press(staff, "気になる印を受け付ける")
    staff.get_by_role("button", name="気になる印をしめきる").wait_for()
    for phone in (phones[0], phones[2]):
        phone.goto(f"{door}/marks")
        mine = phone.get_by_role("listitem").filter(has_text=CHESS)
        mine.get_by_role("button", name="気になる ●").click()
        phone.get_by_text("あと2つ").wait_for()
    dots = card(wall, CHESS).locator(".dots i")
    dots.nth(1).wait_for()
    assert dots.count() == 2
    wall.get_by_text("●は「気になる」の印です。割合でも順番でもありません。").wait_for()
    wall.screenshot(path=shots / "wall_dots.png")


def a_voice_leaves_the_wall(staff, wall, phones, address):
    staff.goto(f"{address}/gather")
    staff.get_by_text(f"「{PHONE}」").wait_for()
    press(staff, "画面から消す")  # beside the newest that is not with staff
    card(wall, PHONE).wait_for(state="detached")
    second = phones[1]
    second.get_by_role("link", name="くわしく・取り消す").first.click()
    press(second, "この声を取り消す")
    second.get_by_role("heading", name="取り消しました").wait_for()
    card(wall, CHAIR).wait_for(state="detached")


def the_evening_ends(desk, phones, door):
    desk.get_by_text("今日はここまで").first.click()
    desk.get_by_role("button", name="今日はここまで", exact=True).click()
    ended = desk.get_by_text("「今日はここまで」になっています。声も進行表も")
    ended.wait_for(state="attached")  # drawn anew, the part may have folded itself
    for phone in phones:
        assert phone.goto(door).status == 404
        phone.get_by_text("この入り口は開いていません。").wait_for()
