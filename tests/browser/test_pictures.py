"""The pictures the README shows, taken of the sample town; kept by every run."""

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "start": ("", "会議"),
    "gather": ("gather?m=1", "いま記録した声"),
    "themes": ("themes?m=1", "テーマ 10"),
    "ties": ("ties?m=1", "図を文字で読む"),
    "flow": ("flow?m=1", "火曜市"),
    "screen": ("screen?m=1", "1 / "),
}


@pytest.mark.parametrize("name", PAGES)
def test_each_screen_of_the_sample_town_shows_what_it_is_for(
    serve_sample, open_page, shots, name
):
    path, expected = PAGES[name]
    page = open_page(1280, 720)
    page.goto(f"{serve_sample}/{path}")
    page.get_by_text(expected).first.wait_for()
    page.wait_for_timeout(800)
    page.screenshot(path=shots / f"sample_{name}.png")
    assert page.get_by_text("Traceback").count() == 0
