"""A disk that loses power: what was written until a moment, without what was not yet safe.

The log comes from ``disk_log.c``. Only what was synced is sure to be there afterwards; of the
rest a disk may have kept nothing, the first part, or any of its sectors.
"""

import random
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

SECTOR = 512
_HEAD = struct.Struct("=cIQI")


class Rest(Enum):
    """What a disk kept of the writes that were never synced."""

    NOTHING = "nothing"
    FIRST_PART = "first part"
    ANY_SECTORS = "any sectors"


@dataclass(frozen=True)
class Entry:
    """One thing that was done to a file."""

    kind: str  # C created, W written, T cut to a length, S synced, U unlinked
    path: str
    offset: int
    content: bytes


def read_log(path: Path) -> list[Entry]:
    """Return what was done, in order."""
    return list(_entries(path.read_bytes()))


def _entries(log: bytes) -> Iterator[Entry]:
    at = 0
    while at < len(log):
        kind, path_size, offset, size = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        path = log[at : at + path_size].decode()
        at += path_size
        yield Entry(kind.decode(), path, offset, log[at : at + size])
        at += size


@dataclass
class Disk:
    """Files by path: what is durable, what is not yet, and which names are not yet."""

    durable: dict[str, bytearray]
    pending: dict[str, list[Entry]] = field(default_factory=dict)
    unsure_names: dict[str, str] = field(default_factory=dict)  # path to C or U

    def take(self, entry: Entry) -> None:
        """Do what the program did."""
        if entry.kind == "S":
            self._sync(entry.path)
        elif entry.kind in "CU":
            self.unsure_names[entry.path] = entry.kind
            if entry.kind == "C":
                self.durable[entry.path] = bytearray()
                self.pending.pop(entry.path, None)
        else:
            self.pending.setdefault(entry.path, []).append(entry)

    def _sync(self, path: str) -> None:
        is_folder = any(name.startswith(path.rstrip("/") + "/") for name in self.durable)
        if is_folder:
            for name, kind in self.unsure_names.items():
                if kind == "U":
                    self.durable.pop(name, None)
                    self.pending.pop(name, None)
            self.unsure_names.clear()
            return
        for entry in self.pending.pop(path, []):
            _apply(self.durable.setdefault(path, bytearray()), entry)

    def lose_power(self, rest: Rest, rng: random.Random) -> dict[str, bytes]:
        """Return the files that are found when the power is back."""
        files = {path: bytearray(content) for path, content in self.durable.items()}
        for path, entries in self.pending.items():
            for entry in _survivors(entries, rest, rng):
                _apply(files.setdefault(path, bytearray()), entry)
        for name, kind in self.unsure_names.items():
            is_lost = rest is Rest.NOTHING or rng.random() < 0.5
            if is_lost == (kind == "C"):
                files.pop(name, None)
        return {path: bytes(content) for path, content in files.items()}


def _survivors(entries: Sequence[Entry], rest: Rest, rng: random.Random) -> Iterator[Entry]:
    if rest is Rest.FIRST_PART:
        yield from entries[: rng.randint(0, len(entries))]
    elif rest is Rest.ANY_SECTORS:
        for entry in entries:
            if entry.kind == "T":
                yield from [entry] * rng.randint(0, 1)
                continue
            for start in range(0, len(entry.content), SECTOR):
                if rng.random() < 0.5:
                    part = entry.content[start : start + SECTOR]
                    yield Entry("W", entry.path, entry.offset + start, part)


def _apply(content: bytearray, entry: Entry) -> None:
    if len(content) < entry.offset:
        content.extend(bytes(entry.offset - len(content)))
    if entry.kind == "T":
        del content[entry.offset :]
    else:
        content[entry.offset : entry.offset + len(entry.content)] = entry.content
