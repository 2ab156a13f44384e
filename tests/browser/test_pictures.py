"""The pictures the README shows, taken of the sample town; kept by every run."""

import re

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "start": ("", "会議"),
    "gather": ("gather?m=1", "いま記録した声"),
    "themes": ("themes?m=1", "テーマ 10"),
    "ties": ("ties?m=1", "図を文字で読む"),
    "flow": ("flow?m=1", "火曜市"),
    "screen": ("screen?m=1", "1 / "),
    "desk": ("desk?m=1", "会場のようす"),
    "look_over": ("look_over?m=1", "待っている声"),
    "review": ("review?m=1", "やり直す"),
    "choose": ("choose?m=1", "えらぶ"),
}


@pytest.mark.parametrize("name", PAGES)
def test_each_screen_of_the_sample_town_shows_what_it_is_for(
    serve_sample, open_page, shots, name
):
    path, expected = PAGES[name]
    page = open_page(1280, 720)
    page.goto(f"{serve_sample}/{path}")
    page.get_by_text(expected).filter(visible=True).first.wait_for()
    page.wait_for_timeout(800)
    page.screenshot(path=shots / f"sample_{name}.png")
    assert page.get_by_text("Traceback").count() == 0


def test_the_phone_page_of_the_sample_town_asks_side_and_table(serve_sample, open_page, shots):
    page, phone = open_page(1280, 720), open_page(390, 844)
    page.goto(f"{serve_sample}/phones?m=1")
    shown = page.get_by_text(re.compile(r"/j/\w+")).first.inner_text()
    [code] = re.findall(r"/j/(\w+)", shown)
    phone.goto(f"{serve_sample}/j/{code}")
    phone.get_by_role("radio", name="住民").check()
    phone.get_by_role("radio", name="2班", exact=True).check()
    phone.get_by_role("button", name="はじめる").click()
    phone.get_by_label("1枚に、1つのことを書いてください").fill(
        "停留所に、すわるところがほしい"
    )
    phone.screenshot(path=shots / "sample_phone.png")
