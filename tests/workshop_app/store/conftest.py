"""The databases every promise of the store is tested on."""

from datetime import date
from fractions import Fraction

import pytest

from analysis.case import Criterion
from workshop_app.model import MeetingKind, Stage
from workshop_app.settings import Settings
from workshop_app.store import Store, meetings, municipalities, projects, workshops
from workshop_app.usecases import deliberating, posing, presetting


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


@pytest.fixture
def open_choosing(store, town, workshop):
    """Return what opens a choosing of three projects by the rule of 小諸市."""

    def make_projects(conn):
        titles = ("移動する店", "朝の体操", "見守り電話")
        return [projects.add(conn, workshop_id=workshop.id, title=title) for title in titles]

    def open_it(
        *items,
        members,
        budget_yen,
        costs=(200_000, 250_000, 180_000),
        gates=None,
        years=lambda yen: (),
    ):
        made = store.write(make_projects, municipality_id=town.id)
        selection = deliberating.open_selection(
            store,
            workshop.id,
            "秋の選考",
            presetting.preset("komoro"),
            members=members,
            project_ids=[each.id for each in made],
            budget_yen=budget_yen,
        )
        criteria = [Criterion(name, most=Fraction(10), name=name) for name in items]
        deliberating.set_criteria(store, selection.id, criteria)
        told = posing.look_at(store, selection.id)
        for row, yen in zip(told.candidates, costs, strict=True):
            deliberating.describe_candidate(
                store,
                row.id,
                cost_yen=yen,
                requested_at="",
                gates=gates or {},
                years=years(yen),
            )
        return posing.look_at(store, selection.id)

    return open_it
