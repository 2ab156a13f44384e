"""Until when words are kept, the report over all meetings, and the one press that erases."""

import streamlit as st

from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import retaining
from workshop_app.usecases.entering import Room
from workshop_app.usecases.retaining import Report


def draw(room: Room) -> None:
    """Draw the day of this meeting, its erasing, and the report."""
    store, today = shared.store(), retaining.today()
    report = retaining.report(store, today)
    here = next(line for line in report.lines if line.meeting.id == room.meeting.id)
    if (gone := visit.recall("erased")) is not None:
        st.success(f"声{gone}件を消しました。件数だけが残っています。")
        visit.forget("erased")
    if here.state == retaining.ERASED:
        st.info("この会の声は消してあります。残っているのは件数だけです。")
        counts = retaining.counts_of(store, room.meeting.id)
        names = [each.name for each in counts]
        st.table({"なにの": names, "件数": [each.voices for each in counts]}, hide_index=True)
    else:
        _draw_day(room, here)
        _draw_erasing(room, here)
    _draw_report(room, report)


def _draw_day(room: Room, here: retaining.Line) -> None:
    with st.form("delete_on", border=False):
        day = st.date_input(
            "この会の声を消す日",
            value=here.retention.delete_on,
            format="YYYY/MM/DD",
            min_value=room.meeting.held_on,
        )
        st.caption("その日が来ると、下の一覧と、この画面で知らせます。ひとりでには消えません。")
        sent = st.form_submit_button("この日に決める")
    if sent and parts.attempt(
        lambda: retaining.set_day(shared.store(), room.meeting.id, day), "決めました。"
    ):
        st.rerun()


def _draw_erasing(room: Room, here: retaining.Line) -> None:
    if here.is_due:
        st.warning("消す日が来ています。要る書類を作ってから、消してください。")
    with st.popover("この会の声を消す"):
        st.text(
            f"声{here.voices}件、写真{here.photos}枚、受付番号を消します。"
            "立場・班・種別ごとの件数だけが残ります。元にはもどせません。"
        )
        if st.button("ほんとうに消す", key=f"erase_{room.meeting.id}"):
            done: list[retaining.Erased] = []
            if parts.attempt(
                lambda: done.append(retaining.erase(shared.store(), room.meeting.id))
            ):
                visit.keep("erased", done[0].voices)
                st.rerun()


def _say_day(line: retaining.Line) -> str:
    day = line.retention.delete_on
    return "決めていない" if day is None else f"{day:%Y/%m/%d}"


def _draw_report(room: Room, report: Report) -> None:
    st.subheader("すべての会の一覧", anchor=False)
    lines = report.lines
    st.dataframe(
        {
            "ようす": [line.state for line in lines],
            "消す日": [_say_day(line) for line in lines],
            "会": [line.meeting.title for line in lines],
            "声": [line.voices for line in lines],
            "写真": [line.photos for line in lines],
        },
        hide_index=True,
        width="stretch",
    )
    if report.copies:
        st.warning("データの写しがあります。消した声も、写しには残っています。")
        for copy in report.copies:
            st.text(f"{copy.path.name}（{copy.made_on:%Y/%m/%d}）")
        if st.button("写しを消す") and parts.attempt(
            lambda: retaining.remove_copies(shared.store(), room.municipality.id)
        ):
            st.rerun()
    with st.popover(f"「{room.municipality.name}」のデータをすべて消す"):
        st.text(
            "町・会・声・つながり・企画・記録・写しを、すべて消します。元にはもどせません。"
        )
        typed = st.text_input("町の名前を打つと、押せるようになります")
        is_sure = typed.strip() == room.municipality.name
        if st.button("すべて消す", disabled=not is_sure) and parts.attempt(
            lambda: retaining.erase_town(shared.store(), room.municipality.id)
        ):
            st.rerun()
