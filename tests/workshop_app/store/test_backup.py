"""Copies are whole while others write; a restore loses neither the old nor the new."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from workshop_app import errors
from workshop_app.settings import Settings
from workshop_app.store import Store, backup, municipalities


def add_town(store, name):
    return store.write(lambda conn: municipalities.add(conn, name=name), municipality_id=None)


def names(store):
    return [town.name for town in store.read(municipalities.all)]


def open_file(path):
    return Store.open(Settings(path.parent, f"sqlite:///{path.as_posix()}"))


@pytest.fixture
def store(settings):
    """A SQLite store with two towns."""
    with Store.open(settings) as opened:
        add_town(opened, "星見町")
        add_town(opened, "月見市")
        yield opened


@pytest.fixture
def target(tmp_path):
    """A name for a backup in a folder of its own."""
    folder = tmp_path / "控え"
    folder.mkdir()
    return folder / "今日の控え.db"


def test_a_backup_is_a_store_with_everything_in_it(store, target):
    assert backup.backup(store, target) == target
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    with open_file(target) as copy:
        assert names(copy) == ["星見町", "月見市"]


def test_a_backup_opens_from_a_medium_that_cannot_be_written(store, target):
    backup.backup(store, target)
    with closing(sqlite3.connect(f"file:{target.as_posix()}?mode=ro", uri=True)) as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert conn.execute("SELECT count(*) FROM municipalities").fetchone() == (2,)


def test_a_backup_during_a_burst_holds_everything_answered_before_it(store, target):
    answered, is_over = [], threading.Event()

    def burst():
        while not is_over.is_set():
            answered.append(add_town(store, f"町{len(answered)}").name)

    writing = threading.Thread(target=burst)
    writing.start()
    try:
        for number in range(5):
            before = list(answered)
            made = backup.backup(store, target.with_name(f"{number}.db"))
            with open_file(made) as copy:
                assert set(before) <= set(names(copy))
    finally:
        is_over.set()
        writing.join()
    assert len(answered) > 5


def test_a_backup_replaces_nothing_unless_told(store, target):
    target.write_text("大事な別のファイル")
    with pytest.raises(errors.StoreError, match="すでにあります"):
        backup.backup(store, target)
    assert target.read_text() == "大事な別のファイル"
    backup.backup(store, target, may_replace=True)
    with open_file(target) as copy:
        assert len(names(copy)) == 2


def test_a_backup_onto_the_store_itself_is_refused(store):
    with pytest.raises(errors.StoreError, match="同じファイル"):
        backup.backup(store, store.path, may_replace=True)
    assert len(names(store)) == 2


def test_a_backup_into_a_folder_that_is_not_there_is_a_sentence(store, tmp_path):
    with pytest.raises(errors.StoreError):
        backup.backup(store, tmp_path / "nowhere" / "copy.db")


def test_a_restore_brings_the_backup_back_and_keeps_the_present_aside(store, settings, target):
    backup.backup(store, target)
    add_town(store, "あとの村")
    store.close()
    done = backup.restore(settings, target)
    with Store.open(settings) as again:
        assert names(again) == ["星見町", "月見市"]
    assert done.path == store.path
    assert done.kept_aside.parent == store.path.parent
    with open_file(done.kept_aside) as before:
        assert names(before) == ["星見町", "月見市", "あとの村"]
    with open_file(target) as untouched:
        assert names(untouched) == ["星見町", "月見市"]


def test_a_restore_where_there_was_nothing_keeps_nothing_aside(store, target, tmp_path):
    backup.backup(store, target)
    folder = tmp_path / "新しいパソコン"
    fresh = Settings(folder, f"sqlite:///{(folder / 'kurumaza.db').as_posix()}")
    assert backup.restore(fresh, target).kept_aside is None
    with Store.open(fresh) as again:
        assert len(names(again)) == 2


def test_a_restore_while_the_store_is_open_is_refused(store, settings, target):
    backup.backup(store, target)
    add_town(store, "あとの村")
    with pytest.raises(errors.StoreBusyError, match="終了してから"):
        backup.restore(settings, target)
    add_town(store, "さらにあとの村")
    assert len(names(store)) == 4
    assert not list(store.path.parent.glob("*before-restore*"))


def test_a_restore_from_a_live_copy_takes_its_log_along(store, settings, tmp_path, target):
    moved = tmp_path / "usb"
    moved.mkdir()
    for path in store.path.parent.glob("kurumaza.db*"):
        (moved / path.name).write_bytes(path.read_bytes())
    store.close()
    backup.restore(settings, moved / "kurumaza.db")
    with Store.open(settings) as again:
        assert names(again) == ["星見町", "月見市"]


@pytest.mark.parametrize("harm", ["not a database", "cut short", "another program", "newer"])
def test_a_restore_from_something_unfit_changes_nothing(store, settings, target, harm):
    backup.backup(store, target)
    store.close()
    if harm == "not a database":
        target.write_bytes("これは写真です".encode() * 999)
    elif harm == "cut short":
        target.write_bytes(target.read_bytes()[:-9000])
    else:
        with closing(sqlite3.connect(target)) as conn:
            if harm == "newer":
                conn.execute("UPDATE alembic_version SET version_num = '0099_later'")
            else:
                conn.executescript("DROP TABLE alembic_version")
            conn.commit()
    with pytest.raises(errors.StoreError):
        backup.restore(settings, target)
    assert _files(store.path.parent) == {"kurumaza.db", "kurumaza.db.turn"}
    with Store.open(settings) as again:
        assert names(again) == ["星見町", "月見市"]


def test_a_restore_over_a_damaged_store_keeps_even_that(store, settings, target):
    backup.backup(store, target)
    store.close()
    store.path.write_bytes(b"damaged beyond repair" * 99)
    done = backup.restore(settings, target)
    assert done.kept_aside.read_bytes() == b"damaged beyond repair" * 99
    with Store.open(settings) as again:
        assert names(again) == ["星見町", "月見市"]


def test_a_restore_from_nothing_or_from_itself_is_refused(store, settings, tmp_path):
    store.close()
    with pytest.raises(errors.StoreError, match="見つかりません"):
        backup.restore(settings, tmp_path / "nowhere.db")
    with pytest.raises(errors.StoreError, match="使用中"):
        backup.restore(settings, store.path)


def test_a_backup_is_for_this_user_alone(store, target):
    backup.backup(store, target)
    if not target.drive:
        assert target.stat().st_mode & 0o077 == 0


@pytest.mark.postgres
def test_a_shared_database_points_to_its_own_tools(postgres_url, tmp_path, target):
    shared = Settings(tmp_path, postgres_url)
    with (
        Store.open(shared) as opened,
        pytest.raises(errors.StoreError, match="pg_dump"),
    ):
        backup.backup(opened, target)
    with pytest.raises(errors.StoreError, match="pg_dump"):
        backup.restore(shared, target)


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
