"""What holds for any meeting: counts, repeatability, order, lone voices, corrections."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import proposal, themes
from analysis.constraints import ContradictionError, Edit, Op
from analysis.facts import resolve, theme_now
from analysis.state import State
from analysis.voices import Voices

ANY_TEXT = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["バスがない", "雪", "🙂", "店が遠い"]
)


def unit(rows):
    rows = np.asarray(rows, np.float32)
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)).astype("f4")


def make_meeting(size, groups, seed, *, repeats=0.1, dimension=24, noise=0.5):
    """A meeting of several topics, some odd voices and some said twice."""
    rng = np.random.default_rng(seed)
    topic = rng.integers(0, groups + 1, size)
    centres = np.vstack([rng.standard_normal((groups, dimension)), np.zeros((1, dimension))])
    own = np.where(topic == groups, 1.0, noise)[:, None]
    rows = unit(centres[topic] + own * rng.standard_normal((size, dimension)))
    texts = [f"{topic[i]}のことで{i}番目の声" for i in range(size)]
    for i in np.flatnonzero(rng.random(size) < repeats):
        twin = int(rng.integers(0, size))
        texts[i], rows[i] = texts[twin], rows[twin]
    return Voices(tuple(f"k{i}" for i in range(size)), tuple(texts), rows)


def check_sums(state: State, voices: Voices):
    """Sizes and lone voices together are everybody, and what is written is consistent."""
    assert [p.key for p in state.placements] == list(voices.keys)
    sizes = Counter(p.theme_id for p in state.placements)
    assert {theme.id: theme.size for theme in state.themes} == dict(sizes)
    assert sum(sizes.values()) == len(voices)
    assert all(theme.is_lone == (theme.size == 1) for theme in state.themes)
    assert all(theme.label for theme in state.themes)
    assert all(0.0 <= p.certainty <= 1.0 for p in state.placements)
    assert all((p.certainty == 1.0) == p.by_person for p in state.placements)
    assert all(p.second_theme_id in {None, *sizes} for p in state.placements)
    assert all(p.second_theme_id != p.theme_id for p in state.placements)


@settings(max_examples=25, deadline=None)
@given(st.lists(ANY_TEXT, max_size=25), st.integers(0, 5), st.none() | st.integers(1, 6))
def test_any_texts_and_vectors_give_a_consistent_state(texts, seed, groups):
    rng = np.random.default_rng(seed)
    vectors = rng.standard_normal((len(texts), 6)) * rng.integers(0, 2, (len(texts), 1))
    voices = Voices(tuple(map(str, range(len(texts)))), tuple(texts), unit(vectors))
    state = themes.group(voices, groups=groups)
    check_sums(state, voices)
    where = state.theme_of()
    by_text = {}
    for key, text in zip(voices.keys, texts, strict=True):
        assert where[key] == by_text.setdefault(text, where[key])


@settings(max_examples=10, deadline=None)
@given(st.integers(3, 120), st.integers(1, 8), st.integers(0, 1000), st.randoms())
def test_the_order_of_voices_changes_nothing(size, groups, seed, random):
    voices = make_meeting(size, groups, seed)
    order = list(range(size))
    random.shuffle(order)
    first, other = themes.group(voices), themes.group(voices.pick(order))
    assert first == themes.group(voices)
    assert other.theme_of() == first.theme_of()
    assert other.themes == first.themes
    later = themes.arrive(themes.group(voices.pick(range(size // 2))), voices)
    half = [i for i in order if i < size // 2]
    again = themes.arrive(themes.group(voices.pick(half)), voices.pick(order))
    assert again.theme_of() == later.theme_of()


def test_a_lone_voice_is_never_forced():
    for seed in range(5):
        voices = make_meeting(80, 4, seed, repeats=0, noise=0.3, dimension=64)
        far = np.zeros((1, 64), np.float32)
        axes = np.linalg.svd(voices.vectors)[2]
        far[0] = axes[-1]  # as far from everything said as there is
        everybody = Voices(
            (*voices.keys, "odd"),
            (*voices.texts, "誰とも違う声"),
            np.vstack([voices.vectors, far]),
        )
        for groups in (None, 2, 4):
            state = themes.group(everybody, groups=groups)
            assert state.theme(state.theme_of()["odd"]).is_lone
        arrived = themes.arrive(themes.group(voices), everybody)
        assert arrived.theme(arrived.theme_of()["odd"]).is_lone


@pytest.mark.parametrize("seed", range(5))
def test_voices_arriving_one_at_a_time_move_nobody(seed):
    voices = make_meeting(70, 5, seed)
    order = np.random.default_rng(seed).permutation(70).tolist()
    state = themes.group(voices.pick(order[:10]))
    for count in range(11, 71):
        before = state
        room = voices.pick(order[:count])
        state = themes.arrive(before, room)
        now = state.theme_of()
        assert all(now[key] == theme for key, theme in before.theme_of().items())
        labels = {theme.id: theme.label for theme in state.themes}
        assert all(labels[theme.id] == theme.label for theme in before.themes)
        check_sums(state, room)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("growth", "most", "least"), [(0.05, 0.04, 0.85), (0.3, 0.10, 0.8)])
def test_an_accepted_proposal_moves_few_cards(seed, growth, most, least):
    from sklearn.metrics import adjusted_rand_score

    old = 150
    voices = make_meeting(round(old * (1 + growth)), 7, seed, noise=1.0)
    before = themes.group(voices.pick(range(old)))
    after = proposal.propose(before, voices).after
    check_sums(after, voices)
    was, now = before.theme_of(), after.theme_of()
    assert sum(was[key] != now[key] for key in was) / old <= most
    kept = list(was)
    assert adjusted_rand_score([was[k] for k in kept], [now[k] for k in kept]) >= least


def random_edit(rng, state: State, voices: Voices) -> Edit:
    keys = [voices.keys[i] for i in rng.permutation(len(voices))[:3]]
    ids = [theme.id for theme in state.themes]
    theme = ids[int(rng.integers(len(ids)))]
    other = ids[int(rng.integers(len(ids)))]
    kind = rng.choice(
        ["move", "same", "apart", "merge", "rename", "pin", "unpin", "split"],
        p=[0.35, 0.15, 0.2, 0.04, 0.08, 0.1, 0.03, 0.05],
    )
    match kind:
        case "move":
            return Edit(Op.MOVE, (keys[0],), (theme,))
        case "same" | "apart":
            return Edit(Op(kind), tuple(keys[:2]))
        case "merge":
            return Edit(Op.MERGE, (), (theme, other))
        case "rename":
            return Edit(Op.RENAME, (), (theme,), label=f"見出し{rng.integers(99)}")
        case "split":
            return Edit(Op.SPLIT, tuple(state.members(theme)[:2]), (theme,))
    return Edit(Op(kind), (keys[0],))


class Promises:
    """What the accepted corrections promise, kept apart from the engine's own books."""

    def __init__(self):
        self.place, self.pins, self.pairs, self.labels, self.merged = {}, set(), [], {}, {}

    def add(self, edit: Edit, state: State):
        where = state.theme_of()
        match edit.op:
            case Op.MOVE:
                self.place[edit.keys[0]] = where[edit.keys[0]]
            case Op.PIN:
                self.place[edit.keys[0]] = where[edit.keys[0]]
                self.pins.add(edit.keys[0])
            case Op.UNPIN:
                self.place.pop(edit.keys[0], None)
                self.pins.discard(edit.keys[0])
            case Op.SAME | Op.APART:
                self.pairs.append((edit.op, *edit.keys))
            case Op.RENAME:
                self.labels[edit.theme_ids[0]] = edit.label
            case Op.SPLIT:
                self.place |= {key: where[key] for key in edit.keys}
            case Op.MERGE:
                for goes in edit.theme_ids[1:]:
                    if goes != edit.theme_ids[0]:
                        self.merged[goes] = edit.theme_ids[0]
                        label = self.labels.pop(goes, None)
                        if label is not None:
                            self.labels.setdefault(edit.theme_ids[0], label)
                self.place |= {key: where[key] for key in edit.keys}

    def broken(self, state: State) -> list[str]:
        where = state.theme_of()
        found = [
            f"{key} is not in {theme}"
            for key, theme in self.place.items()
            if where[key] != theme_now(self.merged, theme)
        ]
        found += [
            f"{op} {one} {other}"
            for op, one, other in self.pairs
            if (where[one] == where[other]) != (op is Op.SAME)
        ]
        alive = {theme.id: theme.label for theme in state.themes}
        found += [
            f"{theme} is called {alive[theme]}"
            for theme, label in self.labels.items()
            if theme in alive and alive[theme] != label
        ]
        return found


def correct_at_random(state, voices, promises, rng, count):
    accepted = 0
    while accepted < count:
        edit = random_edit(rng, state, voices)
        try:
            after = themes.correct(state, voices, [edit])
        except ContradictionError as problem:
            assert problem.earlier  # it always says what stands against it
            continue
        kept = after.edits[-1]
        promises.add(kept, after)
        state = after
        accepted += 1
        check_sums(state, voices)
        assert promises.broken(state) == []
    return state


@pytest.mark.parametrize("seed", range(3))
def test_two_hundred_corrections_bind_for_ever(seed):
    rng = np.random.default_rng(seed)
    everybody = make_meeting(150, 6, seed)
    voices = everybody.pick(range(120))
    promises = Promises()
    state = correct_at_random(themes.group(voices), voices, promises, rng, 200)
    resolve(state.edits)
    arrived = themes.arrive(state, everybody)
    assert promises.broken(arrived) == []
    other = Voices(everybody.keys, everybody.texts, make_meeting(150, 9, seed + 50).vectors)
    for room in (everybody, other):
        for offer in (
            proposal.propose(arrived, room),
            proposal.propose(arrived, room, freely=True),
            proposal.propose(arrived, room, groups=8),
        ):
            check_sums(offer.after, room)
            assert promises.broken(offer.after) == []
            part = proposal.accept(offer, room, range(0, len(offer.shifts), 2))
            check_sums(part, room)
            assert promises.broken(part) == []
    anew = themes.group(everybody, edits=state.edits)
    assert promises.broken(anew) == []
