"""For and against are told from the words, negation and all."""

import pytest

from analysis.stance import Stance, judge_stance, name_objects


@pytest.mark.parametrize(
    "text",
    [
        "バスの本数を増やしてほしい",
        "バスを減らさないでほしい",
        "サロンをやめないでほしい",
        "バスが減って困っている",
        "歩いて行ける店がない",
        "体操教室に賛成です",
        "移動販売が来てくれると助かる",
        "店が足りない",
    ],
)
def test_wanting_more(text):
    assert judge_stance(text) is Stance.FOR


@pytest.mark.parametrize(
    "text",
    [
        "バスに税金を使うな",
        "バスはもういらない",
        "新しい集会所は必要ない",
        "補助金は無駄だと思う",
        "この行事は廃止してほしい",
        "体操教室には反対です",
        "これ以上増やす必要はない",
        "増やさなくていい",
    ],
)
def test_wanting_less(text):
    assert judge_stance(text) is Stance.AGAINST


@pytest.mark.parametrize(
    "text", ["", "孫とビデオ通話をしたい", "毎朝みんなで体操している", "🙂"]
)
def test_nothing_is_guessed(text):
    assert judge_stance(text) is Stance.OPEN


def test_the_matter_is_a_noun_and_not_the_wish():
    assert name_objects("バスを増やしてほしい") == {"バス"}
