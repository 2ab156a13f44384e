"""Fast entry of voices by keyboard: one field, and every choice one key away.

Enter sends. What was typed stays on the screen, and in the browser's memory of this tab,
until Python has said that it is kept; so a quick hand, a slow disk or a broken connection
loses nothing. The same voice may be sent twice; its ``client_key`` tells.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from workshop_app import figures, words
from workshop_app.model import Party, VoiceKind
from workshop_app.ui.components import sources

# Letters that no browser keeps for itself (Alt+D, E and F open menus or the address).
KIND_KEYS: Mapping[VoiceKind, str] = {
    VoiceKind.TROUBLE: "K",  # こまりごと
    VoiceKind.WEAKNESS: "Y",  # よわみ
    VoiceKind.NEED: "N",  # ニーズ
    VoiceKind.WISH: "O",  # おもい
    VoiceKind.STRENGTH: "T",  # つよみ
    VoiceKind.RESOURCE: "S",  # しげん
    VoiceKind.OFFER: "R",  # できること
    VoiceKind.IDEA: "A",  # あん
}

_bar = st.components.v2.component(
    "kurumaza_capture_bar",
    html='<div class="kz bar"></div>',
    css=sources.style("capture_keys.css"),
    js=sources.script("capture_keys.js"),
)


@dataclass(frozen=True, slots=True)
class LastVoice:
    """The voice that Ctrl+Z takes back."""

    client_key: str
    text: str


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """What the bar shows at first, and what Python answers to what it sent.

    ``scope`` tells meetings apart: unsent voices of one are never sent to another.
    ``acknowledged`` names the client keys that are on disk, ``refused`` those that cannot
    be kept, each with a sentence; the last fifty of each are enough.
    """

    scope: str
    tables: Sequence[int] = ()
    party: Party = Party.RESIDENTS
    table: int | None = None
    kind: VoiceKind | None = None
    max_length: int = 4000
    acknowledged: Sequence[str] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    last: LastVoice | None = None


@dataclass(frozen=True, slots=True)
class CaptureEntry:
    """One voice as typed."""

    client_key: str
    scope: str
    text: str
    party: Party
    table: int | None
    kind: VoiceKind | None


@dataclass(frozen=True, slots=True)
class CaptureEvent:
    """Voices to keep, in the order they were typed, or one to take back."""

    entries: tuple[CaptureEntry, ...]
    undo: str | None  # the client key of the voice to take back


def capture_bar(settings: CaptureSettings, *, key: str) -> CaptureEvent | None:
    """Show the entry bar and return what was just sent, if anything.

    After keeping the entries, the page names their client keys in ``acknowledged`` (or
    ``refused``) and runs again; only then does the bar let go of them. An entry may come
    a second time when an answer was lost.
    """
    result = _bar(
        key=key,
        height="content",
        data=_pack(settings),
        on_sent_change=_do_nothing,
        on_undone_change=_do_nothing,
    )
    entries = tuple(_read_entries(result.sent))
    undo = result.undone.get("client_key") if isinstance(result.undone, Mapping) else None
    if not entries and not isinstance(undo, str):
        return None
    return CaptureEvent(entries, undo if isinstance(undo, str) else None)


def _pack(settings: CaptureSettings) -> dict[str, Any]:
    last = settings.last
    return {
        "scope": settings.scope,
        "parties": [
            {
                "value": party.value,
                "label": words.label(party),
                "shape": figures.PARTY_MARKS[party].shape,
                "colour": figures.PARTY_MARKS[party].colour,
            }
            for party in Party
        ],
        "kinds": [
            {"value": kind.value, "label": words.label(kind), "letter": letter}
            for kind, letter in KIND_KEYS.items()
        ],
        "tables": list(settings.tables),
        "party": settings.party.value,
        "table": settings.table,
        "kind": settings.kind.value if settings.kind else None,
        "maxLength": settings.max_length,
        "acknowledged": list(settings.acknowledged)[-50:],
        "refused": dict(list(settings.refused.items())[-50:]),
        "last": {"client_key": last.client_key, "text": last.text} if last else None,
    }


def _read_entries(sent: object) -> Iterable[CaptureEntry]:
    """Read what the browser sent; whatever is not of the agreed form is left out."""
    listed = sent.get("entries") if isinstance(sent, Mapping) else None
    for item in listed if isinstance(listed, list) else []:
        entry = _read_entry(item)
        if entry is not None:
            yield entry


def _read_entry(item: object) -> CaptureEntry | None:
    if not isinstance(item, Mapping):
        return None
    client_key, scope, text = item.get("client_key"), item.get("scope"), item.get("text")
    if not (isinstance(client_key, str) and isinstance(scope, str) and isinstance(text, str)):
        return None
    party, kind, table = item.get("party"), item.get("kind"), item.get("table")
    if not client_key or party not in set(Party) or kind not in {None, *VoiceKind}:
        return None
    return CaptureEntry(
        client_key,
        scope,
        text,
        Party(str(party)),
        table if isinstance(table, int) and not isinstance(table, bool) else None,
        VoiceKind(str(kind)) if kind else None,
    )


def _do_nothing() -> None:
    """Stand in for the callback that makes Streamlit return a trigger."""
