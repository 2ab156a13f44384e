"""試行：ためしている月を書き、自走に近づいたかを見て、出口へ進む。"""

import streamlit as st

from workshop_app.ui import fields, frame, parts, shared, trial_forms
from workshop_app.usecases import flowing, trialling

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("試行")
st.text(room.workshop.title)

project = fields.choose_project(room.workshop.id)
if project is not None:
    report = trialling.look(shared.store(), project.id)
    trial_forms.draw_state(report)
    trial_forms.draw_period(report.card)
    trial_forms.draw_months(report)
    with st.expander("出口へ進める"):
        trial_forms.draw_exit(report)
    st.caption(parts.plain(report.card.rule().credit(report.card.rule().flow)))

columns = flowing.board(shared.store(), room.workshop.id)
trial_forms.draw_timeline([card for column in columns for card in column.cards])
