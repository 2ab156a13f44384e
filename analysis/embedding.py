"""A static sentence embedding for Japanese: weighted sums of whitened word vectors.

A statement is the sum of the vectors of its words, the telling ones counting most, brought to
length one.  There is no word order and no negation in it: 「増やしてほしい」 and
「減らしてほしい」 are near each other.  Nothing here reads a file; the word table and the
civic terms are arguments.

References
----------
.. [1] S. Arora, Y. Liang, T. Ma (2017), A simple but tough-to-beat baseline for sentence
   embeddings (the weights a / (a + p)).
.. [2] S. Yokoi et al. (2024), Zipfian whitening (the table's vectors).
.. [3] K. Manabe et al. (2019), chiVe: Japanese word vectors (where the vectors come from).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis import lexicon, text

Share = tuple[int, float]  # a row of the word table, and how much of it

_CHUNK = 512
_MEMO_LIMIT = 200_000
_LOOKUP_LIMIT = 24  # longer unknown strings are not words

_KIND_WEIGHTS = {
    "名詞": 1.0,
    "形状詞": 0.8,
    "動詞": 0.6,
    "形容詞": 0.6,
    "助詞": 0.0,
    "助動詞": 0.0,
    "補助記号": 0.0,
    "記号": 0.0,
    "空白": 0.0,
}


@dataclass(frozen=True, slots=True)
class EmbeddingSettings:
    """What the embedding may be tuned by; the defaults are the measured ones."""

    rarity: float = 1e-3  # a of a / (a + p)
    compound: float = 0.5  # how much of a compound is told by its parts
    light: float = 0.3  # the most a light word or a numeral counts
    other_kinds: float = 0.3  # adverbs, pronouns, prefixes and the rest
    civic: float = 0.6  # how much of a civic term is told by its explanation
    kinds: Mapping[str, float] = field(default_factory=lambda: dict(_KIND_WEIGHTS))


@dataclass(frozen=True, slots=True, eq=False)
class Bags:
    """Statements as weighted rows of the word table, one after another.

    Statement ``i`` owns the entries from ``offsets[i]`` up to the next offset; each has at
    least one.
    """

    rows: NDArray[np.int64]
    weights: NDArray[np.float64]
    offsets: NDArray[np.int64]


class StaticEmbedding:
    """Turns statements into unit vectors; may be used by many threads at once."""

    def __init__(
        self,
        table: lexicon.WordTable,
        civic_terms: Mapping[str, Sequence[str]] | None = None,
        settings: EmbeddingSettings | None = None,
    ) -> None:
        self.table = table
        self.settings = settings or EmbeddingSettings()
        self.civic_terms = {term: tuple(told) for term, told in (civic_terms or {}).items()}
        self._lexicon = lexicon.Lexicon(table, self.settings.rarity)
        self._memo: dict[tuple[str, str, str], tuple[Share, ...]] = {}
        self._civic: dict[tuple[str, ...], tuple[Share, ...]] = {}
        self._civic = self._explain_terms()
        self._longest = max(map(len, self._civic), default=0)

    @property
    def dimension(self) -> int:
        """Return the length of the vectors."""
        return int(self.table.vectors.shape[1])

    def knows(self, word: str) -> bool:
        """Tell whether *word* has a vector of its own or through another form."""
        return bool(self._lexicon.resolve(word, word, word))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector for each of *texts*; no text gives a zero vector or an error.

        Parameters
        ----------
        texts
            Any text: empty, very long, emoji, direction marks, half surrogate pairs.

        Returns
        -------
        numpy.ndarray
            float32 of shape (len(texts), dimension), every row finite and of length one.
        """
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _CHUNK):
            vectors[start : start + _CHUNK] = self._add_up(texts[start : start + _CHUNK])
        return vectors

    def fill_bags(self, texts: Iterable[str]) -> Bags:
        """Return the weighted table rows whose sum is each text's vector."""
        shares: list[Share] = []
        offsets = []
        for one in texts:
            offsets.append(len(shares))
            shares.extend(self._weigh_text(one))
        rows = np.array([row for row, _ in shares], np.int64)
        weights = np.array([weight for _, weight in shares], np.float64)
        return Bags(rows, weights, np.array(offsets, np.int64))

    def _add_up(self, texts: Sequence[str]) -> NDArray[np.float64]:
        bags = self.fill_bags(texts)
        # Sums in double precision: rounded to single they are the same wherever they are made.
        amounts = bags.weights * self.table.scales[bags.rows].astype(np.float64)
        parts = self.table.vectors[bags.rows].astype(np.float64) * amounts[:, None]
        sums = np.add.reduceat(parts, bags.offsets, axis=0)
        lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))
        return np.asarray(sums / lengths[:, None], np.float64)

    def _weigh_text(self, one: str) -> list[Share]:
        words = text.find_words(one)
        shares: list[Share] = []
        start = 0
        while start < len(words):
            length = self._match_phrase(words, start)
            if length > 1:
                key = tuple(word.normal for word in words[start : start + length])
                shares += self._civic[key]
            else:
                shares += self._weigh_word(words[start])
            start += length
        return shares or self._weigh_bare(one, words)

    def _match_phrase(self, words: Sequence[text.Word], start: int) -> int:
        """Return how many words from *start* are a civic term of several words, else 1."""
        for length in range(min(self._longest, len(words) - start), 1, -1):
            if tuple(word.normal for word in words[start : start + length]) in self._civic:
                return length
        return 1

    def _weigh_bare(self, one: str, words: Sequence[text.Word]) -> list[Share]:
        """Return something fixed for a text without content: its particles, else any row."""
        shares = [
            (row, weight) for word in words for row, weight in self._lexicon.find(word.normal)
        ]
        return shares or [(self._draw_row(one), 1.0)]

    def _draw_row(self, one: str) -> int:
        digest = hashlib.blake2b(one.encode("utf-8", "surrogatepass"), digest_size=4).digest()
        return int.from_bytes(digest, "big") % len(self.table.vectors)

    def _weigh_word(self, word: text.Word) -> tuple[Share, ...]:
        key = (word.surface, word.normal, word.kind)
        shares = self._memo.get(key)
        if shares is None:
            if len(self._memo) > _MEMO_LIMIT:
                self._memo.clear()
            shares = self._memo[key] = tuple(self._tell_word(word))
        return shares

    def _tell_word(self, word: text.Word) -> Iterator[Share]:
        factor = self._weigh_kind(word)
        if factor == 0.0:
            return
        whole = self._resolve(word)
        parts = [
            (row, weight * self._weigh_kind(part))
            for part in word.parts
            if self._weigh_kind(part)
            for row, weight in self._resolve(part)
        ]
        if parts:
            share = self.settings.compound if whole else 1.0
            yield from ((row, weight * share) for row, weight in parts)
            factor *= 1.0 - share
        elif not whole:
            whole = self._lexicon.find_pieces(word.normal[:_LOOKUP_LIMIT])
        yield from ((row, weight * factor) for row, weight in whole)

    def _weigh_kind(self, word: text.Word) -> float:
        weight = self.settings.kinds.get(word.kind, self.settings.other_kinds)
        return min(weight, self.settings.light) if word.is_light else weight

    def _resolve(self, word: text.Word) -> tuple[Share, ...]:
        for form in (word.normal, word.base, word.surface):
            if (form,) in self._civic:
                return self._civic[(form,)]
        return self._lexicon.resolve(word.normal, word.base, word.surface)

    def _explain_terms(self) -> dict[tuple[str, ...], tuple[Share, ...]]:
        explained = {}
        for term, told in self.civic_terms.items():
            words = text.find_words(term)
            if len(words) > 1:
                own = tuple(share for word in words for share in self._weigh_word(word))
            else:
                own = self._lexicon.resolve(term, term, term)
            mixture = self._mix(own, tuple(self._list_rows(told)))
            explained[tuple(word.normal for word in words)] = mixture
            if len(words) == 1:
                explained[(term,)] = mixture
        self._memo.clear()  # it was filled while no term was known
        return explained

    def _list_rows(self, told: Sequence[str]) -> Iterator[Share]:
        for word in told:
            yield from self._lexicon.resolve(word, word, word)

    def _mix(self, own: tuple[Share, ...], told: tuple[Share, ...]) -> tuple[Share, ...]:
        """Return *own* turned towards what was *told* about it, as long as it was before."""
        if not told:
            return own
        mixture = self._scale(told, self.settings.civic / self._measure(told))
        if own:
            length = self._measure(own)
            mixture += self._scale(own, (1.0 - self.settings.civic) / length)
        else:
            length = sum(self._measure((share,)) for share in told) / len(told)
        return self._scale(mixture, length / self._measure(mixture))

    def _scale(self, shares: tuple[Share, ...], factor: float) -> tuple[Share, ...]:
        return tuple((row, weight * factor) for row, weight in shares)

    def _measure(self, shares: tuple[Share, ...]) -> float:
        """Return the length of the vector that *shares* add up to, never zero."""
        rows = [row for row, _ in shares]
        amounts = np.array([weight for _, weight in shares]) * self.table.scales[rows]
        total = (self.table.vectors[rows] * amounts[:, None]).sum(axis=0)
        return max(float(np.sqrt(total @ total)), 1e-6)
