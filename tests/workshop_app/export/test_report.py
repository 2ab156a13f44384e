from dataclasses import replace
from datetime import date

from workshop_app import words
from workshop_app.export import build_report
from workshop_app.model import Assignment, Consent, MadeBy, Party, Theme


def theme(number, heading, *, is_lone=False, by=MadeBy.MACHINE):
    return Theme(number, 1, heading, by, is_lone, number - 1, None)


def under(theme_id, *voice_ids):
    return [
        Assignment(voice_id, theme_id, 0.9, None, False, MadeBy.MACHINE)
        for voice_id in voice_ids
    ]


def test_voices_are_printed_in_the_order_in_which_they_were_said(evening, speak, areas):
    later = replace(evening, id=2, title="冬の集い", held_on=date(2027, 1, 9), area_id=2)
    said = [
        speak(id=1, meeting_id=2, text="冬"),
        speak(id=3, text="秋の二"),
        speak(id=2, text="秋の一", area_id=2),
    ]
    report = build_report("声", [later, evening], said, areas=areas)
    assert [(row.number, row.text, row.area) for row in report.rows] == [
        (1, "秋の一", "南圏域"),
        (2, "秋の二", "北圏域"),
        (3, "冬", "南圏域"),
    ]


def test_a_withdrawn_voice_leaves_no_trace(evening, speak):
    said = [speak(id=1), speak(id=2, text="取り消した声", withdrawn_at="2026-11-03T05:00:00Z")]
    report = build_report("声", [evening], said)
    assert "取り消した声" not in repr(report)
    assert len(report.rows) == 1


def test_the_public_sees_only_what_was_allowed_and_shown(evening, speak):
    said = [
        speak(id=1, text="公開してよい"),
        speak(id=2, text="町の中だけ", consent=Consent.TOWN),
        speak(id=3, text="この場だけ", consent=Consent.ROOM),
        speak(id=4, text="画面から消した", is_projected=False),
    ]
    public = build_report("声", [evening], said, for_public=True)
    assert [row.text for row in public.rows] == ["公開してよい"]
    assert words.NOT_QUOTABLE in public.remark
    assert len(build_report("声", [evening], said).rows) == 4


def test_voices_of_other_meetings_are_left_out(evening, speak):
    assert build_report("声", [evening], [speak(meeting_id=9)]).rows == ()


def test_every_report_carries_the_purpose_and_whose_voices_they_are(evening, speak):
    report = build_report("声", [evening], [speak()], people=45)
    assert report.purpose == evening.purpose
    assert report.remark == "参加者45人の声です。市民全体の割合ではありません。"
    silent = build_report("声", [replace(evening, purpose=" ")], [])
    assert silent.purpose == words.NO_PURPOSE


def test_counts_of_parties_and_of_themes_add_up_to_the_voices(evening, speak):
    said = [speak(id=number, table_number=number % 3 or None) for number in range(1, 8)]
    said[6] = replace(said[6], party=Party.CARE)
    themes = [theme(1, "店が遠い"), theme(2, "夜が暗い", is_lone=True), theme(3, "空のテーマ")]
    assignments = [*under(1, 1, 2, 3, 7), *under(2, 4)]
    report = build_report("声", [evening], said, themes=themes, assignments=assignments)
    assert sum(count.voices for count in report.party_counts) == 7
    assert sum(count.voices for count in report.theme_counts) == 7
    assert [count.party for count in report.party_counts] == list(Party)
    first, lone, without = report.theme_counts
    assert (first.heading, first.voices, first.tables, first.parties) == ("店が遠い", 4, 2, 2)
    assert (lone.is_lone, lone.voices) == (True, 1)
    assert (without.is_theme, without.heading, without.voices) == (False, words.NO_THEME, 2)
    assert report.rows[4].theme == ""


def test_the_same_table_number_on_two_evenings_is_two_tables(evening, speak):
    other = replace(evening, id=2, title="冬の集い")
    said = [speak(id=1), speak(id=2, meeting_id=2)]
    report = build_report(
        "声", [evening, other], said, themes=[theme(1, "店")], assignments=under(1, 1, 2)
    )
    assert report.theme_counts[0].tables == 2


def test_a_silent_party_is_named_until_it_speaks(evening, speak):
    said = [speak(id=1), speak(id=2, party=Party.CARE), speak(id=3, party=Party.OFFICIALS)]
    assert build_report("声", [evening], said).alerts == ("企業等の声が0件です",)
    said.append(speak(id=4, party=Party.COMPANIES))
    assert build_report("声", [evening], said).alerts == ()


def test_a_heading_never_tells_the_public_what_somebody_kept_for_the_room(evening, speak):
    said = [
        speak(id=1, text="夫の介護がつらい", consent=Consent.ROOM),
        speak(id=2, text="集まる場所がほしい"),
        speak(id=3, text="夜が暗い。こわい"),
        speak(id=4, text="バスがない"),
    ]
    themes = [
        theme(1, "夫の介護がつらい"),
        theme(2, "夜が暗い"),
        theme(3, "移動のこと", by=MadeBy.PERSON),
    ]
    assignments = [*under(1, 1, 2), *under(2, 3), *under(3, 4)]
    report = build_report(
        "声", [evening], said, themes=themes, assignments=assignments, for_public=True
    )
    assert "夫の介護" not in repr(report)
    assert [row.theme for row in report.rows] == ["テーマ1", "夜が暗い", "移動のこと"]


def test_the_evening_of_the_scheme_has_its_shares(evening, speak):
    given = {Party.RESIDENTS: 42, Party.CARE: 12, Party.OFFICIALS: 6}
    parties = [party for party, times in given.items() for _ in range(times)]
    said = [speak(id=number, party=party) for number, party in enumerate(parties, 1)]
    report = build_report("声", [evening], said)
    assert [count.voices for count in report.party_counts] == [42, 12, 0, 6, 0]
    assert report.alerts == ("企業等の声が0件です",)
