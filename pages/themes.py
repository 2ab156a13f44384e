"""テーマ：似た声のまとまりと、ひとりの声を見る。気になるところは人が直す。"""

import streamlit as st

from workshop_app import words
from workshop_app.ui import (
    card_window,
    cards,
    filters,
    frame,
    grain,
    parts,
    shared,
    visit,
    weights,
)
from workshop_app.usecases import stepping

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
seen = stepping.number(shared.store(), room.workshop.id)
shared.settle(room.workshop.id)
board = shared.board(meeting_id)

st.title("テーマ")
st.text(room.meeting.title)
parts.draw_balance(shared.tally(meeting_id))
st.caption(f"{words.not_the_whole_town()}{words.COUNTS_ARE_NOT_WEIGHT}")
if not board.total:
    st.info("まだ声がありません。「声をあつめる」か「取り込む」で声を入れてください。")
    st.stop()
cards.draw_hint(board, room.workshop.id)
weighing = shared.weighing(meeting_id)
zoom = shared.zoom(meeting_id)

narrowed = filters.draw_narrowing(room, key="themes")
shown = narrowed.board
st.header(f"テーマ {len(shown.themes)}")
if narrowed.wanted.is_open:
    grain.draw_themes(shown, weighing, zoom)
else:
    cards.draw_wall(shown.themes, weighing)
st.header(f"{words.LONE_VOICES} {len(shown.lone)}")
st.caption("似た声がほかにない声です。テーマと同じ大きさで、ひとつずつ大切に見ます。")
cards.draw_wall(shown.lone, weighing)
st.text(cards.sum_line(shown))

opened = visit.recall("theme")
chosen = narrowed.base.card(opened) if isinstance(opened, int) else None
if chosen is not None:
    insight = weighing.insights.get(chosen.theme.id)
    inner = zoom.parts.get(chosen.theme.id, ())
    card_window.show_voices(chosen, narrowed.base, insight, inner, seen=seen)

with st.expander("三つの順で見くらべる"):
    weights.draw_rankings(weighing)
with st.expander("会と圏域をまたいで見る"):
    weights.draw_passages(shared.passages(meeting_id))
with st.expander("まとめ方を見なおす"):
    cards.draw_regrouping(room.workshop.id, seen)
    cards.draw_heading_switch(room.municipality.id)
