"""What waits is decided by the keyboard alone, and leaves a second window within a second (P8)."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

FIELD = "聞こえたとおりに入力して、Enter"
HELD = "<b onclick=window.hit=1>林さん</b>の家の前の坂がこわい"


@pytest.fixture
def address(serve_sample):
    return serve_sample


def waits(page, number):
    page.get_by_role("heading", name=f"待っている声 {number}件").wait_for()


def test_by_keyboard_alone_and_seen_in_the_second_window(address, open_page):
    page = open_page()
    page.goto(f"{address}/gather")
    field = page.get_by_placeholder(FIELD)
    for text in (HELD, "電話は090-1234-5678です", "隣の○○さん、母の介護と赤ちゃんで倒れそう"):
        field.fill(text)
        field.press("Enter")
        page.get_by_text("✓ 保存しました。").wait_for()
    page.goto(f"{address}/look_over")
    waits(page, 3)
    page.get_by_text("■人の名前").first.wait_for()
    assert page.evaluate("window.hit") is None
    for key, left in (("h", 2), ("w", 1), ("z", 2), ("a", 1), ("s", 0)):
        page.keyboard.press(key)
        waits(page, left)
    assert page.get_by_text("職員へ渡しました。").count() == 1
