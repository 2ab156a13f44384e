"""Receiving voices from phones: each with a receipt, stored once however often it is sent.

Placing a voice under a theme is another verb and never delays the receipt.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.hazards import ScreeningLists
from workshop_app import errors
from workshop_app.model import Receipt, ThemeFate, Voice, VoiceSource
from workshop_app.store import (
    Connection,
    Store,
    fates,
    guests,
    meetings,
    projects,
    receipts,
    voices,
)
from workshop_app.usecases import answering, gathering, holding, reading, welcoming
from workshop_app.usecases.noting import note

MOST_KEY = 100
SHOWN = "shown"
WAITING = "waiting"
WITHDRAWN = "withdrawn"
_OTHER_WORDS = (
    "同じ番号の声が、別のことばで先に届いています。画面を読み直して、もう一度入れてください。"
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A voice as a phone sent it."""

    text: str
    entry: gathering.Entry
    client_key: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A voice that is on the disk, and the number it can be asked for with."""

    voice: Voice
    receipt: Receipt
    workshop_id: int
    is_new: bool

    @property
    def status(self) -> str:
        """Whether the room sees it: ``shown``, ``waiting`` for a look, or ``withdrawn``."""
        if self.voice.withdrawn_at is not None:
            return WITHDRAWN
        return SHOWN if self.voice.is_projected else WAITING


@dataclass(frozen=True, slots=True)
class Story:
    """What became of a voice."""

    voice: Voice
    number: str
    theme: str  # the heading it stands under; empty while it has none
    is_lone: bool
    projects: tuple[str, ...]
    fate: str = ""  # what became of that theme, with reason and next step

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.voice.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class Posted:
    """A voice as it was sent, with its key, and the phone's token, if any."""

    token: str | None
    sent: Sent


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A posted voice, and what a look through it found."""

    token: str | None
    sent: Sent
    judged: holding.Judged


def lists_behind(store: Store, code: str) -> ScreeningLists:
    """Return the word lists by which the voices of a meeting are looked through.

    Raises
    ------
    NotFoundError
        The code opens nothing.
    """
    return store.read(
        lambda conn: holding.lists_of_meeting(conn, welcoming.meeting_behind(conn, code).id)
    )


def look_through(posts: Sequence[Posted], lists: ScreeningLists) -> list[LookedThrough]:
    """Look voices through before they are kept; nothing is read or written."""
    return with_verdicts(posts, [holding.look_at(each.sent.text, lists) for each in posts])


def with_verdicts(
    posts: Sequence[Posted], verdicts: Sequence[holding.Verdict]
) -> list[LookedThrough]:
    """Return posted voices with what was found in them, wherever that was."""
    return [
        LookedThrough(each.token, each.sent, holding.Judged(_draft_of(each), *verdict))
        for each, verdict in zip(posts, verdicts, strict=True)
    ]


def _draft_of(post: Posted) -> voices.VoiceDraft:
    return gathering.draft_of(post.sent.text, post.sent.entry, VoiceSource.PHONE)


def receive(
    conn: Connection, code: str, posts: Sequence[LookedThrough]
) -> list[Kept | errors.KurumazaError]:
    """Keep voices that came at the same moment, with their receipts, in one transaction.

    A key that came before with the same words returns what was kept the first time; with
    other words, an :class:`EditConflictError` stands in that post's place and the others are
    kept all the same.

    Raises
    ------
    NotFoundError
        The code opens nothing.
    """
    meeting = welcoming.meeting_behind(conn, code)
    meeting_id = meeting.id
    # Keys of phones are their own: nobody can name a voice of another meeting with one.
    keys = [f"phone/{meeting_id}/{each.sent.client_key}" for each in posts]
    known = voices.find_by_keys(conn, keys)
    fresh = {key: each for key, each in zip(keys, posts, strict=True) if key not in known}
    for key, each in reversed(list(zip(keys, posts, strict=True))):
        if key in fresh:  # of two with one key, the first is kept
            fresh[key] = each
    judged = [
        replace(each.judged, draft=replace(each.judged.draft, client_key=key))
        for key, each in fresh.items()
    ]
    added = holding.keep(conn, meeting_id, judged) if judged else []
    by_key = known | {voice.client_key: voice for voice in added}
    numbers = _receipts_for(conn, meeting_id, by_key, fresh)
    answers: list[Kept | errors.KurumazaError] = []
    for key, each in zip(keys, posts, strict=True):
        voice = by_key[key]
        if voice.text != each.sent.text:
            answers.append(errors.EditConflictError(_OTHER_WORDS))
            continue
        is_new = fresh.get(key) is each
        answers.append(Kept(voice, numbers[voice.id], meeting.workshop_id, is_new))
    return answers


def _receipts_for(
    conn: Connection,
    meeting_id: int,
    by_key: Mapping[str, Voice],
    fresh: Mapping[str, LookedThrough],
) -> dict[int, Receipt]:
    tokens = {each.token for each in fresh.values() if each.token}
    here = guests.find_many(conn, meeting_id, sorted(tokens))
    wanted: dict[int, int | None] = {}
    for key, voice in by_key.items():
        guest = here.get(fresh[key].token or "") if key in fresh else None
        wanted[voice.id] = guest.id if guest else None
    return receipts.add_many(conn, wanted)


def draw_key() -> str:
    """Return a key for a voice that was sent without one."""
    return secrets.token_hex(16)


Cards = Callable[[], Mapping[int, reading.ThemeCard]]


def own_stories(store: Store, guest_id: int, cards: Cards) -> list[Story]:
    """Return what became of the voices one phone sent, the newest first.

    *cards* tells the card of each voice the room sees; it is asked only where there are any.
    """
    return _tell(store, lambda conn: receipts.list_of_guest(conn, guest_id)[::-1], cards)


def find_story(store: Store, meeting_id: int, number: str, cards: Cards) -> Story:
    """Return what became of the voice with this receipt, at this meeting.

    Raises
    ------
    NotFoundError
        No voice of this meeting has this number.
    """
    return _tell(store, lambda conn: [_find(conn, meeting_id, number)], cards)[0]


def withdraw(conn: Connection, code: str, number: str) -> None:
    """Take the voice with this receipt back; it leaves every screen and later paper (P21)."""
    meeting_id = welcoming.meeting_behind(conn, code).id
    receipt = _find(conn, meeting_id, number)
    if voices.get(conn, receipt.voice_id).withdrawn_at is None:
        voices.withdraw(conn, receipt.voice_id)
        _note(conn, meeting_id, "声の取り消し", receipt, "受付番号で、本人が取り消し")


def restore(conn: Connection, code: str, number: str) -> None:
    """Bring a voice back that was taken back with its receipt."""
    meeting_id = welcoming.meeting_behind(conn, code).id
    receipt = _find(conn, meeting_id, number)
    if voices.get(conn, receipt.voice_id).withdrawn_at is not None:
        voices.restore(conn, receipt.voice_id)
        _note(conn, meeting_id, "声をもどす", receipt, "受付番号で、本人がもどす")


def _find(conn: Connection, meeting_id: int, number: str) -> Receipt:
    receipt = receipts.find(conn, number)
    if receipt is None or voices.get(conn, receipt.voice_id).meeting_id != meeting_id:
        raise errors.NotFoundError(receipts.MISSING)
    return receipt


def _note(
    conn: Connection, meeting_id: int, action: str, receipt: Receipt, detail: str
) -> None:
    town_id = meetings.municipality_of(conn, meeting_id)
    note(conn, town_id, action, f"No.{receipt.voice_id}", detail)


def _tell(
    store: Store, find: Callable[[Connection], list[Receipt]], cards: Cards
) -> list[Story]:
    """Tell what became of one meeting's voices with few questions to the store."""

    def read(conn: Connection) -> _Told:
        found = find(conn)
        said = voices.get_many(conn, [receipt.voice_id for receipt in found])
        own = [(receipt, said[receipt.voice_id]) for receipt in found]
        if not own:
            return _Told(own, {}, {})
        workshop_id = meetings.get(conn, own[0][1].meeting_id).workshop_id
        titles = _titles_of_projects(conn, workshop_id)
        return _Told(own, titles, fates.newest_of(conn, workshop_id))

    told = store.read(read)
    standing = cards() if told.own else {}
    return [_story(voice, receipt, standing.get(voice.id), told) for receipt, voice in told.own]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a store knows of some voices: their receipts, projects by voice, fates by theme."""

    own: list[tuple[Receipt, Voice]]
    titles: Mapping[int, Sequence[str]]
    fates: Mapping[int, ThemeFate]


def _titles_of_projects(conn: Connection, workshop_id: int) -> dict[int, list[str]]:
    """Return the titles of the projects each voice led to, by voice."""
    titles: dict[int, list[str]] = {}
    for project in projects.list_of(conn, workshop_id):
        for voice_id in projects.voices_of(conn, project.id):
            titles.setdefault(voice_id, []).append(project.title)
    return titles


def _story(
    voice: Voice, receipt: Receipt, card: reading.ThemeCard | None, told: _Told
) -> Story:
    """Tell what became of a voice; nothing of a theme the room does not see it in."""
    if not voice.is_projected:
        card = None  # the cards may be those of a moment ago
    return Story(
        voice,
        receipt.number,
        card.theme.heading if card else "",
        card is not None and card.theme.is_lone,
        tuple(told.titles.get(voice.id, ())),
        answering.say(told.fates.get(card.theme.id)) if card else "",
    )
