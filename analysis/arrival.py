"""Place new voices one by one among themes that stay as they are.

"Near" has no fixed meaning: cosines differ from model to model.  A new voice joins a theme
when it is at least as near to it as the tenth part of the theme's own voices are, judged the
same way: leaning on its nearest neighbours, and without itself.  Nothing here moves anybody.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from analysis.matching import name_theme
from analysis.polishing import STRANGE
from analysis.seating import seat_few
from analysis.smoothing import NEIGHBOURS, centre
from analysis.voices import FloatArray, IntArray, Voices, digest, sum_rows, to_unit

MOST_TO_SEAT = 700  # beyond, a voice is placed by the centres of the themes alone
_SAMPLE = 90
_BLOCK = 256
_NEAR = 0.1
_COMPANION = 0.5
_FEWEST = 8  # fewer voices in themes than this tell nothing about what is near
_DEFAULT_NEAR = 0.5
_DEFAULT_COMPANION = 0.5


def place_arrivals(
    voices: Voices,
    places: Mapping[str, str],
    *,
    taken: Collection[str],
    centred: FloatArray | None = None,
) -> dict[str, str]:
    """Return the theme of every voice: those in *places* keep theirs.

    New voices are taken in the order of what they say, so that the order in which they are
    listed changes nothing.  *centred* are the centred vectors of *voices*, where known.
    """
    result = dict(places)
    new = [row for row, key in enumerate(voices.keys) if key not in places]
    if not new:
        return result
    said = {
        digest(t): places[k]
        for k, t in zip(voices.keys, voices.texts, strict=True)
        if k in places
    }
    used = set(taken) | set(places.values())
    fresh = sorted(new, key=lambda row: (digest(voices.texts[row]), voices.keys[row]))
    unsaid = [row for row in fresh if digest(voices.texts[row]) not in said]
    if unsaid and len(voices) <= MOST_TO_SEAT:
        said |= _seat_few(voices, places, unsaid, used)
    elif unsaid:
        distinct = list({digest(voices.texts[row]): row for row in reversed(unsaid)}.values())

        def name(row: int) -> str:
            fresh_id = name_theme(digest(voices.texts[row]), used)
            used.add(fresh_id)
            return fresh_id

        seats = _Room(voices, places, centred).seat_all(distinct[::-1], name)
        said |= {digest(voices.texts[row]): theme for row, theme in seats.items()}
    return result | {voices.keys[row]: said[digest(voices.texts[row])] for row in fresh}


def _seat_few(
    voices: Voices, places: Mapping[str, str], rows: Sequence[int], used: set[str]
) -> dict[str, str]:
    """Return the theme of what is said at *rows*; new themes are named, *used* grows."""
    seats = seat_few(voices, places)
    named: dict[str, str] = {}
    said: dict[str, str] = {}
    for row in rows:
        name = digest(voices.texts[row])
        seat = seats.get(voices.keys[row], f"new/{voices.keys[row]}")
        if seat.startswith("new/") and seat not in named:
            named[seat] = name_theme(name, used)
            used.add(named[seat])
        said.setdefault(name, named.get(seat, seat))
    return said


class _Room:
    """The themes as centres that grow while voices come in."""

    def __init__(
        self, voices: Voices, places: Mapping[str, str], centred: FloatArray | None
    ) -> None:
        self.centred = centre(voices.telling_vectors()) if centred is None else centred
        rows = [row for row, key in enumerate(voices.keys) if key in places]
        rows.sort(key=lambda row: digest(voices.texts[row]))
        self.ids = list(dict.fromkeys(places[voices.keys[row]] for row in rows))
        self.column = {name: i for i, name in enumerate(self.ids)}
        self.theme = [self.column[places[voices.keys[row]]] for row in rows]
        groups = np.array(self.theme, np.int64)
        self.seated = self.centred[rows]
        self.sums = sum_rows(self.seated, groups, len(self.ids))
        self.counts = np.bincount(groups, minlength=len(self.ids))
        self._take_stock()
        self.near, self.plain, self.companion = self._measure(groups)

    def seat_all(self, rows: Sequence[int], name: Callable[[int], str]) -> dict[int, str]:
        """Return the theme of the voice at each of *rows*; *name* gives new themes their id."""
        seats: dict[int, str] = {}
        for start in range(0, len(rows), _BLOCK):
            block = self.centred[list(rows[start : start + _BLOCK])]
            likeness = np.hstack([block @ self.seated.T, block @ block.T])
            for i, row in enumerate(rows[start : start + _BLOCK]):
                seen = likeness[i, : len(self.seated) + i]
                seats[row] = self._seat(block[i], seen, block[:i]) or name(row)
                if row != rows[-1]:
                    self._take(block[i], seats[row])
            if start + _BLOCK < len(rows):
                self.seated = np.vstack([self.seated, block])
        return seats

    def _seat(self, vector: FloatArray, likeness: FloatArray, recent: FloatArray) -> str | None:
        """Return the theme near enough for a voice, if there is one.

        *likeness* is its similarity to everybody seated, then to those of *recent*.
        """
        if not len(likeness) or not vector.any():
            return None
        if len(self.several):
            leaning = self._lean(vector, likeness, recent)
            score = (self.centres @ leaning) / self.lengths
            best = int(score.argmax())
            own = float(self.centres[best] @ vector) / float(self.lengths[best])
            if score[best] >= self.near and own >= self.plain:
                return self.ids[int(self.several[best])]
        closest = int(likeness.argmax())
        column = self.theme[closest]
        if self.counts[column] == 1 and likeness[closest] >= self.companion:
            return self.ids[column]
        return None

    def _lean(self, vector: FloatArray, likeness: FloatArray, recent: FloatArray) -> FloatArray:
        """Return the voice with its nearest neighbours added, at unit length."""
        k = min(NEIGHBOURS, (len(likeness) - 1) // 3)
        if k < 1:
            return vector
        nearest = np.argpartition(-likeness, k - 1)[:k]
        nearest.sort()
        weights = np.maximum(likeness[nearest], 0.0)
        old = nearest < len(self.seated)
        around: FloatArray = np.asarray(weights[old] @ self.seated[nearest[old]])
        if not old.all():
            around += weights[~old] @ recent[nearest[~old] - len(self.seated)]
        leaning = vector + around / max(float(weights.sum()), 1e-9)
        return np.asarray(to_unit(leaning[None, :])[0], np.float32)

    def _lean_all(self, vectors: FloatArray, likeness: FloatArray) -> FloatArray:
        """Return voices among the seated with their nearest neighbours added."""
        k = min(NEIGHBOURS, (likeness.shape[1] - 1) // 3)
        if k < 1:
            return vectors
        least = np.partition(likeness, -k, axis=1)[:, -k]
        near = np.flatnonzero(likeness >= np.maximum(least, 1e-9)[:, None])
        rows, chosen = np.divmod(near, likeness.shape[1])
        weights = likeness[rows, chosen]
        lean = csr_matrix((weights, (rows, chosen)), shape=likeness.shape)
        total = np.maximum(np.asarray(lean.sum(axis=1)), 1e-9)
        around: FloatArray = np.asarray(lean @ self.seated / total, np.float32)
        return to_unit(vectors + around)

    def _take(self, vector: FloatArray, theme_id: str) -> None:
        """Let a voice stand in *theme_id* for those who come after it."""
        if theme_id not in self.column:
            self.column[theme_id] = len(self.ids)
            self.ids.append(theme_id)
            self.sums = np.vstack([self.sums, np.zeros_like(vector)[None, :]])
            self.counts = np.append(self.counts, 0)
        column = self.column[theme_id]
        self.sums[column] += vector
        self.counts[column] += 1
        self.theme.append(column)
        if self.counts[column] > 1:
            self._take_stock()

    def _take_stock(self) -> None:
        self.several = np.flatnonzero(self.counts > 1)
        self.centres = self.sums[self.several]
        self.lengths = np.maximum(np.linalg.norm(self.centres, axis=1), 1e-6)

    def _measure(self, theme: IntArray) -> tuple[float, float, float]:
        """Return how near voices stand to their theme, with and without their neighbours.

        The third number is how near they stand to their nearest companion.
        """
        inside = np.flatnonzero(self.counts[theme] > 1)
        if len(inside) < _FEWEST:
            return _DEFAULT_NEAR, 0.0, _DEFAULT_COMPANION
        sample = inside[:: max(1, len(inside) // _SAMPLE)]
        asked, own = self.seated[sample], theme[sample]
        likeness = asked @ self.seated.T
        likeness[np.arange(len(sample)), sample] = -2.0
        others = to_unit(self.sums[own] - asked)
        near = np.einsum("ij,ij->i", others, self._lean_all(asked, likeness))
        plain = np.einsum("ij,ij->i", others, asked)
        companion = np.where(theme[None, :] == own[:, None], likeness, -2.0).max(axis=1)
        return (
            float(np.quantile(near, _NEAR)),
            STRANGE * float(np.median(plain)),
            float(np.quantile(companion, _COMPANION)),
        )
