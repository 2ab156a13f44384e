import pytest

from workshop_app import words
from workshop_app.model import (
    AssetClass,
    AssetState,
    Consent,
    DecisionOutcome,
    MeetingKind,
    Party,
    ProjectState,
    RelationKind,
    ServiceType,
    Stage,
    VoiceKind,
    VoiceSource,
)

KINDS = [
    Party,
    VoiceKind,
    Consent,
    VoiceSource,
    Stage,
    MeetingKind,
    AssetClass,
    AssetState,
    RelationKind,
    ProjectState,
    ServiceType,
    DecisionOutcome,
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_has_a_label_and_a_short_label_of_its_own(kind):
    labels = [words.label(member) for member in kind]
    shorts = [words.short_label(member) for member in kind]
    assert len(set(labels)) == len(set(shorts)) == len(list(kind))
    assert all(labels) and all(shorts)


@pytest.mark.parametrize("kind", KINDS)
def test_what_we_print_is_read_back_as_the_same_value(kind):
    for member in kind:
        assert words.find(kind, words.label(member)) is member
        assert words.find(kind, words.short_label(member)) is member
        assert words.find(kind, member.value) is member


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_means_two_values_of_one_list(kind):
    meanings = {}
    for member, wording in words._WORDINGS[kind].items():
        spelled = (wording.label, wording.short, member.value, *wording.aliases.split())
        for word in {words.fold(one) for one in spelled}:
            assert word, f"{member} has an alias that folds to nothing"
            assert meanings.setdefault(word, member) is member, word


def test_values_of_two_lists_that_share_a_code_keep_their_own_labels():
    assert words.label(ProjectState.ADOPTED) == "本格運用(総合事業)"
    assert words.label(DecisionOutcome.ADOPTED) == "採用"


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (Party, "市民", Party.RESIDENTS),
        (Party, "地域 住民", Party.RESIDENTS),
        (Party, "医療･介護", Party.CARE),
        (Party, "ケアマネジャー", Party.CARE),
        (Party, "ＮＰＯ法人", Party.COMPANIES),
        (Party, "企業(団体)", Party.COMPANIES),
        (Party, "事務局", Party.OFFICIALS),
        (VoiceKind, "困り事", VoiceKind.TROUBLE),
        (VoiceKind, "ｱｲﾃﾞｱ", VoiceKind.IDEA),
        (Consent, "○", Consent.PUBLIC),
        (Consent, "〇", Consent.PUBLIC),
        (Consent, "引用可", Consent.PUBLIC),
        (Consent, "×", Consent.ROOM),
        (Consent, "Ｘ", Consent.ROOM),
        (Stage, "（ウ）", Stage.TRIAL),
        (ServiceType, "訪問型サービスＢ", ServiceType.HOME_B),
    ],
)
def test_town_halls_spellings_are_understood(kind, written, meant):
    assert words.find(kind, written) is meant


@pytest.mark.parametrize("written", ["", " ", "・", "宇宙人", "住民以外"])
def test_a_word_nobody_knows_is_never_guessed(written):
    assert words.find(Party, written) is None


def test_the_sentences_say_what_the_scheme_asks():
    assert words.no_voice_alert(Party.COMPANIES) == "企業等の声が0件です"
    assert words.not_the_whole_town(45) == "参加者45人の声です。市民全体の割合ではありません。"
    assert words.not_the_whole_town() == "参加者の声です。市民全体の割合ではありません。"
