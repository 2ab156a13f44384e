"""The closer look at themes: firmness, two sides, repeats, three orders, meetings and areas."""

import streamlit as st

from workshop_app import words
from workshop_app.model import Voice
from workshop_app.ui import parts
from workshop_app.usecases.weighing import Course, Insight, Passages, Repeat, Weighing

_COURSES = {
    Course.NEW: "新しく出た",
    Course.GROWN: "ふえた",
    Course.STEADY: "続いている",
    Course.GONE: "今回は出なかった",
}


def draw_insight(insight: Insight, count: int) -> None:
    """Say under a card what deserves a second look."""
    if insight.is_weak:
        st.caption("まとまりは弱いです。声を読んで確かめてください。")
    if insight.distinct < count:
        st.caption(f"ほぼ同じ声をまとめると {insight.distinct}件です。")
    if insight.phones < insight.from_phones:
        st.caption(
            f"スマホからの声 {insight.from_phones}件は、{insight.phones}台から届きました。"
        )
    if insight.sides:
        about = "・".join(dict.fromkeys(side.about for side in insight.sides))
        st.caption(parts.plain(f"向きのちがう声があります（{about}）。"))
    if insight.borderline:
        st.caption(f"ほかのテーマにも近い声が {len(insight.borderline)}件あります。")


def draw_sides(insight: Insight) -> None:
    """Draw opposite wishes side by side, and what was said many times, in full."""
    for side in insight.sides:
        st.text(f"「{side.about}」について、向きのちがう声")
        left, right = st.columns(2)
        left.caption("ふやしてほしい・あってほしい")
        right.caption("へらしたい・いらない")
        _draw_in(left, side.wanting)
        _draw_in(right, side.refusing)
    for repeat in insight.repeats:
        st.text(f"{count_repeat(repeat)}：「{repeat.voices[0].text}」")


def count_repeat(repeat: Repeat) -> str:
    """Return 件数, 班数 and, where every voice came from a phone, how many phones."""
    counts = [f"ほぼ同じ声 {len(repeat.voices)}件"]
    counts += [f"{repeat.tables}班"] if repeat.tables else []
    counts += [f"スマホ{repeat.phones}台"] if repeat.phones is not None else []
    return "・".join(counts)


def _draw_in(column: "st.delta_generator.DeltaGenerator", said: tuple[Voice, ...]) -> None:
    for voice in said:
        column.text(f"「{voice.text}」")


def draw_rankings(weighing: Weighing) -> None:
    """Draw the three orders side by side, and the sentence where they differ."""
    ranked = weighing.rankings
    st.text(ranked.remark)
    st.table(
        {
            "件数の順": [parts.plain(heading) for heading in ranked.by_voices],
            "班の数の順": [parts.plain(heading) for heading in ranked.by_tables],
            "立場をそろえた順": [parts.plain(heading) for heading in ranked.by_parties],
        },
        hide_index=True,
    )
    st.caption(f"{words.COUNTS_ARE_NOT_WEIGHT}{words.not_the_whole_town()}")
    if weighing.is_saturated:
        st.info("この20件の声では、新しい論点は出ていません。次の話に移ってもよいころです。")


def draw_passages(passages: Passages) -> None:
    """Draw the themes through meetings and areas; areas stand in their order, never ranked."""
    columns: dict[str, list[str | int]] = {
        "テーマ": [theme.heading for theme in passages.themes],
        "いま": [_COURSES[theme.course] if theme.course else "" for theme in passages.themes],
        "全市で考える課題": ["○" if theme.is_town_wide else "" for theme in passages.themes],
    }
    for place, meeting in enumerate(passages.meetings):
        name = f"({meeting.stage.value}) {meeting.held_on.month}/{meeting.held_on.day}"
        columns[f"{name} {meeting.title[:8]}"] = [t.by_meeting[place] for t in passages.themes]
    for area in passages.themes[0].by_area if passages.themes else ():
        columns[area] = [theme.by_area[area] for theme in passages.themes]
    st.dataframe(columns, hide_index=True, width="stretch")
