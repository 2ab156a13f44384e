"""A real Chromium, pages that are watched, and small Streamlit scripts to look at.

Every page made here is watched to its end: an error in the console, or a request to
anything but this machine, fails the test that used the page.
"""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
OUR_HOSTS = {"127.0.0.1", "localhost", None}
ASGI = """
from pathlib import Path
import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.routing import Route
from workshop_app import figures
from workshop_app.gate import JapaneseShell

async def send_library(request):
    return FileResponse(figures.vis_library(), media_type="text/javascript")

app = st.App(
    Path(__file__).with_name("script.py"),
    routes=[Route("/assets/vis-network.min.js", send_library)],
    middleware=[Middleware(JapaneseShell)],
)
"""


@dataclass
class Watch:
    """What a page did that it should not have done."""

    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def on_console(self, message) -> None:
        # A page opened by its own address first looks for the server beside itself.
        looked = "/_stcore/" in message.location.get("url", "") and "404" in message.text
        if message.type == "error" and not looked:
            self.errors.append(message.text)

    def on_request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in OUR_HOSTS:
            self.strangers.append(request.url)


@pytest.fixture(scope="module")
def chromium():
    """One Chromium for the tests of a file; its event loop must not outlive them."""
    playwright = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    found = found or shutil.which("google-chrome")
    with playwright.sync_playwright() as tool:
        if found is None and not Path(tool.chromium.executable_path).exists():
            pytest.skip("no Chromium on this machine")
        browser = tool.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium) -> Iterator[Callable]:
    """Open watched pages: ``open_page(width, height, **context)``."""
    opened = []

    def open_one(width: int = 1280, height: int = 720, **context):
        room = chromium.new_context(
            viewport={"width": width, "height": height},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            **context,
        )
        page, watch = room.new_page(), Watch()
        page.set_default_timeout(40_000)  # a busy machine draws slowly
        page.on("console", watch.on_console)
        page.on("pageerror", lambda error: watch.errors.append(str(error)))
        room.on("request", watch.on_request)
        opened.append((room, watch))
        return page

    yield open_one
    for room, _ in opened:
        room.close()
    assert [e for _, watch in opened for e in watch.errors] == []
    assert [url for _, watch in opened for url in watch.strangers] == []


@pytest.fixture
def page(open_page):
    """A page as large as a projector's."""
    return open_page(1280, 720)


@pytest.fixture
def narrow_page(open_page):
    """A page as narrow as a phone's."""
    return open_page(390, 844)


@pytest.fixture(scope="session")
def shots() -> Path:
    """The folder where the screenshots that the README shows are kept."""
    folder = ROOT / "tests" / "browser" / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder


def find_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def serve_script(tmp_path_factory) -> Iterator[Callable[[str], str]]:
    """Serve a Streamlit script from its source, and return its address."""
    running = []

    def serve(source: str) -> str:
        folder = tmp_path_factory.mktemp("script")
        (folder / "script.py").write_text(source, encoding="utf-8")
        (folder / "asgi.py").write_text(ASGI, encoding="utf-8")
        settings = ROOT / "workshop_app" / ".streamlit" / "config.toml"
        (folder / ".streamlit").mkdir()
        shutil.copy(settings, folder / ".streamlit" / "config.toml")
        port = find_port()
        command = [sys.executable, "-m", "uvicorn", "asgi:app", "--port", str(port)]
        command += ["--app-dir", str(folder), "--ws", "websockets-sansio", "--no-access-log"]
        log = (folder / "log.txt").open("w")
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        running.append((server, log))
        address = f"http://127.0.0.1:{port}"
        wait_until_served(address, server, folder / "log.txt")
        return address

    yield serve
    for server, log in running:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def wait_until_served(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until *address* answers, or fail with what the server wrote."""
    for _ in range(1200):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


@pytest.fixture(scope="session")
def serve_app(tmp_path_factory) -> Iterator[Callable[[Path], str]]:
    """Serve the whole application on a data folder, and return its address."""
    running = []

    def serve(data_folder: Path) -> str:
        port = find_port()
        log_path = tmp_path_factory.mktemp("app") / "log.txt"
        log = log_path.open("w")
        command = [sys.executable, "-m", "workshop_app", "serve", "--no-browser"]
        command += ["--port", str(port), "--data", str(data_folder)]
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        running.append((server, log))
        address = f"http://127.0.0.1:{port}"
        wait_until_served(address, server, log_path)
        return address

    yield serve
    for server, log in running:
        server.terminate()
        server.wait(timeout=20)
        log.close()


@pytest.fixture(scope="session")
def serve_sample(serve_app, tmp_path_factory) -> str:
    """The address of an application that holds the sample town."""
    folder = tmp_path_factory.mktemp("sample")
    command = [sys.executable, "-m", "workshop_app", "sample", "--data", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return serve_app(folder)


@dataclass
class Running:
    """A server of one test alone, which the test may stop."""

    address: str
    stop: Callable[[], object]


@pytest.fixture
def server_to_stop(tmp_path) -> Iterator[Running]:
    """Serve the whole application on an empty folder, to be stopped in the middle."""
    port, log_path = find_port(), tmp_path / "log.txt"
    command = [sys.executable, "-m", "workshop_app", "serve", "--no-browser"]
    command += ["--port", str(port), "--data", str(tmp_path / "データ")]
    with log_path.open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        address = f"http://localhost:{port}"
        try:
            wait_until_served(address, server, log_path)
            yield Running(address, lambda: (server.terminate(), server.wait(timeout=20)))
        finally:
            server.kill()
            server.wait(timeout=20)


@pytest.fixture
def start_again(tmp_path) -> Iterator[Callable[[Path], Running]]:
    """Serve the whole application on a folder, as often as a test stops it."""
    servers = []

    def start(folder: Path) -> Running:
        port, log_path = find_port(), tmp_path / f"log-{len(servers)}.txt"
        command = [sys.executable, "-m", "workshop_app", "serve", "--no-browser"]
        command += ["--port", str(port), "--data", str(folder)]
        with log_path.open("w") as log:
            server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        servers.append(server)
        address = f"http://127.0.0.1:{port}"
        wait_until_served(address, server, log_path)
        return Running(address, lambda: (server.terminate(), server.wait(timeout=20)))

    yield start
    for server in servers:
        server.kill()
        server.wait(timeout=20)
