"""The minutes of a meeting on both databases."""

from dataclasses import replace

from workshop_app.model import Access, MinutesRecord
from workshop_app.store import meetings, minutes
from workshop_app.usecases import minuting


def test_a_record_is_kept_once_for_a_meeting(store, town, meeting):
    empty = store.read(lambda conn: minutes.of_meeting(conn, meeting.id))
    assert empty == MinutesRecord(meeting.id, "", "", "", "", "", "", None, None, "", "")
    told = replace(empty, place="会館", observers=0, is_recorded=False)
    for record in (told, replace(told, place="町民会館")):
        store.write(lambda conn, kept=record: minutes.put(conn, kept), municipality_id=town.id)
    kept = store.read(lambda conn: minutes.of_meeting(conn, meeting.id))
    assert kept == replace(told, place="町民会館")


def test_items_keep_their_order_and_go_with_the_meeting(store, town, meeting):
    first, second = (minuting.new_item(meeting.id, topic) for topic in ("買い物", "雪"))
    closed = replace(second, access=Access.CLOSED, reason="契約の前")
    for items in ([first], [closed, first]):
        store.write(
            lambda conn, kept=items: minutes.replace_items(conn, meeting.id, kept),
            municipality_id=town.id,
        )
    kept = store.read(lambda conn: minutes.items_of(conn, meeting.id))
    assert [(each.position, each.topic, each.access) for each in kept] == [
        (0, "雪", Access.CLOSED),
        (1, "買い物", Access.OPEN),
    ]
    assert store.read(lambda conn: minutes.items_of(conn, meeting.id + 1)) == []
    assert store.read(lambda conn: meetings.get(conn, meeting.id)) == meeting
