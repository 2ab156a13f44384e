"""A small meeting, and all its rows, for those who correct themes."""

from datetime import date

import pytest

from workshop_app.embedders import load_default
from workshop_app.model import MeetingKind, Stage
from workshop_app.store import themes, voices
from workshop_app.usecases import gathering, opening, theming
from workshop_app.usecases.gathering import Entry

_SAID = [
    *(f"バスの本数が少ない。{n}" for n in ("病院に通えない", "駅まで遠い", "困る")),
    *(f"雪かきがつらい。{n}" for n in ("屋根が高い", "腰が痛い", "手が足りない")),
    *(f"集会所が寒い。{n}" for n in ("冬は行かない", "灯油が高い")),
    "子どもに将棋を教えたい",
]


def _make_meeting(store, said=None):
    plan = opening.MeetingPlan(
        title="夕べの会",
        kind=MeetingKind.TOWN_MEETING,
        stage=Stage.HEARING,
        held_on=date(2026, 11, 20),
        table_count=4,
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    gathering.record_lines(store, meeting.id, "\n".join(said or _SAID), Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    return meeting


def _snapshot(store, workshop_id, texts=None):
    """Return every row the first voices and their themes have."""

    def read(conn):
        said = {
            v.id
            for v in voices.list_of_workshop(conn, workshop_id)
            if texts is None or v.text in texts
        }
        placed = [a for a in themes.assignments_of(conn, workshop_id) if a.voice_id in said]
        used = {a.theme_id for a in placed}
        looks = {
            t.id: (t.heading, t.heading_by, t.position, t.retired_at, texts and t.is_lone)
            for t in themes.list_of(conn, workshop_id, include_retired=True)
            if t.id in used
        }
        return sorted(placed, key=lambda a: a.voice_id), looks

    return store.read(read)


@pytest.fixture(scope="session")
def make_meeting():
    """Open a meeting with a few voices that have their places."""
    return _make_meeting


@pytest.fixture(scope="session")
def first_voices():
    """What was said at that meeting."""
    return list(_SAID)


@pytest.fixture(scope="session")
def snapshot():
    """Read every row the first voices and their themes have."""
    return _snapshot
