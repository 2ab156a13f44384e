"""What ``kurumaza themes`` promises, on rows instead of files."""

import json

import numpy as np
import pytest

from workshop_app import errors
from workshop_app.usecases.sorting import EarlierRow, sort_table
from workshop_app.usecases.wishing import read_wishes

TOPICS = {
    "バスの本数を増やしてほしい": 6,
    "雪かきをする人がいない": 5,
    "店が遠くて米が買えない": 5,
}


def make_table(seed=0):
    """Texts of three topics with the vectors a model could give, one lone voice, one blank."""
    rng = np.random.default_rng(seed)
    texts, rows = [], []
    for topic, count in TOPICS.items():
        centre = rng.standard_normal(32)
        for i in range(count):
            texts.append(f"{topic}{'。' * i}{i}")
            rows.append(centre + 0.4 * rng.standard_normal(32))
    texts += ["カラオケ大会をまたやりたい", "", " \u200f "]
    rows += [rng.standard_normal(32) for _ in range(3)]
    return texts, np.array(rows, np.float32)


def as_previous(texts, result):
    return [
        EarlierRow(text, row.theme_id, row.theme_label, row.certainty, row.second_theme_id)
        for text, row in zip(texts, result.rows, strict=True)
    ]


def wishes(*entries):
    return read_wishes(json.dumps(entries))


def ids(result):
    return [row.theme_id for row in result.rows]


def test_every_row_gets_its_columns_and_empty_cells_stay_empty():
    texts, vectors = make_table()
    result = sort_table(texts, vectors=vectors)
    assert [row.cells() for row in result.rows[-2:]] == [("",) * 5] * 2
    assert len(set(ids(result)[:16])) == 3
    lone = result.rows[16]
    assert lone.is_lone == "1"
    assert ids(result).count(lone.theme_id) == 1
    assert all(0 <= float(row.certainty) < 1 for row in result.rows[:17])
    assert result.summary["counts"] == {
        "rows": 19, "voices": 17, "empty": 2, "themes": 3, "lone": 1, "by_person": 0,
    }  # fmt: skip


def test_the_same_input_gives_the_same_rows_and_fingerprint():
    texts, vectors = make_table()
    first, second = (sort_table(texts, vectors=vectors) for _ in range(2))
    assert first.rows == second.rows
    assert first.summary["fingerprint"] == second.summary["fingerprint"]
    other = sort_table(texts, vectors=vectors, groups=2)
    assert other.summary["fingerprint"] != first.summary["fingerprint"]


def test_rows_may_come_go_and_change_places():
    texts, vectors = make_table()
    order = [i for i in range(19) if i != 2]
    first = sort_table([texts[i] for i in order], vectors=vectors[order])
    earlier = as_previous([texts[i] for i in order], first)
    shuffled = np.random.default_rng(3).permutation(19)[:15].tolist()
    again = sort_table(
        [texts[i] for i in shuffled], vectors=vectors[shuffled], previous=earlier
    )
    known = {row.text: (row.theme_id, row.label) for row in earlier if row.theme_id}
    for i, row in zip(shuffled, again.rows, strict=True):
        if texts[i] in known:
            assert (row.theme_id, row.theme_label) == known[texts[i]]


def test_equal_texts_are_known_by_their_order():
    texts = ["同じ声"] * 3
    vectors = np.ones((3, 4), np.float32)
    earlier = [EarlierRow("同じ声", t, t) for t in ("a", "a", "b")]
    assert ids(sort_table(texts, vectors=vectors, previous=earlier)) == ["a", "a", "b"]


def test_corrections_are_done_and_bind_later_runs_that_do_not_have_them():
    texts, vectors = make_table()
    first = sort_table(texts, vectors=vectors)
    earlier = as_previous(texts, first)
    there = first.rows[6].theme_id
    done = sort_table(
        texts,
        vectors=vectors,
        previous=earlier,
        wishes=wishes(
            {"op": "move", "row": 0, "theme_id": there},
            {"op": "same", "rows": [1, 16]},
            {"op": "apart", "rows": [2, 3]},
            {"op": "rename", "theme_id": there, "label": "冬のしごと"},
        ),
    )
    later = sort_table(
        texts, vectors=make_table(7)[1], previous=as_previous(texts, done), regroups=True
    )
    for result in (done, later):
        assert result.rows[0].theme_id == there
        assert result.rows[0].theme_label == "冬のしごと"
        assert result.rows[0].certainty == "1.000"
        assert result.rows[1].theme_id == result.rows[16].theme_id
        assert result.rows[2].theme_id != result.rows[3].theme_id
    moved = [i for i in range(17) if ids(first)[i] != ids(done)[i]]
    assert set(moved) <= {0, 1, 16, 2, 3}


def test_a_card_that_was_moved_may_be_moved_again_later():
    texts, vectors = make_table()
    first = sort_table(texts, vectors=vectors)
    a, b = first.rows[6].theme_id, first.rows[12].theme_id
    move = {"op": "move", "row": 0, "theme_id": a}
    once = sort_table(
        texts, vectors=vectors, previous=as_previous(texts, first), wishes=wishes(move)
    )
    twice = sort_table(
        texts,
        vectors=vectors,
        previous=as_previous(texts, once),
        wishes=wishes(move | {"theme_id": b}),
    )
    assert twice.rows[0].theme_id == b


@pytest.mark.parametrize(
    ("entries", "named"),
    [
        ([{"op": "same", "rows": [1, 2]}, {"op": "apart", "rows": [2, 1]}], "2番目.*1番目"),
        ([{"op": "pin", "row": 0}, {"op": "move", "row": 0, "theme_id": "@6"}], "2番目.*1番目"),
        (
            [{"op": "merge", "theme_ids": ["@0", "@6"]}, {"op": "apart", "rows": [0, 6]}],
            "2番目.*1番目",
        ),
    ],
)
def test_a_contradiction_is_named(entries, named):
    texts, vectors = make_table()
    first = sort_table(texts, vectors=vectors)
    told = json.dumps(entries)
    for row in (0, 6):
        told = told.replace(f"@{row}", first.rows[row].theme_id)
    with pytest.raises(errors.EditConflictError, match=named):
        sort_table(
            texts,
            vectors=vectors,
            previous=as_previous(texts, first),
            wishes=read_wishes(told),
        )


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ({"op": "move", "row": 99, "theme_id": "x"}, "行99"),
        ({"op": "pin", "row": -1}, "行-1"),
        ({"op": "pin", "row": 17}, "本文が空"),
        ({"op": "move", "row": 0, "theme_id": "tnone"}, "tnone"),
    ],
)
def test_what_is_not_there_is_named(entry, named):
    texts, vectors = make_table()
    with pytest.raises(errors.UnusableInputError, match=named):
        sort_table(texts, vectors=vectors, wishes=wishes(entry))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        '[{"op":"fly"}]',
        '[{"op":"same","rows":[1]}]',
        '[{"op":"pin","row":true}]',
        '[{"op":"pin","row":"3"}]',
        '[{"op":"merge","theme_ids":"ab"}]',
        '[{"op":"rename","theme_id":"x","label":" "}]',
        '[{"op":["move"]}]',
        "[" * 100_000,
    ],
)
def test_a_malformed_file_of_corrections_is_refused_with_a_sentence(content):
    with pytest.raises(errors.UnusableInputError, match="手直し"):
        read_wishes(content)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_few_rows_work(size):
    result = sort_table(["声"] * size, vectors=np.ones((size, 3), np.float32))
    assert len(result.rows) == size
    assert len(set(ids(result))) == min(1, size)


@pytest.mark.parametrize(
    "vectors",
    [np.ones((2, 3)), np.ones(3), np.full((3, 3), np.nan), np.array([["a"]] * 3)],
)
def test_vectors_that_do_not_fit_are_refused(vectors):
    with pytest.raises(errors.UnusableInputError):
        sort_table(["い", "ろ", "は"], vectors=vectors)


def test_regrouping_lets_rows_move_only_when_asked():
    texts, vectors = make_table()
    earlier = [EarlierRow(t, "x", "ぜんぶ") for t in texts[:17]]
    kept = sort_table(texts, vectors=vectors, previous=earlier)
    assert set(ids(kept)[:17]) == {"x"}
    again = sort_table(texts, vectors=vectors, previous=earlier, groups=3, regroups=True)
    assert len(set(ids(again)[:16])) == 3
    assert "x" in ids(again)
