"""What a paper is made of, before anybody decided its format.

Every text is text: nothing in a block is markup, a formula or a link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; new lines in it are kept."""

    body: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part: level 1 stands above level 2."""

    body: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short lines with a dot before each."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Names and what is written beside them; an empty text is printed as an empty cell."""

    rows: tuple[tuple[str, str], ...]
    name_share: int = 25  # per cent of the width


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a head that is repeated on every page; ``widths`` are shares."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """Slips side by side, each with a frame to cut along; a slip is never parted."""

    cells: tuple[tuple[str, ...], ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG) in the middle of the line, and what it shows."""

    content: bytes
    width_mm: int
    says: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty ruled lines to write on by hand."""

    count: int


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins on a new page."""


Block: TypeAlias = Text | Heading | Bullets | Fields | Grid | Cards | Picture | Lines | Break


@dataclass(frozen=True, slots=True)
class Part:
    """A named piece of a paper; a template says where it stands."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper without a format.

    Attributes
    ----------
    key : the form it follows, a key of ``FORMS``.
    words : short texts by name, which a template may put anywhere in a line.
    parts : the pieces in their usual order.
    """

    key: str
    title: str
    words: Mapping[str, str]
    parts: tuple[Part, ...]
