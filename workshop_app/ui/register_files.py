"""The registers as tables on the page 「つながり」: out, the difference, in, and back."""

from functools import partial

import streamlit as st

from workshop_app import errors, words
from workshop_app.register_words import LABELS, Register, keys_of
from workshop_app.ui import parts, registers, shared, visit
from workshop_app.usecases import enrolling, registering
from workshop_app.usecases.entering import Room
from workshop_app.usecases.mapping import Registers
from workshop_app.usecases.registering import RegisterPreview
from workshop_app.usecases.tabulating import is_work_like, suggest_programme

_MOST_REFUSED = 50
_TWO_LINES = 72  # pixels: long sentences are broken, not cut off


def draw(room: Room) -> None:
    """Draw one register's way out and in, and the way back of the last import."""
    town = room.municipality.id
    register = parts.choose(
        st.container(), "どの名簿", list(Register), say=LABELS.__getitem__, key="which_register"
    )
    for column, (file_format, name) in zip(
        st.columns(2), registering.FORMATS.items(), strict=True
    ):
        column.download_button(
            f"{LABELS[register]}を{name}で書き出す",
            partial(_make, town, register, file_format),
            f"{LABELS[register]}.{file_format}",
            on_click="ignore",
            width="stretch",
            key=f"out_{register.value}_{file_format}",
        )
    st.caption(
        "書き出した表に書き足して、下で選びます。番号のある行は直し、番号の空いた行は新しい登録です。"
        "表から行を消しても、登録は消えません。"
    )
    _draw_way_back(town)
    uploaded = st.file_uploader(
        f"{LABELS[register]}の表（Excel・CSV）",
        key=f"register_{register.value}_{visit.recall('registers', 0)}",
    )
    if uploaded is None:
        return
    preview = registering.look_into(
        shared.store(),
        town,
        register,
        uploaded.getvalue(),
        uploaded.name,
        today=registers.today(),
    )
    draw_difference(preview)
    _draw_accept(preview)


def _make(town: int, register: Register, file_format: str) -> bytes:
    return registering.register_paper(shared.store(), town, register, file_format).content


def _draw_way_back(town: int) -> None:
    last = enrolling.last_import(shared.store(), town)
    if last is None:
        return
    said = f"さっきの直し（新しい登録{last.made}件・直した登録{last.changed}件）を取り消す"
    if st.button(said, key="undo_register"):
        try:
            done = enrolling.undo(shared.store(), town)
        except errors.KurumazaError as problem:
            st.warning(parts.plain(str(problem)))
            return
        left = f"あとから使われた{done.left}件は残しました。" if done.left else ""
        st.toast(f"取り消しました。{left}")
        st.rerun()


def draw_difference(preview: RegisterPreview) -> None:
    """Draw what would be new, what would change field by field, and what is refused."""
    counts = {
        "新しい登録": len(preview.new),
        "直す登録": len(preview.changed),
        "同じまま": preview.unchanged,
        "入れない行": len(preview.refused),
    }
    parts.draw_counts({name: f"{count}行" for name, count in counts.items()})
    for sentence in preview.notes:
        st.info(parts.plain(sentence))
    if preview.new:
        keys = {key.field for key in keys_of(preview.register)}
        st.subheader("新しい登録", anchor=False)
        _draw_table(
            {
                "行": [row.number for row in preview.new],
                "名前": [row.name for row in preview.new],
                "書いてあること": [
                    "、".join(cell for field, cell in row.cells.items() if field not in keys)
                    for row in preview.new
                ],
            }
        )
    if preview.changed:
        st.subheader("直す登録（1つずつ）", anchor=False)
        every = [(row, change) for row in preview.changed for change in row.changes]
        _draw_table(
            {
                "行": [row.number for row, _ in every],
                "名前": [row.name for row, _ in every],
                "どこを": [change.heading for _, change in every],
                "いま": [change.before or "（空）" for _, change in every],
                "これから": [change.after or "（空）" for _, change in every],
            }
        )
    if preview.refused:
        st.subheader("入れない行と、そのわけ", anchor=False)
        for row in preview.refused[:_MOST_REFUSED]:
            named = f"「{row.excerpt}」" if row.excerpt else ""
            st.text(f"{row.number}行目{named}：{row.reason}")
        if len(preview.refused) > _MOST_REFUSED:
            st.caption(f"ほかに{len(preview.refused) - _MOST_REFUSED}行あります。")


def _draw_table(columns: dict[str, list[int] | list[str]]) -> None:
    st.dataframe(columns, hide_index=True, width="stretch", row_height=_TWO_LINES)


def _draw_accept(preview: RegisterPreview) -> None:
    if not preview.changes_anything:
        st.info("この表で変わるところはありません。")
        return
    said = f"新しい{len(preview.new)}件と、直す{len(preview.changed)}件を名簿に書く"
    if st.button(said, type="primary") and parts.attempt(
        lambda: enrolling.accept(shared.store(), preview), "名簿に書きました。"
    ):
        visit.keep("registers", visit.recall("registers", 0) + 1)
        st.rerun()


def draw_lists(found: Registers, areas: dict[int, str]) -> None:
    """Draw both registers as lists, with the programme an asset resembles (C42, C43)."""
    st.subheader(f"団体（{len(found.stakeholders)}）", anchor=False)
    _draw_table(
        {
            "名前": [who.name for who in found.stakeholders],
            "立場": [words.label(who.party) for who in found.stakeholders],
            "圏域": [areas.get(who.area_id or 0, "") for who in found.stakeholders],
            "メモ": [who.note for who in found.stakeholders],
        }
    )
    st.subheader(f"地域の宝（{len(found.assets)}）", anchor=False)
    owners = {who.id: who.name for who in found.stakeholders}
    _draw_table(
        {
            "名前": [asset.name for asset in found.assets],
            "区分": [words.label(asset.asset_class) for asset in found.assets],
            "確かさ": [words.label(asset.state) for asset in found.assets],
            "持ち主": [owners.get(asset.owner_id or 0, "") for asset in found.assets],
            "時間": [asset.availability for asset in found.assets],
            "空き": [
                "" if asset.capacity is None else str(asset.capacity) for asset in found.assets
            ],
            "似ている事業": [suggest_programme(asset) for asset in found.assets],
            "就労的活動": ["候補" if is_work_like(asset) else "" for asset in found.assets],
        }
    )
    st.caption("「似ている事業」と「就労的活動」は、ことばからのめやすです。決めるのは人です。")
