"""A row typed to try something is told from a voice."""

import pytest

from analysis.trial_rows import is_trial


@pytest.mark.parametrize(
    "text",
    [
        "テスト",
        "テスト投稿",
        "てすとです",
        "TEST",
        "ｔｅｓｔ2",
        "test test test",
        "これはテストです。",
        "動作確認",
        "入力確認中です",
        "あああ",
        "ああああああ",
        "12345",
        "…",
        "ダミーデータ",
        "asdfgh",
        "サンプル1",
        "ほげほげほげ",
        "hoge",
        "テスト！！",
    ],
)
def test_these_say_nothing(text):
    assert is_trial(text)


@pytest.mark.parametrize(
    "text",
    [
        "テストの採点を手伝える",
        "バスがない",
        "坂",
        "サンプルを店で配れる",
        "ためしに朝市を開く",
        "夜は真っ暗",
        "店が遠い、遠い、遠い",
        "100円で乗れるバス",
        "体力テストの日に血圧を測る",
        "いえいえ",
    ],
)
def test_these_are_voices(text):
    assert not is_trial(text)
