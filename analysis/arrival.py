"""Place new voices one by one among themes that stay as they are.

"Near" has no fixed meaning: cosines differ from model to model.  A new voice joins a theme
when it is at least as near to it as the tenth part of the theme's own voices are, judged the
same way: leaning on its nearest neighbours, and without itself.  Nothing here moves anybody.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from analysis.matching import name_theme
from analysis.polishing import STRANGE
from analysis.seating import seat_few
from analysis.smoothing import NEIGHBOURS, centre
from analysis.voices import FloatArray, IntArray, Voices, digest, to_unit

MOST_TO_SEAT = 700  # beyond, a voice is placed by the centres of the themes alone
_SAMPLE = 120
_NEAR = 0.1
_COMPANION = 0.5
_FEWEST = 8  # fewer voices in themes than this tell nothing about what is near
_DEFAULT_NEAR = 0.5
_DEFAULT_COMPANION = 0.5


def place_arrivals(
    voices: Voices, places: Mapping[str, str], *, taken: Collection[str]
) -> dict[str, str]:
    """Return the theme of every voice: those in *places* keep theirs.

    New voices are taken in the order of what they say, so that the order in which they are
    listed changes nothing.
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
        room = _Room(voices, places)
        for row in unsaid:
            name = digest(voices.texts[row])
            if name not in said:
                said[name] = room.seat(row) or name_theme(name, used)
                used.add(said[name])
                room.take(row, said[name])
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

    def __init__(self, voices: Voices, places: Mapping[str, str]) -> None:
        self.centred = centre(voices.vectors)
        self.ids: list[str] = []
        self.column: dict[str, int] = {}
        self.seated: list[int] = []
        self.theme: list[int] = []
        self.sums = np.zeros((0, self.centred.shape[1]), np.float32)
        self.counts = np.zeros(0, np.int64)
        rows = [row for row, key in enumerate(voices.keys) if key in places]
        rows.sort(key=lambda row: digest(voices.texts[row]))
        for row in rows:
            self._open(places[voices.keys[row]])
        self._grow()
        columns = np.array([self.column[places[voices.keys[row]]] for row in rows], np.int64)
        np.add.at(self.sums, columns, self.centred[rows])
        self.counts += np.bincount(columns, minlength=len(self.counts))
        self.seated = rows
        self.theme = columns.tolist()
        self.near, self.plain, self.companion = self._measure()

    def seat(self, row: int) -> str | None:
        """Return the theme near enough for the voice at *row*, if there is one."""
        if not self.seated or not self.centred[row].any():
            return None
        likeness = self.centred[self.seated] @ self.centred[row]
        score = self._score(row, likeness)
        themes = np.flatnonzero(self.counts[: len(self.ids)] > 1)
        if len(themes):
            best = int(themes[int(score[themes].argmax())])
            if score[best] >= self.near and self._is_no_stranger(row, best):
                return self.ids[best]
        closest = int(likeness.argmax())
        column = self.theme[closest]
        if self.counts[column] == 1 and likeness[closest] >= self.companion:
            return self.ids[column]
        return None

    def take(self, row: int, theme_id: str) -> None:
        """Let the voice at *row* stand in *theme_id* for those who come after it."""
        self._open(theme_id)
        self._grow()
        column = self.column[theme_id]
        self.sums[column] += self.centred[row]
        self.counts[column] += 1
        self.seated.append(row)
        self.theme.append(column)

    def _open(self, theme_id: str) -> None:
        if theme_id not in self.column:
            self.column[theme_id] = len(self.ids)
            self.ids.append(theme_id)

    def _grow(self) -> None:
        missing = len(self.ids) - len(self.counts)
        if missing > 0:
            extra = max(missing, 64)
            width = self.sums.shape[1]
            self.sums = np.vstack([self.sums, np.zeros((extra, width), np.float32)])
            self.counts = np.concatenate([self.counts, np.zeros(extra, np.int64)])

    def _score(self, row: int, likeness: FloatArray, own: int = -1) -> FloatArray:
        """Return the similarity of the voice at *row*, with its neighbours, to each centre."""
        k = min(NEIGHBOURS, (len(self.seated) - 1) // 3)
        vector = self.centred[row]
        if k >= 1:
            nearest = np.argpartition(-likeness, k - 1)[:k]
            nearest.sort()
            weights = np.maximum(likeness[nearest], 0.0)
            around = weights @ self.centred[np.asarray(self.seated)[nearest]]
            vector = vector + around / max(float(weights.sum()), 1e-9)
        vector = to_unit(vector[None, :])[0]
        sums = self.sums[: len(self.ids)]
        if own >= 0:
            sums = sums.copy()
            sums[own] -= self.centred[row]
        return np.asarray(to_unit(sums) @ vector, np.float32)

    def _is_no_stranger(self, row: int, column: int) -> bool:
        """Say whether the voice itself, without its neighbours, is near the theme."""
        centre_of_theme = to_unit(self.sums[column][None, :])[0]
        return float(centre_of_theme @ self.centred[row]) >= self.plain

    def _measure(self) -> tuple[float, float, float]:
        """Return how near voices stand to their theme, with and without their neighbours.

        The third number is how near they stand to their nearest companion.
        """
        theme: IntArray = np.array(self.theme, np.int64)
        inside = np.flatnonzero(self.counts[theme] > 1) if len(theme) else theme
        if len(inside) < _FEWEST:
            return _DEFAULT_NEAR, 0.0, _DEFAULT_COMPANION
        near, plain, companion = [], [], []
        for i in inside[:: max(1, len(inside) // _SAMPLE)]:
            row, own = self.seated[i], int(theme[i])
            likeness = self.centred[self.seated] @ self.centred[row]
            likeness[i] = -2.0
            near.append(self._score(row, likeness, own=own)[own])
            others = to_unit((self.sums[own] - self.centred[row])[None, :])[0]
            plain.append(float(others @ self.centred[row]))
            companion.append(float(likeness[theme == own].max()))
        return (
            float(np.quantile(near, _NEAR)),
            STRANGE * float(np.median(plain)),
            float(np.quantile(companion, _COMPANION)),
        )
