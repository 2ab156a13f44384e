"""Slips of paper for council members: a QR code and the address, four on a page of A4.

No name, no score; a page that prints from any browser and asks no network for anything.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """
@page{size:A4;margin:10mm}
*{box-sizing:border-box}
body{margin:0;font:14pt/1.6 sans-serif;color:#000}
main{display:grid;grid-template-columns:1fr 1fr;gap:6mm}
section{border:1px dashed #555;padding:6mm;height:128mm;break-inside:avoid}
h1{font-size:16pt;margin:0 0 2mm}
img{display:block;width:48mm;height:48mm;margin:0 auto}
.address{font:bold 12pt/1.4 monospace;overflow-wrap:anywhere}
p{margin:1.5mm 0}
"""


@dataclass(frozen=True, slots=True)
class Slip:
    """One member's slip: the number, the address, its QR code as SVG."""

    number: int
    address: str
    picture: bytes


def to_slips(title: str, slips: Sequence[Slip]) -> bytes:
    """Return a web page with one slip for each member, to be printed and cut."""
    body = "".join(_draw(title, slip) for slip in slips)
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    ).encode()


def _draw(title: str, slip: Slip) -> str:
    picture = base64.b64encode(slip.picture).decode()
    return (
        f"<section><h1>{escape(title)}　採点用紙{slip.number}</h1>"
        f'<img alt="QRコード" src="data:image/svg+xml;base64,{picture}">'
        "<p>会場のWi-Fiにつなぎ、カメラで読んでください。"
        "読めないときは、下の住所を打ちこんでください。</p>"
        f'<p class="address">{escape(slip.address)}</p>'
        "<p>この住所は、あなただけのものです。ほかの人に見せないでください。</p></section>"
    )
