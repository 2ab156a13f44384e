"""The frame: page settings, the menu, and the chosen page. Run by Streamlit."""

import streamlit as st

from workshop_app.ui import frame, parts, visit

st.set_page_config(page_title="車座", page_icon="🪑", layout="wide")
page = st.navigation(frame.make_pages())
parts.apply_style()
if visit.is_projector(opened_as_one=False):
    parts.apply_style("screen.css")
else:
    frame.draw_sidebar()
parts.run_safely(page)
