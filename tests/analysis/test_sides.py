"""Opposite wishes stand side by side, and repeats are folded with their counts."""

from analysis.sides import Fold, Opposition, find_oppositions, fold_repeats


def test_opposite_wishes_are_two_sides_of_one_matter():
    texts = ["バスを増やしてほしい", "バスに税金を使うな", "バスがないと困る", "雪が多い"]
    assert find_oppositions("abcd", texts) == (Opposition("バス", ("a", "c"), ("b",)),)


def test_wishes_for_different_things_are_no_opposition():
    assert find_oppositions("ab", ["バスを増やしてほしい", "公園の工事は中止してほしい"]) == ()


def test_repeats_fold_and_opposites_do_not():
    texts = [
        "車がないと買い物に行けない",
        "車が無いので買物に行けません",
        "バスの本数を増やしてほしい",
        "バスの本数を減らしてほしい",
        "バスの本数を増やしてほしい！！",
    ]
    folds = fold_repeats("abcde", texts)
    assert [fold.keys for fold in folds] == [("a", "b"), ("c", "e"), ("d",)]


def test_voices_tables_and_people_are_counted_apart():
    texts = ["バスがほしい"] * 30
    keys = [str(i) for i in range(30)]
    folds = fold_repeats(
        keys,
        texts,
        tables={key: int(key) % 2 for key in keys},
        people=dict.fromkeys(keys, "同じ人"),
    )
    assert folds == (Fold(tuple(keys), voices=30, tables=2, people=1),)
    assert fold_repeats(["a"], ["声"])[0].people is None


def test_every_voice_is_in_exactly_one_fold():
    texts = ["あ", "", "🙂", "ア", "バスがほしい", "バスがほしい。"]
    folds = fold_repeats("abcdef", texts)
    assert sorted(key for fold in folds for key in fold.keys) == list("abcdef")
