"""PDF by LibreOffice, which no computer must have."""

import pytest

from workshop_app import errors
from workshop_app.papers import to_docx, to_pdf


def test_without_libreoffice_a_person_is_told_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(to_pdf, "_PLACES", ())
    with pytest.raises(errors.NotYetError, match="名前を付けて保存"):
        to_pdf.to_pdf(b"", "docx")


@pytest.mark.office
def test_a_word_file_becomes_a_pdf(office, form, template, paper):
    made = to_docx.to_docx(paper("坂がつらい"), form, template("{{議題}}"))
    assert to_pdf.to_pdf(made, "docx").startswith(b"%PDF-")
