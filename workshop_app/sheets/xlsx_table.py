"""Reading workbooks (.xlsx, .xlsm, .xls, .ods) without trusting them.

What a workbook would unpack to is added up before anything is unpacked; the parsing itself
happens in a child process with a time and a memory limit.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from workshop_app import errors, places
from workshop_app.sheets.csv_table import MOST_ROWS_ABOVE
from workshop_app.sheets.table import (
    EMPTY_FILE,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    NOT_A_TABLE,
    TOO_LARGE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    RawTable,
    Row,
)

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 100_000_000
MAX_RATIO = 200
MAX_MEMBERS = 500
SECONDS = 30
_RATIO_COUNTS_FROM = 1_000_000  # small parts of honest files are squeezed even harder
_DAMAGED = (
    "このExcelファイルは壊れているか、表ではありません。Excelで開いて保存し直してください。"
)
_BOMB = (
    f"このExcelファイルは、広げると{MAX_UNPACKED // 1_000_000}MBを超えるか、"
    "不自然に圧縮されているため読めません。"
)
_TOO_SLOW = (
    f"このExcelファイルは{SECONDS}秒かけても読み終わりませんでした。CSVで保存し直してください。"
)
_REFUSED: Mapping[str, str] = {
    "password": "パスワードで保護されたExcelファイルです。解除して保存し直してください。",
    "damaged": _DAMAGED,
    "empty": EMPTY_FILE,
    "rows": TOO_MANY_ROWS,
    "columns": TOO_MANY_COLUMNS,
}


def is_workbook(head: bytes) -> bool:
    """Tell from its first bytes whether a file is a workbook, whatever its name says."""
    return head.startswith((ZIP_MARK, OLE_MARK))


def read_rows(source: Path | bytes, sheet: str | None = None) -> RawTable:
    """Return all rows of one sheet: the one named *sheet*, or the first with something in it.

    Raises
    ------
    UnreadableFileError
        Damaged, encrypted, empty, too large, or a bomb; or there is no such sheet.
    """
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > MAX_BYTES:
        raise errors.UnreadableFileError(TOO_LARGE)
    content = source if isinstance(source, bytes) else source.read_bytes()
    if content.startswith(ZIP_MARK):
        refuse_bomb(content)
    answer = _ask_child(content, sheet or "")
    if "refused" in answer:
        raise errors.UnreadableFileError(_refusal(answer, sheet or ""))
    rows = [Row(number, tuple(cells)) for number, cells in answer["rows"]]
    while rows and rows[-1].is_blank:
        rows.pop()
    if not rows:
        raise errors.UnreadableFileError(EMPTY_FILE)
    notes = tuple(_note_surprises(answer))
    names = tuple(answer["sheet_names"])
    return RawTable(tuple(rows), "xlsx", notes, answer["sheet_name"], names)


def refuse_bomb(content: bytes) -> None:
    """Refuse a zip that would unpack to far more than an honest workbook does.

    Raises
    ------
    UnreadableFileError
        Not a zip at all, or beyond the limits of this module.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise errors.UnreadableFileError(_DAMAGED) from error
    squeezed = any(
        member.file_size > max(_RATIO_COUNTS_FROM, MAX_RATIO * member.compress_size)
        for member in members
    )
    unpacked = sum(member.file_size for member in members)
    if squeezed or unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise errors.UnreadableFileError(_BOMB)


def _ask_child(content: bytes, sheet: str) -> dict[str, Any]:
    """Let the child process read *content*; a child that dies had a damaged file."""
    module = "workshop_app.sheets.xlsx_worker"
    isolated = ["-P"] if places.CHECKOUT is None else []  # a checkout is found by its folder
    limits = [str(MAX_ROWS + MOST_ROWS_ABOVE), str(MAX_COLUMNS)]
    try:
        done = subprocess.run(
            [sys.executable, *isolated, "-m", module, sheet, *limits],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            cwd=places.CHECKOUT,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise errors.UnreadableFileError(_TOO_SLOW) from error
    if done.returncode != 0:
        raise errors.UnreadableFileError(_DAMAGED)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _refusal(answer: dict[str, Any], sheet: str) -> str:
    if answer["refused"] == "no such sheet":
        names = "」「".join(answer["sheet_names"])
        return f"「{sheet}」というシートはありません。あるのは「{names}」です。"
    return _REFUSED.get(answer["refused"], NOT_A_TABLE)


def _note_surprises(answer: dict[str, Any]) -> Iterator[str]:
    """Say what a person looking at the workbook may not expect of what was read."""
    count, name = len(answer["sheet_names"]), answer["sheet_name"]
    if count > 1:
        yield f"シートが{count}枚あります。「{name}」を読みました。"
    if answer["hidden"]:
        yield f"かくれたシートがあります(「{'」「'.join(answer['hidden'])}」)。"
    if answer["filled"]:
        yield (
            f"縦に結合されたセルが{answer['filled']}か所あります。"
            "結合された行には、どれも同じ値を入れて読みました。"
        )
