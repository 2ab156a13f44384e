"""Theme cards: heading, counts, balance, the voices behind, and what one can do with them."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import streamlit as st

from workshop_app import words
from workshop_app.model import THREE_PARTIES, Party
from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import flowing, theming
from workshop_app.usecases.reading import ThemeBoard, ThemeCard

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_LOOSE = 0.35


def in_pairs(
    shown: Sequence[ThemeCard],
) -> Iterator[tuple[ThemeCard, ThemeCard | None]]:
    """Return the cards two by two, in their places."""
    return zip_longest(shown[::2], shown[1::2])


def draw_card(column: "DeltaGenerator", card: ThemeCard) -> bool:
    """Draw a card; return whether its voices are asked for."""
    with column.container(border=True):
        st.subheader(parts.plain(card.theme.heading), anchor=False)
        st.text(parts.count_line(card))
        st.text("　".join(_party_line(card)))
        if card.silent:
            st.caption(parts.plain(parts.silent_line(card.silent)))
        if not card.theme.is_lone and card.firmness < _LOOSE:
            st.caption("まとまりは弱いです。声を読んで確かめてください。")
        return st.button("声を見る・直す", key=f"open_{card.theme.id}", width="stretch")


def _party_line(card: ThemeCard) -> Iterator[str]:
    counts = card.tally.by_party
    for party in THREE_PARTIES:
        yield f"{parts.mark_of(party)}{words.label(party)} {counts.get(party, 0)}"


def sum_line(board: ThemeBoard) -> str:
    """Say how the sum is made, so that everybody can check it."""
    grouped = sum(len(card.voices) for card in board.themes)
    alone = sum(len(card.voices) for card in board.lone)
    waiting = f" ＋ {words.NO_THEME} {len(board.waiting)}件" if board.waiting else ""
    asides = f" ＋ {words.label(Party.OFFICIALS)} {len(board.asides)}件" if board.asides else ""
    sums = f"テーマの声 {grouped}件 ＋ {words.LONE_VOICES} {alone}件{waiting}{asides}"
    return f"{sums} ＝ ぜんぶで {board.total}件"


def show_voices(card: ThemeCard, board: ThemeBoard) -> None:
    """Open the window with a theme's voices and everything one can do with the theme."""

    @st.dialog("声を見る・直す", width="large", on_dismiss=_close)
    def window() -> None:
        _draw_window(card, board)

    window()


def _close() -> None:
    visit.forget("theme")


def _draw_window(card: ThemeCard, board: ThemeBoard) -> None:
    st.subheader(parts.plain(card.theme.heading), anchor=False)
    st.text(parts.count_line(card))
    _draw_project_form(card)
    for voice in card.voices:
        parts.draw_voice(voice)
    st.divider()
    _draw_heading_form(card)
    _draw_move_form(card, board)


def _draw_project_form(card: ThemeCard) -> None:
    with st.form(f"project_{card.theme.id}"):
        title = st.text_input("プロジェクトの名前", value=card.theme.heading)
        if st.form_submit_button("プロジェクトにする", type="primary"):
            made = parts.attempt(
                lambda: flowing.make_project(shared.store(), card.theme.id, title),
                "「流れをえがく」の画面にカードを置きました。",
            )
            if made:
                _close()
                st.rerun()


def _draw_heading_form(card: ThemeCard) -> None:
    with st.form(f"heading_{card.theme.id}"):
        heading = st.text_input("見出し（みなさんのことばで）", value=card.theme.heading)
        if st.form_submit_button("見出しを変える") and parts.attempt(
            lambda: theming.rename(shared.store(), shared.embedder(), card.theme.id, heading)
        ):
            st.rerun()


def _draw_move_form(card: ThemeCard, board: ThemeBoard) -> None:
    others = [other for other in (*board.themes, *board.lone) if other.theme != card.theme]
    by_id = {voice.id: voice for voice in card.voices}
    headings = {other.theme.id: other.theme.heading for other in others}
    with st.form(f"move_{card.theme.id}"):
        voice_id = st.selectbox("動かす声", list(by_id), format_func=lambda v: by_id[v].text)
        target = st.selectbox(
            "動かす先",
            [None, *headings],
            format_func=lambda t: words.LONE_VOICES if t is None else headings[t],
        )
        if not st.form_submit_button("声を動かす"):
            return
        store, encoder = shared.store(), shared.embedder()
        if target is None:
            moved = parts.attempt(lambda: theming.set_alone(store, encoder, voice_id))
        else:
            moved = parts.attempt(lambda: theming.move(store, encoder, voice_id, target))
        if moved:
            st.rerun()


def draw_regrouping(workshop_id: int) -> None:
    """Offer a new grouping with its difference, and the way back."""
    store, encoder = shared.store(), shared.embedder()
    st.text(
        "声がふえてまとまりが合わなくなったとき、新しいまとめ方の案を見られます。直したところは変わりません。"
    )
    if st.button("案を見る"):
        visit.keep("regrouping", 1)
    if visit.recall("regrouping"):
        offered = theming.describe(theming.propose(store, workshop_id, encoder))
        for sentence in offered.sentences:
            st.text(sentence)
        if offered.changes_anything and st.button("この案にする", type="primary"):
            visit.forget("regrouping")
            theming.accept(store, workshop_id, encoder)
            st.rerun()
    if st.button("最後の手直しを取り消す"):
        done = theming.undo_last(store, workshop_id)
        st.toast("もとに戻しました。" if done else "取り消す手直しはありません。")
        if done:
            st.rerun()
