"""From bytes to text: which of the encodings of Japanese offices a file is written in.

A ladder, each rung surer than the next: byte order mark, the NULs of UTF-16, the escapes of
ISO-2022-JP, strict UTF-8, and at last CP932 against EUC-JP by which of the two reads more
like Japanese. General guessers take CP932 for Korean too often to be used here.
"""

import codecs
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app import errors
from workshop_app.sheets.table import NOT_A_TABLE

CHOICES: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8(BOM付き)",
    "cp932": "Shift_JIS(CP932)",
    "euc_jis_2004": "EUC-JP",
    "utf-16": "UTF-16(BOM付き)",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "iso2022_jp_ext": "JIS(ISO-2022-JP)",
}
_MARKS: Mapping[bytes, str] = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺー、。・「」]")
_UNLIKELY = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff\x80-\x9f]")
_OTHER_FILES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"SQLite format",
)
_NO_TEXT = {"Cc", "Cn", "Co", "Cs"}  # controls, and code points that mean nothing to anybody
_TOLERATED = 0.05
_LOOKED_AT = 4_096


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the codec it was read with, and how many marks could not be read."""

    text: str
    encoding: str
    unreadable: int

    @property
    def encoding_name(self) -> str:
        """The encoding as people here call it."""
        return CHOICES[self.encoding]


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of *content*, read with *encoding* or with the one found.

    Damaged places become U+FFFD and are counted.

    Raises
    ------
    UnreadableFileError
        This is no text, or *encoding* is none of :data:`CHOICES`.
    """
    if encoding is not None and encoding not in CHOICES:
        raise errors.UnreadableFileError(f"「{encoding}」という文字コードは選べません。")
    chosen = encoding or find_encoding(content)
    text = content.decode(chosen, errors="replace").lstrip("\ufeff")
    is_declared = encoding is not None or content.startswith(tuple(_MARKS))
    if not is_declared and (content.startswith(_OTHER_FILES) or not _is_text(text)):
        raise errors.UnreadableFileError(NOT_A_TABLE)
    return Decoded(text, chosen, text.count("\ufffd"))


def find_encoding(content: bytes) -> str:
    """Return the name of the codec that *content* is most surely written with."""
    for mark, named in _MARKS.items():
        if content.startswith(mark):
            return named
    if b"\0" in content and (wide := _wide_encoding(content)):
        return wide
    if (b"\x1b$" in content or b"\x1b(" in content) and content.isascii():
        return "iso2022_jp_ext"
    if _decodes(content, "utf-8"):
        return "utf-8"
    return min(("cp932", "euc_jis_2004", "utf-8"), key=lambda name: _strangeness(content, name))


def _is_text(text: str) -> bool:
    """Tell whether nearly all of the beginning of *text* are characters of a language."""
    seen = text[:_LOOKED_AT]
    strange = sum(
        mark == "\ufffd" or (unicodedata.category(mark) in _NO_TEXT and not mark.isspace())
        for mark in seen
    )
    return strange <= _TOLERATED * len(seen)


def _wide_encoding(content: bytes) -> str | None:
    """Tell UTF-16 by its separators, which are the same in every language.

    Counting NULs alone would be misled by U+3000, whose low byte is NUL too.
    """
    low = _count_pairs(content, (b"\n\0", b",\0", b"\t\0", b"\r\0"))
    high = _count_pairs(content, (b"\0\n", b"\0,", b"\0\t", b"\0\r"))
    if max(low, high) == 0:
        return None
    name = "utf-16-le" if low >= high else "utf-16-be"
    return name if _decodes(content[: len(content) // 2 * 2], name) else None


def _count_pairs(content: bytes, pairs: tuple[bytes, ...]) -> int:
    """Count *pairs* that begin at an even place of *content*."""
    return sum(
        found.start() % 2 == 0
        for pair in pairs
        for found in re.finditer(re.escape(pair), content)
    )


def _decodes(content: bytes, name: str) -> bool:
    try:
        content.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _strangeness(content: bytes, name: str) -> float:
    """Return how little *content* read as *name* looks like Japanese; 0 is quite natural."""
    text = content.decode(name, errors="replace")
    broken = 20 * text.count("\ufffd")
    odd = len(_UNLIKELY.findall(text)) - len(_JAPANESE.findall(text))
    return (broken + odd) / max(len(text), 1)
