"""Why a need and an offer are put together, or why a need is still open, in words.

Plain sentences for people who decide; nothing here decides anything.
"""

from analysis.fit import Fit
from analysis.pairing import Conditions, Judged, Pairing

OPEN = "まだ相手がいません。"


def tell_pair(pair: Judged, asked: Conditions, given: Conditions, capacity: int | None) -> str:
    """Return the reason for a pair: what fits, and what somebody has to ask first."""
    fitting = [f"意味の近さ {pair.meaning:.2f}"]
    to_ask = []
    for fit, name, own, other in _list_parts(pair, asked, given):
        if fit is Fit.YES:
            told = f"({_short(other)})" if other else ""
            fitting.append(f"{name}が合います{told}")
        else:
            to_ask.append(_tell_unknown(name, own, other))
    if capacity is None:
        to_ask.append("受けられる数は書かれていません")
    else:
        fitting.append(f"空きは{capacity}")
    sentence = "、".join(fitting) + "。"
    return sentence + (f"確かめること：{'、'.join(to_ask)}。" if to_ask else "")


def tell_open(
    pairing: Pairing, need: int, asked: Conditions, others: "list[Conditions]"
) -> str:
    """Return why a need got nobody, as far as the nearest offer tells it."""
    if any(not other.has_room for other in pairing.alternatives[need]):
        return f"{OPEN}合う申し出はありますが、空きが足りません。"
    if pairing.alternatives[need]:
        return f"{OPEN}合う申し出はありますが、ほかのニーズで空きがうまりました。"
    nearest = pairing.nearest[need]
    if nearest is None:
        return f"{OPEN}意味の近い申し出がありません。"
    missing = [
        f"{name}が合いません({_short(own)}／{_short(other)})"
        for fit, name, own, other in _list_parts(nearest, asked, others[nearest.offer])
        if fit is Fit.NO
    ]
    if not nearest.has_room:
        missing.append("空きが足りません")
    return f"{OPEN}いちばん近い申し出は、{'、'.join(missing)}。" if missing else OPEN


def _list_parts(
    pair: Judged, asked: Conditions, given: Conditions
) -> tuple[tuple[Fit, str, str, str], ...]:
    return (
        (pair.area, "地区", asked.area, given.area),
        (pair.target, "対象", asked.target, given.target),
        (pair.time, "時間", asked.times, given.times),
    )


def _tell_unknown(name: str, own: str, other: str) -> str:
    if own and other:
        return f"{name}(「{_short(own)}」と「{_short(other)}」)"
    return f"{name}(書かれていません)" if not own and not other else f"{name}(片方だけ)"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 24 else plain[:23] + "…"
