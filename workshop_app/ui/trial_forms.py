"""A trial at the desk: its years, its months, how it ends."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from workshop_app import plan_words, rules, words
from workshop_app.model import EXITS, MonthlyReturn, PlanField
from workshop_app.ui import fields, parts, shared
from workshop_app.usecases import budgeting, flowing, trialling
from workshop_app.usecases.flowing import ProjectCard
from workshop_app.usecases.trialling import TrialReport

_MOST_YEARS = 6


def draw_timeline(cards: Sequence[ProjectCard]) -> None:
    """Draw which trials run in which fiscal years, in both calendars."""
    running = [card for card in cards if card.fiscal_years()]
    if not running:
        return
    years = sorted({year for card in running for year in card.fiscal_years()})[:_MOST_YEARS]
    st.subheader("年度でみる試行", anchor=False)
    for card in running:
        row = st.columns([2, *(1 for _ in years)])
        row[0].text(card.project.title)
        money = {each.fiscal_year: each for each in budgeting.by_year(card)}
        for place, year in zip(row[1:], years, strict=True):
            paid = money[year].subsidy if year in money else 0
            is_running = year in card.fiscal_years()
            # The year stands in every cell: on a narrow screen the cells lie below each other.
            told = [rules.say_year(year), "■ ウ 試行" if is_running else "－"]
            place.text("\n".join([*told, f"補助 {paid:,}円"] if paid else told))


def draw_period(card: ProjectCard) -> None:
    """Draw the first and the last day of a trial."""
    project = card.project
    with st.form(f"desk_period_{project.id}"):
        left, right = st.columns(2)
        start = left.date_input("試行の始まり", value=project.trial_from, format="YYYY/MM/DD")
        until = right.date_input("試行の終わり", value=project.trial_until, format="YYYY/MM/DD")
        if not st.form_submit_button("期間を決める"):
            return
        if not isinstance(start, date) or not isinstance(until, date):
            st.warning("始まりと終わりの日を、両方入れてください。")
        elif parts.attempt(
            lambda: flowing.set_trial_period(shared.store(), project.id, start, until),
            "期間を決めました。",
        ):
            st.rerun()


def draw_months(report: TrialReport) -> None:
    """Draw the meter and the months, and the form of one month."""
    st.text(report.meter_sentence())
    for sentence in report.advice():
        st.info(sentence)
    for line in report.months:
        row = line.row
        st.text(
            f"{row.month.year}年{row.month.month}月（{rules.reiwa(rules.fiscal_year_of(row.month))}）"
            f"　{row.times}回・実{row.people}人・延べ{row.uses}回"
            f"（対象の方 {row.target_people}人・そのほか {row.other_people}人）"
            f"・担い手 {row.helpers}人　収入 {row.income_yen:,}円　支出 {row.cost_yen:,}円"
            f"　自走メーター {line.meter}"
        )
        if row.incidents or row.incident_note:
            st.text(f"　ヒヤリ・苦情 {row.incidents}件　{row.incident_note}")
        if row.said:
            st.text(f"　声「{row.said}」")
    _draw_month_form(report.card)


def _draw_month_form(card: ProjectCard) -> None:
    with st.form(fields.form_key(f"desk_month_{card.project.id}", card.returns)):
        st.subheader("ひと月の実績を書く", anchor=False)
        day = st.date_input("どの月か（どの日でも）", value="today", format="YYYY/MM/DD")
        asked = (
            "回数",
            "実人数",
            "延べ（回）",
            "対象の方（人）",
            "そのほか（人）",
            "担い手（人）",
        )
        counts = [
            int(column.number_input(label, 0))
            for column, label in zip(st.columns(len(asked)), asked, strict=True)
        ]
        left, middle, right = st.columns(3)
        income = int(left.number_input("収入（円）", 0, step=1000))
        cost = int(middle.number_input("支出（円）", 0, step=1000))
        incidents = int(right.number_input("ヒヤリ・苦情（件）", 0))
        note = st.text_input("ヒヤリ・苦情の中身と、どうしたか（名前は書かない）")
        said = st.text_input("来た人の声（ひとつ）")
        if not st.form_submit_button("この月を書く") or not isinstance(day, date):
            return
        times, people, uses, target, other, helpers = counts
        row = MonthlyReturn(
            0,
            card.project.id,
            day,
            income,
            cost,
            uses,
            people,
            times,
            target,
            other,
            helpers,
            incidents,
            note,
            said,
        )
        if parts.attempt(
            lambda: flowing.report_month(shared.store(), card.project.id, row), "書きました。"
        ):
            st.rerun()


def draw_state(report: TrialReport) -> None:
    """Draw where the project stands, and at an exit what was learned and what is told."""
    state = report.card.project.state
    st.subheader(f"いま：{words.label(state)}", anchor=False)
    if state not in EXITS:
        return
    for field, said in (
        (PlanField.LEARNED, report.learned),
        (PlanField.TOLD, report.told),
    ):
        st.text(f"{plan_words.say(field)}：{said or plan_words.NOT_FILLED}")


def draw_exit(report: TrialReport) -> None:
    """Draw the three exits, what each still misses, and what is written down on leaving."""
    card = report.card
    key = card.project.id
    state = parts.choose(
        st.container(), "出口", list(EXITS), say=words.label, key=f"exit_{key}"
    )
    missing = flowing.missing_for(state, card)
    told_first = st.container()  # one place, so that the form below never moves under a hand
    for sentence in missing:
        told_first.warning(sentence)
    with st.form(f"exit_form_{key}"):
        reason = st.text_input("その理由（1行。記録に残ります）")
        learned = st.text_input(plan_words.say(PlanField.LEARNED))
        told = st.text_input(f"{plan_words.say(PlanField.TOLD)}（かわら版などに）")
        if st.form_submit_button("出口へ進める", disabled=bool(missing)) and parts.attempt(
            lambda: trialling.close(
                shared.store(),
                card.project.id,
                state,
                today=date.today(),  # noqa: DTZ011 - the day on the wall of the town hall
                reason=reason,
                learned=learned,
                told=told,
            ),
            f"{words.label(state)}へ進めました。",
        ):
            st.rerun()
