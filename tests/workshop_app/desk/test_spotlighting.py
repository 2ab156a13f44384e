"""The wall shows some voices only, says so, keeps its places, and opens nothing hidden."""

from datetime import date

import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import Consent, MeetingKind, Party, ScreenView, Stage
from workshop_app.usecases import gathering, opening, showing, spotlighting, theming
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.gathering import Entry

CARE = Filter(parties=frozenset({Party.CARE}))


def texts_on(screen):
    cards = (*screen.board.themes, *screen.board.lone)
    return {voice.text for card in cards for voice in card.voices}


@pytest.fixture
def evening(either, either_meeting, say):
    """Three themes by two parties, a lone voice, one that is taken off and one withdrawn."""
    for number, ending in enumerate(("通えない", "遠い", "困る", "減った")):
        party = Party.CARE if number == 0 else Party.RESIDENTS
        say(either, either_meeting, f"バスの本数が少ない。{ending}", party, number % 2 + 1)
    for ending in ("屋根が高い", "腰が痛い", "手が足りない"):
        say(either, either_meeting, f"雪かきがつらい。{ending}")
    say(either, either_meeting, "将棋を教えたい", Party.CARE)
    off = say(either, either_meeting, "バスの運転手に叱られた", Party.CARE)
    gone = say(either, either_meeting, "雪かきをやめたい", Party.CARE)
    theming.settle(either, either_meeting.workshop_id, load_default())
    gathering.set_projected(either, off.id, is_projected=False)
    gathering.withdraw(either, [gone.id], reason="本人が")
    return either_meeting


def test_the_wall_narrows_keeps_every_place_and_opens_in_one_act(either, evening):
    before = showing.look(either, evening.id)
    spotlighting.choose(either, evening.id, CARE)
    screen = showing.look(either, evening.id)
    assert screen.only == "医療・介護だけを映しています（2件）"
    assert texts_on(screen) == {"バスの本数が少ない。通えない", "将棋を教えたい"}
    assert [c.theme.id for c in screen.board.themes] == [
        c.theme.id for c in before.board.themes
    ]
    assert [len(c.voices) for c in screen.board.themes].count(0) == 1
    assert screen.tally == before.tally  # the balance is that of everybody who is shown
    spotlighting.choose(either, evening.id, Filter())
    assert showing.look(either, evening.id) == before and before.only == ""


def test_tables_and_kinds_narrow_together_and_the_sentence_names_each(either, evening):
    wanted = Filter(parties=CARE.parties, tables=frozenset({2}))
    spotlighting.choose(either, evening.id, wanted)
    assert spotlighting.chosen(either, evening.id) == wanted
    screen = showing.look(either, evening.id)
    assert screen.only == "医療・介護　2班だけを映しています（0件）" and not texts_on(screen)


def test_another_meeting_is_shown_without_what_was_said_for_its_room_alone(either, evening):
    plan = opening.MeetingPlan("春の会", MeetingKind.SALON, Stage.HEARING, date(2026, 4, 10), 2)
    spring = opening.open_meeting(
        either, opening.towns(either)[0].id, plan, workshop_id=evening.workshop_id
    )
    for text, consent in (("桜の下で話したい", Consent.TOWN), ("ここだけの話", Consent.ROOM)):
        gathering.record_voice(either, spring.id, text, Entry(consent=consent))
    theming.settle(either, evening.workshop_id, load_default())
    spotlighting.choose(either, evening.id, Filter(meetings=frozenset({spring.id})))
    screen = showing.look(either, evening.id)
    assert texts_on(screen) == {"桜の下で話したい"}
    headings = [c.theme.heading for c in (*screen.board.themes, *screen.board.lone)]
    assert not any("ここだけ" in heading for heading in headings)
    assert "「春の会」だけを" in screen.only
    # What the wall's keyboard asks for is of what is shown, and of nothing else.
    [card] = screen.board.lone
    showing.change_screen(either, evening.id, view=ScreenView.THEME, theme_id=card.theme.id)
    [shown] = card.voices
    showing.take_off(either, evening.id, shown.id)
    assert texts_on(showing.look(either, evening.id)) == set()
    with pytest.raises(errors.NotFoundError):
        showing.take_off(either, evening.id, shown.id + 1)
    period = Filter(since=date(2026, 4, 1), until=date(2026, 5, 1))
    spotlighting.choose(either, evening.id, period)
    assert "2026年4月1日から2026年5月1日まで" in showing.look(either, evening.id).only
    with pytest.raises(errors.UnusableInputError, match="日"):
        spotlighting.choose(
            either, evening.id, Filter(since=date(2026, 5, 1), until=date(2026, 4, 1))
        )
