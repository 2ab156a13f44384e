"""The papers after a meeting: what is blank, all in one zip, one alone, and the minutes."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from workshop_app import errors
from workshop_app.model import Access, MinutesItem, MinutesRecord
from workshop_app.papers import to_pdf
from workshop_app.ui import parts, shared
from workshop_app.ui.entrance import address_for_phones
from workshop_app.usecases import drafting, minuting, replacing
from workshop_app.usecases.collecting import Dossier
from workshop_app.usecases.minuting import ACCESS_WORDS

_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
_COLUMNS = ("議題", "要点", "決まったこと", "公開の別", "公開しない理由", "公開してよい文")
_YES_NO = {None: "まだ決めていない", True: "あり", False: "なし"}


def draw_blanks(dossier: Dossier) -> None:
    """Say what will be printed blank."""
    empty = drafting.blanks(dossier)
    if not empty:
        st.success("空いているところは、ありません。")
        return
    with st.expander(f"空いているところが{len(empty)}つあります（空欄のまま刷れます）"):
        for line in empty:
            st.text(line)


def draw_pack(dossier: Dossier) -> None:
    """Make every paper in one zip, and show how far it has come."""
    st.subheader("すべての紙を、1つにまとめる", anchor=False)
    public = st.checkbox("公開してよい声だけを使う", key="pack_public")
    if not st.button("すべての紙を作る", type="primary", icon=":material/print:"):
        return
    bar = st.progress(0.0, "はじめます")

    def told(done: int, of: int, following: str) -> None:
        bar.progress(done / of, parts.plain(following) or "できました")

    made: list[drafting.PaperPack] = []
    wishes = _wishes(for_public=public)
    if parts.attempt(
        lambda: made.append(
            drafting.pack(shared.store(), dossier.room.meeting.id, wishes, told)
        )
    ):
        for title, why in made[0].left_out.items():
            st.warning(parts.plain(f"「{title}」は作れませんでした。{why}"))
        _offer(made[0].name, made[0].content)


def draw_one(dossier: Dossier) -> None:
    """Make one paper."""
    st.subheader("1つだけ作る", anchor=False)
    forms = replacing.forms()
    key = parts.choose(st.container(), "どの紙", list(forms), say=lambda key: forms[key].title)
    topics: list[int] = []
    if key == "kyogitai":
        headings = {card.theme.id: card.theme.heading for card in dossier.cards()}
        topics = st.multiselect(
            "取り上げるテーマ（4つまで。選ばなければ、はじめの4つ）",
            list(headings),
            format_func=lambda each: headings[each],
            max_selections=4,
        )
    # What is for residents holds nothing else anyway.
    public = not forms[key].for_residents and st.checkbox(
        "公開してよい声だけを使う", key="one_public"
    )
    has_office = to_pdf.find_office() is not None and key != "report"
    as_pdf = has_office and st.checkbox("PDFにする", key="one_pdf")
    if not st.button("この紙を作る"):
        return
    wishes = _wishes(for_public=public, as_pdf=as_pdf, topics=tuple(topics))
    made: list[Any] = []
    if parts.attempt(
        lambda: made.append(
            drafting.draft(shared.store(), dossier.room.meeting.id, key, wishes)
        )
    ):
        _offer(made[0].name, made[0].content)


def draw_record(dossier: Dossier) -> None:
    """Ask for what only the secretariat knows; what stays empty is printed blank."""
    told = dossier.minutes.record
    with st.form("minutes_record"):
        left, right = st.columns(2)
        place = left.text_input("場所", told.place)
        hours = right.text_input("時間（13:30〜15:30 など）", told.hours)
        present = left.text_area("出席者", told.present, height=100)
        absent = right.text_area("欠席者", told.absent, height=100)
        experts = left.text_input("参考人", told.experts)
        secretariat = right.text_input("事務局", told.secretariat)
        count = "" if told.observers is None else str(told.observers)
        observers = left.text_input("傍聴者数（空欄のままでもよい）", count)
        recorded = parts.choose(
            right, "録音", list(_YES_NO), chosen=told.is_recorded, say=_YES_NO.__getitem__
        )
        documents = left.text_area("資料名（1行に1つ）", told.documents, height=100)
        remarks = right.text_area("その他", told.remarks, height=100)
        sent = st.form_submit_button("会議録に書く", type="primary")
    if sent and parts.attempt(
        lambda: minuting.write_down(
            shared.store(),
            MinutesRecord(
                meeting_id=told.meeting_id,
                place=place,
                hours=hours,
                present=present,
                absent=absent,
                experts=experts,
                secretariat=secretariat,
                observers=_number(observers),
                is_recorded=recorded,
                documents=documents,
                remarks=remarks,
            ),
        ),
        "書きました。",
    ):
        st.rerun()


def draw_items(dossier: Dossier) -> None:
    """Ask for the items: topic, short notes, result, and whether the public may read it."""
    st.subheader("議題と結果（要点だけで足ります）", anchor=False)
    meeting = dossier.room.meeting
    kept = dossier.minutes.items
    items = kept or minuting.first_draft(meeting.agenda, meeting.id)
    if not kept and items:
        st.caption("次第から下書きしました。いらない行は消せます。")
    table: dict[str, list[str]] = {name: [] for name in _COLUMNS}
    for item in items:
        for name, text in zip(_COLUMNS, _cells(item), strict=True):
            table[name].append(text)
    typed = st.data_editor(
        table,
        num_rows="dynamic",
        width="stretch",
        key=f"minutes_items_{meeting.id}_{len(kept)}",
        column_config={
            **{
                name: st.column_config.TextColumn(width="medium")
                for name in ("議題", "要点", "決まったこと", "公開しない理由")
            },
            "公開の別": st.column_config.SelectboxColumn(options=list(ACCESS_WORDS.values())),
            "公開してよい文": st.column_config.TextColumn(
                help="部分公開の議題で、公開の会議録に「要点」の代わりに載せる文"
            ),
        },
    )
    if st.button("議題を書く", type="primary") and parts.attempt(
        lambda: minuting.write_items(shared.store(), meeting.id, _items(typed, meeting.id)),
        "書きました。",
    ):
        st.rerun()


def _cells(item: MinutesItem) -> Sequence[str]:
    access = ACCESS_WORDS[item.access]
    return (item.topic, item.said, item.result, access, item.reason, item.public_words)


def _items(typed: Mapping[str, Sequence[str | None]], meeting_id: int) -> list[MinutesItem]:
    by_word = {word: access for access, word in ACCESS_WORDS.items()}
    rows = zip(*(typed[name] for name in _COLUMNS), strict=True)
    return [
        MinutesItem(
            id=0,
            meeting_id=meeting_id,
            position=place,
            topic=topic or "",
            said=said or "",
            result=result or "",
            access=by_word.get(access or "", Access.OPEN),
            reason=reason or "",
            public_words=public or "",
        )
        for place, (topic, said, result, access, reason, public) in enumerate(rows)
    ]


def _number(written: str) -> int | None:
    told = written.strip().removesuffix("人").strip()
    if not told:
        return None
    if not told.isdecimal():
        raise errors.UnusableInputError("傍聴者数は、人数を数字で入れてください。")
    return int(told)


def _wishes(
    *, for_public: bool, as_pdf: bool = False, topics: tuple[int, ...] = ()
) -> drafting.Wishes:
    return drafting.Wishes(
        data_folder=shared.data_folder(),
        address=address_for_phones(),
        topics=topics,
        for_public=for_public,
        as_pdf=as_pdf,
    )


def _offer(name: str, content: bytes) -> None:
    st.download_button(
        f"保存する：{parts.plain(name)}",
        content,
        file_name=name,
        mime=_MIME[name.rsplit(".", 1)[1]],
        on_click="ignore",
        type="primary",
        icon=":material/download:",
    )
    st.caption("開いて、足りないところを書き足し、読み直してから配ってください。")
