import numpy as np
import pytest

from analysis import lexicon


def make_table(words, dimension=8, seed=0):
    """A table in which the words' frequency falls in the order they are given."""
    numbers = np.random.default_rng(seed)
    keys = np.array([lexicon.hash_word(word) for word in words], np.uint64)
    order = np.argsort(keys)
    return lexicon.WordTable(
        keys=keys[order],
        ranks=order.astype(np.int32),
        rows=order.astype(np.uint16),
        vectors=numbers.integers(-127, 128, (len(words), dimension), dtype=np.int8),
        scales=np.full(len(words), 0.01, np.float32),
    )


# Values of the reference implementation, seed 1, as the pinned package stores them.
@pytest.mark.parametrize(
    ("word", "key"),
    [("の", 2917952641780334418), ("apple", 8566208034543834098)],
)
def test_words_are_hashed_as_in_the_source_of_the_table(word, key):
    assert lexicon.hash_word(word) == key


def test_a_rare_word_weighs_more_than_a_frequent_one():
    words = lexicon.Lexicon(make_table(["が", "店", "薬局"]), rarity=0.1)
    weights = [words.find(word)[0][1] for word in ("が", "店", "薬局")]
    assert weights == sorted(weights)
    assert all(0 < weight < 1 for weight in weights)


def test_an_unknown_word_is_not_found():
    assert lexicon.Lexicon(make_table(["店"]), rarity=0.1).find("薬局") == ()


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("ゴミ", "ごみ"),
        ("感じる", "感ずる"),
        ("WIFI", "wifi"),
        ("書ける", "書く"),
        ("縮まる", "縮める"),
    ],
)
def test_todays_forms_find_the_older_ones(asked, known):
    words = lexicon.Lexicon(make_table(["店", known]), rarity=0.1)
    assert words.resolve(asked, asked, asked) == words.find(known) != ()


def test_the_form_itself_comes_before_any_other():
    words = lexicon.Lexicon(make_table(["ごみ", "ゴミ"]), rarity=0.1)
    assert words.resolve("ゴミ", "ゴミ", "ゴミ") == words.find("ゴミ")


def test_an_unknown_compound_is_told_by_its_longest_pieces_weighing_as_one():
    words = lexicon.Lexicon(make_table(["移動", "動", "販売", "車"]), rarity=0.1)
    pieces = words.find_pieces("移動販売車")
    assert [row for row, _ in pieces] == [0, 2, 3]
    whole = [words.find(word)[0][1] for word in ("移動", "販売", "車")]
    assert [weight for _, weight in pieces] == pytest.approx([w / 3 for w in whole])


def test_single_kana_and_nothing_are_no_pieces():
    words = lexicon.Lexicon(make_table(["あ", "店"]), rarity=0.1)
    assert words.find_pieces("あああ") == ()
    assert words.find_pieces("") == ()
