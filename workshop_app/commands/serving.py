"""Starting the pages, putting the sample in, looking this computer over."""

import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path

from workshop_app import errors, rules, settings
from workshop_app.commands.common import opened, say

_LOOKS = 600
_BETWEEN_LOOKS = 0.1  # seconds
_TURN = 0.0005  # seconds; ten times as often as Python does by itself


def serve(data_folder: Path | None, *, port: int, on_lan: bool, opens_browser: bool) -> int:
    """Serve the pages until somebody stops the program."""
    if data_folder is not None:
        settings.choose_data_folder(data_folder)
    rules.known_years()  # a rule file that is none is told before anything starts
    with opened(None):  # a folder that cannot be used is told before anything starts
        pass
    settings.keep_libraries_offline()
    import uvicorn

    from workshop_app import server

    host = "0.0.0.0" if on_lan else "127.0.0.1"
    _refuse_a_taken_port(port, host)
    names = server.lan_names() if on_lan else ()
    settings.share_with(names)
    app = server.make_app((*server.LOOPBACK, *names))
    address = f"http://localhost:{port}"
    say(f"車座を開きます： {address}")
    for name in names:
        say(f"同じWi-Fiの人は： http://{name}:{port}")
    say("終わるときは、この窓で Ctrl+C を押してください。")
    if opens_browser and settings.has_display():
        threading.Thread(target=_open_browser, args=(address, port), daemon=True).start()
    # Whoever computes lets a waiting request have its turn after half a millisecond.
    sys.setswitchinterval(_TURN)
    uvicorn.run(
        app,
        host=host,
        port=port,
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=32 * 2**20,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
        backlog=2048,
    )
    return 0


def _open_browser(address: str, port: int) -> None:
    """Open the browser once somebody answers at the port, however slow the machine is."""
    for _ in range(_LOOKS):
        time.sleep(_BETWEEN_LOOKS)
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        webbrowser.open(address)
        return


def _refuse_a_taken_port(port: int, host: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Elsewhere a port just left is free at once; on Windows that option would share it.
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
        probe.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as problem:
            raise errors.UnusableInputError(
                f"番号 {port} は使えません。車座がもう開いていないか確かめるか、"
                "--port で別の番号を選んでください。"
            ) from problem


def load_sample(data_folder: Path | None, name: str | None, *, only_if_empty: bool) -> int:
    """Put the sample town into the store."""
    from workshop_app.usecases import choosing, opening, rehearsing

    with opened(data_folder) as store:
        if only_if_empty and opening.has_towns(store) and not rehearsing.is_unfinished(store):
            return 0
        folder = settings.load(data_folder).data_folder
        with choosing.borrow(store, folder, say) as model:
            town = rehearsing.load(store, name, model)
        say(f"見本の町「{town.name}」を入れました。架空の町です。")
    return 0


def examine(data_folder: Path | None) -> int:
    """Say in plain words what is present on this computer."""
    from workshop_app.usecases import examining

    for finding in examining.examine(settings.load(data_folder)):
        say(f"{'○' if finding.is_good else '△'} {finding.subject}：{finding.sentence}")
    return 0
