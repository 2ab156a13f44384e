"""The themes seen coarser or finer: a switch that changes the view and moves no card."""

from collections.abc import Sequence

import streamlit as st

from workshop_app.ui import cards, parts
from workshop_app.usecases.reading import ThemeBoard, ThemeCard
from workshop_app.usecases.weighing import Weighing
from workshop_app.usecases.zooming import Part, Zoom

_COARSE, _USUAL, _FINE = "大きく見る", "ふつう", "細かく見る"


def draw_themes(board: ThemeBoard, weighing: Weighing, zoom: Zoom) -> None:
    """Draw the themes at the grain a person chooses; usually as their cards."""
    grain = st.radio("見る細かさ", [_COARSE, _USUAL, _FINE], index=1, horizontal=True)
    st.caption("見え方だけが変わります。声の入れ先は変わりません。")
    if grain == _COARSE:
        _draw_bands(zoom.bands)
    elif grain == _FINE:
        _draw_fine(board, zoom)
    else:
        cards.draw_wall(board.themes, weighing)


def draw_parts(found: Sequence[Part]) -> None:
    """Draw the parts of one theme, with counts that add up to the theme's."""
    if not found:
        return
    st.subheader("この中のまとまり", anchor=False)
    for part in found:
        _draw_part(part)
    total = sum(len(part.voices) for part in found)
    sums = " ＋ ".join(str(len(part.voices)) for part in found)
    st.caption(f"{sums} ＝ このテーマの声 {total}件。見出しは声のことばの案です。")


def _draw_part(part: Part) -> None:
    if len(part.voices) == 1:
        st.text(f"・ひとつだけの声　「{part.heading}」　1件")
    else:
        st.text(f"・「{part.heading}」　{len(part.voices)}件")


def _draw_bands(bands: Sequence[Sequence[ThemeCard]]) -> None:
    for band in bands:
        with st.container(border=True):
            total = sum(len(card.voices) for card in band)
            others = f" ほか {len(band) - 1}テーマ" if len(band) > 1 else ""
            st.subheader(parts.plain(band[0].theme.heading + others), anchor=False)
            st.text(f"近いテーマ {len(band)}　声 {total}件")
            for card in band:
                st.text(f"・{card.theme.heading}　{len(card.voices)}件")


def _draw_fine(board: ThemeBoard, zoom: Zoom) -> None:
    for card in board.themes:
        with st.container(border=True):
            st.subheader(parts.plain(card.theme.heading), anchor=False)
            st.text(f"声 {len(card.voices)}件")
            for part in zoom.parts.get(card.theme.id, ()):
                _draw_part(part)
