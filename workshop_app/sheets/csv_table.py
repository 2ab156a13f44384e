"""Reading comma, tab and semicolon tables, however long they pretend to be.

A long file is counted as a stream first, so that a million rows are refused after a small
part of them was looked at.
"""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from pathlib import Path
from typing import BinaryIO

from workshop_app import errors
from workshop_app.sheets import decoding
from workshop_app.sheets.columns import count_names, names_voices
from workshop_app.sheets.table import (
    EMPTY_FILE,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_LARGE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    RawTable,
    Row,
)

MAX_CELL = 131_072
MOST_ROWS_ABOVE = 10  # title lines that may stand above the header
_SAMPLE = 65_536
_COUNTED_FROM = 2_000_000
_ONE_COLUMN = "\x1f"  # a delimiter that no file holds
_POLIS_ROW = re.compile(r"\d{9,},")


def read_rows(source: Path | bytes, encoding: str | None = None) -> RawTable:
    """Return all rows of a delimited text file.

    Parameters
    ----------
    source
        Where the file lies, or its bytes.
    encoding
        One of :data:`decoding.CHOICES` where a person corrects the guess.

    Raises
    ------
    UnreadableFileError
        No text, nothing in it, or longer or wider than the limits; the sentence names them.
    """
    content = _load(source, encoding)
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n"):
        raise errors.UnreadableFileError(EMPTY_FILE)
    decoded = decoding.decode(content, encoding)
    rows = tuple(_number_rows(decoded.text))
    notes = [*_note_damage(decoded), *_note_open_quote(decoded.text, rows)]
    return RawTable(rows, decoded.encoding, tuple(notes))


def _load(source: Path | bytes, encoding: str | None) -> bytes:
    """Return the bytes of *source* unless it is too large or too long."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > MAX_BYTES:
        raise errors.UnreadableFileError(TOO_LARGE)
    if size > _COUNTED_FROM:
        opened = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        with opened as stream:
            _refuse_too_long(stream, encoding)
    return source if isinstance(source, bytes) else source.read_bytes()


def _refuse_too_long(stream: BinaryIO, encoding: str | None) -> None:
    """Count the rows of *stream* piece by piece and stop at the first one too many."""
    head = stream.read(_SAMPLE)
    whole_lines = head[: head.rfind(b"\n") + 1] or head
    chosen = encoding or decoding.find_encoding(whole_lines)
    stream.seek(0)
    with io.TextIOWrapper(stream, encoding=chosen, errors="replace", newline="") as text:
        delimiter = sniff_delimiter(text.read(_SAMPLE))
        text.seek(0)
        deque(_read_records(text, delimiter), maxlen=0)


def _read_records(text: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the records of *text* and stop with a sentence at the first limit passed."""
    filled = 0
    number = 0
    try:
        for number, record in enumerate(csv.reader(text, delimiter=delimiter), start=1):
            filled += bool(record)
            if filled > MAX_ROWS + MOST_ROWS_ABOVE or number > 2 * MAX_ROWS:
                raise errors.UnreadableFileError(TOO_MANY_ROWS)
            if any(record[MAX_COLUMNS:]):
                raise errors.UnreadableFileError(TOO_MANY_COLUMNS)
            yield record[:MAX_COLUMNS]
    except csv.Error as error:
        raise errors.UnreadableFileError(
            f"{number + 1}行目が読めません({MAX_CELL:,}字を超えるセルがあるか、"
            '引用符「"」が閉じていません)。'
        ) from error


def _number_rows(text: str) -> Iterator[Row]:
    """Yield the rows of *text* with their numbers; lines without anything are skipped.

    In a table of one column an empty line is an empty cell and stays, except at the end.
    """
    delimiter = sniff_delimiter(text[:_SAMPLE])
    records = list(_read_records(io.StringIO(text, newline=""), delimiter))
    if _is_unquoted_polis(records):
        records = _split_polis(text)
    while records and not records[-1]:
        records.pop()
    one_column = all(len(record) <= 1 for record in records)
    for number, record in enumerate(records, start=1):
        if record or one_column:
            yield Row(number, tuple(record) or ("",))


def sniff_delimiter(sample: str) -> str:
    """Return the mark that separates the columns of *sample*: comma, tab or semicolon.

    It must split the header, perhaps below title lines. A table of one column is read with
    a mark that no file holds, so that the commas within its sentences separate nothing.
    """
    best, best_score = _ONE_COLUMN, 0.0
    for mark in ",\t;":
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
        records = [record for record in islice(reader, 50) if record]
        above = list(takewhile(lambda record: len(record) == 1, records))
        table = records[len(above) :]
        if not table or len(above) > MOST_ROWS_ABOVE:
            continue
        if above and count_names(table[0]) <= any(names_voices(line[0]) for line in above):
            continue
        usual = Counter(len(record) for record in table).most_common(1)[0][1]
        if usual / len(table) > best_score:
            best, best_score = mark, usual / len(table)
    return best


def _is_unquoted_polis(records: list[list[str]]) -> bool:
    """Tell the export whose last column, the statement, was written without quotes."""
    header = next((record for record in records if record), [])
    if len(header) < 3 or header[0] != "timestamp" or header[-1] != "comment-body":
        return False
    return any(
        len(record) != len(header) or not record[0].isdigit()
        for record in records[1:]
        if record
    )


def _split_polis(text: str) -> list[list[str]]:
    """Split an unquoted export: a row begins with a time, and the rest is the statement."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    header = lines[0].split(",")
    joined: list[str] = []
    for line in lines[1:]:
        if _POLIS_ROW.match(line) or not joined:
            joined.append(line)
        else:
            joined[-1] += "\n" + line
    return [header, *(line.split(",", len(header) - 1) for line in joined if line)]


def _note_damage(decoded: decoding.Decoded) -> Iterator[str]:
    """Say how many marks the encoding could not give, if any."""
    if decoded.unreadable:
        yield (
            f"読めない文字が{decoded.unreadable}個あります"
            f"({decoded.encoding_name}として読みました)。文字コードを選び直せます。"
        )


def _note_open_quote(text: str, rows: tuple[Row, ...]) -> Iterator[str]:
    """Say where a quote was opened and never closed, because the rest is in one cell."""
    if text.count('"') % 2 and rows and "\n" in rows[-1].cells[-1].strip():
        yield (
            f'{rows[-1].number}行目の引用符「"」が閉じていないため、'
            "そこから後が1つのセルになっています。"
        )
