"""Voices as a workbook: voices, themes, both crossed, corrections, sums; for Japanese offices.

Every text is written with ``write_string``, the only way in which nothing becomes a formula
or a link and nothing is dropped without a word.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from workshop_app import errors, words
from workshop_app.cleaning import clean
from workshop_app.export.columns import (
    HEADER,
    MARK,
    THEME_ID,
    VOICE_ID,
    extra_cells,
    extra_names,
    mark_of,
    print_cells,
)
from workshop_app.export.report import VoiceReport
from workshop_app.model import THREE_PARTIES, Party

FONT = "游ゴシック"
MAX_CELL = 32_767  # what a cell of a workbook holds, counted as Excel counts
VOICES, THEMES, COUNTS = "声", "テーマ", "集計"
CROSS, STEPS = "立場とテーマ", "手直し"

_NUMBER_COLUMNS = ("番号", "班")
_VOICE_WIDTHS = (6, 12, 16, 12, 6, 12, 14, 54, 26, 18)
_THEME_HEADER = ("テーマ", "ひとりの声", "件数", "班数", "立場の数")
_FATE = "どうなったか"
_FOOTER_LENGTH = 120
_A3, _A4 = 8, 9
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook knows no time zones)


@dataclass(frozen=True, slots=True)
class _Styles:
    plain: Format
    bold: Format
    title: Format

    @classmethod
    def of(cls, workbook: Workbook) -> "_Styles":
        body = {"font_name": FONT, "font_size": 12, "valign": "top", "text_wrap": True}
        return cls(
            plain=workbook.add_format(body),
            bold=workbook.add_format({**body, "bold": True, "bg_color": "#E8EEF4"}),
            title=workbook.add_format({"font_name": FONT, "bold": True, "font_size": 14}),
        )


def to_xlsx(report: VoiceReport) -> bytes:
    """Return *report* as a workbook; the same report gives the same bytes.

    Raises
    ------
    UnusableInputError
        A text is longer than a cell can hold; the sentence names its number.
    """
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        days = [voice.day for voice in report.rows]
        created = datetime.combine(max(days), time()) if days else EPOCH
        workbook.set_properties({"title": clean(report.title)[:200], "created": created})
        style = _Styles.of(workbook)
        _fill_voices(_add_sheet(workbook, VOICES, report), report, style)
        _fill_themes(_add_sheet(workbook, THEMES, report), report, style)
        _fill_cross(_add_sheet(workbook, CROSS, report), report, style)
        if not report.is_for_public:
            _fill_steps(_add_sheet(workbook, STEPS, report), report, style)
        _fill_counts(_add_sheet(workbook, COUNTS, report), report, style)
    return out.getvalue()


def _add_sheet(workbook: Workbook, name: str, report: VoiceReport) -> Worksheet:
    """Add a sheet that prints at 12 points on A3 (sums: A4), the purpose under every page."""
    sheet = workbook.add_worksheet(name)
    sheet.set_paper(_A4 if name in (COUNTS, STEPS) else _A3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    purpose = " ".join(clean(report.purpose).split())[:_FOOTER_LENGTH]
    sheet.set_footer(f"&L{purpose.replace('&', '&&')}&R&P / &N")
    return sheet


def _fill_voices(sheet: Worksheet, report: VoiceReport, style: _Styles) -> None:
    for column, (name, width) in enumerate(zip(HEADER, _VOICE_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        _write_text(sheet, 0, column, name, style.bold)
    for line, voice in enumerate(report.rows, start=1):
        for column, cell in enumerate(print_cells(voice)):
            if HEADER[column] in _NUMBER_COLUMNS and cell:
                sheet.write_number(line, column, int(cell), style.plain)
            else:
                _write_text(sheet, line, column, cell, style.plain, voice.number)
    last = len(HEADER) - 1
    sheet.print_area(0, 0, len(report.rows), last)
    if not report.is_for_public:
        last = _fill_columns_of_the_way_back(sheet, report, style)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(report.rows), last)


def _fill_columns_of_the_way_back(sheet: Worksheet, report: VoiceReport, style: _Styles) -> int:
    """Write by what a corrected workbook finds its voices, and the columns of other tables."""
    more = extra_names(report.rows)
    first = len(HEADER)
    sheet.set_column(first, first, 10)
    sheet.set_column(first + 1, first + 1, 14, None, {"hidden": True})
    sheet.set_column(first + 2, first + 1 + max(len(more), 1), 20)
    for column, name in enumerate((VOICE_ID, MARK, *more), start=first):
        _write_text(sheet, 0, column, name, style.bold)
    for line, voice in enumerate(report.rows, start=1):
        sheet.write_number(line, first, voice.voice_id, style.plain)
        _write_text(sheet, line, first + 1, mark_of(voice), style.plain)
        for column, cell in enumerate(extra_cells(voice, more), start=first + 2):
            _write_text(sheet, line, column, cell, style.plain, voice.number)
    return first + 1 + len(more)


def _fill_themes(sheet: Worksheet, report: VoiceReport, style: _Styles) -> None:
    own = () if report.is_for_public else (THEME_ID,)
    header = (*_THEME_HEADER, *(words.label(party) for party in Party), _FATE, *own)
    fate = len(header) - 1 - len(own)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, fate - 1, 11)
    sheet.set_column(fate, fate, 30)
    sheet.print_area(0, 0, len(report.theme_counts) + 1, fate)
    _write_line(sheet, 0, header, style.bold)
    for line, theme in enumerate(report.theme_counts, start=1):
        counts = [count.cell for count in theme.by_party]
        lone = "○" if theme.is_lone else ""
        cells: tuple[str | int, ...] = (
            theme.heading,
            lone,
            theme.voices,
            theme.tables,
            theme.parties,
            *counts,
            theme.fate,
            *((theme.theme_id or "",) if own else ()),
        )
        _write_line(sheet, line, cells, style.plain)
    totals = [count.cell for count in report.party_counts]
    last = len(report.theme_counts) + 1
    _write_line(sheet, last, ("計", "", len(report.rows), "", "", *totals), style.bold)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _fill_cross(sheet: Worksheet, report: VoiceReport, style: _Styles) -> None:
    """Write themes by party, with the sums of both ways."""
    header = ("テーマ", *(words.label(party) for party in Party), "計")
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, len(header) - 1, 12)
    _write_line(sheet, 0, header, style.bold)
    for line, theme in enumerate(report.theme_counts, start=1):
        counts = [count.cell for count in theme.by_party]
        _write_line(sheet, line, (theme.heading, *counts, theme.voices), style.plain)
    totals = [count.cell for count in report.party_counts]
    last = len(report.theme_counts) + 1
    _write_line(sheet, last, ("計", *totals, len(report.rows)), style.bold)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _fill_steps(sheet: Worksheet, report: VoiceReport, style: _Styles) -> None:
    """Write the corrections in order, each as a sentence."""
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    _write_line(sheet, 0, ("日時", "手直し"), style.bold)
    for line, step in enumerate(report.steps, start=1):
        _write_line(sheet, line, (step.at, step.told), style.plain)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _fill_counts(sheet: Worksheet, report: VoiceReport, style: _Styles) -> None:
    """Write what the report is about and its two sums, which are the same number."""
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 2, 14)
    _write_line(sheet, 0, (report.title,), style.title)
    sentences = (report.purpose, report.remark, words.COUNTS_ARE_NOT_WEIGHT, *report.alerts)
    line = 1
    for sentence in sentences:
        sheet.merge_range(line, 0, line, 5, "", style.plain)
        _write_text(sheet, line, 0, sentence, style.plain)
        line += 1
    three = sum(count.voices for count in report.party_counts if count.party in THREE_PARTIES)
    is_guarded = any(count.shown for count in report.party_counts)
    _write_line(sheet, line + 1, ("立場", "件数", "三者の中の割合"), style.bold)
    line += 2
    for count in report.party_counts:
        is_counted = count.party in THREE_PARTIES and three and not is_guarded
        share = f"{count.voices / three:.1%}" if is_counted else ""
        _write_line(sheet, line, (words.label(count.party), count.cell, share), style.plain)
        line += 1
    _write_line(sheet, line, ("計", len(report.rows), ""), style.bold)
    _write_line(sheet, line + 2, ("テーマと声", "件数"), style.bold)
    for offset, (name, voices) in enumerate(_sum_themes(report), start=3):
        _write_line(sheet, line + offset, (name, voices), style.plain)
    _write_line(sheet, line + 6, ("計", len(report.rows)), style.bold)


def _sum_themes(report: VoiceReport) -> list[tuple[str, int]]:
    """Return how many voices stand under themes, alone, and under none yet."""
    lone = sum(theme.voices for theme in report.theme_counts if theme.is_lone)
    without = sum(theme.voices for theme in report.theme_counts if not theme.is_theme)
    together = len(report.rows) - lone - without
    return [
        ("テーマにまとまった声", together),
        (words.LONE_VOICES, lone),
        (words.NO_THEME, without),
    ]


def _write_line(sheet: Worksheet, line: int, cells: Sequence[str | int], style: Format) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(line, column, cell, style)
        else:
            _write_text(sheet, line, column, cell, style)


def _write_text(
    sheet: Worksheet,
    line: int,
    column: int,
    text: str,
    style: Format,
    number: int | None = None,
) -> None:
    """Write *text* as text, or say which voice is too long to be written whole."""
    cleaned = clean(text)
    if len(cleaned.encode("utf-16-le")) // 2 > MAX_CELL:
        named = "" if number is None else f"{number}番の声が"
        raise errors.UnusableInputError(
            f"{named}Excelの1つのセルに入る{MAX_CELL:,}字を超えています。CSVで書き出してください。"
        )
    sheet.write_string(line, column, cleaned, style)
