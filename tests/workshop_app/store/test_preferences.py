"""Small settings, on SQLite and on a real PostgreSQL alike."""

import pytest
import sqlalchemy as sa

from workshop_app import errors
from workshop_app.store import municipalities, preferences, schema


@pytest.fixture
def put(store):
    """Keep a setting in a write of its own."""

    def keep(name, value, town_id=None):
        store.write(
            lambda conn: preferences.put(conn, name, value, municipality_id=town_id),
            municipality_id=town_id,
        )

    return keep


def get(store, name, town_id=None):
    return store.read(lambda conn: preferences.get(conn, name, municipality_id=town_id))


def test_what_nobody_has_set_is_none(store, town):
    assert get(store, "model") is None
    assert get(store, "model", town.id) is None
    assert store.read(lambda conn: preferences.all_of(conn, None)) == {}


def test_a_setting_comes_back_as_it_was_put_and_the_last_one_counts(store, put):
    for value in ("default", "", "C:\\モデル\\e5 小さい", "<b>'; --%s"):
        put("model", value)
        assert get(store, "model") == value
    assert store.read(lambda conn: preferences.all_of(conn, None)) == {"model": "<b>'; --%s"}


def test_towns_and_the_installation_do_not_see_each_other(store, town, put):
    other = store.write(
        lambda conn: municipalities.add(conn, name="月見町"), municipality_id=None
    )
    put("model", "わが家")
    put("model", "星", town.id)
    put("large_type", "1", town.id)
    put("model", "月", other.id)
    assert get(store, "model") == "わが家"
    assert store.read(lambda conn: preferences.all_of(conn, other.id)) == {"model": "月"}
    assert store.read(lambda conn: preferences.all_of(conn, town.id)) == {
        "large_type": "1",
        "model": "星",
    }


def test_a_towns_setting_moves_its_revision(store, town, put):
    before = store.revision(town.id)
    put("large_type", "1", town.id)
    assert store.revision(town.id) == before + 1


def test_the_settings_of_a_town_go_with_the_town(store, town, put):
    put("model", "わが家")
    put("model", "星", town.id)
    store.write(
        lambda conn: conn.execute(sa.delete(schema.municipalities)), municipality_id=None
    )
    assert store.read(lambda conn: preferences.all_of(conn, town.id)) == {}
    assert get(store, "model") == "わが家"


def test_a_setting_of_a_town_that_is_not_there_is_refused(store, put):
    with pytest.raises(errors.KurumazaError):
        put("model", "星", 999)
    assert store.read(lambda conn: preferences.all_of(conn, 999)) == {}
