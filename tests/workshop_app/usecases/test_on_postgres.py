"""The whole story of the sample town is the same on a shared PostgreSQL as on one laptop."""

from contextlib import closing

import pytest

from workshop_app.embedders import load_default
from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.usecases import (
    flowing,
    gathering,
    mapping,
    opening,
    reading,
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
    }


def test_the_story_is_the_same_on_both_databases(store, postgres_url, tmp_path):
    with closing(Store.open(Settings(tmp_path / "shared", postgres_url))) as shared:
        assert tell(shared) == tell(store)
