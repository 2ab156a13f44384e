"""The word table of the static embedding, and how a word finds its row in it.

The table knows a word by the hash of its spelling.  Its words were normalised by a dictionary
of 2019, today's dictionary differs here and there; :meth:`Lexicon.resolve` bridges that.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_MASK = (1 << 64) - 1
_MIX = 0xC6A4A7935BD1E995
_ZIPF_OFFSET = 2.7

# Today's normalised form -> the form under which the table has the word.
_OLDER_FORMS = {
    "ゴミ": "ごみ",
    "塵": "ごみ",
    "隣": "隣り",
    "感じる": "感ずる",
    "信じる": "信ずる",
    "応じる": "応ずる",
    "生じる": "生ずる",
    "通じる": "通ずる",
    "閉まる": "閉める",
    "開ける": "開く",
    "合わせる": "合う",
    "使い方": "使い道",
    "におい": "匂い",
    "やわらかい": "柔らかい",
    "道の駅": "直売",
    "間違える": "間違う",
    "表す": "表わす",
    "減らす": "減る",
    "知れる": "知る",
}
_POTENTIAL = dict(zip("えけげせてねべめれ", "うくぐすつぬぶむる", strict=True))
_VERB_PAIRS = (
    ("せる", "す"),
    ("まる", "める"),
    ("らす", "る"),
    ("かす", "く"),
    ("ぼす", "ぶ"),
    ("める", "まる"),
    ("げる", "がる"),
)


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """Word vectors: many words on fewer rows, each row eight-bit numbers times one scale.

    Attributes
    ----------
    keys
        uint64, ascending: :func:`hash_word` of each word.
    ranks
        int32 beside ``keys``: 0 for the most frequent word of the corpus.
    rows
        uint16 beside ``keys``: where the word's vector is.
    vectors
        int8 of shape (rows, dimension).
    scales
        float32 beside ``vectors``; a row's vector is ``scales[row] * vectors[row]``.
    """

    keys: NDArray[np.uint64]
    ranks: NDArray[np.int32]
    rows: NDArray[np.uint16]
    vectors: NDArray[np.int8]
    scales: NDArray[np.float32]


def hash_word(word: str) -> int:
    """Return MurmurHash64A with seed 1 of the word's UTF-8 bytes (Appleby 2008)."""
    content = word.encode("utf-8", "replace")
    whole = len(content) // 8 * 8
    mixed = (1 ^ (len(content) * _MIX)) & _MASK
    for (block,) in struct.iter_unpack("<Q", content[:whole]):
        turned = (block * _MIX) & _MASK
        turned = ((turned ^ (turned >> 47)) * _MIX) & _MASK
        mixed = ((mixed ^ turned) * _MIX) & _MASK
    if whole < len(content):
        mixed = ((mixed ^ int.from_bytes(content[whole:], "little")) * _MIX) & _MASK
    mixed = ((mixed ^ (mixed >> 47)) * _MIX) & _MASK
    return mixed ^ (mixed >> 47)


class Lexicon:
    """Looks words up in a table; a find is a row and the weight of the word's rarity."""

    def __init__(self, table: WordTable, rarity: float) -> None:
        self._table = table
        self._rarity = rarity
        self._total = float(np.sum(1.0 / (np.arange(len(table.keys)) + _ZIPF_OFFSET)))
        self._memo: dict[str, tuple[tuple[int, float], ...]] = {}

    def find(self, word: str) -> tuple[tuple[int, float], ...]:
        """Return the find for exactly this spelling, or ``()``."""
        found = self._memo.get(word)
        if found is None:
            if len(self._memo) > 200_000:
                self._memo.clear()
            found = self._memo[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> tuple[tuple[int, float], ...]:
        key = np.uint64(hash_word(word))
        at = int(np.searchsorted(self._table.keys, key))
        if at == len(self._table.keys) or self._table.keys[at] != key:
            return ()
        probability = 1.0 / ((int(self._table.ranks[at]) + _ZIPF_OFFSET) * self._total)
        return ((int(self._table.rows[at]), self._rarity / (self._rarity + probability)),)

    def resolve(self, normal: str, base: str, surface: str) -> tuple[tuple[int, float], ...]:
        """Return the find for a word given in its three forms, or ``()``.

        Tried in this order: the forms themselves, older normalised forms, other case, and for
        a verb the verb it is made from.
        """
        for form in _list_forms(normal, base, surface):
            if found := self.find(form):
                return found
        return ()

    def find_pieces(self, unknown: str) -> tuple[tuple[int, float], ...]:
        """Return the longest known pieces of a word nobody knows, weighing as one word."""
        pieces: list[tuple[int, float]] = []
        start = 0
        while start < len(unknown):
            end = self._longest_end(unknown, start)
            if end:
                pieces += self.find(unknown[start:end])
            start = end or start + 1
        return tuple((row, weight / len(pieces)) for row, weight in pieces)

    def _longest_end(self, unknown: str, start: int) -> int:
        """Return where the longest known word from *start* ends; single kana say nothing."""
        shortest = start if "一" <= unknown[start] <= "龥" else start + 1
        ends = range(len(unknown), shortest, -1)
        return next((end for end in ends if self.find(unknown[start:end])), 0)


def _list_forms(normal: str, base: str, surface: str) -> Iterator[str]:
    yield from (normal, base, surface)
    yield from (_OLDER_FORMS[form] for form in (normal, base) if form in _OLDER_FORMS)
    for form in (normal, surface):
        yield from (form.lower(), form.upper())
    for form in (normal, base):
        yield from _unbend_verb(form)


def _unbend_verb(form: str) -> Iterator[str]:
    """Yield the verbs that *form* may be made from (書ける from 書く)."""
    if len(form) < 3:
        return
    if form[-1] == "る" and form[-2] in _POTENTIAL:
        yield form[:-2] + _POTENTIAL[form[-2]]
    for ending, plain in _VERB_PAIRS:
        if form.endswith(ending):
            yield form[: -len(ending)] + plain
