"""Recognising: organisations that voices speak of, proposed here, confirmed by people.

Nothing is registered by itself.  Where a word may mean several things the question is asked,
and every answer, also 「ちがう」, is kept and can be taken back.
"""

from dataclasses import dataclass

from workshop_app import errors, glossary
from workshop_app.glossary import Candidate, Mention
from workshop_app.model import MentionAnswer, Stakeholder, Voice
from workshop_app.store import (
    Connection,
    Store,
    joining,
    stakeholders,
    supports,
    themes,
    voices,
    workshops,
)
from workshop_app.usecases.noting import note


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice, what it speaks of, and the theme it stands in."""

    voice: Voice
    mention: Mention
    theme_id: int | None


def hear(store: Store, workshop_id: int) -> tuple[Heard, ...]:
    """Return the mentions nobody has answered yet, in the order the voices came."""

    def read(conn: Connection) -> tuple[Heard, ...]:
        town_id = workshops.get(conn, workshop_id).municipality_id
        answered = {(a.voice_id, a.written) for a in joining.list_answers(conn, town_id)}
        placed = {a.voice_id: a.theme_id for a in themes.assignments_of(conn, workshop_id)}
        return tuple(
            Heard(voice, mention, placed.get(voice.id))
            for voice in voices.list_of_workshop(conn, workshop_id)
            for mention in glossary.find_mentions(voice.text)
            if (voice.id, mention.written) not in answered
        )

    return store.read(read)


def confirm(
    store: Store, municipality_id: int, heard: Heard, candidate: Candidate, name: str = ""
) -> MentionAnswer:
    """Write that *candidate* is meant: into the register, and behind the voice's theme.

    An organisation of this name and kind that is registered already is used again.

    Raises
    ------
    UnusableInputError
        The candidate is no organisation; that is :func:`leave`.
    """
    meant = candidate.organisation
    if meant is None:
        raise errors.UnusableInputError(
            "団体ではないものは登録できません。「ちがう」を選んでください。"
        )
    wanted = name.strip() or meant.name

    def write(conn: Connection) -> MentionAnswer:
        known = [w for w in stakeholders.list_of(conn, municipality_id) if w.name == wanted]
        who = known[0] if known else None
        if who is None:
            who = stakeholders.add(
                conn,
                municipality_id=municipality_id,
                name=wanted,
                party=meant.party,
                category=meant.code,
            )
        note(conn, municipality_id, "声の中の団体を確かめる", wanted, f"声{heard.voice.id}")
        return joining.add_answer(
            conn,
            municipality_id=municipality_id,
            voice_id=heard.voice.id,
            written=heard.mention.written,
            stakeholder_id=who.id,
            support_id=_support(conn, heard, who),
            made_stakeholder=not known,
        )

    return store.write(write, municipality_id=municipality_id)


def leave(store: Store, municipality_id: int, heard: Heard) -> MentionAnswer:
    """Keep that the word means nothing for the register, so that nobody is asked again."""

    def write(conn: Connection) -> MentionAnswer:
        note(conn, municipality_id, "声の中の団体を見送る", f"声{heard.voice.id}")
        return joining.add_answer(
            conn,
            municipality_id=municipality_id,
            voice_id=heard.voice.id,
            written=heard.mention.written,
            stakeholder_id=None,
            support_id=None,
            made_stakeholder=False,
        )

    return store.write(write, municipality_id=municipality_id)


def undo(store: Store, municipality_id: int, answer_id: int) -> None:
    """Take an answer back, with the support and the register entry it made.

    An entry that other answers or people use by now stays.
    """

    def write(conn: Connection) -> None:
        answer = joining.get_answer(conn, answer_id)
        note(conn, municipality_id, "答えを取り消す", f"声{answer.voice_id}")
        joining.remove_answer(conn, answer.id)
        if answer.support_id is not None:
            supports.remove(conn, answer.support_id)
        if answer.made_stakeholder and answer.stakeholder_id is not None:
            _remove_if_unused(conn, municipality_id, answer.stakeholder_id)

    store.write(write, municipality_id=municipality_id)


def last_answer(store: Store, municipality_id: int) -> MentionAnswer | None:
    """Return the answer that can be taken back first."""
    answers = store.read(lambda conn: joining.list_answers(conn, municipality_id))
    return answers[-1] if answers else None


def _support(conn: Connection, heard: Heard, who: Stakeholder) -> int | None:
    """Put *who* behind the voice's theme; None where it stands there or there is no theme."""
    if heard.theme_id is None:
        return None
    workshop_id = themes.get(conn, heard.theme_id).workshop_id
    there = {
        (each.theme_id, each.stakeholder_id) for each in supports.list_of(conn, workshop_id)
    }
    if (heard.theme_id, who.id) in there:
        return None
    made = supports.add(
        conn,
        theme_id=heard.theme_id,
        stakeholder_id=who.id,
        note=f"声{heard.voice.id}から",
    )
    return made.id


def _remove_if_unused(conn: Connection, municipality_id: int, stakeholder_id: int) -> None:
    others = {each.stakeholder_id for each in joining.list_answers(conn, municipality_id)}
    used = {
        each.stakeholder_id
        for workshop in workshops.list_of(conn, municipality_id)
        for each in supports.list_of(conn, workshop.id)
    }
    if stakeholder_id not in others | used:
        stakeholders.remove(conn, stakeholder_id)
