"""はじめに：会議をえらぶか、新しく開く。"""

import streamlit as st

from workshop_app import words
from workshop_app.ui import frame, meeting_forms, parts, shared, visit
from workshop_app.usecases import entering, rehearsing

st.title("車座")
st.text("声をあつめ、まとめ、つなぎ、ためすところまで。町の話し合いの机です。")

lines = entering.all_meetings(shared.store())
if not lines:
    st.info("まだ会議がありません。下で新しい会議を開くか、見本の町を見てください。")
    if st.button("見本の町を見る（架空の町です）", type="primary"):
        rehearsing.load(shared.store(), None, shared.embedder())
        st.rerun()

if lines:
    st.header("会議")
for line in lines:
    name, count, button = st.columns([6, 1.2, 1.8], vertical_alignment="center")
    day = line.meeting.held_on
    when = f"({line.meeting.stage.value}) {day.year}年{day.month}月{day.day}日"
    name.text(f"{when}　{line.meeting.title}")
    name.caption(parts.plain(f"{line.municipality.name}　{words.label(line.meeting.kind)}"))
    count.text(f"{line.voices}件")
    if button.button("この会議へ", key=f"go_{line.meeting.id}", width="stretch"):
        visit.go_to_meeting(line.meeting.id)
        frame.go_to("gather")

st.header("新しい会議を開く")
opened = meeting_forms.draw_opening_form()
if opened is not None:
    visit.go_to_meeting(opened)
    frame.go_to("gather")
