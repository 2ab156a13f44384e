"""Headings are residents' own words: short, whole, and telling."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.headings import LONGEST, cut_phrases, name_groups, quote

BUS = [
    "バスの本数を増やしてほしい",
    "バスが一日三本しかなくて、病院へ行く日は一日がかりになる",
    "バス停まで坂を登れない",
    "最終のバスが早すぎて、会合に出られない",
]
SNOW = [
    "雪かきをしてくれる若い人がいない",
    "屋根の雪下ろしで毎年けが人が出ている",
    "除雪車が置いていく雪の塊が重い",
    "玄関の雪をどけるだけで半日かかる",
]


def test_headings_quote_a_voice_and_tell_the_themes_apart():
    bus, snow = name_groups([BUS, SNOW])
    assert any(bus in text for text in BUS)
    assert any(snow in text for text in SNOW)
    assert "バス" in bus
    assert "雪" in snow


def test_the_whole_voice_is_taken_where_it_is_short():
    assert quote("バスの本数を増やしてほしい") == "バスの本数を増やしてほしい"


@pytest.mark.parametrize(
    "text", [*BUS, *SNOW, "閉まっている店の前で、みんな困っているんですよね"]
)
def test_no_heading_begins_or_ends_in_the_air(text):
    heading = quote(text)
    assert len(heading) <= LONGEST
    assert heading in text
    assert heading[-1] not in "をがはにへので、。ね"
    assert heading[0] not in "をがはにへの、。っ"


def test_two_themes_never_share_a_heading():
    first, second = name_groups([["バスがほしい"], ["バスがほしい", "最終の便が早い"]])
    assert (first, second) == ("バスがほしい", "最終の便が早い")
    assert name_groups([["バスがほしい", "便が早い"]], in_use=["バスがほしい"]) == ("便が早い",)


def test_only_the_wanted_groups_are_named():
    assert name_groups([BUS, SNOW], [1]) == (name_groups([BUS, SNOW])[1],)


@pytest.mark.parametrize("text", ["", " \n ", "🙂🙂", "\u200f", "ー" * 50, "a" * 20_000])
def test_odd_texts_have_a_short_heading_too(text):
    assert 1 <= len(quote(text)) <= LONGEST


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_every_phrase_is_as_it_was_written(text):
    assert all(
        phrase.text in text and len(phrase.text) <= LONGEST for phrase in cut_phrases(text)
    )
