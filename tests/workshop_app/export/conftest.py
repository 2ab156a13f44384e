from dataclasses import replace
from datetime import date

import pytest

from workshop_app.export import build_report
from workshop_app.model import (
    Area,
    Consent,
    Meeting,
    MeetingKind,
    Party,
    Stage,
    Voice,
    VoiceSource,
)

EVENING = Meeting(
    id=1,
    workshop_id=1,
    title="秋の集い",
    kind=MeetingKind.TOWN_MEETING,
    stage=Stage.HEARING,
    held_on=date(2026, 11, 3),
    area_id=1,
    purpose="これからの集いの計画づくりに使います。",
    question="この先も暮らすために何がいりますか",
    agenda="",
    is_open=True,
    join_code="abc",
)
AREAS = [Area(1, 1, "北圏域", 2, None), Area(2, 1, "南圏域", 2, None)]
SPOKEN = Voice(
    id=1,
    meeting_id=1,
    text="店が遠い",
    party=Party.RESIDENTS,
    table_number=3,
    kind=None,
    area_id=None,
    consent=Consent.PUBLIC,
    is_projected=True,
    source=VoiceSource.KEYBOARD,
    client_key="k",
    recorded_at="2026-11-03T04:00:00Z",
    withdrawn_at=None,
)


@pytest.fixture
def evening():
    return EVENING


@pytest.fixture
def areas():
    return AREAS


@pytest.fixture
def speak():
    """Return a voice that differs from a plain one in what is given."""
    return lambda **said: replace(SPOKEN, **said)


@pytest.fixture
def report_of():
    """Return a report of plain voices that say the texts given."""

    def build(*texts):
        said = [replace(SPOKEN, id=number, text=text) for number, text in enumerate(texts, 1)]
        return build_report("秋の集いの声", [EVENING], said, areas=AREAS)

    return build
