import numpy as np
import pytest

from workshop_app import embedders, glossary
from workshop_app.glossary.terms import load_example_texts
from workshop_app.model import Party

GROUPS = [f"I{number:03}" for number in (*range(1, 20), 41)]
ALIASES = [
    (issue.code, alias)
    for issue in glossary.load_issues()
    if issue.code in GROUPS
    for alias in issue.aliases
]


def codes(found):
    return [each.code for each in found]


@pytest.mark.parametrize(("code", "alias"), ALIASES)
def test_every_saying_of_twenty_needs_lands_in_its_own_need(code, alias):
    assert codes(glossary.find_issues(alias)) == [code]


def test_twenty_needs_were_asked():
    assert len({code for code, _ in ALIASES}) == 20
    assert len(ALIASES) > 100


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("お米がよう買えんのよ", "I001"),
        ("買物難民という言葉はうちのことだ", "I001"),
        ("スーパーまでが遠くてねえ", "I001"),
        ("ゴミステーションが遠いので息子に頼む", "I007"),
        ("電球ひとつ替えられません", "I008"),
        ("ひとりぐらしの人が増えた", "I013"),
        ("話し相手がおらん", "I014"),
        ("バス停がとても遠い", "I003"),
        ("みまもりの当番", "I016"),
        ("スマホはさっぱりわからん", "I041"),
    ],
)
def test_colloquial_sayings_find_their_need(said, code):
    assert codes(glossary.find_issues(said))[0] == code


TRAPS = [
    ("土曜なら店を手伝えるよ", "I001"),
    ("スーパーは遠くない", "I001"),
    ("米を買える店ができた", "I001"),
    ("バスがないわけではない", "I003"),
    ("足が出た分は会費から払う", "I003"),
    ("雪まつりの写真を飾る", "I010"),
    ("ごみ拾いの会はたのしい", "I007"),
    ("車を出せる人なら三人いる", "I003"),
    ("坂本さんの家で集まる", "I005"),
    ("話し相手になってあげたい", "I014"),
    ("草野球の仲間がほしい", "I009"),
    ("若い人がいないかと思ったら大勢いた", "I041"),
]


@pytest.mark.parametrize(("said", "code"), TRAPS)
def test_what_only_sounds_alike_is_not_taken_for_the_need(said, code):
    assert code not in codes(glossary.find_issues(said))


@pytest.mark.parametrize(
    ("said", "term", "not_mapped"),
    [
        ("SCの駐車場で朝市をひらく", "SC", {"O008", "O010"}),
        ("老健から通知が来た", "老健", {"O003", "O028"}),
        ("デイが短くなった", "デイ", {"O025"}),
        ("サロンで髪を切る", "サロン", {"O041"}),
        ("先生に聞いてみる", "先生", {"O017", "O020"}),
        ("組合に相談した", "組合", {"O050", "O051"}),
    ],
)
def test_a_word_of_several_meanings_is_asked_about_and_never_mapped(said, term, not_mapped):
    assert term in [each.term for each in glossary.find_ambiguities(said)]
    assert not not_mapped & set(codes(glossary.find_organisations(said)))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("民生委員さんに頼んだ", "O035"),
        ("社協の人が来てくれた", "O007"),
        ("町内会の回覧で見た", "O034"),
        ("ケアマネさんに話した", "O027"),
        ("農協がやめたから", "O051"),
        ("郵便屋さんが気づいた", "O054"),
    ],
)
def test_organisations_are_found_by_their_everyday_names(said, code):
    assert codes(glossary.find_organisations(said)) == [code]


def test_the_tables_are_complete():
    issues, organisations = glossary.load_issues(), glossary.load_organisations()
    assert codes(issues) == [f"I{number:03}" for number in range(1, 93)]
    assert codes(organisations) == [f"O{number:03}" for number in range(1, 73)]
    assert {each.party for each in organisations} <= set(Party)
    assert all(issue.family for issue in issues)


def test_no_saying_stands_for_two_needs():
    said = [alias for issue in glossary.load_issues() for alias in issue.aliases]
    assert len(said) == len(set(said))


def test_every_need_has_examples_and_every_example_a_need():
    known = set(codes(glossary.load_issues()))
    assert {code for code, _ in load_example_texts()} == known
    texts = [text for _, text in load_example_texts()]
    assert len(texts) == len(set(texts))


def test_the_examples_become_vectors_of_the_model_at_work():
    model = embedders.load_default()
    exemplars = glossary.make_exemplars(model)
    assert len(exemplars.vectors) == len(exemplars.issues) == len(exemplars.families)
    assert exemplars.issues.max() == 91
    assert np.isfinite(exemplars.vectors).all()
    assert glossary.make_exemplars(model) is exemplars


def test_voices_without_a_common_word_meet_over_the_examples():
    model = embedders.load_default()
    said = [
        "砂糖も醤油も切れたままだ",
        "重い荷を提げて坂をのぼれない",
        "火事がこわくて眠れない",
    ]
    plain = model.encode(said)
    enriched = glossary.enrich(plain, model)
    assert enriched.shape[1] > plain.shape[1]
    assert enriched[0] @ enriched[1] - enriched[0] @ enriched[2] > (
        plain[0] @ plain[1] - plain[0] @ plain[2]
    )


def test_the_fingerprint_of_the_examples_is_stable():
    assert glossary.tell_fingerprint() == glossary.tell_fingerprint()
    assert len(glossary.tell_fingerprint()) == 16
