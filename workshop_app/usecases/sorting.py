"""Sorting: a table of statements in, their themes out; what ``kurumaza themes`` does.

No store and no file here: the caller reads the tables and writes them.  A row is known again
in a later table by its text (equal texts by their order), so rows may come, go and change
places.  What people corrected earlier needs no further column: a voice that a person placed
has certainty 1, no machine gives more than 0.99, and from such a row every later run knows
that it stays in its theme.  A later ``move`` or ``unpin`` releases it again.
"""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis import proposal, text, themes
from analysis.constraints import ContradictionError, Edit, Op
from analysis.state import Placement, State, Theme
from analysis.voices import Voices, digest, to_unit
from workshop_app import errors, glossary
from workshop_app.embedders import Embedder
from workshop_app.usecases import enriching
from workshop_app.usecases.wishing import Wish

ENGINE = 1  # raised when the same input would give other themes
_BY_PERSON = 0.9995


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """One row of an earlier result."""

    text: str
    theme_id: str
    label: str
    certainty: str = ""
    second_theme_id: str = ""


@dataclass(frozen=True, slots=True)
class SortedRow:
    """What is written beside one row; all empty beside an empty cell."""

    theme_id: str = ""
    theme_label: str = ""
    certainty: str = ""
    second_theme_id: str = ""
    is_lone: str = ""

    def cells(self) -> tuple[str, str, str, str, str]:
        """Return the five cells in the order of the contract."""
        return (
            self.theme_id,
            self.theme_label,
            self.certainty,
            self.second_theme_id,
            self.is_lone,
        )


@dataclass(frozen=True, slots=True)
class SortedTable:
    """The rows' themes in order, the state behind them, and a summary for ``--json``."""

    rows: tuple[SortedRow, ...]
    state: State
    summary: Mapping[str, Any]


@dataclass(slots=True)
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def run(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        spent = time.perf_counter() - start
        self.seconds[stage] = round(self.seconds.get(stage, 0.0) + spent, 4)


@dataclass(frozen=True, slots=True)
class _Model:
    """What is told of the model at work."""

    name: str
    revision: str


def sort_table(
    texts: Sequence[str],
    *,
    encoder: Embedder | None = None,
    vectors: NDArray[Any] | None = None,
    groups: int | None = None,
    previous: Sequence[EarlierRow] | None = None,
    wishes: Sequence[Wish] = (),
    regroups: bool = False,
) -> SortedTable:
    """Return the themes of *texts*, one row for each, in order.

    Parameters
    ----------
    texts
        The cells of the text column; empty ones get empty themes.
    encoder, vectors
        A model, or the vectors it would give (one row for each cell); vectors win.
    groups
        How many themes to make; does not move rows that *previous* has placed unless
        *regroups*.
    wishes
        Corrections, in order, rows counted from 0.

    Raises
    ------
    UnusableInputError
        Vectors that do not fit, a row or theme that is not there.
    EditConflictError
        Two corrections that contradict each other; both are named.
    """
    clock = _Clock()
    if groups is not None and groups < 1:
        raise errors.UnusableInputError("テーマの数は1以上にしてください。")
    rows = [i for i, cell in enumerate(texts) if text.clean(cell).strip()]
    with clock.run("embedding"):
        matrix = _find_vectors(texts, rows, encoder, vectors)
    voices = Voices(_name_rows([texts[i] for i in rows]), tuple(texts[i] for i in rows), matrix)
    key_at = dict(zip(rows, voices.keys, strict=True))
    try:
        state = _sort(voices, key_at, len(texts), clock, groups, previous, wishes, regroups)
    except ContradictionError as problem:
        raise errors.EditConflictError(str(problem)) from problem
    except themes.UnknownThemeError as problem:
        raise errors.UnusableInputError(
            f"手直しにあるテーマ「{problem.theme_id}」は、表の中にありません。"
        ) from problem
    named = _write_rows(state, key_at, len(texts))
    used = None if vectors is not None else encoder
    model = _Model("vectors", "") if used is None else _Model(used.name, used.fingerprint)
    settings = [groups, regroups, model.name if encoder is None else encoder.fingerprint]
    if encoder is not None and vectors is None and enriching.knows(encoder):
        settings.append(glossary.tell_fingerprint())
    mark = _fingerprint(texts, vectors, previous, wishes, settings)
    return SortedTable(named, state, _summarise(state, named, model, mark, clock))


def _sort(
    voices: Voices,
    key_at: Mapping[int, str],
    size: int,
    clock: _Clock,
    groups: int | None,
    previous: Sequence[EarlierRow] | None,
    wishes: Sequence[Wish],
    regroups: bool,
) -> State:
    earlier = _recall(previous, voices) if previous is not None else State()
    known = earlier.theme_of()
    with clock.run("grouping"):
        if known:
            state = themes.arrive(earlier, voices)
        else:
            state = themes.group(voices, groups=groups, edits=earlier.edits)
    with clock.run("corrections"):
        edits = [_complete(wish, key_at, size) for wish in wishes]
        state = themes.correct(state, voices, edits)
    if regroups and known:
        new = [key for key in voices.keys if key not in known]
        with clock.run("regrouping"):
            offer = proposal.propose(state, voices, groups=groups, newcomers=new)
            state = offer.after
    return state


def _find_vectors(
    texts: Sequence[str],
    rows: Sequence[int],
    encoder: Embedder | None,
    vectors: NDArray[Any] | None,
) -> NDArray[np.float32]:
    if vectors is None:
        if encoder is None:
            raise ValueError("an encoder or vectors are needed")
        if not rows:
            return np.zeros((0, 1), np.float32)
        made = np.asarray(encoder.encode([texts[i] for i in rows]), np.float32)
        return to_unit(enriching.for_grouping(made, encoder))
    if vectors.ndim != 2 or len(vectors) != len(texts) or vectors.dtype.kind not in "fiu":
        raise errors.UnusableInputError(
            f"ベクトルの数が表と合いません。表は{len(texts)}行、ベクトルは{len(vectors)}行です。"
        )
    chosen = np.asarray(vectors[np.array(rows, np.int64)], np.float32)
    if not np.isfinite(chosen).all():
        raise errors.UnusableInputError("ベクトルに、数でない値が入っています。")
    return to_unit(chosen)


def _name_rows(texts: Sequence[str]) -> tuple[str, ...]:
    """Return keys by which rows are known again: the text, and the how-manieth it is."""
    seen: Counter[str] = Counter()
    keys = []
    for one in texts:
        name = digest(one)
        keys.append(f"{name}#{seen[name]}")
        seen[name] += 1
    return tuple(keys)


def _recall(previous: Sequence[EarlierRow], voices: Voices) -> State:
    """Return the state an earlier result describes, for the rows that are still there."""
    present = set(voices.keys)
    told = [row for row in previous if text.clean(row.text).strip()]
    placements = []
    labels: dict[str, str] = {}
    fixed: dict[str, list[str]] = {}
    for key, row in zip(_name_rows([row.text for row in told]), told, strict=True):
        theme_id = row.theme_id.strip()
        if key not in present or not theme_id:
            continue
        certainty = _read_certainty(row.certainty)
        by_person = certainty >= _BY_PERSON
        second = row.second_theme_id.strip() or None
        placements.append(Placement(key, theme_id, certainty, second, by_person))
        labels.setdefault(theme_id, row.label)
        if by_person:
            fixed.setdefault(theme_id, []).append(key)
    sizes = Counter(p.theme_id for p in placements)
    known = tuple(
        Theme(theme_id, label, is_lone=sizes[theme_id] == 1, size=sizes[theme_id])
        for theme_id, label in labels.items()
    )
    kept = tuple(
        Edit(Op.KEEP, tuple(keys), (theme_id,), name=f"前回までの手直し（{labels[theme_id]}）")
        for theme_id, keys in fixed.items()
    )
    placements = [
        p if p.second_theme_id in sizes else replace(p, second_theme_id=None)
        for p in placements
    ]
    return State(tuple(placements), known, kept)


def _read_certainty(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        return 0.5
    return min(1.0, max(0.0, value)) if value == value else 0.5


def _complete(wish: Wish, key_at: Mapping[int, str], size: int) -> Edit:
    """Return the wish as an edit of voices instead of rows."""
    for row in wish.rows:
        if not 0 <= row < size:
            raise errors.UnusableInputError(
                f"手直し「{wish.name}」の行{row}は、表にありません（行は0から{size - 1}まで）。"
            )
        if row not in key_at:
            raise errors.UnusableInputError(f"手直し「{wish.name}」の行{row}は、本文が空です。")
    return Edit(
        wish.op,
        tuple(key_at[row] for row in wish.rows),
        wish.theme_ids,
        label=wish.label,
        name=wish.name,
    )


def _write_rows(state: State, key_at: Mapping[int, str], size: int) -> tuple[SortedRow, ...]:
    where = {p.key: p for p in state.placements}
    known = {theme.id: theme for theme in state.themes}
    rows = [SortedRow()] * size
    for row, key in key_at.items():
        placement = where[key]
        theme = known[placement.theme_id]
        rows[row] = SortedRow(
            theme.id,
            theme.label,
            f"{placement.certainty:.3f}",
            placement.second_theme_id or "",
            "1" if theme.is_lone else "0",
        )
    return tuple(rows)


def _fingerprint(
    texts: Sequence[str],
    vectors: NDArray[Any] | None,
    previous: Sequence[EarlierRow] | None,
    wishes: Sequence[Wish],
    settings: Sequence[object],
) -> str:
    mark = hashlib.blake2b(digest_size=16)
    told = [ENGINE, list(texts), list(settings), repr(previous), repr(list(wishes))]
    mark.update(json.dumps(told, ensure_ascii=True).encode("ascii"))
    if vectors is not None:
        mark.update(np.ascontiguousarray(vectors).tobytes())
    return mark.hexdigest()


def _summarise(
    state: State, rows: Sequence[SortedRow], model: _Model, mark: str, clock: _Clock
) -> dict[str, Any]:
    lone = sum(theme.is_lone for theme in state.themes)
    voices = sum(bool(row.theme_id) for row in rows)
    return {
        "counts": {
            "rows": len(rows),
            "voices": voices,
            "empty": len(rows) - voices,
            "themes": len(state.themes) - lone,
            "lone": lone,
            "by_person": sum(p.by_person for p in state.placements),
        },
        "seconds": clock.seconds,
        "model": model.name,
        "model_revision": model.revision,
        "fingerprint": mark,
    }
