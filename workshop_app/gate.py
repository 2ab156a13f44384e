"""What stands between the network and the pages: hosts, origins, headers, page language.

Pure ASGI middleware; nothing here knows a record or draws a page.  The path is always read
from ``scope["path"]``, the one that is routed.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from urllib.parse import SplitResult, urlsplit

from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workshop_app import places

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_POLICY_NAME = b"content-security-policy"
_HEADERS = (
    (_POLICY_NAME, _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
)
_LIGHT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_LIGHT = ("/j/", "/k/")  # pages of our own making, without anything of Streamlit's
_CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
_MOST_ADDRESSES = 256
_LANGUAGE = (b'<html lang="en">', b'<html lang="ja">')
_TITLE = (b"<title>Streamlit</title>", "<title>車座</title>".encode())
_HEAD = b"</head>"


class HostGate:
    """Refuse a request whose host, or whose web page, is not one of ours.

    A name of an attacker that resolves to this machine (DNS rebinding) and a foreign page
    that opens a websocket are both answered with 403 before Streamlit sees them.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(name.casefold() for name in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if not self._is_ours(scope["headers"]) or scope["path"].startswith(_CLOSED):
            await _refuse(scope, receive, send)
            return
        if scope["type"] == "websocket":
            # Checked above. Streamlit would look up this machine's address on the internet
            # for an origin it does not know, and stop the whole server while it waits.
            scope = dict(scope)
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"origin"]
        await self._app(scope, receive, send)

    def _is_ours(self, headers: Sequence[tuple[bytes, bytes]]) -> bool:
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1:
            return False
        host = hosts[0].decode("latin-1")
        if _split(f"//{host}").hostname not in self._hosts:
            return False
        origins = [value.decode("latin-1") for name, value in headers if name == b"origin"]
        return all(_split(origin).netloc == host for origin in origins)


@lru_cache(_MOST_ADDRESSES)  # every phone of a hall names the same
def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # brackets that enclose no address
        return urlsplit("")


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    body = "この住所からは使えません。画面に出ている住所をそのまま入れてください。".encode()
    head = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": 403, "headers": head})
    await send({"type": "http.response.body", "body": body})


class LightLane:
    """Answer the phones' pages at once, past everything that only Streamlit's pages need.

    Sessions, compression and some sixty routes would otherwise stand before every post.
    """

    def __init__(self, app: ASGIApp, *, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._light = Router(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request where it is for a light page, or pass it on."""
        if scope["type"] != "http" or not scope["path"].startswith(_LIGHT):
            await self._app(scope, receive, send)
            return
        # Without the application in it, the router itself answers 404 and 405.
        own = {name: value for name, value in scope.items() if name != "app"}
        await self._light(own, receive, send)


class JapaneseShell:
    """Tell browsers and screen readers that the page is Japanese, and add safe headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and rewrite the page's shell on its way out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"].startswith(_LIGHT):
            await self._app(scope, receive, _Guarded(send).send)
            return
        if _is_page(scope["path"]):
            scope = dict(scope)
            # The shell must arrive whole and unpacked, or it could not be rewritten.
            unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since")
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in unwanted]
        await self._app(scope, receive, _Rewriter(send).send)


def _is_page(path: str) -> bool:
    return not path.startswith(("/_stcore", "/static", "/media", "/component", "/assets"))


class _Guarded:
    """Add the strictest headers to a page that is ours from the first sign to the last."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def send(self, message: Message) -> None:
        """Send *message*, its start with our headers."""
        if message["type"] == "http.response.start":
            headers = [
                *message["headers"],
                *_HEADERS[1:],
                (_POLICY_NAME, _LIGHT_POLICY.encode()),
            ]
            message = {**message, "headers": headers}
        await self._send(message)


class _Rewriter:
    """Hold an HTML answer back until it is complete, then send it in Japanese."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Send *message*, or keep it until the page is whole."""
        if message["type"] == "http.response.start":
            headers = [*message["headers"], *_HEADERS]
            message = {**message, "headers": headers}
            kinds = [value for name, value in headers if name.lower() == b"content-type"]
            if kinds and kinds[0].startswith(b"text/html"):
                self._start = message
                return
        elif self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._send_page()
            return
        await self._send(message)

    async def _send_page(self) -> None:
        assert self._start is not None
        body = self._body.replace(*_LANGUAGE, 1).replace(*_TITLE, 1)
        body = body.replace(_HEAD, _words_of_the_frame() + _HEAD, 1)
        stale = (b"content-length", b"etag", b"last-modified")
        headers = [pair for pair in self._start["headers"] if pair[0].lower() not in stale]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


@cache
def _words_of_the_frame() -> bytes:
    """Return the script that says the frame's own English words in Japanese."""
    return b"<script>" + places.SHELL_WORDS.read_bytes() + b"</script>"
