"""On the day words are deleted, and only counts are left; nothing of them lies on the disk."""

from datetime import date

import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import Consent, CountOf, Party
from workshop_app.store import audit, backup, meetings, steps, themes
from workshop_app.usecases import (
    entering,
    gathering,
    reading,
    reporting,
    retaining,
    theming,
)

TODAY = date(2027, 4, 1)
SAID = (
    ("バスの本数が少なくて通院に困る", Party.RESIDENTS, Consent.TOWN, 1),
    ("バスの便を増やしてほしいと思う", Party.RESIDENTS, Consent.TOWN, 2),
    ("訪問の帰りに坂で転びそうになる", Party.CARE, Consent.TOWN, 2),
)


@pytest.fixture
def evening(store, open_meeting):
    meeting = open_meeting(SAID)
    theming.settle(store, meeting.workshop_id, load_default())
    return meeting


def state_of(store, meeting):
    lines = retaining.report(store, TODAY).lines
    return next(line for line in lines if line.meeting.id == meeting.id).state


def test_the_report_says_whose_day_has_come(store, evening, open_meeting):
    assert state_of(store, evening) == retaining.UNDECIDED
    for day, state in (
        (date(2027, 3, 31), retaining.DUE),
        (date(2027, 4, 1), retaining.DUE),
        (date(2027, 4, 2), retaining.SOON),
        (date(2027, 5, 2), retaining.KEPT),
    ):
        retaining.set_day(store, evening.id, day)
        assert state_of(store, evening) == state
    other = open_meeting(SAID[:1], title="先の会")
    retaining.set_day(store, other.id, date(2027, 1, 1))
    report = retaining.report(store, TODAY)
    assert [line.meeting.title for line in report.lines] == ["先の会", "夕べの会"]
    assert [line.is_due for line in report.lines] == [True, False]


def test_erasing_leaves_totals_and_nothing_else(store, evening):
    [first, *_] = gathering.said_so_far(store, evening.id)
    cards = reading.board_of_meeting(store, evening.id).lone
    theming.rename(store, load_default(), cards[0].theme.id, "足のこと")
    theming.move(store, load_default(), first.id, cards[0].theme.id)
    gathering.withdraw(store, [first.id], reason="本人から")
    gone = retaining.erase(store, evening.id)
    assert gone.voices == 3
    assert gathering.said_so_far(store, evening.id) == []
    kept = {(one.about, one.name): one.voices for one in retaining.counts_of(store, evening.id)}
    assert kept == {
        (CountOf.PARTY, "住民"): 1,
        (CountOf.PARTY, "医療・介護"): 1,
        (CountOf.TABLE, "2班"): 2,
        (CountOf.KIND, "困りごと"): 2,
    }
    town_id = entering.town_of(store, evening.id)
    told = store.read(
        lambda conn: [
            *(f"{a.subject}{a.detail}" for a in audit.list_of(conn, town_id)),
            *(step.summary for step in steps.list_of(conn, evening.workshop_id)),
            *(t.heading for t in themes.list_of(conn, evening.workshop_id, True)),
        ]
    )
    for text, *_ in SAID:
        assert not [line for line in told if text[:8] in line]
    assert state_of(store, evening) == retaining.ERASED
    assert reporting.voices_paper(store, evening.id, "csv").rows == 0
    assert reading.board_of_meeting(store, evening.id).themes == ()


def test_the_words_are_not_in_the_file_any_more(store, evening):
    files = [
        path for path in store.path.parent.iterdir() if path.name.startswith(store.path.name)
    ]
    before = b"".join(path.read_bytes() for path in files)
    assert all(text.encode() in before for text, *_ in SAID)
    assert retaining.erase(store, evening.id).is_overwritten
    after = b"".join(
        path.read_bytes()
        for path in store.path.parent.iterdir()
        if path.name.startswith(store.path.name)
    )
    for text, *_ in SAID:
        assert text.encode() not in after
        assert text[:8].encode() not in after


def test_words_that_another_meeting_said_too_stay_there(store, evening, open_meeting):
    other = open_meeting(SAID[:1], title="次の会")
    theming.settle(store, other.workshop_id, load_default())
    before = gathering.said_so_far(store, other.id)
    retaining.erase(store, evening.id)
    assert gathering.said_so_far(store, other.id) == before
    board = reading.board_of_meeting(store, other.id)
    assert [card.theme.heading for card in board.lone] == [SAID[0][0]]


def test_there_is_nothing_to_erase_twice(store, evening):
    retaining.erase(store, evening.id)
    with pytest.raises(errors.UnusableInputError, match="消すものがありません"):
        retaining.erase(store, evening.id)


def test_a_town_goes_as_a_whole_with_the_copies_beside_it(store, evening):
    backup.backup(store, store.path.with_name("kurumaza.before-restore-1.db"))
    assert [copy.path.name for copy in retaining.report(store, TODAY).copies] == [
        "kurumaza.before-restore-1.db"
    ]
    town_id = entering.town_of(store, evening.id)
    assert retaining.erase_town(store, town_id).voices == 3
    assert entering.all_meetings(store) == []
    with pytest.raises(errors.NotFoundError):
        store.read(lambda conn: meetings.get(conn, evening.id))
    [line] = store.read(lambda conn: audit.list_of(conn, None))
    assert line.action == "町のデータをすべて消す"
    left = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    for phrase in ("バスの本数", "夕べの会", "みはらし町"):
        assert phrase.encode() not in left


def test_copies_can_be_removed_alone(store, evening):
    backup.backup(store, store.path.with_name("kurumaza.before-0009-1.db"))
    assert retaining.remove_copies(store, entering.town_of(store, evening.id)) == 1
    assert retaining.report(store, TODAY).copies == ()
    assert len(gathering.said_so_far(store, evening.id)) == 3
