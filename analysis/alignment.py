"""A text made comparable letter by letter, with the way back to the letters as they were typed.

Width, half-width kana, dashes, rare forms of letters in names, and what nobody sees are put
aside.  Nothing typed is changed: every place in ``text`` knows the stretch it stands for.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_DASHES = frozenset("‐‑‒–—―−﹣－⁃˗ｰ")
_SOUND_MARKS = frozenset("ﾞﾟ\u3099\u309a")
_RARE = str.maketrans("髙﨑濵邉邊𠮷嵜桒斎齋齊冨", "高崎浜辺辺吉崎桑斉斉斉富")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: ``start`` inclusive, ``end`` exclusive, counted in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` for matching, and for each of its letters the stretch it came from."""

    text: str
    spans: tuple[Span, ...]

    def back(self, start: int, end: int) -> Span:
        """Return the stretch of the original for ``text[start:end]`` (not empty)."""
        return Span(self.spans[start].start, self.spans[end - 1].end)


def fold(original: str) -> Folded:
    """Return *original* as it is matched.

    Examples
    --------
    >>> fold("０９０－ﾀﾞ").text
    '090-ダ'
    """
    letters: list[str] = []
    spans: list[Span] = []
    for start, cluster in _clusters(original):
        for letter in _plain(cluster, letters[-1] if letters else ""):
            letters.append(letter)
            spans.append(Span(start, start + len(cluster)))
    return Folded("".join(letters), tuple(spans))


def _clusters(original: str) -> Iterator[tuple[int, str]]:
    """Yield each letter with the sound marks and variation selectors that follow it."""
    start = 0
    while start < len(original):
        end = start + 1
        while end < len(original) and (
            original[end] in _SOUND_MARKS or _is_selector(original[end])
        ):
            end += 1
        yield start, original[start:end]
        start = end


def _is_selector(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


def _plain(cluster: str, before: str) -> str:
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
    return "-" if plain == "ー" and before.isdecimal() else plain
