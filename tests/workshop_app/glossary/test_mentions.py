"""Organisations by name: the whole table resolves, every ambiguous word asks."""

import pytest

from workshop_app import glossary, words
from workshop_app.glossary import find_mentions, resolve_organisation

ASKED = {words.fold(each.term): each for each in glossary.load_ambiguities()}
NAMES = [
    (each.code, name)
    for each in glossary.load_organisations()
    for name in (each.name, *each.aliases)
]
LISTED = {
    *("SC", "老健", "包括", "協議体", "協議会", "支援センター", "デイ", "サロン", "先生", "区"),
    *("施設", "事業所", "組合", "ステーション", "ネット", "介護予防サービス", "JA厚生連"),
}


@pytest.mark.parametrize(("code", "name"), NAMES)
def test_every_name_of_the_table_resolves_or_asks_with_its_own_among_the_answers(code, name):
    found = resolve_organisation(name)
    assert found is not None
    codes = [c.organisation.code for c in found.candidates if c.organisation]
    if words.fold(name) in ASKED:
        assert found.is_asked
        assert code in codes
    else:
        assert codes == [code]


def test_the_table_is_whole():
    assert len({code for code, _ in NAMES}) == 72
    assert len(NAMES) > 230


@pytest.mark.parametrize("term", [each.term for each in glossary.load_ambiguities()])
def test_every_ambiguous_word_asks_with_at_least_two_answers(term):
    found = resolve_organisation(term)
    assert found.is_asked
    assert len({c.name for c in found.candidates}) == len(found.candidates) >= 2


@pytest.mark.parametrize("term", sorted(LISTED))
def test_the_words_of_the_list_are_asked_about(term):
    assert words.fold(term) in ASKED


@pytest.mark.parametrize(
    ("said", "term", "first"),
    [
        ("SCの駐車場で朝市をひらく", "SC", "ショッピングセンター"),
        ("SCに草刈りを頼む", "SC", "シルバー人材センター"),
        ("老健から国の通知が来た", "老健", "厚生労働省の老健局"),
        ("サロンで髪を切る", "サロン", "美容の店"),
        ("サロンで体操とお茶", "サロン", "サロン主催者"),
        ("学校の先生が子どもと来た", "先生", "学校"),
        ("ネットで注文できない", "ネット", "インターネット"),
        ("ステーションのごみの分別", "ステーション", "ごみの置き場"),
    ],
)
def test_what_stands_around_orders_the_answers_and_never_answers(said, term, first):
    [found] = [each for each in find_mentions(said) if each.written == term]
    assert found.is_asked
    assert found.candidates[0].name == first


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("みどりマート", "O047"),
        ("北浜いきいきクラブ", "O036"),
        ("町内会さん", "O034"),
        ("ｼﾙﾊﾞｰ人材ｾﾝﾀｰ", "O008"),
        ("CO・OP", "O050"),
        ("ヘルパーさん", "O024"),
    ],
)
def test_names_are_known_by_their_ending_their_width_and_without_politeness(name, code):
    [candidate] = resolve_organisation(name).candidates
    assert candidate.organisation.code == code


@pytest.mark.parametrize("name", ["見守りネット", "東谷協議会", "若者支援センター", "水利組合"])
def test_names_with_an_unclear_ending_are_asked_about(name):
    assert resolve_organisation(name).is_asked


@pytest.mark.parametrize("name", ["", "とおりすがり", "将棋"])
def test_what_the_glossary_does_not_know_is_not_guessed(name):
    assert resolve_organisation(name) is None


def test_general_words_do_not_ask_in_every_sentence():
    assert find_mentions("この町が好きで、本人もそう言う") == ()
