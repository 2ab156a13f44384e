"""The databases every promise of the store is tested on."""

from datetime import date

import pytest

from workshop_app.model import MeetingKind, Stage
from workshop_app.settings import Settings
from workshop_app.store import Store, meetings, municipalities, workshops


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_settings(request, tmp_path):
    """Settings of an empty database: a SQLite file, then a PostgreSQL database."""
    wanted = "database_url" if request.param == "sqlite" else "postgres_url"
    return Settings(tmp_path / "車座のデータ", request.getfixturevalue(wanted))


@pytest.fixture
def store(either_settings):
    """An open, empty store on either database."""
    with Store.open(either_settings) as opened:
        yield opened


@pytest.fixture
def town(store):
    """An invented town."""
    return store.write(
        lambda conn: municipalities.add(conn, name="星見町"), municipality_id=None
    )


@pytest.fixture
def workshop(store, town):
    """A workshop of the town."""
    return store.write(
        lambda conn: workshops.add(conn, municipality_id=town.id, title="外出を語る場"),
        municipality_id=town.id,
    )


@pytest.fixture
def meeting(store, town, workshop):
    """A meeting of the workshop."""
    return store.write(
        lambda conn: meetings.add(
            conn,
            workshop_id=workshop.id,
            title="第1回",
            kind=MeetingKind.TOWN_MEETING,
            stage=Stage.HEARING,
            held_on=date(2026, 11, 5),
        ),
        municipality_id=town.id,
    )
