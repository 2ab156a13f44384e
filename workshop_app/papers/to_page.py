"""A paper as one page for a browser, with everything in it: no script, link or address.

It can be carried on a stick, opened anywhere without a network, and printed on A4.
"""

import base64
from collections.abc import Callable, Mapping
from html import escape

from workshop_app import errors
from workshop_app.cleaning import clean
from workshop_app.papers import filling
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
    Picture,
    Text,
)
from workshop_app.papers.forms import Form


def to_page(
    paper: Paper, form: Form, template: bytes, drawings: Mapping[str, str] | None = None
) -> bytes:
    """Return the page.

    Parameters
    ----------
    drawings : finished pictures (``svg``) that follow the part of that name.

    Raises
    ------
    UnusableInputError
        The template is no text, or asks for what the paper does not have.
    """
    text = read_template(form, template)
    parts = {part.name: draw_blocks(part.blocks) for part in paper.parts}
    for name, drawing in (drawings or {}).items():
        parts[name] = drawing + parts.get(name, "")

    def say(name: str) -> str:
        if name in form.parts:
            return parts.get(name, "")
        return _say(paper.words.get(name, ""))

    return filling.fill(text, say).encode()


def read_template(form: Form, template: bytes) -> str:
    """Return the template's text.

    Raises
    ------
    UnusableInputError
        See :func:`to_page`.
    """
    try:
        text = template.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.UnusableInputError(
            f"ひな形「{form.title}」の文字が読めません。UTF-8で保存してください。"
        ) from None
    filling.check(form, text.splitlines())
    return text


def draw_blocks(blocks: tuple[Block, ...]) -> str:
    """Return blocks as HTML in which every word is text."""
    return "".join(_DRAW[type(block)](block) for block in blocks)


def _say(text: str) -> str:
    return "<br>".join(escape(line) for line in clean(text).split("\n"))


def _text(block: Text) -> str:
    said = _say(block.body)
    return f"<p><strong>{said}</strong></p>" if block.is_strong else f"<p>{said}</p>"


def _heading(block: Heading) -> str:
    level = block.level + 1
    return f"<h{level}>{_say(block.body)}</h{level}>"


def _bullets(block: Bullets) -> str:
    return f"<ul>{''.join(f'<li>{_say(item)}</li>' for item in block.items)}</ul>"


def _fields(block: Fields) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_say(name)}</th><td>{_say(text)}</td></tr>'
        for name, text in block.rows
    )
    return f"<table>{rows}</table>"


def _grid(block: Grid) -> str:
    head = "".join(f'<th scope="col">{_say(name)}</th>' for name in block.head)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_say(cell)}</td>' for cell in row)}</tr>" for row in block.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cards(block: Cards) -> str:
    cells = "".join(f"<div>{'<br>'.join(map(_say, cell))}</div>" for cell in block.cells)
    return f'<div class="cards">{cells}</div>'


def _picture(block: Picture) -> str:
    content = base64.b64encode(block.content).decode()
    return (
        f'<p><img alt="{escape(clean(block.says))}" style="width:{block.width_mm}mm" '
        f'src="data:image/png;base64,{content}"></p>'
    )


def _lines(block: Lines) -> str:
    return '<p class="rule">　</p>' * block.count


def _break(block: Break) -> str:
    return '<div class="break"></div>'


_DRAW: Mapping[type, Callable[..., str]] = {
    Text: _text,
    Heading: _heading,
    Bullets: _bullets,
    Fields: _fields,
    Grid: _grid,
    Cards: _cards,
    Picture: _picture,
    Lines: _lines,
    Break: _break,
}
