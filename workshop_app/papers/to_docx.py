"""A paper as a Word file, poured into a template.

The template is any Word file: its letters, margins, headers and order of pieces stay as they
are; only names in double braces are replaced.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn

from workshop_app import errors
from workshop_app.cleaning import clean
from workshop_app.papers import filling, stilling
from workshop_app.papers.blocks import Paper
from workshop_app.papers.forms import Form
from workshop_app.papers.word_blocks import WordBlocks

if TYPE_CHECKING:
    from docx.document import Document

Element = Any
_WHEN = datetime(2000, 1, 1)  # noqa: DTZ001  (a Word file knows no time zones)
_TEXT = qn("w:t")


def to_docx(paper: Paper, form: Form, template: bytes) -> bytes:
    """Return the Word file; the same paper and template give the same bytes.

    Raises
    ------
    UnusableInputError
        The template is no Word file, or asks for what the paper does not have.
    """
    document = _open(form, template)
    lines = list(_lines(document))
    filling.check(form, [_line(each) for each in lines])
    blocks = WordBlocks(document)
    pieces = {part.name: part for part in paper.parts}
    for line in lines:
        names = filling.names_in(_line(line))
        if not names:
            continue
        if names[0] in form.parts:
            piece = pieces.get(names[0])
            _replace(line, blocks.make(piece.blocks) if piece else ())
        else:
            _write(line, filling.fill(_line(line), lambda name: paper.words.get(name, "")))
    _sign(document, paper)
    out = io.BytesIO()
    document.save(out)
    return stilling.still(out.getvalue())


def check_template(form: Form, template: bytes) -> None:
    """Refuse a template that would not do.

    Raises
    ------
    UnusableInputError
        See :func:`to_docx`.
    """
    filling.check(form, [_line(each) for each in _lines(_open(form, template))])


def _open(form: Form, template: bytes) -> "Document":
    try:
        return docx.Document(io.BytesIO(template))
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
        docx.exceptions.PythonDocxError,
    ):
        raise errors.UnusableInputError(
            f"ひな形「{form.title}」は、Wordのファイル(.docx)として開けません。"
            "Wordで「名前を付けて保存」し、種類を「Word文書(.docx)」にしてください。"
        ) from None


def _lines(document: "Document") -> Iterator[Element]:
    """Yield every paragraph: of the body, its tables and text boxes, of headers and footers."""
    roots = [document.element.body]
    for section in document.sections:
        for margin in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
        ):
            if not margin.is_linked_to_previous:
                roots.append(margin._element)
    for root in roots:
        yield from list(root.iter(qn("w:p")))


def _line(paragraph: Element) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _texts(paragraph: Element) -> list[Element]:
    return [text for run in paragraph.findall(qn("w:r")) for text in run.findall(_TEXT)]


def _write(paragraph: Element, body: str) -> None:
    """Put *body* where the first letters of the line stood, and keep their look."""
    first, *rest = _texts(paragraph)
    first.text = clean(body).replace("\n", "　")
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for text in rest:
        text.text = ""


def _replace(paragraph: Element, elements: Any) -> None:  # noqa: ANN401
    for element in elements:
        paragraph.addprevious(element)
    parent = paragraph.getparent()
    is_last = paragraph.getnext() is None or paragraph.getnext().tag != qn("w:p")
    if parent.tag == qn("w:tc") and is_last:  # a cell ends with a paragraph
        for text in _texts(paragraph):
            text.text = ""
    else:
        parent.remove(paragraph)


def _sign(document: "Document", paper: Paper) -> None:
    its = document.core_properties
    its.author = its.last_modified_by = its.comments = ""
    its.title = clean(paper.title)
    its.created = its.modified = _WHEN
    its.revision = 1
    its.language = "ja-JP"
