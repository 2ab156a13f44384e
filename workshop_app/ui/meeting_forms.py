"""The forms that open a meeting and change what stands at the top of its screens."""

from datetime import date

import streamlit as st

from workshop_app import errors, words
from workshop_app.model import MeetingKind, Stage
from workshop_app.ui import parts, shared
from workshop_app.usecases import opening


def draw_opening_form() -> int | None:
    """Draw the form for a new meeting; return its id once it is open."""
    towns = opening.towns(shared.store())
    sheet = parts.choose(
        st.container(), "進め方の型", opening.run_sheets(), say=lambda sheet: sheet.title
    )
    workshop = parts.choose(
        st.container(),
        "どの取り組みの会か（同じ取り組みの会は、テーマをいっしょに使います）",
        [None, *opening.all_workshops(shared.store())],
        say=lambda each: "新しい取り組みをはじめる" if each is None else each.title,
    )
    with st.form(f"open_meeting_{sheet.name}"):
        town_name = st.text_input(
            "市町村の名前",
            value=towns[0].name if towns else "",
            disabled=workshop is not None,
        )
        title = st.text_input("会議の名前", placeholder="例：ささえあいタウンミーティング")
        left, middle, right = st.columns(3)
        held_on = left.date_input("日にち", value="today", format="YYYY/MM/DD")
        stage = parts.choose(middle, "段階", list(Stage), say=words.label)
        tables = right.number_input("班の数", 1, opening.MOST_TABLES, sheet.table_count)
        kind = parts.choose(st.container(), "会議の種類", list(MeetingKind), say=words.label)
        question = st.text_input("今日の問い", value=opening.DEFAULT_QUESTION)
        purpose = st.text_area(
            "この会のねらい（声を聞く前に読み上げます）", opening.DEFAULT_PURPOSE
        )
        agenda = st.text_area("進め方（1行に1つ。書きかえられます）", sheet.agenda, height=260)
        sent = st.form_submit_button("この会議を開く", type="primary")
    if not sent or not isinstance(held_on, date):
        return None
    plan = opening.MeetingPlan(
        title=title,
        kind=kind,
        stage=stage,
        held_on=held_on,
        table_count=int(tables),
        question=question,
        purpose=purpose,
        agenda=agenda,
        run_sheet=sheet.name,
    )
    try:
        return opening.open_in_town(
            shared.store(), town_name, plan, workshop_id=workshop.id if workshop else None
        ).id
    except errors.UnusableInputError as problem:
        st.warning(parts.plain(str(problem)))
        return None


def draw_question_form(meeting_id: int) -> None:
    """Let the facilitator change 今日の問い in the middle of the meeting."""
    meeting = shared.room(meeting_id).meeting
    with st.form("question"):
        question = st.text_input("今日の問い（投影のいちばん上に出ます）", meeting.question)
        if st.form_submit_button("問いを変える"):
            if question.strip():
                opening.change_question(shared.store(), meeting_id, question)
                st.rerun()
            st.warning("今日の問いを入れてください。投影のいちばん上に、ずっと出ます。")
    if meeting.is_open:
        if st.button("今日はここまで（声の受けつけを終える）"):
            opening.close_meeting(shared.store(), meeting_id)
            st.rerun()
    elif st.button("もう一度、声を受けつける"):
        opening.reopen_meeting(shared.store(), meeting_id)
        st.rerun()
