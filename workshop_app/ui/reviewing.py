"""The coordinator's desk on the page: the list of what to look at, the desk, its answers."""

from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from workshop_app import errors, words
from workshop_app.model import MadeBy, Voice
from workshop_app.ui import parts, shared, visit
from workshop_app.ui.components import review_desk as desk
from workshop_app.usecases import cutting, reviewing, stepping, theming
from workshop_app.usecases.reading import ThemeBoard, ThemeCard
from workshop_app.usecases.reviewing import TITLES, Halves, Look, Point
from workshop_app.usecases.stepping import Ways
from workshop_app.usecases.weighing import Weighing

_ON_A_PAGE = 60
_POINTS = 30
_STEPS = 100  # of the history
_OPEN, _PAGE, _VOICE = "desk", "desk_page", "desk_voice"
_SUGGESTED, _SAID = "desk_split", "desk_said"


def draw_said() -> None:
    """Say what stood in the way of the last wish; it is drawn after the page is read anew."""
    said = visit.recall(_SAID)
    if said:
        st.warning(parts.plain(str(said)))
        visit.forget(_SAID)


def draw_points(board: ThemeBoard, weighing: Weighing, ways: Ways) -> None:
    """Draw what deserves a look; a line leads there, and one tap takes a second choice."""
    found = reviewing.points(board, weighing)
    with st.expander(f"見てほしいところ {len(found)}", expanded=bool(found)):
        if not found:
            st.text("いま、とくに見てほしいところはありません。")
            return
        counted = {look: [p for p in found if p.look is look] for look in Look}
        present = [look for look in Look if counted[look]]
        look = st.radio(
            "何を見るか",
            present,
            format_func=lambda each: f"{TITLES[each]} {len(counted[each])}",
            horizontal=True,
            label_visibility="collapsed",
        )
        with st.container(height=220):
            for number, point in enumerate(counted[look][:_POINTS]):
                _draw_point(number, point, ways)
            if len(counted[look]) > _POINTS:
                st.caption(f"はじめの{_POINTS}件を出しています。直すと、つぎが出ます。")


def _draw_point(number: int, point: Point, ways: Ways) -> None:
    line, show, take = st.columns([6, 1.4, 1.6], vertical_alignment="center")
    line.text(point.told)
    if show.button("見る", key=f"look_{point.look}_{number}", width="stretch"):
        _open(str(point.theme_id))
        visit.keep(_VOICE, point.voice_ids[0] if point.voice_ids else None)
        st.rerun()
    if point.target_id is None:
        return
    # The tap is for the line as it was drawn, whatever others have done since.
    take.button(
        "そちらへ動かす",
        key=f"take_{point.look}_{point.voice_ids[0]}",
        width="stretch",
        on_click=_take,
        args=(point.voice_ids, point.target_id, ways.number),
    )


def _take(voice_ids: Sequence[int], theme_id: int, seen: int) -> None:
    _try(
        lambda: reviewing.move_all(
            shared.store(), shared.embedder(), voice_ids, theme_id, seen=seen
        )
    )


def draw_desk(
    board: ThemeBoard, workshop_id: int, ways: Ways, marks: Mapping[int, tuple[str, ...]]
) -> None:
    """Draw the desk and do what it asks."""
    opened = _opened(board)
    said = _voices_under(board, opened)
    pages = max(1, -(-len(said) // _ON_A_PAGE))
    focus = visit.recall(_VOICE)
    page = min(_page_of(said, focus), pages - 1)
    card = board.card(int(opened)) if opened.isdigit() else None
    origins = cutting.origins(shared.store(), workshop_id)
    pinned = reviewing.pinned_keys(shared.store(), workshop_id)
    wish = desk.review_desk(
        desk.Desk(
            themes=_tree(board, marks),
            open=opened,
            heading=card.theme.heading if card else words.LONE_VOICES,
            voices=[
                _as_shown(voice, home, board, origins.get(voice.id), pinned)
                for voice, home in said[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
            ],
            page=page,
            pages=pages,
            back=ways.back,
            again=ways.again,
            number=ways.number,
            focus="" if focus is None else str(focus),
        ),
        key=f"desk_{workshop_id}",
    )
    _draw_suggestion(card, workshop_id, ways)
    if wish is not None:
        _answer(wish, workshop_id)


def _opened(board: ThemeBoard) -> str:
    """Return what is open: a theme, or the lone voices; a lone one is shown among them."""
    opened = str(visit.recall(_OPEN, ""))
    card = board.card(int(opened)) if opened.isdigit() else None
    if card is not None:
        return desk.LONE if card.theme.is_lone else opened
    if opened == desk.LONE or not board.themes:
        return desk.LONE
    return str(board.themes[0].theme.id)


def _open(theme_id: str) -> None:
    visit.keep(_OPEN, theme_id)
    visit.forget(_PAGE)
    visit.forget(_VOICE)
    visit.forget(_SUGGESTED)


def _voices_under(board: ThemeBoard, opened: str) -> list[tuple[Voice, ThemeCard]]:
    if opened == desk.LONE:
        return [(voice, card) for card in board.lone for voice in card.voices]
    card = board.card(int(opened))
    return [] if card is None else [(voice, card) for voice in card.voices]


def _page_of(said: Sequence[tuple[Voice, ThemeCard]], focus: int | None) -> int:
    """Return the page asked for, else the one with the voice a line has led to."""
    asked = visit.recall(_PAGE)
    if asked is not None:
        return int(asked)
    places = [place for place, (voice, _) in enumerate(said) if voice.id == focus]
    return places[0] // _ON_A_PAGE if places else 0


def _tree(board: ThemeBoard, marks: Mapping[int, tuple[str, ...]]) -> list[desk.ShownTheme]:
    lines = [
        desk.ShownTheme(
            str(card.theme.id),
            card.theme.heading,
            len(card.voices),
            marks.get(card.theme.id, ()),
        )
        for card in board.themes
    ]
    return [*lines, desk.ShownTheme(desk.LONE, words.LONE_VOICES, len(board.lone))]


def _as_shown(
    voice: Voice,
    home: ThemeCard,
    board: ThemeBoard,
    origin: cutting.Origin | None,
    pinned: Collection[str],
) -> desk.ShownVoice:
    place = home.assignments[voice.id]
    near = None if place.second_theme_id is None else board.card(place.second_theme_id)
    is_pinned = voice.client_key in pinned
    by_person = "人が置きました" if place.made_by is MadeBy.PERSON else ""
    flags = (
        ("留めています" if is_pinned else by_person),
        ("画面には出しません" if not voice.is_projected else ""),
        ("分けた声" if origin else ""),
    )
    return desk.ShownVoice(
        id=str(voice.id),
        text=voice.text,
        party=voice.party,
        who=f"No.{voice.id}　{words.label(voice.party)}・{parts.say_table(voice.table_number)}",
        is_pinned=is_pinned,
        flags=tuple(flag for flag in flags if flag),
        ends=cutting.places_to_cut(voice.text),
        second=None
        if near is None or near.theme.id == home.theme.id
        else desk.NearTheme(str(near.theme.id), near.theme.heading),
        whole=origin.whole.text if origin else "",
    )


def _draw_suggestion(card: ThemeCard | None, workshop_id: int, ways: Ways) -> None:
    if card is None or visit.recall(_SUGGESTED) != card.theme.id:
        return
    halves = reviewing.suggest_split(shared.store(), workshop_id, shared.embedder(), card)
    if halves is None:
        st.info("このテーマは、ひとつのまとまりです。分け方の案はありません。")
        return
    st.subheader("分け方の案", anchor=False)
    _draw_halves(halves)
    yes, no = st.columns(2)
    if yes.button("右の声を新しいテーマに分ける", type="primary", width="stretch"):
        visit.forget(_SUGGESTED)
        ids = [voice.id for voice in halves.second]
        _attempt(
            lambda: theming.split(
                shared.store(), shared.embedder(), card.theme.id, ids, seen=ways.number
            )
        )
    if no.button("今のままにする", width="stretch"):
        visit.forget(_SUGGESTED)
        st.rerun()


def _draw_halves(halves: Halves) -> None:
    for column, said in zip(st.columns(2), (halves.first, halves.second), strict=True):
        with column.container(height=260):
            st.caption(f"{len(said)}件")
            for voice in said:
                st.text(f"「{voice.text}」")


def _answer(wish: desk.DeskWish, workshop_id: int) -> None:
    """Do what the desk asks, then read the page anew."""
    if wish.wish == "open":
        _open(wish.theme)
        st.rerun()
    if wish.wish == "page":
        visit.keep(_PAGE, wish.at)
        st.rerun()
    if wish.wish == "suggest":
        visit.keep(_SUGGESTED, int(wish.theme))
        st.rerun()
    act = _corrections(wish, workshop_id).get(wish.wish)
    if act is not None:
        _attempt(act)


def _corrections(wish: desk.DeskWish, workshop_id: int) -> Mapping[str, Callable[[], object]]:
    store, encoder, seen = shared.store(), shared.embedder(), wish.seen
    ids, theme, other = wish.voices, _number(wish.theme), _number(wish.other)
    return {
        "undo": lambda: stepping.undo(store, workshop_id, seen=seen),
        "redo": lambda: stepping.redo(store, workshop_id, seen=seen),
        "move": lambda: reviewing.move_all(store, encoder, ids, theme, seen=seen),
        "alone": lambda: reviewing.set_all_alone(store, encoder, ids, seen=seen),
        "split": lambda: (
            theming.split(store, encoder, theme, ids, seen=seen)
            if theme
            else reviewing.gather(store, encoder, ids, seen=seen)
        ),
        "same": lambda: theming.mark_same(store, encoder, ids, seen=seen),
        "apart": lambda: theming.mark_apart(store, encoder, ids, seen=seen),
        "pin": lambda: reviewing.hold_all(store, encoder, ids, is_held=True, seen=seen),
        "unpin": lambda: reviewing.hold_all(store, encoder, ids, is_held=False, seen=seen),
        "merge": lambda: theming.merge(store, encoder, [theme, other], seen=seen),
        "rename": lambda: theming.rename(store, encoder, theme, wish.heading, seen=seen),
        "cut": lambda: cutting.cut(store, encoder, ids[0], wish.at, seen=seen),
    }


def _number(theme: str) -> int:
    return int(theme) if theme.isdigit() else 0


def _attempt(act: Callable[[], object]) -> None:
    """Try it; what stands in the way is said on the page as it is then."""
    _try(act)
    st.rerun()


def _try(act: Callable[[], object]) -> None:
    try:
        act()
    except errors.KurumazaError as problem:
        visit.keep(_SAID, str(problem))


def draw_history(workshop_id: int) -> None:
    """Draw what was corrected, the newest first, in sentences."""
    with st.expander("手直しの歩み"):
        steps = stepping.history(shared.store(), workshop_id, _STEPS)
        if not steps:
            st.text("まだ手直しはありません。")
        for step in steps:
            st.text(f"{step.made_at[:16].replace('T', ' ')}　{step.summary}")
