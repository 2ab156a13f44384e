"""What brings people together: matches, answers to mentions, plans, sessions, handoffs."""

from datetime import date

import sqlalchemy as sa

from workshop_app.model import (
    Handoff,
    JointSession,
    Match,
    MatchState,
    MentionAnswer,
    ResourcePlan,
    ResourceStage,
    SupportEntry,
)
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows

_AGAIN = "画面を読み直してください。"
_MATCHES = Rows(schema.matches, Match, f"その引き合わせは見つかりません。{_AGAIN}")
_ANSWERS = Rows(schema.mention_answers, MentionAnswer, f"その答えは見つかりません。{_AGAIN}")
_PLANS = Rows(schema.resource_plans, ResourcePlan, f"その資源は見つかりません。{_AGAIN}")
_SESSIONS = Rows(schema.joint_sessions, JointSession, f"その会議は見つかりません。{_AGAIN}")
_ENTRIES = Rows(schema.support_entries, SupportEntry, f"その記録は見つかりません。{_AGAIN}")
_HANDOFFS = Rows(schema.handoffs, Handoff, f"そのシートは見つかりません。{_AGAIN}")


def add_match(
    conn: sa.Connection,
    *,
    municipality_id: int,
    need_voice_id: int,
    asset_id: int | None,
    offer_voice_id: int | None,
    reason: str,
) -> Match:
    """Add a candidate; it is agreed by nobody yet."""
    return _MATCHES.add(
        conn,
        municipality_id=municipality_id,
        need_voice_id=need_voice_id,
        asset_id=asset_id,
        offer_voice_id=offer_voice_id,
        state=MatchState.CANDIDATE,
        reason=reason,
        took_place=False,
        changed_at=clock.now(),
    )


def get_match(conn: sa.Connection, match_id: int) -> Match:
    """Return one match."""
    return _MATCHES.get(conn, match_id)


def list_matches(conn: sa.Connection, municipality_id: int) -> list[Match]:
    """Return the matches of a town in the order they were added."""
    return _MATCHES.list_of(conn, schema.matches.c.municipality_id == municipality_id)


def move_match(
    conn: sa.Connection, match_id: int, state: MatchState, reason: str, *, took_place: bool
) -> Match:
    """Write how far a match has come, and when."""
    fields = {
        "state": state,
        "reason": reason,
        "took_place": took_place,
        "changed_at": clock.now(),
    }
    return _MATCHES.change(conn, match_id, fields)


def add_answer(
    conn: sa.Connection,
    *,
    municipality_id: int,
    voice_id: int,
    written: str,
    stakeholder_id: int | None,
    support_id: int | None,
    made_stakeholder: bool,
) -> MentionAnswer:
    """Keep a person's answer to a mention."""
    return _ANSWERS.add(
        conn,
        municipality_id=municipality_id,
        voice_id=voice_id,
        written=written,
        stakeholder_id=stakeholder_id,
        support_id=support_id,
        made_stakeholder=made_stakeholder,
    )


def get_answer(conn: sa.Connection, answer_id: int) -> MentionAnswer:
    """Return one answer."""
    return _ANSWERS.get(conn, answer_id)


def list_answers(conn: sa.Connection, municipality_id: int) -> list[MentionAnswer]:
    """Return the answers of a town in the order they were given."""
    return _ANSWERS.list_of(conn, schema.mention_answers.c.municipality_id == municipality_id)


def remove_answer(conn: sa.Connection, answer_id: int) -> None:
    """Take an answer back, so that the question comes again."""
    _ANSWERS.remove(conn, answer_id)


def add_plan(
    conn: sa.Connection,
    *,
    municipality_id: int,
    title: str,
    theme_id: int,
    stage: ResourceStage,
    owner: str = "",
    note: str = "",
) -> ResourcePlan:
    """Add a resource that is missing."""
    return _PLANS.add(
        conn,
        municipality_id=municipality_id,
        title=title,
        theme_id=theme_id,
        stage=stage,
        owner=owner,
        note=note,
    )


def list_plans(conn: sa.Connection, municipality_id: int) -> list[ResourcePlan]:
    """Return the resources in the making of a town in the order they were added."""
    return _PLANS.list_of(conn, schema.resource_plans.c.municipality_id == municipality_id)


def get_plan(conn: sa.Connection, plan_id: int) -> ResourcePlan:
    """Return one resource in the making."""
    return _PLANS.get(conn, plan_id)


def move_plan(conn: sa.Connection, plan_id: int, stage: ResourceStage) -> ResourcePlan:
    """Write how far a resource has come."""
    return _PLANS.change(conn, plan_id, {"stage": stage})


def add_session(
    conn: sa.Connection,
    *,
    municipality_id: int,
    theme_id: int | None,
    body: str,
    held_on: date,
    note: str = "",
) -> JointSession:
    """Add a session held together with another body."""
    return _SESSIONS.add(
        conn,
        municipality_id=municipality_id,
        theme_id=theme_id,
        body=body,
        held_on=held_on,
        note=note,
    )


def list_sessions(conn: sa.Connection, municipality_id: int) -> list[JointSession]:
    """Return the joint sessions of a town in the order they were added."""
    return _SESSIONS.list_of(conn, schema.joint_sessions.c.municipality_id == municipality_id)


def add_entry(
    conn: sa.Connection, *, municipality_id: int, held_on: date, theme: str, programme: str
) -> SupportEntry:
    """Add a training or an accompaniment."""
    return _ENTRIES.add(
        conn,
        municipality_id=municipality_id,
        held_on=held_on,
        theme=theme,
        programme=programme,
    )


def list_entries(conn: sa.Connection, municipality_id: int) -> list[SupportEntry]:
    """Return the trainings of a town, by day."""
    table = schema.support_entries
    return _ENTRIES.list_of(
        conn, table.c.municipality_id == municipality_id, order=(table.c.held_on, table.c.id)
    )


def add_handoff(
    conn: sa.Connection,
    *,
    municipality_id: int,
    need: str,
    area: str,
    partner: str,
    offer: str,
    timing: str,
    contact_office: str,
) -> Handoff:
    """Add a sheet for the prefecture."""
    return _HANDOFFS.add(
        conn,
        municipality_id=municipality_id,
        need=need,
        area=area,
        partner=partner,
        offer=offer,
        timing=timing,
        contact_office=contact_office,
    )


def list_handoffs(conn: sa.Connection, municipality_id: int) -> list[Handoff]:
    """Return the sheets of a town in the order they were added."""
    return _HANDOFFS.list_of(conn, schema.handoffs.c.municipality_id == municipality_id)
