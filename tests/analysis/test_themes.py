"""The engine keeps its promises on small invented meetings."""

import numpy as np
import pytest

from analysis import proposal, themes
from analysis.constraints import ContradictionError, Edit, Op
from analysis.state import State
from analysis.voices import Voices


def make_meeting(sizes=(8, 7, 6), *, lone=2, seed=0, dimension=40):
    """Groups of near directions, and voices of nobody's direction."""
    rng = np.random.default_rng(seed)
    rows = []
    for size in sizes:
        centre = rng.standard_normal(dimension)
        rows += [centre + 0.5 * rng.standard_normal(dimension) for _ in range(size)]
    rows += [1.5 * rng.standard_normal(dimension) for _ in range(lone)]
    vectors = np.array(rows, np.float32).reshape(-1, dimension)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = tuple(f"声{i}番" for i in range(len(rows)))
    return Voices(tuple(f"v{i}" for i in range(len(rows))), texts, vectors)


def sizes_of(state: State) -> list[int]:
    return sorted(theme.size for theme in state.themes)


def test_groups_are_found_and_lone_voices_stay_alone():
    voices = make_meeting()
    state = themes.group(voices)
    where = state.theme_of()
    assert len({where[f"v{i}"] for i in range(8)}) == 1
    assert len({where[f"v{i}"] for i in range(8, 15)}) == 1
    assert sizes_of(state) == [1, 1, 6, 7, 8]
    assert [theme.is_lone for theme in state.themes] == [False] * 3 + [True] * 2


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 9])
def test_few_voices_work_and_add_up(size):
    voices = make_meeting((), lone=size)
    state = themes.group(voices)
    assert sum(theme.size for theme in state.themes) == size
    assert len(state.placements) == size


def test_identical_voices_are_one_theme_and_not_lone():
    one = make_meeting((), lone=1)
    voices = Voices(
        tuple(f"v{i}" for i in range(30)), one.texts * 30, np.repeat(one.vectors, 30, axis=0)
    )
    state = themes.group(voices)
    assert [(theme.size, theme.is_lone) for theme in state.themes] == [(30, False)]


@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_as_many_themes_as_asked_for(wanted):
    state = themes.group(make_meeting(), groups=wanted)
    assert sum(not theme.is_lone for theme in state.themes) == wanted


def test_the_order_of_the_voices_changes_nothing():
    voices = make_meeting()
    state = themes.group(voices)
    order = np.random.default_rng(1).permutation(len(voices))
    other = themes.group(voices.pick(order.tolist()))
    assert other.theme_of() == state.theme_of()
    assert other.themes == state.themes
    assert {p.key: p for p in other.placements} == {p.key: p for p in state.placements}


def test_a_new_voice_moves_nobody_and_joins_its_theme():
    voices = make_meeting()
    order = [i for i in range(len(voices)) if i != 3]
    before = themes.group(voices.pick(order))
    after = themes.arrive(before, voices)
    assert {k: t for k, t in after.theme_of().items() if k != "v3"} == before.theme_of()
    assert after.theme_of()["v3"] == before.theme_of()["v0"]
    labels = {theme.id: theme.label for theme in before.themes}
    assert {theme.id: theme.label for theme in after.themes} == labels


def test_a_lone_voice_hands_its_theme_to_its_companion():
    voices = make_meeting((8, 7, 6), lone=1)
    alone = themes.group(voices)
    twin = Voices(
        (*voices.keys, "new"),
        (*voices.texts, "ほぼ同じ声"),
        np.vstack([voices.vectors, voices.vectors[-1:]]),
    )
    state = themes.arrive(alone, twin)
    lone_id = alone.theme_of()["v21"]
    assert state.theme_of()["v21"] == state.theme_of()["new"] == lone_id
    theme = state.theme(lone_id)
    assert theme is not None
    assert not theme.is_lone
    assert theme.label == alone.theme(lone_id).label


def test_a_far_voice_stays_lone_on_arrival():
    voices = make_meeting()
    before = themes.group(voices.pick(range(22)))
    after = themes.arrive(before, voices)
    assert after.theme(after.theme_of()["v22"]).is_lone


def test_corrections_hold_through_any_regrouping():
    voices = make_meeting()
    state = themes.group(voices)
    where = state.theme_of()
    target = where["v8"]
    edits = [
        Edit(Op.MOVE, ("v0",), (target,)),
        Edit(Op.SAME, ("v1", "v21")),
        Edit(Op.APART, ("v2", "v3")),
        Edit(Op.RENAME, (), (where["v15"],), label="人の付けた見出し"),
        Edit(Op.PIN, ("v4",)),
    ]
    state = themes.correct(state, voices, edits)
    other = make_meeting(seed=9)  # another model: other vectors for the same voices
    for vectors in (voices.vectors, other.vectors):
        fresh = Voices(voices.keys, voices.texts, vectors)
        after = proposal.propose(state, fresh, freely=True).after
        now = after.theme_of()
        assert now["v0"] == target
        assert now["v1"] == now["v21"]
        assert now["v2"] != now["v3"]
        assert after.theme(where["v15"]).label == "人の付けた見出し"
        assert now["v4"] == where["v4"]


def test_merged_and_split_voices_stay_so():
    voices = make_meeting()
    state = themes.group(voices)
    where = state.theme_of()
    state = themes.correct(state, voices, [Edit(Op.MERGE, (), (where["v0"], where["v8"]))])
    assert len({state.theme_of()[f"v{i}"] for i in range(15)}) == 1
    assert state.theme_of()["v8"] == where["v0"]
    state = themes.correct(state, voices, [Edit(Op.SPLIT, ("v15", "v16"), (where["v15"],))])
    again = proposal.propose(state, voices, freely=True).after.theme_of()
    assert len({again[f"v{i}"] for i in range(15)}) == 1
    assert again["v15"] == again["v16"]
    assert again["v15"] not in {again[f"v{i}"] for i in range(17, 21)}


def test_only_the_voices_a_correction_is_about_move():
    voices = make_meeting()
    before = themes.group(voices)
    target = before.theme_of()["v8"]
    after = themes.correct(before, voices, [Edit(Op.MOVE, ("v0",), (target,))])
    moved = {k for k, t in after.theme_of().items() if before.theme_of()[k] != t}
    assert moved == {"v0"}
    assert {p.key: p for p in after.placements}["v0"].by_person


def test_contradictions_name_both_corrections():
    voices = make_meeting()
    state = themes.group(voices)
    edits = [
        Edit(Op.SAME, ("v1", "v2"), name="甲"),
        Edit(Op.SAME, ("v2", "v3"), name="乙"),
        Edit(Op.APART, ("v1", "v3"), name="丙"),
    ]
    with pytest.raises(ContradictionError, match=r"丙.*甲.*乙"):
        themes.correct(state, voices, edits)


def test_an_unknown_theme_is_named():
    voices = make_meeting()
    state = themes.group(voices)
    with pytest.raises(themes.UnknownThemeError, match="tないよ"):
        themes.correct(state, voices, [Edit(Op.MOVE, ("v0",), ("tないよ",))])


def test_a_proposal_can_be_taken_in_part():
    voices = make_meeting()
    state = themes.group(voices)
    wrong = themes.correct(
        state, voices, [Edit(Op.MERGE, (), (state.themes[0].id, state.themes[1].id))]
    )
    forgotten = State(wrong.placements, wrong.themes)
    offer = proposal.propose(forgotten, voices, freely=True)
    assert offer.shifts
    assert proposal.accept(offer, voices, []).theme_of() == offer.before.theme_of()
    assert proposal.accept(offer, voices).theme_of() == offer.after.theme_of()
    first = proposal.accept(offer, voices, [0]).theme_of()
    assert all(first[key] == offer.shifts[0].to_theme_id for key in offer.shifts[0].keys)


def test_a_voice_without_a_letter_resembles_nothing():
    vectors = np.ones((3, 4), np.float32) / 2
    voices = Voices(("a", "b", "c"), ("店が遠い", "店が遠いです", "🙂🙂"), vectors)
    state = themes.group(voices)
    where = state.theme_of()
    assert where["a"] == where["b"]
    assert state.theme(where["c"]).is_lone


def test_many_equal_voices_are_sure_of_their_theme():
    voices = Voices(tuple("abcdefgh"), ("バスがない",) * 8, np.ones((8, 4), np.float32) / 2)
    assert min(p.certainty for p in themes.group(voices).placements) > 0.5
