"""What a person sees before anything leaves, and what leaves no more (P3–P26)."""

import csv
import io
from collections import Counter

import openpyxl
import pytest

from workshop_app import errors
from workshop_app.model import Consent, Party
from workshop_app.usecases import (
    clearing,
    counting,
    gathering,
    opening,
    protecting,
    reporting,
    selecting,
)
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.selecting import Order, Scope

R, C, B = Party.RESIDENTS, Party.CARE, Party.COMPANIES


def point(found, name):
    [one] = [each for each in found.points if each.name == name]
    return one


def rows_of(paper):
    return list(csv.DictReader(io.StringIO(paper.content.decode("utf-8-sig"), newline="")))


def book_of(paper):
    return openpyxl.load_workbook(io.BytesIO(paper.content))


def test_every_kind_of_thing_is_found_and_named(store, open_meeting):
    meeting = open_meeting(
        [
            ("バスがない", R, Consent.TOWN, 1),
            ("バスがない", R, Consent.TOWN, 1),
            ("テスト投稿", R, Consent.TOWN, 1),
            ("電話は090-1234-5678です", R, Consent.ROOM, 2),
            ("店まで遠い", Party.OTHER, Consent.TOWN, None),
        ]
    )
    found = clearing.look_over(store, meeting.id)
    said = gathering.said_so_far(store, meeting.id)
    assert found.rows == 5
    assert point(found, "試しの行").voice_ids == (said[2].id,)
    assert point(found, "個人のこと").voice_ids == (said[3].id,)
    assert "電話番号 1件" in point(found, "個人のこと").told
    assert point(found, "声の使い方").voice_ids == (said[3].id,)
    assert point(found, "映すまえに").voice_ids == (said[3].id,)
    assert point(found, "同じ声").voice_ids == (said[1].id,)
    assert "班 1件" in point(found, "空いているところ").told
    assert "住民" in point(found, "小さい数").told
    assert set(point(found, "組み合わせ").voice_ids) == {voice.id for voice in said}
    assert not found.is_stopped
    told = clearing.say(found)
    assert told[0] == "書き出すもの：すべての声、5件"
    assert told[1].startswith("目的：この会は")
    assert not any("バス" in line or "090" in line for line in told)


def test_a_meeting_in_order_has_nothing_open(store, open_meeting):
    said = [(f"坂がつらい日{n}の声", R, Consent.TOWN, 1) for n in range(6)]
    found = clearing.look_over(store, open_meeting(said).id, Order(Scope.TOWN))
    assert [each.name for each in found.open_points] == []


def test_what_is_for_the_room_or_held_stays_when_a_file_goes_through_the_town(
    store, open_meeting
):
    meeting = open_meeting(
        [
            ("バスがない", R, Consent.TOWN, 1),
            ("この場だけの話", R, Consent.ROOM, 1),
            ("電話は090-1234-5678です", R, Consent.PUBLIC, 2),
        ]
    )
    paper = reporting.voices_paper(store, meeting.id, "csv", order=Order(Scope.TOWN))
    assert [row["本文"] for row in rows_of(paper)] == ["バスがない"]
    assert paper.rows == 1


def test_the_purpose_stands_in_every_file_or_is_missed(store, town):
    plan = opening.MeetingPlan(
        title="目的のない会",
        kind=opening.MeetingKind.SALON,
        stage=opening.Stage.HEARING,
        held_on=opening.date(2026, 11, 1),
        table_count=1,
        purpose="",
    )
    meeting = opening.open_meeting(store, town.id, plan)
    found = clearing.look_over(store, meeting.id, Order(Scope.PUBLIC))
    assert not point(found, "目的の1行").is_fine
    assert point(found, "同意の記録").stops
    assert found.is_stopped


def test_small_numbers_are_hidden_with_what_gives_them_away(store, meeting):
    """30, 20, 4: never 4, and no sum from which it follows (P10)."""
    paper = reporting.voices_paper(store, meeting.id, "xlsx", for_public=True)
    rows = [[cell.value for cell in line] for line in book_of(paper)["集計"].iter_rows()]
    counts = {line[0]: line[1] for line in rows}
    assert (counts["住民"], counts["企業等"]) == (30, "5未満")
    assert counts["医療・介護"] == protecting.KEPT_BACK
    parties = Counter(
        row["立場"]
        for row in rows_of(reporting.voices_paper(store, meeting.id, "csv", for_public=True))
    )
    assert parties == {"住民": 30, "": 24}


def test_tables_and_lists_of_the_public_agree_theme_by_theme(store, settled):
    """No count says more than the list, and no theme tells a party fewer than five share."""
    book = book_of(reporting.voices_paper(store, settled.id, "xlsx", for_public=True))
    lines = list(book["声"].iter_rows(values_only=True))
    header, said = lines[0], lines[1:]
    party, theme, table = (header.index(name) for name in ("立場", "テーマ", "班"))
    assert not any(line[table] for line in said)
    seen = Counter((line[theme], line[party]) for line in said)
    assert all(count >= 5 for (_, who), count in seen.items() if who)
    head, *cells = book["立場とテーマ"].iter_rows(values_only=True)
    for line in cells[:-1]:
        for name, cell in zip(head[1:-1], line[1:-1], strict=True):
            assert cell in ("5未満", protecting.KEPT_BACK) or cell == seen[line[0], name]


def test_more_than_two_of_area_table_and_party_are_refused_in_public(store, meeting):
    fine = Order(Scope.PUBLIC, Filter(parties=frozenset({R})))
    assert reporting.voices_paper(store, meeting.id, "csv", order=fine).rows == 30
    crossed = Order(Scope.PUBLIC, Filter(parties=frozenset({R}), tables=frozenset({1})))
    with pytest.raises(errors.UnusableInputError, match="しぼりこみを1つまで"):
        reporting.voices_paper(store, meeting.id, "csv", order=crossed)
    assert clearing.look_over(store, meeting.id, crossed).is_stopped


def test_a_promise_to_quote_nobody_leaves_numbers_alone(store, open_meeting):
    """「統計的にのみ使う」: tables and numbers, and no words of anybody (P19)."""
    meeting = open_meeting(
        [(f"坂がつらい{n}", R, Consent.PUBLIC, 1) for n in range(7)], quoting=False
    )
    with pytest.raises(errors.UnusableInputError, match="引用しない約束"):
        reporting.voices_paper(store, meeting.id, "csv", for_public=True)
    assert point(clearing.look_over(store, meeting.id, Order(Scope.PUBLIC)), "同意の記録").stops
    book = book_of(counting.counts_paper(store, meeting.id))
    cells = [str(cell) for line in book["数だけ"].iter_rows(values_only=True) for cell in line]
    assert not any("坂" in cell for cell in cells)
    assert "7" in cells


def test_the_log_says_who_took_what_by_which_filter(store, meeting, lines_left):
    order = Order(Scope.TOWN, Filter(parties=frozenset({B}), tables=frozenset({1, 2})))
    reporting.voices_paper(store, meeting.id, "csv", order=order, by="コマンド")
    counting.counts_paper(store, meeting.id)
    counts, voices = lines_left(meeting)
    assert (voices.role, voices.subject) == ("コマンド", "夕べの会")
    assert voices.detail == "csv・町の中で使ってよい声だけ、立場＝企業等、班＝1・2・2件"
    assert counts.role == "記録"
    assert "数だけ" in counts.detail


def test_describing_an_order_names_no_words(store, meeting):
    from workshop_app.usecases import entering

    room = entering.enter(store, meeting.id)
    found = Order(Scope.ALL, Filter(voices=frozenset({1, 2}), areas=frozenset({None})))
    assert selecting.describe(found, room) == "すべての声、圏域＝なし、さがした声2件"
