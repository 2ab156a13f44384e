"""What a phone sent: read within a bound, as a form or as JSON, and checked before use.

Nothing here touches the store.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope

from workshop_app import errors, words
from workshop_app.model import Consent, Party, VoiceKind
from workshop_app.usecases import gathering, opening, receiving

MOST_BYTES = 48 * 1024  # 4,000 characters, each of them written as nine by a form
COOKIE = "kurumaza"
SIZE_COOKIE = "kurumaza_size"
SIZES = ("m", "l", "xl")
_JSON = b"application/json"
_FORM = b"application/x-www-form-urlencoded"
_MOST_FIELDS = 20
_NO_FORM = "送られた内容を読めません。画面を読み直して、もう一度送ってください。"
_NO_JSON = "送られた内容を読めません。JSONの形を確かめてください。"


class TooLargeError(errors.UnusableInputError):
    """More was sent than any voice, or any sheet of scores, can be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with its fields, still as they were sent."""

    fields: Mapping[str, Any]
    is_json: bool


async def read(scope: Scope, receive: Receive) -> Asked:
    """Return the fields of a request.

    Raises
    ------
    TooLargeError
        The body is larger than any voice.
    UnusableInputError
        It is no form and no JSON object.
    """
    body = await read_body(scope, receive, _too_long())
    kind = _kind(dict(scope["headers"]))
    if kind == _JSON:
        return Asked(_object(body), is_json=True)
    fields = _pairs(body) if kind == _FORM else await _parts(scope, body)
    return Asked(fields, is_json=wants_json(scope))


def wants_json(scope: Scope) -> bool:
    """Say whether a program asks, and not a page."""
    head = dict(scope["headers"])
    accepted = head.get(b"accept", b"")
    return _kind(head) == _JSON or (
        b"application/json" in accepted and b"text/html" not in accepted
    )


def size_of(request: Request) -> str:
    """Return the size of letters somebody asked for, now or before."""
    size = request.query_params.get("size") or request.cookies.get(SIZE_COOKIE, "")
    return size if size in SIZES else "m"


def _kind(head: Mapping[bytes, bytes]) -> bytes:
    return head.get(b"content-type", b"").partition(b";")[0].strip().lower()


async def read_body(scope: Scope, receive: Receive, says: str) -> bytes:
    """Return what was sent, within the bound.

    Raises
    ------
    TooLargeError
        It is larger; *says* is the sentence.
    """
    told = dict(scope["headers"]).get(b"content-length", b"")
    if told.isdigit() and int(told) > MOST_BYTES:
        raise TooLargeError(says)
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise TooLargeError(says)
        if not message.get("more_body"):
            return body


def _pairs(body: bytes) -> Mapping[str, str]:
    """Return the fields of a form as browsers send it; of two with one name, the last."""
    try:
        pairs = parse_qsl(
            body.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError as problem:
        raise errors.UnusableInputError(_NO_FORM) from problem
    return dict(pairs)


async def _parts(scope: Scope, body: bytes) -> Mapping[str, str]:
    form = await Request(scope, _replay(body)).form(max_files=0, max_fields=_MOST_FIELDS)
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _too_long() -> str:
    most = f"{gathering.MOST_CHARACTERS:,}文字"
    return f"長すぎます。1つの声は{most}までです。分けて送ってください。"


def _replay(body: bytes) -> Any:  # noqa: ANN401 - an ASGI callable
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise errors.UnusableInputError(_NO_JSON) from problem
    if not isinstance(found, dict):
        raise errors.UnusableInputError(_NO_JSON)
    return found


def sent_voice(asked: Mapping[str, Any]) -> receiving.Sent:
    """Return the voice that was sent.

    Raises
    ------
    UnusableInputError
        A field is missing or is not what it should be; the sentence names it.
    """
    text = asked.get("text")
    if not isinstance(text, str):
        raise errors.EmptyVoiceError("ことばを書いてから、送ってください。")
    entry = gathering.Entry(
        party=party_of(asked.get("party")),
        table_number=table_of(asked.get("table")),
        kind=_one_of(VoiceKind, asked.get("kind"), "種類"),
        consent=_one_of(Consent, asked.get("consent"), "使い方") or Consent.TOWN,
    )
    return receiving.Sent(gathering.checked(text), entry, _key(asked.get("client_key")))


def party_of(value: object) -> Party:
    """Return the party that a code or a word means."""
    found = _one_of(Party, value, "立場")
    if found is None:
        raise errors.UnusableInputError("立場をえらんでください。")
    return found


def table_of(value: object) -> int | None:
    """Return the table's number; nothing where there is none."""
    if value is None or value == "":
        return None
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    if isinstance(value, str) and value.strip().isdecimal():
        number = int(value.strip()[:4])
    if number is None or not 1 <= number <= opening.MOST_TABLES:
        raise errors.UnusableInputError(
            f"班は1から{opening.MOST_TABLES}までの番号で入れてください。"
        )
    return number


def _one_of(kind: type[words.Member], value: object, what: str) -> words.Member | None:
    if value is None or value == "":
        return None
    found = words.find(kind, value) if isinstance(value, str) else None
    if found is None:
        raise errors.UnusableInputError(
            f"{what}が分かりません。用意された中からえらんでください。"
        )
    return found


def _key(value: object) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > receiving.MOST_KEY or not value.isprintable():
        raise errors.UnusableInputError("送り札(client_key)の形が正しくありません。")
    return value
