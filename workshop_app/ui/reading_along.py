"""While a model reads voices: how far it has come, and a way to put the rest off.

What is read is kept as it is read, so that putting off loses nothing; a page that needs the
voices read says so and goes on when asked.
"""

from typing import TYPE_CHECKING

import streamlit as st

from workshop_app.ui import visit

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_PUT_OFF = "reading_put_off"


class Bar:
    """A bar with a button under it, drawn once a reading turns out to take a while."""

    def __init__(self, workshop_id: int) -> None:
        self._workshop_id = workshop_id
        self._drawn: list[DeltaGenerator] = []

    def show(self, done: int, total: int) -> None:
        """Tell how many of the texts are read, and of how many."""
        said = f"ことばのモデルが声を読んでいます（{total}件のうち{done}件）"
        if self._drawn:
            self._drawn[0].progress(done / total, said)
        elif done < total:  # a few texts are over before a bar is drawn
            self._drawn.append(st.progress(done / total, said))
            self._drawn.append(st.empty())
            self._drawn[1].button(
                "いまは読むのをやめる（読んだ分は残ります）",
                key="put_off_reading",
                on_click=visit.keep,
                args=(_PUT_OFF, self._workshop_id),
            )

    def clear(self) -> None:
        """Take the bar and its button away."""
        for each in self._drawn:
            each.empty()


def is_put_off(workshop_id: int) -> bool:
    """Say whether this visitor put off the reading of this workshop's voices."""
    return bool(visit.recall(_PUT_OFF) == workshop_id)


def offer_to_go_on() -> None:
    """Say that voices are not read yet, and offer to read on."""
    st.info(
        "声を読むのをやめてあります。読んだ分は残っています。"
        "この画面は、つづきを読むと開きます。ほかの画面は、このまま使えます。"
    )
    st.button("つづきを読む", key="read_on", on_click=visit.forget, args=(_PUT_OFF,))
