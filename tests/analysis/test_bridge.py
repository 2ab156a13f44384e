import numpy as np
import pytest

from analysis import bridge


def unit(rows):
    rows = np.asarray(rows, np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


# Two issues of one family and one of another; the two examples of issue 0 do not resemble
# each other at all.
EXEMPLARS = bridge.Exemplars(
    unit([[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0]]),
    np.array([0, 0, 1, 2]),
    np.array([0, 0, 0, 1]),
)
NONE = bridge.Exemplars(
    np.zeros((0, 5), np.float32), np.zeros(0, np.int64), np.zeros(0, np.int64)
)


def test_voices_that_share_no_direction_meet_over_the_examples_of_one_issue():
    voices = unit([[1, 0, 0, 0, 0.2], [0, 1, 0, 0, 0.2], [0, 0, 0, 1, 0.2]])
    before = voices @ voices.T
    after = bridge.enrich(voices, EXEMPLARS) @ bridge.enrich(voices, EXEMPLARS).T
    assert before[0, 1] == pytest.approx(before[0, 2])
    assert after[0, 1] > after[0, 2] + 0.1


def test_issues_of_one_family_are_nearer_than_issues_of_two():
    voices = unit([[1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0]])
    after = bridge.enrich(voices, EXEMPLARS)
    assert after[0] @ after[1] > after[0] @ after[2]


def test_the_example_itself_resembles_its_issue_most():
    likeness = bridge.measure_likeness(EXEMPLARS.vectors, EXEMPLARS)
    assert likeness.issues.argmax(axis=1).tolist() == EXEMPLARS.issues.tolist()
    assert likeness.families.argmax(axis=1).tolist() == EXEMPLARS.families.tolist()


def test_a_voice_like_no_example_stays_nearly_what_it_was():
    stranger, known = bridge.enrich(unit([[0, 0, 0, 0, 1], [1, 0, 0, 0, 0]]), EXEMPLARS)
    assert np.linalg.norm(stranger[5:]) < np.linalg.norm(known[5:]) / 2


def test_rows_have_length_one_and_are_finite():
    numbers = np.random.default_rng(4)
    enriched = bridge.enrich(unit(numbers.normal(size=(50, 5))), EXEMPLARS)
    assert enriched.shape == (50, 5 + 3 + 2)
    assert np.linalg.norm(enriched, axis=1) == pytest.approx(np.ones(50), abs=1e-5)


def test_a_row_depends_on_its_own_voice_only():
    voices = unit(np.random.default_rng(4).normal(size=(5_000, 5)))
    alone = np.vstack(
        [bridge.enrich(voices[row : row + 1], EXEMPLARS) for row in (0, 7, 4_999)]
    )
    assert bridge.enrich(voices, EXEMPLARS)[[0, 7, 4_999]] == pytest.approx(alone, abs=1e-6)


def test_the_arguments_are_not_changed():
    voices = unit([[1, 2, 3, 4, 5]])
    kept = voices.copy()
    bridge.enrich(voices, EXEMPLARS)
    assert np.array_equal(voices, kept)


def test_without_examples_or_voices_nothing_is_added():
    voices = unit([[1, 2, 3, 4, 5]])
    assert bridge.enrich(voices, NONE) == pytest.approx(voices)
    assert bridge.enrich(voices[:0], EXEMPLARS).shape == (0, 10)
