"""Equal totals: people talk, say the order and why; no lot is ever drawn."""

import streamlit as st

from workshop_app.ui import parts, shared
from workshop_app.usecases import deliberating
from workshop_app.usecases.advising import Answer
from workshop_app.usecases.posing import Deliberation


def draw(told: Deliberation, answer: Answer) -> None:
    """Draw a form for every group of equal totals, decided or not."""
    if answer.ranking is None:
        return
    for group in (*answer.ranking.ties, *answer.ranking.settled):
        _draw_group(told, tuple(int(name) for name in group), answer)


def _draw_group(told: Deliberation, group: tuple[int, ...], answer: Answer) -> None:
    key = "_".join(str(each) for each in sorted(group))
    reason_now = answer.question.tie_orders.get(tuple(str(each) for each in group), "")
    with st.form(f"tie_{key}_{reason_now}"):
        st.subheader("同点の順番を、話し合って決める", anchor=False)
        order = [
            st.selectbox(
                f"同点のうち{place}番目",
                group,
                index=place - 1,
                format_func=told.title_of,
                key=f"tie_{key}_{place}_{group}",
            )
            for place in range(1, len(group) + 1)
        ]
        reason = st.text_input("そう決めた理由(会議録に残ります)", reason_now)
        if st.form_submit_button("この順番にする") and parts.attempt(
            lambda: deliberating.order_tie(shared.store(), told.selection.id, order, reason),
            "順番を残しました。",
        ):
            st.rerun()
