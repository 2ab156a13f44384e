"""The trail of a voice: what became of it, with a way there; and the way back to its theme."""

import streamlit as st

from workshop_app import words
from workshop_app.model import Project
from workshop_app.ui import fields, frame, shared, visit
from workshop_app.usecases import trailing
from workshop_app.usecases.reading import ThemeCard


def draw_from_theme(card: ThemeCard) -> None:
    """Draw the projects a theme and its voices led to, with what was found and decided."""
    trails = trailing.look(shared.store(), card.theme.workshop_id)
    outcomes = trails.of_theme(card.theme.id, [voice.id for voice in card.voices])
    if not outcomes:
        return
    st.text("この声は、こうなりました")
    for outcome in outcomes:
        project = outcome.project
        st.text(f"→ プロジェクト「{project.title}」（{words.label(project.state)}）")
        for result in outcome.results:
            st.text(f"　({result.stage.value}) {result.summary}")
        for decision in outcome.decisions:
            st.text(f"　{words.label(decision.outcome)}：{decision.body}")
        if st.button("このプロジェクトを見る", key=f"trail_{card.theme.id}_{project.id}"):
            visit.forget("theme")
            visit.keep("project", project.id)
            frame.go_to("flow")


def draw_to_theme(project: Project) -> None:
    """Draw the way back from a project to the theme it came from."""
    heading = trailing.theme_heading(shared.store(), project)
    if not heading:
        return
    st.text(f"もとのテーマ：{heading}")
    if st.button("もとのテーマを見る", key=f"back_{project.id}"):
        visit.forget("project")
        visit.keep("theme", project.theme_id or 0)
        frame.go_to("themes")
    draw_desk_buttons(project)


def draw_desk_buttons(project: Project) -> None:
    """Draw the ways to the desk: the plan, the trial, the money of this project."""
    for column, (page, title) in zip(
        st.columns(3),
        (("plan", "企画を書く"), ("trial", "試行を書く"), ("money", "お金を見る")),
        strict=True,
    ):
        if column.button(title, key=f"{page}_{project.id}"):
            visit.forget("project")
            fields.take_to_desk(project.id)
            frame.go_to(page)
