"""Rows that somebody typed only to try whether typing works: テスト投稿, あああ, asdf."""

import re
import unicodedata

_TRIAL = re.compile(
    r"(?:これは|ただの)?(?:テスト|てすと|test(?:ing)?|試し|ためし|お試し|動作確認|入力確認|"
    r"サンプル|sample|dummy|ダミー)+"
    r"(?:投稿|です|中|中です|入力|送信|データ|コメント|書き込み|カード|付箋|メッセージ|用|だよ|ok)*"
    r"[\d.。、!?ー〜~-]*"
)
_KEYS = re.compile(r"(?:asdf\w*|qwer\w*|zxcv\w*|hoge\w*|fuga|piyo|foo|bar|aiueo|abc|xxx+)\d*")
_ONE_SIGN = re.compile(r"(.{1,2})\1{2,}.?")
_NO_WORDS = re.compile(r"[\W\d_]+")


def is_trial(text: str) -> bool:
    """Tell whether *text* as a whole was typed to try something, and says nothing.

    A sentence in which the word occurs is none: 「テストの採点を手伝える」 is a voice.

    Examples
    --------
    >>> [is_trial(said) for said in ("テスト投稿です", "あああああ", "テストの採点を手伝える")]
    [True, True, False]
    """
    said = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if not said:
        return True
    return any(form.fullmatch(said) for form in (_TRIAL, _KEYS, _ONE_SIGN, _NO_WORDS))
