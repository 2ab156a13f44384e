"""Whom the gate lets in, and what it does to the page on its way out."""

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from workshop_app.gate import HostGate, JapaneseShell, LightLane

PAGE = b'<!DOCTYPE html>\n<html lang="en">\n<head><title>Streamlit</title></head></html>'


async def answer(scope, receive, send):
    """An application that lets everybody in and sends a page in two pieces."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept", "headers": scope["headers"]})
        return
    kind = b"text/html; charset=utf-8" if scope["path"] == "/" else b"text/plain"
    headers = [(b"content-type", kind), (b"content-length", b"%d" % len(PAGE))]
    headers += [(b"etag", b"old")] + [(b"x-asked", name) for name, _ in scope["headers"]]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE[:25], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[25:]})


def ask(app, *headers, path="/", kind="http"):
    """Return what *app* sends to one request."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": f"{kind}.connect"}

    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    scope = {"type": kind, "path": path, "headers": raw, "method": "GET"}
    asyncio.run(app(scope, receive, send))
    return sent


def status(sent):
    return sent[0].get("status", sent[0]["type"])


def gate(*hosts):
    return HostGate(answer, hosts=hosts or ("localhost", "127.0.0.1", "::1"))


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LocalHost:1"]
)
def test_our_own_names_are_let_in(host):
    assert status(ask(gate(), ("host", host))) == 200
    assert status(ask(gate("MY-PC"), ("host", "my-pc:8501"))) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8501",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example@localhost.evil.example",
        "[::1",
        "[evil]",
        "localhost evil",
        "",
        "ü",
    ],
)
def test_any_other_name_is_refused(host):
    sent = ask(gate(), ("host", host))
    assert status(sent) == 403
    assert "住所" in sent[1]["body"].decode("utf-8")
    assert "evil" not in sent[1]["body"].decode("utf-8")
    assert status(ask(gate(), ("host", host), kind="websocket")) == "websocket.close"


def test_a_request_without_a_name_or_with_two_is_refused():
    assert status(ask(gate())) == 403
    assert status(ask(gate(), ("host", "localhost"), ("host", "evil.example"))) == 403
    assert status(ask(gate(), ("host", "evil.example"), ("host", "localhost"))) == 403


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:9999",
        "http://localhost:8501.evil.example",
        "http://evil@localhost:8501",
        "null",
        "http://[",
        "file://",
    ],
)
def test_a_page_of_another_place_is_refused(kind, origin):
    sent = ask(gate(), ("host", "localhost:8501"), ("origin", origin), kind=kind)
    assert status(sent) in (403, "websocket.close")
    assert len(sent) == (2 if kind == "http" else 1)


def test_our_own_page_is_let_in_and_streamlit_is_not_asked_about_it():
    sent = ask(
        gate(),
        ("host", "localhost:8501"),
        ("origin", "http://localhost:8501"),
        ("cookie", "a=b"),
        kind="websocket",
    )
    assert status(sent) == "websocket.accept"
    assert [name for name, _ in sent[0]["headers"]] == [b"host", b"cookie"]


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent", "/_stcore/agent/x", "/_stcore/metrics/"]
)
def test_what_tells_about_the_machine_is_closed(path):
    assert status(ask(gate(), ("host", "localhost"), path=path)) == 403


def test_the_page_says_it_is_japanese_and_its_length_is_true():
    start, body = ask(JapaneseShell(answer), ("accept-encoding", "gzip"), ("cookie", "a=b"))
    told = dict(start["headers"])
    assert body["body"].startswith(b'<!DOCTYPE html>\n<html lang="ja">')
    assert "<title>車座</title>" in body["body"].decode("utf-8")
    assert int(told[b"content-length"]) == len(body["body"])
    assert b"etag" not in told
    asked = [value for name, value in start["headers"] if name == b"x-asked"]
    assert asked == [b"cookie"], "a page that is packed or not modified cannot be rewritten"


def test_what_is_no_page_passes_piece_by_piece_and_untouched():
    for path in ("/_stcore/health", "/static/a.js", "/readme"):
        start, *bodies = ask(JapaneseShell(answer), path=path)
        assert b"".join(piece["body"] for piece in bodies) == PAGE
        assert len(bodies) == 2
        assert dict(start["headers"])[b"etag"] == b"old"


@pytest.mark.parametrize("path", ["/", "/readme", "/static/a.js"])
def test_every_answer_carries_the_safe_headers(path):
    told = dict(ask(JapaneseShell(answer), path=path)[0]["headers"])
    assert told[b"x-content-type-options"] == b"nosniff"
    assert told[b"x-frame-options"] == b"SAMEORIGIN"
    assert told[b"referrer-policy"] == b"same-origin"
    policy = told[b"content-security-policy"].decode("ascii")
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "http" not in policy
    assert "'unsafe-eval'" not in policy


def test_a_refusal_carries_the_safe_headers_too():
    start, _ = ask(gate(), ("host", "evil.example"))
    assert dict(start["headers"])[b"x-content-type-options"] == b"nosniff"


def test_what_is_neither_request_nor_websocket_passes():
    seen = []

    async def note(scope, receive, send):
        seen.append(scope["type"])

    async def nothing(message=None):
        return {}

    for wrapped in (HostGate(note, hosts=()), JapaneseShell(note)):
        asyncio.run(wrapped({"type": "lifespan"}, nothing, nothing))
    assert seen == ["lifespan", "lifespan"]


async def greet(request: Request) -> Response:
    return PlainTextResponse(f"hello {request.path_params['code']}")


def lane():
    return JapaneseShell(LightLane(answer, routes=[Route("/j/{code}", greet)]))


def test_a_phone_is_answered_before_anything_that_only_streamlit_needs():
    sent = ask(lane(), path="/j/abc")
    assert (status(sent), sent[1]["body"]) == (200, b"hello abc")
    assert b"default-src 'none'" in dict(sent[0]["headers"])[b"content-security-policy"]


def test_what_no_light_page_has_is_said_to_be_missing_and_never_reaches_streamlit():
    assert status(ask(lane(), path="/j/abc/unknown")) == 404
    assert b"<html" not in ask(lane(), path="/j/abc/unknown")[1]["body"]


def test_everything_else_passes_the_light_lane_untouched():
    app = LightLane(answer, routes=[Route("/j/{code}", greet)])
    assert status(ask(app, path="/journal")) == 200
    assert ask(app, kind="websocket", path="/j/abc")[0]["type"] == "websocket.accept"
