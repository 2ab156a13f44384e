"""はじめに：会議をえらぶか、新しく開く。"""

from datetime import date

import streamlit as st

from workshop_app import words
from workshop_app.model import MeetingKind, Stage
from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import entering, opening, rehearsing

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
    name, count, button = st.columns([6, 1.4, 1.6], vertical_alignment="center")
    day = line.meeting.held_on
    name.text(f"({line.meeting.stage.value}) {day.year}年{day.month}月{day.day}日　{line.meeting.title}")
    name.caption(parts.plain(f"{line.municipality.name}　{words.label(line.meeting.kind)}"))
    count.text(f"{line.voices}件")
    if button.button("この会議へ", key=f"go_{line.meeting.id}", width="stretch"):
        visit.go_to_meeting(line.meeting.id)
        st.switch_page("pages/gather.py")

st.header("新しい会議を開く")
with st.form("open_meeting", clear_on_submit=False):
    towns = opening.towns(shared.store())
    town_name = st.text_input("市町村の名前", value=towns[0].name if towns else "")
    title = st.text_input("会議の名前", placeholder="例：ささえあいタウンミーティング")
    left, middle, right = st.columns(3)
    held_on = left.date_input("日にち", value="today", format="YYYY/MM/DD")
    stage = middle.selectbox("段階", list(Stage), format_func=words.label)
    table_count = right.number_input("班の数", 1, opening.MOST_TABLES, 8)
    kind = st.selectbox("会議の種類", list(MeetingKind), format_func=words.label)
    question = st.text_input("今日の問い", value=opening.DEFAULT_QUESTION)
    sent = st.form_submit_button("この会議を開く", type="primary")

if sent:

    def begin() -> None:
        plan = opening.MeetingPlan(
            title=title,
            kind=kind,
            stage=stage,
            held_on=held_on if isinstance(held_on, date) else date.today(),
            table_count=int(table_count),
            question=question,
        )
        meeting = opening.open_in_town(shared.store(), town_name, plan)
        visit.go_to_meeting(meeting.id)

    if parts.attempt(begin):
        st.switch_page("pages/gather.py")
