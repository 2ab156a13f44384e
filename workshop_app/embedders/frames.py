"""How the application and its worker talk: frames of a JSON head and raw bytes over a pipe."""

import json
import struct
from dataclasses import dataclass
from typing import IO, Any

_LENGTHS = struct.Struct(">IQ")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: what it says, and numbers that go with it."""

    head: dict[str, Any]
    body: bytes = b""


def write_frame(pipe: IO[bytes], frame: Frame) -> None:
    """Write *frame* whole and at once."""
    head = json.dumps(frame.head).encode("ascii")  # escapes keep half surrogate pairs
    pipe.write(_LENGTHS.pack(len(head), len(frame.body)) + head + frame.body)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> Frame | None:
    """Return the next frame, or None when the other side has gone."""
    lengths = _read_exactly(pipe, _LENGTHS.size)
    if lengths is None:
        return None
    head_length, body_length = _LENGTHS.unpack(lengths)
    head, body = _read_exactly(pipe, head_length), _read_exactly(pipe, body_length)
    if head is None or body is None:
        return None
    return Frame(json.loads(head), body)


def _read_exactly(pipe: IO[bytes], length: int) -> bytes | None:
    content = pipe.read(length)
    return content if len(content) == length else None
