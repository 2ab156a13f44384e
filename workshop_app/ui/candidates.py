"""The candidates of a choosing: side by side, then one page each, gates first."""

import streamlit as st

from workshop_app import words
from workshop_app.model import SelectionState
from workshop_app.ui import parts, shared
from workshop_app.usecases import deliberating, presenting
from workshop_app.usecases.posing import GATES, Deliberation
from workshop_app.usecases.presenting import CandidatePage

_GATE_MARKS = {True: "○ 通る", False: "× 通らない", None: "－ まだ確かめていない"}


def draw(told: Deliberation) -> None:
    """Draw the comparison and a page for each candidate."""
    pages = presenting.compare(shared.store(), told)
    st.subheader("ならべて見る")
    st.table(presenting.as_rows(pages))
    st.caption(
        "件数が多い＝大切、ではありません。来た人の声であって、町ぜんぶの割合ではありません。"
    )
    for page in pages:
        with st.expander(parts.plain(page.card.project.title)):
            _draw_page(page)
            if told.selection.state is not SelectionState.FROZEN:
                _draw_form(page)


def _draw_page(page: CandidatePage) -> None:
    st.text("関門(通るかどうかを先に見ます)")
    for name, passed in page.gates:
        st.text(f"{_GATE_MARKS[passed]}　{name}")
    project = page.card.project
    st.text(f"もとの声 {page.voices}件・{page.tables}班・{page.parties}つの立場")
    for quote in page.quotes:
        st.text(f"「{quote}」")
    if not page.quotes:
        st.text("公開してよいと答えた声は、まだありません。")
    for result in page.card.results:
        st.text(f"({result.stage.value})の結果：{result.summary}")
    if project.service_type is not None:
        st.text(f"類型：{words.label(project.service_type)}")
    for row in page.card.returns:
        st.text(
            f"{row.month.year}年{row.month.month}月　"
            f"収入{row.income_yen:,}円　支出{row.cost_yen:,}円"
        )
    for sentence in page.missing:
        st.text(f"足りないもの：{sentence}")


def _draw_form(page: CandidatePage) -> None:
    key = page.candidate.id
    with st.form(f"candidate_{key}"):
        cost = st.number_input(
            "希望額(円)",
            min_value=0,
            step=10_000,
            value=page.candidate.cost_yen,
            key=f"cost_{key}",
        )
        asked = st.text_input(
            "受付の日(2026-11-24 の形)", page.candidate.requested_at, key=f"asked_{key}"
        )
        seen = dict(zip(GATES, (passed for _, passed in page.gates), strict=True))
        gates = {
            gate: st.radio(
                f"{gate} {name}",
                (True, False, None),
                index=(True, False, None).index(seen[gate]),
                format_func=lambda passed: _GATE_MARKS[passed],
                horizontal=True,
                key=f"gate_{key}_{gate}",
            )
            for gate, name in GATES.items()
        }
        if st.form_submit_button("この候補を保存する", key=f"keep_{key}"):
            looked_at = {gate: passed for gate, passed in gates.items() if passed is not None}
            if parts.attempt(
                lambda: deliberating.describe_candidate(
                    shared.store(), key, cost_yen=cost, requested_at=asked, gates=looked_at
                ),
                "保存しました。",
            ):
                st.rerun()
