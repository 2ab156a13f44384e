"""A project's window: its voices, its next step, what its gate still asks for."""

from datetime import date

import streamlit as st

from analysis.indicators import per_cent
from workshop_app import plan_words, rules, words
from workshop_app.model import EXITS, PlanField, ProjectState, ServiceType, Stage
from workshop_app.ui import directions, parts, shared, trails, visit
from workshop_app.ui.components.flow_board import FlowCard, FlowColumn, FlowMove
from workshop_app.usecases import entering, flowing, trialling
from workshop_app.usecases.flowing import ProjectCard

_KEY = "project"


_HINTS = {
    "hearing": "住民・専門職・会社の声を聞く",
    "planning": "聞き取りと企画。会社や団体と一緒に",
    "trial": "アとイの結果をふまえて、小さくためす",
    "exit": "本格運用・自走・見直し",
}


def as_column(column: flowing.FlowColumn) -> FlowColumn:
    """Return a column as the board shows it, each card with what its gates still miss."""
    return FlowColumn(
        column.key, column.title, _HINTS[column.key], [_as_card(card) for card in column.cards]
    )


def _as_card(card: ProjectCard) -> FlowCard:
    project = card.project
    lines = [f"もとの声 {card.voice_count}件"]
    if project.next_step:
        lines.append(f"次の一歩：{project.next_step}")
    if project.owner:
        lines.append(f"だれが：{project.owner}")
    if project.due_on:
        lines.append(f"いつまで：{project.due_on.month}月{project.due_on.day}日")
    missing = flowing.missing_for(ProjectState.TRIAL, card)
    return FlowCard(
        id=str(project.id),
        title=project.title,
        lines=lines,
        badge=words.label(project.state),
        blocked={"trial": " ".join(missing)} if missing else {},
    )


def was_moved(asked: FlowMove) -> bool:
    """Move a card into the first state of a column, if its gate, checked again, is open."""
    state = flowing.FIRST_STATE_OF_COLUMN[asked.to_column]
    return parts.attempt(
        lambda: flowing.move(shared.store(), int(asked.card_id), state, today=_today())
    )


def open_window(project_id: int) -> None:
    """Open the window of one project."""

    @st.dialog("プロジェクト", width="large", on_dismiss=_close)
    def window() -> None:
        _draw(flowing.look_at(shared.store(), project_id))

    window()


def _close() -> None:
    visit.forget(_KEY)


def _draw(card: ProjectCard) -> None:
    project = card.project
    st.subheader(parts.plain(project.title), anchor=False)
    st.text(f"いま：{words.label(project.state)}")
    if card.fiscal_years():
        years = "・".join(rules.reiwa(year) for year in card.fiscal_years())
        start, until = parts.say_day(project.trial_from), parts.say_day(project.trial_until)
        st.text(f"試行：{start}から{until}まで（年度 {years}）")
    share = card.self_standing()
    if share is not None:
        st.text(f"自走メーター：{per_cent(share)}（いちばん新しい月の 収入÷支出）")
    trails.draw_to_theme(project)
    with st.expander(f"もとになった声 {card.voice_count}件", expanded=True):
        for voice in flowing.voices_behind(shared.store(), project.id):
            parts.draw_voice(voice)
    _draw_next_step(card)
    directions.draw_form(project)
    _draw_results(card)
    _draw_move(card)
    _draw_trial(card)
    _draw_months(card)
    _draw_decisions(card)
    st.caption(parts.plain(rules.of_year().credit()))


def _draw_next_step(card: ProjectCard) -> None:
    project = card.project
    with st.form(f"next_{project.id}"):
        step = st.text_input("次の一歩", value=project.next_step)
        left, right = st.columns(2)
        owner = left.text_input("だれが（役わりや団体）", value=project.owner)
        due = right.date_input("いつまで", value=project.due_on, format="YYYY/MM/DD")
        if st.form_submit_button("次の一歩を書く") and parts.attempt(
            lambda: flowing.plan_next(
                shared.store(),
                project.id,
                next_step=step,
                owner=owner,
                due_on=due if isinstance(due, date) else None,
            ),
            "次の一歩を書きました。",
        ):
            st.rerun()


def _draw_results(card: ProjectCard) -> None:
    st.text(
        f"(ア)の結果 {card.results_of(Stage.HEARING)}件　"
        f"(イ)の結果 {card.results_of(Stage.PLANNING)}件"
    )
    for result in card.results:
        st.text(f"({result.stage.value}) {result.summary}")
    held = [
        line.meeting
        for line in entering.all_meetings(shared.store())
        if line.workshop.id == card.project.workshop_id
    ]
    titles = {meeting.id: meeting.title for meeting in held}
    with st.form(f"result_{card.project.id}", clear_on_submit=True):
        left, right = st.columns([1, 3])
        stage = parts.choose(left, "段階", [Stage.HEARING, Stage.PLANNING], say=words.label)
        meeting_id = right.selectbox(
            "どの会議の結果か",
            [None, *titles],
            format_func=lambda m: titles.get(m, "会議によらない"),
        )
        summary = st.text_input("分かったこと（1行）")
        if st.form_submit_button("結果を付ける") and parts.attempt(
            lambda: flowing.note_result(
                shared.store(), card.project.id, stage, summary, meeting_id=meeting_id
            ),
            "結果を付けました。",
        ):
            st.rerun()


def _draw_move(card: ProjectCard) -> None:
    project = card.project
    state = parts.choose(
        st.container(),
        "動かす先",
        list(ProjectState),
        chosen=project.state,
        say=words.label,
        key=f"state_{project.id}",
    )
    missing = flowing.missing_for(state, card) if state is not project.state else ()
    for sentence in missing:
        st.warning(sentence)
    reason = learned = told = ""
    leaves = state in EXITS and state is not project.state
    if leaves:
        reason = st.text_input("その理由（記録に残ります）", key=f"reason_{project.id}")
        learned = st.text_input(plan_words.say(PlanField.LEARNED), key=f"learned_{project.id}")
        told = st.text_input(plan_words.say(PlanField.TOLD), key=f"told_{project.id}")
    pressed = st.button(
        f"{words.label(state)}へ動かす",
        disabled=bool(missing) or state is project.state,
        key=f"move_{project.id}",
        type="primary",
    )
    if not pressed:
        return
    store, today = shared.store(), _today()
    if leaves:
        done = parts.attempt(
            lambda: trialling.close(
                store,
                project.id,
                state,
                today=today,
                reason=reason,
                learned=learned,
                told=told,
            )
        )
    else:
        done = parts.attempt(lambda: flowing.move(store, project.id, state, today=today))
    if done:
        st.rerun()


def _draw_trial(card: ProjectCard) -> None:
    project = card.project
    with st.expander("試行の期間・補助金・類型"):
        with st.form(f"period_{project.id}"):
            left, right = st.columns(2)
            start = left.date_input("始まり", value=project.trial_from, format="YYYY/MM/DD")
            until = right.date_input("終わり", value=project.trial_until, format="YYYY/MM/DD")
            if (
                st.form_submit_button("期間を決める")
                and isinstance(start, date)
                and isinstance(until, date)
            ):
                parts.attempt(
                    lambda: flowing.set_trial_period(shared.store(), project.id, start, until),
                    "試行の期間を決めました。",
                )
        for paid in card.subsidies:
            st.text(f"{parts.say_day(paid.paid_on)}　{paid.yen:,}円　{paid.note}")
        with st.form(f"subsidy_{project.id}", clear_on_submit=True):
            left, right = st.columns(2)
            paid_on = left.date_input("補助金の日付", value="today", format="YYYY/MM/DD")
            yen = right.number_input("額（円）", 0, step=1000)
            if st.form_submit_button("補助金を入れる") and isinstance(paid_on, date):
                parts.attempt(
                    lambda: flowing.grant_subsidy(
                        shared.store(), project.id, paid_on=paid_on, yen=int(yen)
                    ),
                    "補助金を入れました。",
                )
        service = st.selectbox(
            "本格運用するときの類型",
            [None, *ServiceType],
            index=0
            if project.service_type is None
            else list(ServiceType).index(project.service_type) + 1,
            format_func=lambda s: "まだ決めない" if s is None else words.label(s),
            key=f"service_{project.id}",
        )
        if service is not None and service is not project.service_type:
            flowing.choose_service_type(shared.store(), project.id, service)
            st.rerun()


def _draw_months(card: ProjectCard) -> None:
    with st.expander(f"月ごとの実績 {len(card.returns)}か月"):
        for row in card.returns:
            month = f"{row.month.year}年{row.month.month}月"
            st.text(
                f"{month}　収入 {row.income_yen:,}円　支出 {row.cost_yen:,}円　"
                f"延べ {row.uses}回　実人数 {row.people}人"
            )
        st.caption("月の実績は「試行を書く」から書きます。")


def _draw_decisions(card: ProjectCard) -> None:
    if not card.decisions:
        return
    with st.expander(f"決めたことと、その理由 {len(card.decisions)}件"):
        for decision in card.decisions:
            day, outcome = parts.say_day(decision.decided_on), words.label(decision.outcome)
            st.text(f"{day}　{outcome}　{decision.body}\n理由：{decision.reason}")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the wall of the town hall
