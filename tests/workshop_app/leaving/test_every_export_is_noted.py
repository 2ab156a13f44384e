"""Whatever is handed out as a file leaves one line in the log (P13)."""

import pytest

from workshop_app.export import FOREIGN_FORMATS, FORMATS, NETWORK_FORMATS
from workshop_app.usecases import (
    charting,
    counting,
    developing,
    entering,
    locking,
    printing,
    reporting,
    screening,
)

FIELDS = dict.fromkeys(developing.HANDOFF_FIELDS, "地域の足")


def hand_off(store, meeting):
    sheet = developing.hand_on(store, entering.town_of(store, meeting.id), FIELDS)
    return developing.take_out(store, sheet)


def locked(store, meeting):
    room = entering.enter(store, meeting.id)
    paper = reporting.Paper("x.csv", b"x", 1)
    return locking.lock(store, room, paper, locking.draw_password())


WAYS = {
    **{
        f"voices {name}": lambda s, m, name=name: reporting.voices_paper(s, m.id, name)
        for name in FORMATS
    },
    **{
        f"foreign {name}": lambda s, m, name=name: reporting.foreign_paper(s, m.id, name)
        for name in FOREIGN_FORMATS
    },
    **{
        f"network {name}": lambda s, m, name=name: charting.network_paper(s, m.id, name)
        for name in NETWORK_FORMATS
    },
    "counts": lambda s, m: counting.counts_paper(s, m.id),
    "goal tree": lambda s, m: printing.goal_tree(s, m.workshop_id),
    "logic model": lambda s, m: printing.logic_model(s, m.workshop_id),
    "offers": lambda s, m: printing.offers(s, m.workshop_id),
    "handoff": hand_off,
    "screening log": lambda s, m: screening.log_of(s, m.id),
    "locked": locked,
}


def test_every_way_out_writes_one_line(store, meeting, lines_left):
    for name, take_out in WAYS.items():
        before = len(lines_left(meeting))
        assert take_out(store, meeting), name
        lines = lines_left(meeting)
        assert len(lines) == before + 1, name
        assert lines[0].role == "記録"
        assert lines[0].detail, name
        assert "バス" not in f"{lines[0].subject}{lines[0].detail}"


def test_what_could_not_be_made_is_not_noted(store, meeting, lines_left):
    with pytest.raises(Exception, match="pdf"):
        reporting.foreign_paper(store, meeting.id, "pdf")
    assert lines_left(meeting) == []
