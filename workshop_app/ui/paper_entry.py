"""Typing what stands on the paper sheets: table and party stay chosen, Enter keeps a note.

The table stands first, because sheets are typed one after another.  The form is one field and
one key, so that a note takes as long as its typing.
"""

import streamlit as st

from workshop_app import words
from workshop_app.model import Consent, Party, VoiceSource
from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import gathering
from workshop_app.usecases.entering import Room
from workshop_app.usecases.gathering import Entry

_SHOWN = 5
_SHEET_CHOICES = (Consent.ROOM, Consent.TOWN, Consent.PUBLIC)


def draw(room: Room) -> None:
    """Draw the choice of the sheet, the field, and the notes that were typed last."""
    entry = _choose_sheet(room)
    with st.form("paper", clear_on_submit=True):
        text = st.text_input(
            "用紙の1つの枠に書いてあること（書いてあるとおりに）",
            max_chars=gathering.MOST_CHARACTERS,
            key="paper_text",
        )
        sent = st.form_submit_button("記録する（Enter）", width="stretch")
    if sent and parts.attempt(lambda: _keep(room, text, entry), "保存しました。"):
        parts.rerun_here()
    _draw_last(room)


def _choose_sheet(room: Room) -> Entry:
    left, middle, right = st.columns(3)
    table = parts.choose(
        left,
        "用紙の班",
        [table.number for table in room.tables] or [None],
        chosen=visit.recall("paper_table"),
        say=parts.say_table,
        key="paper_table",
    )
    party = parts.choose(
        middle,
        "○のついた立場",
        list(Party),
        chosen=Party(visit.recall("paper_party", Party.RESIDENTS.value)),
        say=words.label,
        key="paper_party",
    )
    consent = parts.choose(
        right,
        "○のついた使い方",
        list(_SHEET_CHOICES),
        chosen=Consent(visit.recall("paper_consent", Consent.ROOM.value)),
        say=words.label,
        key="paper_consent",
    )
    visit.keep("paper_table", table)
    visit.keep("paper_party", party.value)
    visit.keep("paper_consent", consent.value)
    return Entry(party=party, table_number=table, consent=consent)


def _keep(room: Room, text: str, entry: Entry) -> None:
    gathering.record_voice(
        shared.store(), room.meeting.id, text, entry, source=VoiceSource.PAPER
    )
    shared.settle(room.workshop.id, may_wait=False)


def _draw_last(room: Room) -> None:
    said = gathering.said_so_far(shared.store(), room.meeting.id)
    typed = [voice for voice in said if voice.source is VoiceSource.PAPER]
    st.caption(f"用紙から {len(typed)}枚を記録しました。")
    for voice in typed[::-1][:_SHOWN]:
        text, button = st.columns([8, 2], vertical_alignment="center")
        with text:
            parts.draw_voice(voice)
        if button.button("取り消す", key=f"paper_undo_{voice.id}", width="stretch"):
            gathering.withdraw(shared.store(), [voice.id], reason="用紙の打ちまちがい")
            parts.rerun_here()
