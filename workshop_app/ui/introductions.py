"""What the page 「ひきあわせ」 draws: proposals with their reasons, and the answers."""

from collections.abc import Sequence

import streamlit as st

from workshop_app import words
from workshop_app.model import Match, MatchState
from workshop_app.ui import parts, shared
from workshop_app.usecases import introducing
from workshop_app.usecases.introducing import IntroductionBoard, Proposal
from workshop_app.usecases.listing import Lists, Source

_SHOWN = 12  # proposals on one screen; the rest behind a button
_LONGEST = 40
_TWO_LINES = 72  # pixels: long sentences are broken, not cut off


def draw_goal(board: IntroductionBoard) -> None:
    """Say how far today's goal is, in numbers that add up."""
    agreed = sum(match.state is MatchState.AGREED for match in board.matches)
    total = len(board.needs)
    parts.draw_counts(
        {
            "成立した引き合わせ": f"{agreed}件",
            "候補があるニーズ": f"{len(board.proposals)}件",
            "まだ相手がいない": f"{len(board.open_needs)}件",
            "ニーズの合計": f"{total}件",
        }
    )
    if not total:
        st.info(
            "「困りごと」「ニーズ」の声がまだありません。「声をあつめる」で種別をつけてください。"
        )
    elif agreed:
        st.success("今日の目標「ひとつ、引き合わせる」ができました。")


def draw_running(board: IntroductionBoard, municipality_id: int) -> None:
    """Draw the matches people work on, each with the next step and the way back."""
    if not board.matches:
        return
    st.header("進めている引き合わせ", anchor=False)
    for match in board.matches:
        need, offering = board.need_of(match), board.offering_of(match)
        if need is None or offering is None:
            continue
        with st.container(border=True):
            st.text(f"【{words.label(match.state)}】{need.text}\n　↔　{offering.text}")
            st.caption(parts.plain(match.reason))
            draw_steps(match, municipality_id)


def draw_steps(match: Match, municipality_id: int) -> None:
    """Draw how far one introduction has come, and the steps a person may take."""
    row = st.columns([1, 1, 1, 2, 1])
    steps = {
        MatchState.ASKED: "打診した",
        MatchState.AGREED: "成立した",
        MatchState.CANDIDATE: "候補にもどす",
    }
    for column, (state, said) in zip(row, steps.items(), strict=False):
        is_there = match.state is state
        if column.button(
            said, key=f"m{match.id}_{state.value}", disabled=is_there, width="stretch"
        ):
            _move(match, municipality_id, state, "")
    if match.state is MatchState.DECLINED:
        return
    why = row[3].text_input(
        "不成立のわけ",
        key=f"why_{match.id}",
        label_visibility="collapsed",
        placeholder="不成立のわけ",
    )
    if row[4].button("不成立", key=f"m{match.id}_declined", width="stretch"):
        _move(match, municipality_id, MatchState.DECLINED, why)


def _move(match: Match, municipality_id: int, state: MatchState, reason: str) -> None:
    if parts.attempt(
        lambda: introducing.move(shared.store(), municipality_id, match.id, state, reason),
        f"「{words.label(state)}」にしました。",
    ):
        st.rerun()


def draw_proposals(board: IntroductionBoard, workshop_id: int) -> None:
    """Draw the best proposal of each need; 「候補にする」 writes it down, nothing more."""
    fresh = board.fresh_proposals
    st.header("引き合わせの案", anchor=False)
    st.caption("機械の下書きです。決めるのは、話し合った人たちです。")
    if not fresh:
        st.text("新しい案はありません。")
        return
    shows_all = len(fresh) > _SHOWN and st.toggle(f"{len(fresh)}件をすべて見る")
    for proposal in fresh if shows_all else fresh[:_SHOWN]:
        _draw_proposal(proposal, board, workshop_id)


def _draw_proposal(proposal: Proposal, board: IntroductionBoard, workshop_id: int) -> None:
    with st.container(border=True):
        left, right = st.columns([4, 1])
        left.text(f"困りごと：{proposal.need.text}\nできること：{proposal.offering.text}")
        left.caption(parts.plain(proposal.reason))
        if right.button("候補にする", key=f"take_{proposal.need.id}", width="stretch"):
            take_up(proposal, workshop_id)
        for each in board.alternatives:
            if each.need.id != proposal.need.id:
                continue
            left, right = st.columns([4, 1])
            left.text(f"ほかの案：{each.offering.text}")
            key = f"take_{proposal.need.id}_{each.offering.key}"
            if right.button("こちらを候補に", key=key, width="stretch"):
                take_up(each, workshop_id)


def take_up(proposal: Proposal, workshop_id: int) -> None:
    """Write a proposal down as a candidate, because a person pressed the button."""
    if parts.attempt(
        lambda: introducing.take_up(shared.store(), workshop_id, proposal),
        "候補にしました。相手に聞いたら「打診した」を押してください。",
    ):
        st.rerun()


def draw_open_needs(board: IntroductionBoard) -> None:
    """Draw the list of needs nobody can meet yet, each with the reason."""
    st.header("まだ相手がいない", anchor=False)
    if not board.open_needs:
        st.text("相手のいないニーズはありません。")
        return
    if board.needs:
        share = len(board.open_needs) / len(board.needs)
        st.caption(f"ニーズ{len(board.needs)}件のうち{len(board.open_needs)}件（{share:.1%}）")
    with st.expander(
        f"{len(board.open_needs)}件を見る", expanded=len(board.open_needs) <= _SHOWN
    ):
        for each in board.open_needs:
            st.text(each.voice.text)
            st.caption(parts.plain(each.reason))


def draw_lists(found: Lists) -> None:
    """Draw every need and every offer with where it came from and how far it is."""
    st.header("ニーズと「できること」の一覧", anchor=False)
    with st.expander(f"ニーズ {len(found.needs)}件"):
        _draw_table(
            {
                "ニーズ": [each.voice.text for each in found.needs],
                "いま": [each.standing for each in found.needs],
                **_say_sources([each.source for each in found.needs]),
            }
        )
    with st.expander(f"できること・地域の宝 {len(found.offers)}件"):
        work = ["候補" if each.is_work_like else "" for each in found.offers]
        _draw_table(
            {
                "できること": [each.offering.text for each in found.offers],
                "いま": [each.standing for each in found.offers],
                "就労的活動": work,
                "似ている事業": [each.programme for each in found.offers],
                **_say_sources([each.source for each in found.offers]),
            }
        )
        if any(work):
            st.caption(
                "「就労的活動 候補」は、お金や仕事のことばがある申し出です。"
                "就労的活動支援コーディネーターと相談してください。"
            )


def _say_sources(sources: Sequence[Source]) -> dict[str, list[str]]:
    return {
        "だれの声": [
            parts.describe(each.voice) if each.voice is not None else "名簿から"
            for each in sources
        ],
        "テーマ": [each.theme for each in sources],
        "どの会": [each.meeting for each in sources],
    }


def _draw_table(columns: dict[str, list[str]]) -> None:
    st.dataframe(columns, hide_index=True, width="stretch", row_height=_TWO_LINES)


def draw_what_if(board: IntroductionBoard, workshop_id: int) -> None:
    """Let people ask which needs would be met if somebody gave more; nothing is kept."""
    st.header("もし、もう少し受けられたら", anchor=False)
    if not board.offerings:
        st.text("「できること」や地域の宝が登録されると、ここで試せます。")
        return
    with st.form("what_if"):
        offering = parts.choose(
            st.container(), "申し出", board.offerings, say=lambda each: _cut(each.text)
        )
        places = st.number_input("あといくつ", min_value=1, max_value=50, value=1)
        asked = st.form_submit_button("ためしに見る")
    if not asked:
        return
    served = introducing.what_if(
        shared.store(), workshop_id, shared.embedder(), offering.key, int(places)
    )
    if not served:
        st.text("ふやしても、いまの「まだ相手がいない」ニーズには届きません。")
    for voice in served:
        st.text(f"届くようになる：{voice.text}")


def _cut(text: str, longest: int = _LONGEST) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"
