"""用紙を打ちこむ：紙に書かれた声を、書いてあるとおりに入れる。"""

import streamlit as st

from workshop_app.ui import frame, paper_entry, shared

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("用紙を打ちこむ")
if room.meeting.is_open:
    st.text(
        "班と立場をえらび、枠を1つ打つごとに Enter。えらんだものは、つぎの枠でもそのままです。"
    )
    st.fragment(paper_entry.draw)(room)
else:
    st.info("この会議は「今日はここまで」になっています。声をあつめる画面で、また開けます。")
