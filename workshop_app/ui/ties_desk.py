"""The coordinator's desk below the network: what it says, who was heard, what is missing."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from workshop_app import errors, words
from workshop_app.model import Area, Party, RelationKind, ResourceStage, Theme
from workshop_app.ui import parts, registers, shared
from workshop_app.usecases import charting, developing, recognising, relating, viewing
from workshop_app.usecases.entering import Room
from workshop_app.usecases.mapping import Landscape

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_ALL = "すべて"
_FORMATS = {
    "graphml": "GraphML（yEdなど）",
    "gexf": "GEXF（Gephi）",
    "kumu": "Kumu（JSON）",
    "kumu-xlsx": "Kumu（Excelの表）",
    "gephi": "Gephiの表（CSV 2枚）",
}
_FOLDS = {
    viewing.Fold.FITTING: "読める大きさまで、まとめる",
    viewing.Fold.BY_PARTY: "団体を立場で、宝を区分で、まとめる",
    viewing.Fold.BY_THEME: "テーマだけにする（同じ担い手でむすぶ）",
    viewing.Fold.NOT_AT_ALL: "まとめない",
}
_PICTURES = {
    "a3": "図と一覧をA3の紙にする",
    "a4": "図と一覧をA4の紙にする",
    "svg": "図をSVGで保存する",
}


def choose_view(room: Room, landscape: Landscape) -> viewing.View:
    """Let people look at a part of the network: a party, an area, a theme, up to a day."""
    with st.expander("図をしぼる（立場・圏域・テーマ・いつまで・まとめ方）"):
        columns = st.columns(4)
        everybody: list[Party | None] = [None, *Party]
        party = parts.choose(
            columns[0], "立場", everybody, say=lambda each: words.label(each) if each else _ALL
        )
        areas: list[Area | None] = [None, *room.areas]
        area = parts.choose(
            columns[1], "圏域", areas, say=lambda each: each.name if each else _ALL
        )
        themes: list[Theme | None] = [
            None,
            *(card.theme for card in (*landscape.board.themes, *landscape.board.lone)),
        ]
        theme = parts.choose(
            columns[2], "テーマ", themes, say=lambda each: each.heading if each else _ALL
        )
        until = _choose_day(columns[3], viewing.days_of(shared.store(), room.workshop.id))
        fold = parts.choose(st.container(), "まとめ方", list(_FOLDS), say=_FOLDS.__getitem__)
    return viewing.View(
        party, area.id if area else None, theme.id if theme else None, until, fold
    )


def _choose_day(where: "DeltaGenerator", days: Sequence[date]) -> date | None:
    """Draw a slider from before the first meeting to now."""
    if not days:
        return None
    before = days[0] - timedelta(days=1)
    steps: list[date | None] = [before, *days, None]

    def say(day: date | None) -> str:
        if day is None:
            return "いま"
        return "会の前" if day == before else f"{day:%Y/%m/%d}"

    return where.select_slider("いつまで", steps, None, format_func=say)


def draw_findings(room: Room, landscape: Landscape) -> None:
    """Say what the network tells, each with its rule and its source."""
    found = relating.findings(
        shared.store(),
        room.workshop.id,
        room.municipality.id,
        landscape.board,
        registers.today(),
    )
    if not found:
        st.text("いまは、気づくことがありません。")
    for each in found:
        st.subheader(each.heading, anchor=False)
        for sentence in each.sentences:
            st.text(sentence)
        st.caption(parts.plain(f"きまり：{each.rule}　出どころ：{each.source}"))
    days = relating.silent_after(shared.store(), room.municipality.id)
    chosen = st.number_input("何日連絡がなければ知らせるか", 1, 3650, days)
    if chosen != days and parts.attempt(
        lambda: relating.set_silent_after(shared.store(), room.municipality.id, int(chosen))
    ):
        st.rerun()


def draw_mentions(room: Room) -> None:
    """Ask about organisations heard in voices, one at a time; nothing registers itself."""
    heard = recognising.hear(shared.store(), room.workshop.id)
    town = room.municipality.id
    st.caption(f"まだ確かめていない団体：{len(heard)}件")
    last = recognising.last_answer(shared.store(), town)
    if last is not None and st.button("さっきの答えを取り消す"):
        parts.attempt(
            lambda: recognising.undo(shared.store(), town, last.id), "取り消しました。"
        )
        st.rerun()
    if not heard:
        st.text("声の中に、確かめる団体はありません。")
        return
    asked = heard[0]
    st.text(f"「{asked.voice.text}」")
    meant = [each for each in asked.mention.candidates if each.organisation is not None]
    with st.form(f"mention_{asked.voice.id}_{len(heard)}"):
        question = "どれのことですか" if asked.mention.is_asked else "この団体のことですか"
        st.text(f"「{asked.mention.written}」{question}")
        if meant:
            chosen = parts.choose(st.container(), "団体", meant, say=lambda each: each.name)
            name = st.text_input("登録する名前（空なら、団体の種類の名前）")
            if st.form_submit_button("登録して、テーマとむすぶ", type="primary"):
                _answer(lambda: recognising.confirm(shared.store(), town, asked, chosen, name))
        if st.form_submit_button("ちがう・いまは登録しない"):
            _answer(lambda: recognising.leave(shared.store(), town, asked))


def _answer(act: Callable[[], object]) -> None:
    if parts.attempt(act, "書きました。"):
        st.rerun()


def draw_relations(room: Room, landscape: Landscape) -> None:
    """Let people say how organisations work together, and when they last spoke."""
    who = landscape.registers.stakeholders
    if len(who) < 2:
        st.text("団体を2つ以上登録すると、つながりを書けます。")
        return
    town = room.municipality.id
    with st.form("relation", clear_on_submit=True):
        one = parts.choose(st.container(), "団体", who, say=lambda each: each.name, key="rel_a")
        other = parts.choose(
            st.container(), "相手の団体", who, say=lambda each: each.name, key="rel_b"
        )
        kind = parts.choose(
            st.container(), "どんなつながり", list(RelationKind), say=words.label
        )
        day = st.date_input("最後の連絡の日", value=registers.today(), format="YYYY/MM/DD")
        if st.form_submit_button("つながりを書く"):
            _answer(
                lambda: relating.relate(
                    shared.store(), town, one.id, other.id, kind, last_contact_on=day
                )
            )
    names = {each.id: each.name for each in who}
    for tie in landscape.registers.relations:
        left, middle, right = st.columns([4, 1, 1])
        last = "連絡の日は書かれていません"
        if tie.last_contact_on is not None:
            last = f"最後の連絡 {tie.last_contact_on:%Y/%m/%d}"
        pair = f"{names.get(tie.source_id, '')} ↔ {names.get(tie.target_id, '')}"
        left.text(f"{pair}　{words.label(tie.kind)}　{last}")
        if middle.button("きょう連絡した", key=f"touch_{tie.id}", width="stretch"):
            today = registers.today()
            _answer(partial(relating.change, shared.store(), town, tie.id, tie.kind, today))
        if right.button("消す", key=f"part_{tie.id}", width="stretch"):
            _answer(partial(relating.part, shared.store(), town, tie.id))


def draw_pipeline(room: Room, landscape: Landscape) -> None:
    """Show the resources in the making in four columns, and let people add and move them."""
    town = room.municipality.id
    columns = developing.pipeline(shared.store(), town)
    stages = list(ResourceStage)
    for place, (column, area) in enumerate(zip(columns, st.columns(4), strict=True)):
        area.subheader(f"{words.label(column.stage)} {len(column.plans)}件", anchor=False)
        for plan in column.plans:
            with area.container(border=True):
                st.text(plan.title)
                if plan.owner:
                    st.caption(parts.plain(f"だれが：{plan.owner}"))
                later = stages[place + 1 : place + 2]
                earlier = stages[place - 1 : place] if place else []
                for stage in (*later, *earlier):
                    said = f"{words.label(stage)}へ"
                    if st.button(said, key=f"plan_{plan.id}_{stage.value}", width="stretch"):
                        _answer(
                            partial(developing.advance, shared.store(), town, plan.id, stage)
                        )
    themes = [card.theme for card in (*landscape.board.themes, *landscape.board.lone)]
    if not themes:
        return
    with st.form("plan", clear_on_submit=True):
        title = st.text_input("足りないサービスや資源")
        theme = parts.choose(
            st.container(), "応えるテーマ（困りごと）", themes, say=lambda each: each.heading
        )
        owner = st.text_input("だれが進めるか（団体や役わり）")
        if st.form_submit_button("不足として書く"):
            _answer(lambda: developing.plan(shared.store(), town, title, theme.id, owner=owner))


def draw_handoffs(room: Room) -> None:
    """Let people write the sheet for the prefecture, and print it on one page."""
    town = room.municipality.id
    with st.form("handoff", clear_on_submit=True):
        st.caption("人の名前や電話番号は書きません。名前らしいものは、役わりに置きかえます。")
        fields = {name: st.text_area(name, height=80) for name in developing.HANDOFF_FIELDS}
        if st.form_submit_button("つなぎたいことシートを作る"):
            _answer(lambda: developing.hand_on(shared.store(), town, fields))
    for sheet in reversed(developing.list_handoffs(shared.store(), town)):
        st.download_button(
            parts.plain(f"「{sheet.need[:20]}」をA4で（Excel）"),
            partial(developing.take_out, shared.store(), sheet),
            f"つなぎたいこと_{sheet.id}.xlsx",
            key=f"handoff_{sheet.id}",
        )


def draw_joint_work(room: Room, landscape: Landscape) -> None:
    """Let people note joint sessions and trainings."""
    town = room.municipality.id
    count = developing.count_joint_sessions(shared.store(), town)
    st.text(f"合同の会議：{count}回")
    themes = [card.theme for card in (*landscape.board.themes, *landscape.board.lone)]
    with st.form("joint", clear_on_submit=True):
        body = st.text_input("いっしょに開いた会議（地域ケア会議、居住支援協議会など）")
        day = st.date_input("開いた日", value=registers.today(), format="YYYY/MM/DD")
        theme_id = None
        if themes:
            about = parts.choose(
                st.container(), "テーマ", themes, say=lambda each: each.heading
            )
            theme_id = about.id
        if st.form_submit_button("合同の会議を記録する"):
            _answer(lambda: developing.hold_together(shared.store(), town, theme_id, body, day))
    for entry in developing.list_support(shared.store(), town):
        st.text(f"{entry.held_on:%Y/%m/%d}　{entry.theme}　{entry.programme}")
    with st.form("training", clear_on_submit=True):
        theme = st.text_input("研修や伴走のテーマ")
        programme = st.text_input("事業や研修の名前")
        day = st.date_input("日", value=registers.today(), format="YYYY/MM/DD", key="t_day")
        if st.form_submit_button("研修・伴走を記録する"):
            _answer(lambda: developing.log_support(shared.store(), town, day, theme, programme))


def _draw_picture(meeting_id: int, form: str) -> bytes:
    return charting.picture_paper(shared.store(), meeting_id, form).content


def draw_export(room: Room) -> None:
    """Offer the network of this meeting as a file; made only when it is asked for."""
    st.caption("声の文は入りません。見出しと名前と件数だけです。")
    for column, (form, said) in zip(st.columns(len(_PICTURES)), _PICTURES.items(), strict=True):
        column.download_button(
            said,
            partial(_draw_picture, room.meeting.id, form),
            f"つながり{charting.SIZES.get(form, '')}.{charting.ENDINGS[form]}",
            on_click="ignore",
            width="stretch",
            key=f"picture_{form}",
        )
    st.caption("紙は、保存して開き、ブラウザの印刷を押してください。白黒でも読めます。")
    file_format = parts.choose(
        st.container(), "形式", list(_FORMATS), say=lambda each: _FORMATS[each]
    )
    if not st.button("書き出す"):
        return
    try:
        paper = charting.network_paper(shared.store(), room.meeting.id, file_format)
    except errors.KurumazaError as problem:
        st.warning(parts.plain(str(problem)))
        return
    st.download_button("保存する", paper.content, paper.name, type="primary")
