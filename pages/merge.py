"""ほかのパソコンと合わせる：控えをたしかめてから、二重にならないように取り込む。"""

import streamlit as st

from workshop_app.ui import merging, shared, visit

st.title("ほかのパソコンと合わせる")
st.text(
    "別のパソコンで記録した会議の声を、こちらに足します。たしかめるまで、何も保存しません。"
)
merging.draw_done()
uploaded = st.file_uploader(
    "むこうのパソコンでとった控え（.db）", type=None, key=f"copy_{visit.recall('copies', 0)}"
)
if uploaded is None:
    merging.draw_advice()
    st.stop()
parcel = shared.parcel(uploaded.getvalue())
merging.draw_preview(parcel)
