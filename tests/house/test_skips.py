"""Where everything is required, a skipped test is a failed test."""

import os
import shutil
import subprocess
import sys

import pytest

from workshop_app import places

SKIPPING = """
import pytest

@pytest.mark.skip(reason="no browser here")
def test_marked(): ...

def test_inside():
    pytest.skip("no server here")

@pytest.mark.office
@pytest.mark.skip(reason="no office here, and nobody must have one")
def test_optional(): ...

@pytest.fixture
def missing():
    pytest.skip("no part here")

def test_by_fixture(missing): ...

@pytest.mark.xfail(reason="known")
def test_expected_to_fail():
    assert False

def test_that_passes(): ...
"""
AS_A_WHOLE = "import pytest\npytest.importorskip('no_such_module_anywhere')\n"


@pytest.mark.parametrize(
    ("required", "verdict"),
    [
        ("0", "1 passed, 5 skipped, 1 xfailed"),
        ("1", "1 failed, 1 passed, 1 skipped, 1 xfailed, 3 errors"),
    ],
)
def test_a_skip_is_a_failure_only_where_everything_is_required(tmp_path, required, verdict):
    shutil.copy(places.CHECKOUT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    (tmp_path / "test_as_a_whole.py").write_text(AS_A_WHOLE)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--continue-on-collection-errors",
            "-rN",
            tmp_path,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "KURUMAZA_REQUIRE_ALL": required,
            "PYTHONPATH": str(places.CHECKOUT),
        },
    )
    assert verdict in done.stdout.splitlines()[-1], done.stdout
