"""Who stands where: every node has a place of its own, and keeps it."""

from datetime import date

import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import (
    AssetClass,
    AssetState,
    MeetingKind,
    Party,
    RelationKind,
    Stage,
)
from workshop_app.store import Store, audit
from workshop_app.usecases import entering, gathering, mapping, opening, reading, theming
from workshop_app.usecases.gathering import Entry

SAID = [
    *(
        f"バスの本数が少ない。{n}"
        for n in ("病院に通えない", "駅まで遠い", "夕方がない", "困る")
    ),
    *(f"雪かきがつらい。{n}" for n in ("屋根が高い", "腰が痛い", "手が足りない", "困る")),
    "子どもに将棋を教えたい",
]
TODAY = date(2026, 11, 20)


@pytest.fixture
def meeting(store):
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, TODAY, table_count=2
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    gathering.record_lines(store, meeting.id, "\n".join(SAID), Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    return meeting


@pytest.fixture
def town_id(store, meeting):
    return entering.town_of(store, meeting.id)


def board_of(store, meeting):
    return reading.board_of_workshop(store, meeting.workshop_id)


def survey(store, meeting, **more):
    board = board_of(store, meeting)
    return mapping.survey(store, meeting.workshop_id, board=board, **more)


def theme_id(store, meeting, text=SAID[0]):
    return next(
        card.theme.id
        for card in (*board_of(store, meeting).themes, *board_of(store, meeting).lone)
        if any(voice.text == text for voice in card.voices)
    )


def test_every_theme_and_organisation_has_a_place_of_its_own(store, meeting, town_id):
    shop = mapping.register_stakeholder(store, town_id, " 商店会 ", Party.COMPANIES)
    hall = mapping.register_asset(
        store, town_id, "公民館", AssetClass.PLACE, noted_on=TODAY, owner_id=shop.id
    )
    assert shop.name == "商店会"
    assert hall.state is AssetState.HEARD
    picture = survey(store, meeting).picture
    board = board_of(store, meeting)
    themes = {mapping.node_of_theme(c.theme.id) for c in (*board.themes, *board.lone)}
    assert set(picture.places) >= themes | {f"actor:{shop.id}", f"asset:{hall.id}"}
    spots = {(place.x, place.y) for place in picture.places.values()}
    assert len(spots) == len(picture.places)


def test_nobody_moves_when_somebody_comes_and_not_after_a_restart(
    store, settings, meeting, town_id
):
    mapping.register_stakeholder(store, town_id, "商店会", Party.COMPANIES)
    first = survey(store, meeting).picture.places
    assert survey(store, meeting).picture.places == first
    club = mapping.register_stakeholder(store, town_id, "老人クラブ", Party.RESIDENTS)
    mapping.stand_behind(store, theme_id(store, meeting), stakeholder_id=club.id)
    gathering.record_voice(store, meeting.id, "灯油が高い", Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    second = survey(store, meeting).picture.places
    assert len(second) >= len(first) + 1
    assert {node: second[node] for node in first} == first
    store.close()
    with Store.open(settings) as again:
        assert survey(again, meeting).picture.places == second


def test_looking_is_no_news_for_the_town(store, meeting, town_id):
    before = store.revision(town_id)
    survey(store, meeting)
    survey(store, meeting, anew=True)
    assert store.revision(town_id) == before


def test_a_theme_behind_which_nobody_stands_is_named(store, meeting, town_id):
    bus = theme_id(store, meeting)
    shared = {card.theme.id for card in board_of(store, meeting).themes}
    assert set(survey(store, meeting).without_anybody) == shared
    shop = mapping.register_stakeholder(store, town_id, "商店会", Party.COMPANIES)
    mapping.stand_behind(store, bus, stakeholder_id=shop.id)
    assert set(survey(store, meeting).without_anybody) == shared - {bus}


def test_participants_words_are_text_in_every_node(store, meeting, town_id):
    name = "<img src=x onerror=alert(1)>団体"
    who = mapping.register_stakeholder(store, town_id, name, Party.COMPANIES)
    landscape = survey(store, meeting)
    [kept] = [each for each in landscape.registers.stakeholders if each.id == who.id]
    assert kept.name == name


def test_who_stands_behind_a_theme_is_kept_in_the_registers(store, meeting, town_id):
    bus = theme_id(store, meeting)
    shop = mapping.register_stakeholder(store, town_id, "商店会", Party.COMPANIES)
    club = mapping.register_stakeholder(store, town_id, "老人クラブ", Party.RESIDENTS)
    hall = mapping.register_asset(store, town_id, "公民館", AssetClass.PLACE, noted_on=TODAY)
    mapping.stand_behind(store, bus, stakeholder_id=shop.id)
    mapping.stand_behind(store, bus, asset_id=hall.id)
    mapping.relate(store, town_id, shop.id, club.id, RelationKind.COOPERATION)
    registers = mapping.registers_of(store, meeting.workshop_id)
    assert [each.theme_id for each in registers.supports] == [bus, bus]
    assert [(r.source_id, r.target_id) for r in registers.relations] == [(shop.id, club.id)]
    lines = store.read(lambda conn: audit.list_of(conn, town_id))
    assert {"団体を登録", "地域の宝を登録", "テーマの後ろだてを書く"} <= {
        line.action for line in lines
    }


def test_what_makes_no_sense_is_refused_with_a_sentence(store, meeting, town_id):
    shop = mapping.register_stakeholder(store, town_id, "商店会", Party.COMPANIES)
    hall = mapping.register_asset(store, town_id, "公民館", AssetClass.PLACE, noted_on=TODAY)
    bus = theme_id(store, meeting)
    before = mapping.registers_of(store, meeting.workshop_id)
    for act in (
        lambda: mapping.register_stakeholder(store, town_id, "\u3000", Party.CARE),
        lambda: mapping.register_asset(store, town_id, " ", AssetClass.THING, noted_on=TODAY),
        lambda: mapping.stand_behind(store, bus),
        lambda: mapping.stand_behind(store, bus, stakeholder_id=shop.id, asset_id=hall.id),
        lambda: mapping.stand_behind(store, 999, stakeholder_id=shop.id),
        lambda: mapping.stand_behind(store, bus, stakeholder_id=999),
        lambda: mapping.relate(store, town_id, shop.id, shop.id, RelationKind.JOINT),
        lambda: mapping.relate(store, town_id, shop.id, 999, RelationKind.JOINT),
        lambda: mapping.relate(store, 999, shop.id, 998, RelationKind.JOINT),
    ):
        with pytest.raises(errors.KurumazaError):
            act()
    assert mapping.registers_of(store, meeting.workshop_id) == before


def test_a_support_of_a_theme_that_is_gone_is_not_drawn_and_breaks_nothing(
    store, meeting, town_id
):
    bus, snow = theme_id(store, meeting), theme_id(store, meeting, SAID[4])
    shop = mapping.register_stakeholder(store, town_id, "商店会", Party.COMPANIES)
    mapping.stand_behind(store, bus, stakeholder_id=shop.id)
    theming.merge(store, load_default(), [snow, bus])
    landscape = survey(store, meeting)
    assert mapping.node_of_theme(bus) not in landscape.picture.places


@pytest.mark.parametrize("node", ["actor:1", "theme:", "theme:x", "theme:²", "", "theme"])
def test_what_is_no_node_of_a_theme_is_none(node):
    assert mapping.theme_of_node(node) is None
    assert mapping.theme_of_node(mapping.node_of_theme(7)) == 7
