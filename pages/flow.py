"""流れをえがく：テーマがプロジェクトになり、ア→イ→ウ→出口へ進む。"""

import streamlit as st

st.title("流れをえがく")
