"""The frame: page settings, the menu, and the chosen page. Run by Streamlit."""

import streamlit as st

from workshop_app.ui import frame, parts

st.set_page_config(page_title="車座", page_icon="🪑", layout="wide")
page = st.navigation(frame.make_pages())
parts.apply_style()
if page.url_path == "screen":
    parts.apply_style("screen.css")
else:
    frame.draw_sidebar()
parts.run_safely(page)
