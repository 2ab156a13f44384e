"""Theme cards: heading, counts, balance, the voices behind, and what one can do with them."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import streamlit as st

from workshop_app import words
from workshop_app.model import THREE_PARTIES, MadeBy, Party
from workshop_app.ui import parts, shared, visit, weights
from workshop_app.usecases import preferring, regrouping, stepping
from workshop_app.usecases.reading import ThemeBoard, ThemeCard
from workshop_app.usecases.weighing import Insight, Weighing

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


_ON_A_PAGE = 40
_MANY = 20


def draw_wall(shown: Sequence[ThemeCard], weighing: Weighing) -> None:
    """Draw cards two by two in their places; the one asked for is opened by the page.

    Very many are drawn page by page.
    """
    if len(shown) > _ON_A_PAGE:
        pages = -(-len(shown) // _ON_A_PAGE)
        page = int(
            st.number_input(f"ページ（全{pages}）", 1, pages, key=f"wall_{shown[0].theme.id}")
        )
        shown = shown[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    for pair in in_pairs(shown):
        for column, card in zip(st.columns(2), pair, strict=True):
            if card is not None and draw_card(
                column, card, weighing.insights.get(card.theme.id)
            ):
                visit.keep("theme", card.theme.id)
                st.rerun()


def in_pairs(
    shown: Sequence[ThemeCard],
) -> Iterator[tuple[ThemeCard, ThemeCard | None]]:
    """Return the cards two by two, in their places."""
    return zip_longest(shown[::2], shown[1::2])


def draw_card(
    column: "DeltaGenerator", card: ThemeCard, insight: Insight | None = None
) -> bool:
    """Draw a card; return whether its voices are asked for."""
    with column.container(border=True):
        st.subheader(parts.plain(card.theme.heading), anchor=False)
        is_proposal = card.theme.heading_by is MadeBy.MACHINE and not card.theme.is_lone
        st.text(parts.count_line(card) + ("　（見出しは案）" if is_proposal else ""))
        st.text("　".join(_party_line(card)))
        if card.silent and not card.theme.is_lone:
            st.caption(parts.plain(parts.silent_line(card.silent)))
        if insight is not None:
            weights.draw_insight(insight, len(card.voices))
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


def draw_hint(board: ThemeBoard, workshop_id: int) -> None:
    """Say once enough came in that the whole may be looked at; nothing moves by itself."""
    if board.total >= _MANY and not regrouping.was_agreed(shared.store(), workshop_id):
        st.info(
            "声が集まりました。下の「まとめ方を見なおす」で、全体をまとめなおす案を見られます。"
            "案を受け入れるまで、声は動きません。"
        )


def draw_regrouping(workshop_id: int, seen: int) -> None:
    """Offer a new grouping with its difference, and the way back from what was *seen*."""
    st.text(
        "声がふえてまとまりが合わなくなったとき、新しいまとめ方の案を見られます。直したところは変わりません。"
    )
    if st.button("案を見る"):
        visit.keep("regrouping", 1)
    if visit.recall("regrouping"):
        _draw_offer(workshop_id, seen)
    # What was seen is what the button was drawn with, not what is read after it was pressed.
    st.button("最後の手直しを取り消す", on_click=_take_back, args=(workshop_id, seen))


def _take_back(workshop_id: int, seen: int) -> None:
    def take_back() -> None:
        done = stepping.undo(shared.store(), workshop_id, seen=seen)
        st.toast("もとに戻しました。" if done else "取り消す手直しはありません。")

    parts.attempt(take_back)


def draw_heading_switch(municipality_id: int) -> None:
    """Let a town switch the machine's headings off, and on again."""
    now = preferring.are_proposals_shown(shared.store(), municipality_id)
    wanted = st.toggle("見出しの案を出す（人が付けた見出しは、いつもそのままです）", value=now)
    if wanted != now:
        preferring.show_proposals(shared.store(), municipality_id, is_on=wanted)
        st.rerun()


def _draw_offer(workshop_id: int, seen: int) -> None:
    """Draw a proposal step by step; a person takes all of it, a part, or nothing."""
    store, encoder = shared.store(), shared.embedder()
    offered = regrouping.describe(regrouping.propose(store, workshop_id, encoder))
    st.text(offered.summary)
    if not offered.steps:
        return
    taken = [
        number
        for number, step in enumerate(offered.steps)
        if st.checkbox(parts.plain(step), value=True, key=f"step_{number}")
    ]
    take, leave = st.columns(2)
    take.button(
        f"選んだ{len(taken)}つを受け入れる",
        type="primary",
        disabled=not taken,
        on_click=_accept,
        args=(workshop_id, tuple(taken), seen),
    )
    if leave.button("今のままにする"):
        visit.forget("regrouping")
        st.rerun()


def _accept(workshop_id: int, taken: Sequence[int], seen: int) -> None:
    visit.forget("regrouping")
    parts.attempt(
        lambda: regrouping.accept(
            shared.store(), workshop_id, shared.embedder(), list(taken), seen=seen
        )
    )
