"""Photos of the tables' sheets: taking in, typing beside the picture, looking for faces."""

import hashlib

import streamlit as st

from workshop_app import words
from workshop_app.model import Party, Photo
from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import agreeing, gathering, photographing
from workshop_app.usecases.entering import Room
from workshop_app.usecases.gathering import Entry


def draw_upload(room: Room) -> None:
    """Take a photo in; the same file is taken once."""
    numbers = [table.number for table in room.tables]
    number = numbers[0]
    if len(numbers) > 1:
        number = parts.choose(st.container(), "どの班の紙か", numbers, say=parts.say_table)
    content = st.file_uploader(
        "模造紙の写真（JPEG・PNG・WebP）", key=f"photo_{visit.recall('photos', 0)}"
    )
    if content is None:
        st.info(
            "1班ずつ、近くから撮った写真を選んでください。位置などの情報は消して保存します。"
        )
        return
    if st.button("この写真を入れる", type="primary") and parts.attempt(
        lambda: photographing.keep_photo(
            shared.store(), room.meeting.id, content.getvalue(), table_number=number
        ),
        "入れました。映すかどうかは、たしかめてから決めます。",
    ):
        visit.keep("photos", visit.recall("photos", 0) + 1)
        st.rerun()


def draw_photo(room: Room, photo: Photo) -> None:
    """Draw one photo with the entry beside it, and the decision whether it may be shown."""
    name = f"写真{photo.id}（{parts.say_table(photo.table_number)}）"
    st.subheader(name, anchor=False)
    picture, entry = st.columns([3, 2], gap="large")
    picture.image(photographing.image_of(shared.store(), photo.id), caption=name)
    with entry:
        _draw_entry(room, photo)
    _draw_decision(photo)


def _draw_entry(room: Room, photo: Photo) -> None:
    turn = visit.recall(f"typed_{photo.id}", 0)
    with st.form(f"type_{photo.id}", clear_on_submit=False):
        text = st.text_area("紙に書いてあるとおりに（1枚ずつ）", key=f"text_{photo.id}_{turn}")
        party = parts.choose(
            st.container(), "立場", list(Party), say=words.label, key=f"party_{photo.id}"
        )
        sent = st.form_submit_button("この1枚を記録する", type="primary")
    if sent:
        seed = f"{photo.id}-{turn}-{text}-{room.meeting.join_code}"
        key = "photo-" + hashlib.sha256(seed.encode()).hexdigest()[:32]
        if parts.attempt(
            lambda: photographing.type_from(
                shared.store(), photo.id, text, Entry(party=party), client_key=key
            ),
            "記録しました。",
        ):
            visit.keep(f"typed_{photo.id}", turn + 1)
            shared.settle(room.workshop.id, may_wait=False)
            st.rerun()
    said = [
        voice
        for voice in gathering.said_so_far(shared.store(), room.meeting.id)
        if voice.table_number == photo.table_number
    ]
    st.caption(f"この班の声は、いま{len(said)}件です。新しい順に：")
    for voice in said[::-1][:5]:
        st.text(f"「{voice.text}」")


def _draw_decision(photo: Photo) -> None:
    store = shared.store()
    left, right = st.columns(2)
    faces = left.checkbox(
        "顔が写っていないことを確かめた", photo.faces_checked, key=f"faces_{photo.id}"
    )
    agreed = right.checkbox(
        "写っている人の撮影の同意あり", photo.is_agreed, key=f"ok_{photo.id}"
    )
    if (faces, agreed) != (photo.faces_checked, photo.is_agreed) and parts.attempt(
        lambda: photographing.review(store, photo.id, faces_checked=faces, is_agreed=agreed)
    ):
        st.rerun()
    show, away = st.columns(2)
    told = agreeing.record_of(store, photo.meeting_id)
    may = photographing.may_be_shown(photo, told)
    label = "投影から外す" if photo.is_shown else "投影してよい"
    if show.button(label, key=f"show_{photo.id}", disabled=not may, width="stretch") and (
        parts.attempt(lambda: photographing.show(store, photo.id, is_shown=not photo.is_shown))
    ):
        st.rerun()
    if not may and photo.is_agreed:
        show.caption("同意の記録が「撮影 可」ではないので、映せません。")
    elif not may:
        show.caption("顔か同意を確かめるまで、映せません。")
    with away.popover("この写真を消す", width="stretch"):
        st.text("写真は元にもどせません。打った声は残ります。")
        if st.button("ほんとうに消す", key=f"discard_{photo.id}") and parts.attempt(
            lambda: photographing.discard(store, photo.id)
        ):
            st.rerun()
