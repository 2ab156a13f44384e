"""Headings in residents' own words: the phrase that best tells a theme from the others.

A heading is a stretch of one voice, cut only where a phrase ends, never a sentence about
voices.  Words count by class-based TF-IDF (Grootendorst, 2022, BERTopic): often said in this
theme, seldom in the others.  Nothing here changes a voice.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.text import Word, clean, content_words, find_words

LONGEST = 20  # full-width characters a projected heading can hold
_ENOUGH = 40  # voices of a theme that are read for its words
_QUOTED = 12  # voices of a theme that may lend their words
_READ = 400  # letters of a voice that are looked at
_ALONE = 0.3
_TEXTS = 10_000
_TELLING = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞"})
_ENDINGS = frozenset({"た", "だ", "です", "ます", "ない", "たい", "う", "ません", "ん", "まし"})
_BREAK = re.compile(r"[。．！？!?、，,…\n・「」『』()（）\[\]【】]+")
_NAMES = frozenset({"名詞", "代名詞", "接尾辞", "助詞", "形状詞"})
_HEAD_KINDS = frozenset(
    {"名詞", "動詞", "形容詞", "形状詞", "副詞", "連体詞", "代名詞", "接頭辞"}
)
_WEAK_START = frozenset({"接続詞", "感動詞", "副詞"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a voice: its text, its telling words, and how well it stands alone."""

    text: str
    words: frozenset[str]
    fit: float


def name_groups(
    groups: Sequence[Sequence[str]],
    wanted: Sequence[int] | None = None,
    *,
    in_use: Collection[str] = (),
) -> tuple[str, ...]:
    """Return a heading for each of the *wanted* groups (all by default).

    Parameters
    ----------
    groups : for each group its texts, the most typical first.
    in_use : headings that other themes have; none is given twice where it can be helped.
    """
    wanted = range(len(groups)) if wanted is None else wanted
    told = [Counter(_list_words(texts)) for texts in groups]
    spread: Counter[str] = Counter()
    for counts in told:
        spread.update(counts)
    usual = sum(spread.values()) / max(1, len(groups))
    taken = set(in_use)
    names = []
    for g in wanted:
        alone = _ALONE if len(groups[g]) > 3 else 1.0  # a word one voice used tells little
        weights = {
            w: (count if count > 1 else alone) * math.log(1.0 + usual / spread[w])
            for w, count in told[g].items()
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
    return [w for text in list(distinct)[:_ENOUGH] for w in _words_of(text)]


@lru_cache(_TEXTS)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(sorted(set(content_words(text[:_READ]))))


def _choose_phrase(texts: Sequence[str], weights: Mapping[str, float], taken: set[str]) -> str:
    best, best_score = "", -1.0
    for rank, text in enumerate(texts):
        typical = 1.0 - 0.5 * rank / max(1, len(texts))
        for phrase in cut_phrases(text):
            said = sum(weights.get(w, 0.0) for w in phrase.words)
            score = typical * phrase.fit * said / (1.0 + 0.25 * len(phrase.words))
            if phrase.text not in taken and score > best_score + 1e-9:
                best, best_score = phrase.text, score
    return best or _clip(texts[0] if texts else "")


@lru_cache(_TEXTS)  # the same voices are headed again whenever one more comes in
def cut_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the stretches of *text* that may stand as a heading, each once, as written."""
    found: dict[str, Phrase] = {}
    line = text[:_READ]
    for clause in _BREAK.split(line):
        bits = _cut_bits(clause.strip())
        for start in range(len(bits)):
            first = bits[start][0]
            if first.kind in _WEAK_START or (start and first.is_light):
                continue
            for end in range(start + 1, len(bits) + 1):
                phrase = _make_phrase(bits, start, end)
                if phrase is not None and phrase.text in line:
                    found.setdefault(phrase.text, phrase)
    return tuple(found.values())


def _make_phrase(bits: Sequence[Sequence[Word]], start: int, end: int) -> Phrase | None:
    """Return the phrase of the bits from *start* to *end*, or None where it would dangle."""
    words = [word for bit in bits[start:end] for word in bit]
    is_last = end == len(bits)
    if not is_last and not _is_name(bits[end - 1]):
        return None
    while len(words) > 1 and words[-1].kind == "助詞" and _may_drop(words):
        words = words[:-1]
    text = "".join(word.surface for word in words).strip()
    if not 2 <= len(text) <= LONGEST:
        return None
    telling = frozenset(
        word.normal for word in words if word.kind in _TELLING and not word.is_light
    )
    if not telling:
        return None
    fit = 1.25 if is_last and start == 0 else 1.0
    fit *= _judge_end(words[-1], is_last=is_last)
    fit *= 1.0 if start == 0 else 0.9
    return Phrase(
        text, telling, fit * min(1.0, 0.4 + 0.075 * len(text))
    )  # a word is no heading


def _is_name(bit: Sequence[Word]) -> bool:
    """Say whether a bit is a name with its particles, so that a phrase may end there."""
    return bit[0].kind in {"名詞", "代名詞", "形状詞"} and not any(
        word.kind in {"動詞", "助動詞", "形容詞"} for word in bit
    )


def _may_drop(words: Sequence[Word]) -> bool:
    """Say whether the particle at the end can go: after a name, or a mere tone of voice."""
    return words[-2].kind in _NAMES or words[-1].detail in {"終助詞", "準体助詞"}


def _judge_end(word: Word, *, is_last: bool) -> float:
    """Return how complete a phrase sounds that ends with *word*."""
    if word.kind == "助詞":
        return 1.0 if word.surface == "か" else 0.5
    if word.kind in {"動詞", "形容詞", "助動詞"}:
        ends = word.surface == word.base or word.surface in _ENDINGS
        return 1.0 if ends and is_last else 0.6
    return 0.85


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
    line = " ".join("".join(c for c in text[:_READ] if c.isprintable() or c == "\n").split())
    if not clean(line).strip():
        return "（ことばのない声）"
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
