import pytest

from analysis.phrases import PhraseBook, read_signs


@pytest.mark.parametrize(
    "said",
    [
        "病院に行けない",
        "病院へも行けません",
        "病院に、なかなか行けんのよ",
        "病院には行かれへん",
        "先週から病院に行けていない",
        "ご病院さんに行けず困る",
    ],
)
def test_a_phrase_is_found_however_it_is_said(said):
    [find] = PhraseBook(["病院に行けない"]).find(said)
    assert find.phrase == 0


@pytest.mark.parametrize(
    "said",
    [
        "病院に行ける",
        "病院だ。どこにも行けない",
        "病院に行けないわけではない",
        "病院がないので隣町まで行く",
        "",
        "😀",
    ],
)
def test_a_phrase_is_not_found_where_it_is_not_said(said):
    assert PhraseBook(["病院に行けない"]).find(said) == ()


def test_a_denied_predicate_is_another_saying():
    book = PhraseBook(["スーパーが遠い"])
    assert book.find("スーパーが遠くてね")
    assert book.find("スーパーは遠くない") == ()


def test_the_absence_of_a_thing_still_speaks_of_the_thing():
    assert PhraseBook(["居場所"]).find("居場所がない")


def test_the_longer_phrase_hides_the_shorter_inside_it():
    book = PhraseBook(["祭り", "祭りができない"])
    assert [find.phrase for find in book.find("祭りができなくなった")] == [1]
    assert [find.phrase for find in book.find("祭りが好き")] == [0]


def test_the_longest_find_comes_first_and_then_the_order_of_speaking():
    book = PhraseBook(["除雪", "電気代", "米が買えない"])
    finds = book.find("除雪も電気代もかかって、米が買えない")
    assert [find.phrase for find in finds] == [2, 0, 1]


def test_words_too_far_apart_are_no_phrase():
    assert PhraseBook(["店が遠い"]).find("店の若い主人が作る甘い菓子は遠い国の味") == ()


def test_a_phrase_without_words_is_never_found():
    assert PhraseBook(["。", ""]).find("。") == ()


def test_spellings_of_one_word_give_one_sign():
    assert read_signs("買い物") == read_signs("買物") == read_signs("お買いもの")
    assert read_signs("ゴミステーション") == read_signs("ごみステーション")
