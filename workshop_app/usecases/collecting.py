"""Collecting what the papers of a meeting say, once, so that all of them say the same.

Nothing withdrawn, held or handed over is in it. Words are quoted only where their speaker
allowed it, the meeting's record of consent does not forbid it, and a person or the screening
has cleared them. A machine's heading that could give somebody's words away is a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from workshop_app import rules, words
from workshop_app.model import (
    Asset,
    AssetState,
    Consent,
    ConsentRecord,
    Handoff,
    Match,
    MatchState,
    Meeting,
    ParkedItem,
    Selection,
    Stakeholder,
    Task,
    TaskState,
    ThemeFate,
)
from workshop_app.store import (
    Connection,
    Store,
    assets,
    consents,
    fates,
    joining,
    meetings,
    parked_items,
    projects,
    receipts,
    selections,
    stakeholders,
    tasks,
    voices,
)
from workshop_app.usecases import (
    answering,
    charting,
    entering,
    evaluating,
    flowing,
    minuting,
    planning,
    reading,
    reporting,
    seating,
)
from workshop_app.usecases.entering import Room
from workshop_app.usecases.flowing import ProjectCard
from workshop_app.usecases.minuting import Minutes
from workshop_app.usecases.planning import PlanSheet
from workshop_app.usecases.reading import ThemeBoard, ThemeCard
from workshop_app.usecases.seating import Turnout

_MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Introduction:
    """A need and an offer somebody has put together, without anybody's words."""

    theme: str
    partner: str
    state: MatchState


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of the voice with a receipt number; the voice itself is not in it."""

    number: str
    table_number: int | None
    theme_id: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the papers of one meeting are made from.

    Attributes
    ----------
    mark : the sentence that marks practice or an invented town, or nothing.
    board : the meeting's themes as they may leave the house.
    public : the same, with nothing but what may be public.
    quotes : words that may be printed, by theme; at most three each.
    fates : the newest answer about a theme, by theme.
    tasks : what is still to be done, with the title of its project.
    """

    room: Room
    mark: str
    minutes: Minutes
    consent: ConsentRecord
    turnout: Turnout
    board: ThemeBoard
    public: ThemeBoard
    quotes: Mapping[int, tuple[str, ...]]
    fates: Mapping[int, ThemeFate]
    replies: tuple[Reply, ...]
    assets: tuple[Asset, ...]
    stakeholders: tuple[Stakeholder, ...]
    introductions: tuple[Introduction, ...]
    projects: tuple[ProjectCard, ...]
    plans: tuple[PlanSheet, ...]
    tasks: tuple[tuple[Task, str], ...]
    parked: tuple[ParkedItem, ...]
    handoffs: tuple[Handoff, ...]
    selections: tuple[Selection, ...]
    following: Meeting | None

    @property
    def may_quote(self) -> bool:
        """Whether the people of this meeting were asked and allowed quoting."""
        return self.consent.quoting is True

    def cards(self, *, for_public: bool = False) -> tuple[ThemeCard, ...]:
        """Return themes and lone voices, in the order of the board, none above another."""
        board = self.public if for_public else self.board
        return (*board.themes, *board.lone)

    def answer_of(self, theme_id: int) -> str:
        """Return what became of a theme, with reason and next step."""
        return answering.say(self.fates.get(theme_id))


@dataclass(frozen=True, slots=True)
class _Read:
    mark: str
    minutes: Minutes
    consent: ConsentRecord
    turnout: Turnout
    quotable: Mapping[int, str]
    fates: Mapping[int, ThemeFate]
    numbers: Mapping[int, str]
    assets: tuple[Asset, ...]
    stakeholders: tuple[Stakeholder, ...]
    matches: tuple[Match, ...]
    tasks: tuple[tuple[Task, str], ...]
    parked: tuple[ParkedItem, ...]
    handoffs: tuple[Handoff, ...]
    selections: tuple[Selection, ...]
    following: Meeting | None


def collect(store: Store, meeting_id: int) -> Dossier:
    """Return everything about a meeting that may stand on a paper."""
    room = entering.enter(store, meeting_id)
    board = reading.board_of_meeting(store, meeting_id, on_screen=True)
    found = store.read(lambda conn: _read(conn, room))
    inside = charting.may_leave(replace(board, asides=()))
    cards = tuple(
        card for column in flowing.board(store, room.workshop.id) for card in column.cards
    )
    return Dossier(
        room=room,
        mark=found.mark,
        minutes=found.minutes,
        consent=found.consent,
        turnout=found.turnout,
        board=inside,
        public=charting.may_leave(board, for_public=True),
        quotes=_quotes(inside, found.quotable),
        fates=found.fates,
        replies=_replies(inside, found.numbers),
        assets=found.assets,
        stakeholders=found.stakeholders,
        introductions=_introductions(inside, found),
        projects=tuple(sorted(cards, key=lambda card: card.project.id)),
        plans=tuple(
            planning.look(store, card.project.id)
            for card in sorted(cards, key=lambda card: card.project.id)
        ),
        tasks=found.tasks,
        parked=found.parked,
        handoffs=found.handoffs,
        selections=found.selections,
        following=found.following,
    )


def evaluation(store: Store, dossier: Dossier) -> evaluating.Evaluation:
    """Return the indicators of the fiscal year the meeting was held in."""
    year = rules.fiscal_year_of(dossier.room.meeting.held_on)
    return evaluating.look(store, dossier.room.municipality.id, year)


def say_count(card: ThemeCard) -> str:
    """Return 件数・班数・立場の数 of a theme (DOMAIN 1.6)."""
    return f"{len(card.voices)}件・{card.table_count}班・{card.party_count}立場"


def _read(conn: Connection, room: Room) -> _Read:
    meeting, town = room.meeting, room.municipality.id
    said = voices.list_of(conn, meeting.id)
    living = {voice.id for voice in voices.list_of_workshop(conn, room.workshop.id)}
    consent = consents.of_meeting(conn, meeting.id)
    cleared = reporting.ready_for_public(conn, meeting.id, said) if consent.quoting else []
    held = projects.list_of(conn, room.workshop.id)
    later = [
        each
        for each in meetings.list_of(conn, room.workshop.id)
        if (each.held_on, each.id) > (meeting.held_on, meeting.id)
    ]
    return _Read(
        mark=entering.mark_of(conn, meeting.id),
        minutes=minuting.minutes_of(conn, meeting.id),
        consent=consent,
        turnout=seating.turnout_of(conn, meeting.id),
        quotable={
            voice.id: voice.text
            for voice in cleared
            if voice.consent is Consent.PUBLIC and voice.is_projected
        },
        fates=fates.newest_of(conn, room.workshop.id),
        numbers=receipts.list_of_voices(conn, [voice.id for voice in said]),
        assets=tuple(
            asset
            for asset in assets.list_of(conn, town)
            if asset.source_voice_id is None or asset.source_voice_id in living
        ),
        stakeholders=tuple(stakeholders.list_of(conn, town)),
        matches=tuple(joining.list_matches(conn, town)),
        tasks=tuple(
            (task, project.title)
            for project in held
            for task in tasks.list_of(conn, project.id)
            if task.state is TaskState.OPEN
        ),
        parked=tuple(
            item for item in parked_items.list_of(conn, meeting.id) if item.done_at is None
        ),
        handoffs=tuple(joining.list_handoffs(conn, town)),
        selections=tuple(selections.list_of(conn, room.workshop.id)),
        following=_first_of(later),
    )


def _first_of(later: list[Meeting]) -> Meeting | None:
    return min(later, key=lambda each: (each.held_on, each.id)) if later else None


def _quotes(board: ThemeBoard, quotable: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    return {
        card.theme.id: tuple(
            quotable[voice.id] for voice in card.voices if voice.id in quotable
        )[:_MOST_QUOTES]
        for card in (*board.themes, *board.lone)
    }


def _replies(board: ThemeBoard, numbers: Mapping[int, str]) -> tuple[Reply, ...]:
    """Return a reply for every voice that has a receipt and may be seen, by number."""
    found = [
        Reply(numbers[voice.id], voice.table_number, card.theme.id)
        for card in (*board.themes, *board.lone)
        for voice in card.voices
        if voice.id in numbers
    ]
    return tuple(sorted(found, key=lambda each: each.number))


def _introductions(board: ThemeBoard, found: _Read) -> tuple[Introduction, ...]:
    themes_of = {
        voice.id: card.theme.heading
        for card in (*board.themes, *board.lone)
        for voice in card.voices
    }
    names = {asset.id: asset.name for asset in found.assets}
    return tuple(
        Introduction(
            themes_of[match.need_voice_id],
            names.get(match.asset_id or 0, "会で出た申し出"),
            match.state,
        )
        for match in found.matches
        if match.need_voice_id in themes_of and match.state is not MatchState.DECLINED
    )


def sure_assets(dossier: Dossier) -> tuple[Asset, ...]:
    """Return the assets somebody has confirmed; what was only heard is left out."""
    return tuple(each for each in dossier.assets if each.state is not AssetState.HEARD)


def area_name(dossier: Dossier, area_id: int | None) -> str:
    """Return the name of an area, or nothing."""
    return dossier.room.area_name(area_id)


def held_on(dossier: Dossier) -> date:
    """Return the day of the meeting."""
    return dossier.room.meeting.held_on


def not_the_whole_town(dossier: Dossier) -> str:
    """Return the sentence that every count of voices carries (P7)."""
    return words.not_the_whole_town(dossier.turnout.total)
