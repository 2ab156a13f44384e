"""Introducing: proposed, asked, agreed, taken back."""

from datetime import date

import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import (
    AssetClass,
    MatchState,
    MeetingKind,
    Party,
    Stage,
    VoiceKind,
    VoiceSource,
)
from workshop_app.store import areas, assets, voices
from workshop_app.usecases import entering, introducing, listing, mapping, opening, reading

TODAY = date(2026, 11, 20)
SAID = [
    ("店が遠くて米が買えない", VoiceKind.TROUBLE, "B地区"),
    ("スーパーまで歩けない", VoiceKind.NEED, "B地区"),
    ("買い物の足がない", VoiceKind.TROUBLE, "A地区"),
    ("隣のピアノの音がつらい", VoiceKind.TROUBLE, "B地区"),
    ("電球の交換くらいなら手伝えます", VoiceKind.OFFER, "B地区"),
    ("天井の電球が替えられない", VoiceKind.TROUBLE, "B地区"),
    ("景色がよい町だ", VoiceKind.STRENGTH, ""),
]


class Town:
    def __init__(self, store):
        plan = opening.MeetingPlan(
            "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, TODAY, table_count=1
        )
        self.store = store
        self.meeting = opening.open_in_town(store, "みはらし町", plan)
        self.id = entering.town_of(store, self.meeting.id)
        self.areas = {
            name: self.write(
                lambda conn, name=name: areas.add(
                    conn, municipality_id=self.id, name=name, tier=2
                )
            )
            for name in ("A地区", "B地区")
        }
        for text, kind, area in SAID:
            self.write(
                lambda conn, text=text, kind=kind, area=area: voices.add(
                    conn,
                    meeting_id=self.meeting.id,
                    text=text,
                    party=Party.RESIDENTS,
                    kind=kind,
                    area_id=self.areas[area].id if area else None,
                    source=VoiceSource.KEYBOARD,
                )
            )
        van = mapping.register_asset(
            store,
            self.id,
            "移動販売車",
            AssetClass.THING,
            noted_on=TODAY,
            availability="火・木 10–12時",
        )
        self.van = self.write(
            lambda conn: assets.change(
                conn, van.id, capacity=10, area_id=self.areas["B地区"].id
            )
        )

    def write(self, act):
        return self.store.write(act, municipality_id=self.id)

    def board(self):
        return introducing.board(self.store, self.meeting.workshop_id, load_default())

    def capacity(self):
        return self.store.read(lambda conn: assets.get(conn, self.van.id)).capacity

    def take_up(self, text):
        [proposal] = [each for each in self.board().proposals if each.need.text == text]
        return introducing.take_up(self.store, self.meeting.workshop_id, proposal)

    def move(self, match, state, reason=""):
        return introducing.move(self.store, self.id, match.id, state, reason)


@pytest.fixture
def town(store):
    return Town(store)


def pairs(board):
    return {each.need.text: each.offering.text for each in board.proposals}


def test_needs_meet_assets_and_voices_of_their_own_area(town):
    """C5: the van serves B, and A is not proposed."""
    board = town.board()
    assert pairs(board) == {
        SAID[0][0]: "移動販売車",
        SAID[1][0]: "移動販売車",
        SAID[5][0]: SAID[4][0],
    }
    assert {each.voice.text for each in board.open_needs} == {SAID[2][0], SAID[3][0]}
    assert len(board.needs) == len(board.proposals) + len(board.open_needs) + len(board.met)


def test_the_other_area_is_proposed_where_the_asset_says_so(town):
    town.write(lambda conn: assets.change(conn, town.van.id, conditions="他地区も可"))
    assert pairs(town.board())[SAID[2][0]] == "移動販売車"


def test_nothing_is_agreed_by_itself_and_agreeing_takes_one_place(town):
    """C16: capacity 10 → 9 after an agreement."""
    match = town.take_up(SAID[0][0])
    assert match.state is MatchState.CANDIDATE
    assert "地区が合います" in match.reason
    assert town.capacity() == 10
    town.move(match, MatchState.ASKED)
    assert town.capacity() == 10
    agreed = town.move(match, MatchState.AGREED)
    assert (agreed.state, town.capacity()) == (MatchState.AGREED, 9)
    assert [voice.text for voice in town.board().met] == [SAID[0][0]]
    assert SAID[0][0] not in pairs(town.board())


def test_agreeing_twice_takes_one_place_and_taking_back_gives_it_again(town):
    match = town.take_up(SAID[0][0])
    town.move(match, MatchState.AGREED)
    town.move(match, MatchState.AGREED)
    assert town.capacity() == 9
    town.move(match, MatchState.CANDIDATE)
    assert town.capacity() == 10


def test_not_agreed_needs_a_reason_and_is_not_proposed_again(town):
    match = town.take_up(SAID[0][0])
    with pytest.raises(errors.UnusableInputError, match="わけ"):
        town.move(match, MatchState.DECLINED, "  ")
    declined = town.move(match, MatchState.DECLINED, "火曜は病院の日")
    assert declined.reason == "火曜は病院の日"
    assert SAID[0][0] not in pairs(town.board())
    town.move(match, MatchState.CANDIDATE)
    assert pairs(town.board())[SAID[0][0]] == "移動販売車"


def test_nobody_agrees_where_no_place_is_left(town):
    match = town.take_up(SAID[0][0])
    town.write(lambda conn: assets.change(conn, town.van.id, capacity=0))
    with pytest.raises(errors.UnusableInputError, match="空きがありません"):
        town.move(match, MatchState.AGREED)
    assert (
        introducing.board(town.store, town.meeting.workshop_id, load_default()).matches[0].state
        is MatchState.CANDIDATE
    )


def test_one_place_more_shows_whom_it_would_serve_and_keeps_nothing(town):
    town.write(lambda conn: assets.change(conn, town.van.id, capacity=1))
    served = introducing.what_if(
        town.store, town.meeting.workshop_id, load_default(), f"asset:{town.van.id}", 1
    )
    assert len(served) == 1 and served[0].text in (SAID[0][0], SAID[1][0])
    assert town.capacity() == 1
    with pytest.raises(errors.NotFoundError):
        introducing.what_if(
            town.store, town.meeting.workshop_id, load_default(), "asset:999", 1
        )


def test_a_candidate_taken_up_twice_is_one(town):
    first, again = town.take_up(SAID[0][0]), town.take_up(SAID[0][0])
    assert first.id == again.id


def test_withdrawn_voices_are_introduced_to_nobody(town):
    from workshop_app.usecases import gathering

    needs = {each.text: each.id for each in town.board().needs}
    gathering.withdraw(town.store, [needs[SAID[0][0]]], reason="取り消し")
    assert SAID[0][0] not in pairs(town.board())


def test_every_need_and_offer_is_listed_once_with_where_it_came_from(town):
    """C16 and C43: the two lists, how far each is, and what is like work."""
    town.write(
        lambda conn: voices.add(
            conn,
            meeting_id=town.meeting.id,
            text="軽い内職なら手伝える",
            party=Party.COMPANIES,
            kind=VoiceKind.OFFER,
            source=VoiceSource.KEYBOARD,
        )
    )
    mapping.register_asset(town.store, town.id, "体操教室", AssetClass.PLACE, noted_on=TODAY)
    match = town.take_up("店が遠くて米が買えない")
    town.move(match, MatchState.ASKED)
    themes = reading.board_of_workshop(town.store, town.meeting.workshop_id)
    board = town.board()
    found = listing.list_both(town.store, town.meeting.workshop_id, board, themes)
    standing = {each.voice.text: each.standing for each in found.needs}
    assert list(standing) == [voice.text for voice in board.needs]
    assert standing["店が遠くて米が買えない"] == "打診"
    assert standing["天井の電球が替えられない"] == "案あり"
    assert standing["隣のピアノの音がつらい"] == "まだ相手がいない"
    nobody = {each.voice.text for each in board.open_needs}
    assert {text for text, how in standing.items() if how == listing.NOBODY_YET} == nobody
    assert {each.source.meeting for each in found.needs} == {"夕べの会"}
    offers = {each.offering.text: each for each in found.offers}
    assert len(offers) == len(board.offerings)
    assert (offers["移動販売車"].standing, offers["移動販売車"].source.voice) == ("打診", None)
    assert [t for t, each in offers.items() if each.is_work_like] == ["軽い内職なら手伝える"]
    assert offers["体操教室"].programme == "地域介護予防活動支援事業"
