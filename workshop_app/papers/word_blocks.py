"""Blocks as the paragraphs and tables of a Word file, with the styles its template has.

Every text is written as text. Tables have plain black frames and a head that is repeated, so
that they read in one colour and on several pages.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from workshop_app.cleaning import clean
from workshop_app.papers.blocks import (
    Block,
    Break,
    Bullets,
    Cards,
    Fields,
    Grid,
    Heading,
    Lines,
    Picture,
    Text,
)

if TYPE_CHECKING:
    from docx.document import Document

Element = Any
_SHADE = "EDEDED"
_WHOLE = 5000  # fiftieths of a per cent, as Word counts widths


class WordBlocks:
    """Makes elements for one document; nothing is put into it before its caller does so."""

    def __init__(self, document: "Document") -> None:
        """Learn which styles the document has."""
        self._document = document
        self._styles = {
            style.name: style.style_id
            for style in document.styles
            if style.type is WD_STYLE_TYPE.PARAGRAPH
        }
        section = document.sections[0]
        page = section.page_width or Mm(210)
        sides = (section.left_margin or Mm(20)) + (section.right_margin or Mm(20))
        self._width = int((page - sides) / Mm(1) * 56.69)  # twentieths of a point

    def make(self, blocks: Sequence[Block]) -> Iterator[Element]:
        """Yield the elements of *blocks* in their order."""
        begins_page = False
        for block in blocks:
            if isinstance(block, Break):
                begins_page = True
                continue
            made = self._one(block)
            if begins_page:
                made = _on_a_new_page(made)
            begins_page = False
            yield from made

    def _one(self, block: Block) -> list[Element]:
        if isinstance(block, Text):
            return [self.paragraph(block.body, is_strong=block.is_strong)]
        if isinstance(block, Heading):
            style = f"Heading {block.level}"
            return [self.paragraph(block.body, style, is_strong=style not in self._styles)]
        if isinstance(block, Bullets):
            return [self._bullet(item) for item in block.items]
        if isinstance(block, Lines):
            return [self._rule() for _ in range(block.count)]
        if isinstance(block, Picture):
            return [self._picture(block)]
        if isinstance(block, Break):
            return []
        return [self._table_of(block), _gap()]

    def _table_of(self, block: Fields | Grid | Cards) -> Element:
        if isinstance(block, Fields):
            shares: tuple[int, ...] = (block.name_share, 100 - block.name_share)
            return self._table(block.rows, shares, is_head=lambda _, column: column == 0)
        if isinstance(block, Cards):
            return self._cards(block)
        shares = block.widths or (1,) * len(block.head)
        table = self._table((block.head, *block.rows), shares, is_head=lambda row, _: row == 0)
        properties = table.find(qn("w:tr")).get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
        return table

    def _cards(self, block: Cards) -> Element:
        cells = ["\n".join(cell) for cell in block.cells]
        cells += [""] * (-len(cells) % block.columns)
        rows = [
            tuple(cells[at : at + block.columns]) for at in range(0, len(cells), block.columns)
        ]
        return self._table(rows, (1,) * block.columns, is_head=lambda *_: False)

    def paragraph(
        self, body: str, style: str = "", *, is_strong: bool = False, is_shaded: bool = False
    ) -> Element:
        """Return a paragraph; new lines in *body* stay."""
        made = OxmlElement("w:p")
        if style in self._styles:
            _set(made, "w:pPr", "w:pStyle", val=self._styles[style])
        made.append(_run(body, is_strong=is_strong or is_shaded))
        return made

    def _bullet(self, body: str) -> Element:
        if "List Bullet" in self._styles:
            return self.paragraph(body, "List Bullet")
        return self.paragraph(f"・{body}")

    def _rule(self) -> Element:
        made = OxmlElement("w:p")
        frame = _set(made, "w:pPr", "w:pBdr")
        for side in ("bottom", "between"):
            look = {"val": "dotted", "sz": "6", "space": "1", "color": "000000"}
            frame.append(_element(f"w:{side}", **look))
        made.append(_run("　", is_strong=False))
        return made

    def _picture(self, block: Picture) -> Element:
        inline = self._document.part.new_pic_inline(
            io.BytesIO(block.content), width=Mm(block.width_mm)
        )
        inline.docPr.set("descr", clean(block.says))
        made = OxmlElement("w:p")
        _set(made, "w:pPr", "w:jc", val="center")
        run = OxmlElement("w:r")
        drawing = OxmlElement("w:drawing")
        drawing.append(inline)
        run.append(drawing)
        made.append(run)
        return made

    def _table(
        self,
        rows: Sequence[Sequence[str]],
        shares: Sequence[int],
        *,
        is_head: Callable[[int, int], bool],
    ) -> Element:
        table = OxmlElement("w:tbl")
        table.append(_table_properties())
        grid = OxmlElement("w:tblGrid")
        whole = sum(shares)
        for share in shares:
            grid.append(_element("w:gridCol", w=str(self._width * share // whole)))
        table.append(grid)
        for number, row in enumerate(rows):
            line = OxmlElement("w:tr")
            line.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for column, (text, share) in enumerate(zip(row, shares, strict=True)):
                line.append(self._cell(text, _WHOLE * share // whole, is_head(number, column)))
            table.append(line)
        return table

    def _cell(self, text: str, width: int, is_head: bool) -> Element:
        cell = OxmlElement("w:tc")
        properties = _element("w:tcPr")
        properties.append(_element("w:tcW", type="pct", w=str(width)))
        if is_head:
            properties.append(_element("w:shd", val="clear", color="auto", fill=_SHADE))
        cell.append(properties)
        cell.append(self.paragraph(text, "Body Text", is_shaded=is_head))
        return cell


def _gap() -> Element:
    """Return an empty line after a table, low enough never to fill a page of its own."""
    made = OxmlElement("w:p")
    own = _set(made, "w:pPr", "w:rPr")
    own.append(_element("w:sz", val="12"))
    return made


def _on_a_new_page(made: list[Element]) -> list[Element]:
    """Let the first paragraph begin a page; a break of its own could stand alone on one."""
    first = made[0]
    if first.tag != qn("w:p"):
        first = OxmlElement("w:p")
        made = [first, *made]
    first.get_or_add_pPr().get_or_add_pageBreakBefore()
    return made


def _run(body: str, *, is_strong: bool) -> Element:
    run = OxmlElement("w:r")
    if is_strong:
        _set(run, "w:rPr", "w:b")
    for number, line in enumerate(clean(body).split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.text = line.replace("\t", "　")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
    return run


def _table_properties() -> Element:
    properties = _element("w:tblPr")
    properties.append(_element("w:tblW", type="pct", w=str(_WHOLE)))
    frame = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        frame.append(_element(f"w:{side}", val="single", sz="6", space="0", color="000000"))
    properties.append(frame)
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "40"), ("left", "100"), ("bottom", "40"), ("right", "100")):
        margins.append(_element(f"w:{side}", w=width, type="dxa"))
    properties.append(margins)
    return properties


def _element(tag: str, **attributes: str) -> Element:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _set(parent: Element, group: str, tag: str, **attributes: str) -> Element:
    """Append *tag* inside *group* of *parent* and return it."""
    holder = parent.find(qn(group))
    if holder is None:
        holder = OxmlElement(group)
        parent.append(holder)
    made = _element(tag, **attributes)
    holder.append(made)
    return made
