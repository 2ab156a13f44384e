"""What ``pip install .`` would put on a stranger's machine."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    stray = (
        ROOT / "sample_sessions" / "real_people.db"
    )  # git-ignored, as a live database would be
    stray.touch()
    try:
        [wheel] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")))
    finally:
        stray.unlink()
    return zipfile.ZipFile(wheel).namelist()


def test_only_two_import_names_are_taken(shipped):
    top = {name.split("/")[0] for name in shipped}
    assert {name for name in top if not name.endswith(".dist-info")} == {
        "workshop_app",
        "analysis",
    }


@pytest.mark.parametrize("folder", ["pages", "templates", "sample_sessions"])
def test_the_sibling_folders_travel_inside(shipped, folder):
    here = {
        p.relative_to(ROOT / folder).as_posix()
        for p in (ROOT / folder).rglob("*")
        if p.is_file() and p.suffix not in {".db", ".pyc"}
    }
    start = f"workshop_app/_house/{folder}/"
    there = {n.removeprefix(start) for n in shipped if n.startswith(start)}
    assert there == here
    assert here


def test_nothing_git_ignores_is_shipped(shipped):
    assert not [name for name in shipped if name.endswith((".db", ".pyc", "secrets.toml"))]


def test_the_word_table_and_its_licences_travel(shipped):
    carried = {n.rsplit("/", 1)[1] for n in shipped if "/embedders/word_table/" in n}
    assert any(n.endswith((".npz", ".npy")) for n in carried)
    assert {n for n in carried if "LICENSE" in n and n.endswith(".txt")}


def test_the_settings_of_the_pages_travel(shipped):
    assert "workshop_app/.streamlit/config.toml" in shipped
