import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app import errors
from workshop_app.cleaning import MAX_VOICE, clean

ANY_TEXT = st.text(st.characters(exclude_categories=()))
HARMFUL = [
    "\x00",
    "\x08",
    "\x0b",
    "\x1b",
    "\x7f",
    "\x85",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u2066",
]
HARMFUL += ["\ufdd0", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_cleaned_text_can_always_be_written(text):
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\r" not in cleaned


@pytest.mark.parametrize("mark", HARMFUL, ids=ascii)
def test_what_no_file_can_hold_is_taken_out(mark):
    assert clean(f"買い{mark}物") == "買い物"


def test_a_control_between_the_halves_of_a_line_break_leaves_one_line_break():
    assert clean("あ\r\x00\nい") == "あ\nい"
    assert clean("あ\r\nい\rう\nえ") == "あ\nい\nう\nえ"


@pytest.mark.parametrize(
    "text",
    [
        "か\u3099",  # a letter and its voicing mark stay two characters
        "葛\U000e0100城市",
        "ﾊﾞｽ停がない",
        "👨‍👩‍👧‍👦と歩く",
        "字下げ\tあり",
        "\u200bゼロ幅\ufeff",
        "右\u200fから",
        "　前後の空白　 ",
        "髙﨑①㈱〜～",
        "100㎡のﾊﾟﾝ屋",
    ],
)
def test_a_voice_is_never_rewritten(text):
    assert clean(text) == text


def test_a_voice_that_is_too_long_is_refused_and_never_cut():
    assert clean("声" * MAX_VOICE, MAX_VOICE) == "声" * MAX_VOICE
    with pytest.raises(errors.UnusableInputError, match=r"4,000字まで.*4,001字"):
        clean("声" * (MAX_VOICE + 1), MAX_VOICE)


def test_only_what_remains_is_counted():
    assert clean("声\x00" * MAX_VOICE, MAX_VOICE) == "声" * MAX_VOICE
