"""ファイルから取り込む：CSVやExcelの声を、確かめてから会議に入れる。"""

import streamlit as st

from workshop_app.ui import columns, frame, parts, shared, visit
from workshop_app.usecases import importing

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("ファイルから取り込む")
st.text(
    f"{room.meeting.title} に、CSVやExcel、ほかの道具の声を入れます。確かめるまで保存しません。"
)

if (kept := visit.recall("brought_in")) is not None:
    st.success(f"{kept}件を取り込みました。「テーマ」の画面で、まとまりを見られます。")
    visit.forget("brought_in")
uploaded = st.file_uploader(
    "CSV・Excelのファイル", type=None, key=f"file_{visit.recall('files', 0)}"
)
if uploaded is None:
    st.info("1行に1つの声を書いた表を選んでください。文字コードは自動で見分けます。")
    st.caption("20MBより大きい表は赤い印になり、読めません。分けて入れてください。")
    st.stop()

encoding = st.selectbox(
    "文字コード",
    [None, *importing.ENCODINGS],
    format_func=lambda code: "自動で見分ける" if code is None else importing.ENCODINGS[code],
)
tool = st.selectbox(
    "どの道具のファイルか",
    list(importing.FOREIGN_NAMES),
    format_func=lambda each: importing.FOREIGN_NAMES[each],
)
preview = importing.look_into(
    shared.store(),
    meeting_id,
    uploaded.getvalue(),
    uploaded.name,
    encoding=encoding,
    tool=tool or "auto",
)
if preview.tool != "table":
    st.success(
        parts.plain(f"{importing.FOREIGN_NAMES[preview.tool]}のファイルとして読みます。")
    )
st.header("列のよみかた")
if preview.is_remembered:
    st.success("前に同じ形の表を取り込んだときのよみかたを使っています。")
chosen, defaults = columns.draw_mapping(preview)
preview = importing.read_with(shared.store(), preview, chosen, defaults)

st.header("たしかめる")
good, bad = preview.checked.good, preview.checked.bad
left, right = st.columns(2)
left.metric("取り込める声", f"{len(good)}件")
right.metric("読めない行", f"{len(bad)}行")
for sentence in preview.notes:
    st.info(parts.plain(sentence))
if not good and not bad:
    st.info("この表には、声が1つもありません。見出しの下の行に、声を書いてください。")
columns.draw_good(good[:20])
if bad:
    columns.draw_bad(bad)
    st.caption("読めない行は取り込みません。ファイルをなおして、もう一度選ぶこともできます。")

if good and columns.draw_keep_button(preview, room.workshop.id):
    st.rerun()
