"""The decision on every candidate, with reasons; then the frozen record and corrections."""

from datetime import date

import streamlit as st

from analysis.verdicts import show_number
from workshop_app import words
from workshop_app.model import DecisionOutcome, SelectionState
from workshop_app.ui import equal_totals, parts, shared
from workshop_app.usecases import deciding
from workshop_app.usecases.deciding import Verdict
from workshop_app.usecases.posing import Deliberation


def draw(told: Deliberation) -> None:
    """Draw the form of the decision, or what was decided."""
    if told.selection.state is SelectionState.OPEN:
        st.info("採点を締め切ると、ここで決定を書けます。")
    elif told.selection.state is SelectionState.CLOSED:
        _draw_form(told)
    else:
        _draw_record(told)


def _draw_form(told: Deliberation) -> None:
    answer = shared.choice(told.selection.id)
    equal_totals.draw(told, answer)
    granted = {each.candidate: each.yen for each in answer.awards if each.status == "awarded"}
    totals = answer.ranking.tallies if answer.ranking is not None else {}
    with st.form("verdicts"):
        rows = []
        for row in told.candidates:
            key = str(row.id)
            total = totals[key].total if key in totals else None
            shown = "" if total is None else f"({show_number(total)}点)"
            st.subheader(parts.plain(f"{told.title_of(row.id)}{shown}"))
            usual = DecisionOutcome.ADOPTED if key in granted else DecisionOutcome.NEXT_TIME
            outcome = st.radio(
                "決定",
                deciding.OUTCOMES,
                index=deciding.OUTCOMES.index(usual),
                format_func=words.label,
                horizontal=True,
                key=f"outcome_{key}",
            )
            yen = st.number_input(
                "額(円)", min_value=0, step=10_000, value=granted.get(key, 0), key=f"yen_{key}"
            )
            reason = st.text_input("理由", key=f"reason_{key}")
            after = st.text_input("次の一歩(選ばれない候補には必ず)", key=f"after_{key}")
            rows.append(Verdict(row.id, DecisionOutcome(outcome), int(yen), reason, after))
        override = st.text_area("計算の結果と違う決定をする理由(違うときだけ)")
        if st.form_submit_button("決定を記録して固める", type="primary") and parts.attempt(
            lambda: deciding.decide(
                shared.store(),
                told.selection.id,
                rows,
                today=_today(),
                override_reason=override,
            )
        ):
            st.rerun()


def _draw_record(told: Deliberation) -> None:
    for record in deciding.records_of(shared.store(), told.selection.id):
        if not deciding.is_untouched(record):
            st.error(
                "この記録は、固めたあとに書きかえられています。バックアップと見くらべてください。"
            )
        st.text(deciding.minutes(record))
    for row in told.candidates:
        project = told.projects[row.project_id]
        if st.button(parts.plain(f"「{project.title}」の試行を始める"), key=f"trial_{row.id}"):
            parts.attempt(
                lambda p=project.id: deciding.begin_trial(  # type: ignore[misc]
                    shared.store(), p, today=_today()
                ),
                "試行に進めました。",
            )
    with st.form("correction", clear_on_submit=True):
        said = st.text_area("訂正(もとの記録は残り、下に書き足します)")
        if st.form_submit_button("訂正を書き足す") and parts.attempt(
            lambda: deciding.correct(shared.store(), told.selection.id, said, today=_today())
        ):
            st.rerun()


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the wall of the room
