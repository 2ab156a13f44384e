"""Capture on a page: the entry bar, its receipts, pasting, and the newest voices."""

import json
from collections.abc import Sequence

import streamlit as st

from workshop_app import errors, words
from workshop_app.model import Consent, Party, Voice, VoiceKind
from workshop_app.ui import parts, shared, visit
from workshop_app.ui.components.capture_keys import (
    CaptureEntry,
    CaptureEvent,
    CaptureSettings,
    LastVoice,
    capture_bar,
)
from workshop_app.usecases import gathering, reporting, screening
from workshop_app.usecases.entering import Room
from workshop_app.usecases.gathering import Entry

_SHOWN = 12
_RECEIPTS = 50
_ASIDE = "テーマには入れない声"


def draw_desk(meeting_id: int) -> None:
    """Draw the entry bar, the counts and the newest voices: what changes with every voice."""
    room = shared.room(meeting_id)
    if room.meeting.is_open:
        draw_bar(room)
        draw_consent()
    else:
        st.info("この会議は「今日はここまで」になっています。下の設定から、もう一度開けます。")
    said = gathering.said_so_far(shared.store(), meeting_id)
    _draw_waiting(meeting_id)
    parts.draw_balance(gathering.count(said))
    st.header("いま記録した声")
    if not said:
        st.info("まだ声がありません。上の欄に打って、Enterを押してください。")
    draw_latest(meeting_id, said[::-1][:_SHOWN])


def _draw_waiting(meeting_id: int) -> None:
    waiting = screening.count_waiting(shared.store(), meeting_id)
    if waiting:
        st.warning(
            f"映すまえに見る声が{waiting}件あります。「映すまえに」の画面で読んで決めます。",
            icon=":material/visibility:",
        )


def draw_consent() -> None:
    """Let the recorder say how far the next voices may travel; kept until it is changed."""
    chosen = parts.choose(
        st.container(),
        "つぎの声の使い方（本人に聞いたとおりに）",
        list(Consent),
        chosen=_consent(),
        say=words.label,
        key="consent",
    )
    visit.keep("consent", chosen.value)


def draw_bar(room: Room) -> None:
    """Draw the entry bar and keep what it sends; a voice is on the disk before its receipt."""
    said = gathering.said_so_far(shared.store(), room.meeting.id)
    last = said[-1] if said else None
    event = capture_bar(
        CaptureSettings(
            scope=room.meeting.join_code,
            tables=[table.number for table in room.tables],
            party=Party(visit.recall("party", Party.RESIDENTS.value)),
            table=only_table(room) or visit.recall("table"),
            max_length=gathering.MOST_CHARACTERS,
            acknowledged=_recall_list("acknowledged"),
            refused=json.loads(visit.recall("refused", "{}")),
            last=LastVoice(last.client_key, last.text) if last else None,
        ),
        key=f"capture_{room.meeting.id}",
    )
    if event is None:
        return
    _keep(room, event, said)
    shared.settle(room.workshop.id, may_wait=False)
    parts.rerun_here()


def only_table(room: Room) -> int | None:
    """Return the number of the only table, where nobody has to be asked which."""
    return room.tables[0].number if len(room.tables) == 1 else None


def _keep(room: Room, event: CaptureEvent, said: Sequence[Voice]) -> None:
    kept = _recall_list("acknowledged")
    refused: dict[str, str] = json.loads(visit.recall("refused", "{}"))
    for entry in event.entries:
        if entry.scope != room.meeting.join_code:
            continue
        try:
            gathering.record_voice(
                shared.store(),
                room.meeting.id,
                entry.text,
                _filing(entry),
                client_key=entry.client_key,
            )
        except errors.StoreError:
            # Not refused for good: the bar goes on holding it, and sends it again.
            raise
        except errors.KurumazaError as problem:
            refused[entry.client_key] = str(problem)
            continue
        kept.append(entry.client_key)
        visit.keep("party", entry.party.value)
        visit.keep("table", entry.table)
    visit.keep("acknowledged", json.dumps(kept[-_RECEIPTS:]))
    visit.keep("refused", json.dumps(dict(list(refused.items())[-_RECEIPTS:])))
    taken_back = [voice.id for voice in said if voice.client_key == event.undo]
    if taken_back:
        gathering.withdraw(shared.store(), taken_back, reason="記録係が取り消し")
        visit.keep("taken_back", taken_back[0])


def _filing(entry: CaptureEntry) -> Entry:
    return Entry(
        party=entry.party,
        table_number=entry.table,
        kind=entry.kind,
        consent=_consent(),
    )


def _consent() -> Consent:
    return Consent(visit.recall("consent", Consent.TOWN.value))


def _recall_list(name: str) -> list[str]:
    found: list[str] = json.loads(visit.recall(name, "[]"))
    return found


def draw_latest(meeting_id: int, latest: Sequence[Voice]) -> None:
    """Draw the newest voices with the theme each stands under, and what one can do."""
    board = shared.board(meeting_id)
    headings = {
        voice.id: words.LONE_VOICES if card.theme.is_lone else card.theme.heading
        for card in (*board.themes, *board.lone)
        for voice in card.voices
    }
    headings |= dict.fromkeys((voice.id for voice in board.asides), _ASIDE)
    taken_back = visit.recall("taken_back")
    if taken_back is not None and st.button(f"取り消した声（No.{taken_back}）を元にもどす"):
        gathering.restore(shared.store(), [int(taken_back)])
        visit.forget("taken_back")
        parts.rerun_here()
    for voice in latest:
        text, screen = st.columns([8, 2], vertical_alignment="center")
        with text:
            parts.draw_voice(voice, theme=headings.get(voice.id, words.NO_THEME))
            kind = gathering.suggested_kind(voice)
            if kind and st.button(
                f"種別の案：{words.label(kind)} にする", key=f"kind_{voice.id}"
            ):
                gathering.file_as(shared.store(), voice, kind)
                parts.rerun_here()
        label = "画面から消す" if voice.is_projected else "画面に出す"
        if screen.button(label, key=f"projected_{voice.id}", width="stretch"):
            gathering.set_projected(
                shared.store(), voice.id, is_projected=not voice.is_projected
            )
            parts.rerun_here()


def draw_paste_form(room: Room) -> None:
    """Draw the form that takes many lines at once."""
    with st.form("paste", clear_on_submit=True):
        lines = st.text_area("貼り付ける文", height=180)
        left, middle, right = st.columns(3)
        party = parts.choose(left, "立場", list(Party), say=words.label)
        table = only_table(room)
        if table is None:
            numbers = [None, *(each.number for each in room.tables)]
            table = parts.choose(middle, "班", numbers, say=parts.say_table)
        kind = parts.choose(
            right,
            "種別",
            [None, *VoiceKind],
            say=lambda kind: "決めない" if kind is None else words.label(kind),
        )
        consent = parts.choose(
            st.container(), "使い方", list(Consent), chosen=_consent(), say=words.label
        )
        sent = st.form_submit_button("1行ずつ記録する")
    if not sent:
        return
    entry = Entry(party=party, table_number=table, kind=kind, consent=consent)
    if parts.attempt(
        lambda: gathering.record_lines(shared.store(), room.meeting.id, lines, entry),
        "記録しました。",
    ):
        shared.settle(room.workshop.id, may_wait=False)
        st.rerun()


def draw_downloads(room: Room) -> None:
    """Offer the meeting's voices as a file; it is made when it is asked for."""
    st.caption("出す前の確かめや、ほかの形式、合言葉は「持ち出す」の画面にあります。")
    for_public = st.checkbox("公開してよい声だけにする", key="for_public")
    for column, (file_format, label) in zip(
        st.columns(2), (("xlsx", "Excelで書き出す"), ("csv", "CSVで書き出す")), strict=True
    ):
        if column.button(label, key=f"make_{file_format}"):
            paper = reporting.voices_paper(
                shared.store(), room.meeting.id, file_format, for_public=for_public
            )
            column.download_button(
                f"{paper.rows}件のファイルを保存する",
                paper.content,
                file_name=paper.name,
                on_click="ignore",
            )
