"""Nothing leaves this machine: every attempt to reach anybody else is refused and written down.

A ``sitecustomize`` on the path of the child, and so of the children it starts, stands in
front of the sockets; the tests fail on the first line it writes.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from workshop_app import places

GUARD = """
import os
import socket

_LOG = os.environ["KURUMAZA_TEST_SOCKETS"]
_HERE = ("127.0.0.1", "::1", "localhost", None, "", "0.0.0.0", b"localhost")


def _note(act, target):
    with open(_LOG, "a", encoding="utf-8") as log:
        log.write(f"{act} {target!r}\\n")
    raise OSError("refused by the test")


def _is_here(address):
    return not isinstance(address, tuple) or address[0] in _HERE


class _Guarded(socket.socket):
    def connect(self, address):
        if not _is_here(address):
            # A datagram socket that is connected sends nothing; the server asks so for its
            # own address on the local network, and only with --lan.
            _note("connect", address)
        return super().connect(address)

    def connect_ex(self, address):
        if not _is_here(address):
            _note("connect_ex", address)
        return super().connect_ex(address)

    def sendto(self, *words):
        if not _is_here(words[-1]):
            _note("sendto", words[-1])
        return super().sendto(*words)


def _guard(name, plain):
    def ask(host=None, *words, **more):
        if host not in _HERE and host != socket.gethostname():
            _note(name, host)
        return plain(host, *words, **more)

    return ask


socket.socket = _Guarded
for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, _name, _guard(_name, getattr(socket, _name)))
open(_LOG, "a").close()
"""


@pytest.fixture
def guarded(tmp_path):
    """The environment of a child that may speak to this machine only, and its log."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    log = tmp_path / "sockets.log"
    path = os.pathsep.join([str(tmp_path / "guard"), os.environ.get("PYTHONPATH", "")])
    # Without these the libraries would be told to stay offline before they could try.
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "TRANSFORMERS_"))}
    proxies = {f"{kind}_proxy": "" for kind in ("http", "https", "all")}
    env = kept | proxies | {"PYTHONPATH": path, "KURUMAZA_TEST_SOCKETS": str(log)}
    return env, log


def run(env, *words):
    done = subprocess.run(
        [sys.executable, "-m", "workshop_app", *map(str, words)],
        cwd=places.CHECKOUT,
        env=env,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_guard_sees_an_attempt(guarded):
    env, log = guarded
    attempt = "import urllib.request as u; u.urlopen('http://kurumaza.invalid/')"
    done = subprocess.run([sys.executable, "-c", attempt], env=env, capture_output=True)
    assert done.returncode != 0
    assert "kurumaza.invalid" in log.read_text("utf-8")
    number = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    subprocess.run([sys.executable, "-c", number], env=env, capture_output=True)
    assert "192.0.2.1" in log.read_text("utf-8")


@pytest.mark.slow
def test_the_commands_reach_for_nobody(guarded, tmp_path):
    env, log = guarded
    data = ("--data", tmp_path / "データ")
    run(env, "sample", *data)
    run(env, "doctor", *data)
    table = tmp_path / "声.csv"
    run(env, "export", "1", "--format", "csv", "-o", table, *data)
    run(env, "themes", table, "-o", tmp_path / "out.csv")
    run(env, "backup", "-o", tmp_path / "控え.db", *data)
    assert log.read_text("utf-8") == ""


@pytest.mark.slow
def test_a_sentence_transformers_folder_reaches_for_nobody(guarded, model_folder, tmp_path):
    env, log = guarded
    table = tmp_path / "in.csv"
    table.write_text("本文\n坂がつらい\n雪かきがつらい\n", encoding="utf-8")
    run(env, "themes", table, "-o", tmp_path / "out.csv", "--model", model_folder)
    assert log.read_text("utf-8") == ""


@pytest.mark.slow
def test_the_server_its_worker_and_its_pages_reach_for_nobody(
    guarded, model_folder, choose_model, settings
):
    env, log = guarded
    shutil.copytree(model_folder, settings.data_folder / "models" / "kotoba")
    choose_model(settings, "kotoba")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["--no-browser", "--port", str(port), "--data", str(settings.data_folder)]
    said = settings.data_folder.parent / "server.log"
    with said.open("wb") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "workshop_app", "serve", *words],
            cwd=places.CHECKOUT,
            env=env,
            stdout=out,
            stderr=out,
        )
    try:
        wait_for_the_model(running, port, said)
        for path in ("/", "/gather", "/_stcore/health", "/_stcore/host-config"):
            assert ask(port, path)
        open_a_page(port)
    finally:
        running.terminate()
        running.wait(30)
    assert log.read_text("utf-8") == ""


def wait_for_the_model(running, port, said):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert running.poll() is None, said.read_text("utf-8")
        with contextlib.suppress(OSError):
            if b'"ready"' in ask(port, "/healthz"):
                return
        time.sleep(0.1)
    raise AssertionError(said.read_text("utf-8"))


def ask(port, path):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return answer.read()


def open_a_page(port):
    """Let the server run its first page, as a browser does by its websocket."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from websockets.sync.client import connect

    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], proxy=None, max_size=None) as page:
        wish = BackMsg()
        wish.rerun_script.query_string = ""
        page.send(wish.SerializeToString())
        heard = b""
        while "車座".encode() not in heard:
            heard = page.recv(timeout=60)


def test_no_page_part_names_an_address_of_the_internet():
    """The scripts and styles of the pages load nothing; a licence may name its home."""
    parts = [
        path
        for kind in ("*.js", "*.css", "*.html")
        for path in Path(places.ENTRY).parent.rglob(kind)
    ]
    assert parts
    for path in parts:
        for line in path.read_text("utf-8").splitlines():
            outside = "https://" in line or "http://" in line or "//cdn" in line
            harmless = "www.w3.org" in line or line.lstrip().startswith(("//", "*", "/*"))
            assert not outside or harmless, f"{path.name}: {line}"
