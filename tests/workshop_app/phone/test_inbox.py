"""Posts that come at the same moment: one transaction, and each hears of its own voice."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import httpx2 as httpx
from starlette.applications import Starlette

from workshop_app import errors
from workshop_app.model import MeetingKind, Stage
from workshop_app.phone import make_routes
from workshop_app.phone.boards import Boards
from workshop_app.phone.inbox import Inbox
from workshop_app.phone.placing import Placer
from workshop_app.store import voices
from workshop_app.usecases import gathering, opening, receiving, welcoming

CROWD = 300


def posted(text, key):
    sent = receiving.Sent(text, gathering.Entry(), key)
    return receiving.Posted(None, sent)


def keep_all(inbox, posts):
    """Post everything at once, as (code, town, posted), and return what came of each."""

    async def at_once():
        async with asyncio.timeout(20):
            return await asyncio.gather(
                *(inbox.keep(*post) for post in posts), return_exceptions=True
            )

    return asyncio.run(at_once())


def said(store, room):
    return store.read(lambda conn: voices.list_of(conn, room.meeting.id))


def test_a_crowd_is_kept_in_few_transactions_and_each_hears_of_its_own_voice(store, room):
    inbox = Inbox(lambda: store)
    before = store.revision(room.municipality.id)
    hold, held = threading.Event(), threading.Event()
    first = store.write_later(lambda conn: (held.set(), hold.wait(20)), municipality_id=None)
    held.wait(20)
    code, town = room.meeting.join_code, room.municipality.id

    async def all_at_once():
        asked = [inbox.keep(code, town, posted(f"声{n}", f"k{n}")) for n in range(CROWD)]
        answers = [asyncio.ensure_future(each) for each in asked]
        await asyncio.sleep(0.05)
        assert not any(each.done() for each in answers), "nothing is answered before it is kept"
        hold.set()
        async with asyncio.timeout(20):
            return await asyncio.gather(*answers)

    kept = asyncio.run(all_at_once())
    first.result(20)
    assert [each.voice.text for each in kept] == [f"声{n}" for n in range(CROWD)]
    assert len({each.receipt.number for each in kept}) == CROWD
    assert [voice.text for voice in said(store, room)] == [f"声{n}" for n in range(CROWD)]
    assert store.revision(town) - before <= 3


def test_one_key_twice_in_one_transaction_is_one_voice_and_other_words_are_refused(store, room):
    posts = [
        posted("同じ声", "a"),
        posted("同じ声", "a"),
        posted("別の声", "a"),
        posted("つぎ", "b"),
    ]
    code = room.meeting.join_code
    judged = receiving.look_through(posts, receiving.lists_behind(store, code))
    told = store.write(lambda conn: receiving.receive(conn, code, judged), municipality_id=None)
    assert told[0].is_new and not told[1].is_new
    assert told[0].receipt == told[1].receipt
    assert isinstance(told[2], errors.EditConflictError)
    assert told[3].is_new
    assert [voice.text for voice in said(store, room)] == ["同じ声", "つぎ"]


def test_a_door_that_closes_meanwhile_refuses_all_who_wait_and_lets_the_next_try(store, room):
    inbox = Inbox(lambda: store)
    code, town = room.meeting.join_code, room.municipality.id
    welcoming.set_door(store, room.meeting.id, is_open=False)
    for _ in range(2):
        (told,) = keep_all(inbox, [(code, town, posted("閉じたあとの声", "k"))])
        assert isinstance(told, errors.NotFoundError)
    welcoming.set_door(store, room.meeting.id, is_open=True)
    (kept,) = keep_all(inbox, [(code, town, posted("開いたあとの声", "k"))])
    assert kept.is_new


def test_a_thousand_posts_wait_without_a_thread_each(store, room):
    application = Starlette(routes=make_routes(lambda: store))
    address = f"/j/{room.meeting.join_code}/voices"

    async def all_at_once():
        transport = httpx.ASGITransport(app=application)
        async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
            threads = threading.active_count()
            answers = await asyncio.gather(
                *(
                    client.post(
                        address,
                        json={"text": f"声{n}", "party": "住民", "client_key": f"k{n % 900}"},
                    )
                    for n in range(1000)
                )
            )
            assert threading.active_count() - threads < 10
            return answers

    statuses = [answer.status_code for answer in asyncio.run(all_at_once())]
    assert (statuses.count(201), statuses.count(409)) == (900, 100)
    assert len(said(store, room)) == 900


def test_a_board_is_read_again_only_after_something_was_written(store, room):
    boards = Boards(clock=lambda: 0.0)
    entrance = welcoming.find_entrance(store, room.meeting.join_code)
    first = boards.cards(store, entrance)
    assert boards.cards(store, entrance) is first
    gathering.record_voice(store, room.meeting.id, "新しい声", gathering.Entry())
    assert boards.cards(store, entrance) is not first


def test_whoever_places_voices_is_told_once_for_many_and_survives_an_error():
    rounds, go, done = [], threading.Event(), threading.Event()

    def settle(workshop_id):
        go.wait(20)
        rounds.append(workshop_id)
        if len(rounds) == 1:
            raise errors.StoreBusyError("いまは使えません。")
        done.set()

    placer = Placer(settle)
    with ThreadPoolExecutor(8) as phones:
        list(phones.map(placer.notice, [5] * 400))
    go.set()
    placer.notice(5)
    assert done.wait(20)
    placer.close()
    placer.notice(5)
    assert 2 <= len(rounds) <= 3


def test_whoever_places_voices_lets_those_go_first_who_wait_for_a_receipt():
    seen, done = [], threading.Event()
    answers = iter([True, True, False])

    def is_busy():
        seen.append(next(answers, False))
        return seen[-1]

    placer = Placer(lambda workshop_id: done.set(), is_busy=is_busy)
    placer.notice(5)
    assert done.wait(20)
    placer.close()
    assert seen == [True, True, False]


def test_whoever_places_voices_waits_for_an_endless_crowd_only_a_moment():
    done = threading.Event()
    placer = Placer(lambda workshop_id: done.set(), is_busy=lambda: True)
    placer.notice(5)
    assert done.wait(20)
    placer.close()


def test_two_meetings_at_once_each_keep_their_own_voices_in_order(store, room):
    other = opening.open_meeting(
        store,
        room.municipality.id,
        opening.MeetingPlan(
            "となりの会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 25), 1
        ),
    )
    inbox, town = Inbox(lambda: store), room.municipality.id
    posts = [
        (meeting.join_code, town, posted(f"声{n}", f"k{n}"))
        for n in range(40)
        for meeting in (room.meeting, other)
    ]
    assert all(each.is_new for each in keep_all(inbox, posts))
    for meeting in (room.meeting, other):
        kept = store.read(partial(voices.list_of, meeting_id=meeting.id))
        assert [voice.text for voice in kept] == [f"声{n}" for n in range(40)]


def test_every_voice_of_a_crowd_is_looked_through_before_it_is_kept(store, room):
    inbox, code, town = Inbox(lambda: store), room.meeting.join_code, room.municipality.id
    said_so = [
        "電話は090-1234-5678です" if n % 10 == 0 else f"買い物が不便です{n}" for n in range(60)
    ]
    kept = keep_all(
        inbox, [(code, town, posted(text, f"k{n}")) for n, text in enumerate(said_so)]
    )
    assert [each.status for each in kept] == [
        receiving.WAITING if n % 10 == 0 else receiving.SHOWN for n in range(60)
    ]
