"""Pieces of a paper as slides, one a piece, on the layouts of a template.

Letters are 20 points and more, black on white; a table has frames and no colours, so that a
printed handout reads as well as the wall.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pptx
from pptx.exc import PackageNotFoundError
from pptx.util import Emu, Pt

from workshop_app import errors
from workshop_app.cleaning import clean
from workshop_app.papers import filling, stilling
from workshop_app.papers.blocks import Bullets, Fields, Grid, Paper, Part, Text
from workshop_app.papers.forms import Form

_WHEN = datetime(2000, 1, 1)  # noqa: DTZ001
_PLAIN_TABLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # frames only, no colour
_LETTERS = Pt(24)
_TABLE_LETTERS = Pt(20)
_ROW = Pt(34)


def to_slides(paper: Paper, form: Form, template: bytes) -> bytes:
    """Return a PowerPoint file: slides of the template first, then a title, then the parts.

    Raises
    ------
    UnusableInputError
        The template cannot be opened, has no layout with a title, or asks for unknown words.
    """
    slides = _open(form, template)
    _fill(slides, form, paper)
    _add_title(slides, form, paper)
    for part in paper.parts:
        _add(slides, form, part)
    its = slides.core_properties
    its.author = its.last_modified_by = its.comments = ""
    its.title = clean(paper.title)
    its.created = its.modified = _WHEN
    its.revision = 1
    out = io.BytesIO()
    slides.save(out)
    return stilling.still(out.getvalue())


def check_template(form: Form, template: bytes) -> None:
    """Refuse a template that would not do; see :func:`to_slides`."""
    slides = _open(form, template)
    filling.check(form, _own_lines(slides))
    _layout(slides, form, with_subtitle=False)


def _open(form: Form, template: bytes) -> Any:  # noqa: ANN401
    try:
        return pptx.Presentation(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, PackageNotFoundError):
        raise errors.UnusableInputError(
            f"ひな形「{form.title}」は、PowerPointのファイル(.pptx)として開けません。"
            "PowerPointで「名前を付けて保存」し、種類を「プレゼンテーション」にしてください。"
        ) from None


def _paragraphs(slides: Any) -> list[Any]:  # noqa: ANN401
    return [
        paragraph
        for slide in slides.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]


def _own_lines(slides: Any) -> list[str]:  # noqa: ANN401
    return ["".join(run.text for run in each.runs) for each in _paragraphs(slides)]


def _fill(slides: Any, form: Form, paper: Paper) -> None:  # noqa: ANN401
    filling.check(form, _own_lines(slides))
    for paragraph in _paragraphs(slides):
        line = "".join(run.text for run in paragraph.runs)
        if filling.names_in(line):
            first, *rest = paragraph.runs
            first.text = clean(filling.fill(line, lambda name: paper.words.get(name, "")))
            for run in rest:
                run.text = ""


def _layout(slides: Any, form: Form, *, with_subtitle: bool) -> Any:  # noqa: ANN401
    """Return the layout with a title and the fewest other places; for the first slide two."""
    found = []
    for place, layout in enumerate(slides.slide_layouts):
        kinds = [each.placeholder_format.type for each in layout.placeholders]
        names = [kind.name for kind in kinds if kind is not None]
        free = [name for name in names if name not in ("DATE", "FOOTER", "SLIDE_NUMBER")]
        if "CENTER_TITLE" in free if with_subtitle else "TITLE" in free:
            found.append((len(free), place, layout))
    if found:
        return min(found, key=lambda each: each[:2])[2]
    if with_subtitle:
        return _layout(slides, form, with_subtitle=False)
    raise errors.UnusableInputError(
        f"ひな形「{form.title}」に、題のあるレイアウトがありません。"
        "PowerPointの「スライドマスター」で「タイトルのみ」のレイアウトを足してください。"
    )


def _add_title(slides: Any, form: Form, paper: Paper) -> None:  # noqa: ANN401
    slide = slides.slides.add_slide(_layout(slides, form, with_subtitle=True))
    slide.shapes.title.text = clean(paper.title)
    told = [paper.words.get(name, "") for name in ("町", "日付", "印")]
    for shape in slide.placeholders:
        if shape.placeholder_format.idx == 1:
            shape.text_frame.text = clean("\n".join(filter(None, told)))


def _add(slides: Any, form: Form, part: Part) -> None:  # noqa: ANN401
    slide = slides.slides.add_slide(_layout(slides, form, with_subtitle=False))
    slide.shapes.title.text = clean(part.name)
    top = slide.shapes.title.top + slide.shapes.title.height
    margin = Emu(int(slides.slide_width * 0.06))
    width = slides.slide_width - 2 * margin
    for block in part.blocks:
        if isinstance(block, Grid):
            top += _table(slide, (block.head, *block.rows), block.widths, (margin, top, width))
        elif isinstance(block, Fields):
            shares = (block.name_share, 100 - block.name_share)
            top += _table(slide, block.rows, shares, (margin, top, width))
        elif isinstance(block, Bullets):
            top += _letters(slide, [f"・{item}" for item in block.items], (margin, top, width))
        elif isinstance(block, Text):
            top += _letters(slide, [block.body], (margin, top, width))
        top += Pt(8)


def _letters(slide: Any, lines: Sequence[str], at: tuple[int, int, int]) -> int:  # noqa: ANN401
    left, top, width = at
    per_line = max(int(width / _LETTERS) - 1, 10)
    count = sum(1 + len(line) // per_line for line in lines)
    height = Pt(34) * count
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text = clean(line)
        paragraph.font.size = _LETTERS
    return int(height)


def _table(
    slide: Any,  # noqa: ANN401
    rows: Sequence[Sequence[str]],
    shares: Sequence[int],
    at: tuple[int, int, int],
) -> int:
    left, top, width = at
    columns = len(rows[0])
    shares = shares or (1,) * columns
    height = _ROW * len(rows)
    table = slide.shapes.add_table(len(rows), columns, left, top, width, height).table
    table._tbl.tblPr.find(f"{{{_MAIN}}}tableStyleId").text = _PLAIN_TABLE
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(width * share / sum(shares))
    for number, row in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.text_frame.text = clean(text)
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = _TABLE_LETTERS
                paragraph.font.bold = number == 0 and len(shares) > 2
    return int(height)


_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
