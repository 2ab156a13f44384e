"""A file behind a password: it opens with the right one, and nothing leaks with a wrong one."""

import base64
import json
import re

import pytest

from workshop_app import errors
from workshop_app.export.to_locked import draw_password, open_locked, to_locked

WORDS = "病院までのバスがない".encode()
KEY = "k7mq-w3xt-9pra-h2fd"


@pytest.fixture(scope="module")
def page():
    return to_locked("20261120_夕べの会.xlsx", WORDS, KEY)


def test_the_right_password_gives_back_name_and_bytes(page):
    opened = open_locked(page, KEY)
    assert (opened.name, opened.content) == ("20261120_夕べの会.xlsx", WORDS)
    wide = KEY.translate({ord(sign): ord(sign) + 0xFEE0 for sign in KEY if sign != "-"})
    assert open_locked(page, f" {wide} ").content == WORDS


@pytest.mark.parametrize("wrong", ["", "k7mq-w3xt-9pra-h2fe", KEY.upper(), KEY * 2])
def test_a_wrong_password_opens_nothing_and_says_nothing_of_what_is_inside(page, wrong):
    with pytest.raises(errors.UnusableInputError, match="合言葉がちがうか") as told:
        open_locked(page, wrong)
    assert "夕べ" not in str(told.value)


def test_neither_words_nor_name_nor_size_can_be_read_without_it(page):
    locked = json.loads(re.search(rb'id="locked">([^<]+)<', page)[1])
    sealed = base64.b64decode(locked["data"])
    for part in (WORDS, "夕べの会".encode(), b"xlsx"):
        assert part not in page
        assert part not in sealed
    longer = to_locked("x", WORDS * 20, KEY)
    assert len(json.loads(re.search(rb'id="locked">([^<]+)<', longer)[1])["data"]) == len(
        locked["data"]
    )


def test_one_changed_byte_is_noticed(page):
    locked = json.loads(re.search(rb'id="locked">([^<]+)<', page)[1])
    sealed = bytearray(base64.b64decode(locked["data"]))
    sealed[100] ^= 1
    changed = page.replace(locked["data"].encode(), base64.b64encode(bytes(sealed)))
    with pytest.raises(errors.UnusableInputError, match="壊れています"):
        open_locked(changed, KEY)


def test_the_same_file_twice_shares_nothing(page):
    again = to_locked("20261120_夕べの会.xlsx", WORDS, KEY)
    first, second = (
        json.loads(re.search(rb'id="locked">([^<]+)<', each)[1]) for each in (page, again)
    )
    assert not {first[key] for key in ("salt", "nonce", "data")} & set(second.values())


def test_a_short_password_and_a_strange_file_are_refused():
    with pytest.raises(errors.UnusableInputError, match="12文字以上"):
        to_locked("x", b"x", "short")
    for strange in (
        b"",
        b"<html></html>",
        b'<script type="application/json" id="locked">{}</script>',
    ):
        with pytest.raises(errors.UnusableInputError):
            open_locked(strange, KEY)


def test_a_drawn_password_is_long_and_never_the_same():
    drawn = {draw_password() for _ in range(50)}
    assert len(drawn) == 50
    assert all(re.fullmatch(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", one) for one in drawn)


def test_the_page_asks_no_other_host(page):
    assert not re.search(rb"https?://|src=|@import", page)
    assert b"default-src 'none'" in page
