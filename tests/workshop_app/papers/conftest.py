"""A small form with a template, and an independent reader of what was made."""

import io

import docx
import pytest

from workshop_app.papers import Fields, Form, Grid, Paper, Part, Text

FORM = Form("small", "小さな紙", ("議題", "一覧"))


@pytest.fixture
def form():
    return FORM


@pytest.fixture
def template():
    """Make a Word template of the lines given."""

    def make(*lines):
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def paper():
    """Make a paper that says the texts given."""

    def make(*texts):
        rows = tuple((text, "") for text in texts)
        parts = (
            Part("議題", tuple(Text(text) for text in texts)),
            Part("一覧", (Grid(("名前", "数"), rows), Fields(rows))),
        )
        words = {"題": "小さな紙", "会議名": "秋の<会>"}
        return Paper("small", "小さな紙", words, parts)

    return make
