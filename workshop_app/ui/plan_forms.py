"""The plan sheet at the desk: texts that save themselves, roles, money, parts, tasks."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from analysis.indicators import decimal
from workshop_app import plan_words, words
from workshop_app.model import (
    FOUR_CHECKS,
    THREE_PARTIES,
    VALUES_OF_SCHEME,
    Concept,
    LineKind,
    Party,
    PlanField,
    ServiceType,
    StartTime,
    Supply,
    TaskState,
)
from workshop_app.ui import fields, parts, shared
from workshop_app.usecases import planning, tasking
from workshop_app.usecases.planning import PlanSheet
from workshop_app.usecases.tasking import TaskCard

if TYPE_CHECKING:
    pass

_BASICS = (
    PlanField.AIM,
    PlanField.TARGET,
    PlanField.CONTENT,
    PlanField.PLACE,
    PlanField.FREQUENCY,
)
_ENDS = (
    PlanField.INDICATOR,
    PlanField.GO_RULE,
    PlanField.STOP_RULE,
    PlanField.EXIT_RULE,
    PlanField.REVIEW,
)


def draw_for_residents(sheet: PlanSheet) -> None:
    """Draw what the room sees: what it is for and for whom, and no letter of a type."""
    st.header(parts.plain(sheet.project.title), anchor=False)
    if sheet.parts:
        st.subheader(parts.plain(sheet.resident_line()), anchor=False)
    for field in _BASICS:
        if sheet.text(field).strip():
            st.subheader(plan_words.say(field), anchor=False)
            st.text(sheet.text(field))
    for line in sheet.lines_of(LineKind.ROLE):
        st.text(f"・{line.name}：{line.who}")


def draw_sheet(sheet: PlanSheet) -> None:
    """Draw the whole sheet to be filled in."""
    st.text(sheet.check_line())
    for title, asked in (
        ("何をするか", _BASICS),
        ("企業の知見を活かした4つの確認", FOUR_CHECKS),
        ("続ける・やめる・移る条件（はじめる前に）", _ENDS),
        ("この取り組みが生む価値（1行ずつ）", VALUES_OF_SCHEME),
    ):
        st.subheader(title, anchor=False)
        columns = st.columns(2)
        for number, field in enumerate(asked):
            _draw_field(sheet, field, columns[number % 2])
    per_use = sheet.cost_per_use()
    if per_use is not None:
        st.text(f"これまでの実績：1回あたり {decimal(per_use, 0)}円（支出の合計÷延べ利用）")


def _draw_field(
    sheet: PlanSheet, field: PlanField, where: "st.delta_generator.DeltaGenerator"
) -> None:
    fields.draw_text(
        where,
        plan_words.say(field),
        sheet.text(field),
        lambda body: planning.write(shared.store(), sheet.project.id, field, body),
        key=f"plan_{sheet.project.id}_{field}",
        hint=plan_words.PLAN_HINTS.get(field, ""),
    )


def draw_lines(sheet: PlanSheet) -> None:
    """Draw roles, costs and incomes with their sums, and a form for one more."""
    for kind in LineKind:
        money = "" if kind is LineKind.ROLE else f"　合計 {sheet.total(kind):,}円"
        st.subheader(f"{plan_words.say(kind)}{money}", anchor=False)
        for line in sheet.lines_of(kind):
            left, right = st.columns([6, 1])
            who = f"　{line.who}" if line.who else ""
            left.text(f"{line.name}{who}" + (f"　{line.yen:,}円" if line.yen else ""))
            if right.button("消す", key=f"line_{line.id}") and parts.attempt(
                partial(planning.remove_line, shared.store(), line.id)
            ):
                st.rerun()
    with st.form(fields.form_key(f"line_{sheet.project.id}", sheet.lines)):
        columns = st.columns([1, 2, 2, 1])
        kind = parts.choose(columns[0], "種類", list(LineKind), say=plan_words.say)
        name = columns[1].text_input("何を")
        who = columns[2].text_input("だれが（団体や役わり）")
        yen = columns[3].number_input("円", 0, step=1000)
        if st.form_submit_button("足す") and parts.attempt(
            lambda: planning.add_line(
                shared.store(), sheet.project.id, kind, name, who=who, yen=int(yen)
            ),
            "足しました。",
        ):
            st.rerun()


def draw_parts(sheet: PlanSheet) -> None:
    """Draw what the activity is made of: concepts for all, types for staff."""
    if sheet.parts:
        st.text(f"みなさんに見せる言い方：{sheet.resident_line()}")
    for part, line in zip(sheet.parts, sheet.staff_lines(), strict=True):
        left, right = st.columns([6, 1])
        left.text(line)
        if right.button("消す", key=f"part_{part.id}") and parts.attempt(
            partial(planning.remove_part, shared.store(), part.id)
        ):
            st.rerun()
    with st.form(fields.form_key(f"part_{sheet.project.id}", sheet.parts)):
        columns = st.columns(3)
        name = columns[0].text_input("活動（たとえば、昼食会）")
        concept = parts.choose(columns[1], "何のため", list(Concept), say=plan_words.say)
        service = parts.choose(
            columns[2],
            "類型（職員だけが見ます）",
            [None, *ServiceType],
            say=lambda each: "まだ決めない" if each is None else words.label(each),
        )
        if st.form_submit_button("活動を足す") and parts.attempt(
            lambda: planning.add_part(shared.store(), sheet.project.id, name, concept, service),
            "足しました。",
        ):
            st.rerun()


def draw_tasks(sheet: PlanSheet) -> None:
    """Draw what is to be done, by whom, with its history; and how many residents take part."""
    cards = tasking.list_of(shared.store(), sheet.project.id)
    found = tasking.participation([card.task for card in cards])
    st.text(found.sentence())
    if found.advice():
        st.info(found.advice())
    for card in cards:
        task = card.task
        who = "・".join(words.label(party) for party in task.actors())
        due = f"　{parts.say_day(task.due_on)}まで" if task.due_on else ""
        with st.expander(parts.plain(f"{plan_words.say(task.state)}：{task.title}（{who}）")):
            st.text(f"だれが：{task.owner or 'まだ決めていません'}{due}")
            for line in card.notes:
                st.text(f"{parts.say_day(line.noted_on)}　{line.body}")
            _draw_task_move(card)
    _draw_task_form(sheet, len(cards))


def _draw_task_move(card: TaskCard) -> None:
    task = card.task
    with st.form(fields.form_key(f"task_{task.id}", card)):
        left, right = st.columns([1, 3])
        state = parts.choose(
            left, "どうなったか", list(TaskState), chosen=task.state, say=plan_words.say
        )
        remark = right.text_input("ひとこと（残ります）")
        if st.form_submit_button("記録する") and parts.attempt(
            lambda: tasking.move(shared.store(), task.id, state, today=_today(), remark=remark),
            "記録しました。",
        ):
            st.rerun()


def _draw_task_form(sheet: PlanSheet, count: int) -> None:
    with st.form(f"new_task_{sheet.project.id}_{count}"):
        title = st.text_input("すること（1行）")
        columns = st.columns(3)
        actors = columns[0].multiselect(
            "主体（だれがするか）", [*THREE_PARTIES, Party.OFFICIALS], format_func=words.label
        )
        owner = columns[1].text_input("受け持ち（団体や役わり）")
        due = columns[2].date_input("いつまで", value=None, format="YYYY/MM/DD")
        if st.form_submit_button("することを足す") and parts.attempt(
            lambda: tasking.add(
                shared.store(),
                sheet.project.id,
                title,
                owner=owner,
                due_on=due if isinstance(due, date) else None,
                actors=actors,
                today=_today(),
            ),
            "足しました。",
        ):
            st.rerun()


def draw_start(sheet: PlanSheet) -> None:
    """Draw how the idea could begin, and what to begin with among all."""
    start = sheet.start
    with st.form(f"start_{sheet.project.id}"):
        columns = st.columns(3)
        people = columns[0].number_input(
            "やりたい人の数", 0, value=start.people if start else 0
        )
        supply = parts.choose(
            columns[1],
            "要るものが、もうあるか",
            list(Supply),
            chosen=start.supply if start else None,
            say=plan_words.say,
        )
        soon = parts.choose(
            columns[2],
            "いつ始められるか",
            list(StartTime),
            chosen=start.start_time if start else None,
            say=plan_words.say,
        )
        if st.form_submit_button("始めやすさを書く") and parts.attempt(
            lambda: planning.weigh_start(
                shared.store(),
                sheet.project.id,
                people=int(people),
                supply=supply,
                start_time=soon,
            ),
            "書きました。",
        ):
            st.rerun()
    found = planning.beginnings(shared.store(), sheet.project.workshop_id)
    if found:
        st.subheader("やれることから（やりたい人がいる → 要るものがある → すぐ）", anchor=False)
    for each in found:
        st.text(
            f"{each.project.title}　やりたい人 {each.start.people}人・"
            f"要るもの {plan_words.say(each.start.supply)}・"
            f"{plan_words.say(each.start.start_time)}"
        )


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the wall of the town hall
