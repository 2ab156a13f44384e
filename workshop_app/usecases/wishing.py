"""Wishing: the corrections a JSON file asks for, read and checked before any is applied."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.constraints import Op
from workshop_app import errors

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "move": ("row", "theme_id"),
    "same": ("rows",),
    "apart": ("rows",),
    "merge": ("theme_ids",),
    "split": ("theme_id", "rows"),
    "rename": ("theme_id", "label"),
    "pin": ("row",),
    "unpin": ("row",),
}
_SAID = {
    "move": "動かす",
    "same": "同じ",
    "apart": "別のもの",
    "merge": "合わせる",
    "split": "分ける",
    "rename": "見出し",
    "pin": "留める",
    "unpin": "留めをはずす",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One correction as a file states it: about rows of a table, counted from 0."""

    op: Op
    rows: tuple[int, ...]
    theme_ids: tuple[str, ...]
    label: str
    name: str  # how a sentence calls it


def read_wishes(content: str) -> tuple[Wish, ...]:
    """Return the corrections of a JSON list, in order.

    Raises
    ------
    UnusableInputError
        The text is no JSON list, or an entry is unknown or incomplete; the sentence names it.
    """
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise errors.UnusableInputError("手直しのファイルがJSONとして読めません。") from problem
    if not isinstance(told, list):
        raise errors.UnusableInputError(
            "手直しのファイルは、JSONのリスト [ … ] にしてください。"
        )
    return tuple(_read_wish(entry, place) for place, entry in enumerate(told, 1))


def _read_wish(entry: Any, place: int) -> Wish:  # noqa: ANN401 - whatever JSON holds
    op = entry.get("op") if isinstance(entry, dict) else None
    if not isinstance(op, str) or op not in _NEEDS:
        raise errors.UnusableInputError(
            f"手直しの{place}番目の op は、{'・'.join(_NEEDS)} のどれかにしてください。"
        )
    for name in _NEEDS[op]:
        if name not in entry:
            raise errors.UnusableInputError(
                f"手直しの{place}番目（{op}）に {name} がありません。"
            )
    rows = _read_rows(entry, op, place)
    theme_ids = _read_theme_ids(entry, op, place)
    label = entry.get("label", "")
    if op == "rename" and (not isinstance(label, str) or not label.strip()):
        raise errors.UnusableInputError(f"手直しの{place}番目（rename）の label が空です。")
    about = "、".join([*(f"行{row}" for row in rows), *(f"テーマ{t}" for t in theme_ids)])
    name = f"{place}番目 {_SAID[op]}：{about}"
    return Wish(Op(op), rows, theme_ids, label.strip() if op == "rename" else "", name)


def _read_rows(entry: Mapping[str, Any], op: str, place: int) -> tuple[int, ...]:
    if "row" not in _NEEDS[op] and "rows" not in _NEEDS[op]:
        return ()
    told = [entry["row"]] if "row" in _NEEDS[op] else entry["rows"]
    if not isinstance(told, Sequence) or isinstance(told, str):
        told = [None]
    if any(isinstance(row, bool) or not isinstance(row, int) for row in told):
        raise errors.UnusableInputError(
            f"手直しの{place}番目（{op}）の行は、0から数えた番号にしてください。"
        )
    rows = tuple(dict.fromkeys(told))
    if len(rows) < (2 if op in {"same", "apart"} else 1):
        raise errors.UnusableInputError(f"手直しの{place}番目（{op}）の行が足りません。")
    return rows


def _read_theme_ids(entry: Mapping[str, Any], op: str, place: int) -> tuple[str, ...]:
    if "theme_id" in _NEEDS[op]:
        told = [entry["theme_id"]]
    elif "theme_ids" in _NEEDS[op]:
        told = entry["theme_ids"]
    else:
        return ()
    if not isinstance(told, list) or not all(isinstance(t, str) and t.strip() for t in told):
        raise errors.UnusableInputError(
            f"手直しの{place}番目（{op}）のテーマは、表にある theme_id にしてください。"
        )
    ids = tuple(dict.fromkeys(t.strip() for t in told))
    if op == "merge" and len(ids) < 2:
        raise errors.UnusableInputError(
            f"手直しの{place}番目（merge）には、違うテーマを2つ以上書いてください。"
        )
    return ids
