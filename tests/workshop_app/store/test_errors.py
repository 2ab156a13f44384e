"""What goes wrong with disks, files and servers is said in plain words, and loses nothing."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial

import pytest
import sqlalchemy as sa

from workshop_app import errors, places
from workshop_app.settings import Settings
from workshop_app.store import Store, engine, municipalities, postgres, translating, turns


def add_town(store, name):
    return store.write(lambda conn: municipalities.add(conn, name=name), municipality_id=None)


@pytest.fixture
def store(settings):
    """A SQLite store."""
    with Store.open(settings) as opened:
        yield opened


def tell_writer(store, pragma):
    return store.write(
        lambda conn: conn.exec_driver_sql(f"PRAGMA {pragma}").scalar(), municipality_id=None
    )


@pytest.mark.parametrize("url", ["", "sqlite:///", "mysql://x/y", "kurumaza.db"])
def test_an_address_of_no_known_database_is_refused(tmp_path, url):
    with pytest.raises(errors.StoreError, match="KURUMAZA_DATABASE_URL"):
        Store.open(Settings(tmp_path, url))


def test_a_file_full_of_something_else_is_refused_and_left_alone(settings):
    settings.data_folder.mkdir()
    path = settings.data_folder / "kurumaza.db"
    path.write_bytes("これは議事録です。".encode() * 500)
    before = path.read_bytes()
    with pytest.raises(errors.StoreError, match="壊れているか"):
        Store.open(settings)
    assert path.read_bytes() == before


def test_a_damaged_file_says_so_and_points_to_the_backup(settings):
    with Store.open(settings) as store:
        for number in range(300):
            add_town(store, f"町{number}" * 20)
    path = settings.data_folder / "kurumaza.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    with pytest.raises(errors.StoreError, match="kurumaza restore"):
        Store.open(settings).read(municipalities.all)


def test_a_full_disk_is_a_sentence_and_loses_nothing_answered(store):
    pages = tell_writer(store, "page_count")
    tell_writer(store, f"max_page_count={pages + 12}")
    kept = []
    with pytest.raises(errors.StoreError, match="空き容量"):
        for number in range(10_000):
            kept.append(add_town(store, f"{number}" + "町" * 500))
    assert kept
    assert store.read(municipalities.all) == kept
    tell_writer(store, "max_page_count=1000000")
    kept.append(add_town(store, "空いた後の町"))
    assert store.read(municipalities.all) == kept
    assert store.check().is_sound


def test_on_a_full_disk_small_writes_waiting_beside_a_large_one_are_kept(store):
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    pages = tell_writer(store, "page_count")
    tell_writer(store, f"max_page_count={pages + 10}")
    together = Barrier(12)

    def add(number):
        together.wait()
        try:
            return add_town(store, "大" * 200_000 if number % 3 == 0 else f"町{number}")
        except errors.StoreError as error:
            return str(error)

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(add, range(12)))
    refused = [answer for number, answer in enumerate(answers) if number % 3 == 0]
    kept = [answer for number, answer in enumerate(answers) if number % 3]
    assert refused == [translating.FULL] * 4
    found = store.read(municipalities.all)
    assert {town.id: town for town in kept} == {town.id: town for town in found}


def test_a_database_held_by_another_program_says_to_try_again(store):
    tell_writer(store, "busy_timeout=50")
    add_town(store, "前の町")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.StoreBusyError, match="もう一度"):
            add_town(store, "待てない町")
        assert [town.name for town in store.read(municipalities.all)] == ["前の町"]
        other.execute("ROLLBACK")
    add_town(store, "後の町")
    assert [town.name for town in store.read(municipalities.all)] == ["前の町", "後の町"]


def test_a_turn_held_elsewhere_is_waited_for_and_then_given_up(tmp_path):
    path = tmp_path / "kurumaza.db"
    with (
        turns.held(path),
        pytest.raises(errors.StoreBusyError),
        turns.held(path, patience=0.05),
    ):
        pass
    with turns.held(path, patience=0.05):
        pass


def test_a_turn_of_a_program_that_died_is_free(tmp_path):
    path = tmp_path / "kurumaza.db"
    code = (
        "import os, sys; from pathlib import Path; from workshop_app.store import turns\n"
        "with turns.held(Path(sys.argv[1])): os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], cwd=places.CHECKOUT)
    assert done.returncode == 9
    with turns.held(path, patience=0.05):
        pass


WRITE_AS_A_STRANGER = """
import os, sys
from pathlib import Path
from workshop_app import errors
from workshop_app.settings import Settings
from workshop_app.store import Store
if hasattr(os, "setuid") and os.getuid() == 0:
    os.setuid(65534)
folder = Path(sys.argv[1])
try:
    Store.open(Settings(folder, f"sqlite:///{(folder / 'kurumaza.db').as_posix()}"))
except errors.StoreError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("has_data", [False, True])
def test_a_folder_that_cannot_be_written_says_so(tmp_path_factory, has_data):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if has_data:
            Store.open(Settings(folder, f"sqlite:///{folder}/kurumaza.db")).close()
            (folder / "kurumaza.db").chmod(0o444)
            (folder / "kurumaza.db.turn").chmod(0o444)
        folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", WRITE_AS_A_STRANGER, folder],
            cwd=places.CHECKOUT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        folder.chmod(0o755)
    assert done.stdout.strip() == translating.READ_ONLY, done.stderr


def test_a_place_that_is_no_folder_says_so(tmp_path):
    (tmp_path / "file").write_text("x")
    url = f"sqlite:///{(tmp_path / 'file' / 'kurumaza.db').as_posix()}"
    with pytest.raises(errors.StoreError):
        Store.open(Settings(tmp_path / "file", url))


def test_a_closed_store_takes_nothing_more(settings):
    store = Store.open(settings)
    store.close()
    with pytest.raises(errors.StoreError, match="起動し直して"):
        add_town(store, "遅すぎた町")


def test_an_error_nobody_expected_is_not_dressed_up():
    strange = ZeroDivisionError("x")
    assert translating.translate(strange) is strange


@pytest.mark.postgres
class TestPostgres:
    """A shared database that comes and goes."""

    @pytest.fixture
    def store(self, postgres_url, tmp_path):
        with Store.open(Settings(tmp_path, postgres_url)) as opened:
            yield opened

    def cut_connection(self, store, pid):
        with store._writing.connect() as other:
            other.execute(sa.select(sa.func.pg_terminate_backend(pid)))

    def test_a_server_that_is_not_there_is_a_sentence(self, tmp_path):
        nowhere = f"postgresql://nobody@/nothing?host={tmp_path}"
        with pytest.raises(errors.StoreBusyError, match="つながりません"):
            Store.open(Settings(tmp_path, nowhere))

    def test_idle_connections_that_broke_are_replaced_unseen(self, store):
        add_town(store, "前の町")
        with store._writing.connect() as survivor:
            survivor.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        assert [town.name for town in store.read(municipalities.all)] == ["前の町"]
        add_town(store, "後の町")
        assert len(store.read(municipalities.all)) == 2

    @pytest.mark.parametrize("verb", ["read", "write"])
    def test_a_connection_that_breaks_during_the_work_is_tried_again(self, store, verb):
        broken = []

        def work(conn):
            if not broken:
                broken.append(conn.execute(sa.text("SELECT pg_backend_pid()")).scalar_one())
                self.cut_connection(store, broken[0])
            return municipalities.all(conn)

        run = store.read if verb == "read" else partial(store.write, municipality_id=None)
        assert run(work) == []
        assert len(broken) == 1

    @pytest.mark.parametrize("is_repeatable", [False, True])
    def test_a_connection_that_breaks_at_the_commit_is_tried_again_only_if_repeatable(
        self, store, is_repeatable
    ):
        town = add_town(store, "星見町")
        cut = []

        def cut_once(conn):
            if not cut:
                cut.append(conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
                self.cut_connection(store, cut[0])

        sa.event.listen(store._writing, "commit", cut_once)
        rename = partial(
            store.write,
            lambda conn: municipalities.rename(conn, town.id, name="新しい名"),
            municipality_id=town.id,
            is_repeatable=is_repeatable,
        )
        if is_repeatable:
            assert rename().name == "新しい名"
        else:
            with pytest.raises(errors.StoreBusyError):
                rename()
            assert store.read(municipalities.all) == [town]

    def test_the_pauses_between_tries_grow_and_end(self):
        pauses = list(postgres._pauses())
        assert pauses[-1] is None
        assert pauses[:-1] == sorted(pauses[:-1])
        assert 5 < sum(pauses[:-1]) < 10

    def test_a_missing_driver_names_what_to_install(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(errors.StoreError, match=r"kurumaza\[postgres\]"):
            engine.for_postgres("postgresql://x/y")
