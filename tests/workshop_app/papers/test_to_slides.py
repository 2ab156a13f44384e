"""Slides: on the layouts of a template, with letters that the last row can read."""

import io

import pptx
import pytest

from workshop_app import errors, places
from workshop_app.papers import SLIDES, Bullets, Fields, Grid, Paper, Part, Text, to_slides

SHIPPED = (places.PAPERS / "kekka.pptx").read_bytes()
PARTS = (
    Part("数字", (Fields((("声", "12件"), ("班", "3班"))),)),
    Part("テーマ", (Grid(("テーマ", "件数"), (("<b>坂</b>", "4件"),)), Text("=1+1"))),
    Part("声", (Bullets(("「坂がつらい」", "「雪かき\nがつらい」")),)),
)
PAPER = Paper("kekka", "秋の集い", {"町": "星見町", "日付": "令和8年11月3日", "印": ""}, PARTS)


def texts_of(content):
    found = []
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def template(change):
    slides = pptx.Presentation(io.BytesIO(SHIPPED))
    change(slides)
    out = io.BytesIO()
    slides.save(out)
    return out.getvalue()


def test_every_part_has_a_slide_after_the_title():
    made = to_slides.to_slides(PAPER, SLIDES, SHIPPED)
    assert [
        slide.shapes.title.text for slide in pptx.Presentation(io.BytesIO(made)).slides
    ] == ["秋の集い", "数字", "テーマ", "声"]
    said = texts_of(made)
    assert {"12件", "<b>坂</b>", "4件", "=1+1", "星見町\n令和8年11月3日"} <= set(said)
    assert made == to_slides.to_slides(PAPER, SLIDES, SHIPPED)


def test_slides_of_the_town_come_first_with_their_names_filled():
    def add(slides):
        slide = slides.slides.add_slide(slides.slide_layouts[5])
        slide.shapes.title.text = "{{町}}からのお知らせ"

    made = to_slides.to_slides(PAPER, SLIDES, template(add))
    assert texts_of(made)[0] == "星見町からのお知らせ"


def test_a_wrong_name_on_a_slide_is_explained():
    def add(slides):
        slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = "{{まち}}"

    with pytest.raises(errors.UnusableInputError, match=r"「\{\{まち\}\}」は使えません"):
        to_slides.check_template(SLIDES, template(add))


def test_what_is_no_powerpoint_file_is_refused():
    with pytest.raises(errors.UnusableInputError, match="PowerPointのファイル"):
        to_slides.check_template(SLIDES, b"no zip")


def test_a_template_without_a_title_is_refused():
    def empty(slides):
        for layout in slides.slide_layouts:
            for place in list(layout.placeholders):
                place._element.getparent().remove(place._element)

    with pytest.raises(errors.UnusableInputError, match="題のあるレイアウトがありません"):
        to_slides.check_template(SLIDES, template(empty))
