"""The command line as a person uses it, a sample town to spoil, and one running server."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from workshop_app import cli, places


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def is_one_sentence(self) -> bool:
        """Exit 2, one line of Japanese on stderr, nothing that only a programmer reads."""
        lines = self.err.splitlines()
        japanese = any("ぁ" <= sign <= "ん" for sign in self.err)
        english = any(word in self.err for word in ("Traceback", "usage:", "error:"))
        return self.code == 2 and len(lines) == 1 and japanese and not english


@pytest.fixture
def kurumaza(capsys, monkeypatch):
    """Run one command in this process."""
    for name in ("KURUMAZA_DATA", "KURUMAZA_DATABASE_URL"):
        monkeypatch.setenv(name, "")  # so that it is put back even where it was not set
        monkeypatch.delenv(name)

    def run(*words):
        capsys.readouterr()
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as ended:  # --help and --version end so
            code = ended.code or 0
        answered = capsys.readouterr()
        return Said(code, answered.out, answered.err)

    return run


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory):
    """A data folder with the sample town; nobody may write to it."""
    folder = tmp_path_factory.mktemp("見本") / "データ"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    return folder


@pytest.fixture
def town(sample_folder, tmp_path):
    """A copy of the sample town for one test alone."""
    return shutil.copytree(sample_folder, tmp_path / "町のデータ")


def find_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """``kurumaza serve`` in a process of its own."""

    def __init__(self, folder, *words, env=None):
        self.folder = Path(folder)
        self.port = find_free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = self.folder.parent / f"server-{self.port}.log"
        program = [sys.executable, "-m", "workshop_app", "serve", "--no-browser"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*program, "--port", str(self.port), "--data", str(folder), *words],
                cwd=places.CHECKOUT,
                env=os.environ | (env or {}),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def get(self, path, **headers):
        """Return status, headers and body of one request, whatever the status is."""
        asked = urllib.request.Request(self.address + path, headers=headers)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(asked, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()

    def wait(self, seconds=60):
        """Return when the server answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text("utf-8")
            with contextlib.suppress(OSError):
                return self.get("/healthz")
            time.sleep(0.05)
        raise AssertionError(self.log.read_text("utf-8"))

    def end(self, how=signal.SIGTERM):
        """Stop it and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(30)


@pytest.fixture(scope="session")
def server(sample_folder, tmp_path_factory):
    """One running server over a copy of the sample town, for all who only ask."""
    folder = shutil.copytree(sample_folder, tmp_path_factory.mktemp("server") / "データ")
    running = Server(folder)
    try:
        running.wait()
        yield running
    finally:
        running.process.kill()
        running.process.wait()


@pytest.fixture
def start_server():
    """Start servers that one test may end."""
    started = []

    def start(folder, *words, env=None):
        started.append(Server(folder, *words, env=env))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
