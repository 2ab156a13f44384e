"""What waits is decided by the keyboard alone, and hostile words stay words."""

import pytest

from workshop_app import cli

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

FIELD = "聞こえたとおりに入力して、Enter"
HELD = "<b onclick=window.hit=1>林さん</b>の家の前の坂がこわい"
HELD_TOO = ("電話は090-1234-5678です", "隣の○○さん、母の介護と赤ちゃんで倒れそう")


def waits(page, number):
    page.get_by_role("heading", name=f"待っている声 {number}件").wait_for()


def test_what_waits_is_decided_by_the_keyboard_alone(serve_app, tmp_path, open_page):
    assert cli.main(["sample", "--data", str(tmp_path / "町")]) == 0
    address = serve_app(tmp_path / "町")
    page = open_page()
    page.goto(f"{address}/gather")
    field = page.get_by_placeholder(FIELD)
    for text in (HELD, *HELD_TOO):
        field.fill(text)
        field.press("Enter")
        page.get_by_text(f"「{text}」").wait_for()
    page.goto(f"{address}/look_over")
    waits(page, 3)
    page.get_by_text("■人の名前").first.wait_for()
    assert page.evaluate("window.hit") is None
    for key, left in (("h", 2), ("w", 1), ("z", 2), ("a", 1), ("s", 0)):
        page.keyboard.press(key)
        waits(page, left)
    page.get_by_text("職員へ渡しました。").wait_for()
