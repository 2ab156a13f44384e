"""The window behind a node that is no theme: its voices, and what one can do from there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from workshop_app import words
from workshop_app.model import Area, Asset, AssetState, RelationKind, Stakeholder, Theme
from workshop_app.register_words import Register, heading_of
from workshop_app.ui import introductions, parts, registers, shared, visit
from workshop_app.usecases import enrolling, flowing, listening, mapping, relating, tabulating
from workshop_app.usecases.entering import Room
from workshop_app.usecases.listening import NodeStory
from workshop_app.usecases.mapping import Landscape

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_FIRST = 5  # voices of a theme at once; the rest behind a switch
_MEMBERS = 60


def show(room: Room, landscape: Landscape, node: str) -> None:
    """Open the window of *node*; a node that is gone meanwhile is forgotten."""
    story = listening.listen(shared.store(), room.municipality.id, landscape, node)
    if story is None:
        _close()
        return

    @st.dialog("くわしく見る・進める", width="large", on_dismiss=_close)
    def window() -> None:
        _draw(room, landscape, story)

    window()


def _close() -> None:
    visit.forget("node")


def _draw(room: Room, landscape: Landscape, story: NodeStory) -> None:
    st.subheader(parts.plain(story.name), anchor=False)
    st.text(story.sentence)
    if story.members:
        _draw_members(landscape, story)
        return
    _draw_heard(story)
    themes = [card.theme for card in (*landscape.board.themes, *landscape.board.lone)]
    if story.stakeholder is not None or story.asset is not None:
        _draw_project_form(story)
        _draw_introductions(room, story)
        _draw_support_form(story, themes)
    if story.stakeholder is not None:
        _draw_relation_form(room, landscape, story.stakeholder)
    if story.asset is not None:
        _draw_asset_form(room, landscape, story.asset)


def _draw_members(landscape: Landscape, story: NodeStory) -> None:
    """Let people open what a fold stands for, one by one."""
    whole = mapping.graph_of(landscape.board, landscape.registers)
    for node in story.members[:_MEMBERS]:
        if node in whole and st.button(
            parts.plain(" ".join(str(whole.nodes[node]["label"]).split())),
            key=f"member_{node}",
            width="stretch",
        ):
            theme_id = mapping.theme_of_node(node)
            if theme_id is None:
                visit.keep("node", node)
            else:
                _close()
                visit.keep("theme", theme_id)
            st.rerun()
    if len(story.members) > _MEMBERS:
        st.caption("つづきは、図の下の「図を文字で読む」にあります。")


def _draw_heard(story: NodeStory) -> None:
    if story.heard:
        st.subheader("この名前が出てくる声", anchor=False)
        for voice in story.heard:
            parts.draw_voice(voice)
    for each in story.themes:
        st.subheader(
            parts.plain(f"「{each.theme.heading}」の声 {len(each.voices)}件"), anchor=False
        )
        for voice in each.voices[:_FIRST]:
            parts.draw_voice(voice)
        rest = each.voices[_FIRST:]
        if rest and st.toggle(f"あと{len(rest)}件を見る", key=f"rest_{each.theme.id}"):
            for voice in rest:
                parts.draw_voice(voice)
    if not story.heard and not story.themes:
        st.text("まだ、むすばれた声がありません。下の「テーマとむすぶ」で、むすべます。")


def _draw_project_form(story: NodeStory) -> None:
    own = [each.theme for each in story.themes]
    if not own:
        return
    with st.form(f"project_{story.node}"):
        theme = parts.choose(st.container(), "どのテーマから", own, say=lambda t: t.heading)
        title = st.text_input("プロジェクトの名前", value=f"{own[0].heading}（{story.name}）")
        if st.form_submit_button("プロジェクトにする", type="primary") and parts.attempt(
            lambda: flowing.make_project(shared.store(), theme.id, title),
            "「流れをえがく」の画面にカードを置きました。",
        ):
            _close()
            st.rerun()


def _draw_introductions(room: Room, story: NodeStory) -> None:
    """Draw the introductions it takes part in: at work with their steps, and new ones."""
    board = shared.introductions(room.meeting.id)
    found = listening.introductions_of(board, story)
    if not found.running and not found.fresh:
        return
    st.subheader("ひきあわせ（きいてみる）", anchor=False)
    for match in found.running:
        need = board.need_of(match)
        with st.container(border=True):
            st.text(f"【{words.label(match.state)}】{need.text if need else ''}")
            st.caption(parts.plain(match.reason))
            introductions.draw_steps(match, room.municipality.id)
    for proposal in found.fresh[:_FIRST]:
        with st.container(border=True):
            st.text(f"困りごと：{proposal.need.text}\nできること：{proposal.offering.text}")
            st.caption(parts.plain(proposal.reason))
            key = f"ask_{proposal.need.id}_{proposal.offering.key}"
            if st.button("候補にする", key=key):
                introductions.take_up(proposal, room.workshop.id)


def _draw_support_form(story: NodeStory, themes: Sequence[Theme]) -> None:
    bound = {each.theme.id for each in story.themes}
    free = [theme for theme in themes if theme.id not in bound]
    helper = story.stakeholder or story.asset
    if not free or helper is None:
        return
    with st.form(f"support_{story.node}"):
        theme = parts.choose(
            st.container(), "後ろだてになるテーマ", free, say=lambda each: each.heading
        )
        if st.form_submit_button("テーマとむすぶ") and parts.attempt(
            lambda: mapping.connect(shared.store(), theme, helper), "むすびました。"
        ):
            st.rerun()


def _draw_relation_form(room: Room, landscape: Landscape, who: Stakeholder) -> None:
    others = [each for each in landscape.registers.stakeholders if each.id != who.id]
    if not others:
        return
    town = room.municipality.id
    with st.form(f"relation_{who.id}"):
        left, middle, right = st.columns(3)
        other = parts.choose(left, "つながる相手", others, say=lambda each: each.name)
        kind = parts.choose(middle, "どんなつながり", list(RelationKind), say=words.label)
        day = right.date_input("最後の連絡の日", registers.today(), format="YYYY/MM/DD")
        if st.form_submit_button("つながりを書く") and parts.attempt(
            lambda: relating.relate(
                shared.store(), town, who.id, other.id, kind, last_contact_on=day
            ),
            "書きました。",
        ):
            st.rerun()


def _draw_asset_form(room: Room, landscape: Landscape, asset: Asset) -> None:
    """Correct what is known of an asset; every field as the table of the register has it."""
    town = tabulating.Town(
        room.municipality.id,
        tuple(room.areas),
        landscape.registers.stakeholders,
        landscape.registers.assets,
        landscape.registers.relations,
    )
    now = tabulating.print_entry(asset, town)

    def name(field: str) -> str:
        return heading_of(Register.ASSETS, field)

    with st.form(f"asset_{asset.id}"):
        st.subheader("この宝のことを直す", anchor=False)
        cells = {"name": st.text_input(name("name"), now["name"])}
        left, middle, right = st.columns(3)
        cells["area_id"] = _pick(left, name("area_id"), room.areas, now["area_id"])
        cells["owner_id"] = _pick(middle, name("owner_id"), town.organisations, now["owner_id"])
        states = list(AssetState)
        state = parts.choose(right, name("state"), states, chosen=asset.state, say=words.label)
        cells["state"] = words.label(state)
        left, middle = st.columns(2)
        for place, field in zip(
            (left, middle, left, middle),
            ("availability", "capacity", "conditions", "contact_office"),
            strict=True,
        ):
            cells[field] = place.text_input(name(field), now[field])
        st.caption(words.CONTACT_IS_AN_OFFICE)
        if st.form_submit_button("直す") and parts.attempt(
            lambda: enrolling.change_asset(
                shared.store(), town.id, asset, cells, today=registers.today()
            ),
            "直しました。",
        ):
            st.rerun()


def _pick(
    where: "DeltaGenerator", label: str, options: Sequence[Area | Stakeholder], now: str
) -> str:
    return parts.choose(
        where,
        label,
        ["", *(each.name for each in options)],
        chosen=now,
        say=lambda each: each or "書かない",
    )
