"""The frame: page settings, the menu, and the chosen page. Run by Streamlit."""

import streamlit as st

from workshop_app.ui import frame, parts, visit

st.set_page_config(page_title="車座", page_icon="🪑", layout="wide")
pages = frame.make_pages()
is_wall = visit.is_projector(opened_as_one=False)
page = st.navigation(pages, position="hidden" if is_wall else "top")
parts.apply_style()
if is_wall:
    parts.apply_style("screen.css")
else:
    frame.draw_sidebar()
parts.run_safely(page)
