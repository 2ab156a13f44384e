"""The labelled statements: enough of them, varied, and each said only once."""

import re
from collections import Counter, defaultdict

import pytest

from workshop_app.glossary.corpus import Stance, load_corpus_issues, load_statements
from workshop_app.model import Party, VoiceKind

ALIKE = 0.6  # share of common pieces of three letters from which two texts are one
RARE = 40  # texts; two that are nearly the same share a piece that few others have


@pytest.fixture(scope="module")
def said():
    return load_statements()


def test_there_are_enough_of_every_issue_from_many_hands(said):
    assert len(said) >= 6_000
    by_issue = Counter(each.issue for each in said)
    assert set(by_issue) == set(load_corpus_issues())
    assert len(by_issue) == 130
    assert min(by_issue.values()) >= 40
    by_portion = Counter(each.portion for each in said)
    assert len(by_portion) >= 8
    assert min(by_portion.values()) >= 700


def test_most_say_what_happens_and_not_what_it_is_called(said):
    assert 0.6 <= sum(not each.is_named for each in said) / len(said) <= 0.72


def test_everybody_speaks_and_asks_and_offers(said):
    assert {each.party for each in said} == {
        Party.RESIDENTS,
        Party.CARE,
        Party.COMPANIES,
        Party.OFFICIALS,
    }
    assert {each.kind for each in said} == {
        VoiceKind.TROUBLE,
        VoiceKind.OFFER,
        VoiceKind.RESOURCE,
        VoiceKind.WISH,
        VoiceKind.IDEA,
    }
    sides = defaultdict(set)
    for each in said:
        sides[each.issue].add(each.stance)
    assert sum({Stance.FOR, Stance.AGAINST} <= found for found in sides.values()) >= 100


def test_lengths_are_those_of_cards(said):
    assert all(4 <= len(each.text) <= 130 for each in said)
    assert not [each.text for each in said if re.search(r"[\t\r\n<>]|\d{4}-\d{4}", each.text)]


def test_no_two_are_nearly_the_same(said):
    pieces = [_pieces(each.text) for each in said]
    holders = defaultdict(list)
    twins = []
    for number, mine in enumerate(pieces):
        rare = [piece for piece in mine if len(holders[piece]) < RARE]
        asked = {other for piece in rare for other in holders[piece]}
        twins += [
            (said[other].text, said[number].text)
            for other in asked
            if len(mine & pieces[other]) >= ALIKE * len(mine | pieces[other])
        ]
        for piece in mine:
            holders[piece].append(number)
    assert twins == []


def _pieces(text):
    bare = re.sub(r"\W", "", text)
    return frozenset(bare[start : start + 3] for start in range(max(1, len(bare) - 2)))
