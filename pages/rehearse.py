"""練習：前の会や見本の会の声を、もう一度、速く流して練習する。"""

import streamlit as st

from workshop_app import room_words
from workshop_app.ui import practice

st.title("練習")
st.text("前の会の声が、同じ順で、もう一度とどきます。時計・投影・打ち方を練習できます。")
st.caption(f"{room_words.PRACTICE_MARK}もとの会は、読むだけで変えません。")
practice.draw_making()
practice.draw_all()
