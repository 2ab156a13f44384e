"""The one writing thread: many writes, one commit, each on its own inside it."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest
import sqlalchemy as sa

from workshop_app import errors
from workshop_app.store import Store, engine, municipalities, schema, writer


@pytest.fixture
def store(settings):
    """A SQLite store."""
    with Store.open(settings) as opened:
        yield opened


@pytest.fixture
def count_commits(store):
    """Count the commits of the writing connection."""
    commits = []
    sa.event.listen(store._writing, "commit", commits.append)
    return commits


@contextmanager
def held_up(store):
    """Keep the writer busy, so that what is sent inside waits together."""
    is_busy, go_on = threading.Event(), threading.Event()

    def dawdle(conn):
        is_busy.set()
        assert go_on.wait(30)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(store.write, dawdle, municipality_id=None)
        assert is_busy.wait(30)
        yield
        go_on.set()
        first.result()


def send_together(store, works):
    """Send *works* so that they wait in this order, and return their futures."""
    with ThreadPoolExecutor(len(works)) as pool, held_up(store):
        futures = []
        for waiting, work in enumerate(works, start=1):
            futures.append(pool.submit(store.write, work, municipality_id=None))
            while store._writer._queue.qsize() < waiting:
                assert not futures[-1].done()
    return futures


def add_town(name):
    return lambda conn: municipalities.add(conn, name=name)


def names(store):
    return [town.name for town in store.read(municipalities.all)]


def test_writes_that_wait_together_share_one_commit_in_their_order(store, count_commits):
    futures = send_together(store, [add_town(f"町{number}") for number in range(50)])
    assert [future.result().name for future in futures] == [f"町{n}" for n in range(50)]
    assert names(store) == [f"町{n}" for n in range(50)]
    assert len(count_commits) == 2  # the dawdling write, and all the others


def test_no_more_than_five_hundred_share_a_commit(store, count_commits):
    waiting = [writer._Waiting(add_town(str(n)), None) for n in range(1201)]
    with held_up(store):
        for each in waiting:
            store._writer._queue.put(each)
    for each in waiting:
        each.answer.result(30)
    assert len(names(store)) == 1201
    assert len(count_commits) == 1 + 3


def test_one_that_fails_in_the_middle_is_undone_alone(store, count_commits):
    def fail(conn):
        municipalities.add(conn, name="消える町")
        raise ZeroDivisionError("mine")

    def break_a_rule(conn):
        municipalities.add(conn, name="これも消える町")
        conn.execute(sa.insert(schema.areas).values(municipality_id=999, name="x", tier=1))

    works = [add_town("一"), fail, add_town("二"), break_a_rule, add_town("三")]
    futures = send_together(store, works)
    assert isinstance(futures[1].exception(), ZeroDivisionError)
    assert isinstance(futures[3].exception(), errors.NotFoundError)
    assert names(store) == ["一", "二", "三"]
    assert len(count_commits) == 2


def test_when_the_whole_transaction_is_lost_every_other_write_is_done_again(store):
    def lose_everything(conn):
        municipalities.add(conn, name="消える町")
        conn.connection.dbapi_connection.execute("ROLLBACK")
        raise sqlite3.OperationalError("as on a full disk")

    futures = send_together(store, [add_town("一"), lose_everything, add_town("二")])
    assert isinstance(futures[1].exception(), sqlite3.OperationalError)
    assert futures[0].result().name == "一"
    assert sorted(names(store)) == ["一", "二"]


def test_nothing_is_answered_before_it_is_committed(store):
    waiting = writer._Waiting(add_town("一"), None)
    seen = []

    def look(_):
        with closing(engine.connect_reading(store.path)) as other:
            on_disk = other.execute("SELECT count(*) FROM municipalities").fetchone()[0]
        seen.append((on_disk, waiting.answer.done()))

    sa.event.listen(store._writing, "commit", look)
    store._writer._queue.put(waiting)
    assert waiting.answer.result(30).name == "一"
    look(None)
    assert seen == [(0, False), (1, True)]


def test_a_write_inside_a_write_is_refused_instead_of_waiting_for_ever(store):
    def nest(conn):
        store.write(add_town("中の町"), municipality_id=None)

    with pytest.raises(RuntimeError, match="may not start another write"):
        store.write(nest, municipality_id=None)
    assert names(store) == []


def test_from_its_first_moment_a_write_keeps_other_programs_from_writing(store):
    def try_beside(conn):
        with closing(sqlite3.connect(store.path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

    with pytest.raises(errors.StoreBusyError):
        store.write(try_beside, municipality_id=None)
    with closing(sqlite3.connect(store.path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")


def test_even_an_exit_inside_a_write_only_ends_that_write(store):
    def leave(conn):
        municipalities.add(conn, name="消える町")
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        store.write(leave, municipality_id=None)
    store.write(add_town("残る町"), municipality_id=None)
    assert names(store) == ["残る町"]


def test_closing_answers_everything_that_waits(store):
    with ThreadPoolExecutor(21) as pool:
        with held_up(store):
            futures = [
                pool.submit(store.write, add_town(str(n)), municipality_id=None)
                for n in range(20)
            ]
            while store._writer._queue.qsize() < 20:
                pass
            closing_down = pool.submit(store.close)
        closing_down.result()
    assert {future.result().name for future in futures} == {str(n) for n in range(20)}
    assert not store.path.with_name("kurumaza.db-wal").exists()


def test_the_connections_are_set_as_decided(tmp_path):
    path = tmp_path / "設定.db"
    with (
        closing(engine.connect_writing(path)) as writing,
        closing(engine.connect_reading(path)) as reading,
    ):

        def asked(conn, *pragmas):
            return [conn.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in pragmas]

        both = ("foreign_keys", "busy_timeout", "secure_delete", "journal_mode")
        assert asked(writing, *both) == [1, 10_000, 1, "wal"]
        assert asked(reading, *both) == [1, 10_000, 1, "wal"]
        assert asked(writing, "synchronous", "query_only", "wal_autocheckpoint") == [2, 0, 1000]
        assert asked(reading, "query_only", "wal_autocheckpoint") == [1, 0]


def test_what_is_erased_leaves_no_trace_in_the_file(store):
    secret = "となりの山田さんの病気のこと"
    for number in range(60):
        store.write(add_town(f"{secret}{number}"), municipality_id=None)
    store.write(
        lambda conn: conn.execute(sa.delete(schema.municipalities)), municipality_id=None
    )
    store.close()
    assert secret.encode() not in store.path.read_bytes()


def test_a_folder_and_its_file_are_for_this_user_alone(store):
    if store.path.drive:
        return
    assert store.path.parent.stat().st_mode & 0o077 == 0
