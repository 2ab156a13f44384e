"""Developing: resources that are missing, step by step; what the town joins and hands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workshop_app import errors, glossary
from workshop_app.export.to_handoff import to_handoff
from workshop_app.model import (
    Handoff,
    JointSession,
    ResourcePlan,
    ResourceStage,
    SupportEntry,
)
from workshop_app.store import Connection, Store, joining, municipalities, themes
from workshop_app.usecases.noting import note, note_export

HANDOFF_FIELDS = (
    "困っていること",
    "地域",
    "つながりたい相手",
    "こちらが出せるもの",
    "いつごろ",
    "窓口",
)
_MOST = 300  # letters of a field, so that six of them fit on one sheet


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One step of the pipeline, and what stands there."""

    stage: ResourceStage
    plans: tuple[ResourcePlan, ...]


def plan(
    store: Store, municipality_id: int, title: str, theme_id: int | None, *, owner: str = ""
) -> ResourcePlan:
    """Write down a service that is missing; it must answer a theme (C14).

    Raises
    ------
    UnusableInputError
        The title is empty, or no theme is named.
    """
    if not title.strip():
        raise errors.UnusableInputError("足りないサービスや資源の名前を入れてください。")
    if theme_id is None:
        raise errors.UnusableInputError(
            "どのテーマ(困りごと)に応えるものかを、1つ選んでください。"
        )

    def add(conn: Connection) -> ResourcePlan:
        note(conn, municipality_id, "不足を書く", themes.get(conn, theme_id).heading)
        return joining.add_plan(
            conn,
            municipality_id=municipality_id,
            title=title.strip(),
            theme_id=theme_id,
            stage=ResourceStage.GRASPED,
            owner=owner.strip(),
        )

    return store.write(add, municipality_id=municipality_id)


def advance(
    store: Store, municipality_id: int, plan_id: int, stage: ResourceStage
) -> ResourcePlan:
    """Write how far a resource has come; steps may be gone back too."""

    def change(conn: Connection) -> ResourcePlan:
        note(conn, municipality_id, "資源開発を進める", f"資源{plan_id}", stage.value)
        return joining.move_plan(conn, plan_id, stage)

    return store.write(change, municipality_id=municipality_id)


def pipeline(store: Store, municipality_id: int) -> tuple[PlanColumn, ...]:
    """Return the four columns; every plan stands in exactly one."""
    plans = store.read(lambda conn: joining.list_plans(conn, municipality_id))
    return tuple(
        PlanColumn(stage, tuple(each for each in plans if each.stage is stage))
        for stage in ResourceStage
    )


def hold_together(
    store: Store, municipality_id: int, theme_id: int | None, body: str, held_on: date
) -> JointSession:
    """Write down a session held with another body (C40).

    Raises
    ------
    UnusableInputError
        The other body has no name.
    """
    if not body.strip():
        raise errors.UnusableInputError("どの会議といっしょに開いたかを書いてください。")

    def add(conn: Connection) -> JointSession:
        note(conn, municipality_id, "合同の会議を記録", body.strip())
        return joining.add_session(
            conn,
            municipality_id=municipality_id,
            theme_id=theme_id,
            body=body.strip(),
            held_on=held_on,
        )

    return store.write(add, municipality_id=municipality_id)


def count_joint_sessions(store: Store, municipality_id: int) -> int:
    """Return how many sessions were held together (C40; at least one allows C30②)."""
    return len(store.read(lambda conn: joining.list_sessions(conn, municipality_id)))


def log_support(
    store: Store, municipality_id: int, held_on: date, theme: str, programme: str
) -> SupportEntry:
    """Write down a training or an accompaniment with its day and theme (C39).

    Raises
    ------
    UnusableInputError
        It has no theme.
    """
    if not theme.strip():
        raise errors.UnusableInputError("研修や伴走のテーマを書いてください。")

    def add(conn: Connection) -> SupportEntry:
        note(conn, municipality_id, "研修・伴走を記録", theme.strip())
        return joining.add_entry(
            conn,
            municipality_id=municipality_id,
            held_on=held_on,
            theme=theme.strip(),
            programme=programme.strip(),
        )

    return store.write(add, municipality_id=municipality_id)


def list_support(store: Store, municipality_id: int) -> list[SupportEntry]:
    """Return the trainings and accompaniments by day."""
    return store.read(lambda conn: joining.list_entries(conn, municipality_id))


def hand_on(store: Store, municipality_id: int, fields: Mapping[str, str]) -> Handoff:
    """Keep a 「つなぎたいこと」 sheet; names of people become roles (C38).

    Raises
    ------
    UnusableInputError
        A field is missing, or too long for one sheet.
    """
    told = {name: " ".join(fields.get(name, "").split()) for name in HANDOFF_FIELDS}
    empty = [name for name, text in told.items() if not text]
    if empty:
        raise errors.UnusableInputError(f"「{'」「'.join(empty)}」を書いてください。")
    long = [name for name, text in told.items() if len(text) > _MOST]
    if long:
        raise errors.UnusableInputError(f"「{long[0]}」は{_MOST}字までにしてください。")
    need, area, partner, offer, timing, office = (
        glossary.mask_names(text) for text in told.values()
    )

    def add(conn: Connection) -> Handoff:
        note(conn, municipality_id, "つなぎたいことを書く", area)
        return joining.add_handoff(
            conn,
            municipality_id=municipality_id,
            need=need,
            area=area,
            partner=partner,
            offer=offer,
            timing=timing,
            contact_office=office,
        )

    return store.write(add, municipality_id=municipality_id)


def list_handoffs(store: Store, municipality_id: int) -> list[Handoff]:
    """Return the sheets in the order they were written."""
    return store.read(lambda conn: joining.list_handoffs(conn, municipality_id))


def take_out(store: Store, sheet: Handoff) -> bytes:
    """Return a sheet on one A4 page, and note that it was taken out (P13)."""
    town = store.read(lambda conn: municipalities.get(conn, sheet.municipality_id))
    note_export(store, town.id, "つなぎたいこと", f"xlsx・シート{sheet.id}")
    return print_handoff(town.name, sheet)


def print_handoff(town: str, sheet: Handoff) -> bytes:
    """Return a sheet as a workbook that prints on one A4 page."""
    told = (sheet.need, sheet.area, sheet.partner, sheet.offer, sheet.timing)
    fields = zip(HANDOFF_FIELDS, (*told, sheet.contact_office), strict=True)
    return to_handoff(town, tuple(fields))
