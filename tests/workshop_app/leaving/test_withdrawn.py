"""A voice that was taken back leaves no trace in anything made afterwards (P21)."""

import io
import zipfile
from dataclasses import replace

import pytest

from workshop_app.embedders import load_default
from workshop_app.export import FOREIGN_FORMATS, FORMATS, NETWORK_FORMATS
from workshop_app.model import (
    COMPANY_FIELDS,
    Consent,
    MeetingKind,
    Party,
    Stage,
    VoiceExtra,
)
from workshop_app.store import audit, extras
from workshop_app.usecases import (
    agreeing,
    charting,
    clearing,
    counting,
    entering,
    gathering,
    interviewing,
    opening,
    printing,
    reporting,
    theming,
)
from workshop_app.usecases.selecting import Order, Scope

WORDS = "ヨモギ餅を配りたい"
EXTRA = "ヒミツの列の値"


@pytest.fixture
def evening(store, open_meeting):
    said = [
        (WORDS, Party.RESIDENTS, Consent.PUBLIC, 1),
        ("坂がつらい", Party.CARE, Consent.PUBLIC, 2),
    ]
    meeting = open_meeting(said)
    theming.settle(store, meeting.workshop_id, load_default())
    first = gathering.said_so_far(store, meeting.id)[0]
    store.write(
        lambda conn: extras.put_many(conn, [VoiceExtra(first.id, 0, "ひとこと", EXTRA)]),
        municipality_id=entering.town_of(store, meeting.id),
    )
    return meeting


def files_of(store, meeting):
    """Every file of voices or of the network, in every scope and ending."""
    for scope in Scope:
        for name in FORMATS:
            yield reporting.voices_paper(store, meeting.id, name, order=Order(scope))
        for tool, kinds in FOREIGN_FORMATS.items():
            for ending in kinds:
                yield reporting.foreign_paper(
                    store, meeting.id, tool, ending=ending, order=Order(scope)
                )
    for name in NETWORK_FORMATS:
        yield charting.network_paper(store, meeting.id, name)
    yield counting.counts_paper(store, meeting.id)


def text_in(content):
    """All bytes of a file, those inside a zip unpacked."""
    if not content.startswith(b"PK"):
        return content.decode(
            "utf-8-sig" if b"\xef\xbb\xbf" in content[:3] else "utf-8", "replace"
        ) + (content.decode("cp932", "replace"))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(text_in(packed.read(name)) for name in packed.namelist())


def test_no_trace_of_it_in_any_new_file_and_the_log_keeps_its_line(store, evening):
    before = [text_in(paper.content) for paper in files_of(store, evening)]
    assert sum(WORDS in told for told in before) >= len(FORMATS) * len(Scope)
    assert any(EXTRA in told for told in before)
    [first, _] = gathering.said_so_far(store, evening.id)
    gathering.withdraw(store, [first.id], reason="本人から")
    for paper in files_of(store, evening):
        told = text_in(paper.content)
        assert WORDS not in told, paper.name
        assert "ヨモギ" not in told, paper.name
        assert EXTRA not in told, paper.name
    town_id = entering.town_of(store, evening.id)
    lines = store.read(lambda conn: audit.list_of(conn, town_id))
    assert [line.subject for line in lines if line.action == "声の取り消し"] == [
        f"No.{first.id}"
    ]


def test_what_a_company_has_not_confirmed_is_in_no_file_and_the_list_says_so(store, evening):
    """P24: closed until the company gives its word."""
    meeting = opening.open_meeting(
        store,
        entering.town_of(store, evening.id),
        opening.MeetingPlan(
            title="会社の聞き取り",
            kind=MeetingKind.COMPANY_HEARING,
            stage=Stage.PLANNING,
            held_on=evening.held_on,
            table_count=1,
        ),
        workshop_id=evening.workshop_id,
    )
    told = agreeing.record_of(store, evening.id)
    agreeing.write_down(store, replace(told, meeting_id=meeting.id))
    field = COMPANY_FIELDS[0]
    interviewing.write(store, meeting.id, field, "軽トラックを三台出せる")
    for name in ("xlsx", "csv"):
        paper = reporting.voices_paper(store, meeting.id, name)
        assert "軽トラック" not in text_in(paper.content), paper.name
    assert "軽トラック" not in printing.offers(store, evening.workshop_id).decode()
    lines = clearing.say(clearing.look_over(store, meeting.id))
    assert any("確認を待つ聞き取りが1項目" in line for line in lines)
    interviewing.confirm(store, meeting.id, field, confirmed=True)
    assert "軽トラック" in printing.offers(store, evening.workshop_id).decode()
