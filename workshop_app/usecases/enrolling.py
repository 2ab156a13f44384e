"""Enrolling: what a person accepted of a table goes into the town's registers.

All of it or nothing; what was written is told line by line in the audit log and can be taken
back.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workshop_app import errors, words
from workshop_app.model import Asset, AssetClass, AssetState, Party
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
from workshop_app.usecases.tabulating import Town, Value

_LAST = "register_import"
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
        made = [_add(conn, town_id, register, row.values) for row in preview.new]
        for row in preview.changed:
            _change(conn, register, row.entry_id, row.new)
            told = "、".join(f"{c.heading}「{c.before}」→「{c.after}」" for c in row.changes)
            note(conn, town_id, "名簿の表で直す", f"{LABELS[register]}{row.entry_id}", told)
        for number, added in zip(made, preview.new, strict=True):
            name = str(added.values["name"])
            note(conn, town_id, "名簿の表から登録", name, f"{LABELS[register]}{number}")
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
        by_id = {each.id: each for each in town.entries(register)}
        used = _used(conn, town, register)
        removed = restored = left = 0
        for number, values in kept["made"].items():
            entry = by_id.get(int(number))
            if entry is None:
                continue
            if int(number) in used or not _is_as(entry, values):
                left += 1
                continue
            _remove(conn, register, entry.id)
            removed += 1
        for number, (old, new) in kept["changed"].items():
            entry = by_id.get(int(number))
            if entry is None or not _is_as(entry, new):
                left += 1
                continue
            _change(conn, register, entry.id, _thaw(old))
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
    owners = {who.id for who in town.organisations} | {None}
    for added in preview.new:
        if words.fold(str(added.values["name"])) in now.known:
            raise errors.UnusableInputError(_CHANGED_SINCE)
    for values in (*(r.new for r in preview.changed), *(r.values for r in preview.new)):
        if values.get("owner_id") not in owners:
            raise errors.UnusableInputError(_CHANGED_SINCE)


def _add(
    conn: Connection, town_id: int, register: Register, values: Mapping[str, Value]
) -> int:
    given: dict[str, Any] = {"municipality_id": town_id, **values}
    if register is Register.ORGANISATIONS:
        return stakeholders.add(conn, **given).id
    return assets.add(conn, **given).id


def _change(
    conn: Connection, register: Register, entry_id: int, values: Mapping[str, Value]
) -> None:
    given: dict[str, Any] = dict(values)
    if register is Register.ORGANISATIONS:
        stakeholders.change(conn, entry_id, **given)
    else:
        assets.change(conn, entry_id, **given)


def _remove(conn: Connection, register: Register, entry_id: int) -> None:
    if register is Register.ORGANISATIONS:
        stakeholders.remove(conn, entry_id)
    else:
        assets.remove(conn, entry_id)


def _used(conn: Connection, town: Town, register: Register) -> set[int | None]:
    """Return the ids of entries that something else leans on by now."""
    behind = [
        each
        for workshop in workshops.list_of(conn, town.id)
        for each in supports.list_of(conn, workshop.id)
    ]
    if register is Register.ASSETS:
        asked = {match.asset_id for match in joining.list_matches(conn, town.id)}
        return asked | {each.asset_id for each in behind}
    tied = relations.list_of(conn, town.id)
    return (
        {each.stakeholder_id for each in behind}
        | {asset.owner_id for asset in town.assets}
        | {who for tie in tied for who in (tie.source_id, tie.target_id)}
        | {each.stakeholder_id for each in joining.list_answers(conn, town.id)}
    )


def _keep_way_back(conn: Connection, preview: RegisterPreview, made: list[int]) -> None:
    kept = {
        "register": preview.register.value,
        "file": preview.file_name,
        "made": {
            str(number): _freeze(row.values)
            for number, row in zip(made, preview.new, strict=True)
        },
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
    kinds = {"party": Party, "asset_class": AssetClass, "state": AssetState}
    thawed: dict[str, Value] = {}
    for field, value in values.items():
        if field in kinds:
            thawed[field] = kinds[field](value)
        elif field == "noted_on":
            thawed[field] = date.fromisoformat(value)
        else:
            thawed[field] = value
    return thawed


def _is_as(entry: tabulating.Entry, values: Mapping[str, Any]) -> bool:
    return all(getattr(entry, field) == value for field, value in _thaw(values).items())
