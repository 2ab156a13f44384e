"""The phone page as a page of Streamlit: only to measure what that would cost.

It is run by ``room_streamlit.py`` and belongs to no product.
"""

import streamlit as st

from workshop_app import settings
from workshop_app.store import Store
from workshop_app.usecases import gathering


@st.cache_resource
def open_store() -> Store:
    """Return the one store of this process."""
    return Store.open(settings.load())


with st.form("voice", clear_on_submit=True):
    written = st.text_area("声")
    is_sent = st.form_submit_button("送る")
if is_sent and written:
    meeting_id = int(st.query_params["m"])
    kept = gathering.record_voice(open_store(), meeting_id, written, gathering.Entry())
    st.text(f"受け付けました。No.{kept.id} {kept.text}")
