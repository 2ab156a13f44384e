"""The preview of a table: which column means what, the good rows and the bad ones."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from workshop_app import words
from workshop_app.model import Party
from workshop_app.sheets import BadRow, Certainty, ColumnMapping, Defaults, VoiceDraft
from workshop_app.ui import parts, reading_along, shared, visit
from workshop_app.usecases import importing
from workshop_app.usecases.importing import Preview

_TWO_LINES = 72  # pixels: long sentences are broken, not cut off
_FIELDS = {
    "text": "本文（声）",
    "party": "立場",
    "table": "班",
    "kind": "種別",
    "area": "圏域",
    "consent": "引用してよいか",
}


def draw_mapping(preview: Preview) -> tuple[ColumnMapping, Defaults]:
    """Let a person confirm or correct the guess; return what the columns mean."""
    if preview.certainty is not Certainty.SURE and not preview.is_remembered:
        st.warning("列の名前からは決められませんでした。本文の列を確かめてください。")
    header = preview.sheet.header
    chosen: dict[str, int | None] = {}
    for column, (name, label) in zip(st.columns(len(_FIELDS)), _FIELDS.items(), strict=True):
        options: list[int | None] = list(range(len(header)))
        if name != "text":
            options.insert(0, None)
        now = getattr(preview.mapping, name)
        chosen[name] = column.selectbox(
            label,
            options,
            index=options.index(now) if now in options else 0,
            format_func=lambda place: "なし" if place is None else header[place],
            key=f"column_{name}_{now}",
        )
    text = chosen.pop("text")
    mapping = replace(preview.mapping, text=text if text is not None else 0, **chosen)
    defaults = Defaults()
    if mapping.party is None:
        party = parts.choose(
            st.container(),
            "表に立場の列がないので、ぜんぶの声の立場を選んでください",
            list(Party),
            say=words.label,
        )
        defaults = replace(defaults, party=party)
    return mapping, defaults


def draw_good(rows: Sequence[VoiceDraft]) -> None:
    """Draw the first rows as they will be kept."""
    st.dataframe(
        {
            "行": [row.number for row in rows],
            "声": [row.text for row in rows],
            "立場": [words.label(row.party) for row in rows],
            "班": [row.table_number for row in rows],
            "種別": [words.label(row.kind) if row.kind else "" for row in rows],
            "圏域": [row.area for row in rows],
            "引用": [words.label(row.consent) for row in rows],
        },
        hide_index=True,
        width="stretch",
        row_height=_TWO_LINES,
    )


def draw_bad(rows: Sequence[BadRow]) -> None:
    """Draw every row that cannot be kept, with its number and the reason."""
    st.dataframe(
        {
            "行": [row.number for row in rows],
            "わけ": [row.reason for row in rows],
            "はじめの文字": [row.excerpt for row in rows],
        },
        hide_index=True,
        width="stretch",
        row_height=_TWO_LINES,
    )


def draw_keep_button(preview: Preview, workshop_id: int) -> bool:
    """Draw the button that keeps the good rows; return whether they were kept."""

    def keep() -> None:
        kept = importing.accept(shared.store(), preview)
        visit.keep("files", visit.recall("files", 0) + 1)
        visit.keep("brought_in", kept)
        shared.settle(workshop_id, may_wait=not reading_along.is_put_off(workshop_id))

    count = len(preview.checked.good)
    pressed = st.button(f"この{count}件を取り込む", type="primary")
    return pressed and parts.attempt(keep)
