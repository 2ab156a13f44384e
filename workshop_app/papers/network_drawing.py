"""A network as lines and shapes inside a page: an SVG picture without a script or an address.

Black on white with shapes and words, so that it reads in one colour; a title beside every
shape says what it is, for those who cannot see it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from workshop_app.cleaning import clean

_LINE = 36.0  # pixels between two lines of letters of 28
_PAD = 40.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A node: its place (pixels), the lines written on it or under it, and its shape."""

    key: str
    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    title: str
    shape: str  # box, dot, triangle, square, diamond, hexagon, star
    colour: str
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two nodes."""

    a: str
    b: str
    width: float
    is_dashed: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network to be drawn, and the same said in words, node by node."""

    dots: tuple[Dot, ...]
    ties: tuple[Tie, ...]
    listing: tuple[tuple[str, str], ...]


def draw(drawing: Drawing) -> str:
    """Return the drawing as an ``svg`` element for a page of HTML."""
    if not drawing.dots:
        return ""
    left = min(dot.x - dot.width / 2 for dot in drawing.dots) - _PAD
    right = max(dot.x + dot.width / 2 for dot in drawing.dots) + _PAD
    top = min(dot.y - _height(dot) / 2 for dot in drawing.dots) - _PAD
    low = max(dot.y + _height(dot) for dot in drawing.dots) + _PAD
    at = {dot.key: dot for dot in drawing.dots}
    lines = "".join(_tie(tie, at) for tie in drawing.ties if tie.a in at and tie.b in at)
    dots = "".join(_dot(dot) for dot in drawing.dots)
    box = f"{left:.0f} {top:.0f} {right - left:.0f} {low - top:.0f}"
    return f'<svg role="img" aria-label="つながりの図" viewBox="{box}">{lines}{dots}</svg>'


def _height(dot: Dot) -> float:
    return len(dot.lines) * _LINE + 40


def _tie(tie: Tie, at: Mapping[str, Dot]) -> str:
    a, b = at[tie.a], at[tie.b]
    dashes = ' stroke-dasharray="12 8"' if tie.is_dashed else ""
    return (
        f'<line x1="{a.x:.1f}" y1="{a.y:.1f}" x2="{b.x:.1f}" y2="{b.y:.1f}" '
        f'stroke="#444" stroke-width="{tie.width:.1f}"{dashes}/>'
    )


def _dot(dot: Dot) -> str:
    shape = _box(dot) if dot.shape == "box" else _mark(dot)
    return f"<g><title>{escape(clean(dot.title))}</title>{shape}</g>"


def _box(dot: Dot) -> str:
    high = _height(dot)
    dashes = ' stroke-dasharray="16 10"' if dot.is_dashed else ""
    frame = (
        f'<rect x="{dot.x - dot.width / 2:.1f}" y="{dot.y - high / 2:.1f}" '
        f'width="{dot.width:.1f}" height="{high:.1f}" rx="10" fill="#fff" stroke="#000" '
        f'stroke-width="4"{dashes}/>'
    )
    return frame + _letters(dot, dot.y - high / 2 + 20)


def _mark(dot: Dot) -> str:
    fill = f'fill="{escape(dot.colour)}" stroke="#000" stroke-width="3"'
    sides = {"triangle": 3, "square": 4, "diamond": 4, "hexagon": 6, "star": 5}.get(dot.shape)
    if sides is None:
        shape = f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="26" {fill}/>'
    else:
        turn = math.pi / 4 if dot.shape == "square" else 0.0
        points = " ".join(
            _corner(dot, number, sides, turn) for number in range(_corners(dot, sides))
        )
        shape = f'<polygon points="{points}" {fill}/>'
    return shape + _letters(dot, dot.y + 30)


def _corners(dot: Dot, sides: int) -> int:
    return 2 * sides if dot.shape == "star" else sides


def _corner(dot: Dot, number: int, sides: int, turn: float) -> str:
    is_star = dot.shape == "star"
    radius = 13.0 if is_star and number % 2 else 28.0
    angle = turn - math.pi / 2 + 2 * math.pi * number / (2 * sides if is_star else sides)
    return f"{dot.x + radius * math.cos(angle):.1f},{dot.y + radius * math.sin(angle):.1f}"


def _letters(dot: Dot, top: float) -> str:
    return "".join(
        f'<text x="{dot.x:.1f}" y="{top + 28 + place * _LINE:.1f}" font-size="28" '
        'text-anchor="middle" paint-order="stroke" stroke="#fff" stroke-width="6">'
        f"{escape(clean(line))}</text>"
        for place, line in enumerate(dot.lines)
    )
