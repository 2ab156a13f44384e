"""投影：会場のみなさんが見る画面。ひとりでに新しくなる。"""

import streamlit as st

from workshop_app.ui import frame, projecting

frame.require_wall()
meeting_id = frame.require_meeting()
st.fragment(projecting.draw, run_every=projecting.EVERY)(meeting_id)
