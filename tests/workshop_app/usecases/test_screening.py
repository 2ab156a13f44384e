"""What waits is looked at, decided, handed over and taken back (P4, P6-P9, P25, C12, C13)."""

import csv
import io
from contextlib import closing
from datetime import date

import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import (
    Concern,
    Consent,
    ConsentRecord,
    HoldState,
    MeetingKind,
    NoticeWay,
    OutreachPlace,
    Receiver,
    ScreeningMode,
    Stage,
    VoiceSource,
)
from workshop_app.settings import Settings
from workshop_app.store import Store, audit, hand_overs, holds, schema, themes, voices
from workshop_app.usecases import (
    agreeing,
    entering,
    gathering,
    opening,
    reaching_out,
    reading,
    reporting,
    screening,
    showing,
    theming,
)
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.reaching_out import Visit

C12 = "隣の○○さん、母の介護と赤ちゃんで倒れそう"
PUBLIC = Entry(consent=Consent.PUBLIC)


def open_evening(store):
    town = opening.found_town(store, "みはらし町", area_names=("北の里",))
    area = store.read(lambda conn: entering.areas.list_of(conn, town.id))[-1]
    plan = opening.MeetingPlan(
        title="夕べの会",
        kind=MeetingKind.TOWN_MEETING,
        stage=Stage.HEARING,
        held_on=date(2026, 11, 20),
        table_count=4,
        area_id=area.id,
    )
    return opening.open_meeting(store, town.id, plan)


@pytest.fixture
def meeting(store):
    return open_evening(store)


def say(store, meeting, text, entry=PUBLIC, **more):
    return gathering.record_voice(store, meeting.id, text, entry, **more)


def allow(store, meeting, **answers):
    told = {"photos": False, "recording": False, "quoting": True} | answers
    record = ConsentRecord(
        meeting.id, "使い方", NoticeWay.SPOKEN, told_on=meeting.held_on, **told
    )
    agreeing.write_down(store, record)


def on_screen(store, meeting):
    board = showing.look(store, meeting.id).board
    cards = (*board.themes, *board.lone)
    return " ".join(
        [card.theme.heading for card in cards]
        + [voice.text for card in cards for voice in card.voices]
        + [voice.text for voice in (*board.waiting, *board.asides)]
    )


def settle(store, meeting):
    theming.settle(store, meeting.workshop_id, load_default())


def test_a_flagged_voice_is_not_projected_and_waits_with_reason_and_suggestion(store, meeting):
    said = say(store, meeting, "元大工の林さんに直してもらう")
    assert not said.is_projected
    [waiting] = screening.queue(store, meeting.id)
    assert waiting.voice.text == "元大工の林さんに直してもらう"
    assert waiting.reasons == ("name.honorific",)
    assert waiting.hold.suggestion == "元大工の方に直してもらう"
    assert screening.count_waiting(store, meeting.id) == 1


def test_a_voice_with_nothing_in_it_passes(store, meeting):
    assert say(store, meeting, "バスが1日3便しかない").is_projected
    assert screening.queue(store, meeting.id) == ()


def test_every_way_in_is_looked_through(store, meeting):
    for source in (VoiceSource.PHONE, VoiceSource.PAPER):
        say(store, meeting, f"{source.value}の田中さん", source=source)
    gathering.record_lines(store, meeting.id, "佐藤さんの庭\n坂が多い", PUBLIC)
    drafts = [voices.VoiceDraft("鈴木さんの車", PUBLIC.party, VoiceSource.FILE)]
    gathering.take_in(store, meeting.id, drafts)
    assert screening.count_waiting(store, meeting.id) == 4


def test_the_same_voice_sent_twice_waits_once_and_a_decision_stays(store, meeting):
    first = say(store, meeting, "田中さんの庭", client_key="k1")
    assert say(store, meeting, "田中さんの庭", client_key="k1").id == first.id
    screening.accept(store, first.id)
    assert say(store, meeting, "田中さんの庭", client_key="k1").is_projected
    assert screening.count_waiting(store, meeting.id) == 0


def test_after_a_look_holds_phones_and_paper_but_not_what_is_typed_here(store, meeting):
    screening.choose_mode(store, meeting.id, ScreeningMode.AFTER_A_LOOK)
    assert not say(store, meeting, "坂が多い", source=VoiceSource.PHONE).is_projected
    assert say(store, meeting, "バスがない").is_projected
    [waiting] = screening.queue(store, meeting.id)
    assert waiting.reasons == ("look.first",)


def test_every_flag_can_be_overruled_and_taken_back(store, meeting):
    said = say(store, meeting, "もう死にたい、090-1234-5678の田中さん、隣の人は生活保護")
    screening.accept(store, said.id)
    settle(store, meeting)
    assert said.text in on_screen(store, meeting)
    screening.undo(store, said.id)
    assert said.text not in on_screen(store, meeting)
    [waiting] = screening.queue(store, meeting.id)
    screening.hold_back(store, said.id)
    assert screening.queue(store, meeting.id) == ()
    assert store.read(lambda conn: holds.get(conn, waiting.hold.id)).state is HoldState.HELD


def test_the_oldest_comes_first_and_the_next_comes_by_itself(store, meeting):
    first, second = (say(store, meeting, f"{name}さんの庭") for name in ("田中", "山本"))
    assert [one.voice.id for one in screening.queue(store, meeting.id)] == [first.id, second.id]
    screening.hold_back(store, first.id)
    assert [one.voice.id for one in screening.queue(store, meeting.id)] == [second.id]


def test_another_wording_is_shown_in_place_and_the_original_stays(store, meeting):
    said = say(store, meeting, "田中さんが毎朝バス停を掃いてくれる")
    screening.accept(store, said.id, wording="地域の方が毎朝バス停を掃いてくれる")
    settle(store, meeting)
    assert "地域の方が毎朝バス停を掃いてくれる（言いかえ）" in on_screen(store, meeting)
    assert "田中" not in on_screen(store, meeting)
    board = reading.board_of_meeting(store, meeting.id)
    assert "田中" not in " ".join(c.theme.heading for c in (*board.themes, *board.lone))
    assert gathering.said_so_far(store, meeting.id)[0].text == said.text
    allow(store, meeting)
    public = reporting.voices_paper(store, meeting.id, "csv", for_public=True).content.decode()
    assert "地域の方が" in public
    assert "田中" not in public


def test_no_heading_quotes_a_held_voice(store, meeting):
    say(store, meeting, "田中さんの家の前の坂がこわい")
    settle(store, meeting)
    board = reading.board_of_meeting(store, meeting.id)
    assert [card.theme.heading for card in board.lone] == ["映すまえに見る声"]
    assert "田中" not in on_screen(store, meeting)


def everything_public(store, meeting):
    papers = [
        reporting.voices_paper(store, meeting.id, "csv", for_public=public).content.decode()
        for public in (False, True)
    ]
    return "".join(papers) + on_screen(store, meeting)


def test_a_handed_over_voice_leaves_everything_but_kind_area_and_task(store, meeting):
    allow(store, meeting)
    say(store, meeting, "坂が多くて歩けない")
    said = say(store, meeting, C12)
    settle(store, meeting)
    screening.hand_over(store, said.id)
    [task] = screening.open_tasks(store, entering.town_of(store, meeting.id))
    assert (task.concern, task.receiver) == (Concern.DOUBLE_CARE, Receiver.HOKATSU)
    assert task.area_id == meeting.area_id
    assert gathering.count(gathering.said_so_far(store, meeting.id)).total == 1
    out = everything_public(store, meeting)
    for piece in ("隣の", "○○", "介護", "赤ちゃん", "倒れ"):
        assert piece not in out
    headings = store.read(
        lambda conn: themes.list_of(conn, meeting.workshop_id, include_retired=True)
    )
    assert not any("介護" in theme.heading or "○○" in theme.heading for theme in headings)
    logged = store.read(lambda conn: audit.list_of(conn, task.municipality_id))
    assert not any("介護" in f"{line.subject}{line.detail}" for line in logged)


def test_a_handing_over_can_be_undone_until_the_task_is_closed(store, meeting):
    said = say(store, meeting, C12)
    screening.hand_over(store, said.id)
    with pytest.raises(errors.EditConflictError, match="職員へ渡して"):
        gathering.restore(store, [said.id])
    with pytest.raises(errors.EditConflictError):
        screening.accept(store, said.id)
    with pytest.raises(errors.EditConflictError):
        screening.hand_over(store, said.id)
    screening.undo(store, said.id)
    assert screening.count_waiting(store, meeting.id) == 1
    assert screening.open_tasks(store, entering.town_of(store, meeting.id)) == []

    task = screening.hand_over(store, said.id)
    screening.close_task(store, task.id)
    with pytest.raises(errors.NotFoundError):
        screening.undo(store, said.id)
    with pytest.raises(errors.EditConflictError):
        screening.close_task(store, task.id)
    kept = store.read(lambda conn: hand_overs.get(conn, task.id))
    assert (kept.concern, kept.voice_id) == (Concern.DOUBLE_CARE, None)
    assert store.read(lambda conn: voices.list_of(conn, meeting.id, True)) == []


def test_undoing_a_correction_after_a_case_was_closed_still_works(store, meeting):
    first = say(store, meeting, "坂が多くて歩けない")
    said = say(store, meeting, C12)
    settle(store, meeting)
    [target, *_] = store.read(lambda conn: themes.list_of(conn, meeting.workshop_id))
    theming.move(store, load_default(), said.id, target.id)
    screening.close_task(store, screening.hand_over(store, said.id).id)
    assert theming.undo_last(store, meeting.workshop_id)
    assert [v.id for v in gathering.said_so_far(store, meeting.id)] == [first.id]


def test_where_the_town_joins_its_work_the_case_goes_there(store, meeting):
    town_id = entering.town_of(store, meeting.id)
    screening.use_joint_work(store, town_id, is_on=True)
    said = say(store, meeting, C12)
    assert screening.hand_over(store, said.id).receiver is Receiver.JOINT_WORK


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("もう死にたい", Concern.CRISIS),
        (C12, Concern.DOUBLE_CARE),
        ("中学生が下の子の世話で学校を休む", Concern.YOUNG_CARER),
        ("五十代の息子が引きこもり", Concern.AGEING_PARENTS),
        ("夫の介護で眠れない", Concern.FAMILY_CARER),
        ("だれとも話さず孤独だ", Concern.ISOLATION),
        ("一人暮らしで倒れた", Concern.LIVING_ALONE),
        ("向かいのご主人", Concern.OTHER),
    ],
)
def test_the_kind_of_a_case_is_suggested(text, concern):
    assert screening.suggest_concern(text) is concern


def test_taking_a_voice_off_or_onto_the_screen_decides_its_hold(store, meeting):
    said = say(store, meeting, "田中さんの庭")
    gathering.set_projected(store, said.id, is_projected=True)
    assert screening.count_waiting(store, meeting.id) == 0
    gathering.set_projected(store, said.id, is_projected=False)
    hold = store.read(lambda conn: holds.of_voice(conn, said.id))
    assert hold.state is HoldState.HELD


@pytest.mark.parametrize(
    ("blank", "named"), [("photos", "撮影"), ("recording", "録音"), ("quoting", "引用")]
)
def test_nothing_is_published_while_consent_is_blank(store, meeting, blank, named):
    say(store, meeting, "坂が多い")
    allow(store, meeting, **{blank: None})
    with pytest.raises(errors.UnusableInputError, match=named):
        reporting.voices_paper(store, meeting.id, "csv", for_public=True)
    assert reporting.voices_paper(store, meeting.id, "csv").rows == 1


def test_nothing_is_published_where_quoting_was_refused(store, meeting):
    allow(store, meeting, quoting=False)
    with pytest.raises(errors.UnusableInputError, match="引用しない約束"):
        reporting.voices_paper(store, meeting.id, "csv", for_public=True)


def test_what_came_before_the_screening_is_looked_at_before_it_is_public(store, meeting):
    town_id = entering.town_of(store, meeting.id)
    store.write(
        lambda conn: voices.add(
            conn,
            meeting_id=meeting.id,
            text="田中さんの庭",
            party=PUBLIC.party,
            source=VoiceSource.KEYBOARD,
            consent=Consent.PUBLIC,
        ),
        municipality_id=town_id,
    )
    allow(store, meeting)
    assert reporting.voices_paper(store, meeting.id, "csv", for_public=True).rows == 0
    assert screening.look_through(store, meeting.id) == 1
    assert screening.look_through(store, meeting.id) == 0
    screening.accept(store, screening.queue(store, meeting.id)[0].voice.id)
    assert reporting.voices_paper(store, meeting.id, "csv", for_public=True).rows == 1


def test_the_log_says_what_was_decided_without_anybodys_words(store, meeting):
    for text in ("田中さんの庭", "電話は090-1234-5678"):
        say(store, meeting, text)
    first, second = screening.queue(store, meeting.id)
    screening.accept(store, first.voice.id)
    screening.accept(store, second.voice.id, wording="電話番号があります")
    log = screening.log_of(store, meeting.id).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(log)))
    assert [(row[2], row[3]) for row in rows[1:]] == [
        ("人の名前", "映す"),
        ("電話番号", "言いかえて映す"),
    ]
    assert "田中" not in log
    assert "090" not in log


def test_the_outreach_log_adds_up(store, meeting):
    town_id = entering.town_of(store, meeting.id)
    day = date(2026, 11, 21)
    assert reaching_out.add_up(()).link_rate is None
    home, bank = OutreachPlace.HOME, OutreachPlace.BANK
    reaching_out.write_down(
        store, town_id, Visit(day, home, 8, linked=4, linked_to=Receiver.HOKATSU)
    )
    reaching_out.write_down(store, town_id, Visit(day, bank, 4, informed=2, linked=1, found=1))
    summed = reaching_out.add_up(reaching_out.log_of(store, town_id))
    assert (summed.visits, summed.linked) == (12, 5)
    assert f"{summed.link_rate:.1%}" == "41.7%"
    assert sum(summed.by_place.values()) == summed.visits
    for wrong in (Visit(day, home, 1, linked=2), Visit(day, home, -1)):
        with pytest.raises(errors.UnusableInputError):
            reaching_out.write_down(store, town_id, wrong)


def test_a_voice_has_no_field_for_a_name_an_address_a_birthday_a_phone_or_a_photo():
    fields = {
        column.name
        for table in ("voices", "holds")
        for column in schema.metadata.tables[table].c
    }
    forbidden = ("name", "address", "birth", "phone", "photo", "mail")
    assert [field for field in fields if any(word in field for word in forbidden)] == []


@pytest.mark.postgres
def test_the_whole_way_is_the_same_on_postgresql(postgres_url, tmp_path):
    with closing(Store.open(Settings(tmp_path / "shared", postgres_url))) as shared:
        meeting = open_evening(shared)
        test_a_handed_over_voice_leaves_everything_but_kind_area_and_task(shared, meeting)
        test_the_outreach_log_adds_up(shared, meeting)
