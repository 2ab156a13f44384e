"""Bringing a database to the schema of this program, before anything is served.

Refuses databases of a newer program and of other programs. Nothing here goes back: the way
back is the safety copy made beside the file.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from workshop_app import errors, places
from workshop_app.store import copying, engine, schema

_FOREIGN = "このファイルは車座のデータではありません。--data で別のフォルダを選んでください。"
_NEWER = (
    "このデータは、より新しい版の車座で作られています。"
    "車座を新しくしてから(pip install --upgrade kurumaza)、もう一度お試しください。"
)
_INCONSISTENT = (
    "データの更新中につじつまの合わない記録が見つかったため、元のままにしました。"
    "kurumaza doctor で調べてください。"
)
_ONE_AT_A_TIME = 0x4B55525A  # an arbitrary number, the same for every Kurumaza


def newest(scripts: Path = places.MIGRATIONS) -> str:
    """Return the schema of this program."""
    head = _script_directory(scripts).get_current_head()
    assert head is not None
    return head


def check_known(conn: sa.Connection, scripts: Path = places.MIGRATIONS) -> str | None:
    """Return the schema of a database, or None for an empty one.

    Raises
    ------
    StoreError
        It is of a newer program, or no database of this program at all.
    """
    current = MigrationContext.configure(conn).get_current_revision()
    names = set(sa.inspect(conn).get_table_names()) - {"alembic_version"}
    if current is None:
        if names:
            raise errors.StoreError(_FOREIGN)
        return None
    known = {script.revision for script in _script_directory(scripts).walk_revisions()}
    if current not in known:
        raise errors.StoreError(_NEWER if "municipalities" in names else _FOREIGN)
    return current


def upgrade_sqlite(path: Path, scripts: Path = places.MIGRATIONS) -> Path | None:
    """Bring a SQLite file to the newest schema; return the safety copy, if one was needed.

    The caller holds the turn. Foreign keys are off while tables are rebuilt, and checked
    before the commit.
    """
    looking = engine.for_reading(path)
    try:
        with looking.connect() as conn:
            current = check_known(conn, scripts)
    finally:
        looking.dispose()
    if current == newest(scripts):
        return None
    copy = None
    if current is not None:
        copy = copying.dated(path, f"before-update-{current}")
        copying.copy_whole(path, copy)
    made = engine.for_writing(path, foreign_keys=False)
    try:
        with made.connect() as conn, conn.begin():
            _run(conn, scripts)
            if conn.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise errors.StoreError(_INCONSISTENT)
    finally:
        made.dispose()
    return copy


def upgrade_postgres(made: sa.Engine, scripts: Path = places.MIGRATIONS) -> None:
    """Bring a PostgreSQL database to the newest schema; programs starting together queue."""
    with made.connect() as conn, conn.begin():
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        if check_known(conn, scripts) != newest(scripts):
            _run(conn, scripts)


def _run(conn: sa.Connection, scripts: Path) -> None:
    script = _script_directory(scripts)

    def steps(revision: Any, context: MigrationContext) -> Any:  # noqa: ANN401 - alembic's
        return script._upgrade_revs("head", revision)

    with EnvironmentContext(_config(scripts), script, fn=steps) as environment:
        environment.configure(
            connection=conn,
            target_metadata=schema.metadata,
            render_as_batch=True,
        )
        environment.run_migrations()


def _script_directory(scripts: Path) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(scripts))


def _config(scripts: Path) -> Config:
    made = Config()
    made.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return made
