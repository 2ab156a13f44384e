"""The pages work with the chosen model, say so, and go on where it is gone."""

import shutil
from contextlib import contextmanager

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import embedders, places
from workshop_app.settings import Settings
from workshop_app.store import Store, themes, workshops
from workshop_app.ui import shared

pytestmark = pytest.mark.slow


@pytest.fixture
def settings_of_town(town, monkeypatch):
    monkeypatch.setenv("KURUMAZA_DATA", str(town))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    return Settings(town, f"sqlite:///{(town / 'kurumaza.db').as_posix()}")


@contextmanager
def opened(page):
    """Open a page of the running application; its models end with it."""
    app = AppTest.from_file(str(places.ENTRY), default_timeout=120)
    try:
        app.run()
        app.switch_page(str(places.PAGES / f"{page}.py"))
        app.run()
        assert not app.exception
        yield app
    finally:
        shared.close()


def standing(settings):
    with Store.open(settings) as store:
        return store.read(
            lambda conn: [
                sorted(
                    (one.voice_id, one.theme_id) for one in themes.assignments_of(conn, w.id)
                )
                for w in workshops.list_of(conn, 1)
            ]
        )


def shown(elements):
    return "\n".join(str(element.value) for element in elements)


def test_the_page_says_which_model_is_at_work_and_nobody_moves(
    settings_of_town, model_folder, choose_model
):
    shutil.copytree(model_folder, settings_of_town.data_folder / "models" / "kotoba")
    choose_model(settings_of_town, "kotoba")
    before = standing(settings_of_town)
    assert before and before[0]
    with opened("themes") as app:
        assert "kotoba" in shown(app.caption)
        assert shared.embedder().name == "kotoba"
        assert not shared.embedder().status.notice
    assert standing(settings_of_town) == before


def test_where_the_folder_is_gone_a_sentence_is_seen_and_the_page_goes_on(
    settings_of_town, choose_model
):
    choose_model(settings_of_town, "yama/kotoba")
    before = standing(settings_of_town)
    with opened("themes") as app:
        [notice] = [w.value for w in app.warning if "kotoba" in w.value]
        assert "見つからない" in notice
        assert app.title[0].value == "テーマ"
        assert shared.embedder().fingerprint == embedders.load_default().fingerprint
    assert standing(settings_of_town) == before


def test_where_the_folder_cannot_be_loaded_the_built_in_model_takes_over(
    settings_of_town, choose_model
):
    folder = settings_of_town.data_folder / "models" / "broken"
    shutil.copytree(places.RULES, folder)
    choose_model(settings_of_town, "broken")
    with opened("themes") as app:
        app.run()  # the first page may still have been waiting for the worker
        assert not app.exception
        assert "使えません" in shown(app.warning)
        assert shared.embedder().fingerprint == embedders.load_default().fingerprint
