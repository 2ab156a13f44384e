"""テーマをととのえる：見てほしいところから順に、声を読んで直す。"""

import streamlit as st

from workshop_app import words
from workshop_app.ui import answers, filters, frame, reviewing, shared
from workshop_app.usecases import correcting, stepping

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
shared.settle(room.workshop.id)
ways = stepping.ways(shared.store(), room.workshop.id)  # before the board it belongs to
board = shared.board(meeting_id)

st.title("テーマをととのえる")
st.text(room.meeting.title)
reviewing.draw_said()
if not board.total:
    st.info("まだ声がありません。「声をあつめる」か「取り込む」で声を入れてください。")
    st.stop()
reviewing.draw_points(board, shared.weighing(meeting_id), ways)
narrowed = filters.draw_narrowing_and_search(room, key="review")
reviewing.draw_desk(narrowed.board, room.workshop.id, ways, answers.marks(room.workshop.id))
st.caption(words.COUNTS_ARE_NOT_WEIGHT)
answers.draw_answer(board, room.workshop.id)
filters.draw_counts(narrowed.board, narrowed.wanted)
reviewing.draw_history(room.workshop.id)
correcting.look_ahead(shared.store(), room.workshop.id, shared.embedder())  # all is drawn
