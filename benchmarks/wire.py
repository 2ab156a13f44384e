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


class Shout(asyncio.Protocol):
    """One request, written beforehand, on a connection of its own; ``answer`` has what came.

    Nothing is built while the clock runs, so that what is measured is the server's.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.answered_at = 0.0
        self._come = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport) -> None:
        """Send the request."""
        self._transport = transport
        transport.write(self.raw)

    def data_received(self, data: bytes) -> None:
        """Take in the answer; once it is whole, hang up."""
        self._come += data
        head, found, body = self._come.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0] or 0)
        if found and len(body) >= length and not self.answer.done():
            self.answered_at = time.monotonic()
            self.answer.set_result(Answer(int(head[9:12]), {}, body))
            self._transport.close()

    def connection_lost(self, error) -> None:
        """Say that the answer never came."""
        if not self.answer.done():
            self.answer.set_exception(error or ConnectionError("hung up before an answer"))


def write_post(port: int, path: str, body: bytes) -> bytes:
    """Return the bytes of a POST of JSON."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


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
