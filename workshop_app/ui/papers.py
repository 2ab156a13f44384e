"""What leaves the desk as paper, and the same on the screen: logic model, offers, checks."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from workshop_app import plan_words
from workshop_app.model import GoalRank
from workshop_app.ui import parts, shared
from workshop_app.usecases import aiming, chaining, equipping, interviewing, printing
from workshop_app.usecases.chaining import Chain
from workshop_app.usecases.planning import PlanSheet


def offer(label: str, make: Callable[[], bytes], name: str) -> None:
    """Offer a paper as a file to save, open and print; it is made when it is asked for."""
    st.download_button(
        label, make, file_name=name, mime="text/html", on_click="ignore", key=f"paper_{name}"
    )
    st.caption(
        "保存した紙を開き、ブラウザの印刷を押してください。用紙の大きさは決まっています。"
    )


def draw_chains(workshop_id: int) -> None:
    """Draw 資源 → 活動 → 出力 → 成果 → 最終, a row each, and what no outcome stands behind."""
    chains = chaining.look(shared.store(), workshop_id)
    if not chains:
        st.info("プロジェクトか、目的の木の手段ができると、ここに並びます。")
        return
    flags = [chain.flag() for chain in chains if chain.flag()]
    if flags:
        st.warning(parts.plain("\n".join(flags)))
    for chain in chains:
        _draw_chain(chain)
    offer(
        "A3の紙にする（ロジックモデル）",
        partial(printing.logic_model, shared.store(), workshop_id),
        "ロジックモデル_A3.html",
    )


def _draw_chain(chain: Chain) -> None:
    last = len(plan_words.LOGIC_STEPS) - 1
    columns = st.columns(len(plan_words.LOGIC_STEPS))
    for number, (name, step) in enumerate(
        zip(plan_words.LOGIC_STEPS, chain.steps(), strict=True)
    ):
        with columns[number].container(border=True):
            st.caption(name if number == last else f"{name} →")
            st.text("\n".join(step) or plan_words.NOT_FILLED)


def draw_readable_tree(workshop_id: int) -> None:
    """Draw 目的 → 目標 → 手段 to be read by the room: three levels, nothing to press."""
    tree = aiming.look(shared.store(), workshop_id)
    for purpose in tree.of(GoalRank.PURPOSE):
        st.subheader(parts.plain(f"◎ {purpose.body}"), anchor=False)
        for aim in tree.of(GoalRank.AIM, purpose.id):
            st.text(f"目標：{aim.body}")
            _, inner = st.columns([1, 14])
            for means in tree.of(GoalRank.MEANS, aim.id):
                inner.text(f"└ 手段：{means.body}")


def draw_offers(workshop_id: int) -> None:
    """Draw what companies offer and have confirmed: all a room or another office may see."""
    sheets = interviewing.offers(shared.store(), workshop_id)
    st.caption(plan_words.CONFIRMED_ONLY)
    if not sheets:
        st.text("会社が確認したことは、まだありません。")
        return
    for sheet in sheets:
        st.subheader(parts.plain(sheet.meeting.title), anchor=False)
        for entry in sheet.entries:
            st.text(f"{plan_words.say(entry.field)}：{entry.body}")
    offer(
        "A4の紙にする（会社や団体ができること）",
        partial(printing.offers, shared.store(), workshop_id),
        "会社や団体ができること_A4.html",
    )


def draw_checks(sheet: PlanSheet) -> None:
    """Draw what else of the scheme the project uses, and which way its money goes."""
    store, project = shared.store(), sheet.project
    st.subheader("お金の流れ", anchor=False)
    lines = equipping.money_lines(sheet)
    for line in lines:
        st.text(line)
    if not lines:
        st.text("「組み合わせ」で類型を選ぶと、指定・委託・補助のどれになるかが出ます。")
    if equipping.has_open_means(sheet):
        _draw_means(sheet)
    st.subheader("ほかに使えるもの", anchor=False)
    ticks = equipping.checklist(store, project.id)
    for number, each in enumerate(ticks):
        wanted = st.checkbox(
            parts.plain(each.item),
            value=each.is_used,
            key=f"tick_{project.id}_{number}_{each.is_used}",
        )
        if wanted != each.is_used:
            used = {other.item for other in ticks if other.is_used} ^ {each.item}
            if parts.attempt(partial(equipping.tick, store, project.id, used)):
                st.rerun()
    offer(
        "A4の紙にする（確認表）",
        partial(printing.checks, store, project.id),
        f"確認表_{project.id}_A4.html",
    )


def _draw_means(sheet: PlanSheet) -> None:
    kept = equipping.chosen_means(sheet)
    wanted = parts.choose(
        st.container(),
        "サービス・活動Aの行い方",
        [None, *equipping.OPEN_MEANS],
        chosen=kept,
        say=lambda each: "まだ決めない" if each is None else equipping.say_means(each),
        key=f"means_{sheet.project.id}_{kept}",
    )
    if wanted is not kept and parts.attempt(
        lambda: equipping.choose_means(shared.store(), sheet.project.id, wanted)
    ):
        st.rerun()
