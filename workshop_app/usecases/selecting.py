"""Selecting which voices leave the house: how far they go, and what a person filtered by.

A voice that was taken back, or handed over to staff, is in no selection at all (P21, C12).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from analysis import screening, suppression
from workshop_app import errors, words
from workshop_app.model import Consent, HoldState, Voice, VoiceKind
from workshop_app.screening_words import REWORDED
from workshop_app.store import Connection, consents, holds, voices
from workshop_app.usecases import agreeing, holding
from workshop_app.usecases.entering import Room
from workshop_app.usecases.filtering import Filter, lets_through

TOO_FINE = "公開するものでは、しぼりこみを1つまでにしてください。人が分かることがあります。"


class Scope(StrEnum):
    """How far a file goes, and so which voices are in it."""

    ALL = "all"  # 職員の手もと: すべての声
    TOWN = "town"  # 町の中: 「この場だけ」の声と、止めてある声は入れない
    PUBLIC = "public"  # 公開: 引用・公開してよいと答え、見てある声だけ


SCOPES = {
    Scope.ALL: "すべての声",
    Scope.TOWN: "町の中で使ってよい声だけ",
    Scope.PUBLIC: "公開してよい声だけ",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asks to have as a file."""

    scope: Scope = Scope.ALL
    wanted: Filter = field(default_factory=Filter)

    @property
    def is_public(self) -> bool:
        """Whether anybody may read the file."""
        return self.scope is Scope.PUBLIC


def select(
    conn: Connection, room: Room, order: Order, said: Sequence[Voice] | None = None
) -> list[Voice]:
    """Return the voices of a meeting that leave under *order*, in the order they came.

    In public the accepted wording stands in place of the original, and is marked as such.
    """
    kept = voices.list_of(conn, room.meeting.id) if said is None else said
    found = [voice for voice in kept if lets_through(order.wanted, voice, room.meeting)]
    if order.scope is Scope.ALL:
        return list(found)
    stopped = holds.of_voices(conn, [voice.id for voice in found])
    if order.scope is Scope.TOWN:
        closed = {
            voice_id
            for voice_id, hold in stopped.items()
            if hold.state in (HoldState.WAITING, HoldState.HELD)
        }
        return [v for v in found if v.consent is not Consent.ROOM and v.id not in closed]
    lists = holding.lists_of_meeting(conn, room.meeting.id)
    ready = []
    for voice in found:
        hold = stopped.get(voice.id)
        if voice.consent is not Consent.PUBLIC or not voice.is_projected:
            continue
        # Voices that came before there was a screening are looked through now (P6).
        if hold is None and not holding.reasons_of(screening.screen(voice.text, lists)):
            ready.append(voice)
        elif hold is not None and hold.state is HoldState.ACCEPTED:
            shown = f"{hold.wording}{REWORDED}" if hold.wording else voice.text
            ready.append(replace(voice, text=shown))
    return ready


def require(conn: Connection, meeting_id: int, order: Order) -> None:
    """Refuse a public file of a meeting whose people have not been asked, or said no.

    Raises
    ------
    UnusableInputError
        The record of consent has a blank, quoting was not allowed, or so much was filtered by
        that people could be told apart.
    """
    if not order.is_public:
        return
    agreeing.require_for_public(consents.of_meeting(conn, meeting_id))
    if is_too_fine(order):
        raise errors.UnusableInputError(TOO_FINE)


def is_too_fine(order: Order) -> bool:
    """Say whether a public file crosses more than two of party, table, area and kind (P10)."""
    axes = ("parties", "tables", "areas", "kinds")
    chosen = sum(bool(getattr(order.wanted, axis)) for axis in axes)
    return order.is_public and chosen + 1 > suppression.MOST_AXES


def describe(order: Order, room: Room) -> str:
    """Say in one line which voices leave: how far, and what they were filtered by (P13)."""
    wanted = order.wanted
    parts = [SCOPES[order.scope]]
    for name, chosen in (
        ("立場", [words.label(party) for party in wanted.parties]),
        ("班", [str(number or "なし") for number in wanted.tables]),
        ("圏域", [room.area_name(area_id) or "なし" for area_id in wanted.areas]),
        ("種別", [_say_kind(kind) for kind in wanted.kinds]),
    ):
        if chosen:
            parts.append(f"{name}＝{'・'.join(sorted(chosen))}")
    if wanted.voices is not None:
        parts.append(f"さがした声{len(wanted.voices)}件")
    return "、".join(parts)


def _say_kind(kind: VoiceKind | None) -> str:
    return "なし" if kind is None else words.label(kind)
