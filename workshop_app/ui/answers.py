"""What became of a theme: its answer, its fields, and the history, in forms."""

from collections.abc import Mapping

import streamlit as st

from workshop_app import review_words
from workshop_app.model import CareTag, Fate, ThemeFate
from workshop_app.ui import parts, shared
from workshop_app.usecases import answering
from workshop_app.usecases.reading import ThemeBoard


def marks(workshop_id: int) -> Mapping[int, tuple[str, ...]]:
    """Return short words about each theme: what became of it, and its fields."""
    answered = answering.answers(shared.store(), workshop_id)
    tags = answering.tags_by_theme(shared.store(), workshop_id)
    return {
        theme_id: (
            *((review_words.FATES[answered[theme_id].fate],) if theme_id in answered else ()),
            *(review_words.CARE_TAGS[tag] for tag in CareTag if tag in tags.get(theme_id, ())),
        )
        for theme_id in {*answered, *tags}
    }


def draw_answer(board: ThemeBoard, workshop_id: int) -> None:
    """Draw what became of a theme, and the forms that say it anew."""
    cards = (*board.themes, *board.lone)
    with st.expander("どうなったか・分野"):
        if not cards:
            st.text("テーマがありません。")
            return
        card = parts.choose(st.container(), "テーマ", cards, say=lambda c: c.theme.heading)
        theme_id = card.theme.id
        found = answering.answers(shared.store(), workshop_id).get(theme_id)
        st.text(answering.say(found))
        _draw_form(theme_id, found)
        tags = answering.tags_by_theme(shared.store(), workshop_id).get(theme_id, frozenset())
        _draw_tags(theme_id, tags)
        for each in answering.history(shared.store(), theme_id)[::-1]:
            st.caption(parts.plain(f"{each.decided_at[:10]}　{answering.say(each)}"))


def _draw_form(theme_id: int, found: ThemeFate | None) -> None:
    with st.form(f"fate_{theme_id}"):
        fate = parts.choose(
            st.container(),
            "どうなったか",
            list(Fate),
            chosen=Fate.UNTOUCHED if found is None else found.fate,
            say=lambda each: review_words.FATES[each],
        )
        reason = st.text_input("理由（「できない」には必ず）")
        step = st.text_input("次の一歩（「できない」には必ず）")
        if st.form_submit_button("記す") and parts.attempt(
            lambda: answering.answer(
                shared.store(), theme_id, fate, reason=reason, next_step=step
            ),
            "記しました。前の記録も残っています。",
        ):
            st.rerun()


def _draw_tags(theme_id: int, tags: frozenset[CareTag]) -> None:
    with st.form(f"tags_{theme_id}"):
        chosen = st.multiselect(
            "地域包括ケアの分野（いくつでも）",
            list(CareTag),
            [tag for tag in CareTag if tag in tags],
            format_func=lambda tag: review_words.CARE_TAGS[tag],
        )
        if st.form_submit_button("分野をつける") and parts.attempt(
            lambda: answering.tag(shared.store(), theme_id, chosen), "分野をつけました。"
        ):
            st.rerun()
