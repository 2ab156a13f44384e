"""A real store behind the phone routes, without Streamlit, and a phone that asks them."""

from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from workshop_app.model import MeetingKind, Stage
from workshop_app.phone import make_asset_routes, make_routes
from workshop_app.usecases import entering, opening
from workshop_app.usecases.opening import MeetingPlan

ADDRESS = "http://hall.local:8501"


@pytest.fixture
def room(store):
    plan = MeetingPlan(
        "星見町の集まり", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 24), 3
    )
    meeting = opening.open_in_town(store, "星見町", plan)
    return entering.enter(store, meeting.id)


@pytest.fixture
def code(room):
    return room.meeting.join_code


@pytest.fixture
def make_phone(store):
    """Return phones, each with cookies of its own."""
    application = Starlette(routes=[*make_routes(lambda: store), *make_asset_routes()])

    def make():
        return TestClient(application, base_url=ADDRESS, follow_redirects=False)

    return make


@pytest.fixture
def phone(make_phone):
    return make_phone()


@pytest.fixture
def guest(phone, code):
    """A phone that has come in as a resident at table 2."""
    phone.post(f"/j/{code}/join", data={"party": "residents", "table": "2"})
    return phone
