"""Headings in residents' own words: the phrase that best tells a theme from the others.

A heading is a stretch of one voice, cut only where a phrase ends, never a sentence about
voices.  Words count by class-based TF-IDF (Grootendorst, 2022, BERTopic): often said in this
theme, seldom in the others.  Nothing here changes a voice.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.text import Word, clean, content_words, find_words

LONGEST = 20  # full-width characters a projected heading can hold
_ENOUGH = 40  # voices of a theme that are read for its words
_QUOTED = 12  # voices of a theme that may lend their words
_BREAK = re.compile(r"[。．！？!?、，,…\n・「」『』()（）\[\]【】]+")
_NAMES = frozenset({"名詞", "代名詞", "接尾辞", "助詞", "形状詞"})
_HEAD_KINDS = frozenset(
    {"名詞", "動詞", "形容詞", "形状詞", "副詞", "連体詞", "代名詞", "接頭辞"}
)
_WEAK_START = frozenset({"接続詞", "感動詞", "副詞"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a voice: its text, its content words, and whether it ends a clause."""

    text: str
    words: frozenset[str]
    is_whole: bool


def name_groups(
    groups: Sequence[Sequence[str]], wanted: Sequence[int] | None = None
) -> tuple[str, ...]:
    """Return a heading for each of the *wanted* groups (all by default).

    Parameters
    ----------
    groups : for each group its texts, the most typical first.
    """
    wanted = range(len(groups)) if wanted is None else wanted
    told = [Counter(_list_words(texts)) for texts in groups]
    spread: Counter[str] = Counter()
    for counts in told:
        spread.update(counts)
    usual = sum(spread.values()) / max(1, len(groups))
    taken: set[str] = set()
    names = []
    for g in wanted:
        size = max(1, min(_ENOUGH, len(groups[g])))
        weights = {
            w: count / size * math.log(1.0 + usual / spread[w]) for w, count in told[g].items()
        }
        name = _choose_phrase(groups[g][:_QUOTED], weights, taken)
        taken.add(name)
        names.append(name)
    return tuple(names)


def quote(text: str) -> str:
    """Return a short heading for a single voice: its most telling phrase.

    >>> quote("バスがない")
    'バスがない'
    """
    return name_groups([[text]])[0]


def _list_words(texts: Sequence[str]) -> list[str]:
    distinct = dict.fromkeys(texts)
    return [
        w for text in list(distinct)[:_ENOUGH] for w in sorted(set(content_words(text[:400])))
    ]


def _choose_phrase(texts: Sequence[str], weights: Mapping[str, float], taken: set[str]) -> str:
    best, best_score = "", -1.0
    for rank, text in enumerate(texts):
        for phrase in cut_phrases(text):
            said = sum(weights.get(w, 0.0) for w in phrase.words)
            score = said / (1.0 + 0.25 * len(phrase.words))
            score *= 1.0 - 0.3 * rank / max(1, len(texts))
            score *= 1.25 if phrase.is_whole else 1.0
            score *= 0.6 if len(phrase.text) < 5 else 1.0
            if phrase.text not in taken and score > best_score + 1e-9:
                best, best_score = phrase.text, score
    return best or _clip(texts[0] if texts else "")


def cut_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the stretches of *text* that may stand as a heading, each once."""
    found: dict[str, Phrase] = {}
    for clause in _BREAK.split(text[:400].replace("\u3000", " ")):
        bits = _cut_bits(clause.strip())
        for start in range(len(bits)):
            if bits[start][0].kind in _WEAK_START:
                continue
            for end in range(start + 1, len(bits) + 1):
                phrase = _make_phrase(bits, start, end)
                if phrase is not None:
                    found.setdefault(phrase.text, phrase)
    return tuple(found.values())


def _make_phrase(bits: Sequence[Sequence[Word]], start: int, end: int) -> Phrase | None:
    """Return the phrase of the bits from *start* to *end*, or None where it would dangle."""
    words = [word for bit in bits[start:end] for word in bit]
    is_last = end == len(bits)
    if not is_last and words[-1].surface not in ("けど", "ので", "のに"):
        if bits[end - 1][0].kind not in {"名詞", "代名詞", "形状詞"}:
            return None
        if any(word.kind in {"動詞", "助動詞"} for word in bits[end - 1]):
            return None
    while len(words) > 1 and words[-1].kind == "助詞" and words[-2].kind in _NAMES:
        words = words[:-1]
    text = "".join(word.surface for word in words).strip()
    if not 2 <= len(text) <= LONGEST:
        return None
    telling = frozenset(
        word.normal
        for word in words
        if word.kind in {"名詞", "動詞", "形容詞", "形状詞", "副詞"} and not word.is_light
    )
    return Phrase(text, telling, is_last and start == 0) if telling else None


def _cut_bits(clause: str) -> list[list[Word]]:
    """Return *clause* in phrases: a word that carries meaning and what leans on it."""
    bits: list[list[Word]] = []
    for word in find_words(clause):
        leans = word.kind not in _HEAD_KINDS or (word.detail in {"非自立可能"} and bits)
        joins = bits and (
            leans
            or (bits[-1][-1].kind in {"接頭辞"})
            or (word.kind == "名詞" and bits[-1][-1].kind in {"名詞", "接尾辞"})
            or (word.kind == "動詞" and bits[-1][-1].kind == "名詞" and word.is_light)
        )
        if joins:
            bits[-1].append(word)
        else:
            bits.append([word])
    return bits


def _clip(text: str) -> str:
    """Return the beginning of *text*, marked where it goes on."""
    line = " ".join(clean(text).split())
    if not line:
        return "（ことばのない声）"
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
