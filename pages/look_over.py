"""映すまえに：止まっている声を読んで、映すか、控えるか、職員へ渡すかを決める。"""

import streamlit as st

from workshop_app.ui import frame, looking, shared

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("映すまえに")
st.text(
    f"{room.meeting.title}　｜　名前や病気など、だれかが困る声を、映す前に人が読みます。"
    "この画面は、映さないでください。"
)

st.fragment(looking.draw_queue, run_every=looking.EVERY)(meeting_id)

with st.expander("何を止めるか・映し方・記録"):
    looking.draw_rules(room)
with st.expander("職員への引き継ぎ"):
    looking.draw_tasks(room)
with st.expander("同意の記録（撮影・録音・引用）"):
    looking.draw_consent_form(meeting_id)
with st.expander("出向いた記録（アウトリーチ）"):
    looking.draw_outreach(room)
