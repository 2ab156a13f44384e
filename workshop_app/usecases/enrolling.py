"""Enrolling: what a person accepted of a table goes into the town's registers.

All of it or nothing; what was written is told line by line in the audit log and can be taken
back.
"""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from workshop_app import errors
from workshop_app.model import Asset, AssetClass, AssetState, Party, RelationKind
from workshop_app.register_words import LABELS, Register
from workshop_app.sheets.register_table import RegisterRow
from workshop_app.store import (
    Connection,
    Store,
    assets,
    joining,
    preferences,
    relations,
    stakeholders,
    supports,
    workshops,
)
from workshop_app.usecases import tabulating
from workshop_app.usecases.noting import note
from workshop_app.usecases.registering import ChangedRow, Names, RegisterPreview, read_row
from workshop_app.usecases.tabulating import Entry, Town, Value

_LAST = "register_import"
_TABLES: Mapping[Register, Any] = {
    Register.ORGANISATIONS: stakeholders,
    Register.ASSETS: assets,
    Register.RELATIONS: relations,
}
_KINDS = {
    "party": Party,
    "asset_class": AssetClass,
    "state": AssetState,
    "kind": RelationKind,
}
_DAYS = {"noted_on", "last_contact_on"}
_ORGANISATIONS = ("owner_id", "source_id", "target_id")
_CHANGED_SINCE = (
    "確かめているあいだに、名簿が書きかえられました。もう一度ファイルを選んでください。"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What the last import wrote, as kept for taking it back."""

    register: Register
    file_name: str
    made: int
    changed: int


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back did; what was used or changed since is left alone."""

    removed: int
    restored: int
    left: int


def accept(store: Store, preview: RegisterPreview) -> Taken:
    """Write what *preview* shows, all of it or nothing, and keep the way back.

    Raises
    ------
    UnusableInputError
        There is nothing to write, or the register has changed since it was looked into.
    """
    if not preview.changes_anything:
        raise errors.UnusableInputError("取り込む行がありません。")
    town_id, register = preview.municipality_id, preview.register

    def write(conn: Connection) -> Taken:
        _refuse_if_stale(tabulating.read_town(conn, town_id), preview)
        table = _TABLES[register]
        made: list[Entry] = [
            table.add(conn, municipality_id=town_id, **row.values) for row in preview.new
        ]
        for row in preview.changed:
            table.change(conn, row.entry_id, **row.new)
            told = "、".join(f"{c.heading}「{c.before}」→「{c.after}」" for c in row.changes)
            note(conn, town_id, "名簿の表で直す", f"{LABELS[register]}{row.entry_id}", told)
        for entry, added in zip(made, preview.new, strict=True):
            told = f"{LABELS[register]}{entry.id}"
            note(conn, town_id, "名簿の表から登録", added.name, told)
        _keep_way_back(conn, preview, made)
        return Taken(register, preview.file_name, len(made), len(preview.changed))

    return store.write(write, municipality_id=town_id)


def last_import(store: Store, municipality_id: int) -> Taken | None:
    """Return what the last import wrote, where it can be taken back."""
    kept = _read_way_back(store, municipality_id)
    if kept is None:
        return None
    register = Register(kept["register"])
    return Taken(register, kept["file"], len(kept["made"]), len(kept["changed"]))


def undo(store: Store, municipality_id: int) -> Undone:
    """Take the last import back; what somebody used or changed since stays as it is.

    Raises
    ------
    NotFoundError
        There is no import to take back.
    """

    def write(conn: Connection) -> Undone:
        kept = _load_way_back(conn, municipality_id)
        if kept is None:
            raise errors.NotFoundError("取り消せる取り込みはありません。")
        register = Register(kept["register"])
        town = tabulating.read_town(conn, municipality_id)
        now = Names(town, register)
        used = _used(conn, town, register)
        removed = restored = left = 0
        for number, values in kept["made"].items():
            entry = now.by_id.get(int(number))
            if entry is None:
                continue
            if int(number) in used or not _is_as(entry, values):
                left += 1
                continue
            _TABLES[register].remove(conn, entry.id)
            removed += 1
        for number, (old, new) in kept["changed"].items():
            before = _thaw(old)
            entry = now.by_id.get(int(number))
            if entry is None or not _is_as(entry, new) or not _may_be(entry, before, now, town):
                left += 1
                continue
            _TABLES[register].change(conn, entry.id, **before)
            restored += 1
        preferences.put(conn, _LAST, "", municipality_id=municipality_id)
        said = f"消した{removed}件・もどした{restored}件・残した{left}件"
        note(conn, municipality_id, "名簿の取り込みを取り消す", LABELS[register], said)
        return Undone(removed, restored, left)

    return store.write(write, municipality_id=municipality_id)


def change_asset(
    store: Store, municipality_id: int, asset: Asset, cells: Mapping[str, str], *, today: date
) -> int:
    """Change an asset from a form, in the words of the table; return how many fields.

    Raises
    ------
    UnusableInputError
        A field cannot be understood, or the asset was changed by somebody else meanwhile.
    """
    town = store.read(lambda conn: tabulating.read_town(conn, municipality_id))
    row = RegisterRow(0, {"id": str(asset.id), **cells})
    read = read_row(Register.ASSETS, row, town, Names(town, Register.ASSETS), today)
    if not isinstance(read, ChangedRow):
        return 0
    accept(
        store,
        RegisterPreview(municipality_id, Register.ASSETS, "", (), (read,), 0, (), ()),
    )
    return len(read.changes)


def _refuse_if_stale(town: Town, preview: RegisterPreview) -> None:
    now = Names(town, preview.register)
    for row in preview.changed:
        entry = now.by_id.get(row.entry_id)
        if entry is None or any(getattr(entry, f) != v for f, v in row.old.items()):
            raise errors.UnusableInputError(_CHANGED_SINCE)
        if not _may_be(entry, row.new, now, town):
            raise errors.UnusableInputError(_CHANGED_SINCE)
    organisations = {who.id for who in town.organisations}
    for added in preview.new:
        is_there = tabulating.key_of(preview.register, added.values) in now.known
        if is_there or not _are_known(added.values, organisations):
            raise errors.UnusableInputError(_CHANGED_SINCE)


def _may_be(entry: Entry, values: Mapping[str, Value], now: Names, town: Town) -> bool:
    """Say whether *entry* may become *values*: nobody else is called so, all sides exist."""
    after = now.key_of(replace(entry, **values))  # type: ignore[arg-type]
    is_free = after == now.key_of(entry) or now.known.get(after, entry.id) == entry.id
    return is_free and _are_known(values, {who.id for who in town.organisations})


def _are_known(values: Mapping[str, Value], organisations: Set[int]) -> bool:
    named = {values.get(field) for field in _ORGANISATIONS} - {None}
    return named <= organisations


def _used(conn: Connection, town: Town, register: Register) -> set[int | None]:
    """Return the ids of entries that something else leans on by now."""
    if register is Register.RELATIONS:
        return set()  # only lists read them
    behind = [
        each
        for workshop in workshops.list_of(conn, town.id)
        for each in supports.list_of(conn, workshop.id)
    ]
    if register is Register.ASSETS:
        asked = {match.asset_id for match in joining.list_matches(conn, town.id)}
        return asked | {each.asset_id for each in behind}
    return (
        {each.stakeholder_id for each in behind}
        | {asset.owner_id for asset in town.assets}
        | {who for tie in town.relations for who in (tie.source_id, tie.target_id)}
        | {each.stakeholder_id for each in joining.list_answers(conn, town.id)}
    )


def _keep_way_back(conn: Connection, preview: RegisterPreview, made: Sequence[Entry]) -> None:
    kept = {
        "register": preview.register.value,
        "file": preview.file_name,
        "made": {str(entry.id): _freeze(asdict(entry)) for entry in made},
        "changed": {
            str(row.entry_id): [_freeze(row.old), _freeze(row.new)] for row in preview.changed
        },
    }
    written = json.dumps(kept, ensure_ascii=False)
    preferences.put(conn, _LAST, written, municipality_id=preview.municipality_id)


def _read_way_back(store: Store, municipality_id: int) -> dict[str, Any] | None:
    return store.read(lambda conn: _load_way_back(conn, municipality_id))


def _load_way_back(conn: Connection, municipality_id: int) -> dict[str, Any] | None:
    written = preferences.get(conn, _LAST, municipality_id=municipality_id)
    return dict(json.loads(written)) if written else None


def _freeze(values: Mapping[str, Value]) -> dict[str, str | int | None]:
    return {
        field: value.isoformat() if isinstance(value, date) else value
        for field, value in values.items()
    }


def _thaw(values: Mapping[str, Any]) -> dict[str, Value]:
    thawed: dict[str, Value] = {}
    for field, value in values.items():
        if field in _KINDS:
            thawed[field] = _KINDS[field](value)
        elif field in _DAYS and value is not None:
            thawed[field] = date.fromisoformat(value)
        else:
            thawed[field] = value
    return thawed


def _is_as(entry: Entry, values: Mapping[str, Any]) -> bool:
    return all(getattr(entry, field) == value for field, value in _thaw(values).items())
