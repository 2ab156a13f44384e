"""会議をこえて：同じ課題を、会と圏域をまたいで見る。圏域に順はつけない。"""

import streamlit as st

from workshop_app.ui import across, frame, shared, trails

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
shared.settle(room.workshop.id)

st.title("会議をこえて")
st.text(room.workshop.title)
across.draw_comparison(room)
across.draw_occasions(room)
across.draw_acts(room)
trails.draw_voice_search(room.workshop.id)
