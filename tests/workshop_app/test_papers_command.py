"""``kurumaza export --format docx|pptx|html|pack``: the papers as a person asks for them."""

import io
import zipfile

import docx
import pptx
import pytest

from workshop_app.papers import to_pdf


@pytest.mark.parametrize("file_format", ["docx", "pptx", "html"])
def test_one_paper(kurumaza, town, tmp_path, file_format):
    target = tmp_path / f"紙.{file_format}"
    told = kurumaza("export", "1", "--data", town, "--format", file_format, "-o", target)
    assert told.code == 0 and "書き出しました" in told.out
    content = target.read_bytes()
    if file_format == "docx":
        assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "会議録"
    elif file_format == "pptx":
        assert (
            pptx.Presentation(io.BytesIO(content))
            .slides[0]
            .shapes.title.text.startswith("日之川町")
        )
    else:
        assert content.startswith(b"<!doctype html>") and b"<svg" in content


def test_all_papers_with_their_progress(kurumaza, town, tmp_path):
    target = tmp_path / "紙.zip"
    told = kurumaza(
        *("export", "1", "--data", town, "--format", "pack", "--public"),
        *("--address", "http://192.168.1.2:8501", "-o", target),
    )
    assert told.code == 0
    assert "1/15 会議概要" in told.out and "15種の紙を" in told.out
    with zipfile.ZipFile(target) as found:
        assert "会議録.docx" in found.namelist() and found.testzip() is None


def test_a_meeting_that_is_not_there_is_one_sentence(kurumaza, town, tmp_path):
    target = tmp_path / "紙.zip"
    told = kurumaza("export", "99", "--data", town, "--format", "pack", "-o", target)
    assert told.is_one_sentence and not target.exists()


def test_a_pdf_without_libreoffice_is_one_sentence(kurumaza, town, tmp_path, monkeypatch):
    monkeypatch.setattr(to_pdf, "find_office", lambda: None)
    told = kurumaza(
        *("export", "1", "--data", town, "--format", "docx", "-o", tmp_path / "紙.pdf")
    )
    assert told.is_one_sentence and "LibreOffice" in told.err
