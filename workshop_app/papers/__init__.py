"""Papers in the style of a town hall's office: Word, PowerPoint, one page for a browser, a zip.

A paper is first a :class:`Paper`, made of blocks and without a format; a ``to_<format>`` module
decides how it looks, and a template, which a town may replace, where its parts stand. Nothing
here reads the store or decides what may leave the house.
"""

from workshop_app.papers.blocks import (
    Block,
    Break,
    Bullets,
    Cards,
    Fields,
    Grid,
    Heading,
    Lines,
    Paper,
    Part,
    Picture,
    Text,
)
from workshop_app.papers.days import say_day, say_long_day
from workshop_app.papers.forms import FORMS, REPORT, SLIDES, Form

__all__ = [
    "FORMS",
    "REPORT",
    "SLIDES",
    "Block",
    "Break",
    "Bullets",
    "Cards",
    "Fields",
    "Form",
    "Grid",
    "Heading",
    "Lines",
    "Paper",
    "Part",
    "Picture",
    "Text",
    "say_day",
    "say_long_day",
]
