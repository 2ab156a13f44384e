"""模造紙の写真：班の紙を写真で残し、見ながら声を打つ。"""

import streamlit as st

from workshop_app.ui import frame, shared, sheets
from workshop_app.usecases import photographing

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("模造紙の写真")
st.text(
    f"{room.meeting.title}　写真は証拠として声のとなりに残します。機械は字を読みとりません。"
)
sheets.draw_upload(room)
for photo in photographing.photos_of(shared.store(), meeting_id):
    sheets.draw_photo(room, photo)
