"""The window behind a theme card: its voices, and everything one can put right there."""

from collections.abc import Sequence

import streamlit as st

from workshop_app import words
from workshop_app.model import Consent, Party, Voice, VoiceKind
from workshop_app.ui import grain, parts, shared, trails, visit, weights
from workshop_app.usecases import flowing, gathering, theming
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.reading import ThemeBoard, ThemeCard
from workshop_app.usecases.weighing import Insight
from workshop_app.usecases.zooming import Part

_SHOWN = 40  # characters of a voice in a list to choose from


def show_voices(
    card: ThemeCard,
    board: ThemeBoard,
    insight: Insight | None = None,
    inner: Sequence[Part] = (),
    *,
    seen: int,
) -> None:
    """Open the window with a theme's voices and everything one can do with the theme.

    *seen* is the number of the newest correction in what is shown (``stepping.number``): who
    corrects what somebody else has changed since is told so, and nothing is done.
    """

    @st.dialog("声を見る・直す", width="large", on_dismiss=_close)
    def window() -> None:
        _draw_window(card, board, insight, inner, seen)

    window()


def _close() -> None:
    visit.forget("theme")


def _draw_window(
    card: ThemeCard,
    board: ThemeBoard,
    insight: Insight | None,
    inner: Sequence[Part],
    seen: int,
) -> None:
    st.subheader(parts.plain(card.theme.heading), anchor=False)
    st.text(parts.count_line(card))
    st.caption("見出し、声の入れ先、立場や班を直すところは、声の下にあります。")
    grain.draw_parts(inner)
    trails.draw_from_theme(card)
    _draw_project_form(card)
    if insight is not None:
        weights.draw_sides(insight)
    for voice in card.voices:
        parts.draw_voice(voice)
    st.divider()
    _draw_heading_form(card, seen)
    _draw_move_form(card, board, seen)
    _draw_merge_form(card, board, seen)
    _draw_refile_form(card)


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


def _draw_heading_form(card: ThemeCard, seen: int) -> None:
    with st.form(f"heading_{card.theme.id}"):
        heading = st.text_input("見出し（みなさんのことばで）", value=card.theme.heading)
        if st.form_submit_button("見出しを変える") and parts.attempt(
            lambda: theming.rename(
                shared.store(), shared.embedder(), card.theme.id, heading, seen=seen
            ),
            "見出しを変えました。",
        ):
            st.rerun()


def _draw_move_form(card: ThemeCard, board: ThemeBoard, seen: int) -> None:
    others = [other for other in (*board.themes, *board.lone) if other.theme != card.theme]
    by_id = {voice.id: voice for voice in card.voices}
    headings = {other.theme.id: other.theme.heading for other in others}
    with st.form(f"move_{card.theme.id}"):
        voice_id = st.selectbox(
            "動かす声", list(by_id), format_func=lambda v: _begin_of(by_id[v])
        )
        target = st.selectbox(
            "動かす先",
            [None, *headings],
            format_func=lambda t: words.LONE_VOICES if t is None else headings[t],
        )
        if not st.form_submit_button("声を動かす"):
            return
        store, encoder = shared.store(), shared.embedder()
        done = "声を動かしました。"
        if target is None:
            moved = parts.attempt(
                lambda: theming.set_alone(store, encoder, voice_id, seen=seen), done
            )
        else:
            moved = parts.attempt(
                lambda: theming.move(store, encoder, voice_id, target, seen=seen), done
            )
        if moved:
            st.rerun()


def _draw_merge_form(card: ThemeCard, board: ThemeBoard, seen: int) -> None:
    others = [other.theme for other in board.themes if other.theme != card.theme]
    if not others:
        return
    with st.form(f"merge_{card.theme.id}"):
        other = parts.choose(
            st.container(),
            "このテーマに合わせるテーマ",
            others,
            say=lambda theme: theme.heading,
        )
        if st.form_submit_button("テーマを合わせる") and parts.attempt(
            lambda: theming.merge(
                shared.store(), shared.embedder(), [card.theme.id, other.id], seen=seen
            ),
            "テーマを合わせました。",
        ):
            st.rerun()


def _draw_refile_form(card: ThemeCard) -> None:
    """Correct how a voice is filed, never its words; or take it back."""
    voice = parts.choose(
        st.container(), "直す声", card.voices, say=_begin_of, key=f"refile_{card.theme.id}"
    )
    with st.form(f"refile_{card.theme.id}_{voice.id}"):
        columns = st.columns(4)
        party = parts.choose(
            columns[0], "立場", list(Party), chosen=voice.party, say=words.label
        )
        table = parts.choose(
            columns[1], "班", _tables_for(voice), chosen=voice.table_number, say=parts.say_table
        )
        kind = parts.choose(
            columns[2],
            "種別",
            [None, *VoiceKind],
            chosen=voice.kind,
            say=lambda each: "決めない" if each is None else words.label(each),
        )
        consent = parts.choose(
            columns[3], "使い方", list(Consent), chosen=voice.consent, say=words.label
        )
        keep, withdraw = st.columns(2)
        entry = Entry(party, table, kind, voice.area_id, consent)
        if keep.form_submit_button("この声の分け方を直す") and parts.attempt(
            lambda: gathering.refile(shared.store(), voice.id, entry), "分け方を直しました。"
        ):
            st.rerun()
        if withdraw.form_submit_button("この声を取り消す") and parts.attempt(
            lambda: gathering.withdraw(shared.store(), [voice.id], reason="窓口で取り消し"),
            "取り消しました。声をあつめる画面で元にもどせます。",
        ):
            visit.keep("taken_back", voice.id)
            st.rerun()


def _tables_for(voice: Voice) -> list[int | None]:
    """Return the tables there were that evening, so that a slip of a key makes no new one."""
    numbers = {table.number for table in shared.room(voice.meeting_id).tables}
    if voice.table_number is not None:
        numbers.add(voice.table_number)
    return [None, *sorted(numbers)]


def _begin_of(voice: Voice) -> str:
    return voice.text if len(voice.text) <= _SHOWN else f"{voice.text[:_SHOWN]}…"
