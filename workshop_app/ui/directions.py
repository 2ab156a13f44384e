"""The directions of the scheme (C11): given to a project, and the projects that answer one."""

from collections.abc import Iterable

import streamlit as st

from workshop_app import review_words, words
from workshop_app.model import Direction, Project
from workshop_app.ui import parts, shared
from workshop_app.usecases import answering


def draw_form(project: Project) -> None:
    """Draw the directions of a project, to be chosen anew; several are possible."""
    own = answering.directions_by_project(shared.store(), project.workshop_id)
    now = [each for each in Direction if each in own.get(project.id, frozenset())]
    with st.form(f"directions_{project.id}"):
        chosen = st.multiselect(
            "対応の方向性（いくつでも）",
            list(Direction),
            now,
            format_func=review_words.DIRECTIONS.__getitem__,
            placeholder="まだつけていません",
        )
        if st.form_submit_button("方向性をつける") and parts.attempt(
            lambda: answering.direct(shared.store(), project.id, chosen),
            "方向性をつけました。",
        ):
            st.rerun()


def draw_list(workshop_id: int, projects: Iterable[Project]) -> None:
    """Draw for each direction the projects that answer it, and those without any."""
    every = answering.directions_by_project(shared.store(), workshop_id)
    known = list(projects)
    if not known:
        return
    with st.expander("対応の方向性から見る"):
        st.caption("1つのプロジェクトが、いくつもの方向性に入ることがあります。")
        for direction in Direction:
            mine = [each for each in known if direction in every.get(each.id, frozenset())]
            _draw_line(review_words.DIRECTIONS[direction], mine)
        _draw_line("まだつけていない", [each for each in known if not every.get(each.id)])


def _draw_line(title: str, found: list[Project]) -> None:
    st.subheader(parts.plain(f"{title}　{len(found)}件"), anchor=False)
    for project in found:
        st.text(f"・{project.title}（{words.label(project.state)}）")
