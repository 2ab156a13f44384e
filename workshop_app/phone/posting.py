"""``POST /j/<code>/voices``: the one request a full hall sends in the same minute.

It is read and answered by hand, without the objects that a page is drawn with, because a
thousand of them wait for each other.  Whatever stands in the way is told by a page's own means.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request, cookie_parser
from starlette.types import Receive, Scope, Send

from workshop_app import errors
from workshop_app.phone import asking
from workshop_app.phone.visits import House, Visit
from workshop_app.usecases import receiving

_NO_STORE = (b"cache-control", b"no-store")
_JSON = (b"content-type", b"application/json")


class Letterbox:
    """Keeps the voice of one request after another and answers when it is on the disk."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: 201 or 200 for a program, 303 for a page, or a refusal."""
        code = str(scope["path_params"]["code"]).casefold()
        text = ""
        try:
            asked = await asking.read(scope, receive)
            text = str(asked.fields.get("text") or "")
            kept = await self._keep(code, scope, asked.fields)
        except errors.KurumazaError as problem:
            await self._refuse(problem, text, scope, receive, send)
            return
        self._house.notice(kept.workshop_id)
        if asked.is_json:
            told = {"id": kept.voice.id, "receipt": kept.receipt.number, "status": kept.status}
            answer = json.dumps(told).encode()
            await _answer(send, 201 if kept.is_new else 200, _JSON, answer)
        else:
            place = f"/j/{code}/r/{kept.receipt.number}?new=1".encode()
            await _answer(send, 303, (b"location", place))

    async def _keep(self, code: str, scope: Scope, fields: Mapping[str, Any]) -> receiving.Kept:
        house = self._house
        address = scope["client"][0] if scope.get("client") else ""
        # A code that is not known is looked up before anything else; the write looks again.
        town_id = house.towns.get(code) or (await house.entrance(code, address)).town_id
        token = _token(dict(scope["headers"]).get(b"cookie", b""))
        house.count_act(token, address)
        sent = asking.sent_voice(fields)
        if not sent.client_key:
            # Drawn here and not in the transaction, which may be run again.
            sent = replace(sent, client_key=receiving.draw_key())
        return await house.inbox.keep(code, town_id, receiving.Posted(token, sent))

    async def _refuse(
        self,
        problem: errors.KurumazaError,
        text: str,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        visit = Visit(Request(scope, receive), self._house)
        visit.text = text
        await visit.finish(visit.refuse(problem))(scope, receive, send)


def _token(cookies: bytes) -> str | None:
    return cookie_parser(cookies.decode("latin-1")).get(asking.COOKIE) if cookies else None


async def _answer(
    send: Send, status: int, header: tuple[bytes, bytes], body: bytes = b""
) -> None:
    length = (b"content-length", str(len(body)).encode())
    headers = [header, length, _NO_STORE]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
