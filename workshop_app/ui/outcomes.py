"""What the rules say, in words and plain bars; fit for the projector: nobody beside a score."""

import streamlit as st

from analysis.verdicts import NAMES, SET_NAMES
from workshop_app.ui import parts, shared
from workshop_app.usecases import explaining
from workshop_app.usecases.advising import Answer
from workshop_app.usecases.posing import Deliberation

_MOST_DISPUTED = 5


def draw(told: Deliberation) -> None:
    """Draw order, awards, sets, firmness and spread; no member is named anywhere."""
    answer = shared.choice(told.selection.id)
    names = {each.id: each.label for each in answer.question.case.candidates}
    if answer.ranking is None:
        st.info("まだ採点がありません。")
        return
    st.subheader("決め方どおりの順")
    for line in explaining.table(answer):
        st.text(line)
    for sentence in explaining.sentences(answer):
        st.text(sentence)
    _draw_rules(answer, names)
    _draw_firmness(answer, names)
    _draw_spread(answer)


def _draw_rules(answer: Answer, names: dict[str, str]) -> None:
    st.subheader("決め方をくらべる")
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


def _draw_firmness(answer: Answer, names: dict[str, str]) -> None:
    if answer.firmness is None:
        return
    st.subheader("結果の確かさ")
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
    st.subheader("意見の分かれたところ(話し合ってください)")
    for line in explaining.spread_lines(answer.question.case)[:_MOST_DISPUTED]:
        st.text(line)
