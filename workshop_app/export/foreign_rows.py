"""What every table for another tool is made from: rows of text, written as that tool reads.

Other programs read these files, so every cell stands exactly as it was said; nothing is put
before a formula sign.  They are not for Excel.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from workshop_app import words
from workshop_app.cleaning import clean
from workshop_app.export.report import PrintedVoice

_MADE = (2000, 1, 1, 0, 0, 0)  # so that the same report gives the same bytes


def write_csv(rows: Iterable[Sequence[str]], *, has_mark: bool = False) -> bytes:
    """Return *rows* as CSV in UTF-8; *has_mark* puts a byte order mark before it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([clean(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig" if has_mark else "utf-8")


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of *files*."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def attributes_of(voice: PrintedVoice) -> dict[str, str]:
    """Return what is known about a voice besides its words, by the Japanese names."""
    return {
        "立場": words.label(voice.party) if voice.party else "",
        "班": "" if voice.table_number is None else str(voice.table_number),
        "種別": words.label(voice.kind) if voice.kind else "",
        "圏域": voice.area,
        "引用可": words.label(voice.consent),
    }


def extras_but(rows: Sequence[PrintedVoice], taken: Iterable[str]) -> tuple[str, ...]:
    """Return the names of kept columns that the tool's own columns do not hold."""
    own = set(taken)
    names = dict.fromkeys(name for row in rows for name, _ in row.extras)
    return tuple(name for name in names if name not in own)


def ids_of(rows: Sequence[PrintedVoice], column: str) -> list[str]:
    """Return an id for each row: the one it came with under *column*, where all have one."""
    kept = [dict(row.extras).get(column, "").strip() for row in rows]
    if all(kept) and len(set(kept)) == len(kept):
        return kept
    return [str(row.voice_id or row.number) for row in rows]
