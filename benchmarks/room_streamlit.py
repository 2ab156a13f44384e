"""The room of ``room.py`` once more, with a Streamlit page as the phone page: for the record.

Each phone keeps a websocket open, as Streamlit's frontend does; what its browser would have to
load and draw first is not counted.  No projector and no desk are open.

    python benchmarks/room_streamlit.py --phones 100 --seconds 30
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from room import SAYINGS, open_meeting, percentile
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from wire import find_port, wait_until_served

PAGE = Path(__file__).with_name("phone_page.py")


class Sheet:
    """One phone with the page open; ``ask`` sends a voice and waits for the page's answer."""

    def __init__(self, wire, meeting_id: int) -> None:
        self._wire = wire
        self._query = f"m={meeting_id}"
        self._area = self._button = ""

    async def draw(self, text: str = "") -> bool:
        """Run the page, with *text* sent or without; say whether it was acknowledged."""
        message = BackMsg()
        message.rerun_script.query_string = self._query
        if text:
            states = message.rerun_script.widget_states.widgets
            states.add(id=self._area, string_value=text)
            states.add(id=self._button, trigger_value=True)
        await self._wire.send(message.SerializeToString())
        is_kept = False
        while True:
            told = ForwardMsg()
            told.ParseFromString(await self._wire.recv())
            element = told.delta.new_element
            self._area = element.text_area.id or self._area
            self._button = element.button.id or self._button
            is_kept = is_kept or bool(text and text in element.text.body)
            if told.WhichOneof("type") == "script_finished":
                return is_kept


async def play(
    wanted: argparse.Namespace, meeting_id: int, port: int
) -> dict[str, list[float]]:
    """Let the phones in, let them write for a while, and then all at once."""
    took: dict[str, list[float]] = {"join": [], "steady": [], "burst": [], "lost": []}
    dice = random.Random(7)
    start = asyncio.Barrier(wanted.phones)

    async def timed(part: str, sheet: Sheet, text: str = "") -> None:
        began = time.monotonic()
        is_kept = await sheet.draw(text)
        took[part].append(time.monotonic() - began)
        if text and not is_kept:
            took["lost"].append(1.0)

    async def phone(number: int) -> None:
        await asyncio.sleep(dice.uniform(0, 10))
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        async with connect(
            address, subprotocols=["streamlit"], max_size=None, open_timeout=60
        ) as wire:
            sheet = Sheet(wire, meeting_id)
            await timed("join", sheet)
            until, count = time.monotonic() + wanted.seconds, 0
            while True:
                await asyncio.sleep(dice.uniform(0.5, 1.5) * wanted.think)
                if time.monotonic() > until:
                    break
                saying = SAYINGS[(number + count) % len(SAYINGS)]
                await timed("steady", sheet, f"{saying} s{number}-{count}")
                count += 1
            await start.wait()
            await timed("burst", sheet, f"みんな一度に送ります b{number}")

    async with asyncio.timeout(wanted.seconds + wanted.patience):
        await asyncio.gather(*(phone(number) for number in range(wanted.phones)))
    return took


def main() -> int:
    """Run the room and print what it saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--think", type=float, default=15.0)
    parser.add_argument("--patience", type=float, default=150.0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kurumaza-room-") as folder:
        data, port = Path(folder) / "data", find_port()
        meeting = open_meeting(data)
        here = {"PYTHONPATH": str(PAGE.parents[1]), "KURUMAZA_DATA": str(data)}
        options = {"server.port": str(port), "server.headless": "true"}
        options |= {"runner.postScriptGC": "false", "server.fileWatcherType": "none"}
        options |= {"browser.gatherUsageStats": "false"}
        command = [sys.executable, "-m", "streamlit", "run", str(PAGE)]
        server = subprocess.Popen(
            [*command, *(f"--{name}={value}" for name, value in options.items())],
            env=os.environ | here,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until_served(port)
            own = psutil.Process(server.pid)
            took = asyncio.run(play(wanted, meeting.id, port))
            memory, spent = own.memory_info().rss, own.cpu_times()
        finally:
            server.terminate()
            server.wait(30)
    for part in ("join", "steady", "burst"):
        low, high = percentile(took[part], 0.5), percentile(took[part], 0.95)
        print(
            f"{part:8} {len(took[part]):5}  p50 {1000 * low:8.1f} ms  p95 {1000 * high:8.1f} ms"
        )
    print(f"not acknowledged {len(took['lost'])}, memory {memory / 2**20:.0f} MB,")
    print(f"processor {spent.user + spent.system:.1f} s, load average {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
