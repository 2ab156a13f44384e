"""Fields that save as one types: what is written is kept when the field is left.

A field's key moves with what is stored, so that a window that was open longer never writes an
old text over a newer one. What cannot be kept is said right under the field.
"""

import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from workshop_app import errors, words
from workshop_app.model import Project
from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import flowing

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_PROJECT = "project_at_desk"
_TALL = 68


def draw_text(
    where: "DeltaGenerator",
    label: str,
    kept: str,
    save: Callable[[str], object],
    *,
    key: str,
    hint: str = "",
) -> None:
    """Draw a text that is kept as soon as the field is left."""
    mark = zlib.crc32(kept.encode("utf-8", "surrogatepass"))
    written = where.text_area(
        label, value=kept, key=f"{key}_{mark}", placeholder=hint or None, height=_TALL
    )
    if written == kept:
        return
    try:
        save(written)
    except errors.KurumazaError as problem:
        where.error(parts.plain(str(problem)))
        return
    st.toast(f"{label}を保存しました。")
    parts.rerun_here()


def form_key(name: str, *kept: object) -> str:
    """Return the key of a form that empties itself once what is *kept* has changed.

    A form that was refused keeps what was typed, so that only the wrong value is typed again.
    """
    return f"{name}_{zlib.crc32(repr(kept).encode('utf-8', 'surrogatepass'))}"


def choose_project(workshop_id: int) -> Project | None:
    """Draw the choice of the project to work on; None where there is none."""
    found = [
        card.project
        for column in flowing.board(shared.store(), workshop_id)
        for card in column.cards
    ]
    if not found:
        st.info(
            "まだプロジェクトがありません。「テーマ」の画面で「プロジェクトにする」を押してください。"
        )
        return None
    return _choose(found)


def _choose(found: Sequence[Project]) -> Project:
    wanted = visit.recall(_PROJECT)
    chosen = next((project for project in found if project.id == wanted), found[0])
    picked = parts.choose(
        st.container(),
        "プロジェクト",
        found,
        chosen=chosen,
        say=lambda project: f"{project.title}（{words.label(project.state)}）",
        key=form_key("project_choice", chosen.id, [project.id for project in found]),
    )
    if picked.id != chosen.id:
        take_to_desk(picked.id)
        st.rerun()
    return picked


def take_to_desk(project_id: int) -> None:
    """Work on this project from now on."""
    visit.keep(_PROJECT, project_id)
