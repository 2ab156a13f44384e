"""A meeting with every kind of voice that should be looked at before it leaves."""

from datetime import date

import pytest

from workshop_app.embedders import load_default
from workshop_app.model import (
    Consent,
    ConsentRecord,
    MeetingKind,
    NoticeWay,
    Party,
    Stage,
    VoiceKind,
    VoiceSource,
)
from workshop_app.store import audit, voices
from workshop_app.usecases import agreeing, entering, gathering, opening, theming

DAY = date(2026, 11, 20)


@pytest.fixture
def town(store):
    """An invented town with two areas."""
    return opening.found_town(store, "みはらし町", area_names=("北の里", "南の里"))


@pytest.fixture
def open_meeting(store, town):
    """Open a meeting in which people said what is given: text, party, consent, table."""

    def make(said=(), *, title="夕べの会", quoting=True):
        plan = opening.MeetingPlan(
            title=title,
            kind=MeetingKind.TOWN_MEETING,
            stage=Stage.HEARING,
            held_on=DAY,
            table_count=4,
        )
        meeting = opening.open_meeting(store, town.id, plan)
        drafts = [
            voices.VoiceDraft(
                text=text,
                party=party,
                source=VoiceSource.KEYBOARD,
                table_number=table,
                consent=consent,
                kind=VoiceKind.TROUBLE,
            )
            for text, party, consent, table in said
        ]
        gathering.take_in(store, meeting.id, drafts)
        agreeing.write_down(
            store,
            ConsentRecord(meeting.id, "使い方", NoticeWay.SPOKEN, False, False, quoting, DAY),
        )
        return meeting

    return make


@pytest.fixture
def meeting(open_meeting):
    """30 voices of residents, 20 of care, 4 of companies: the numbers of P10."""
    said = [
        *(
            (f"バスの便が少ない{n}", Party.RESIDENTS, Consent.PUBLIC, n % 4 + 1)
            for n in range(30)
        ),
        *((f"訪問の道が遠い{n}", Party.CARE, Consent.PUBLIC, n % 4 + 1) for n in range(20)),
        *(
            (f"配達の人手がある{n}", Party.COMPANIES, Consent.PUBLIC, n % 4 + 1)
            for n in range(4)
        ),
    ]
    return open_meeting(said)


@pytest.fixture
def settled(store, meeting):
    """The same meeting with themes."""
    theming.settle(store, meeting.workshop_id, load_default())
    return meeting


@pytest.fixture
def lines_left(store):
    """Return the lines of the audit log of what left a meeting's town, the newest first."""

    def read(meeting):
        town_id = entering.town_of(store, meeting.id)
        lines = store.read(lambda conn: audit.list_of(conn, town_id))
        return [line for line in lines if "書き出す" in line.action]

    return read
