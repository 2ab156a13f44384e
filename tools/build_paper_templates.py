"""Build the templates of the papers, one Word file a form and one PowerPoint file.

They are ordinary office files, so that a town may open and change them; this tool makes the
ones that ship, the same to the byte each time.
"""

import argparse
import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pptx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from pptx.util import Mm as SlideMm

from workshop_app.papers import FORMS, Form, stilling

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "templates" / "papers"
FONT = "游ゴシック"
OTHER_FONTS = "BIZ UDゴシック,Yu Gothic,ヒラギノ角ゴ ProN,Noto Sans CJK JP,Noto Sans JP"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WHEN = datetime(2000, 1, 1)  # noqa: DTZ001


def main(words: list[str] | None = None) -> int:
    """Write the templates; with ``--check`` only say whether they are up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    only_checks = parser.parse_args(words).check
    made = {f"{key}.docx": build(form) for key, form in FORMS.items()}
    made["kekka.pptx"] = build_slides()
    old = [name for name, content in made.items() if not _is_same(FOLDER / name, content)]
    if only_checks:
        print("\n".join(old) or "up to date")
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (FOLDER / name).write_bytes(content)
    return 0


def build(form: Form) -> bytes:
    """Return the template of a form: title, its pieces in order, purpose at the foot."""
    document = docx.Document()
    _set_page(document.sections[0])
    _set_styles(document, form.points)
    _name_other_fonts(document)
    head = document.sections[0].header.paragraphs[0]
    head.text = "{{町}}　{{印}}"
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot = document.sections[0].footer.paragraphs[0]
    foot.text = "使う目的：{{目的}}"
    number = document.sections[0].footer.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    for name in ("Header", "Footer"):
        document.styles[name].font.size = Pt(12)
    document.add_paragraph("{{題}}", style="Title")
    if form.key not in ("poster", "youshi"):
        document.add_paragraph("{{会議名}}　{{日付}}", style="Subtitle")
    for name in form.parts:
        if form.key not in ("kikaku", "jisseki", "ketteisho", "tsunagi", "poster", "youshi"):
            document.add_paragraph(name, style="Heading 1")
        document.add_paragraph("{{" + name + "}}")
    its = document.core_properties
    its.author = its.last_modified_by = its.comments = ""
    its.created = its.modified = _WHEN
    out = io.BytesIO()
    document.save(out)
    return stilling.still(out.getvalue())


def build_slides() -> bytes:
    """Return the template of the slides: 16:9 and Japanese letters."""
    slides = pptx.Presentation()
    slides.slide_width, slides.slide_height = SlideMm(338.67), SlideMm(190.5)
    for page in (slides.slide_master, *slides.slide_layouts):
        for shape in page.placeholders:  # the old pages were 4:3
            if shape._element.spPr.find(f"{{{_A}}}xfrm") is not None:
                shape.left, shape.width = shape.left * 4 // 3, shape.width * 4 // 3
    title = slides.slide_master.element.find(f".//{{{_P}}}titleStyle/{{{_A}}}lvl1pPr")
    title.set("algn", "l")
    title.find(f"{{{_A}}}defRPr").set("sz", "3200")  # a heading of a theme may be long
    _set_slide_fonts(slides)
    its = slides.core_properties
    its.author = its.last_modified_by = ""
    its.title = "{{題}}"
    its.created = its.modified = _WHEN
    out = io.BytesIO()
    slides.save(out)
    return stilling.still(out.getvalue())


def _set_slide_fonts(slides: Any) -> None:  # noqa: ANN401
    part = next(p for p in slides.part.package.iter_parts() if "theme1" in p.partname)
    text = part.blob.decode("utf-8").replace(
        '<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>'
    )
    part._blob = text.replace('<a:ea typeface=""/>', f'<a:ea typeface="{FONT}"/>').encode()


def _is_same(path: Path, content: bytes) -> bool:
    """Compare what is inside: another zlib packs the same pages to other bytes."""
    return path.exists() and _inside(path.read_bytes()) == _inside(content)


def _inside(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def _set_page(section: Any) -> None:  # noqa: ANN401
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    section.header_distance = section.footer_distance = Mm(8)


def _set_styles(document: Any, points: int) -> None:  # noqa: ANN401
    looks = {
        "Normal": (points, False, 0, 2),
        "Body Text": (points, False, 0, 0),
        "Title": (points + 8, True, 0, 2),
        "Subtitle": (points, False, 0, 6),
        "Heading 1": (points + 3, True, 8, 3),
        "Heading 2": (points + 1, True, 6, 2),
        "List Bullet": (points, False, 0, 1),
        "Header": (12, False, 0, 0),
        "Footer": (12, False, 0, 0),
    }
    for name, (size, is_bold, before, after) in looks.items():
        style = document.styles[name]
        font = style.font
        font.name, font.size, font.bold, font.italic = FONT, Pt(size), is_bold, False
        font.color.rgb = RGBColor(0, 0, 0)
        _set_fonts(style.element.get_or_add_rPr())
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.line_spacing = 1.15 if name in ("Normal", "List Bullet") else 1.0
        form.keep_with_next = name.startswith("Heading")
        border = style.element.pPr.find(qn("w:pBdr"))
        if border is not None:
            style.element.pPr.remove(border)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ja-JP")
    language.set(qn("w:eastAsia"), "ja-JP")
    own = document.styles["Normal"].element.rPr
    own.append(language)


def _set_fonts(properties: Any) -> None:  # noqa: ANN401
    fonts = properties.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for name in ("w:spacing", "w:kern"):  # letters set wider or tighter by the old style
        found = properties.find(qn(name))
        if found is not None:
            properties.remove(found)


def _name_other_fonts(document: Any) -> None:  # noqa: ANN401
    """Tell which letters may stand in where a computer does not have ours."""
    part = next(p for p in document.part.package.iter_parts() if "fontTable" in p.partname)
    kind = (
        f'<w:font w:name="{FONT}"><w:altName w:val="{OTHER_FONTS}"/>'
        '<w:family w:val="swiss"/></w:font>'
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{kind}</w:fonts>".encode())


if __name__ == "__main__":
    sys.exit(main())
