"""A small meeting for those who correct themes; the sample town with all its papers."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction

import docx
import pptx
import pytest
from docx.oxml.ns import qn

from analysis.case import Criterion
from workshop_app import cli, settings
from workshop_app.embedders import load_default
from workshop_app.model import (
    Access,
    Consent,
    DecisionOutcome,
    Fate,
    MeetingKind,
    MinutesRecord,
    Party,
    Stage,
)
from workshop_app.store import Store, receipts, themes, voices
from workshop_app.usecases import (
    answering,
    deciding,
    deliberating,
    developing,
    drafting,
    entering,
    gathering,
    minuting,
    opening,
    parking,
    posing,
    presetting,
    reading,
    scoring,
    screening,
    seating,
    theming,
)
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


_TODAY = date(2026, 11, 24)
_WISHES = drafting.Wishes(address="http://192.168.7.9:8501")
_SECRET = "むすめの借金の話は、ここだけの秘密にしてほしい"
_TAKEN_BACK = "やっぱりこの話はなかったことにしてください、柿の木の件"


def _first_meeting(store):
    return entering.all_meetings(store)[-1].meeting


def _fill(store):
    """Write everything of the sample town that the papers ask for."""
    meeting = _first_meeting(store)
    town = entering.town_of(store, meeting.id)
    gone = gathering.record_voice(
        store,
        meeting.id,
        _TAKEN_BACK,
        gathering.Entry(party=Party.RESIDENTS, table_number=1, consent=Consent.PUBLIC),
        client_key="gone",
    )
    gathering.withdraw(store, [gone.id], reason="本人から")
    handed = gathering.record_voice(
        store,
        meeting.id,
        _SECRET,
        gathering.Entry(party=Party.RESIDENTS, table_number=2, consent=Consent.PUBLIC),
        client_key="handed",
    )
    screening.hand_over(store, handed.id)
    minuting.write_down(
        store,
        MinutesRecord(
            meeting.id, "町民会館", "13:30〜15:30", "", "", "", "福祉課", 3, False, "次第", ""
        ),
    )
    open_one, part, closed = (
        minuting.new_item(meeting.id, topic)
        for topic in ("買い物", "個別の相談", "委託先の選定")
    )
    minuting.write_items(
        store,
        meeting.id,
        [
            replace(open_one, said="店が遠い", result="移動販売をためす"),
            replace(
                part,
                said="世帯のようす",
                access=Access.PARTLY,
                reason="個人の事情",
                public_words="相談の進め方を話した",
            ),
            replace(closed, said="見積りの額", access=Access.CLOSED, reason="契約の前"),
        ],
    )
    seating.count_people(store, meeting.id, {Party.RESIDENTS: 30, Party.CARE: 8})
    parking.park(store, meeting.id, "駐車場のこと")
    board = reading.board_of_meeting(store, meeting.id, on_screen=True)
    themes = [card.theme.id for card in board.themes]
    answering.answer(store, themes[0], Fate.ADOPTED, next_step="十二月にためす")
    answering.answer(
        store, themes[1], Fate.REFUSED, reason="車が足りない", next_step="来春に再び"
    )
    numbered = [voice.id for voice in board.themes[1].voices[:2]]
    store.write(
        lambda conn: receipts.add_many(conn, dict.fromkeys(numbered)), municipality_id=town
    )
    told = ("移送の手だて", "川西", "交通の会社", "集会所", "来年の春", "福祉課")
    developing.hand_on(store, town, dict(zip(developing.HANDOFF_FIELDS, told, strict=True)))
    _decide(store, meeting.workshop_id)
    return meeting.id


def _decide(store, workshop_id):
    made = deliberating.projects_of(store, workshop_id)[:2]
    selection = deliberating.open_selection(
        store,
        workshop_id,
        "秋の選考",
        presetting.preset("komoro"),
        members=3,
        project_ids=[each.id for each in made],
        budget_yen=400_000,
    )
    deliberating.set_criteria(
        store, selection.id, [Criterion("公益", most=Fraction(10), name="公益")]
    )
    told = posing.look_at(store, selection.id)
    for row in told.candidates:
        deliberating.describe_candidate(
            store, row.id, cost_yen=200_000, requested_at="", gates={"G1": True}
        )
    for member in told.members:
        for row, value in zip(told.candidates, ("9", "8"), strict=True):
            scoring.give(store, member.id, row.id, {told.criteria[0].id: value})
    deliberating.close(store, selection.id)
    verdicts = [
        deciding.Verdict(row.id, DecisionOutcome.ADOPTED, 200_000, "声が多くの班にある", "")
        for row in told.candidates
    ]
    deciding.decide(store, selection.id, verdicts, today=_TODAY)


@pytest.fixture(scope="session")
def told_town(tmp_path_factory):
    """The sample town with everything written, for all who only read."""
    folder = tmp_path_factory.mktemp("紙") / "データ"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    with Store.open(settings.load(folder)) as store:
        _fill(store)
        yield store


@pytest.fixture(scope="session")
def meeting_id(told_town):
    return _first_meeting(told_town).id


@pytest.fixture(scope="session")
def packed(told_town, meeting_id):
    """All papers of the town's first meeting, and what was told on the way."""
    told = []
    made = drafting.pack(told_town, meeting_id, _WISHES, lambda *said: told.append(said))
    return made, told


@pytest.fixture(scope="session")
def files(packed):
    with zipfile.ZipFile(io.BytesIO(packed[0].content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def _words_in(name, content):
    """Return all text of a file, read by another program than the one that wrote it."""
    if name.endswith(".docx"):
        document = docx.Document(io.BytesIO(content))
        roots = [document.element.body, document.sections[0].header._element]
        roots.append(document.sections[0].footer._element)
        return "\n".join(
            "".join(t.text or "" for t in p.iter(qn("w:t")))
            for root in roots
            for p in root.iter(qn("w:p"))
        )
    if name.endswith(".pptx"):
        shapes = [
            s for slide in pptx.Presentation(io.BytesIO(content)).slides for s in slide.shapes
        ]
        cells = [c.text for s in shapes if s.has_table for r in s.table.rows for c in r.cells]
        return "\n".join([s.text_frame.text for s in shapes if s.has_text_frame] + cells)
    return content.decode("utf-8-sig")


@pytest.fixture(scope="session")
def said(files):
    return {name.rsplit(".", 1)[0]: _words_in(name, content) for name, content in files.items()}


@pytest.fixture(scope="session")
def words_in():
    """Read all text of a file."""
    return _words_in


@pytest.fixture(scope="session")
def wishes():
    """How the papers of the told town were asked for."""
    return _WISHES


@pytest.fixture(scope="session")
def hidden_words():
    """What was taken back, and what was handed over to staff."""
    return (_TAKEN_BACK, "柿の木の件", _SECRET, "借金")
