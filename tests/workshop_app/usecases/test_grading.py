"""The points a criterion lets one give, and the words of its grades in one line."""

from fractions import Fraction

import pytest

from workshop_app import errors
from workshop_app.usecases import grading, presetting


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("7.5", Fraction(15, 2)),
        ("７", Fraction(7)),
        ("7/3", Fraction(7, 3)),
        ("7/0", None),
        ("nan", None),
        ("-inf", None),
        ("1e9999999", None),
        ("1e-9999999", Fraction(0)),
        ("たくさん", None),
    ],
)
def test_a_number_is_read_exactly_or_not_at_all(written, number):
    assert grading.number_of(written) == number


@pytest.mark.parametrize("value", [Fraction(15, 2), Fraction(7, 3), Fraction(0), Fraction(100)])
def test_what_is_shown_is_read_back_as_the_same_number(value):
    assert grading.number_of(grading.as_typed(value)) == value


def test_the_words_of_every_preset_survive_being_edited_in_one_line():
    for preset in presetting.presets():
        for words in preset.grades.values():
            assert grading.from_line(grading.as_line(words)) == words
    assert grading.from_line("１:新設ばかり / ５＝ほぼ既存/改修") == {
        "1": "新設ばかり",
        "5": "ほぼ既存/改修",
    }
    assert grading.from_line("  ") == {}


def test_words_without_a_grade_are_refused_with_an_example():
    with pytest.raises(errors.UnusableInputError, match="5：ほぼ既存"):
        grading.from_line("とてもよい")
