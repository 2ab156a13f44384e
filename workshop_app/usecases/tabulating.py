"""Tabulating: an entry of a register as cells of a table, and cells as their values."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from workshop_app import errors, glossary, words
from workshop_app.cleaning import clean
from workshop_app.model import (
    Area,
    Asset,
    AssetClass,
    AssetState,
    Party,
    Relation,
    RelationKind,
    Stakeholder,
)
from workshop_app.register_words import Register, heading_of
from workshop_app.sheets.days import read_day
from workshop_app.sheets.match_table import read_capacity
from workshop_app.store import Connection, areas, assets, relations, stakeholders
from workshop_app.usecases.identifying import identify

MOST = 200  # letters of a name
MOST_TEXT = 2_000

_CHOICES: Mapping[str, type[StrEnum]] = {"asset_class": AssetClass, "kind": RelationKind}
Member = TypeVar("Member", bound=StrEnum)
Entry = Stakeholder | Asset | Relation
Value = str | int | date | None | Party | AssetClass | AssetState | RelationKind


@dataclass(frozen=True, slots=True)
class Town:
    """What the cells of a register speak of, read at one moment."""

    id: int
    areas: tuple[Area, ...]
    organisations: tuple[Stakeholder, ...]
    assets: tuple[Asset, ...]
    relations: tuple[Relation, ...]

    def entries(self, register: Register) -> tuple[Entry, ...]:
        """Return the entries of *register*, in the order they were added."""
        if register is Register.RELATIONS:
            return self.relations
        return self.organisations if register is Register.ORGANISATIONS else self.assets

    def name_organisation(self, organisation_id: int | None) -> str:
        """Return the name of an organisation; blank where there is none."""
        found = (who.name for who in self.organisations if who.id == organisation_id)
        return next(found, "")


def read_town(conn: Connection, municipality_id: int) -> Town:
    """Return the areas and registers of a town."""
    return Town(
        municipality_id,
        tuple(areas.list_of(conn, municipality_id)),
        tuple(stakeholders.list_of(conn, municipality_id)),
        tuple(assets.list_of(conn, municipality_id)),
        tuple(relations.list_of(conn, municipality_id)),
    )


def print_entry(entry: Entry, town: Town) -> dict[str, str]:
    """Return *entry* as cells by field; what is not known is blank."""
    if isinstance(entry, Relation):
        day = entry.last_contact_on
        return {
            "id": str(entry.id),
            "source_id": town.name_organisation(entry.source_id),
            "target_id": town.name_organisation(entry.target_id),
            "kind": words.label(entry.kind),
            "last_contact_on": "" if day is None else day.isoformat(),
            "note": entry.note,
        }
    cells = {"id": str(entry.id), "name": entry.name, "area_id": _name_area(entry, town)}
    if isinstance(entry, Stakeholder):
        return cells | {
            "party": words.label(entry.party),
            "category": _name_category(entry.category),
            "note": entry.note,
        }
    return cells | {
        "asset_class": words.label(entry.asset_class),
        "owner_id": town.name_organisation(entry.owner_id),
        "availability": entry.availability,
        "capacity": "" if entry.capacity is None else str(entry.capacity),
        "conditions": entry.conditions,
        "contact_office": entry.contact_office,
        "state": words.label(entry.state),
        "noted_on": entry.noted_on.isoformat(),
        "category": suggest_programme(entry),
        "work": "候補" if is_work_like(entry) else "",
    }


def name_entry(register: Register, values: Mapping[str, Value], town: Town) -> str:
    """Return what people call an entry with these *values*."""
    if register is Register.RELATIONS:
        names: dict[Value, str] = {who.id: who.name for who in town.organisations}
        sides = (values[side] for side in ("source_id", "target_id"))
        return " ↔ ".join(names.get(side, "") for side in sides)
    return str(values["name"])


def key_of(register: Register, values: Mapping[str, Value]) -> Hashable:
    """Return what no two entries of *register* may share: a name, or a pair and its kind."""
    if register is Register.RELATIONS:
        return frozenset((values["source_id"], values["target_id"])), values["kind"]
    return words.fold(str(values["name"]))


def suggest_programme(asset: Asset) -> str:
    """Return the programme of the scheme an asset resembles (C42), or nothing."""
    return glossary.suggest_category(f"{asset.name} {asset.conditions}") or ""


def is_work_like(asset: Asset) -> bool:
    """Say whether an asset is a candidate for 就労的活動 (C43)."""
    return glossary.is_work_like(f"{asset.name} {asset.conditions}")


def read_cells(
    register: Register, cells: Mapping[str, str], town: Town, *, today: date
) -> dict[str, Value]:
    """Return the values that *cells* hold, field by field, without the id.

    Raises
    ------
    UnusableInputError
        A cell cannot be understood; the sentence says what may stand there.
    """
    values: dict[str, Value] = {}
    for field, cell in cells.items():
        if field != "id":
            values[field] = _read(register, field, clean(cell), town, today)
    return values


def _read(register: Register, field: str, cell: str, town: Town, today: date) -> Value:
    if field == "name":
        return _read_name(cell)
    if field == "area_id":
        return _read_area(cell, town)
    if field == "owner_id":
        return identify("持ち主", cell, town.organisations).id if cell else None
    if field in {"source_id", "target_id"}:
        return identify(heading_of(register, field), cell, town.organisations).id
    if field == "party":
        return _read_party(cell)
    if field == "category":
        return _read_category(cell)
    if field in _CHOICES:
        return _read_choice(_CHOICES[field], heading_of(register, field), cell)
    if field == "state":
        return (
            _read_choice(AssetState, heading_of(register, field), cell)
            if cell
            else AssetState.HEARD
        )
    if field == "capacity":
        return _read_capacity(cell)
    if field == "noted_on":
        return _read_day(cell) if cell else today
    if field == "last_contact_on":
        return _read_contact(cell, today) if cell else None
    if len(cell) > MOST_TEXT:
        raise errors.UnusableInputError(
            f"「{heading_of(register, field)}」は{MOST_TEXT:,}字までにしてください。"
        )
    return cell


def _read_name(cell: str) -> str:
    name = " ".join(cell.split())
    if not name:
        raise errors.UnusableInputError("名前がありません。名前を書いてください。")
    if len(name) > MOST:
        raise errors.UnusableInputError(f"名前は{MOST}字までにしてください。")
    return name


def _read_area(cell: str, town: Town) -> int | None:
    if not cell:
        return None
    for area in town.areas:
        if words.fold(area.name) == words.fold(cell):
            return area.id
    known = "」「".join(area.name for area in town.areas[:8])
    there = f"この町の圏域は「{known}」です。" if known else "空けておいてください。"
    raise errors.UnusableInputError(f"圏域「{cell[:30]}」は、この町にありません。{there}")


def _read_party(cell: str) -> Party:
    meant = glossary.resolve_organisation(cell)
    if meant is not None and meant.is_asked:
        several = "、".join(each.name for each in meant.candidates[:4])
        raise errors.UnusableInputError(
            f"立場「{cell[:30]}」は、いくつかの意味があります({several})。"
            f"{_choices(Party)}のどれかを書いてください。"
        )
    return _read_choice(Party, "立場", cell)


def _read_category(cell: str) -> str:
    """Return the code of a kind of organisation; a word of several meanings is asked."""
    if not cell:
        return ""
    by_code = {each.code: each for each in glossary.load_organisations()}
    if cell.upper() in by_code:
        return cell.upper()
    for each in by_code.values():
        if each.name == cell:
            return each.code
    meant = glossary.resolve_organisation(cell)
    if meant is not None and meant.is_asked:
        several = "」「".join(each.name for each in meant.candidates if each.organisation)
        raise errors.UnusableInputError(
            f"団体の種類「{cell[:30]}」は、いくつかの意味があります。"
            f"「{several}」のどれかを書くか、空けておいてください。"
        )
    organisation = meant.candidates[0].organisation if meant is not None else None
    if organisation is None:
        raise errors.UnusableInputError(
            f"団体の種類「{cell[:30]}」はわかりません。空けておいてもかまいません。"
        )
    return organisation.code


def _read_choice(kind: type[Member], heading: str, cell: str) -> Member:
    found = words.find(kind, cell)
    if found is None:
        told = f"{heading}「{cell[:30]}」はわかりません" if cell else f"{heading}がありません"
        raise errors.UnusableInputError(f"{told}。{_choices(kind)}のどれかを書いてください。")
    return found


def _choices(kind: type[StrEnum]) -> str:
    return "「" + "」「".join(words.label(each) for each in kind) + "」"


def _read_capacity(cell: str) -> int | None:
    try:
        return read_capacity(cell)
    except ValueError as problem:
        raise errors.UnusableInputError(
            f"受けられる数「{cell[:30]}」を数として読めません。数だけを書いてください。"
        ) from problem


def _read_contact(cell: str, today: date) -> date:
    day = _read_day(cell)
    if day > today:
        raise errors.UnusableInputError(
            f"最後の連絡の日「{cell[:30]}」は、きょうより先です。連絡した日を書いてください。"
        )
    return day


def _read_day(cell: str) -> date:
    day = read_day(cell)
    if day is None:
        raise errors.UnusableInputError(
            f"日付「{cell[:30]}」を読めません。2026-11-24 のように書いてください。"
        )
    return day


def _name_area(entry: Stakeholder | Asset, town: Town) -> str:
    names = {area.id: area.name for area in town.areas}
    return "" if entry.area_id is None else names.get(entry.area_id, "")


def _name_category(code: str) -> str:
    for each in glossary.load_organisations():
        if each.code == code:
            return each.name
    return code
