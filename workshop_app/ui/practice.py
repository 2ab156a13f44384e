"""Rehearsals on a page: make one, start, wait, change the speed, delete."""

from collections.abc import Callable

import streamlit as st

from workshop_app.ui import frame, parts, shared, visit
from workshop_app.usecases import entering, replaying


def draw_making() -> None:
    """Let somebody make a practice meeting from one that was held."""
    lines = [
        line
        for line in entering.all_meetings(shared.store())
        if line.voices and not line.is_practice
    ]
    if not lines:
        st.info(
            "練習のもとになる会議がありません。「はじめに」の画面で、見本の町を入れてください。"
        )
        return
    chosen = parts.choose(
        st.container(),
        "もとにする会",
        lines,
        say=lambda line: f"{line.meeting.title}（{line.voices}件）",
        key="practice_source",
    )
    speed = parts.choose(
        st.container(),
        "速さ",
        replaying.SPEEDS,
        chosen=10,
        say=lambda each: f"{each}倍",
        key="practice_speed",
    )
    if st.button("練習の会を作る", type="primary"):
        made = replaying.prepare(shared.store(), chosen.meeting.id, speed=speed)
        visit.go_to_meeting(made.id)
        st.rerun()


def draw_all() -> None:
    """Draw every rehearsal there is."""
    for rehearsal in replaying.all_rehearsals(shared.store()):
        st.fragment(draw_one, run_every=2.0)(rehearsal.meeting_id)


def draw_one(meeting_id: int) -> None:
    """Draw how far a rehearsal has come, and let it come further."""
    parts.attempt(lambda: _draw_one(meeting_id))


def _draw_one(meeting_id: int) -> None:
    store, watch = shared.store(), shared.watch()
    if replaying.tick(store, watch, meeting_id):
        shared.settle(shared.room(meeting_id).workshop.id, may_wait=False)
    found = replaying.progress(store, watch, meeting_id)
    if found is None:
        return
    with st.container(border=True):
        st.subheader(parts.plain(found.title), anchor=False)
        st.text(found.sentence())
        st.progress(found.arrived / found.total if found.total else 1.0)
        run, speed, enter, away = st.columns(4, vertical_alignment="bottom")
        label = "とめる" if found.is_running else "始める"
        act = replaying.pause if found.is_running else replaying.begin
        if run.button(label, key=f"practice_run_{meeting_id}", width="stretch"):
            _do(lambda: act(store, watch, meeting_id))
        wanted = parts.choose(
            speed,
            "速さ",
            replaying.SPEEDS,
            chosen=found.rehearsal.speed,
            say=lambda each: f"{each}倍",
            key=f"practice_speed_{meeting_id}",
        )
        if wanted != found.rehearsal.speed:
            _do(lambda: replaying.change_speed(store, watch, meeting_id, wanted))
        if enter.button("この練習の机へ", key=f"practice_go_{meeting_id}", width="stretch"):
            visit.go_to_meeting(meeting_id)
            frame.go_to("desk")
        with away.popover("この練習を消す", width="stretch"):
            st.text("練習の会だけを消します。もとの会は残ります。")
            if st.button("ほんとうに消す", key=f"practice_away_{meeting_id}"):
                _delete(meeting_id)


def _delete(meeting_id: int) -> None:
    replaying.delete(shared.store(), meeting_id)
    if visit.recall("meeting_id") == meeting_id:
        visit.forget("meeting_id")
    st.rerun()


def _do(act: Callable[[], object]) -> None:
    if parts.attempt(act):
        parts.rerun_here()
