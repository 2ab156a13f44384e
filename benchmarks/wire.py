"""A phone on the wire: HTTP over one kept connection, cookies and nothing else.

As little work as can be, so that the phones of a benchmark do not take the server's time.
"""

import asyncio
import socket
import time
import urllib.error
import urllib.request
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes


class Phone:
    """One phone; it keeps its connection and its cookie, as a browser does."""

    def __init__(self, port: int, number: int) -> None:
        self.number = number
        self._port = port
        self._cookies: dict[str, str] = {}
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(
        self, method: str, path: str, body: bytes = b"", *, kind: str | None = None
    ) -> Answer:
        """Send one request and return the answer; a connection the server left is renewed."""
        head = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self._port}"]
        if self._cookies:
            told = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
            head.append(f"Cookie: {told}")
        if method == "POST":
            head.append(f"Content-Type: {kind or 'application/x-www-form-urlencoded'}")
            head.append(f"Content-Length: {len(body)}")
        raw = "\r\n".join([*head, "", ""]).encode() + body
        try:
            return await self._exchange(raw)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.close()
            return await self._exchange(raw)

    async def _exchange(self, raw: bytes) -> Answer:
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(raw)
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            if name.casefold() == "set-cookie":
                cookie, _, content = value.strip().partition(";")[0].partition("=")
                self._cookies[cookie] = content
            headers[name.casefold()] = value.strip()
        length = int(headers.get("content-length", "0"))
        return Answer(int(lines[0].split()[1]), headers, await self._reader.readexactly(length))

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


def find_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(port: int, seconds: float = 90.0) -> None:
    """Return once the server answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not answer")
