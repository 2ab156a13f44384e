import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import embedding, lexicon

_LINE = "が に 店 買い物 薬局 遠い 雪 屋根 免許 返納 運転 車 止める 認知症 カフェ 家族"
WORDS = _LINE.split()
STRANGE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e\u200f",
    "😀👨‍👩‍👧",
    "。",
    "が",
    "xyzzy",
    "あ" * 20_000,
]


def make_table(words, dimension=16):
    numbers = np.random.default_rng(7)
    keys = np.array([lexicon.hash_word(word) for word in words], np.uint64)
    order = np.argsort(keys)
    return lexicon.WordTable(
        keys=keys[order],
        ranks=order.astype(np.int32),
        rows=order.astype(np.uint16),
        vectors=numbers.integers(-127, 128, (len(words), dimension), dtype=np.int8),
        scales=np.full(len(words), 0.01, np.float32),
    )


TABLE = make_table(WORDS)


def row_of(word):
    vector = TABLE.vectors[WORDS.index(word)].astype(float) * 0.01
    return vector / np.linalg.norm(vector)


@pytest.fixture(scope="module")
def plain():
    return embedding.StaticEmbedding(TABLE)


@given(st.lists(st.text(st.characters(), max_size=60), max_size=8))
@settings(max_examples=60, deadline=None)
def test_every_text_has_a_finite_vector_of_length_one(plain, texts):
    vectors = plain.encode(texts)
    assert vectors.shape == (len(texts), 16)
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


@pytest.mark.parametrize("strange", STRANGE)
def test_strange_texts_have_a_finite_vector_of_length_one(plain, strange):
    [vector] = plain.encode([strange])
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_one_known_word_gives_its_own_direction(plain):
    assert plain.encode(["薬局"])[0] == pytest.approx(row_of("薬局"), abs=1e-6)


def test_texts_of_the_same_words_have_the_same_vector(plain):
    one, other = plain.encode(["買い物に行けない", "買いものに行けません"])
    assert np.array_equal(one, other)


def test_a_vector_does_not_depend_on_the_texts_beside_it(plain):
    texts = ["薬局が遠い", "", "雪おろし", "屋根の雪", *["店"] * 600]
    together = plain.encode(texts)
    alone = np.vstack([plain.encode([one]) for one in texts])
    assert np.array_equal(together, alone)


def test_different_texts_without_any_word_are_not_all_the_same(plain):
    vectors = plain.encode(["", "😀", "★", "!?", "…", "。。"])
    assert len(np.unique(vectors, axis=0)) > 1


def test_a_civic_term_is_drawn_towards_its_explanation():
    told = embedding.StaticEmbedding(TABLE, {"返納": ["運転", "止める"]})
    before = embedding.StaticEmbedding(TABLE).encode(["返納"])[0]
    after = told.encode(["返納"])[0]
    assert after @ row_of("運転") > before @ row_of("運転")
    assert after @ row_of("返納") > 0.3


def test_a_civic_term_of_two_words_is_recognised_as_one():
    terms = {"認知症カフェ": ["家族"]}
    told = embedding.StaticEmbedding(TABLE, terms)
    plain = embedding.StaticEmbedding(TABLE)
    joined, apart = "認知症カフェ", "カフェと認知症"
    assert told.encode([joined])[0] @ row_of("家族") > plain.encode([joined])[0] @ row_of(
        "家族"
    )
    assert np.array_equal(told.encode([apart]), plain.encode([apart]))


def test_a_civic_term_explained_by_unknown_words_stays_what_it_is():
    told = embedding.StaticEmbedding(TABLE, {"返納": ["xyzzy"]})
    assert np.array_equal(
        told.encode(["返納"]), embedding.StaticEmbedding(TABLE).encode(["返納"])
    )


def test_the_words_weights_can_be_set():
    only_nouns = embedding.EmbeddingSettings(kinds={"名詞": 1.0}, other_kinds=0.0)
    [vector] = embedding.StaticEmbedding(TABLE, settings=only_nouns).encode(["薬局が遠い"])
    assert vector == pytest.approx(row_of("薬局"), abs=1e-6)


def test_no_text_gives_an_empty_array(plain):
    assert plain.encode([]).shape == (0, 16)


def test_every_bag_has_at_least_one_entry(plain):
    bags = plain.fill_bags(["", "店", "薬局が遠い", "😀"])
    lengths = np.diff([*bags.offsets, len(bags.rows)])
    assert (lengths >= 1).all()


def test_many_threads_get_the_same_vectors():
    shared = embedding.StaticEmbedding(TABLE, {"返納": ["運転", "止める"]})
    texts = [f"薬局が遠いし雪が{n}日続く" for n in range(100)] + STRANGE
    expected = embedding.StaticEmbedding(TABLE, {"返納": ["運転", "止める"]}).encode(texts)
    found = {}

    def encode(reader):
        found[reader] = shared.encode(texts)

    threads = [threading.Thread(target=encode, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(found[n], expected) for n in range(6))
