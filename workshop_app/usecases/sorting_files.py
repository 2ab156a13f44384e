"""Sorting files: the tables, vectors and edits of ``kurumaza themes``, read and written.

Everything is read and checked before anything is written; on an error there is no file.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workshop_app import embedders, errors
from workshop_app.sheets import THEME_COLUMNS, ThemesTable, read_for_themes, write_with_themes
from workshop_app.usecases import sorting, wishing
from workshop_app.usecases.sorting import EarlierRow


def sort_file(
    source: Path,
    output: Path,
    *,
    text_column: str | None = None,
    model: str = "default",
    groups: int | None = None,
    vectors_path: Path | None = None,
    previous_path: Path | None = None,
    edits_path: Path | None = None,
    regroups: bool = False,
) -> Mapping[str, Any]:
    """Write *source* with its themes to *output* and return the summary.

    Raises
    ------
    UnusableInputError
        A file cannot be read, does not fit, or holds an edit that cannot be done.
    EditConflictError
        Two edits contradict each other.
    ModelUnavailableError
        The model cannot be loaded.
    """
    table = read_for_themes(source, text_column)
    if edits_path is not None and previous_path is None:
        raise errors.UnusableInputError(
            "--edits には、訂正する前の結果を --previous で付けてください。"
        )
    vectors = None if vectors_path is None else _read_vectors(vectors_path, len(table.rows))
    encoder = None if vectors is not None else embedders.choose(model)
    try:
        done = sorting.sort_table(
            table.texts,
            encoder=encoder,
            vectors=vectors,
            groups=groups,
            previous=None if previous_path is None else _read_previous(previous_path, table),
            wishes=() if edits_path is None else wishing.read_wishes(_read_text(edits_path)),
            regroups=regroups,
        )
    finally:
        if isinstance(encoder, embedders.WorkerEmbedder):
            encoder.close()
    write_with_themes(output, table.header, table.rows, [row.cells() for row in done.rows])
    return done.summary


def _read_vectors(path: Path, rows: int) -> NDArray[np.float32]:
    try:
        vectors = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as problem:
        raise errors.UnusableInputError(
            f"{path} をベクトルとして読めません。numpyの .npy ファイルを指定してください。"
        ) from problem
    if not isinstance(vectors, np.ndarray) or vectors.ndim != 2 or len(vectors) != rows:
        raise errors.UnusableInputError(
            f"{path} の行数が表と合いません。表の{rows}行に、1行ずつのベクトルが必要です。"
        )
    if vectors.dtype.kind not in "fiu" or not vectors.shape[1]:
        raise errors.UnusableInputError(f"{path} に、数のベクトルが入っていません。")
    with np.errstate(over="ignore"):  # what is too large becomes infinite, which is refused
        return vectors.astype(np.float32)


def _read_previous(path: Path, present: ThemesTable) -> list[EarlierRow]:
    """Read an earlier result; its voices are where they are in the present table."""
    name = present.header[present.text_index]
    table = read_for_themes(path, THEME_COLUMNS[0])
    known = table.column(name) is not None
    place = table.header.index(name) if known else read_for_themes(path).text_index
    table = replace(table, text_index=place)
    columns = [_column(table, name, path) for name in THEME_COLUMNS]
    theme_ids, labels, certainties, seconds, _ = columns
    return [
        EarlierRow(*cells)
        for cells in zip(table.texts, theme_ids, labels, certainties, seconds, strict=True)
    ]


def _column(table: ThemesTable, name: str, path: Path) -> tuple[str, ...]:
    found = table.column(name)
    if found is None:
        raise errors.UnusableInputError(
            f"{path} に「{name}」の列がありません。"
            "前に kurumaza themes が書いたファイルを指定してください。"
        )
    return found


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise errors.UnusableInputError(
            f"{path} を読めません。UTF-8のJSONファイルを指定してください。"
        ) from problem
