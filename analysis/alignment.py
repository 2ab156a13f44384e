"""A text made comparable letter by letter, with the way back to the letters as they were typed.

Width, half-width kana, dashes, rare forms of letters in names, and what nobody sees are put
aside.  Nothing typed is changed: every place in ``text`` knows the stretch it stands for.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DASHES = frozenset("‐‑‒–—―−﹣－⁃˗ｰ")
_RARE = str.maketrans("髙﨑濵邉邊𠮷嵜桒斎齋齊冨", "高崎浜辺辺吉崎桑斉斉斉富")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_FOLLOWERS = re.compile("[ﾞﾟ\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_MOST_LETTERS = 8192


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: ``start`` inclusive, ``end`` exclusive, counted in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` for matching, and for each of its letters the stretch it came from."""

    text: str
    spans: tuple[tuple[int, int], ...]  # start inclusive, end exclusive

    def back(self, start: int, end: int) -> Span:
        """Return the stretch of the original for ``text[start:end]`` (not empty)."""
        return Span(self.spans[start][0], self.spans[end - 1][1])


def fold(original: str) -> Folded:
    """Return *original* as it is matched.

    Examples
    --------
    >>> fold("０９０－ﾀﾞ").text
    '090-ダ'
    """
    letters: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, cluster in _clusters(original):
        stretch = (start, start + len(cluster))
        for letter in _plain(cluster, bool(letters) and letters[-1].isdecimal()):
            letters.append(letter)
            spans.append(stretch)
    return Folded("".join(letters), tuple(spans))


def _clusters(original: str) -> Iterator[tuple[int, str]]:
    """Yield each letter with the sound marks and variation selectors that follow it."""
    start = 0
    for match in _FOLLOWERS.finditer(original):
        # What follows nothing stands for itself, as any other letter does.
        last = max(match.start() - 1, start)
        yield from enumerate(original[start:last], start)
        yield last, original[last : match.end()]
        start = match.end()
    yield from enumerate(original[start:], start)


def _is_selector(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


@lru_cache(_MOST_LETTERS)  # the letters of one language are few
def _plain(cluster: str, follows_digit: bool) -> str:
    if cluster in "\r\n":
        return "\n"
    if cluster == "\t":
        return " "
    if cluster[0] in _DASHES:
        return "-"
    kept = "".join(
        letter
        for letter in cluster
        if not _is_selector(letter) and unicodedata.category(letter) not in _UNSEEN
    )
    plain = unicodedata.normalize("NFKC", kept).translate(_RARE)
    return "-" if plain == "ー" and follows_digit else plain
