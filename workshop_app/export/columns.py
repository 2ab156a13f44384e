"""The columns of the printed voices, in one order for every format."""

import hashlib
from collections.abc import Mapping, Sequence

from workshop_app import words
from workshop_app.cleaning import clean
from workshop_app.export.report import PrintedVoice

EDITABLE = ("圏域", "班", "立場", "種別", "テーマ", "引用可")
HEADER = (
    "番号",
    "日付",
    "会議名",
    "圏域",
    "班",
    "立場",
    "種別",
    "本文",
    "テーマ",
    "引用可",
)
PURPOSE_COLUMN = "目的"
VOICE_ID = "声の番号"  # by which a workbook that comes back finds its voices
THEME_ID = "テーマの番号"
MARK = "しるし"  # how a row stood when it left, so that later changes are not lost


def mark_of(voice: PrintedVoice) -> str:
    """Return a short mark of all that may be corrected about *voice* in a workbook."""
    return mark_of_cells(dict(zip(HEADER, print_cells(voice), strict=True)))


def mark_of_cells(cells: Mapping[str, str]) -> str:
    """Return the mark of a row by the names of its columns; blanks at the ends do not count."""
    told = "\x1f".join(cells.get(name, "").strip() for name in EDITABLE)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:12]


def extra_names(rows: Sequence[PrintedVoice]) -> tuple[str, ...]:
    """Return the names of the columns kept from other tables, in the order they are met."""
    return tuple(dict.fromkeys(name for row in rows for name, _ in row.extras))


def extra_cells(voice: PrintedVoice, names: Sequence[str]) -> tuple[str, ...]:
    """Return the kept columns of *voice* under *names*; blank where it has none."""
    held = dict(voice.extras)
    return tuple(clean(held.get(name, "")) for name in names)


def print_cells(voice: PrintedVoice) -> tuple[str, ...]:
    """Return *voice* as the cells under :data:`HEADER`; what is not known is blank."""
    cells = (
        str(voice.number),
        voice.day.isoformat(),
        voice.meeting,
        voice.area,
        "" if voice.table_number is None else str(voice.table_number),
        "" if voice.party is None else words.label(voice.party),
        "" if voice.kind is None else words.label(voice.kind),
        voice.text,
        voice.theme,
        words.label(voice.consent),
    )
    return tuple(clean(cell) for cell in cells)
