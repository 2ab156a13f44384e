"""The templates that ship: up to date, complete, and large enough to read."""

import io

import docx
import pytest
from docx.shared import Mm, Pt

from tools import build_paper_templates
from workshop_app import places
from workshop_app.papers import FORMS, filling
from workshop_app.usecases import replacing


def test_the_shipped_templates_are_what_the_tool_builds(capsys):
    assert build_paper_templates.main(["--check"]) == 0


@pytest.mark.parametrize("key", replacing.forms())
def test_a_shipped_template_is_accepted_as_a_towns_own(key):
    found = replacing.find(None, key)
    assert not found.is_own
    replacing.check(key, found.content)


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_a_template_places_every_piece_on_a4_in_letters_people_can_read(form):
    document = docx.Document(io.BytesIO((places.PAPERS / f"{form.key}.docx").read_bytes()))
    asked = {name for p in document.paragraphs for name in filling.names_in(p.text)}
    assert set(form.parts) <= asked
    page = document.sections[0]
    assert (round(page.page_width / Mm(1)), round(page.page_height / Mm(1))) == (210, 297)
    smallest = 14 if form.for_residents else 12
    assert form.points >= smallest
    for name in ("Normal", "Body Text", "List Bullet", "Heading 1", "Heading 2", "Title"):
        assert document.styles[name].font.size >= Pt(smallest), name
    assert document.sections[0].footer.paragraphs[0].text == "使う目的：{{目的}}"
