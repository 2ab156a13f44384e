"""The picture of a network as SVG: plain shapes and plain text, no script, no link, no style.

Every kind has a shape of its own and a word in the key, so that a black-and-white printer
loses nothing. Colours come with the marks; what is told is told by form, dashes and words.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from workshop_app.cleaning import clean

FONT = "'Noto Sans JP','Noto Sans CJK JP','Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif"
_LINE = 1.25  # heights of a line of letters
_EDGE = 24.0  # white around everything
_KEY = 44.0  # height of a row of the key
_INK = "#111111"


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """One node: a mark with its words below, or a box with its words inside."""

    shape: str  # box, dot, triangle, square, diamond, hexagon or star
    x: float
    y: float
    wide: float  # of a box; of a mark twice its radius
    high: float
    fill: str
    ink: str
    frame: float
    is_dashed: bool
    lines: tuple[str, ...]
    letters: float  # height
    name: str


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line between two points, with a word in its middle where it has one."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    ink: str
    dashes: tuple[float, ...]
    word: str


@dataclass(frozen=True, slots=True)
class DrawnKey:
    """One entry of the key."""

    shape: str
    fill: str
    word: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture and the corners of all that is drawn."""

    title: str
    nodes: tuple[DrawnNode, ...]
    lines: tuple[DrawnLine, ...]
    key: tuple[DrawnKey, ...]
    left: float
    top: float
    right: float
    bottom: float


def to_svg(drawing: Drawing, *, has_key: bool = True) -> bytes:
    """Return *drawing* as a file of its own, its key below the picture."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n' + draw(drawing, has_key=has_key)
    ).encode()


def draw(drawing: Drawing, *, has_key: bool = True) -> str:
    """Return *drawing* as an ``svg`` element that may stand inside a page."""
    left, top = drawing.left - _EDGE, drawing.top - _EDGE
    wide = max(drawing.right - drawing.left, 360.0) + 2 * _EDGE
    rows = list(_set_key(drawing, wide)) if has_key else []
    picture = max(drawing.bottom - drawing.top, 60.0) + 2 * _EDGE
    high = picture + (rows[-1][2] + _KEY if rows else 0.0)
    body = [
        *(_draw_line(line) for line in drawing.lines),
        *(_draw_node(node) for node in drawing.nodes),
        *(_draw_key(each, left + x, top + picture + y) for each, x, y in rows),
    ]
    box = " ".join(_n(each) for each in (left, top, wide, high))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{_n(wide)}" '
        f'height="{_n(high)}" role="img" font-family="{FONT}" fill="{_INK}">'
        f"<title>{_say(drawing.title)}</title>"
        f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(wide)}" '
        f'height="{_n(high)}" fill="#ffffff"/>{"".join(body)}</svg>'
    )


def draw_mark(shape: str, fill: str) -> str:
    """Return a small mark of the key as an ``svg`` element of its own."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-22 -16 44 32" width="33" '
        f'height="24" aria-hidden="true">{_small(shape, fill, 0.0, 0.0)}</svg>'
    )


def _draw_line(line: DrawnLine) -> str:
    dashes = f' stroke-dasharray="{_all(line.dashes)}"' if line.dashes else ""
    drawn = (
        f'<line x1="{_n(line.x1)}" y1="{_n(line.y1)}" x2="{_n(line.x2)}" '
        f'y2="{_n(line.y2)}" stroke="{line.ink}" stroke-width="{_n(line.width)}"{dashes}/>'
    )
    if not line.word:
        return drawn
    middle = ((line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2)
    return drawn + _write((line.word,), *middle, 22.0)


def _draw_node(node: DrawnNode) -> str:
    dashes = ' stroke-dasharray="20 14"' if node.is_dashed else ""
    pen = f'fill="{node.fill}" stroke="{node.ink}" stroke-width="{_n(node.frame)}"{dashes}'
    block = len(node.lines) * _LINE * node.letters
    if node.shape == "box":
        shape = (
            f'<rect x="{_n(node.x - node.wide / 2)}" y="{_n(node.y - node.high / 2)}" '
            f'width="{_n(node.wide)}" height="{_n(node.high)}" rx="10" {pen}/>'
        )
        words = _write(node.lines, node.x, node.y, node.letters)
    else:
        shape = _outline(node.shape, node.x, node.y, node.wide / 2, pen)
        below = node.y + node.high / 2 + 6 + block / 2
        words = _write(node.lines, node.x, below, node.letters)
    return f"<g><title>{_say(node.name)}</title>{shape}{words}</g>"


def _outline(shape: str, x: float, y: float, radius: float, pen: str) -> str:
    if shape in _CORNERS:
        return f'<polygon points="{_points(_CORNERS[shape](radius), x, y)}" {pen}/>'
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {pen}/>'


def _ring(count: int, radius: float, turned: float) -> list[tuple[float, float]]:
    """Return the corners of a regular polygon; *turned* in turns, 0 is to the right."""
    angles = [2 * math.pi * (n / count + turned) for n in range(count)]
    return [(radius * math.cos(a), radius * math.sin(a)) for a in angles]


def _star(radius: float) -> list[tuple[float, float]]:
    outer, inner = _ring(5, radius * 1.15, -0.25), _ring(5, radius * 0.5, -0.15)
    return [corner for pair in zip(outer, inner, strict=True) for corner in pair]


_CORNERS: Mapping[str, Callable[[float], list[tuple[float, float]]]] = {
    "triangle": lambda radius: _ring(3, radius * 1.15, -0.25),
    "square": lambda radius: _ring(4, radius * 1.25, 0.125),
    "diamond": lambda radius: _ring(4, radius * 1.15, 0.0),
    "hexagon": lambda radius: _ring(6, radius, 0.0),
    "star": _star,
}


def _write(lines: tuple[str, ...], x: float, y: float, letters: float) -> str:
    """Write *lines* around the point, on a white halo that keeps them legible on lines."""
    first = y - (len(lines) - 1) / 2 * _LINE * letters
    spans = "".join(
        f'<tspan x="{_n(x)}" y="{_n(first + n * _LINE * letters)}">{_say(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    return (
        f'<text text-anchor="middle" dominant-baseline="central" font-size="{_n(letters)}" '
        f'stroke="#ffffff" stroke-width="5" stroke-linejoin="round" paint-order="stroke">'
        f"{spans}</text>"
    )


def _set_key(drawing: Drawing, wide: float) -> Iterator[tuple[DrawnKey, float, float]]:
    """Yield each entry of the key with its place, broken into rows as wide as the picture."""
    x, y = _EDGE, _KEY / 2
    for each in drawing.key:
        needed = 70.0 + 26.0 * len(each.word)
        if x > _EDGE and x + needed > wide:
            x, y = _EDGE, y + _KEY
        yield each, x, y
        x += needed


def _draw_key(each: DrawnKey, x: float, y: float) -> str:
    word = (
        f'<text x="{_n(x + 48)}" y="{_n(y)}" dominant-baseline="central" '
        f'font-size="24">{_say(each.word)}</text>'
    )
    return _small(each.shape, each.fill, x + 20, y) + word


_STROKES: Mapping[str, tuple[float, str]] = {
    "line": (4.0, ""),
    "thin": (1.5, ""),
    "dashes": (2.5, "9 6"),
    "dots": (2.5, "2 6"),
}


def _small(shape: str, fill: str, x: float, y: float) -> str:
    if shape in _STROKES:
        width, dashes = _STROKES[shape]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        return (
            f'<line x1="{_n(x - 20)}" y1="{_n(y)}" x2="{_n(x + 20)}" '
            f'y2="{_n(y)}" stroke="{_INK}" stroke-width="{width}"{dashed}/>'
        )
    if shape in ("box", "dashed"):
        dashed = ' stroke-dasharray="7 5"' if shape == "dashed" else ""
        ink, width = (fill, 3) if shape == "dashed" else (_INK, 2)
        return (
            f'<rect x="{_n(x - 19)}" y="{_n(y - 11)}" width="38" height="22" rx="4" '
            f'fill="#ffffff" stroke="{ink}" stroke-width="{width}"{dashed}/>'
        )
    return _outline(shape, x, y, 12.0, f'fill="{fill}" stroke="{_INK}" stroke-width="2"')


def _points(corners: list[tuple[float, float]], x: float, y: float) -> str:
    return " ".join(f"{_n(x + dx)},{_n(y + dy)}" for dx, dy in corners)


def _all(values: tuple[float, ...]) -> str:
    return " ".join(_n(each) for each in values)


def _n(value: float) -> str:
    """Return a coordinate with at most two digits after the point, never an exponent."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _say(text: str) -> str:
    return escape(clean(text))
