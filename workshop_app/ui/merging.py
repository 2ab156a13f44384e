"""What the copy of another laptop would bring, and the button that takes it in."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import merging, packing
from workshop_app.usecases.merging import Line, Preview, Refusal
from workshop_app.usecases.unpacking import Parcel

_SHOWN = 100


def draw_done() -> None:
    """Say what the last merge of this visit has done."""
    told = visit.recall("merged")
    if told is not None:
        st.success(parts.plain(f"合わせました。{told}"))
        visit.forget("merged")


def draw_advice() -> None:
    """Say how one gets a copy, and make one of this computer."""
    st.info(
        "むこうのパソコンのこの画面で「このパソコンの控えをつくる」を押して保存し、"
        "USBメモリなどで持ってきて、ここで選んでください。"
    )
    st.caption("20MBより大きい控えは、「kurumaza merge 控え.db --yes」で合わせます。")
    st.header("このパソコンの控え")
    st.text(
        "このパソコンの全部の会議を、1つのファイルにします。公開しない声も入ります。"
        "渡し終わったら消すか、鍵のかかるところにしまってください。"
    )
    if st.button("このパソコンの控えをつくる"):
        parts.attempt(_offer_copy)


def _offer_copy() -> None:
    today = date.today()  # noqa: DTZ011 - the day on the wall
    content = packing.pack(shared.store())
    st.download_button("控えを保存する", content, packing.name_copy(today), type="primary")


def draw_preview(parcel: Parcel) -> None:
    """Draw what *parcel* would bring, meeting by meeting, and the button."""
    shown = merging.preview(shared.store(), parcel)
    st.header("たしかめる")
    if not shown.lines:
        st.info("この控えには、会議がありません。")
    for line in shown.lines:
        _draw_line(line)
    for sentence in shown.notes:
        st.caption(sentence)
    _draw_list("取り込めない声", shown.refusals)
    _draw_list("こちらの書き方を残す声", shown.remarks)
    if shown.lines:
        _draw_button(parcel, shown)


def _draw_line(line: Line) -> None:
    with st.container(border=True):
        st.subheader(parts.plain(f"{line.town}　{line.title}"), anchor=False)
        st.text(f"{parts.say_day(line.held_on)}　→　{line.place}")
        columns = st.columns(4)
        for column, (title, count) in zip(
            columns,
            (
                ("新しい声", line.new),
                ("もうある声", line.here),
                ("変わる声", line.changed),
                ("取り込めない声", line.refused),
            ),
            strict=True,
        ):
            column.metric(title, f"{count}件")


def _draw_list(title: str, told: Sequence[Refusal]) -> None:
    if not told:
        return
    with st.expander(f"{title} {len(told)}件"):
        for one in told[:_SHOWN]:
            st.text(f"「{one.text[:60]}」")
            st.caption(parts.plain(f"{one.meeting}　No.{one.number}　{one.reason}"))
        if len(told) > _SHOWN:
            st.caption(f"ほかに{len(told) - _SHOWN}件あります。")


def _draw_button(parcel: Parcel, shown: Preview) -> None:
    st.text(shown.sentence())
    if shown.is_empty:
        st.success("新しいものはありません。もう合わせてあります。")
        return
    st.caption(
        "取り消した声は取り消したまま、止めた声は止めたまま入ります。"
        "こちらで直したところは変わりません。同じ控えを二度合わせても、二重になりません。"
    )
    if st.button("この内容で合わせる", type="primary") and parts.attempt(
        lambda: _merge(parcel)
    ):
        visit.keep("copies", visit.recall("copies", 0) + 1)
        st.rerun()


def _merge(parcel: Parcel) -> None:
    with st.spinner("合わせています。声が多いと、しばらくかかります…"):
        done = merging.merge(shared.store(), parcel)
    for workshop_id in done.workshop_ids:
        shared.settle(workshop_id)
    visit.keep("merged", done.preview.sentence())
