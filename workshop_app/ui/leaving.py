"""What a person sees before a file leaves, the file itself, and the way back of a workbook."""

from collections.abc import Mapping

import streamlit as st

from workshop_app import words
from workshop_app.model import Party
from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import (
    amending,
    charting,
    clearing,
    counting,
    locking,
    reporting,
)
from workshop_app.usecases.amending import Amendment
from workshop_app.usecases.clearing import CheckList
from workshop_app.usecases.entering import Room
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.reporting import Paper
from workshop_app.usecases.selecting import Order, Scope

_FORMS: Mapping[str, tuple[str, str]] = {
    "Excel（声・テーマ・集計）": ("xlsx", ""),
    "CSV（Excelで開く）": ("csv", ""),
    "CSV（古い表計算用・Shift_JIS）": ("csv-cp932", ""),
    "数だけの表（公開用）": (counting.FORMAT, ""),
    "広聴AIの入力（CSV）": ("kouchou", "csv"),
    "広聴AIの結果（ZIP）": ("kouchou", "zip"),
    "Talk to the City（CSV）": ("tttc", "csv"),
    "Polisの意見（CSV）": ("polis", "csv"),
    "Polisの書き出し（ZIP）": ("polis", "zip"),
    "Sensemaking（CSV）": ("sensemaking", "csv"),
    "Miroの付箋（CSV）": ("miro", "csv"),
    "フォームの回答の形（CSV）": ("forms", "csv"),
    "つながり（Kumu）": ("kumu", ""),
    "つながり（GraphML）": ("graphml", ""),
}
_SCOPES = {
    Scope.ALL: "手もと（すべての声）",
    Scope.TOWN: "町の中（「この場だけ」と、止めてある声は入れない）",
    Scope.PUBLIC: "公開（引用・公開してよい声だけ）",
}
_TWO_LINES = 72


def draw_export(room: Room) -> None:
    """Let a person choose what leaves, see the check list, and make the file."""
    form = parts.choose(st.container(), "形式", list(_FORMS))
    scope = parts.choose(
        st.container(), "どこまで出すか", list(Scope), say=lambda each: _SCOPES[each]
    )
    parties = st.multiselect(
        "立場でしぼる",
        list(Party),
        format_func=words.label,
        placeholder="えらばなければ、すべての立場",
    )
    order = Order(scope, Filter(parties=frozenset(parties)))
    found = clearing.look_over(shared.store(), room.meeting.id, order)
    draw_check_list(found)
    is_locked = st.checkbox("合言葉をかける（USBメモリで運ぶとき）")
    password = _draw_password() if is_locked else ""
    is_free = _FORMS[form][0] in (counting.FORMAT, *charting.FORMATS)
    stopped = found.is_stopped and not is_free
    seen = not found.open_points or stopped
    if not seen:
        seen = st.checkbox("△のところを読みました", key=f"seen_{form}_{scope}_{len(parties)}")
    if st.button("ファイルを作る", type="primary", disabled=stopped or not seen):
        made: list[Paper] = []
        if parts.attempt(lambda: made.append(_make(room, form, order, password))):
            st.download_button(
                f"{made[0].rows}件のファイルを保存する",
                made[0].content,
                file_name=made[0].name,
                on_click="ignore",
            )
    if stopped:
        st.warning("×のところがあるので、まだ作れません。")
    st.caption(
        "だれが、いつ、何を、どうしぼって出したかは、記録に残ります（名前は残りません）。"
    )


def draw_check_list(found: CheckList) -> None:
    """Draw what was looked for, the open points first; voices are told by their numbers."""
    with st.container(border=True):
        st.subheader("出す前の確かめ", anchor=False)
        heads, lines = clearing.say(found)[:2], clearing.say(found)[2:]
        for line in heads:
            st.text(line)
        fine = [line for line in lines if line.startswith("○")]
        for line in lines:
            if line not in fine:
                st.warning(parts.plain(line))
        with st.expander(f"○ 問題のなかったもの（{len(fine)}）"):
            for line in fine:
                st.text(line)


def _draw_password() -> str:
    drawn = visit.recall("password_to_leave") or locking.draw_password()
    visit.keep("password_to_leave", drawn)
    password = st.text_input("合言葉", value=drawn)
    st.caption(
        f"{locking.FEWEST}文字以上。ファイルとは別の方法で伝えてください。"
        "忘れると、だれにも開けません。ブラウザだけで開けるファイルになります。"
    )
    return str(password)


def _make(room: Room, form: str, order: Order, password: str) -> Paper:
    store, meeting_id = shared.store(), room.meeting.id
    name, ending = _FORMS[form]
    if name == counting.FORMAT:
        paper = counting.counts_paper(store, meeting_id)
    elif name in charting.FORMATS:
        paper = charting.network_paper(store, meeting_id, name, for_public=order.is_public)
    elif name in reporting.ENDINGS:
        paper = reporting.voices_paper(store, meeting_id, name, order=order)
    else:
        paper = reporting.foreign_paper(store, meeting_id, name, ending=ending, order=order)
    return locking.lock(store, room, paper, password) if password else paper


def draw_way_back(room: Room) -> None:
    """Let a corrected workbook come back: the difference first, then the writing."""
    st.text("「Excel（声・テーマ・集計）」で出し、Excelで直した表を、ここにもどします。")
    st.caption(
        "直せるのは、圏域・班・立場・種別・テーマ・引用可と、テーマの見出しです。"
        "声の文は直しません。行を消しても、声は消えません。"
    )
    done = visit.recall("amended")
    if done is not None:
        _draw_done(done)
    uploaded = st.file_uploader(
        "直したExcel", type=None, key=f"back_{visit.recall('backs', 0)}"
    )
    if uploaded is None:
        return
    found = amending.look_into(
        shared.store(), room.meeting.id, uploaded.getvalue(), uploaded.name
    )
    for note in found.notes:
        st.info(parts.plain(note))
    _draw_rows(found)
    if found.is_empty:
        st.text("直すところはありません。")
        return

    def write() -> None:
        amending.accept(shared.store(), shared.embedder(), found)
        visit.keep("amended", amending.pack(found))
        visit.keep("backs", visit.recall("backs", 0) + 1)

    label = f"この{len(found.differences)}か所を直す"
    if st.button(label, type="primary") and parts.attempt(write):
        st.rerun()


def _draw_done(done: str) -> None:
    st.success("直しました。")
    st.caption("テーマの直しは「テーマをととのえる」の画面で、1つずつもどせます。")

    def back() -> None:
        amending.take_back(shared.store(), amending.unpack(shared.store(), done))
        visit.forget("amended")

    pressed = st.button("立場や班などの直しを元にもどす")
    if pressed and parts.attempt(back, "元にもどしました。"):
        st.rerun()


def _draw_rows(found: Amendment) -> None:
    if found.differences:
        st.dataframe(
            {
                "行": [one.row for one in found.differences],
                "番号": [one.number for one in found.differences],
                "直すところ": [one.field for one in found.differences],
                "いま": [one.before for one in found.differences],
                "直したあと": [one.after for one in found.differences],
            },
            hide_index=True,
            width="stretch",
            row_height=_TWO_LINES,
        )
    if found.refused:
        st.warning(f"直さない行が{len(found.refused)}行あります。")
        st.dataframe(
            {
                "行": [one.row for one in found.refused],
                "わけ": [one.reason for one in found.refused],
            },
            hide_index=True,
            width="stretch",
            row_height=_TWO_LINES,
        )
