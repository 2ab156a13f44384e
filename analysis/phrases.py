"""Finds known phrases in what people say, whatever the spelling, politeness or word between.

A phrase is a row of normalised words: 「病院に行けない」 is found in 「病院へも行けません」 but
not in 「病院に行ける」.  Only words are compared; what a phrase stands for is the caller's
matter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis import text

_NOT = "無い"
_NEGATIONS = frozenset({"無い", "ない", "ず", "ぬ", "まい", "へん", "ん"})
_SENTENCE_ENDS = frozenset("。！？!?\n")
_SILENT_KINDS = frozenset({"助詞", "助動詞", "補助記号", "記号", "空白", "感動詞"})
_POLITE = frozenset({"御", "お", "ご", "さん", "様", "ちゃん"})
_AFTER_TE = frozenset({"居る", "仕舞う", "有る"})  # 困っている says no more than 困る
_EMPTY = frozenset({"為る", "迚も", "凄い"})
_TURNING = frozenset({"訳", "筈", "こと"})
_PREDICATES = frozenset({"動詞", "形容詞", "形状詞"})
# 買えん, 行けん: the dictionary takes them for one word.  飲んだ and 死んだ end differently.
_SPOKEN_NEGATIONS = ("えん", "けん", "げん", "せん", "てん", "ねん", "べん", "めん", "れん")
_WIDEST_GAP = 2


@dataclass(frozen=True, slots=True)
class Sign:
    """A word as phrases compare it; ``END`` of a sentence is a sign that no phrase has."""

    word: str
    is_predicate: bool = False


END = Sign("")
Phrase = tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """A phrase found: its number in the book, and the places of its signs in the text."""

    phrase: int
    places: tuple[int, ...]


def read_signs(one: str) -> Phrase:
    """Return the signs of a text or of a phrase to look for; all negations are one sign."""
    # The dictionary knows ごみステーション as two words and ゴミステーション as none.
    return tuple(_list_signs(text.find_words(text.clean(one).replace("ゴミ", "ごみ"))))


def _list_signs(words: Sequence[text.Word]) -> Iterator[Sign]:
    before = ""
    for word in words:
        is_negation = word.normal in _NEGATIONS and word.kind in ("助動詞", "形容詞")
        if word.surface in _SENTENCE_ENDS:
            yield END
        elif is_negation:
            yield Sign(_NOT)
        elif not _is_silent(word, before):
            plain = word.normal.removeprefix("御") or word.normal
            yield Sign(plain, word.kind in _PREDICATES)
            if word.kind == "動詞" and word.surface.endswith(_SPOKEN_NEGATIONS):
                yield Sign(_NOT)
        before = word.surface


def _is_silent(word: text.Word, before: str) -> bool:
    return (
        word.kind in _SILENT_KINDS
        or word.detail == "助動詞語幹"
        or word.normal in _EMPTY
        or (word.normal in _POLITE and word.kind in ("接頭辞", "接尾辞"))
        or (word.normal in _AFTER_TE and before in ("て", "で"))
    )


class PhraseBook:
    """Many phrases, looked for together."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = [read_signs(phrase) for phrase in phrases]
        self._starting: dict[str, list[int]] = {}
        for number, signs in enumerate(self._phrases):
            if signs and END not in signs:
                self._starting.setdefault(signs[0].word, []).append(number)

    def find(self, one: str) -> tuple[Find, ...]:
        """Return the phrases in *one*, the longest first, then in the order they are said.

        Up to two other words may stand between two words of a phrase, none before its
        negation.  A phrase whose words are all part of a longer find is left out.
        """
        signs = read_signs(one)
        found = [
            Find(number, places)
            for start, sign in enumerate(signs)
            for number in self._starting.get(sign.word, ())
            if (places := _match(self._phrases[number], signs, start))
        ]
        kept = [one for one in found if not any(set(one.places) < set(o.places) for o in found)]
        return tuple(sorted(kept, key=lambda one: (-len(one.places), one.places, one.phrase)))


def _match(phrase: Phrase, signs: Phrase, start: int) -> tuple[int, ...]:
    """Return the places of *phrase* from *start*, or ``()``."""
    places = [start]
    for sign in phrase[1:]:
        reach = 1 if sign.word == _NOT else 1 + _WIDEST_GAP
        place = _next_place(sign.word, signs, places[-1], reach)
        if place is None:
            return ()
        places.append(place)
    return () if _is_turned(phrase, signs, places[-1]) else tuple(places)


def _next_place(word: str, signs: Phrase, after: int, reach: int) -> int | None:
    for place in range(after + 1, min(after + reach, len(signs) - 1) + 1):
        if signs[place].word == word:
            return place
        if signs[place] == END or signs[place].word == _NOT:
            return None
    return None


def _is_turned(phrase: Phrase, signs: Phrase, last: int) -> bool:
    """Tell whether what follows denies the phrase: 遠くない, ないわけではない."""
    following = [sign.word for sign in signs[last + 1 : last + 3]]
    if not phrase[-1].is_predicate and phrase[-1].word != _NOT:
        return False
    return following[:1] == [_NOT] or (
        len(following) == 2 and following[0] in _TURNING and following[1] == _NOT
    )
