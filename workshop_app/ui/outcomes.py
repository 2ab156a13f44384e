"""What the rules say, in words and plain bars; fit for the projector: nobody beside a score."""

import streamlit as st

from analysis.verdicts import NAMES, SET_NAMES
from workshop_app.model import SelectionState
from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import deliberating, explaining, posing
from workshop_app.usecases.advising import Answer
from workshop_app.usecases.posing import Deliberation

EVERY = 2.0  # seconds between two looks at the store
_MOST_DISPUTED = 5


def draw(told: Deliberation) -> None:
    """Draw order, awards, sets, firmness and spread; no member is named anywhere."""
    st.link_button(
        "結果を投影する窓を開く",
        f"/results?m={visit.meeting_id(0)}&s={told.selection.id}",
        icon=":material/tv:",
    )
    answer = shared.choice(told.selection.id)
    if answer.ranking is None:
        st.info("まだ採点がありません。")
        return
    for title, part in _PARTS.items():
        st.subheader(title, anchor=False)
        part(answer)


def draw_wall(meeting_id: int) -> None:
    """Draw what the room sees: nothing before the closing, then one part at a time."""
    parts.attempt(lambda: _draw_wall(meeting_id))


def _draw_wall(meeting_id: int) -> None:
    told = _chosen(meeting_id)
    if told is None:
        st.header("まだ選考がありません。", anchor=False)
        return
    st.header(parts.plain(told.selection.title), anchor=False)
    if told.selection.state is SelectionState.OPEN:
        present = sum(member.is_present for member in told.members)
        st.header(f"採点を終えた委員　{told.finished()}名／{present}名", anchor=False)
        st.text("締め切ると、ここに結果が出ます。")
        return
    answer = shared.choice(told.selection.id)
    if answer.ranking is None:
        st.text("採点がありませんでした。")
        return
    shown = st.segmented_control(
        "見るところ",
        list(_PARTS),
        default=next(iter(_PARTS)),
        label_visibility="collapsed",
    )
    _PARTS[shown or next(iter(_PARTS))](answer)


def _chosen(meeting_id: int) -> Deliberation | None:
    """Return the choosing the address names if it belongs here, else the newest one."""
    workshop_id = shared.room(meeting_id).workshop.id
    known = [each.id for each in deliberating.selections_of(shared.store(), workshop_id)]
    asked = visit.selection_id()
    if not known:
        return None
    return posing.look_at(shared.store(), asked if asked in known else known[-1])


def _names(answer: Answer) -> dict[str, str]:
    return {each.id: each.label for each in answer.question.case.candidates}


def _draw_order(answer: Answer) -> None:
    for line in explaining.table(answer):
        st.text(line)
    for sentence in explaining.sentences(answer):
        st.text(sentence)


def _draw_money(answer: Answer) -> None:
    if answer.choice is None or not answer.choice.extra:
        st.text("予算と希望額がそろうと、ここに出ます。")
        return
    for line in explaining.money_lines(answer):
        st.text(line)
    st.table(explaining.extra_rows(answer))


def _draw_rules(answer: Answer) -> None:
    names = _names(answer)
    rankings = (answer.ranking, *answer.others)
    st.table(
        [
            {"決め方": NAMES[each.rule]}
            | {f"{place}番目": names[name] for place, name in enumerate(each.order, 1)}
            for each in rankings
            if each is not None
        ]
    )
    if answer.choice is not None:
        st.table(
            [
                {"選び方": SET_NAMES[way], "選ばれる候補": "、".join(names[n] for n in chosen)}
                for way, chosen in answer.choice.sets.items()
            ]
        )


def _draw_firmness(answer: Answer) -> None:
    if answer.firmness is None:
        return
    names = _names(answer)
    for title, shares in (
        ("重みを1万通りに変えたとき", answer.firmness.over_weights),
        ("委員を1万回選び直したとき", answer.firmness.over_members),
    ):
        if shares:
            st.text(title)
        for name, share in sorted(shares.items(), key=lambda row: (-row[1], row[0])):
            words = explaining.share_words(share)
            st.progress(share, parts.plain(f"{names[name]}　{words}({share:.0%})"))


def _draw_spread(answer: Answer) -> None:
    st.text("ここを話し合ってください。話し合ったあと、もう一度採点できます。")
    for line in explaining.spread_lines(answer.question.case)[:_MOST_DISPUTED]:
        st.text(line)


_PARTS = {
    "決め方どおりの順": _draw_order,
    "決め方をくらべる": _draw_rules,
    "予算をふやしたら": _draw_money,
    "結果の確かさ": _draw_firmness,
    "意見の分かれたところ": _draw_spread,
}
