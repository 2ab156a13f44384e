"""Facts from corrections: what binds, what is replaced, what contradicts."""

import pytest

from analysis.constraints import ContradictionError, Edit, Op
from analysis.facts import resolve


def same(*keys):
    return Edit(Op.SAME, keys, name=f"同じ{keys}")


def apart(*keys):
    return Edit(Op.APART, keys, name=f"別{keys}")


def move(key, theme):
    return Edit(Op.MOVE, (key,), (theme,), name=f"動かす{key}→{theme}")


def pin(key, theme):
    return Edit(Op.PIN, (key,), (theme,), name=f"留める{key}")


def test_same_is_transitive_and_carries_the_theme():
    facts = resolve([same("a", "b"), same("b", "c"), move("c", "T")])
    assert facts.theme_for("a") == "T"
    assert facts.theme_for("x") is None


def test_a_second_move_replaces_the_first():
    assert resolve([move("a", "T"), move("a", "U")]).theme_for("a") == "U"


def test_unpin_releases():
    facts = resolve([pin("a", "T"), Edit(Op.UNPIN, ("a",)), move("a", "U")])
    assert facts.theme_for("a") == "U"


def test_merged_themes_are_one_and_later_names_follow():
    merge = Edit(Op.MERGE, ("a", "b"), ("T", "U"))
    facts = resolve([merge, move("c", "U")])
    assert {facts.theme_for(key) for key in "abc"} == {"T"}


def test_one_card_may_leave_a_merged_theme():
    facts = resolve([Edit(Op.MERGE, ("a", "b"), ("T", "U")), move("b", "V")])
    assert (facts.theme_for("a"), facts.theme_for("b")) == ("T", "V")


def test_a_split_parts_those_who_go_from_those_who_stay():
    facts = resolve([Edit(Op.SPLIT, ("a", "b"), ("T", "N"), rest=("c",))])
    assert facts.theme_for("a") == facts.theme_for("b") == "N"
    assert facts.are_apart(facts.group_of["a"], facts.group_of["c"])


def test_the_newest_label_counts():
    edits = [Edit(Op.RENAME, (), ("T",), label=label) for label in ("甲", "乙")]
    assert resolve(edits).labels == {"T": "乙"}


@pytest.mark.parametrize(
    ("edits", "earlier"),
    [
        ([same("a", "b"), apart("a", "b")], 1),
        ([apart("a", "b"), same("b", "a")], 1),
        ([same("a", "b"), same("b", "c"), apart("a", "c")], 2),
        ([move("a", "T"), move("b", "U"), same("a", "b")], 1),
        ([move("a", "T"), same("a", "b"), apart("a", "c"), move("c", "T")], 1),
        ([pin("a", "T"), move("a", "U")], 1),
        ([apart("a", "b"), Edit(Op.MERGE, ("a", "b"), ("T", "U"), name="合わせる")], 1),
        ([same("a", "b"), move("a", "T"), move("b", "U")], 2),
    ],
)
def test_contradictions_name_what_they_contradict(edits, earlier):
    resolve(edits[:-1])
    with pytest.raises(ContradictionError) as caught:
        resolve(edits)
    assert caught.value.edit == edits[-1]
    assert len(caught.value.earlier) == earlier
    assert set(caught.value.earlier) <= set(edits[:-1])
    assert all(edit.name in str(caught.value) for edit in caught.value.earlier)
