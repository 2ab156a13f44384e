"""``doctor`` says in plain words what is here, and what to do about what is not."""

import shutil
from collections import namedtuple

import pytest

from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.usecases import examining

Disk = namedtuple("Disk", "total used free")


def found(settings):
    return {finding.subject: finding for finding in examining.examine(settings)}


def test_everything_an_evening_needs_is_looked_at(settings):
    here = found(settings)
    assert {"Python", "データの置き場所", "空き容量", "ことばのモデル", "見本の町"} <= set(here)
    assert here["データの置き場所"].is_good
    assert str(settings.data_folder) in here["データの置き場所"].sentence
    assert here["見本の町"].sentence == "hinokawa"
    for finding in here.values():
        assert finding.sentence


def test_a_data_folder_that_cannot_be_used_is_a_finding_and_no_error(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    place = tmp_path / "file" / "data"
    bad = found(Settings(place, f"sqlite:///{place.as_posix()}/kurumaza.db"))
    assert not bad["データの置き場所"].is_good
    assert bad["Python"].is_good


def test_a_damaged_database_is_told(settings):
    settings.data_folder.mkdir()
    (settings.data_folder / "kurumaza.db").write_bytes(b"no database" * 1000)
    assert not found(settings)["データの置き場所"].is_good


def test_a_full_disk_is_told_with_what_to_do(settings, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Disk(10**12, 10**12, 10**8))
    finding = found(settings)["空き容量"]
    assert not finding.is_good
    assert "片づけて" in finding.sentence


def test_a_missing_browser_or_font_is_told(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(examining.sys, "platform", "linux")
    monkeypatch.setattr(examining, "_FONT_FOLDERS", (str(tmp_path / "none"),))
    here = found(settings)
    assert not here["ブラウザ"].is_good
    assert not here["日本語の文字"].is_good
    assert "入れてください" in here["ブラウザ"].sentence
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "NotoSansCJK-Regular.ttc").touch()
    assert found(settings)["日本語の文字"].is_good


def test_a_store_whose_file_was_spoiled_does_not_answer(settings):
    with Store.open(settings) as store:
        assert examining.answers(store)
    (settings.data_folder / "kurumaza.db").write_bytes(b"no database" * 1000)
    assert not examining.answers(store)


@pytest.mark.parametrize("name", ["sentence_transformers"])
def test_without_sentence_transformers_the_numbers_alone_do(settings, monkeypatch, name):
    seen = examining.importlib.util.find_spec
    monkeypatch.setattr(
        examining.importlib.util,
        "find_spec",
        lambda asked: None if asked == name else seen(asked),
    )
    finding = found(settings)["sentence-transformers"]
    assert not finding.is_good
    assert "内蔵" in finding.sentence
