"""Watching over the room from the desk: who has spoken, where, and whether it is enough.

Tables stand in the order of their numbers, never of their counts.  Everything is read; nothing
is computed that the desk would have to wait for.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from analysis import balance
from workshop_app import words
from workshop_app.model import Party, Voice
from workshop_app.usecases import gathering
from workshop_app.usecases.entering import Room
from workshop_app.usecases.gathering import Tally
from workshop_app.usecases.reading import ThemeBoard

WINDOW = timedelta(minutes=10)
_LAST_FEW = 20  # voices in which a new topic is looked for


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table: its number, whether it is still there, and its voices."""

    number: int | None
    is_here: bool
    note: str
    voices: int
    recent: int  # of them in the last ten minutes


@dataclass(frozen=True, slots=True)
class Overview:
    """What the desk shows of the room; every sum agrees with the counts elsewhere.

    Attributes
    ----------
    waiting : voices that have no place among the themes yet.
    held_back : voices that are not projected, and may be shown again from the desk.
    to_look_at : voices that wait to be looked at before they are projected.
    fresh : headings of topics first heard in the last ten minutes.
    saturation : share (0..1) of new topics among the last twenty voices, or None.
    """

    tally: Tally
    tables: tuple[TableLine, ...]
    waiting: int
    held_back: tuple[Voice, ...]
    to_look_at: int
    fresh: tuple[str, ...]
    saturation: float | None

    def sentences(self) -> tuple[str, ...]:
        """Say what is new, whether it is enough, and what is still to be placed."""
        said = [say_fresh(self.fresh), say_saturation(self.saturation)]
        if self.waiting:
            said.append(f"テーマの場所がまだない声が{self.waiting}件あります。")
        if self.to_look_at:
            said.append(
                f"止めてある声が{self.to_look_at}件あります。"
                "「映すまえに」の画面で読んで決めます。"
            )
        return tuple(sentence for sentence in said if sentence)


def look_over(
    room: Room,
    said: Sequence[Voice],
    board: ThemeBoard,
    now: datetime,
    *,
    held: Collection[int] = (),
) -> Overview:
    """Return the overview of a meeting.

    Parameters
    ----------
    said : the meeting's voices in the order they came, without the withdrawn ones.
    board : the meeting's themes, with the voices that are not projected.
    now : the present moment, with its zone.
    held : ids of the voices that wait to be looked at, or that staff have taken over.
    """
    since = (now - WINDOW).isoformat(timespec="milliseconds")
    by_theme = {
        voice.id: card.theme.id
        for card in (*board.themes, *board.lone)
        for voice in card.voices
    }
    topics = [str(by_theme[voice.id]) for voice in said if voice.id in by_theme]
    fresh = [
        card.theme.heading
        for card in (*board.themes, *board.lone)
        if min(voice.recorded_at for voice in card.voices) >= since
    ]
    return Overview(
        tally=gathering.count(said),
        tables=_table_lines(room, said, since),
        waiting=len(board.waiting),
        held_back=tuple(v for v in said if not v.is_projected and v.id not in held),
        to_look_at=sum(not v.is_projected and v.id in held for v in said),
        fresh=tuple(fresh),
        saturation=balance.measure_saturation(topics, window=_LAST_FEW),
    )


def _table_lines(room: Room, said: Sequence[Voice], since: str) -> tuple[TableLine, ...]:
    here = {table.number: table.note for table in room.tables}
    counts: dict[int | None, int] = dict.fromkeys(sorted(here), 0)
    recent: dict[int | None, int] = {}
    for voice in said:
        number = voice.table_number
        counts[number] = counts.get(number, 0) + 1
        recent[number] = recent.get(number, 0) + (voice.recorded_at >= since)
    order = sorted(counts, key=lambda number: (number is None, number or 0))
    return tuple(
        TableLine(
            number,
            number in here,
            here.get(number, "") if number is not None else "",
            counts[number],
            recent.get(number, 0),
        )
        for number in order
    )


def say_fresh(fresh: Sequence[str]) -> str:
    """Say which topics are new in the last ten minutes."""
    if not fresh:
        return "この10分で出た新しい話題は、まだありません。"
    named = "、".join(f"「{heading}」" for heading in fresh[:3])
    more = f"ほか{len(fresh) - 3}" if len(fresh) > 3 else ""
    return f"この10分で出た新しい話題：{len(fresh)}　{named}{more}"


def say_saturation(share: float | None) -> str:
    """Say whether new topics still come; nothing while there are too few voices to tell."""
    if share is None:
        return ""
    if share == 0.0:
        return (
            f"さいごの{_LAST_FEW}件に、新しい話題はありませんでした。つぎへ進んでもよい頃です。"
        )
    return f"さいごの{_LAST_FEW}件のうち{round(share * _LAST_FEW)}件が、新しい話題でした。"


def silent_sentences(by_party: Mapping[Party, int], people: Mapping[Party, int]) -> list[str]:
    """Name the parties that are in the room and have not said anything."""
    return [
        f"{words.no_voice_alert(party)}（会場に{people[party]}人）。"
        for party in Party
        if people.get(party) and not by_party.get(party) and party is not Party.OFFICIALS
    ]
