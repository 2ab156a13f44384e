"""Ballots of every kind in files, from reading to the answer, beside an independent reader."""

import json
from pathlib import Path

import pytest

from workshop_app import errors
from workshop_app.usecases import advising
from workshop_app.usecases.reading_ballots import read_ballots

BALLOTS = sorted((Path(__file__).parent / "ballots").glob("*.pb"))
PEER = Path(__file__).parents[2] / "analysis" / "peer_answers.json"


def read(name):
    return read_ballots(
        (Path(__file__).parent / "ballots" / f"{name}.pb").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("path", BALLOTS, ids=lambda path: path.stem)
def test_a_file_of_ballots_gets_the_answer_the_library_gives(path):
    [told] = [row for row in json.loads(PEER.read_text("utf-8")) if row["name"] == path.name]
    found = advising.answer(read_ballots(path.read_text(encoding="utf-8"))).choice
    assert found.best.value == told["best"]
    assert sorted(found.best.chosen) in told["best_sets"]
    shares = set(found.sets["equal_shares"])
    assert shares == {*told["bought"], *told["completed_with"]}
    assert set(found.completed_with) == set(told["completed_with"])


def test_every_kind_of_ballot_has_a_file():
    assert {path.stem for path in BALLOTS} == {
        "approval",
        "choose_one",
        "cumulative",
        "ordinal",
        "scoring",
    }


def test_the_first_place_gets_as_many_points_as_the_file_lets_one_list():
    question = read("ordinal")
    assert max(score.value for score in question.case.scores) == 4
    longest = max(
        sum(score.member == voter for score in question.case.scores)
        for voter in question.case.members
    )
    assert longest == 3


def test_a_comma_in_a_budget_is_a_decimal_point_and_less_than_a_yen_is_nothing():
    assert read("choose_one").budget == 610_000


def test_a_length_that_is_no_number_is_refused():
    written = (BALLOTS[3]).read_text(encoding="utf-8").replace("max_length;4", "max_length;四")
    with pytest.raises(errors.UnusableInputError, match="max_length"):
        read_ballots(written)
