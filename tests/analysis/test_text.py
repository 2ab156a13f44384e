import threading

import pytest

from analysis import text

STRANGE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e\u200f",
    "😀👨‍👩‍👧",
    "。。。",
    "\ufdfa" * 50,
    "\r\n\t",
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ｺﾞﾐ出し", "ゴミ出し"),
        ("ＷｉＦｉ がない。", "wifiがない"),
        ("バスが\u200bない\u202e", "バスがない"),
        ("①番", "1番"),
    ],
)
def test_two_spellings_of_one_statement_have_one_key(one, other):
    assert text.matching_key(one) == text.matching_key(other)


def test_the_key_keeps_words_apart_that_differ():
    assert text.matching_key("バスがある") != text.matching_key("バスがない")
    assert text.matching_key("は") != text.matching_key("ば")


@pytest.mark.parametrize("strange", STRANGE)
def test_any_text_has_a_key_and_words(strange):
    assert isinstance(text.matching_key(strange), str)
    assert all(word.surface for word in text.find_words(strange))


@pytest.mark.parametrize("spelling", ["買い物", "買物", "買いもの"])
def test_spellings_of_shopping_become_one_word(spelling):
    assert text.content_words(f"{spelling}に困る") == ("買い物", "困る")


def test_content_words_leave_out_particles_numbers_and_light_words():
    words = text.content_words("3人の人がこの事でとても困っていると言います")
    assert "困る" in words
    assert not {"の", "事", "言う", "居る", "3"} & set(words)


def test_compounds_carry_their_parts():
    [word] = text.find_words("公民館")
    assert word.normal == "公民館"
    assert [part.normal for part in word.parts] == ["公民", "館"]


def test_a_text_longer_than_the_tokenizer_takes_is_read_to_its_end():
    long = "雪かきがつらい。" * 2_500 + "薬局が遠い"
    assert text.content_words(long)[-2:] == ("薬局", "遠い")


def test_a_long_text_without_any_break_is_read_whole():
    surfaces = "".join(word.surface for word in text.find_words("あ" * 20_000))
    assert len(surfaces) == 20_000


def test_a_broken_long_text_has_the_words_of_its_sentences():
    sentence = "坂で荷物がつらい。"
    once = text.content_words(sentence)
    assert text.content_words(sentence * 1_000) == once * 1_000


def test_many_threads_read_the_same_words():
    statements = [f"集会所まで歩いて{n}分かかる" for n in range(200)]
    expected = [text.find_words(one) for one in statements]
    found = {}

    def read(reader):
        found[reader] = [text.find_words(one) for one in statements]

    threads = [threading.Thread(target=read, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[n] == expected for n in range(6))
