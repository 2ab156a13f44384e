"""Voices as CSV: for people's Excel, for old Windows tools, and for machines.

The purpose told to the speakers stands in a column of its own in every row, so that the header
stays the first line and the file can be read by anything.
"""

import csv
import io
import re
from dataclasses import dataclass

from workshop_app import errors
from workshop_app.cleaning import clean
from workshop_app.export.columns import (
    HEADER,
    PURPOSE_COLUMN,
    extra_cells,
    extra_names,
    print_cells,
)
from workshop_app.export.report import VoiceReport

UNHELD_MARK = "〓"  # what Japanese printers set where a type is missing

_FORMULA = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0]*[=+\-@＝＋－＠﹦﹢﹣﹫−\t\r]"
)
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Cp932File:
    """A file for old tools, and the characters it could not hold.

    In ``content`` each of them is replaced by :data:`UNHELD_MARK`; show ``unheld`` to the
    person before the file is used.
    """

    content: bytes
    unheld: tuple[str, ...]


def to_csv(report: VoiceReport) -> bytes:
    """Return *report* for people: UTF-8 with a byte order mark, no cell is a formula."""
    return _write(report, is_guarded=True).encode("utf-8-sig")


def to_machine_csv(report: VoiceReport) -> bytes:
    """Return *report* for programs: every cell exactly as it was said, to be read again."""
    return _write(report, is_guarded=False).encode("utf-8-sig")


def to_cp932(report: VoiceReport) -> Cp932File:
    """Return *report* in CP932 and tell which characters of it CP932 does not have.

    The wave dash U+301C is written as its twin U+FF5E, which looks the same.
    """
    text = _write(report, is_guarded=True)
    unheld = tuple(mark for mark in dict.fromkeys(text) if not _holds(mark))
    for mark in unheld:
        text = text.replace(mark, UNHELD_MARK)
    return Cp932File(text.encode("cp932"), unheld)


def to_whole_cp932(report: VoiceReport) -> bytes:
    """Return *report* in CP932, provided that nothing is lost.

    Raises
    ------
    UnusableInputError
        CP932 lacks some characters; the sentence names them.
    """
    written = to_cp932(report)
    if written.unheld:
        named = "」「".join(written.unheld[:_MOST_NAMED])
        raise errors.UnusableInputError(
            f"Shift_JISでは書けない文字が{len(written.unheld)}種類あります(「{named}」)。"
            "UTF-8のCSVかExcelで書き出してください。"
        )
    return written.content


def guard_formula(cell: str) -> str:
    """Return *cell* so that no spreadsheet takes it for a formula.

    A formula sign may hide behind blanks, marks without width, or in its full-width form.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _write(report: VoiceReport, *, is_guarded: bool) -> str:
    more = extra_names(report.rows)
    lines: list[tuple[str, ...]] = [(*HEADER, PURPOSE_COLUMN, *map(clean, more))]
    purpose = clean(report.purpose)
    lines += [
        (*print_cells(voice), purpose, *extra_cells(voice, more)) for voice in report.rows
    ]
    if is_guarded:
        lines = [tuple(guard_formula(cell) for cell in line) for line in lines]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue()


def _holds(mark: str) -> bool:
    try:
        mark.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
