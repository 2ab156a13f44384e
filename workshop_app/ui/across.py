"""The comparison over meetings and areas, the share of existing occasions, connecting acts."""

from datetime import date

import streamlit as st

from workshop_app import review_words, rules, words
from workshop_app.model import Party
from workshop_app.ui import filters, parts, shared
from workshop_app.usecases import comparing, connecting
from workshop_app.usecases.comparing import Comparison, Course, Line
from workshop_app.usecases.entering import Room
from workshop_app.usecases.filtering import Filter

_COURSES = {
    Course.NEW: "新しく出た",
    Course.GROWN: "ふえた",
    Course.STEADY: "続いている",
    Course.GONE: "今回は出なかった",
}
_SHOWN = 60


def draw_comparison(room: Room) -> None:
    """Draw what is compared, then what the themes did over meetings and areas."""
    board = shared.whole_board(room.meeting.id)
    said = [voice for card in (*board.themes, *board.lone) for voice in card.voices]
    with st.expander("しぼりこむ"):
        wanted = filters.draw_choices(room, said, Filter(), key="across")
    found = comparing.compare(shared.store(), room.workshop.id, wanted, board=board)
    if not wanted.is_open:
        left = sum(found.totals.values()) + found.elsewhere
        st.info(f"しぼりこんでいます：くらべている声 {left}件")
    _draw_town_wide(found)
    _draw_groups(found)
    _draw_areas(found)


def _draw_town_wide(found: Comparison) -> None:
    st.header("全市で考える課題")
    st.caption("2つ以上の圏域で出たテーマです。全市で話すかどうかは、みなさんが決めます。")
    for line in found.town_wide[:_SHOWN]:
        places = "・".join(area for area, count in line.thread.by_area.items() if count)
        st.text(f"「{line.heading}」　{places}")
    if not found.town_wide:
        st.text("いまは、ありません。")


def _draw_groups(found: Comparison) -> None:
    st.header("前の会とくらべて")
    for column, course in zip(
        st.columns(3), (Course.NEW, Course.GROWN, Course.GONE), strict=True
    ):
        lines = [line for line in found.lines if line.thread.course is course]
        with column.container(border=True, height=300):
            st.subheader(f"{_COURSES[course]} {len(lines)}", anchor=False)
            for line in lines[:_SHOWN]:
                st.text(f"「{line.heading}」")
    answered = [line for line in found.lines if line.is_answered]
    st.subheader(f"返事をしたテーマ {len(answered)}", anchor=False)
    for line in answered:
        st.text(f"「{line.heading}」　{review_words.FATES[line.fate]}")


def _draw_areas(found: Comparison) -> None:
    st.header("圏域ごとに")
    st.caption("圏域は、登録した順にならべています。数の多い少ないで、順はつけません。")
    columns: dict[str, list[str]] = {"テーマ": [line.heading for line in found.lines]}
    for area in found.totals:
        columns[area] = [_cell(line, area) for line in found.lines]
    st.dataframe(columns, hide_index=True, width="stretch")
    told = "　".join(f"{area} {count}件" for area, count in found.totals.items())
    st.text(f"声の数：{told}　圏域のない声 {found.elsewhere}件")
    st.caption(f"{words.COUNTS_ARE_NOT_WEIGHT}{words.not_the_whole_town()}")


def _cell(line: Line, area: str) -> str:
    count = line.thread.by_area.get(area, 0)
    course = line.thread.course_in.get(area)
    return f"{count}" + (f"（{_COURSES[course]}）" if count and course else "")


def draw_occasions(room: Room) -> None:
    """Draw how many meetings of the fiscal year used an occasion there was already (C8)."""
    held = connecting.meetings_of_town(shared.store(), room.municipality.id)
    year = rules.days_of(rules.fiscal_year_of(room.meeting.held_on))
    counted = connecting.occasions(held, *year)
    st.header("この年度の集まり")
    st.text(connecting.say_occasions(counted))
    kinds = "　".join(f"{words.label(kind)} {n}回" for kind, n in counted.by_kind.items())
    st.caption(kinds)


def draw_acts(room: Room) -> None:
    """Draw the log of connecting acts with its count (C19), and the form for the next."""
    store, town_id = shared.store(), room.municipality.id
    with st.expander("つないだ記録"):
        with st.form("act", clear_on_submit=True):
            when, whom = st.columns(2)
            day = when.date_input("つないだ日", date.today(), format="YYYY/MM/DD")  # noqa: DTZ011
            partner = parts.choose(whom, "つないだ相手", list(Party), say=words.label)
            title = st.text_input("何と何をつないだか（人の名前は書きません）")
            if st.form_submit_button("記す") and parts.attempt(
                lambda: connecting.record_act(
                    store, town_id, done_on=day, partner=partner, title=title
                ),
                "記しました。",
            ):
                st.rerun()
        done = connecting.acts_of(store, town_id)
        if done:
            st.text(connecting.say_acts(connecting.count_acts(done, day)))
        for act in done[::-1]:
            st.text(f"{parts.say_day(act.done_on)}　{words.label(act.partner)}　{act.title}")
