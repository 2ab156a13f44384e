"""The forms that fill the town's registers: who and what there is, and what it serves."""

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from workshop_app import words
from workshop_app.model import Asset, AssetClass, Party, Stakeholder
from workshop_app.ui import parts, shared
from workshop_app.usecases import mapping
from workshop_app.usecases.mapping import Landscape

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def draw_support_form(where: "DeltaGenerator", landscape: Landscape) -> None:
    """Let a person say who or what stands behind a theme."""
    every = [card.theme for card in (*landscape.board.themes, *landscape.board.lone)]
    helpers: list[Stakeholder | Asset] = [
        *landscape.registers.stakeholders,
        *landscape.registers.assets,
    ]
    with where.form("support", clear_on_submit=True):
        st.subheader("テーマと団体・宝をむすぶ", anchor=False)
        if not every or not helpers:
            st.text("テーマと、登録した団体や宝がそろうと、ここでむすべます。")
            st.form_submit_button("むすぶ", disabled=True)
            return
        theme = parts.choose(st.container(), "テーマ", every, say=lambda t: t.heading)
        helper = parts.choose(
            st.container(), "団体・場所・モノ・人・金", helpers, say=lambda h: h.name
        )
        if st.form_submit_button("むすぶ") and parts.attempt(
            lambda: mapping.connect(shared.store(), theme, helper), "むすびました。"
        ):
            st.rerun()


def draw_register_form(where: "DeltaGenerator", municipality_id: int) -> None:
    """Let a person add an organisation, or something the town has."""
    kinds: list[Party | AssetClass] = [*Party, *AssetClass]
    with where.form("register", clear_on_submit=True):
        st.subheader("団体や宝を登録する", anchor=False)
        kind = parts.choose(st.container(), "種類", kinds, say=words.label)
        name = st.text_input("名前（人の名前は書かず、役わりや団体で）")
        if st.form_submit_button("登録する") and parts.attempt(
            lambda: mapping.register(
                shared.store(), municipality_id, name, kind, noted_on=today()
            ),
            "登録しました。",
        ):
            st.rerun()


def draw_finds(municipality_id: int, workshop_id: int) -> None:
    """Show the voices that seem to tell of a treasure, each to be registered or left."""
    finds = mapping.find_assets(shared.store(), workshop_id)
    if not finds:
        st.text("登録していない「場所・モノ・人・金」の声は、いまは見つかりません。")
        return
    chosen = parts.choose(st.container(), "声", finds, say=lambda find: find.voice.text)
    with st.form(f"find_{chosen.voice.id}"):
        boxes = list(AssetClass)
        box = parts.choose(
            st.container(), "どの箱か", boxes, chosen=chosen.asset_class, say=words.label
        )
        name = st.text_input(
            "登録する名前（人の名前は書かず、役わりや団体で）", chosen.suggested_name
        )
        if st.form_submit_button("地域の宝として登録する") and parts.attempt(
            lambda: mapping.register_asset(
                shared.store(),
                municipality_id,
                name,
                box,
                noted_on=today(),
                source_voice_id=chosen.voice.id,
            ),
            "登録しました。",
        ):
            st.rerun()


def today() -> date:
    """Return the day on the wall of the town hall."""
    return date.today()  # noqa: DTZ011 - local on purpose
