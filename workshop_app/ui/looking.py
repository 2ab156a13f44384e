"""Looking over on a page: the statement that waits, the keys, the tasks, consent, outreach."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import streamlit as st

from workshop_app import screening_words
from workshop_app.model import (
    Concern,
    HandOver,
    NoticeWay,
    OutreachPlace,
    Receiver,
    ScreeningMode,
    Urgency,
)
from workshop_app.ui import parts, shared, switches, visit
from workshop_app.ui.components.look_card import (
    LOOK_KEYS,
    LookAct,
    LookEvent,
    LookPart,
    look_card,
)
from workshop_app.usecases import agreeing, reaching_out, screening
from workshop_app.usecases.entering import Room
from workshop_app.usecases.screening import Handing, Waiting

EVERY = 5.0  # seconds between two looks for voices that came meanwhile
_LAST = "looked_at"
_BUTTONS = {
    LookAct.ACCEPT: "映す",
    LookAct.REWORD: "言いかえる",
    LookAct.HOLD: "控える",
    LookAct.HAND_OVER: "職員へ渡す",
    LookAct.UNDO: "元にもどす",
}
_DONE = {
    LookAct.ACCEPT: "映しました。",
    LookAct.REWORD: "言いかえて映しました。元の声はそのまま残っています。",
    LookAct.HOLD: "控えました。映りません。",
    LookAct.HAND_OVER: "職員へ渡しました。画面・テーマ・書き出しから外れました。",
    LookAct.UNDO: "元にもどしました。",
}
_ANSWERS = {None: "まだ決めていない", True: "可", False: "不可"}


def draw_queue(meeting_id: int) -> None:
    """Draw the oldest voice that waits, and decide it by a key or a button."""
    waiting = screening.queue(shared.store(), meeting_id)
    st.subheader(f"待っている声 {len(waiting)}件")
    acts = _acts(waiting[0] if waiting else None)
    event = _draw_card(waiting[0] if waiting else None, acts, meeting_id)
    columns = st.columns(max(1, len(acts)))
    for column, act in zip(columns, acts, strict=False):
        label = f"{_BUTTONS[act]}（{LOOK_KEYS[act]}）"
        if column.button(label, key=f"look_{act.value}", width="stretch"):
            event = LookEvent(act, waiting[0].voice.id if waiting else 0)
    if waiting:
        _draw_reasons(waiting[0])
    if event is not None:
        _do(event, waiting[0] if waiting else None)


def _acts(first: Waiting | None) -> list[LookAct]:
    acts = []
    if first is not None:
        reword = [LookAct.REWORD] if first.hold.suggestion else []
        acts = [LookAct.ACCEPT, *reword, LookAct.HOLD, LookAct.HAND_OVER]
    return acts + ([LookAct.UNDO] if visit.recall(_LAST) else [])


def _draw_card(
    first: Waiting | None, acts: Sequence[LookAct], meeting_id: int
) -> LookEvent | None:
    said = str(visit.recall("look_said", ""))
    if first is None:
        said += "いま、待っている声はありません。"
    return look_card(
        first.voice.id if first else 0,
        mark_parts(first) if first else [],
        suggestion=first.hold.suggestion if first else "",
        said=said,
        acts=acts,
        key=f"look_{meeting_id}",
    )


def mark_parts(waiting: Waiting) -> list[LookPart]:
    """Cut a statement where findings begin and end; nothing of it is left out or changed."""
    text, found = waiting.voice.text, waiting.findings
    edges = {0, len(text)} | {p for f in found for p in (f.span.start, f.span.end)}
    cuts = sorted(edges)
    pieces = []
    for start, end in pairwise(cuts):
        here = [f for f in found if f.span.start <= start and end <= f.span.end]
        label = "・".join(dict.fromkeys(screening_words.kind_of(f.reason) for f in here))
        pieces.append(LookPart(text[start:end], label, any(f.severity > 1 for f in here)))
    return pieces


def _draw_reasons(waiting: Waiting) -> None:
    st.text(parts.describe(waiting.voice))
    for sentence in screening_words.sentences_of(waiting.reasons):
        st.text(f"・{sentence}")
    if waiting.contacts:
        told = "　".join(f"{one.who} {one.number}" for one in waiting.contacts)
        st.error(parts.plain(f"かける先：{told}"), icon=":material/call:")


def _do(event: LookEvent, first: Waiting | None) -> None:
    """Do what was asked of the voice that is shown; a key pressed too late does nothing."""
    last = visit.recall(_LAST)
    if event.act is LookAct.UNDO:
        if last and parts.attempt(lambda: screening.undo(shared.store(), int(last))):
            _said(LookAct.UNDO, None)
        return
    if first is None or first.voice.id != event.voice_id:
        return
    store, voice_id = shared.store(), first.voice.id
    acts: dict[LookAct, Callable[[], object]] = {
        LookAct.ACCEPT: lambda: screening.accept(store, voice_id),
        LookAct.REWORD: lambda: screening.accept(
            store, voice_id, wording=first.hold.suggestion
        ),
        LookAct.HOLD: lambda: screening.hold_back(store, voice_id),
        LookAct.HAND_OVER: lambda: screening.hand_over(store, voice_id),
    }
    if parts.attempt(acts[event.act]):
        _said(event.act, voice_id)


def _said(act: LookAct, voice_id: int | None) -> None:
    visit.keep(_LAST, voice_id)
    visit.keep("look_said", _DONE[act])
    parts.rerun_here()


def draw_rules(room: Room) -> None:
    """Say what is held and let the facilitator choose how strict; offer the log."""
    chosen = parts.choose(
        st.container(),
        "映し方",
        list(ScreeningMode),
        chosen=screening.mode(shared.store(), room.meeting.id),
        say=screening_words.label,
        key="screening_mode",
    )
    if chosen is not screening.mode(shared.store(), room.meeting.id):
        screening.choose_mode(shared.store(), room.meeting.id, chosen)
    kinds = "、".join(word for key, word in screening_words.KINDS.items() if key != "wording")
    st.text(f"止めるもの：{kinds}")
    st.text("機械は見落とします。止めたものも、人が「映す」と決めれば映ります。")
    if st.button("いまある声も調べる"):
        found = screening.look_through(shared.store(), room.meeting.id)
        st.toast(f"{found}件が、あらたに待っています。")
        st.rerun()
    st.download_button(
        "記録をCSVで保存する（声の文は入りません）",
        lambda: screening.log_of(shared.store(), room.meeting.id),
        file_name=f"{room.meeting.held_on:%Y%m%d}_映すまえに.csv",
        on_click="ignore",
    )


def draw_tasks(room: Room) -> None:
    """Draw what staff have to take over: kind, area and receiver, never what was said."""
    store, town = shared.store(), room.municipality
    switches.draw_multilayered(town.id)
    tasks = screening.open_tasks(store, town.id)
    if not tasks:
        st.text("開いている引き継ぎはありません。")
    for task in tasks:
        _draw_task(task, room)


def _draw_task(task: HandOver, room: Room) -> None:
    area = room.area_name(task.area_id) or "圏域なし"
    st.text(f"引き継ぎ{task.id}　{area}　{screening_words.label(task.concern)}")
    kind, soon, who, change, close = st.columns([3, 3, 4, 2, 3], vertical_alignment="bottom")
    handing = Handing(
        parts.choose(
            kind,
            "種類",
            list(Concern),
            chosen=task.concern,
            say=screening_words.label,
            key=f"concern_{task.id}",
        ),
        parts.choose(
            soon,
            "いつまで",
            list(Urgency),
            chosen=task.urgency,
            say=screening_words.label,
            key=f"urgency_{task.id}",
        ),
        parts.choose(
            who,
            "渡す先",
            list(Receiver),
            chosen=task.receiver,
            say=screening_words.label,
            key=f"receiver_{task.id}",
        ),
    )
    if change.button("直す", key=f"change_{task.id}", width="stretch"):
        parts.attempt(
            lambda: screening.change_task(shared.store(), task.id, handing), "直しました。"
        )
    if close.button("渡し終えた", key=f"close_{task.id}", width="stretch") and parts.attempt(
        lambda: screening.close_task(shared.store(), task.id)
    ):
        st.rerun()


def draw_consent_form(meeting_id: int) -> None:
    """Draw the record of what people were told and allowed (P4)."""
    record = agreeing.record_of(shared.store(), meeting_id)
    blank = agreeing.blanks_of(record)
    if blank:
        st.warning(f"「{'・'.join(blank)}」が空いているあいだは、公開する紙を作れません。")
    with st.form("consent_record"):
        explained = st.text_area("説明したこと", record.explained, max_chars=1000)
        way = parts.choose(
            st.container(),
            "どのように",
            [None, *NoticeWay],
            chosen=record.way,
            say=lambda one: _ANSWERS[None] if one is None else screening_words.label(one),
        )
        answers = [
            parts.choose(
                column,
                name,
                list(_ANSWERS),
                chosen=now,
                say=lambda one: _ANSWERS[one],
            )
            for column, name, now in zip(
                st.columns(3),
                ("撮影", "録音", "引用"),
                (record.photos, record.recording, record.quoting),
                strict=True,
            )
        ]
        told_on = st.date_input("説明した日", record.told_on or _today())
        sent = st.form_submit_button("同意の記録を残す")
    if sent:
        written = replace(
            record,
            explained=explained,
            way=way,
            photos=answers[0],
            recording=answers[1],
            quoting=answers[2],
            told_on=told_on,
        )
        if parts.attempt(lambda: agreeing.write_down(shared.store(), written), "残しました。"):
            st.rerun()


def _today() -> date:
    return datetime.now().astimezone().date()


def draw_outreach(room: Room) -> None:
    """Draw the outreach log: a form of counts, and what it comes to (C13)."""
    store, town_id = shared.store(), room.municipality.id
    with st.form("outreach", clear_on_submit=True):
        day, place, visits, informed = st.columns(4)
        on = day.date_input("日にち", _today())
        where = parts.choose(place, "行き先", list(OutreachPlace), say=screening_words.label)
        gone = visits.number_input("訪問・相談の件数", 0, 10_000, 1)
        heard = informed.number_input("関係者からの情報", 0, 10_000, 0)
        linked, to, found = st.columns(3)
        tied = linked.number_input("つないだ件数", 0, 10_000, 0)
        receiver = parts.choose(
            to,
            "つなぎ先",
            [None, *Receiver],
            say=lambda one: "なし" if one is None else screening_words.label(one),
        )
        new = found.number_input("見つけた資源", 0, 10_000, 0)
        sent = st.form_submit_button("訪問を記録する")
    if sent:
        visited = reaching_out.Visit(on, where, gone, heard, tied, receiver, new)
        parts.attempt(
            lambda: reaching_out.write_down(store, town_id, visited), "記録しました。"
        )
    entries = reaching_out.log_of(store, town_id)
    summed = reaching_out.add_up(entries)
    rate = "まだ訪問がありません" if summed.link_rate is None else f"{summed.link_rate:.1%}"
    st.text(f"訪問 {summed.visits}件　つないだ {summed.linked}件　つないだ割合 {rate}")
    for entry in entries[-5:]:
        line, gone_back = st.columns([8, 2], vertical_alignment="center")
        line.text(
            f"{parts.say_day(entry.visited_on)}　{screening_words.label(entry.place)}　"
            f"{entry.visits}件（つないだ {entry.linked}件）"
        )
        if gone_back.button("取り消す", key=f"outreach_{entry.id}"):
            reaching_out.take_back(store, town_id, entry.id)
            st.rerun()
