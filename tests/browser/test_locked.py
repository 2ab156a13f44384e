"""A locked file opens in a browser alone: no program, no network, no wrong password (P15)."""

import pytest

from workshop_app.export.to_locked import to_locked

pytestmark = pytest.mark.browser

KEY = "k7mq-w3xt-9pra-h2fd"
WORDS = "病院までのバスがない\r\n坂がつらい".encode()


def test_the_page_gives_the_file_back_to_whoever_knows_the_password(page, tmp_path):
    locked = tmp_path / "鍵のかかったファイル.html"
    locked.write_bytes(to_locked("20261120_夕べの会.csv", WORDS, KEY))
    page.goto(locked.as_uri())
    page.get_by_label("合言葉").fill("wrong-wrong-wrong")
    page.get_by_role("button", name="開いて保存する").click()
    page.get_by_text("合言葉がちがうか、ファイルが壊れています。").wait_for()
    assert "バス" not in page.content()
    page.get_by_label("合言葉").fill(KEY)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="開いて保存する").click()
    saved = waiting.value
    assert saved.suggested_filename == "20261120_夕べの会.csv"
    saved.save_as(tmp_path / "開いた.csv")
    assert (tmp_path / "開いた.csv").read_bytes() == WORDS
