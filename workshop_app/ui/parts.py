"""What several pages draw: voices, counts, alerts. Participants' words are always text."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import streamlit as st
from streamlit.errors import StreamlitAPIException

from workshop_app import errors, words
from workshop_app.embedders import ModelStatus
from workshop_app.model import THREE_PARTIES, Party, Voice
from workshop_app.usecases.gathering import Tally
from workshop_app.usecases.reading import ThemeCard

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import StreamlitPage

Option = TypeVar("Option")

_COUNT = 160  # pixels: two of them fit beside each other on a phone

_MARKS = {
    Party.RESIDENTS: "●",
    Party.CARE: "▲",
    Party.COMPANIES: "■",
    Party.OFFICIALS: "◆",
    Party.OTHER: "○",
}


def run_safely(page: "StreamlitPage") -> None:
    """Run a page; what a person can mend is said in a sentence, never as a trace."""
    try:
        page.run()
    except errors.KurumazaError as problem:
        st.warning(plain(str(problem)))


def apply_style(name: str = "style.css") -> None:
    """Apply one of the style sheets that lie beside this module; never anybody's words."""
    st.html(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def attempt(act: Callable[[], object], done: str | None = None) -> bool:
    """Do what a button asks; say *done*, or what stands in the way."""
    try:
        act()
    except errors.KurumazaError as problem:
        st.warning(plain(str(problem)))
        return False
    if done:
        st.toast(done)
    return True


def rerun_here() -> None:
    """Draw this part of the page again, or all of it where it is drawn as a whole."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def choose(
    where: "DeltaGenerator",
    label: str,
    options: Sequence[Option],
    *,
    chosen: Option | None = None,
    say: Callable[[Option], str] = str,
    key: str | None = None,
) -> Option:
    """Draw a choice of one among *options*, of which there is at least one."""
    place = options.index(chosen) if chosen in options else 0
    picked = where.selectbox(
        label, range(len(options)), place, lambda i: say(options[i]), key=key
    )
    return options[picked or 0]


def plain(text: str) -> str:
    """Return *text* so that a Markdown sink shows exactly its characters, and no link."""
    parted = _ADDRESS.split(text)
    return _NOTHING.join(map(_escape, parted)).replace("\n", "  \n")


def _escape(text: str) -> str:
    return "".join(f"\\{mark}" if mark in _MARKDOWN else mark for mark in text)


# An address becomes a link even where all its marks are escaped, unless its text is parted.
_ADDRESS = re.compile(r"(?<=https)(?=:)|(?<=http)(?=:)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_NOTHING = ":small[]"
_MARKDOWN = frozenset("\\`*_{}[]()#+-.!|~$:<>&=^\"'/@%")


def draw_model_line(status: ModelStatus) -> None:
    """Say which model is at work, and why where it is not the chosen one."""
    if status.notice:
        st.warning(plain(status.notice))
    st.caption(plain(status.sentence))


def draw_voice(voice: Voice, *, theme: str = "") -> None:
    """Draw one voice exactly as it was said, with where it came from."""
    st.text(f"「{voice.text}」")
    st.caption(plain(describe(voice) + (f"　→　{theme}" if theme else "")))


def describe(voice: Voice) -> str:
    """Say where a voice came from, in one line."""
    table = say_table(voice.table_number)
    kind = f"・{words.label(voice.kind)}" if voice.kind else ""
    held = "" if voice.is_projected else "・画面には出しません"
    return f"{_MARKS[voice.party]}{words.label(voice.party)}・{table}{kind}{held}"


def say_table(number: int | None) -> str:
    """Return a table as people call it."""
    return "班なし" if number is None else f"{number}班"


def draw_counts(counts: Mapping[str, str]) -> None:
    """Draw numbers beside each other: four in a row on a wall, two on a phone."""
    row = st.container(horizontal=True)
    for name, count in counts.items():
        row.metric(name, count, width=_COUNT)


def draw_balance(tally: Tally) -> None:
    """Draw the three parties' counts and shares, and an alert for each that is silent."""
    shares = tally.shares()
    recorders = tally.total - tally.three_parties
    columns = st.columns(len(THREE_PARTIES) + 1 + (recorders > 0))
    for column, party in zip(columns, THREE_PARTIES, strict=False):
        share = shares[party]
        column.metric(
            f"{_MARKS[party]} {words.label(party)}",
            f"{tally.by_party.get(party, 0)}件",
            "" if share is None else f"{share:.1%}",
            delta_color="off",
            delta_arrow="off",
        )
    if recorders:
        columns[-2].metric(
            "行政・記録など",
            f"{recorders}件",
            "割合の外",
            delta_color="off",
            delta_arrow="off",
        )
    columns[-1].metric("ぜんぶで", f"{tally.total}件")
    for sentence in tally.alerts():
        st.warning(sentence, icon=":material/campaign:")


def count_line(card: ThemeCard) -> str:
    """Return 件数, 班数 and 立場の数 of a theme, always together."""
    return f"{len(card.voices)}件・{card.table_count}班・{card.party_count}つの立場"


def silent_line(silent: Sequence[Party]) -> str:
    """Return one sentence that names the parties silent on a theme, or nothing."""
    return "　".join(words.no_voice_alert(party) for party in silent)


def say_day(day: date | None) -> str:
    """Return a day as people write it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "まだ決めない日"


def mark_of(party: Party) -> str:
    """Return the shape that stands for a party beside its colour and its word."""
    return _MARKS[party]
