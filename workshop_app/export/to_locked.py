"""Any file behind a password, as one page that every browser opens without the network (P15).

The key is drawn from the password by PBKDF2-HMAC-SHA256, the file is sealed by AES-256-GCM:
both are in every browser and in ``cryptography``.  Neither the name nor the size of the file
can be read without the password; a wrong one opens nothing of it.

References: NIST SP 800-132 and SP 800-38D; the count of rounds is OWASP's of 2023.
"""

import base64
import binascii
import hashlib
import json
import re
import secrets
import struct
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from workshop_app import errors

ROUNDS = 600_000
FEWEST = 12
_FORM = "kurumaza-locked-1"
_BLOCK = 64 * 1024  # sizes are rounded up to this, so that they tell nothing
_MOST_ROUNDS = 10_000_000
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none is read for another
_LOCKED = re.compile(rb'<script type="application/json" id="locked">([^<]+)</script>')
_WRONG = "合言葉がちがうか、ファイルが壊れています。"


@dataclass(frozen=True, slots=True)
class Opened:
    """What was behind the password."""

    name: str
    content: bytes


def draw_password() -> str:
    """Return a password nobody can guess (79 bits), in groups that can be read out."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def to_locked(name: str, content: bytes, password: str) -> bytes:
    """Return a page that gives *content* back to whoever knows *password*.

    Raises
    ------
    UnusableInputError
        The password has fewer than 12 characters.
    """
    if len(_normal(password)) < FEWEST:
        raise errors.UnusableInputError(f"合言葉は{FEWEST}文字以上にしてください。")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    head = json.dumps({"name": name, "size": len(content)}).encode()
    whole = struct.pack(">I", len(head)) + head + content
    whole += b"\0" * (-len(whole) % _BLOCK)
    sealed = AESGCM(_key(password, salt, ROUNDS)).encrypt(nonce, whole, _FORM.encode())
    told = {"form": _FORM, "iterations": ROUNDS}
    told |= {
        key: base64.b64encode(value).decode()
        for key, value in (("salt", salt), ("nonce", nonce), ("data", sealed))
    }
    page = Path(__file__).with_name("locked.html").read_text(encoding="utf-8")
    return page.replace("@@LOCKED@@", json.dumps(told)).encode()


def open_locked(page: bytes, password: str) -> Opened:
    """Return what is behind the password.

    Raises
    ------
    UnusableInputError
        The password is wrong, the file was changed, or it is no such page.
    """
    found = _LOCKED.search(page)
    if found is None:
        raise errors.UnusableInputError("車座の鍵のかかったファイルではありません。")
    try:
        told = json.loads(found[1])
        salt, nonce, sealed = (
            base64.b64decode(told[key], validate=True) for key in ("salt", "nonce", "data")
        )
        rounds = int(told["iterations"])
        if told["form"] != _FORM or not 1 <= rounds <= _MOST_ROUNDS:
            raise errors.UnusableInputError(_WRONG)
        whole = AESGCM(_key(password, salt, rounds)).decrypt(nonce, sealed, _FORM.encode())
        [length] = struct.unpack(">I", whole[:4])
        head = json.loads(whole[4 : 4 + length])
        return Opened(str(head["name"]), whole[4 + length :][: int(head["size"])])
    except (InvalidTag, ValueError, KeyError, TypeError, binascii.Error) as problem:
        raise errors.UnusableInputError(_WRONG) from problem


def _key(password: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", _normal(password).encode(), salt, rounds, 32)


def _normal(password: str) -> str:
    """Return the password as compared: full-width letters typed by accident are the same."""
    return unicodedata.normalize("NFKC", password).strip()
