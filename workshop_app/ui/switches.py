"""Switches of a town that several pages show: one setting each, wherever it is turned."""

import streamlit as st

from workshop_app.ui import shared
from workshop_app.usecases import screening


def draw_multilayered(town_id: int) -> None:
    """Draw 重層的支援体制整備事業: hand-overs and the R7 items follow it (C41)."""
    is_on = screening.uses_joint_work(shared.store(), town_id)
    wanted = st.checkbox(
        "重層的支援体制整備事業をしている町", value=is_on, key=f"multilayered_{is_on}"
    )
    if wanted != is_on:
        screening.use_joint_work(shared.store(), town_id, is_on=wanted)
        st.rerun()
