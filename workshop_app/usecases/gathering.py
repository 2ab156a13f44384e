"""Gathering voices: typed one by one, pasted, or brought in from a file.

A voice is stored exactly as it was typed, apart from characters no paper or file can hold.
Placing it under a theme is another verb (``theming``) and never delays the receipt.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from analysis import balance
from workshop_app import errors, glossary, words
from workshop_app.cleaning import MAX_VOICE, clean
from workshop_app.model import (
    THREE_PARTIES,
    Consent,
    Party,
    Voice,
    VoiceKind,
    VoiceSource,
)
from workshop_app.store import Connection, Store, meetings, voices
from workshop_app.usecases import entering, holding
from workshop_app.usecases.noting import note

MOST_CHARACTERS = MAX_VOICE
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """How the next voice is filed; kept from the last one on the capture page."""

    party: Party = Party.RESIDENTS
    table_number: int | None = None
    kind: VoiceKind | None = None
    area_id: int | None = None
    consent: Consent = Consent.TOWN


@dataclass(frozen=True, slots=True)
class Tally:
    """How many voices each party, table and kind has given; voices taken back not counted."""

    total: int
    by_party: Mapping[Party, int] = field(default_factory=dict)
    by_table: Mapping[int | None, int] = field(default_factory=dict)
    by_kind: Mapping[VoiceKind | None, int] = field(default_factory=dict)

    @property
    def three_parties(self) -> int:
        """Voices of 住民, 医療・介護 and 企業等: the base of every share."""
        return sum(self.by_party.get(party, 0) for party in THREE_PARTIES)

    def shares(self) -> dict[Party, float | None]:
        """Return each party's share (0..1) among the three; None while nobody spoke."""
        counts = {party.value: self.by_party.get(party, 0) for party in THREE_PARTIES}
        found = balance.party_shares(counts)
        return {party: found[party.value] for party in THREE_PARTIES}

    def silent(self) -> tuple[Party, ...]:
        """Return the parties that have not spoken, once anybody has."""
        if self.total == 0:
            return ()
        return tuple(party for party in THREE_PARTIES if not self.by_party.get(party))

    def alerts(self) -> tuple[str, ...]:
        """Return one sentence for each silent party."""
        return tuple(words.no_voice_alert(party) for party in self.silent())


def record_voice(
    store: Store,
    meeting_id: int,
    text: str,
    entry: Entry,
    *,
    client_key: str | None = None,
    source: VoiceSource = VoiceSource.KEYBOARD,
) -> Voice:
    """Store one voice and return it; when this returns, it is on the disk.

    Raises
    ------
    EmptyVoiceError
        There are no words in it.
    UnusableInputError
        It is longer than 4,000 characters.
    EditConflictError
        The same key was used before for other words.
    """
    draft = draft_of(checked(text), entry, source, client_key)
    judged = holding.judge(store, meeting_id, [draft])
    [stored] = store.write(
        partial(holding.keep, meeting_id=meeting_id, judged=judged),
        municipality_id=entering.town_of(store, meeting_id),
        is_repeatable=client_key is not None,
    )
    return stored


def record_lines(store: Store, meeting_id: int, lines: str, entry: Entry) -> list[Voice]:
    """Store every line of a pasted text that has words in it as one voice each.

    Raises
    ------
    EmptyVoiceError
        No line has words.
    """
    said = [checked(line.strip()) for line in lines.splitlines() if line.strip()]
    if not said:
        raise errors.EmptyVoiceError("貼り付ける文がありません。1行に1つの声を入れてください。")
    drafts = [draft_of(words_said, entry, VoiceSource.PASTE) for words_said in said]
    return take_in(store, meeting_id, drafts)


def take_in(store: Store, meeting_id: int, drafts: Sequence[voices.VoiceDraft]) -> list[Voice]:
    """Store drafts in order and note in the audit log how many there were.

    They are written in chunks, so that others can go on writing meanwhile.
    """
    town_id = entering.town_of(store, meeting_id)
    title = entering.enter(store, meeting_id).meeting.title
    stored: list[Voice] = []
    for start in range(0, len(drafts), _CHUNK):
        chunk = drafts[start : start + _CHUNK]
        stored += store.write(
            partial(
                holding.keep,
                meeting_id=meeting_id,
                judged=holding.judge(store, meeting_id, chunk),
            ),
            municipality_id=town_id,
        )
    store.write(
        lambda conn: note(conn, town_id, "声をまとめて取り込む", title, f"{len(stored)}件"),
        municipality_id=town_id,
    )
    return stored


def withdraw(store: Store, voice_ids: Sequence[int], *, reason: str) -> None:
    """Take voices back; they leave every screen and every paper made from now on."""
    _withdraw_or_restore(store, voice_ids, is_withdrawn=True, reason=reason)


def restore(store: Store, voice_ids: Sequence[int]) -> None:
    """Bring voices back that were withdrawn by mistake."""
    _withdraw_or_restore(store, voice_ids, is_withdrawn=False, reason="取り消しを元にもどす")


def _withdraw_or_restore(
    store: Store, voice_ids: Sequence[int], *, is_withdrawn: bool, reason: str
) -> None:
    if not voice_ids:
        return

    def change(conn: Connection, town_id: int) -> None:
        act = voices.withdraw if is_withdrawn else voices.restore
        for voice_id in voice_ids:
            if not is_withdrawn:
                holding.refuse_if_handed_over(conn, voice_id)
            act(conn, voice_id)
        action = "声の取り消し" if is_withdrawn else "声をもどす"
        numbers = "、".join(f"No.{voice_id}" for voice_id in voice_ids[:20])
        note(conn, town_id, action, numbers, reason)

    town_id = town_of_voice(store, voice_ids[0])
    store.write(lambda conn: change(conn, town_id), municipality_id=town_id)


def set_projected(store: Store, voice_id: int, *, is_projected: bool) -> None:
    """Take a voice off the projected screen, or let it be shown again."""
    town_id = town_of_voice(store, voice_id)

    def change(conn: Connection) -> None:
        holding.refuse_if_handed_over(conn, voice_id)
        voices.change(conn, voice_id, is_projected=is_projected)
        holding.note_choice(conn, voice_id, is_projected=is_projected)
        note(conn, town_id, "画面に出す" if is_projected else "画面から消す", f"No.{voice_id}")

    store.write(change, municipality_id=town_id)


def refile(store: Store, voice_id: int, entry: Entry) -> None:
    """Correct a voice's party, table, kind, area and consent; never its words."""
    town_id = town_of_voice(store, voice_id)
    store.write(
        lambda conn: voices.change(
            conn,
            voice_id,
            party=entry.party,
            table_number=entry.table_number,
            kind=entry.kind,
            area_id=entry.area_id,
            consent=entry.consent,
        ),
        municipality_id=town_id,
    )


def suggested_kind(voice: Voice) -> VoiceKind | None:
    """Return the kind a voice without one seems to be of; a person takes it or not (C2)."""
    return None if voice.kind is not None else glossary.suggest_kind(voice.text)


def file_as(store: Store, voice: Voice, kind: VoiceKind) -> None:
    """File a voice under a kind, and leave everything else about it as it is."""
    entry = Entry(voice.party, voice.table_number, kind, voice.area_id, voice.consent)
    refile(store, voice.id, entry)


def said_so_far(store: Store, meeting_id: int) -> list[Voice]:
    """Return the meeting's voices in the order they came."""
    return store.read(lambda conn: voices.list_of(conn, meeting_id))


def count(said: Sequence[Voice]) -> Tally:
    """Count voices by party, table and kind."""
    return Tally(
        total=len(said),
        by_party=Counter(voice.party for voice in said),
        by_table=Counter(voice.table_number for voice in said),
        by_kind=Counter(voice.kind for voice in said),
    )


def town_of_voice(store: Store, voice_id: int) -> int:
    """Return the id of the town a voice belongs to."""
    return store.read(
        lambda conn: meetings.municipality_of(conn, voices.get(conn, voice_id).meeting_id)
    )


def draft_of(
    words_said: str, entry: Entry, source: VoiceSource, client_key: str | None = None
) -> voices.VoiceDraft:
    """Return a voice as it will be kept, filed under *entry*."""
    return voices.VoiceDraft(
        text=words_said,
        party=entry.party,
        source=source,
        table_number=entry.table_number,
        kind=entry.kind,
        area_id=entry.area_id,
        consent=entry.consent,
        client_key=client_key,
    )


def checked(text: str) -> str:
    """Return *text* without what no file can hold.

    Raises
    ------
    EmptyVoiceError
        There are no words in it.
    UnusableInputError
        It is longer than 4,000 characters.
    """
    words_said = clean(text)
    if not words_said.strip():
        raise errors.EmptyVoiceError("ことばを入れてから、Enterを押してください。")
    if len(words_said) > MOST_CHARACTERS:
        raise errors.UnusableInputError(
            f"長すぎます({len(words_said):,}文字)。"
            f"{MOST_CHARACTERS:,}文字までに分けて入れてください。"
        )
    return words_said
