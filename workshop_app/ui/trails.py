"""The trail of a voice: what became of it, with a way there; and the way back to its theme."""

import streamlit as st

from workshop_app import words
from workshop_app.model import Project, ThemeFate
from workshop_app.ui import fields, frame, parts, shared, visit
from workshop_app.usecases import answering, trailing
from workshop_app.usecases.reading import ThemeCard
from workshop_app.usecases.trailing import Outcome, VoiceTrail


def draw_from_theme(card: ThemeCard) -> None:
    """Draw the projects a theme and its voices led to, with what was found and decided."""
    trails = trailing.look(shared.store(), card.theme.workshop_id)
    outcomes = trails.of_theme(card.theme.id, [voice.id for voice in card.voices])
    st.text(f"どうなったか：{answering.say(_answer(card))}")
    if not outcomes:
        return
    st.text("この声は、こうなりました")
    for outcome in outcomes:
        _draw_outcome(outcome, key=f"trail_{card.theme.id}")


def _answer(card: ThemeCard) -> ThemeFate | None:
    answered = answering.answers(shared.store(), card.theme.workshop_id)
    return answered.get(card.theme.id)


def _draw_outcome(outcome: Outcome, *, key: str) -> None:
    project = outcome.project
    st.text(f"→ プロジェクト「{project.title}」（{words.label(project.state)}）")
    for result in outcome.results:
        st.text(f"　({result.stage.value}) {result.summary}")
    for decision in outcome.decisions:
        st.text(f"　{words.label(decision.outcome)}：{decision.body}")
    if st.button("このプロジェクトを見る", key=f"{key}_{project.id}"):
        visit.forget("theme")
        visit.keep("project", project.id)
        frame.go_to("flow")


def draw_voice_search(workshop_id: int) -> None:
    """Ask for a voice by its number, and draw what became of it, step by step."""
    st.header("1つの声が、どうなったか")
    written = st.text_input("声の番号（No.）か、受付番号", key="trail_number")
    if not written.strip():
        st.caption("番号は、「テーマをととのえる」の声の札や、スマホの受付番号の頁にあります。")
        return
    parts.attempt(lambda: _draw_trail(trailing.follow(shared.store(), workshop_id, written)))


def _draw_trail(found: VoiceTrail) -> None:
    parts.draw_voice(found.voice)
    if found.theme is None:
        st.text("→ まだテーマのない声です。")
    elif found.theme.is_lone:
        st.text("→ ひとりの声として、そのまま置いてあります。")
    else:
        st.text(f"→ テーマ「{found.theme.heading}」")
    st.text(f"→ どうなったか：{answering.say(found.answer)}")
    for outcome in found.outcomes:
        _draw_outcome(outcome, key=f"voice_{found.voice.id}")
    if not found.outcomes:
        st.text("→ プロジェクトには、まだなっていません。")


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
