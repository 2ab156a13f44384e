"""The running server: quick to answer, closed to strangers, and gone when it is told to go."""

import ipaddress
import json
import shutil
import signal
import socket
import time
from pathlib import Path

import psutil
import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import figures, places, server
from workshop_app.settings import Settings
from workshop_app.ui import shared

WORKER = "embedders.worker"
HOLD_THE_WORKER = """
import os, sys, time
while any("embedders.worker" in word for word in sys.orig_argv):
    if os.path.exists(os.environ["KURUMAZA_TEST_GO"]):
        break
    time.sleep(0.05)
"""


@pytest.fixture(autouse=True)
def _keep_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("KURUMAZA_DATA", str(tmp_path / "データ"))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)


def shake_hands(running, **headers):
    """Ask for the websocket of the pages and return the status of the answer."""
    told = {
        "Host": f"127.0.0.1:{running.port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": "streamlit",
    } | {name.title(): value for name, value in headers.items()}
    lines = [
        "GET /_stcore/stream HTTP/1.1",
        *(f"{name}: {value}" for name, value in told.items()),
    ]
    caller = socket.create_connection(("127.0.0.1", running.port), timeout=20)
    caller.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
    status = int(caller.recv(4096).split()[1])
    return status, caller


def is_gone(process):
    """Tell whether a process ends; one that nobody buried has ended too."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


def workers_of(running):
    children = psutil.Process(running.process.pid).children(recursive=True)
    return [child for child in children if WORKER in " ".join(child.cmdline())]


def listening_addresses(running):
    held = psutil.Process(running.process.pid).net_connections(kind="inet")
    return {
        ipaddress.ip_address(one.laddr.ip)
        for one in held
        if one.status == psutil.CONN_LISTEN and one.laddr.port == running.port
    }


@pytest.fixture
def folder(sample_folder, model_folder, choose_model, tmp_path):
    """The sample town's data with a model in a folder, which has its worker from the start."""
    folder = shutil.copytree(sample_folder, tmp_path / "d")
    shutil.copytree(model_folder, folder / "models" / "kotoba")
    database = f"sqlite:///{(folder / 'kurumaza.db').as_posix()}"
    choose_model(Settings(folder, database), "kotoba")
    return folder


def test_the_built_in_model_is_at_work_without_a_process_of_its_own(tmp_path, start_server):
    running = start_server(tmp_path / "d")
    assert json.loads(running.wait()[2])["model_state"] == "ready"
    assert workers_of(running) == []


def test_the_first_answer_does_not_wait_for_the_model(folder, tmp_path, start_server):
    (tmp_path / "hold").mkdir()
    (tmp_path / "hold" / "sitecustomize.py").write_text(HOLD_THE_WORKER, encoding="utf-8")
    go = tmp_path / "go"
    env = {"PYTHONPATH": str(tmp_path / "hold"), "KURUMAZA_TEST_GO": str(go)}
    running = start_server(folder, env=env)
    status, headers, body = running.wait()
    told = json.loads(body)
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert told["status"] == "ok"
    assert told["model_state"] == "warming", "the server is ready before its model"
    assert running.get("/")[0] == 200
    go.touch()
    until = time.monotonic() + 120
    while json.loads(running.get("/healthz")[2])["model_state"] != "ready":
        assert time.monotonic() < until
        time.sleep(0.2)

    [worker] = workers_of(running)
    handshake, visitor = shake_hands(running)
    assert handshake == 101
    running.end(signal.SIGTERM)
    visitor.close()
    assert is_gone(worker)
    assert "Traceback" not in running.log.read_text("utf-8")
    assert sorted(path.suffix for path in folder.iterdir() if path.is_file()) == [
        ".db",
        ".turn",
    ]


def test_a_server_that_is_killed_leaves_no_worker_behind(folder, start_server):
    running = start_server(folder)
    running.wait()
    [worker] = workers_of(running)
    running.end(signal.SIGKILL)
    assert is_gone(worker)


def test_ctrl_c_ends_it_without_a_complaint(tmp_path, start_server):
    running = start_server(tmp_path / "d")
    running.wait()
    assert running.end(signal.SIGINT) in (0, 130)
    said = running.log.read_text("utf-8")
    assert "Traceback" not in said
    assert f"http://localhost:{running.port}" in said


def test_it_listens_to_this_computer_only(server):
    assert listening_addresses(server) == {ipaddress.ip_address("127.0.0.1")}


def test_with_lan_it_listens_to_the_neighbours_and_says_their_address(tmp_path, start_server):
    running = start_server(tmp_path / "d", "--lan")
    running.wait()
    assert listening_addresses(running) == {ipaddress.ip_address("0.0.0.0")}
    said = running.log.read_text("utf-8")
    own = socket.gethostname()
    assert f"http://{own.casefold()}:{running.port}" in said
    assert running.get("/", host=own)[0] == 200
    assert running.get("/", host="evil.example")[0] == 403


def test_strangers_are_refused(server):
    assert server.get("/", host="evil.example")[0] == 403
    assert server.get("/healthz", host="evil.example")[0] == 403
    assert server.get("/", origin="http://evil.example")[0] == 403
    assert server.get("/_stcore/metrics")[0] == 403
    handshakes = {
        "ours": {"origin": f"http://127.0.0.1:{server.port}"},
        "none": {},
        "page": {"origin": "http://evil.example"},
        "name": {"host": f"evil.example:{server.port}"},
    }
    found = {}
    for who, headers in handshakes.items():
        found[who], caller = shake_hands(server, **headers)
        caller.close()
    assert found == {"ours": 101, "none": 101, "page": 403, "name": 403}


def test_the_page_is_japanese_and_carries_the_safe_headers(server):
    status, headers, body = server.get("/")
    assert status == 200
    assert '<html lang="ja">' in body.decode("utf-8")
    assert "<title>車座</title>" in body.decode("utf-8")
    assert int(headers["content-length"]) == len(body)
    for path in ("/", "/healthz", "/_stcore/health", "/assets/vis-network.min.js"):
        status, headers, _ = server.get(path)
        assert status == 200
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_network_library_comes_from_the_installed_package(server):
    status, headers, body = server.get("/assets/vis-network.min.js")
    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert "immutable" in headers["cache-control"]
    assert body == figures.vis_library().read_bytes()


def test_nothing_of_the_house_is_served_as_a_file(server):
    shell = server.get("/")[2]
    for path in ("/assets/../pyproject.toml", "/data/kurumaza.db", "/pages/start.py"):
        status, _, body = server.get(path)
        assert status >= 400 or body == shell


def test_a_port_that_is_taken_is_told_before_anything_is_served(server, kurumaza, tmp_path):
    said = kurumaza(
        "serve", "--no-browser", "--port", server.port, "--data", tmp_path / "another"
    )
    assert said.is_one_sentence
    assert str(server.port) in said.err
    assert "--port" in said.err
    assert "車座を開きます" not in said.out


def test_a_lan_server_is_known_by_names_that_are_no_address_of_the_internet():
    for name in server_names():
        assert name == name.casefold()
        assert name not in ("", "0.0.0.0")


def server_names():
    names = server.lan_names()
    assert any(name.endswith(".local") for name in names)
    return names


def test_a_store_that_does_not_answer_is_told_by_healthz(monkeypatch):
    import asyncio

    from workshop_app.usecases import examining

    monkeypatch.setattr(examining, "answers", lambda store: False)
    try:
        answer = asyncio.run(server._tell_health(None))
    finally:
        shared.close()
    assert answer.status_code == 503
    assert json.loads(answer.body)["status"] == "store unavailable"


@pytest.mark.parametrize(
    "asked", ["999", "0", "9" * 30, "-1", "x", "²", "٣", "1 OR 1=1", "<b>"]
)
def test_an_address_without_a_meeting_shows_a_sentence_and_no_stack_trace(
    town, monkeypatch, asked
):
    monkeypatch.setenv("KURUMAZA_DATA", str(town))
    app = AppTest.from_file(str(places.ENTRY), default_timeout=60)
    try:
        for page in ("start", "gather"):
            app.switch_page(str(places.PAGES / f"{page}.py"))
            app.query_params["m"] = asked
            app.run()
            assert not app.exception
            shown = (*app.title, *app.text, *app.warning, *app.error)
            assert "".join(str(element.value) for element in shown)
    finally:
        shared.close()


def test_the_configuration_shows_no_stack_traces_and_reports_to_nobody():
    import tomllib

    told = tomllib.loads(Path(places.SERVER_CONFIG).read_text("utf-8"))
    assert told["client"]["showErrorDetails"] == "none"
    assert told["browser"]["gatherUsageStats"] is False
    assert told["runner"]["postScriptGC"] is False
