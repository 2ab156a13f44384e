"""Tell from the words whether a voice wants more of something, or less of it.

Sentence vectors do not know 「増やして」 from 「減らして」, so this looks at the words: what
is wanted, what is refused, what is missing, what is too much, and what a negation turns
round.  Most voices are neither; nothing is guessed for them.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from analysis.text import Word, find_words


class Stance(IntEnum):
    """What a voice wants of the thing it is about."""

    AGAINST = -1
    OPEN = 0
    FOR = 1


_WANTED = """
増やす 続ける 残す 作る 広げる 始める 戻す 復活 充実 拡充 設ける 賛成 継続 増便 延長
設置 増設 再開 歓迎 守る 減る 無くなる 少ない 乏しい 遠い 不足 閉まる 消える 不便
"""
_VAGUE_NOUNS = """
日 人 時 年 月 週 回 所 方 者 今 前 後 中 上 下 朝 昼 夜 話 声 町
"""
_REFUSED = """
減らす 止める 廃止 反対 不要 無駄 勿体無い 迷惑 中止 縮小 削減 撤去 打ち切る 断る 御免
多過ぎる 増え過ぎ 煩い 過剰 押し付ける
"""
# These say how much, not what: they count only where nothing clearer was said before.
_WISHES = "欲しい 助かる 有り難い 望む 願う 頂きたい 大切"
_NEEDS = frozenset({"要る", "必要"})
_NO_LACK = frozenset({"意味", "興味", "仕方", "問題", "関係", "必要", "事", "訳", "筈", "物"})
_FOR = frozenset(_WANTED.split())
_AGAINST = frozenset(_REFUSED.split())
_MILD = frozenset(_WISHES.split())
_VAGUE = frozenset(_VAGUE_NOUNS.split())
_ENDS = frozenset({"補助記号", "空白"})
_NOT = frozenset({"ない", "無い", "ぬ", "ず", "まい"})
_REMEMBERED = 20_000  # texts; the same voices are asked about after every correction
_REACH = 4  # words within which a negation belongs to what it denies
_NAMES = frozenset({"名詞"})


@lru_cache(maxsize=_REMEMBERED)
def judge_stance(text: str) -> Stance:
    """Return whether *text* wants more, wants less, or leaves it open.

    The last clear word decides, as the end of a Japanese sentence does.

    >>> judge_stance("バスを増やしてほしい").name, judge_stance("バスに税金を使うな").name
    ('FOR', 'AGAINST')
    """
    words = find_words(text[:1000])
    found = Stance.OPEN
    for place in range(len(words)):
        found = _read(words, place, found)
    return found


@lru_cache(maxsize=_REMEMBERED)
def name_objects(text: str) -> frozenset[str]:
    """Return the nouns a voice may be for or against, in Sudachi's normalised form."""
    signs = _FOR | _AGAINST | _MILD | _NEEDS
    return frozenset(
        part.normal
        for word in find_words(text[:1000])
        for part in (word, *word.parts)
        if part.kind in _NAMES and not part.is_light and part.normal not in signs | _VAGUE
    )


def _read(words: Sequence[Word], place: int, so_far: Stance) -> Stance:
    """Return the stance after the word at *place*."""
    word = words[place]
    names = {word.normal, word.base}
    denied = _is_denied(words, place)
    if _forbids(words, place):
        return Stance.AGAINST
    if names & _NEEDS or (word.surface == "いら" and denied):
        if not denied:
            return so_far or Stance.FOR
        return Stance(-so_far) if so_far else Stance.AGAINST
    if names & _AGAINST:
        return Stance.FOR if denied else Stance.AGAINST
    if names & _FOR:
        return Stance.AGAINST if denied else Stance.FOR
    if (names & _MILD or _is_lacking(words, place)) and so_far is Stance.OPEN:
        return Stance.AGAINST if denied and word.normal != "足りる" else Stance.FOR
    return so_far


def _is_lacking(words: Sequence[Word], place: int) -> bool:
    """Say whether something is said not to be there, or not to be enough."""
    word = words[place]
    if word.normal == "足りる":
        return _is_denied(words, place)
    if word.normal != "無い" or place < 2 or words[place - 1].surface not in "がもは":
        return False
    return words[place - 2].kind == "名詞" and words[place - 2].normal not in _NO_LACK


def _is_denied(words: Sequence[Word], place: int) -> bool:
    """Say whether a negation follows before the next word that carries meaning."""
    for word in words[place + 1 : place + 1 + _REACH]:
        if word.normal in _NOT or word.base in _NOT:
            return True
        if word.kind in {"名詞", "動詞", "補助記号"} and not word.is_light:
            return False
    return False


def _forbids(words: Sequence[Word], place: int) -> bool:
    """Say whether the word at *place* is a verb that is forbidden: 使うな, 造るな."""
    if place + 1 >= len(words) or words[place].kind != "動詞":
        return False
    is_last = place + 2 >= len(words) or words[place + 2].kind in _ENDS
    return (
        words[place + 1].surface == "な"
        and is_last
        and words[place].surface == words[place].base
    )
