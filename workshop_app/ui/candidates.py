"""The candidates of a choosing: side by side, then one page each, gates first."""

import streamlit as st

from workshop_app import words
from workshop_app.model import SelectionState
from workshop_app.ui import parts, shared
from workshop_app.usecases import deliberating, presenting
from workshop_app.usecases.posing import GATES, Deliberation, YearPlan
from workshop_app.usecases.presenting import CandidatePage

_YEAR, _COST, _INCOME = "年度", "費用", "収入"
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
    for line in presenting.plan_lines(page):
        st.text(line)
    kind = project.service_type
    st.text(f"サービスの類型：{words.label(kind) if kind else 'まだ決めていません'}")
    for line in presenting.money_lines(page):
        st.text(line)
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
        st.text("年度ごとの費用と収入の見込み(円)")
        years = _draw_years(page)
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
                    shared.store(),
                    key,
                    cost_yen=cost,
                    requested_at=asked,
                    gates=looked_at,
                    years=years,
                ),
                "保存しました。",
            ):
                st.rerun()


def _draw_years(page: CandidatePage) -> list[YearPlan]:
    """Draw the planned years as a small table; lines without a year are left out."""
    rows: list[dict[str, int | None]] = [
        {_YEAR: y.fiscal_year, _COST: y.cost_yen, _INCOME: y.income_yen} for y in page.planned
    ]
    if not rows:
        rows.append({_YEAR: None, _COST: None, _INCOME: None})
    typed = st.data_editor(
        rows,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            name: st.column_config.NumberColumn(name, min_value=0, step=1, format="%d")
            for name in (_YEAR, _COST, _INCOME)
        },
        key=f"years_{page.candidate.id}_{page.candidate.years}",
    )
    return [
        YearPlan(int(row[_YEAR] or 0), int(row.get(_COST) or 0), int(row.get(_INCOME) or 0))
        for row in typed
        if row.get(_YEAR)
    ]
