"""A meeting on either database, and clocks the test turns by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workshop_app.model import MeetingKind, Party, Stage
from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.usecases import gathering, opening
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.timing import Watch


class Clocks:
    """The steady clock of a process and the laptop's time of day, both turned by hand."""

    def __init__(self):
        self.steady = 1000.0
        self.wall = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

    def pass_(self, seconds):
        self.steady += seconds
        self.wall += timedelta(seconds=seconds)

    def set_time_of_day(self, hours):
        self.wall += timedelta(hours=hours)

    def watch(self):
        """A watch of a fresh process."""
        return Watch(lambda: self.steady, lambda: self.wall)


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def new_clocks():
    """Make other clocks, for tests that need many."""
    return Clocks


@pytest.fixture
def watch(clocks):
    return clocks.watch()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either(request, tmp_path):
    """An open, empty store on either database."""
    wanted = "database_url" if request.param == "sqlite" else "postgres_url"
    with Store.open(Settings(tmp_path / "データ", request.getfixturevalue(wanted))) as opened:
        yield opened


@pytest.fixture
def say():
    """Put a voice into a meeting."""

    def say_one(store, meeting, text, party=Party.RESIDENTS, table=1):
        entry = Entry(party=party, table_number=table)
        return gathering.record_voice(store, meeting.id, text, entry)

    return say_one


def _open(store, *, sheet="town_meeting_120", tables=4):
    plan = opening.MeetingPlan(
        title="夕べの語らい",
        kind=MeetingKind.TOWN_MEETING,
        stage=Stage.HEARING,
        held_on=date(2026, 11, 20),
        table_count=tables,
        run_sheet=sheet,
    )
    return opening.open_in_town(store, "みはらし町", plan)


@pytest.fixture
def open_meeting():
    """Open a meeting in a store, with a run sheet and tables."""
    return _open


@pytest.fixture
def meeting(store):
    return _open(store)


@pytest.fixture
def either_meeting(either):
    return _open(either)
