"""A council's choosing for the staff: opening it, its rules, its members and their sheets."""

import itertools
from dataclasses import replace
from fractions import Fraction

import streamlit as st

from analysis import pairwise
from analysis.aggregation import Rounding, Rule, TieRule
from analysis.case import Criterion
from analysis.verdicts import NAMES
from workshop_app.model import SelectionState
from workshop_app.ui import conditions, parts, shared, slips
from workshop_app.usecases import (
    deliberating,
    explaining,
    grading,
    limiting,
    presetting,
    scoring,
)
from workshop_app.usecases.posing import Deliberation

_STATES = {
    SelectionState.OPEN: "採点を受けつけています",
    SelectionState.CLOSED: "採点を締め切りました",
    SelectionState.FROZEN: "決定を記録し、固めました",
}
_GRADES = "段階のことば"
_PAIRS = {
    1 / 5: "右がずっと大事",
    1 / 3: "右が大事",
    1.0: "同じ",
    3.0: "左が大事",
    5.0: "左がずっと大事",
}


def state_line(told: Deliberation) -> str:
    """Return where a choosing stands: how many have finished, never who."""
    present = sum(member.is_present for member in told.members)
    return (
        f"{told.selection.round_number}回目の採点　{_STATES[told.selection.state]}　"
        f"採点を終えた委員 {told.finished()}名／{present}名"
    )


def draw_opening(workshop_id: int) -> None:
    """Draw the form that opens a choosing."""
    here = {each.id: each for each in deliberating.projects_of(shared.store(), workshop_id)}
    if not here:
        st.info("候補になるプロジェクトがありません。「テーマ」の画面で作ってください。")
        return
    with st.form("open_selection"):
        title = st.text_input("選考の名前", placeholder="秋の選考")
        ids = st.multiselect(
            "候補", list(here), default=list(here), format_func=lambda key: here[key].title
        )
        known = {each.name: each for each in presetting.presets()}
        name = st.selectbox("採点の型", list(known), format_func=lambda key: known[key].title)
        members = st.number_input("委員の数", 1, 50, 7)
        budget = st.number_input("予算(円)", min_value=0, step=100_000, value=None)
        if st.form_submit_button("選考を始める", type="primary") and parts.attempt(
            lambda: deliberating.open_selection(
                shared.store(),
                workshop_id,
                title,
                known[name],
                members=int(members),
                project_ids=ids,
                budget_yen=budget,
            )
        ):
            st.rerun()


def draw_rules(told: Deliberation) -> None:
    """Draw the rules and criteria; they are settled before anybody scores."""
    selection = told.selection
    is_open = selection.state is SelectionState.OPEN
    with st.form("rules"):
        rule = st.selectbox(
            "決め方",
            list(Rule),
            index=list(Rule).index(Rule(selection.rule)),
            format_func=lambda each: NAMES[each],
        )
        tie = st.selectbox(
            "同点のとき",
            list(TieRule),
            index=list(TieRule).index(TieRule(selection.tie)),
            format_func=lambda each: explaining.TIE_WORDS[each],
        )
        rounding = st.selectbox(
            "端数",
            list(Rounding),
            index=list(Rounding).index(Rounding(selection.rounding)),
            format_func=lambda each: explaining.ROUNDING_WORDS[each],
        )
        minimum = st.text_input("最低点(なければ空欄)", selection.minimum)
        budget = st.number_input(
            "予算(円)", min_value=0, step=100_000, value=selection.budget_yen
        )
        if st.form_submit_button("決め方を保存する", disabled=not is_open) and parts.attempt(
            lambda: deliberating.settle_rules(
                shared.store(),
                selection.id,
                rule=str(rule),
                tie=str(tie),
                rounding=str(rounding),
                minimum=minimum.strip(),
                budget_yen=budget,
            )
        ):
            st.rerun()
    if selection.state is not SelectionState.FROZEN:
        conditions.draw(told)
    _draw_criteria(told, is_open=is_open)
    for line in limiting.scheme_lines(selection.constraints):
        st.text(line)
    if is_open:
        _draw_pairs(told)


def _draw_criteria(told: Deliberation, *, is_open: bool) -> None:
    st.subheader("採点の項目")
    rows = [
        {
            "項目": each.name,
            "重み": float(Fraction(each.weight)),
            "最高点": float(Fraction(each.most)),
            _GRADES: grading.as_line(grading.grade_words(each)),
        }
        for each in told.criteria
    ]
    edited = st.data_editor(
        rows, num_rows="dynamic", disabled=not is_open, key=f"criteria_{told.selection.id}"
    )
    st.caption("段階のことばは「1：新設ばかり／3：半分／5：ほぼ既存」のように書きます。")
    drops = st.checkbox("今ある採点を消してよい", disabled=not told.scores)
    if st.button("項目を保存する", disabled=not is_open) and parts.attempt(
        lambda: deliberating.set_criteria(
            shared.store(),
            told.selection.id,
            [_criterion(row) for row in edited],
            grades={
                str(row.get("項目") or ""): grading.from_line(str(row.get(_GRADES) or ""))
                for row in edited
            },
            drops_scores=drops,
        )
    ):
        st.rerun()


def _criterion(row: dict[str, object]) -> Criterion:
    name = str(row.get("項目") or "")
    weight, most = row.get("重み"), row.get("最高点")
    return Criterion(
        id=name,
        name=name,
        weight=Fraction(str(1 if weight is None else weight)),
        most=Fraction(str(5 if most is None else most)),
    )


def _grades(told: Deliberation) -> dict[str, dict[str, str]]:
    return {each.name: grading.grade_words(each) for each in told.criteria}


def _draw_pairs(told: Deliberation) -> None:
    """Draw comparisons two by two, and the weights they give."""
    with st.expander("重みを、2つずつくらべて決める"):
        answers = {}
        for i, j in itertools.combinations(range(len(told.criteria)), 2):
            left, right = told.criteria[i].name, told.criteria[j].name
            answers[i, j] = st.select_slider(
                parts.plain(f"左：{left}／右：{right}"),
                list(_PAIRS),
                value=1.0,
                format_func=lambda value: _PAIRS[value],
                key=f"pair_{told.selection.id}_{i}_{j}",
            )
        found = pairwise.weigh(len(told.criteria), answers)
        weights = pairwise.whole_weights(found.weights, 20)
        named = zip(told.criteria, weights, strict=True)
        st.text("重み：" + "、".join(f"{each.name} {weight}" for each, weight in named))
        fits = (
            "くらべ方は、おおむねそろっています"
            if found.is_consistent
            else "くらべ方がそろっていません"
        )
        st.text(f"{fits}(整合度 {found.ratio:.2f}。0.10までがめやす)")
        if found.worst is not None and not found.is_consistent:
            i, j = found.worst
            st.text(f"見直すなら「{told.criteria[i].name}」と「{told.criteria[j].name}」から。")
        if st.button("この重みにする", disabled=not found.is_consistent) and parts.attempt(
            lambda: deliberating.set_criteria(
                shared.store(),
                told.selection.id,
                [
                    replace(
                        Criterion(each.name, most=Fraction(each.most), name=each.name),
                        weight=Fraction(weight),
                    )
                    for each, weight in zip(told.criteria, weights, strict=True)
                ],
                grades=_grades(told),
            )
        ):
            st.rerun()


def draw_members(told: Deliberation) -> None:
    """Draw members' addresses and presence, entry from paper, closing and another round."""
    st.warning("この部分は投影しないでください。委員ごとの住所が出ます。")
    selection = told.selection
    slips.draw(told)
    for member in told.members:
        left, right = st.columns((4, 1))
        left.text(f"委員{member.number}　{slips.address_of(member)}")
        there = right.checkbox("出席", member.is_present, key=f"there_{member.id}")
        if there != member.is_present and parts.attempt(
            lambda m=member.id, t=there: deliberating.note_presence(  # type: ignore[misc]
                shared.store(), m, is_present=t
            )
        ):
            st.rerun()
    if selection.state is SelectionState.OPEN:
        _draw_paper(told)
        if st.button("採点を締め切る", type="primary") and parts.attempt(
            lambda: deliberating.close(shared.store(), selection.id)
        ):
            st.rerun()
    elif selection.state is SelectionState.CLOSED and (
        st.button("話し合ったので、もう一度採点する")
        and parts.attempt(lambda: deliberating.begin_round(shared.store(), selection.id))
    ):
        st.rerun()


def _draw_paper(told: Deliberation) -> None:
    with st.expander("紙の採点を入れる"):
        numbers = {each.id: each.number for each in told.members}
        member = st.selectbox("委員", list(numbers), format_func=lambda k: f"委員{numbers[k]}")
        sheet = scoring.paper_of(shared.store(), member)
        titles = {page.candidate_id: page for page in sheet.pages}
        chosen = st.selectbox("候補", list(titles), format_func=lambda k: titles[k].title)
        page = titles[chosen]
        with st.form("paper"):
            values = {
                item.criterion.id: st.text_input(
                    parts.plain(f"{item.criterion.name}(0〜{item.criterion.most}、空欄可)"),
                    item.value,
                    key=f"paper_{member}_{chosen}_{item.criterion.id}",
                )
                for item in page.items
            }
            recused = st.checkbox(
                "利害関係のため採点しない", page.is_recused, key=f"out_{member}_{chosen}"
            )
            if st.form_submit_button("この候補の採点を保存する") and parts.attempt(
                lambda: scoring.enter_paper(
                    shared.store(), member, chosen, values, is_recused=recused
                ),
                "保存しました。",
            ):
                st.rerun()
