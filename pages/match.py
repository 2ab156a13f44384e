"""ひきあわせ：ニーズと「できること」をならべ、今日ひとつ、引き合わせる。"""

import streamlit as st

from workshop_app.ui import frame, introductions, shared
from workshop_app.usecases import listing

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("ひきあわせ")
st.text(room.workshop.title)
st.text("目標：今日ひとつ、引き合わせる")

board = shared.introductions(meeting_id)
introductions.draw_goal(board)
introductions.draw_running(board, room.municipality.id)
introductions.draw_proposals(board, room.workshop.id)
introductions.draw_open_needs(board)
introductions.draw_lists(
    listing.list_both(shared.store(), room.workshop.id, board, shared.whole_board(meeting_id))
)
introductions.draw_what_if(board, room.workshop.id)
