"""The whole story of the sample town is the same on a shared PostgreSQL as on one laptop."""

from contextlib import closing
from datetime import date

import pytest

from workshop_app.embedders import load_default
from workshop_app.model import MatchState
from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.usecases import (
    developing,
    flowing,
    gathering,
    introducing,
    mapping,
    opening,
    reading,
    recognising,
    rehearsing,
    theming,
    weighing,
)
from workshop_app.usecases.gathering import Entry

pytestmark = pytest.mark.postgres


def tell(store):
    """Live through the story and return what the screens would show."""
    rehearsing.load(store, None, load_default())
    [workshop] = opening.all_workshops(store)
    meeting = reading.board_of_workshop(store, workshop.id).themes[0].voices[0].meeting_id
    said = gathering.record_voice(store, meeting, "坂の上までバスが来ない", Entry())
    theming.settle(store, workshop.id, load_default())
    board = reading.board_of_workshop(store, workshop.id)
    target = board.themes[0].theme.id
    theming.move(store, load_default(), said.id, target)
    board = reading.board_of_workshop(store, workshop.id)
    landscape = mapping.survey(store, workshop.id, board=board)
    weighed = weighing.weigh(store, workshop.id, load_default(), board)
    return {
        "themes": [(c.theme.heading, sorted(v.text for v in c.voices)) for c in board.themes],
        "lone": sorted(card.theme.heading for card in board.lone),
        "nodes": sorted(node["id"] for node in landscape.picture.nodes),
        "flow": [
            [(card.project.title, card.voice_count) for card in column.cards]
            for column in flowing.board(store, workshop.id)
        ],
        "orders": weighed.rankings,
        "joined": join(store, workshop, target),
    }


def join(store, workshop, theme_id):
    """Agree on a match, plan what is missing, write the sheet; return what is kept."""
    encoder = load_default()
    town = workshop.municipality_id
    proposals = introducing.board(store, workshop.id, encoder).proposals
    proposal = next(each for each in proposals if each.offering.capacity)
    match = introducing.take_up(store, workshop.id, proposal)
    introducing.move(store, town, match.id, MatchState.AGREED)
    for heard in recognising.hear(store, workshop.id)[:2]:
        recognising.leave(store, town, heard)
    developing.plan(store, town, "移動図書館", theme_id)
    developing.hold_together(store, town, theme_id, "居住支援協議会", date(2026, 11, 1))
    developing.log_support(store, town, date(2026, 11, 2), "協議体の進め方", "")
    developing.hand_on(store, town, dict.fromkeys(developing.HANDOFF_FIELDS, "東谷の買い物"))
    after = introducing.board(store, workshop.id, encoder)
    return {
        "proposals": [(p.need.text, p.offering.text, p.reason) for p in after.proposals],
        "met": [voice.text for voice in after.met],
        "capacity": after.offering_of(after.matches[0]).capacity,
        "heard": len(recognising.hear(store, workshop.id)),
        "pipeline": [len(column.plans) for column in developing.pipeline(store, town)],
        "sessions": developing.count_joint_sessions(store, town),
        "training": len(developing.list_support(store, town)),
        "sheets": [sheet.need for sheet in developing.list_handoffs(store, town)],
    }


def test_the_story_is_the_same_on_both_databases(store, postgres_url, tmp_path):
    with closing(Store.open(Settings(tmp_path / "shared", postgres_url))) as shared:
        assert tell(shared) == tell(store)
