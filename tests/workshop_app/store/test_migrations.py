"""From nothing, and from every older schema, to the schema of this program."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from workshop_app import errors, places
from workshop_app.settings import Settings
from workshop_app.store import (
    Store,
    engine,
    migrating,
    municipalities,
    preferences,
    schema,
    turns,
    workshops,
)

NEXT = '''"""An imagined later schema."""

import sqlalchemy as sa
from alembic import op

revision = "9999_next"
down_revision = "{before}"


def upgrade():
    with op.batch_alter_table("municipalities") as table:
        table.add_column(sa.Column("reading", sa.Text, nullable=False, server_default=""))
        table.alter_column("name", new_column_name="title")
    {more}
'''


@pytest.fixture
def later_scripts(tmp_path):
    """Make the migrations of an imagined later version."""

    def make(more="pass"):
        folder = tmp_path / "later"
        shutil.copytree(places.MIGRATIONS, folder)
        written = NEXT.format(before=migrating.newest(), more=more)
        (folder / "versions" / "9999_next.py").write_text(written)
        return folder

    return make


def test_the_migrations_make_the_schema_the_code_expects(store):
    def differences(conn):
        context = MigrationContext.configure(
            conn, opts={"compare_type": True, "compare_server_default": True}
        )
        return compare_metadata(context, schema.metadata)

    assert store.read(differences) == []


def test_the_migrations_make_every_check_and_index_to_the_letter(tmp_path):
    def shape(path):
        with closing(sqlite3.connect(path)) as conn:
            rows = conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            return {
                name: sorted(part.strip(" ,\t") for part in sql.splitlines())
                for name, sql in rows
                if name not in {"alembic_version", "sqlite_sequence"}
            }

    migrated, created = tmp_path / "migrated.db", tmp_path / "created.db"
    migrating.upgrade_sqlite(migrated)
    made = sa.create_engine(f"sqlite:///{created}")
    schema.metadata.create_all(made)
    made.dispose()
    assert shape(migrated) == shape(created)
    assert len(shape(migrated)) > 30


def test_a_new_file_needs_no_safety_copy(store):
    assert store.safety_copy is None


def test_opening_again_changes_nothing(settings):
    Store.open(settings).close()
    with Store.open(settings) as store:
        assert store.safety_copy is None
    assert [path.name for path in settings.data_folder.glob("*.db")] == ["kurumaza.db"]


def test_an_older_file_is_copied_then_brought_up_with_everything_in_it(settings, later_scripts):
    with Store.open(settings) as store:
        town = store.write(
            lambda conn: municipalities.add(conn, name="星見町"), municipality_id=None
        )
        path = store.path
    with turns.held(path):
        copy = migrating.upgrade_sqlite(path, later_scripts())
    with closing(sqlite3.connect(path)) as conn:
        found = conn.execute("SELECT id, title, reading FROM municipalities").fetchall()
        assert found == [(town.id, "星見町", "")]
    assert copy.parent == path.parent
    assert f"before-update-{migrating.newest()}" in copy.name
    with Store.open(Settings(copy.parent, f"sqlite:///{copy.as_posix()}")) as before:
        assert before.read(municipalities.all) == [town]


def test_rebuilding_a_table_keeps_what_belongs_to_its_rows(either_settings, later_scripts):
    with Store.open(either_settings) as store:
        town = store.write(
            lambda conn: municipalities.add(conn, name="星見町"), municipality_id=None
        )
        kept = store.write(
            lambda conn: workshops.add(conn, municipality_id=town.id, title="場"),
            municipality_id=town.id,
        )
    made = _open_plainly(either_settings)
    if store.path is None:
        migrating.upgrade_postgres(made, later_scripts())
    else:
        migrating.upgrade_sqlite(store.path, later_scripts())
    with made.connect() as conn:
        assert conn.execute(sa.text("SELECT title FROM municipalities")).all() == [("星見町",)]
        assert workshops.get(conn, kept.id) == kept
    made.dispose()


@pytest.mark.parametrize(
    "more",
    [
        'raise RuntimeError("half way")',
        "op.execute(\"INSERT INTO workshops VALUES (9, 999, 'nobody')\")",
    ],
)
def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(
    settings, later_scripts, more
):
    with Store.open(settings) as store:
        town = store.write(
            lambda conn: municipalities.add(conn, name="星見町"), municipality_id=None
        )
    with pytest.raises((RuntimeError, errors.StoreError)):
        migrating.upgrade_sqlite(store.path, later_scripts(more))
    with Store.open(settings) as again:
        assert again.read(municipalities.all) == [town]


def test_a_database_of_a_newer_program_is_refused_and_left_alone(either_settings):
    Store.open(either_settings).close()
    _set_revision(either_settings, "0099_from_the_future")
    with pytest.raises(errors.StoreError, match="新しい版の車座"):
        Store.open(either_settings)
    _set_revision(either_settings, migrating.newest())
    Store.open(either_settings).close()


def test_a_database_of_another_program_is_refused_and_left_alone(settings):
    settings.data_folder.mkdir()
    path = settings.data_folder / "kurumaza.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(errors.StoreError, match="車座のデータではありません"):
        Store.open(settings)
    assert path.read_bytes() == before


def test_many_opening_a_new_database_at_once_all_find_it_ready(either_settings):
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store.open(either_settings), range(4)))
    try:
        assert [store.read(municipalities.all) for store in stores] == [[], [], [], []]
    finally:
        for store in stores:
            store.close()


def test_the_scripts_may_lie_in_a_folder_with_any_name(tmp_path):
    scripts = tmp_path / "100% 車座 (1)"
    shutil.copytree(places.MIGRATIONS, scripts)
    assert migrating.newest(scripts) == migrating.newest()


@pytest.mark.parametrize("dump", sorted((Path(__file__).parent / "old").glob("*.sql")))
def test_a_database_written_by_every_release_still_opens(settings, dump):
    settings.data_folder.mkdir()
    with closing(sqlite3.connect(settings.data_folder / "kurumaza.db")) as conn:
        conn.executescript(dump.read_text(encoding="utf-8"))
    with Store.open(settings) as store:
        assert store.check().is_sound
        assert store.check().schema == migrating.newest()
        assert [town.name for town in store.read(municipalities.all)] == ["星見町"]
        is_old = dump.stem != migrating.newest()
        assert (store.safety_copy is not None) == is_old
    if is_old:
        with closing(sqlite3.connect(store.safety_copy)) as conn:
            kept = conn.execute("SELECT version_num FROM alembic_version").fetchall()
        assert kept == [(dump.stem,)]


def test_a_file_of_the_first_release_gets_room_for_settings(settings):
    settings.data_folder.mkdir()
    dump = Path(__file__).parent / "old" / "0001_first.sql"
    with closing(sqlite3.connect(settings.data_folder / "kurumaza.db")) as conn:
        conn.executescript(dump.read_text(encoding="utf-8"))
    with Store.open(settings) as store:
        assert store.read(lambda conn: preferences.all_of(conn, None)) == {}
        store.write(
            lambda conn: preferences.put(conn, "model", "default"), municipality_id=None
        )
    with Store.open(settings) as again:
        assert again.safety_copy is None
        assert again.read(lambda conn: preferences.get(conn, "model")) == "default"


def _open_plainly(settings):
    path = engine.sqlite_path(settings.database_url)
    if path is None:
        return engine.for_postgres(settings.database_url)
    return sa.create_engine(f"sqlite:///{path}")


def _set_revision(settings, revision):
    made = _open_plainly(settings)
    with made.begin() as conn:
        conn.execute(
            sa.text("UPDATE alembic_version SET version_num = :new"), {"new": revision}
        )
    made.dispose()


def test_the_months_of_a_trial_are_kept_when_the_table_is_widened(tmp_path):
    old = (Path(__file__).parent / "old" / "0001_first.sql").read_text(encoding="utf-8")
    path = tmp_path / "kurumaza.db"
    asked = "SELECT id, project_id, month, income_yen, cost_yen, uses, people"
    asked += " FROM monthly_returns"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(old)
        conn.executescript(
            "INSERT INTO workshops VALUES (91, 1, '場');"
            "INSERT INTO projects (id, workshop_id, title, state, next_step, owner, note,"
            " created_at) VALUES (92, 91, '火曜市', 'trial', '', '', '', '');"
            "INSERT INTO monthly_returns VALUES (7, 92, '2026-10-01', 38000, 50000, 118, 34);"
        )
        before = conn.execute(asked).fetchall()
    migrating.upgrade_sqlite(path)
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute(asked).fetchall() == before
        assert before[-1] == (7, 92, "2026-10-01", 38000, 50000, 118, 34)
        more = "SELECT DISTINCT times, target_people, incident_note FROM monthly_returns"
        assert conn.execute(more).fetchall() == [(0, 0, "")]
