"""What the secretariat writes of a meeting, and what the public may read of it (P22)."""

from dataclasses import replace

import pytest

from workshop_app import errors
from workshop_app.model import Access
from workshop_app.usecases import minuting


@pytest.fixture
def meeting(store, make_meeting):
    return make_meeting(store)


def test_what_is_blank_is_named_until_somebody_writes_it(store, meeting):
    assert minuting.look(store, meeting.id).blanks() == (
        "場所",
        "日時",
        "出席者",
        "事務局",
        "傍聴者数",
        "録音の有無",
        "資料名",
        "議題・結果",
    )
    record = replace(
        minuting.look(store, meeting.id).record,
        place=" 会館 ",
        hours="13:30〜15:30",
        present="住民代表",
        secretariat="福祉課",
        observers=0,
        is_recorded=False,
        documents="次第",
    )
    minuting.write_down(store, record)
    minuting.write_items(store, meeting.id, [minuting.new_item(meeting.id, "雪")])
    told = minuting.look(store, meeting.id)
    assert told.blanks() == () and told.record.place == "会館"


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([], ""),
        ([Access.OPEN, Access.OPEN], "公開"),
        ([Access.OPEN, Access.CLOSED], "部分公開"),
        ([Access.CLOSED], "非公開"),
    ],
)
def test_a_meeting_is_as_open_as_its_items(store, meeting, kinds, said):
    items = [
        replace(minuting.new_item(meeting.id, f"{n}"), access=kind, reason="個人の事情")
        for n, kind in enumerate(kinds)
    ]
    minuting.write_items(store, meeting.id, items)
    assert minuting.look(store, meeting.id).access() == said


def test_the_public_reads_what_is_open_and_the_words_meant_for_it(store, meeting):
    items = [
        replace(
            minuting.new_item(meeting.id, kind.value),
            said="内の話",
            result="決めた",
            access=kind,
            reason="個人の事情",
            public_words="外への文",
        )
        for kind in Access
    ]
    minuting.write_items(store, meeting.id, items)
    shown = minuting.look(store, meeting.id).for_public().items
    assert [(each.topic, each.said, each.result) for each in shown] == [
        ("open", "内の話", "決めた"),
        ("partly", "外への文", ""),
    ]


def test_rows_without_a_topic_are_left_out(store, meeting):
    minuting.write_items(
        store, meeting.id, [minuting.new_item(meeting.id, text) for text in (" ", "雪", "")]
    )
    assert [each.topic for each in minuting.look(store, meeting.id).items] == ["雪"]


def test_the_agenda_is_the_first_draft(meeting):
    drafted = minuting.first_draft("13:00 開会\n\n13:05 問い\n", meeting.id)
    assert [each.topic for each in drafted] == ["13:00 開会", "13:05 問い"]


def test_what_cannot_be_is_refused_and_nothing_is_kept(store, meeting):
    record, item = minuting.look(store, meeting.id).record, minuting.new_item(meeting.id, "雪")
    for act, said in (
        (lambda: minuting.write_down(store, replace(record, observers=-1)), "傍聴者数"),
        (lambda: minuting.write_down(store, replace(record, place="あ" * 2001)), "長すぎます"),
        (
            lambda: minuting.write_items(
                store, meeting.id, [replace(item, access=Access.CLOSED)]
            ),
            "理由を書いて",
        ),
        (lambda: minuting.write_items(store, meeting.id, [item] * 31), "30まで"),
    ):
        with pytest.raises(errors.UnusableInputError, match=said):
            act()
    told = minuting.look(store, meeting.id)
    assert told.items == () and told.record == record
