"""テーマ：似た声のまとまりと、ひとりの声を見る。気になるところは人が直す。"""

import streamlit as st

from workshop_app import words
from workshop_app.ui import card_window, cards, frame, parts, shared, visit
from workshop_app.usecases import theming

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
theming.settle(shared.store(), room.workshop.id, shared.embedder())
board = shared.board(meeting_id)

st.title("テーマ")
st.text(room.meeting.title)
parts.draw_balance(shared.tally(meeting_id))
st.caption(f"{words.not_the_whole_town()}{words.COUNTS_ARE_NOT_WEIGHT}")
if not board.total:
    st.info("まだ声がありません。「声をあつめる」か「取り込む」で声を入れてください。")
    st.stop()

st.header(f"テーマ {len(board.themes)}")
opened = visit.recall("theme")
for left, right in cards.in_pairs(board.themes):
    for column, card in zip(st.columns(2), (left, right), strict=True):
        if card is not None and cards.draw_card(column, card):
            visit.keep("theme", card.theme.id)
            st.rerun()

st.header(f"{words.LONE_VOICES} {len(board.lone)}")
st.caption("似た声がほかにない声です。テーマと同じ大きさで、ひとつずつ大切に見ます。")
for left, right in cards.in_pairs(board.lone):
    for column, card in zip(st.columns(2), (left, right), strict=True):
        if card is not None and cards.draw_card(column, card):
            visit.keep("theme", card.theme.id)
            st.rerun()
st.text(cards.sum_line(board))

chosen = board.card(opened) if isinstance(opened, int) else None
if chosen is not None:
    card_window.show_voices(chosen, board)

with st.expander("まとめ方を見なおす"):
    cards.draw_regrouping(room.workshop.id)
