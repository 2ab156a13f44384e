"""流れをえがく：テーマがプロジェクトになり、ア→イ→ウ→出口へ進む。"""

import streamlit as st

from workshop_app.ui import directions, frame, projects, shared, trial_forms, visit
from workshop_app.ui.components.flow_board import FlowMove, FlowOpening, flow_board
from workshop_app.usecases import flowing

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("流れをえがく")
st.text(f"{room.workshop.title}　声から、ためすところまで")

columns = flowing.board(shared.store(), room.workshop.id)
if not any(column.cards for column in columns):
    st.info(
        "まだカードがありません。「テーマ」の画面で「プロジェクトにする」を押すと、ここに並びます。"
    )

asked = flow_board([projects.as_column(column) for column in columns], key="flow")
if isinstance(asked, FlowOpening):
    visit.keep("project", int(asked.card_id))
elif isinstance(asked, FlowMove) and asked.to_column == "exit":
    visit.keep("project", int(asked.card_id))
    st.toast("出口は、下の窓で行き先と理由を選んで進めます。")
elif isinstance(asked, FlowMove) and projects.was_moved(asked):
    st.rerun()

directions.draw_list(
    room.workshop.id, [card.project for column in columns for card in column.cards]
)
trial_forms.draw_timeline([card for column in columns for card in column.cards])

opened = visit.recall("project")
if opened is not None:
    projects.open_window(int(opened))
