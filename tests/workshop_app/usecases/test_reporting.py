"""What leaves the house as a file, under which name, and that it is written down."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import Consent, ConsentRecord, MeetingKind, NoticeWay, Stage
from workshop_app.store import audit
from workshop_app.usecases import agreeing, entering, gathering, opening, reporting, theming
from workshop_app.usecases.gathering import Entry

PLAN = opening.MeetingPlan(
    title="夕べの会",
    kind=MeetingKind.TOWN_MEETING,
    stage=Stage.HEARING,
    held_on=date(2026, 11, 20),
    table_count=4,
)


@pytest.fixture
def meeting(store):
    meeting = opening.open_in_town(store, "みはらし町", PLAN)
    for said, consent in (
        ("バスがない", Consent.PUBLIC),
        ("バスが来ない", Consent.TOWN),
        ("となりの家のこと", Consent.ROOM),
    ):
        gathering.record_voice(store, meeting.id, said, Entry(consent=consent))
    theming.settle(store, meeting.workshop_id, load_default())
    agreeing.write_down(
        store,
        ConsentRecord(meeting.id, "使い方", NoticeWay.SPOKEN, False, False, True, PLAN.held_on),
    )
    return meeting


def texts(paper):
    rows = csv.DictReader(io.StringIO(paper.content.decode("utf-8-sig"), newline=""))
    return [row["本文"] for row in rows]


def test_a_paper_holds_every_voice_and_says_how_many(store, meeting):
    paper = reporting.voices_paper(store, meeting.id, "csv")
    assert texts(paper) == ["バスがない", "バスが来ない", "となりの家のこと"]
    assert paper.rows == 3
    assert paper.name == "20261120_夕べの会.csv"
    book = reporting.voices_paper(store, meeting.id, "xlsx")
    assert book.content.startswith(b"PK")
    assert book.name.endswith(".xlsx")


def test_a_public_paper_holds_what_may_be_public(store, meeting):
    paper = reporting.voices_paper(store, meeting.id, "csv", for_public=True)
    assert texts(paper) == ["バスがない"]
    for held in ("来ない", "となりの家"):
        assert held not in paper.content.decode("utf-8-sig")


def test_a_voice_taken_back_is_on_no_paper(store, meeting):
    [first, *_] = gathering.said_so_far(store, meeting.id)
    gathering.withdraw(store, [first.id], reason="取り消し")
    assert "バスがない" not in texts(reporting.voices_paper(store, meeting.id, "csv"))


def test_who_took_what_out_is_written_down_without_a_voices_words(store, meeting):
    reporting.voices_paper(store, meeting.id, "csv", for_public=True)
    town_id = entering.town_of(store, meeting.id)
    lines = store.read(lambda conn: audit.list_of(conn, town_id))
    [line] = [line for line in lines if line.action == "書き出す"]
    assert line.subject == "夕べの会"
    assert "公開してよい声だけ" in line.detail
    assert "1件" in line.detail
    assert "バス" not in f"{line.subject}{line.detail}"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("夏/秋の会", "20261120_夏_秋の会.csv"),
        ("../../etc/passwd", "20261120__.._etc_passwd.csv"),
        ('C:\\会?*"<>|', "20261120_C_会_.csv"),
        ("行\n替え\u202e", "20261120_行_替え_.csv"),
        ("会" * 200, f"20261120_{'会' * 40}.csv"),
    ],
)
def test_the_files_name_is_one_that_every_system_takes(store, title, name):
    meeting = opening.open_in_town(store, "みはらし町", replace(PLAN, title=title))
    assert reporting.voices_paper(store, meeting.id, "csv").name == name


def test_an_unknown_format_or_meeting_is_told_and_nothing_is_noted(store, meeting):
    with pytest.raises(errors.UnusableInputError, match="pptx"):
        reporting.voices_paper(store, meeting.id, "pptx")
    with pytest.raises(errors.NotFoundError):
        reporting.voices_paper(store, 99, "csv")
    town_id = entering.town_of(store, meeting.id)
    lines = store.read(lambda conn: audit.list_of(conn, town_id))
    assert not [line for line in lines if line.action == "書き出す"]
