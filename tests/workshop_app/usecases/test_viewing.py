"""Looking at a part of the network: the sums agree, and nobody moves."""

from datetime import date

import pytest

from workshop_app.embedders import load_default
from workshop_app.model import AssetClass, MeetingKind, Party, RelationKind, Stage
from workshop_app.usecases import (
    entering,
    gathering,
    mapping,
    opening,
    reading,
    theming,
    viewing,
)
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.viewing import View

FIRST, SECOND = date(2026, 6, 1), date(2026, 11, 20)
BUS = [f"バスの本数が少ない。{n}" for n in ("病院に通えない", "駅まで遠い", "夕方がない")]
SNOW = [f"雪かきがつらい。{n}" for n in ("屋根が高い", "腰が痛い", "手が足りない")]


@pytest.fixture
def told(store):
    plan = opening.MeetingPlan(
        "夏の会", MeetingKind.TOWN_MEETING, Stage.HEARING, FIRST, table_count=1
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    gathering.record_lines(store, meeting.id, "\n".join(BUS), Entry(party=Party.RESIDENTS))
    gathering.record_lines(store, meeting.id, "\n".join(SNOW), Entry(party=Party.CARE))
    theming.settle(store, meeting.workshop_id, load_default())
    town = entering.town_of(store, meeting.id)
    club = mapping.register_stakeholder(store, town, "老人クラブ", Party.RESIDENTS)
    shop = mapping.register_stakeholder(store, town, "商店会", Party.COMPANIES)
    van = mapping.register_asset(
        store, town, "車", AssetClass.THING, noted_on=SECOND, owner_id=shop.id
    )
    mapping.relate(store, town, club.id, shop.id, RelationKind.JOINT)
    theme = theme_with(store, meeting, BUS[0])
    mapping.connect(store, theme, van)
    mapping.connect(store, theme, club)
    return meeting


def board_of(store, meeting):
    return reading.board_of_workshop(store, meeting.workshop_id)


def theme_with(store, meeting, text):
    board = board_of(store, meeting)
    return next(
        card.theme
        for card in (*board.themes, *board.lone)
        if any(voice.text == text for voice in card.voices)
    )


def look(store, meeting, **asked):
    whole = mapping.survey(store, meeting.workshop_id, board=board_of(store, meeting))
    return whole, viewing.look(store, meeting.workshop_id, whole, View(**asked))


def test_the_whole_is_the_whole(store, told):
    whole, part = look(store, told)
    assert part is whole


@pytest.mark.parametrize("party", [Party.RESIDENTS, Party.CARE, Party.COMPANIES])
def test_one_party_is_counted_alone_and_nobody_moves(store, told, party):
    whole, part = look(store, told, party=party)
    voices = [v for card in (*part.board.themes, *part.board.lone) for v in card.voices]
    assert len(voices) == part.board.total == {"residents": 3, "care": 3}.get(party.value, 0)
    assert {who.party for who in part.registers.stakeholders} <= {party}
    for node, place in part.picture.places.items():
        assert whole.picture.places.get(node, place) == place


def test_before_the_meeting_there_was_nothing_and_the_asset_came_later(store, told):
    _, before = look(store, told, until=date(2026, 5, 1))
    assert before.board.total == 0
    _, then = look(store, told, until=FIRST)
    assert then.board.total == 6
    assert then.registers.assets == ()
    assert viewing.days_of(store, told.workshop_id) == (FIRST,)


def test_one_theme_is_shown_with_what_stands_behind_it(store, told):
    theme = theme_with(store, told, BUS[0])
    _, part = look(store, told, theme_id=theme.id)
    names = {who.name for who in part.registers.stakeholders}
    assert names == {"老人クラブ", "商店会"}  # the owner of the van comes along
    assert [card.theme.id for card in (*part.board.themes, *part.board.lone)] == [theme.id]


def test_looking_keeps_nothing(store, told):
    town = entering.town_of(store, told.id)
    look(store, told)
    revision = store.revision(town)
    _, part = look(store, told, party=Party.CARE)
    again, _ = look(store, told)
    assert store.revision(town) == revision
    assert again.picture.places
    assert part.picture.places


@pytest.mark.parametrize("fold", list(viewing.Fold))
def test_a_picture_is_folded_as_people_wish_and_the_list_names_every_theme(store, told, fold):
    _, looked = look(store, told, fold=fold)
    listed = {item.id for item in looked.picture.listing}
    cards = (*looked.board.themes, *looked.board.lone)
    assert {mapping.node_of_theme(card.theme.id) for card in cards} <= listed
    if fold is viewing.Fold.BY_THEME:
        kinds = {node["id"].split(":")[0] for node in looked.picture.nodes}
        assert kinds <= {"theme", "fold"}
