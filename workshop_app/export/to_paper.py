"""Papers to print: one HTML file each, with nothing outside it and every word escaped.

Black on white, nothing smaller than 12 points, and no colour that says anything. No script,
no link, no address: the file can be carried to any computer and printed there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from workshop_app.cleaning import clean
from workshop_app.export import to_svg
from workshop_app.export.to_svg import Drawing

_STYLE = """
@page{size:%(size)s;margin:12mm}
*{box-sizing:border-box}
body{margin:0;color:#000;background:#fff;line-height:1.5;font-size:14pt;
font-family:"Noto Sans JP","Noto Sans CJK JP","Hiragino Sans","Yu Gothic UI",Meiryo,sans-serif}
h1{font-size:24pt;line-height:1.3;margin:0 0 4mm}
h2{font-size:18pt;margin:6mm 0 2mm;break-after:avoid}
p{margin:0 0 2mm}
.branch{display:flex;align-items:center;padding:1.5mm 0}
.leaf{flex:0 0 112mm;border:.5mm solid #000;border-radius:2mm;padding:2mm 3mm;font-size:16pt;
break-inside:avoid;overflow-wrap:anywhere}
.leaf small,.leaf b{display:block;font-size:12pt}
.trunk>.branch>.leaf{border-width:1.2mm;font-weight:bold}
.below{position:relative;margin-left:10mm}
.below::before{content:"";position:absolute;left:-10mm;top:50%%;width:10mm;
border-top:.5mm solid #000}
.below>.branch{position:relative;padding-left:10mm}
.below>.branch::before{content:"";position:absolute;left:0;top:50%%;width:10mm;
border-top:.5mm solid #000}
.below>.branch::after{content:"";position:absolute;left:0;top:0;bottom:0;
border-left:.5mm solid #000}
.below>.branch:first-child::after{top:50%%}
.below>.branch:last-child::after{bottom:50%%}
.loose .leaf{border-style:dashed;display:inline-block;margin:0 4mm 3mm 0;width:112mm}
table{border-collapse:collapse;width:100%%;table-layout:fixed}
th,td{border:.5mm solid #000;padding:2mm 3mm;text-align:left;vertical-align:top;
overflow-wrap:anywhere}
th{font-size:16pt}
tr{break-inside:avoid}
td.missing{border-style:dashed;font-weight:bold}
td p{white-space:pre-line}
.name{width:45mm}
.picture{float:left;width:%(wide)s;padding-right:6mm;margin-bottom:3mm}
.picture>svg{display:block;width:100%%;height:auto;max-height:%(tall)s}
.key{list-style:none;margin:2mm 0 0;padding:0;display:flex;flex-wrap:wrap;gap:0 5mm}
.key li{display:flex;align-items:center;gap:1.5mm;font-size:12pt;
white-space:nowrap}
.said{list-style:none;margin:0;padding:0;font-size:12pt}
.said li{break-inside:avoid;padding:1mm 0;border-bottom:.2mm solid #000;overflow:hidden;
overflow-wrap:anywhere}
.said b::after{content:"　"}
@media screen{body{margin:8mm auto;padding:0 8mm;max-width:400mm}}
"""
A3_ACROSS = "A3 landscape"
A4_ACROSS = "A4 landscape"
A4 = "A4"
# A picture leaves room for title and key; on A3 the list stands beside it, on A4 behind it.
_TALL = {A3_ACROSS: "220mm", A4_ACROSS: "135mm"}
_WIDE = {A3_ACROSS: "66%", A4_ACROSS: "100%"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One box of a tree: what it is, what it says, a remark, and what lies below it."""

    label: str
    text: str
    remark: str = ""
    below: tuple["Leaf", ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of a sheet and its lines, each a name and a text."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def to_tree(
    title: str, trunk: Sequence[Leaf], loose: Sequence[Leaf], loose_title: str
) -> bytes:
    """Return a tree drawn from left to right for A3, and what hangs on nothing below it."""
    drawn = "".join(map(_branch, trunk))
    apart = "".join(map(_leaf, loose))
    below = f'<h2>{_say(loose_title)}</h2><div class="loose">{apart}</div>' if loose else ""
    return _paper(title, A3_ACROSS, f'<div class="trunk">{drawn}</div>{below}')


def to_steps(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], missing: str
) -> bytes:
    """Return rows of steps from left to right for A3; an empty cell says *missing*."""
    top = "".join(f"<th>{_say(head)}</th>" for head in heads)
    body = "".join(
        "<tr>" + "".join(_cell(text, missing) for text in row) + "</tr>" for row in rows
    )
    table = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return _paper(title, A3_ACROSS, table)


def to_sheet(title: str, introduction: str, blocks: Sequence[Block]) -> bytes:
    """Return headings with their named lines, for A4."""
    drawn = "".join(
        f"<h2>{_say(block.heading)}</h2><table>"
        + "".join(
            f'<tr><th class="name">{_say(name)}</th><td><p>{_say(text)}</p></td></tr>'
            for name, text in block.lines
        )
        + "</table>"
        for block in blocks
    )
    return _paper(title, A4, f"<p>{_say(introduction)}</p>{drawn}")


def to_picture(
    title: str, introduction: str, drawing: Drawing, said: Sequence[tuple[str, str]], size: str
) -> bytes:
    """Return a picture with its key, and the same in words beside or behind it.

    Parameters
    ----------
    title, introduction
        What it is, and what must be told with it.
    drawing
        The picture.
    said
        A name and a sentence for each node; what does not fit beside goes on below.
    size
        :data:`A3_ACROSS` or :data:`A4_ACROSS`.
    """
    key = "".join(
        f"<li>{to_svg.draw_mark(each.shape, each.fill)}<span>{_say(each.word)}</span></li>"
        for each in drawing.key
    )
    picture = to_svg.draw(drawing, has_key=False)
    told = "".join(f"<li><b>{_say(name)}</b>{_say(text)}</li>" for name, text in said)
    body = (
        f'<p>{_say(introduction)}</p><div class="picture">{picture}'
        f'<ul class="key">{key}</ul></div><ul class="said">{told}</ul>'
    )
    return _paper(title, size, body)


def _branch(leaf: Leaf) -> str:
    below = "".join(map(_branch, leaf.below))
    inside = f'<div class="below">{below}</div>' if below else ""
    return f'<div class="branch">{_leaf(leaf)}{inside}</div>'


def _leaf(leaf: Leaf) -> str:
    remark = f"<small>{_say(leaf.remark)}</small>" if leaf.remark else ""
    return f'<div class="leaf"><b>{_say(leaf.label)}</b>{_say(leaf.text)}{remark}</div>'


def _cell(text: str, missing: str) -> str:
    if text.strip():
        return f"<td><p>{_say(text)}</p></td>"
    return f'<td class="missing"><p>{_say(missing)}</p></td>'


def _say(text: str) -> str:
    return escape(clean(text))


def _paper(title: str, size: str, body: str) -> bytes:
    style = _STYLE % {
        "size": size,
        "tall": _TALL.get(size, "none"),
        "wide": _WIDE.get(size, "100%"),
    }
    head = (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        f"<title>{_say(title)}</title><style>{style}</style></head>"
    )
    return f"{head}<body><h1>{_say(title)}</h1>{body}</body></html>".encode()
