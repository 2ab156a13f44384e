"""Interviews, hearings and the goal tree at the desk."""

from functools import partial

import streamlit as st

from workshop_app import plan_words, words
from workshop_app.model import Goal, GoalRank, Meeting
from workshop_app.ui import fields, papers, parts, shared
from workshop_app.usecases import aiming, entering, interviewing, printing
from workshop_app.usecases.aiming import GoalTree

_ABOVE = {GoalRank.AIM: GoalRank.PURPOSE, GoalRank.MEANS: GoalRank.AIM}


def draw_sessions(workshop_id: int) -> None:
    """Draw the forms of the workshop's interviews, hearings and care conferences."""
    held = [
        line.meeting
        for line in entering.all_meetings(shared.store())
        if line.workshop.id == workshop_id and interviewing.fields_of(line.meeting.kind)
    ]
    if not held:
        st.info(
            "聞き取りの会がまだありません。「はじめに」で、住民インタビューか企業・団体ヒアリングを開いてください。"
        )
        return
    meeting = parts.choose(
        st.container(),
        "聞き取りの会",
        held,
        say=lambda m: f"{parts.say_day(m.held_on)}　{m.title}（{words.label(m.kind)}）",
    )
    _draw_session(meeting)


def _draw_session(meeting: Meeting) -> None:
    kept = {entry.field: entry for entry in interviewing.everything(shared.store(), meeting.id)}
    st.caption(
        "声は「声をあつめる」に入れます。ここには、条件や約束など声でないことを書きます。"
    )
    for field in interviewing.fields_of(meeting.kind):
        entry = kept.get(field)
        fields.draw_text(
            st.container(),
            plan_words.say(field),
            entry.body if entry else "",
            partial(interviewing.write, shared.store(), meeting.id, field),
            key=f"session_{meeting.id}_{field}",
        )
        if entry is None or not interviewing.is_closed_at_first(field, meeting.kind):
            continue
        said = "会社が確認しました（外に出せます）"
        confirmed = st.checkbox(
            said,
            value=entry.is_confirmed,
            key=f"confirmed_{meeting.id}_{field}_{entry.is_confirmed}_{len(entry.body)}",
        )
        if not entry.is_confirmed:
            st.caption(plan_words.CLOSED)
        if confirmed != entry.is_confirmed and parts.attempt(
            partial(
                interviewing.confirm, shared.store(), meeting.id, field, confirmed=confirmed
            )
        ):
            st.rerun()


def draw_tree(workshop_id: int) -> None:
    """Draw 目的 → 目標 → 手段, what is missing in it, and forms to change it."""
    tree = aiming.look(shared.store(), workshop_id)
    for purpose in tree.of(GoalRank.PURPOSE):
        st.subheader(parts.plain(f"◎ {purpose.body}"), anchor=False)
        _draw_removal(purpose)
        for aim in tree.of(GoalRank.AIM, purpose.id):
            _draw_aim(tree, aim)
    loose = tree.unlinked()
    if loose:
        st.subheader("つながりなし", anchor=False)
    for goal in loose:
        st.text(f"・{goal.body}（{plan_words.say(goal.rank)}）")
        _draw_hanging(tree, goal)
    for sentence in tree.warnings():
        st.warning(parts.plain(sentence))
    _draw_goal_form(tree, workshop_id)
    if tree.goals:
        papers.offer(
            "A3の紙にする（目的・目標・手段）",
            partial(printing.goal_tree, shared.store(), workshop_id),
            "目的・目標・手段_A3.html",
        )


def _draw_aim(tree: GoalTree, aim: Goal) -> None:
    measure = f"（指標：{aim.indicator}）" if aim.indicator else "（指標なし）"
    st.text(f"　└ 目標　{aim.body}{measure}")
    _draw_removal(aim)
    for means in tree.of(GoalRank.MEANS, aim.id):
        project = tree.projects.get(means.project_id or 0)
        told = f"　→ プロジェクト「{project.title}」" if project else ""
        st.text(f"　　　└ 手段　{means.body}{told}")
        _draw_removal(means)


def _draw_removal(goal: Goal) -> None:
    if st.button("消す", key=f"goal_{goal.id}", type="tertiary") and parts.attempt(
        lambda: aiming.remove(shared.store(), goal.id)
    ):
        st.rerun()


def _draw_hanging(tree: GoalTree, goal: Goal) -> None:
    above = tree.of(_ABOVE[goal.rank])
    if not above:
        return
    parent = parts.choose(
        st.container(), "つなぎ先", above, say=lambda g: g.body, key=f"above_{goal.id}"
    )
    if st.button("つなげる", key=f"hang_{goal.id}") and parts.attempt(
        lambda: aiming.change(
            shared.store(),
            goal.id,
            body=goal.body,
            parent_id=parent.id,
            indicator=goal.indicator,
        )
    ):
        st.rerun()


def _draw_goal_form(tree: GoalTree, workshop_id: int) -> None:
    rank = parts.choose(st.container(), "足すもの", list(GoalRank), say=plan_words.say)
    with st.form(fields.form_key(f"goal_{workshop_id}_{rank}", tree.goals)):
        body = st.text_input(plan_words.say(rank))
        above = tree.of(_ABOVE[rank]) if rank in _ABOVE else ()
        parent = (
            parts.choose(st.container(), "どれのため", above, say=lambda g: g.body)
            if above
            else None
        )
        indicator = st.text_input("はかる指標") if rank is GoalRank.AIM else ""
        project = (
            parts.choose(
                st.container(),
                "この手段にあたるプロジェクト",
                [None, *tree.projects.values()],
                say=lambda p: "ない" if p is None else p.title,
            )
            if rank is GoalRank.MEANS
            else None
        )
        if st.form_submit_button("木に足す") and parts.attempt(
            lambda: aiming.add(
                shared.store(),
                workshop_id,
                rank,
                body,
                parent_id=parent.id if parent else None,
                indicator=indicator,
                project_id=project.id if project else None,
            ),
            "足しました。",
        ):
            st.rerun()
