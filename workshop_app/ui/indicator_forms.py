"""Indicators at the desk: the table of the year, what is next, the four viewpoints."""

from datetime import date
from functools import partial

import streamlit as st

from workshop_app import errors, plan_words, rules
from workshop_app.model import Viewpoint
from workshop_app.ui import fields, parts, shared
from workshop_app.usecases import evaluating
from workshop_app.usecases.evaluating import Evaluation, IndicatorLine

_APPROACHES = {
    1: "1 選択肢の拡大",
    2: "2 ポピュレーション・アプローチ",
    3: "3 ハイリスク・アプローチ",
}
_STEPS = {"process": "プロセス", "output": "アウトプット", "outcome": "アウトカム"}


def choose_year(today: date) -> int:
    """Draw the fiscal year, read in either calendar; what is no year is said at the field."""
    now = rules.fiscal_year_of(today)
    left, right = st.columns([1, 3])
    written = left.text_input("年度（R8、令和8、2026）", value=rules.reiwa(now))
    try:
        year = rules.read_year(written)
    except errors.KurumazaError as problem:
        left.error(parts.plain(str(problem)))
        year = now
    right.subheader(rules.say_year(year), anchor=False)
    return year


def draw_table(found: Evaluation, town_id: int) -> None:
    """Draw three approaches by three steps and the final outcome, without colours."""
    for approach, title in _APPROACHES.items():
        st.subheader(title, anchor=False)
        columns = st.columns(len(_STEPS))
        for column, (step, name) in zip(columns, _STEPS.items(), strict=True):
            column.text(f"【{name}】")
            for line in found.cell(approach, step):
                column.text(f"{line.row.name}\n{_said(line)}")
    st.subheader("最終アウトカム（共通）", anchor=False)
    for line in found.cell(0, "final"):
        st.text(f"{line.row.name}　{_said(line)}")
    st.caption(plan_words.FORMER_IS_NOT_BAD)
    for sentence in found.warnings():
        st.warning(parts.plain(sentence))
    _draw_value_form(found, town_id)


def _said(line: IndicatorLine) -> str:
    step = f"\n→ {line.value.next_step}" if line.value and line.value.next_step else ""
    known = f"（この道具の記録では {line.known:,}）" if line.known is not None else ""
    return f"{line.said()}{known}{step}"


def _draw_value_form(found: Evaluation, town_id: int) -> None:
    line = parts.choose(
        st.container(), "値を書く指標", found.lines, say=lambda each: each.row.name
    )
    key, year = line.row.key, found.fiscal_year
    value = line.value
    with st.form(f"value_{key}_{year}"):
        left, right = st.columns(2)
        first = value.numerator if value else line.known or 0
        numerator = int(left.number_input(parts.plain(line.numerator_text), 0, value=first))
        denominator = None
        if line.row.shape != "count":
            below = value.denominator if value and value.denominator is not None else 0
            denominator = int(
                right.number_input(parts.plain(line.denominator_text), 0, value=below)
            )
        step = st.text_input("次にどうするか", value=value.next_step if value else "")
        if st.form_submit_button("この値を書く") and parts.attempt(
            lambda: evaluating.measure(
                shared.store(),
                town_id,
                key,
                year,
                numerator=numerator,
                denominator=denominator,
                next_step=step,
            ),
            "書きました。",
        ):
            st.rerun()
    with st.form(f"definition_{key}"):
        left, right = st.columns(2)
        above = left.text_input("分子（何を数えるか）", value=line.numerator_text)
        beneath = right.text_input("分母", value=line.denominator_text)
        if st.form_submit_button("決め方を変える") and parts.attempt(
            lambda: evaluating.define(
                shared.store(), town_id, key, numerator=above, denominator=beneath
            ),
            "変えました。",
        ):
            st.rerun()


def draw_viewpoints(found: Evaluation, town_id: int) -> None:
    """Draw what each viewpoint says of the year; blanks say so."""
    for sentence in found.viewpoint_lines():
        st.text(sentence)
    columns = st.columns(2)
    for number, viewpoint in enumerate(Viewpoint):
        fields.draw_text(
            columns[number % 2],
            plan_words.say(viewpoint),
            found.viewpoints.get(viewpoint, ""),
            partial(evaluating.describe, shared.store(), town_id, found.fiscal_year, viewpoint),
            key=f"viewpoint_{found.fiscal_year}_{viewpoint}",
        )
    st.caption(plan_words.EVALUATION_DUTY)
