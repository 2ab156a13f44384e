"""選考の結果の投影：採点を締め切ったあと、会場のみなさんが見る画面。"""

import streamlit as st

from workshop_app.ui import frame, outcomes, parts

frame.require_wall()
parts.apply_style("results.css")
meeting_id = frame.require_meeting()
st.fragment(outcomes.draw_wall, run_every=outcomes.EVERY)(meeting_id)
