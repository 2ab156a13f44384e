"""お金：試行の年度ごとのお金、補助の手続き、制度の計算。どの額にも根拠が付く。"""

import streamlit as st

from workshop_app.ui import fields, frame, money_forms, shared
from workshop_app.usecases import flowing

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("お金")
st.text(room.workshop.title)

project = fields.choose_project(room.workshop.id)
if project is not None:
    card = flowing.look_at(shared.store(), project.id)
    st.header("年度ごとのお金")
    money_forms.draw_years(card)
    with st.expander("補助の手続きと支払"):
        money_forms.draw_subsidy(card)

st.header("制度の計算")
st.caption("どの答えにも、年度と根拠が付きます。決めるのは、みなさんと市町村です。")
money_forms.draw_calculator(room.municipality.id)
money_forms.draw_tables(card.rule() if project is not None else money_forms.todays_rule())
