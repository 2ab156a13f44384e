"""The columns of the printed voices, in one order for every format."""

from workshop_app import words
from workshop_app.cleaning import clean
from workshop_app.export.report import PrintedVoice

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


def print_cells(voice: PrintedVoice) -> tuple[str, ...]:
    """Return *voice* as the cells under :data:`HEADER`; what is not known is blank."""
    cells = (
        str(voice.number),
        voice.day.isoformat(),
        voice.meeting,
        voice.area,
        "" if voice.table_number is None else str(voice.table_number),
        words.label(voice.party),
        "" if voice.kind is None else words.label(voice.kind),
        voice.text,
        voice.theme,
        words.label(voice.consent),
    )
    return tuple(clean(cell) for cell in cells)
