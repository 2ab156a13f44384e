"""Word files: what a template asks for is there as text, and nothing else has changed."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from workshop_app import errors
from workshop_app.papers import to_docx

HOSTILE = [
    '=HYPERLINK("x")',
    "<w:p>&amp;</w:p>",
    "{{会議名}}",
    "一行目\n二行目",
    "家族👨‍👩‍👧と𠮷野",
    "\x0b\x00制御",
    "  前後の空白  ",
]


def lines_of(content):
    return [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]


def test_words_and_pieces_stand_where_the_template_says(form, template, paper):
    made = to_docx.to_docx(
        paper("坂がつらい"),
        form,
        template("{{会議名}}の記録", "{{一覧}}", "おわりに", "{{議題}}"),
    )
    document = docx.Document(io.BytesIO(made))
    assert lines_of(made)[0] == "秋の<会>の記録"
    assert lines_of(made)[-1] == "坂がつらい"
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["名前", "数"],
        ["坂がつらい", ""],
    ]


def test_a_name_that_word_has_cut_into_pieces_is_still_one_name(form, paper):
    document = docx.Document()
    line = document.add_paragraph("会：")
    for piece in ("{", "{会議", "名}", "}です"):
        line.add_run(piece).bold = piece == "名}"
    out = io.BytesIO()
    document.save(out)
    assert lines_of(to_docx.to_docx(paper(), form, out.getvalue())) == ["会：秋の<会>です"]


def test_heads_feet_and_cells_are_filled_too(form, paper):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{会議名}}"
    document.sections[0].footer.paragraphs[0].text = "おわり {{題}}"
    document.add_table(1, 1).cell(0, 0).text = "{{議題}}"
    out = io.BytesIO()
    document.save(out)
    made = docx.Document(io.BytesIO(to_docx.to_docx(paper("雪"), form, out.getvalue())))
    assert made.sections[0].header.paragraphs[0].text == "秋の<会>"
    assert made.sections[0].footer.paragraphs[0].text == "おわり 小さな紙"
    assert made.tables[0].cell(0, 0).text.strip() == "雪"


def test_what_people_typed_is_text_and_comes_back_as_typed(form, template, paper):
    made = to_docx.to_docx(paper(*HOSTILE), form, template("{{議題}}"))
    said = [*HOSTILE]
    said[5] = "制御"
    assert lines_of(made) == said
    document = docx.Document(io.BytesIO(made))
    assert not list(document.element.iter(qn("w:hyperlink"), qn("w:instrText")))


def test_the_same_paper_is_the_same_file(form, template, paper):
    given = template("{{題}}", "{{一覧}}")
    first, second = (to_docx.to_docx(paper("雪"), form, given) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as found:
        assert {each.date_time for each in found.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{会議めい}}", "「{{会議名}}」のことではありませんか"),
        ("{{なにか}}", "使えるのは、題、町、会議名"),
        ("きょうの{{議題}}", "1行に、それだけを"),
        ("{{会議名}", "組が合っていません"),
        ("会議名}}", "組が合っていません"),
    ],
)
def test_a_wrong_template_is_explained_in_plain_words(form, template, paper, line, said):
    with pytest.raises(errors.UnusableInputError) as refusal:
        to_docx.to_docx(paper("雪"), form, template(line))
    assert said in str(refusal.value)
    assert "小さな紙" in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_word_file_is_refused_in_one_sentence(form, paper, content):
    with pytest.raises(errors.UnusableInputError, match="Wordのファイル"):
        to_docx.to_docx(paper("雪"), form, content)


def test_a_template_without_our_styles_will_do(form, template, paper):
    document = docx.Document(io.BytesIO(template("{{一覧}}")))
    for name in ("Body Text", "Heading 2", "List Bullet"):
        document.styles[name].delete()
    out = io.BytesIO()
    document.save(out)
    made = docx.Document(io.BytesIO(to_docx.to_docx(paper("雪"), form, out.getvalue())))
    assert made.tables[1].cell(0, 0).text == "雪"
