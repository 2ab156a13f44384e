"""The facilitator's desk, the parts that renew themselves: the clock, the wall, the room.

Only finished results are read here. The desk's tick also writes running clocks down and lets a
rehearsal go on, because nothing in this house runs when nobody looks.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from workshop_app import room_words
from workshop_app.model import ScreenView, TimerKind
from workshop_app.ui import parts, projecting, shared
from workshop_app.ui.components.clock_face import clock_face
from workshop_app.usecases import (
    gathering,
    marking,
    pacing,
    replaying,
    screening,
    seating,
    showing,
    spotlighting,
    timing,
    watching,
)
from workshop_app.usecases.filtering import Filter

EVERY = 2.0  # seconds between two looks
_VIEWS = (
    ScreenView.QUESTION,
    ScreenView.TIMER,
    ScreenView.THEMES,
    ScreenView.LONE,
    ScreenView.BALANCE,
    ScreenView.SHEETS,
    ScreenView.CLOSING,
)
_SIDES = {TimerKind.TURN: 2.0, TimerKind.WRITING: 5.0, TimerKind.BREAK: 10.0}  # minutes
_NEWEST = 8


def draw_clock(meeting_id: int) -> None:
    """Draw the row at work, how late the evening is, and what one can do about it."""
    parts.attempt(lambda: _draw_clock(meeting_id))


def _draw_clock(meeting_id: int) -> None:
    timing.keep_up(shared.store(), shared.watch(), meeting_id)
    found = pacing.course(shared.store(), shared.watch(), meeting_id)
    if not found.rows:
        st.info("進行表がまだありません。下の「進行表を直す」で、型を選んでください。")
        return
    following = found.following.step if found.following else ""
    step = found.current.step if found.current else "会のはじまりを待っています"
    clock_face(step, following, found.reading, key=f"face_{meeting_id}")
    for sentence in found.sentences():
        st.text(sentence)
    if found.current is not None:
        ends = f"{found.ends_at.astimezone():%H:%M}"
        planned = f"{found.planned_end.astimezone():%H:%M}"
        st.caption(f"予定の終わり {planned}　／　この調子なら {ends}")
    _draw_row_buttons(meeting_id, found)
    _draw_sides(meeting_id)


def _draw_row_buttons(meeting_id: int, found: pacing.Course) -> None:
    store, watch = shared.store(), shared.watch()
    reading = found.reading
    first, second, third, fourth = st.columns(4)
    if reading is None or found.current is None:
        if first.button("始める", type="primary", width="stretch", key="row_start"):
            _do(lambda: pacing.start(store, watch, meeting_id))
        return
    kind = TimerKind.ROW
    if reading.is_running:
        if first.button("とめる", width="stretch", key="row_pause"):
            _do(lambda: timing.pause(store, watch, meeting_id, kind))
    elif first.button("つづける", type="primary", width="stretch", key="row_on"):
        _do(lambda: timing.go_on(store, watch, meeting_id, kind))
    if second.button("＋1分", width="stretch", key="row_more"):
        _do(lambda: pacing.give_minute(store, watch, meeting_id))
    if third.button("まえの行", width="stretch", key="row_back"):
        _do(lambda: pacing.go_back(store, watch, meeting_id))
    is_last = found.following is None
    if fourth.button(
        "つぎの行", type="primary", width="stretch", key="row_next", disabled=is_last
    ):
        _do(lambda: pacing.go_on_to_next(store, watch, meeting_id))


def _draw_sides(meeting_id: int) -> None:
    """Draw the clocks beside the run sheet: a turn, silence, a break."""
    store, watch = shared.store(), shared.watch()
    clocks = timing.readings(store, watch, meeting_id)
    st.subheader("話す時間・静かに書く時間・休けい", anchor=False)
    for kind in timing.SIDE_KINDS:
        reading, title = clocks.get(kind), room_words.CLOCKS[kind]
        name, minutes, one, two = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
        if reading is None:
            name.text(title)
            chosen = minutes.number_input(
                f"{title}（分）",
                0.5,
                120.0,
                _SIDES[kind],
                0.5,
                key=f"minutes_{kind.value}",
                label_visibility="collapsed",
            )
            if one.button("始める", width="stretch", key=f"begin_{kind.value}"):
                _do(partial(_begin_side, meeting_id, kind, chosen))
            continue
        name.text(f"{title}　{_say_left(reading)}")
        if minutes.button("＋1分", width="stretch", key=f"more_{kind.value}"):
            _do(partial(timing.add_time, store, watch, meeting_id, kind, seconds=60))
        act = timing.pause if reading.is_running else timing.go_on
        label = "とめる" if reading.is_running else "つづける"
        if one.button(label, width="stretch", key=f"run_{kind.value}"):
            _do(partial(act, store, watch, meeting_id, kind))
        if two.button("おわる", width="stretch", key=f"end_{kind.value}"):
            _do(partial(timing.put_away, store, meeting_id, kind))


def _begin_side(meeting_id: int, kind: TimerKind, minutes: float) -> None:
    store = shared.store()
    timing.begin(store, shared.watch(), meeting_id, kind, seconds=60 * minutes)
    showing.change_screen(store, meeting_id, view=ScreenView.TIMER)


def _say_left(reading: timing.Reading) -> str:
    if reading.is_over:
        return "時間になりました"
    minutes, seconds = divmod(int(reading.remaining), 60)
    return f"あと{minutes}分{seconds:02d}秒"


def draw_remote(meeting_id: int) -> None:
    """Draw what the wall shows, and buttons that change it."""
    parts.attempt(lambda: _draw_remote(meeting_id))


def _draw_remote(meeting_id: int) -> None:
    store = shared.store()
    state = showing.state(store, meeting_id)
    st.subheader("投影", anchor=False)
    shown = "まっくら" if state.is_blank else room_words.VIEWS[state.view]
    st.text(f"いま映しているもの：{shown}")
    _draw_spot(meeting_id)
    for pair in zip(_VIEWS[::2], (*_VIEWS[1::2], None), strict=True):
        for column, view in zip(st.columns(2), pair, strict=True):
            if view is None:
                continue
            is_here = view is state.view and not state.is_blank
            if column.button(
                room_words.VIEWS[view],
                type="primary" if is_here else "secondary",
                width="stretch",
                key=f"view_{view.value}",
            ):
                _do(
                    partial(
                        showing.change_screen,
                        store,
                        meeting_id,
                        view=view,
                        page=0,
                        is_blank=False,
                    )
                )
    before, after = st.columns(2)
    if before.button("← まえ", width="stretch", key="wall_back"):
        _do(partial(projecting.turn, meeting_id, -1))
    if after.button("つぎ →", width="stretch", key="wall_next"):
        _do(partial(projecting.turn, meeting_id, 1))
    label = "明るくもどす" if state.is_blank else "暗くする"
    if st.button(label, width="stretch", key="wall_blank"):
        _do(lambda: showing.change_screen(store, meeting_id, is_blank=not state.is_blank))
    _draw_theme_choice(meeting_id)


def _draw_spot(meeting_id: int) -> None:
    """Say what alone the wall shows, with the one button that ends it."""
    told = shared.spot(meeting_id).sentence
    if not told:
        return
    st.warning(parts.plain(told), icon=":material/filter_alt:")
    if st.button("しぼるのをやめて、ぜんぶ映す", width="stretch", key="spot_off"):
        _do(lambda: spotlighting.choose(shared.store(), meeting_id, Filter()))


def _draw_theme_choice(meeting_id: int) -> None:
    board = shared.spot(meeting_id).board
    cards = {card.theme.id: card for card in (*board.themes, *board.lone)}
    if not cards:
        return
    chosen = st.selectbox(
        "ひとつのテーマの声を映す",
        list(cards),
        format_func=lambda key: cards[key].theme.heading,
        key=f"wall_theme_{meeting_id}",
    )
    if st.button("このテーマの声を映す", width="stretch", key="wall_open"):
        _do(
            lambda: showing.change_screen(
                shared.store(),
                meeting_id,
                view=ScreenView.THEME,
                theme_id=chosen,
                page=0,
                is_blank=False,
            )
        )


def draw_room(meeting_id: int) -> None:
    """Draw who has spoken, at which tables, what is new, and what is kept off the wall."""
    shared.let_receipts_go_first()
    parts.attempt(lambda: _draw_room(meeting_id))


def _draw_room(meeting_id: int) -> None:
    store = shared.store()
    room = shared.room(meeting_id)
    if replaying.tick(store, shared.watch(), meeting_id):
        shared.settle(room.workshop.id, may_wait=False)
    said = gathering.said_so_far(store, meeting_id)
    held = screening.undecided(store, meeting_id)
    now = shared.watch().now()
    found = watching.look_over(room, said, shared.board(meeting_id), now, held=held)
    people = seating.turnout(store, meeting_id).people
    st.subheader("会場のようす", anchor=False)
    parts.draw_balance(found.tally)
    for sentence in watching.silent_sentences(found.tally.by_party, people):
        st.text(sentence)
    for sentence in found.sentences():
        st.text(sentence)
    if len(room.tables) > 1:
        _draw_tables(found)
    _draw_dots(meeting_id)
    _draw_held_back(found)


def _draw_dots(meeting_id: int) -> None:
    """Draw the marks of interest beside their themes, in the themes' own order."""
    dots = marking.dots(shared.store(), meeting_id)
    board = shared.board(meeting_id, on_screen=True)
    cards = [card for card in (*board.themes, *board.lone) if card.theme.id in dots]
    if not cards:
        return
    st.caption(room_words.DOTS_ARE_DOTS)
    for card in cards:
        st.text(f"{card.theme.heading}　{room_words.say_dots(dots[card.theme.id])}")


def _draw_tables(found: watching.Overview) -> None:
    st.caption("班ごとの声（番号の順です。多い少ないをくらべるものではありません）")
    st.table(
        {
            "班": [_say_table(line) for line in found.tables],
            "声": [f"{line.voices}件" for line in found.tables],
            "この10分": [f"{line.recent}件" for line in found.tables],
        }
    )


def _say_table(line: watching.TableLine) -> str:
    said = parts.say_table(line.number)
    if line.number is not None and not line.is_here:
        return f"{said}（いまはない班）"
    return f"{said}（{line.note}）" if line.note else said


def _draw_held_back(found: watching.Overview) -> None:
    """Draw the voices that are off the wall, newest first; only here do they come back."""
    if not found.held_back:
        return
    st.text(f"画面に出していない声が{len(found.held_back)}件あります。")
    with st.expander("画面に出していない声を見る"):
        for voice in found.held_back[::-1][:_NEWEST]:
            text, again = st.columns([7, 3], vertical_alignment="center")
            text.text(f"「{voice.text}」")
            if again.button("画面に出す", key=f"again_{voice.id}", width="stretch"):
                _do(
                    partial(
                        gathering.set_projected, shared.store(), voice.id, is_projected=True
                    )
                )
        if len(found.held_back) > _NEWEST:
            st.caption("もっと前の声は、「テーマ」の画面で見られます。")


def _do(act: Callable[[], object]) -> None:
    if parts.attempt(act):
        parts.rerun_here()
