"""What the coordinator keeps: mentions, relations, resources in the making, sheets."""

from datetime import date, timedelta

import pytest

from workshop_app import errors, glossary
from workshop_app.embedders import load_default
from workshop_app.model import (
    MeetingKind,
    Party,
    RelationKind,
    ResourceStage,
    Stage,
)
from workshop_app.usecases import (
    developing,
    entering,
    gathering,
    mapping,
    opening,
    reading,
    recognising,
    relating,
    theming,
)
from workshop_app.usecases.gathering import Entry

TODAY = date(2026, 11, 24)
SAID = [
    "社協の人が来てくれた",
    "SCの駐車場で朝市をひらきたい",
    "バスの本数が少なくて困る",
]


@pytest.fixture
def meeting(store):
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, TODAY, table_count=1
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    gathering.record_lines(store, meeting.id, "\n".join(SAID), Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    return meeting


@pytest.fixture
def town(store, meeting):
    return entering.town_of(store, meeting.id)


def theme_of(store, meeting):
    board = reading.board_of_workshop(store, meeting.workshop_id)
    return (*board.themes, *board.lone)[0].theme


def test_what_voices_speak_of_is_proposed_and_nothing_is_registered(store, meeting):
    heard = recognising.hear(store, meeting.workshop_id)
    assert [(h.voice.text, h.mention.written, h.mention.is_asked) for h in heard] == [
        (SAID[0], "社会福祉協議会", False),
        (SAID[1], "SC", True),
    ]
    assert mapping.registers_of(store, meeting.workshop_id).stakeholders == ()


def test_confirming_registers_and_stands_behind_the_theme_with_the_source(store, meeting, town):
    first = recognising.hear(store, meeting.workshop_id)[0]
    recognising.confirm(store, town, first, first.mention.candidates[0], "星見社協")
    registers = mapping.registers_of(store, meeting.workshop_id)
    [who], [support] = registers.stakeholders, registers.supports
    assert (who.name, who.category, who.party) == ("星見社協", "O007", Party.OFFICIALS)
    assert (support.theme_id, support.note) == (first.theme_id, f"声{first.voice.id}から")
    assert len(recognising.hear(store, meeting.workshop_id)) == 1
    recognising.undo(store, town, recognising.last_answer(store, town).id)
    registers = mapping.registers_of(store, meeting.workshop_id)
    assert (registers.stakeholders, registers.supports) == ((), ())
    assert len(recognising.hear(store, meeting.workshop_id)) == 2


def test_a_word_of_several_meanings_is_answered_by_a_person_once(store, meeting, town):
    asked = recognising.hear(store, meeting.workshop_id)[1]
    assert asked.mention.candidates[0].name == "ショッピングセンター"
    recognising.leave(store, town, asked)
    assert mapping.registers_of(store, meeting.workshop_id).stakeholders == ()
    assert [h.mention.written for h in recognising.hear(store, meeting.workshop_id)] == [
        "社会福祉協議会"
    ]


def test_an_organisation_that_is_known_is_used_again_and_stays_after_undo(store, meeting, town):
    mapping.register_stakeholder(store, town, "社会福祉協議会", Party.OFFICIALS)
    first = recognising.hear(store, meeting.workshop_id)[0]
    recognising.confirm(store, town, first, first.mention.candidates[0])
    assert len(mapping.registers_of(store, meeting.workshop_id).stakeholders) == 1
    recognising.undo(store, town, recognising.last_answer(store, town).id)
    assert len(mapping.registers_of(store, meeting.workshop_id).stakeholders) == 1


def test_what_is_no_organisation_cannot_be_registered(store, meeting, town):
    first = recognising.hear(store, meeting.workshop_id)[0]
    other = glossary.Candidate("別のもの", None)
    with pytest.raises(errors.UnusableInputError, match="ちがう"):
        recognising.confirm(store, town, first, other)


def test_fourteen_organisations_and_four_of_them_silent(store, meeting, town):
    """C15, from the register to the list, with the town's own number of days."""
    who = [
        mapping.register_stakeholder(store, town, f"団体{n:02}", Party.RESIDENTS)
        for n in range(14)
    ]
    ages = [5, 30, 100, 150, 180, 181, 300]
    for pair, age in enumerate(ages):
        day = TODAY - timedelta(days=age)
        relating.relate(
            store,
            town,
            who[2 * pair].id,
            who[2 * pair + 1].id,
            RelationKind.COOPERATION,
            last_contact_on=day,
        )
    silent = relating.list_silent(store, town, TODAY)
    assert silent == ("団体10", "団体11", "団体12", "団体13")
    relating.set_silent_after(store, town, 120)
    assert len(relating.list_silent(store, town, TODAY)) == 8
    with pytest.raises(errors.UnusableInputError):
        relating.set_silent_after(store, town, 0)


def test_the_same_pair_and_kind_is_kept_once_with_the_newest_day(store, meeting, town):
    a = mapping.register_stakeholder(store, town, "甲", Party.RESIDENTS)
    b = mapping.register_stakeholder(store, town, "乙", Party.COMPANIES)
    old, new = date(2026, 1, 5), date(2026, 9, 9)
    first = relating.relate(store, town, a.id, b.id, RelationKind.JOINT, last_contact_on=new)
    again = relating.relate(store, town, b.id, a.id, RelationKind.JOINT, last_contact_on=old)
    assert (again.id, again.last_contact_on) == (first.id, new)
    changed = relating.change(store, town, first.id, RelationKind.INFORMATION, old)
    assert (changed.kind, changed.last_contact_on) == (RelationKind.INFORMATION, old)
    relating.part(store, town, first.id)
    assert mapping.registers_of(store, meeting.workshop_id).relations == ()


def test_findings_are_sentences_with_a_rule_and_a_source(store, meeting, town):
    a = mapping.register_stakeholder(store, town, "甲", Party.RESIDENTS)
    b = mapping.register_stakeholder(store, town, "乙", Party.COMPANIES)
    c = mapping.register_stakeholder(store, town, "丙", Party.COMPANIES)
    for one, other in ((a, b), (b, c)):
        relating.relate(store, town, one.id, other.id, RelationKind.JOINT)
    board = reading.board_of_workshop(store, meeting.workshop_id)
    found = {
        each.heading: each
        for each in relating.findings(store, meeting.workshop_id, town, board, TODAY)
    }
    assert found["次に会うとよい組"].sentences[0].startswith("「甲」と「丙」")
    assert "「乙」" in found["ここだけがつないでいる団体"].sentences[0]
    assert len(found["しばらく話していない団体"].sentences) == 3
    assert all(each.rule and each.source for each in found.values())


def test_five_resources_stand_in_their_columns_two_one_one_one(store, meeting, town):
    """C14: 5 items, 2/1/1/1, and what is missing answers at least one theme."""
    theme = theme_of(store, meeting)
    plans = [developing.plan(store, town, f"資源{n}", theme.id) for n in range(5)]
    for made, stage in zip(plans[2:], list(ResourceStage)[1:], strict=True):
        developing.advance(store, town, made.id, stage)
    columns = developing.pipeline(store, town)
    assert [column.stage for column in columns] == list(ResourceStage)
    assert [len(column.plans) for column in columns] == [2, 1, 1, 1]
    with pytest.raises(errors.UnusableInputError, match="テーマ"):
        developing.plan(store, town, "移動図書館", None)
    with pytest.raises(errors.UnusableInputError, match="名前"):
        developing.plan(store, town, " ", theme.id)


SHEET = {
    "困っていること": "山の集落の買い物。元大工の山田さんも困っている",
    "地域": "東谷",
    "つながりたい相手": "移動販売の会社",
    "こちらが出せるもの": "集会所と駐車場",
    "いつごろ": "来年の春",
    "窓口": "長寿課 地域支え合い係",
}


def test_the_sheet_has_six_fields_and_nobodys_name(store, meeting, town):
    """C38."""
    kept = developing.hand_on(store, town, SHEET)
    assert len(developing.HANDOFF_FIELDS) == 6
    assert "山田" not in kept.need and "元大工の方" in kept.need
    assert developing.list_handoffs(store, town) == [kept]
    with pytest.raises(errors.UnusableInputError, match="窓口"):
        developing.hand_on(store, town, {**SHEET, "窓口": " "})
    with pytest.raises(errors.UnusableInputError, match="300字"):
        developing.hand_on(store, town, {**SHEET, "地域": "あ" * 301})


def test_one_joint_session_is_counted_and_trainings_are_listed_by_day(store, meeting, town):
    """C40 and C39."""
    assert developing.count_joint_sessions(store, town) == 0
    theme = theme_of(store, meeting)
    developing.hold_together(store, town, theme.id, "居住支援協議会", TODAY)
    assert developing.count_joint_sessions(store, town) == 1
    developing.log_support(store, town, TODAY, "協議体の進め方", "地域づくり加速化事業")
    developing.log_support(store, town, date(2026, 4, 1), "移動支援", "")
    assert [e.theme for e in developing.list_support(store, town)] == [
        "移動支援",
        "協議体の進め方",
    ]
    with pytest.raises(errors.UnusableInputError):
        developing.log_support(store, town, TODAY, "", "")


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("体操教室", "地域介護予防活動支援事業"),
        ("介護者の会", "家族介護支援事業"),
        ("オレンジカフェ", "認知症総合支援事業"),
        ("理学療法士の派遣", "地域リハビリテーション活動支援事業"),
        ("軽トラ", None),
    ],
)
def test_resources_resemble_a_programme(said, category):
    """C42."""
    assert glossary.suggest_category(said) == category


@pytest.mark.parametrize(
    ("said", "like"),
    [
        ("軽い内職なら手伝える", True),
        ("有償で庭の手入れをします", True),
        ("袋詰めならできる", True),
        ("話し相手になります", False),
        ("仕事が忙しくて来られない", False),
    ],
)
def test_offers_that_are_like_work_are_flagged(said, like):
    """C43."""
    assert glossary.is_work_like(said) is like
