"""Choosing what is looked at, searching, and the counts of themes by party."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from workshop_app import review_words, words
from workshop_app.model import Party, Voice, VoiceKind
from workshop_app.ui import parts, shared
from workshop_app.usecases import crossing, filtering, searching, spotlighting
from workshop_app.usecases.entering import Room
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.reading import ThemeBoard

_ALL = "ぜんぶ（えらぶと、それだけ）"
HERE = "この会（ほかの会もえらべます）"


def draw_choices(
    room: Room, said: Sequence[Voice], now: Filter, *, key: str, meetings: str = _ALL
) -> Filter:
    """Draw party, table, area, kind, meeting and period, as they are in *now*.

    What the choices offer is what is there in *said*, and what *now* names; *meetings* says
    which meetings are looked at where none is chosen.
    """
    tables = {v.table_number for v in said if v.table_number is not None} | now.tables
    (one, two), (three, four) = st.columns(2), st.columns(2)
    parties = one.multiselect(
        "立場",
        list(Party),
        [each for each in Party if each in now.parties],
        format_func=words.label,
        key=f"{key}_party",
        placeholder=_ALL,
    )
    numbers = sorted(number for number in tables if number is not None)
    chosen_tables = two.multiselect(
        "班",
        numbers,
        [number for number in numbers if number in now.tables],
        format_func=parts.say_table,
        key=f"{key}_table",
        placeholder=_ALL,
    )
    known = [area.id for area in room.areas]
    areas = three.multiselect(
        "圏域",
        known,
        [area for area in known if area in now.areas],
        format_func=room.area_name,
        key=f"{key}_area",
        placeholder=_ALL,
    )
    kinds = four.multiselect(
        "種別",
        list(VoiceKind),
        [kind for kind in VoiceKind if kind in now.kinds],
        format_func=words.label,
        key=f"{key}_kind",
        placeholder=_ALL,
    )
    asked = Filter(
        parties=frozenset(parties),
        tables=frozenset(chosen_tables),
        areas=frozenset(areas),
        kinds=frozenset(kinds),
    )
    return _draw_meetings(room, now, asked, key, meetings)


def _draw_meetings(room: Room, now: Filter, asked: Filter, key: str, empty: str) -> Filter:
    held = filtering.meetings_by_id(shared.store(), room.workshop.id)
    one, two, three = st.columns([2, 1, 1])
    chosen = one.multiselect(
        "会",
        list(held),
        [meeting for meeting in held if meeting in now.meetings],
        format_func=lambda meeting: f"{held[meeting].held_on:%m/%d} {held[meeting].title}",
        key=f"{key}_meeting",
        placeholder=empty,
    )
    since = two.date_input("この日から", now.since, format="YYYY/MM/DD", key=f"{key}_since")
    until = three.date_input("この日まで", now.until, format="YYYY/MM/DD", key=f"{key}_until")
    return replace(asked, meetings=frozenset(chosen), since=since, until=until)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a page looks at: ``base`` before it was narrowed, ``board`` after."""

    wanted: Filter
    base: ThemeBoard
    board: ThemeBoard


def draw_narrowing(room: Room, *, key: str) -> Narrowed:
    """Draw the choices for a page of themes, of this meeting or of others; say what is left."""
    with st.expander("しぼりこむ"):
        whole = shared.whole_board(room.meeting.id)
        wanted = draw_choices(room, _said(whole), Filter(), key=key, meetings=HERE)
    return _narrow(room, wanted)


def draw_narrowing_and_search(room: Room, *, key: str) -> Narrowed:
    """Draw the choices and the search; other meetings are read only where they are chosen."""
    here = shared.board(room.meeting.id)
    with st.expander("しぼりこむ・さがす"):
        wanted = draw_choices(room, _said(here), Filter(), key=key, meetings=HERE)
        found = _draw_search(room, is_wide=spotlighting.spans_meetings(wanted))
    return _narrow(room, replace(wanted, voices=found))


def _narrow(room: Room, wanted: Filter) -> Narrowed:
    spans = spotlighting.spans_meetings(wanted)
    base = (shared.whole_board if spans else shared.board)(room.meeting.id)
    held = filtering.meetings_by_id(shared.store(), room.workshop.id)
    board = filtering.narrow(base, wanted, held)
    if not wanted.is_open:
        st.info(f"しぼりこんでいます：{base.total}件のうち {board.total}件")
    return Narrowed(wanted, base, board)


def _said(board: ThemeBoard) -> list[Voice]:
    return [voice for card in (*board.themes, *board.lone) for voice in card.voices]


def _draw_search(room: Room, *, is_wide: bool) -> frozenset[int] | None:
    """Draw the search; return the voices it found, or None where nothing is asked.

    A wide search looks at all meetings of the workshop, another at this one.
    """
    field, how = st.columns([3, 2], vertical_alignment="bottom")
    query = field.text_input("声をさがす", placeholder="ことばを入れて、Enter")
    by_meaning = how.radio(
        "さがし方", ("ことばで", "意味の近さで"), horizontal=True, label_visibility="collapsed"
    )
    if not query.strip():
        return None
    index = shared.search_index(room.meeting.id)
    if by_meaning == "ことばで":
        found = searching.by_word(index, query)
    else:
        found = searching.by_meaning(index, query, shared.embedder())
    shown = [each for each in found if is_wide or each.meeting_id == room.meeting.id]
    st.caption(f"{len(shown)}件 見つかりました。")
    return frozenset(voice.id for voice in shown)


def draw_counts(board: ThemeBoard, wanted: Filter) -> None:
    """Draw counts of themes by party as a table and a chart; for the public, small ones go."""
    with st.expander("テーマと立場の数"):
        counted = crossing.cross(board)
        if not counted.counts:
            st.text("数える声がありません。")
            return
        is_public = st.toggle("公開用にする（小さい数をかくす）")
        if is_public:
            _draw_public(counted, wanted)
            return
        columns: dict[str, list[str] | list[int]] = {
            "テーマ": [parts.plain(heading) for heading in counted.headings]
        }
        for place, party in enumerate(counted.parties):
            columns[words.label(party)] = [row[place] for row in counted.counts]
        columns["計"] = [sum(row) for row in counted.counts]
        st.table(columns, hide_index=True)
        st.bar_chart(
            {key: value for key, value in columns.items() if key != "計"},
            x="テーマ",
            horizontal=True,
            stack=True,
        )
        st.caption(f"ぜんぶで {counted.total}件。{words.COUNTS_ARE_NOT_WEIGHT}")


def _draw_public(counted: crossing.Cross, wanted: Filter) -> None:
    shown = crossing.public(counted, wanted)
    hidden = review_words.HIDDEN_CELL.format(shown.least)

    def say(cell: int | None, otherwise: str = hidden) -> str:
        return otherwise if cell is None else str(cell)

    headings = [parts.plain(heading) for heading in counted.headings]
    columns: dict[str, list[str]] = {"テーマ": [*headings, "計"]}
    for place, party in enumerate(counted.parties):
        cells = [say(row[place]) for row in shown.cells]
        columns[words.label(party)] = [*cells, say(shown.column_sums[place], "―")]
    sums = [say(each, "―") for each in shown.row_sums]
    columns["計"] = [*sums, say(shown.total, "―")]
    st.table(columns, hide_index=True)
    bars: dict[str, list[str] | list[int | None]] = {"テーマ": headings}
    for place, party in enumerate(counted.parties):
        bars[words.label(party)] = [row[place] for row in shown.cells]
    st.bar_chart(bars, x="テーマ", horizontal=True, stack=True)
    st.caption(
        f"かくした数は、棒にも入れていません。{shown.least}より小さい数は「{hidden}」とし、引き算でわかる合計は「―」にしています。"
        f"{words.not_the_whole_town()}"
    )
