"""The facilitator's desk, the parts one fills in: run sheet, people, tables, parked things."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from workshop_app import words
from workshop_app.model import Palette, Party, RunRow
from workshop_app.room_words import PALETTES
from workshop_app.ui import filters, parts, shared
from workshop_app.usecases import (
    gathering,
    opening,
    pacing,
    parking,
    seating,
    showing,
    spotlighting,
)
from workshop_app.usecases.entering import Room
from workshop_app.usecases.pacing import RowChange

_PRESENT = (Party.RESIDENTS, Party.CARE, Party.COMPANIES, Party.OFFICIALS, Party.OTHER)


def draw_run_sheet(room: Room) -> None:
    """Draw the rows of the run sheet, each to be changed, moved, removed or started."""
    store, watch = shared.store(), shared.watch()
    found = pacing.course(store, watch, room.meeting.id)
    if found.reading is None:
        _draw_presets(room)
    for row in found.rows:
        is_here = found.current is not None and row.id == found.current.id
        label = f"{'▶ ' if is_here else ''}{row.position + 1}　{row.minutes}分　{row.step}"
        with st.expander(parts.plain(label)):
            _draw_row(room, row, is_here=is_here)
    with st.form("add_row", clear_on_submit=True):
        step = st.text_input("足す行ですること", placeholder="例：体をうごかす")
        left, right = st.columns(2)
        minutes = left.number_input("分", 0, pacing.MOST_MINUTES, 5)
        who = right.text_input("だれが")
        if st.form_submit_button("行を足す"):
            _save(
                lambda: pacing.add_row(
                    store, room.meeting.id, RowChange(step, int(minutes), who)
                )
            )


def _draw_presets(room: Room) -> None:
    sheets = opening.run_sheets()
    chosen = parts.choose(
        st.container(), "進行表の型", sheets, say=lambda sheet: sheet.title, key="preset"
    )
    st.caption("型を入れると、いまの行はなくなります。入れたあとで、行ごとに直せます。")
    if st.button("この型を入れる"):
        _save(lambda: pacing.take_sheet(shared.store(), room.meeting.id, chosen.name))


def _draw_row(room: Room, row: RunRow, *, is_here: bool) -> None:
    store, watch = shared.store(), shared.watch()
    with st.form(f"row_{row.id}"):
        step = st.text_input("すること", row.step)
        left, right = st.columns(2)
        minutes = left.number_input("分", 0, pacing.MOST_MINUTES, row.minutes)
        who = right.text_input("だれが", row.who)
        on_screen = left.text_input("映すもの", row.on_screen)
        recorded = right.text_input("記録するもの", row.recorded)
        wanted = RowChange(step, int(minutes), who, on_screen, recorded)
        if st.form_submit_button("直す"):
            _save(lambda: pacing.change_row(store, watch, row.id, wanted))
    begin, up, down, away = st.columns(4)
    if begin.button("この行へ", key=f"go_{row.id}", width="stretch", disabled=is_here):
        _save(lambda: pacing.start(store, watch, room.meeting.id, row.id))
    if up.button("上へ", key=f"up_{row.id}", width="stretch"):
        _save(lambda: pacing.move_row(store, row.id, -1))
    if down.button("下へ", key=f"down_{row.id}", width="stretch"):
        _save(lambda: pacing.move_row(store, row.id, 1))
    if away.button("消す", key=f"away_{row.id}", width="stretch", disabled=is_here):
        _save(lambda: pacing.remove_row(store, row.id))


def draw_people(room: Room) -> None:
    """Ask how many people are here, and offer tables; one table asks nothing more."""
    store, meeting_id = shared.store(), room.meeting.id
    here = seating.turnout(store, meeting_id)
    with st.form("people"):
        columns = st.columns(len(_PRESENT))
        counted = {
            party: column.number_input(
                words.label(party), 0, seating.MOST_PEOPLE, here.people.get(party, 0)
            )
            for party, column in zip(_PRESENT, columns, strict=True)
        }
        if st.form_submit_button("人数を記録する"):
            wanted = {party: int(number) for party, number in counted.items()}
            _save(lambda: seating.count_people(store, meeting_id, wanted))
    if here.total:
        _draw_proposal(room, here)
    _draw_tables(room)


def _draw_proposal(room: Room, here: seating.Turnout) -> None:
    plan = here.propose()
    count = len(plan.tables)
    if count <= 1:
        st.text(f"いま{here.total}人です。ひとつの机で話せます。")
        if len(room.tables) == 1:
            return
    else:
        st.text(f"いま{here.total}人です。4〜6人の班なら、{count}班になります。")
        lines = [
            f"{number}班　{sum(table.values())}人（{_say_people(table)}）"
            for number, table in enumerate(plan.tables, 1)
        ]
        st.text("\n".join(lines))
    st.caption("立場がまざるように分けた案です。顔ぶれを知る人が、動かしてかまいません。")
    label = f"この案のとおり{max(count, 1)}班にする"
    if st.button(label, disabled=count > opening.MOST_TABLES or count == len(room.tables)):
        _save(lambda: seating.set_tables(shared.store(), room.meeting.id, max(count, 1)))


def _say_people(table: Mapping[str, int]) -> str:
    return "・".join(
        f"{words.short_label(party)}{table[party.value]}"
        for party in Party
        if table.get(party.value)
    )


def _draw_tables(room: Room) -> None:
    numbers = [table.number for table in room.tables]
    said = "、".join(parts.say_table(number) for number in numbers)
    st.text(f"いまの班：{said}" if len(numbers) > 1 else "いまは、ひとつの机です。")
    if st.button("班を1つふやす"):
        _save(lambda: seating.add_table(shared.store(), room.meeting.id))
    if len(numbers) < 2:
        return
    left, right, act = st.columns(3, vertical_alignment="bottom")
    moved = parts.choose(left, "この班の人が", numbers, say=parts.say_table, key="merge_from")
    into = parts.choose(
        right,
        "この班へ入る",
        [number for number in numbers if number != moved],
        say=parts.say_table,
        key="merge_into",
    )
    if act.button("班を合わせる", width="stretch"):
        _save(lambda: seating.merge_tables(shared.store(), room.meeting.id, moved, into))
    st.caption("もう出た声は、出たときの班の番号のまま残ります。")


def draw_parking(meeting_id: int) -> None:
    """Draw the list of what was put off to another time."""
    store = shared.store()
    with st.form("park", clear_on_submit=True):
        text = st.text_input("別の時間に話すこと", placeholder="例：ごみ置き場の場所")
        st.caption("これは声ではありません。件数にもテーマにも入りません。")
        if st.form_submit_button("あずかる"):
            _save(lambda: parking.park(store, meeting_id, text))
    for item in parking.parked(store, meeting_id):
        line, done, away = st.columns([6, 2, 2], vertical_alignment="center")
        is_done = item.done_at is not None
        line.text(("✓ すみました　" if is_done else "") + item.text)
        label = "まだにもどす" if is_done else "すんだ"
        if done.button(label, key=f"done_{item.id}", width="stretch"):
            _save(partial(parking.mark_done, store, item.id, is_done=not is_done))
        if away.button("一覧から消す", key=f"drop_{item.id}", width="stretch"):
            _save(partial(parking.drop, store, item.id))
    gone = parking.dropped(store, meeting_id)
    if gone and st.button(f"消したもの（{gone[-1].text[:20]}）を元にもどす"):
        _save(partial(parking.drop, store, gone[-1].id, is_dropped=False))


def draw_spot(room: Room) -> None:
    """Let the facilitator choose of which voices the wall shows the themes."""
    store, meeting_id = shared.store(), room.meeting.id
    now = spotlighting.chosen(store, meeting_id)
    st.caption(
        "選んだ声だけを投影します。投影の上に「〜だけを映しています」と出ます。"
        "止めた声や取り消した声は、何を選んでも映りません。"
        "ほかの会を選ぶと、その会の「この場だけ」の声は映りません。"
    )
    with st.form("spot"):
        said = gathering.said_so_far(store, meeting_id)
        wanted = filters.draw_choices(
            room, said, now, key=f"spot_{hash(now)}", meetings=filters.HERE
        )
        if st.form_submit_button("選んだ声だけを映す"):
            _save(lambda: spotlighting.choose(store, meeting_id, wanted))


def draw_appearance(meeting_id: int) -> None:
    """Let the facilitator choose the wall's colours, size, readings and farewell."""
    store = shared.store()
    state = showing.state(store, meeting_id)
    with st.form("appearance"):
        palette = parts.choose(
            st.container(),
            "色（Dキーでも変わります）",
            list(Palette),
            chosen=state.palette,
            say=PALETTES.__getitem__,
        )
        percent = st.slider("字の大きさ（％）", 100, 200, state.text_percent, 20)
        has_ruby = st.checkbox("画面のことばに、よみがなをつける", state.has_ruby)
        farewell = st.text_input("おわりのことば・次の回", state.farewell, max_chars=120)
        if st.form_submit_button("この見え方にする"):
            _save(
                lambda: showing.change_screen(
                    store,
                    meeting_id,
                    palette=palette,
                    text_percent=int(percent),
                    has_ruby=has_ruby,
                    farewell=farewell,
                )
            )


def draw_ending(room: Room) -> None:
    """Draw the end for today, and the way back from it."""
    store = shared.store()
    if not room.meeting.is_open:
        st.info("「今日はここまで」になっています。声も進行表も、そのまま残っています。")
        if st.button("もう一度、声を受けつける"):
            _save(lambda: opening.reopen_meeting(store, room.meeting.id))
        return
    st.text("声の受けつけを終え、時計をとめます。何も消えません。あとで開けなおせます。")
    if st.button("今日はここまで", type="primary"):
        _save(lambda: pacing.finish(store, shared.watch(), room.meeting.id))


def _save(act: Callable[[], object]) -> None:
    if parts.attempt(act):
        st.rerun()
