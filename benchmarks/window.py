"""A window of the pages without a browser: Streamlit's websocket, spoken as its frontend does.

What a window is sent is searched for the marks of voices, so that the moment a voice could
be seen is known without drawing anything.
"""

import asyncio
import re
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

MARK = re.compile(rb"[vb]\d{5}n\d{3}e")


class Window:
    """One open page; fragments that run by themselves are asked for again, as a browser does.

    ``first_seen`` tells for every mark when (``time.monotonic``) it was sent to this window.
    """

    def __init__(self, port: int, page: str, query: str, *, every: float | None = None) -> None:
        self._address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self._page = page
        self._query = query
        self._every = every
        self._script = ""
        self.first_seen: dict[str, float] = {}
        self.is_drawn = asyncio.Event()

    async def watch(self, stop: asyncio.Event) -> None:
        """Stay open until *stop*."""
        async with connect(
            self._address, subprotocols=["streamlit"], max_size=None, open_timeout=60
        ) as wire:
            await wire.send(self._rerun())
            timers: dict[str, asyncio.Task[None]] = {}
            if self._every is not None:
                timers[""] = asyncio.create_task(self._repeat(wire, "", self._every))
            reading = asyncio.create_task(self._read(wire, timers))
            await stop.wait()
            for task in (reading, *timers.values()):
                task.cancel()

    async def _read(self, wire, timers: dict[str, asyncio.Task[None]]) -> None:
        async for raw in wire:
            now = time.monotonic()
            for mark in set(MARK.findall(raw)):
                self.first_seen.setdefault(mark.decode(), now)
            message = ForwardMsg()
            message.ParseFromString(raw)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._script = message.new_session.page_script_hash
            elif kind == "script_finished":
                self.is_drawn.set()
            elif kind == "auto_rerun" and message.auto_rerun.fragment_id not in timers:
                name = message.auto_rerun.fragment_id
                timers[name] = asyncio.create_task(
                    self._repeat(wire, name, message.auto_rerun.interval)
                )

    async def _repeat(self, wire, fragment: str, every: float) -> None:
        while True:
            await asyncio.sleep(every)
            await wire.send(self._rerun(fragment))

    def _rerun(self, fragment: str = "") -> bytes:
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_script_hash = self._script
        message.rerun_script.page_name = "" if self._script else self._page
        message.rerun_script.fragment_id = fragment
        message.rerun_script.is_auto_rerun = bool(fragment)
        return message.SerializeToString()
