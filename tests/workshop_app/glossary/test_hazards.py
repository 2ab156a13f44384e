"""The screening on invented sentences: nothing that leads to a door is missed (P6, P7, P9)."""

import csv
from pathlib import Path

import pytest

from analysis.hazards import Hazard
from analysis.screening import holds, is_urgent, reword, screen
from workshop_app import screening_words
from workshop_app.glossary.screening_lists import contacts_for, screening_lists

with (Path(__file__).parent / "hazards.tsv").open(encoding="utf-8", newline="") as opened:
    ROWS = list(
        csv.DictReader(
            (line for line in opened if not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
    )
NEVER_MISSED = {"phone", "mail", "address", "postcode"}


def kinds(text):
    return {one.hazard.value for one in screen(text, screening_lists()) if one.severity > 0}


def told(part, kind):
    return [
        row["text"] for row in ROWS if row["part"] == part and kind in row["kinds"].split(",")
    ]


def harmless(part):
    return [row["text"] for row in ROWS if row["part"] == part and not row["kinds"]]


def test_the_set_is_large_enough_to_say_something():
    hazards = [row for row in ROWS if row["kinds"]]
    assert len(hazards) >= 180
    assert len(harmless("dev")) + len(harmless("held")) >= 150


@pytest.mark.parametrize("part", ["dev", "held", "third"])
@pytest.mark.parametrize("kind", sorted(NEVER_MISSED))
def test_no_phone_mail_or_house_number_is_missed(part, kind):
    missed = [text for text in told(part, kind) if not kinds(text) & NEVER_MISSED]
    assert missed == []


@pytest.mark.parametrize("part", ["dev", "held", "third"])
def test_at_least_97_of_100_names_are_found(part):
    names = told(part, "name")
    missed = [text for text in names if "name" not in kinds(text)]
    assert len(missed) <= 0.03 * len(names), missed


@pytest.mark.parametrize("part", ["dev", "held", "third"])
@pytest.mark.parametrize(
    "kind", ["third_party", "sensitive", "crisis", "conflict", "promotion"]
)
def test_talk_of_third_parties_illness_crisis_and_quarrels_is_found(part, kind):
    assert [text for text in told(part, kind) if kind not in kinds(text)] == []


@pytest.mark.parametrize("part", ["dev", "held", "third"])
def test_at_most_5_of_100_harmless_sentences_are_held(part):
    said = harmless(part)
    false = [text for text in said if kinds(text)]
    assert len(false) <= 0.05 * len(said), false


def test_every_finding_points_into_the_original_and_has_a_sentence():
    for row in ROWS:
        for one in screen(row["text"], screening_lists()):
            assert 0 <= one.span.start < one.span.end <= len(row["text"])
            assert one.reason in screening_words.REASONS
            assert one.hazard.value in screening_words.KINDS


def test_every_rule_has_a_sentence_and_every_kind_a_word():
    for rule in screening_lists().rules:
        assert rule.reason in screening_words.REASONS, rule.reason
    assert {kind.value for kind in Hazard} <= set(screening_words.KINDS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("電話は０９０－１２３４－５６７８です", "０９０－１２３４－５６７８"),
        ("電話は０ ９ ０ 1234 5678です", "０ ９ ０ 1234 5678"),
        ("〇九〇の一二三四の五六七八", "〇九〇の一二三四の五六七八"),
        ("ﾀﾞﾝｽの後、ﾀﾅｶさんと帰る", "ﾀﾅｶさん"),
        ("\u200b髙\U000e0100﨑さんに聞く", "髙\U000e0100﨑さん"),
    ],
)
def test_a_span_is_of_the_text_as_it_was_typed(text, found):
    spans = [text[one.span.start : one.span.end] for one in screen(text, screening_lists())]
    assert found in spans


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("久保田くんと桜井課長と石さん", "地域の方と課長と地域の方"),
        ("元大工の○○さんに頼む", "元大工の方に頼む"),
        ("田中さんの電話は090-1234-5678", "地域の方の電話は（電話番号）"),
        ("バスが来ない", "バスが来ない"),
        ("徘徊する人がいる町", "ひとり歩きする人がいる町"),
    ],
)
def test_a_suggestion_stands_beside_the_original(text, instead):
    assert reword(text, screen(text, screening_lists())) == instead


def test_a_word_to_avoid_is_a_hint_and_holds_nothing():
    found = screen("限界集落と呼ばれたくない", screening_lists())
    assert [one.hazard for one in found] == [Hazard.WORDING]
    assert not holds(found)


def test_a_crisis_gives_somebody_to_call():
    found = screen("もう死にたいと言っていた", screening_lists())
    assert is_urgent(found)
    numbers = [one.number for one in contacts_for(one.reason for one in found)]
    assert "0120-279-338" in numbers
    assert contacts_for(["name.full"]) == ()


def test_a_towns_own_names_are_nobodys_name():
    text = "北原は坂が多い"
    lists = screening_lists(["北原", "佐藤商店"])
    assert not [one for one in screen(text, lists) if one.hazard is Hazard.NAME]
    assert [one for one in screen("北原さんが来た", lists) if one.hazard is Hazard.NAME]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "😀" * 50, "0" * 4000, "あ" * 4000, "1-" * 2000]
)
def test_any_text_is_looked_through(text):
    screen(text, screening_lists())
