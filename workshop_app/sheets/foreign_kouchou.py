"""What 広聴AI hands out: several opinions cut from each comment, in a table or as JSON.

A voice is what somebody wrote, so there is one row a comment; the opinions a machine cut from
it, and where it put them, stay beside it as columns.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workshop_app import errors
from workshop_app.sheets.table import MAX_ROWS, NOT_A_TABLE, TOO_MANY_ROWS, Row, Sheet

_JOINED = ("arg_id", "arg-id", "argument", "category_id", "category")
_BETWEEN = " / "
_NOT_THEIR_WORDS = (
    "元のコメントがない表です。機械が短くした意見を、声として読みます。"
    "元の文があれば、final_result_with_comments.csv を選んでください。"
)


def one_row_a_comment(sheet: Sheet) -> Sheet:
    """Return *sheet* with the opinions of one comment in one row."""
    names = [name.strip().casefold() for name in sheet.header]
    if "original-comment" not in names and "comment-body" not in names:
        return replace(sheet, notes=(*sheet.notes, _NOT_THEIR_WORDS))
    if "comment-id" not in names or not any(name in names for name in _JOINED):
        return sheet
    key = names.index("comment-id")
    joined = [place for place, name in enumerate(names) if name in _JOINED]
    places: dict[str, int] = {}
    rows: list[Row] = []
    for row in sheet.rows:
        comment = row.cells[key].strip()
        if comment and comment in places:
            rows[places[comment]] = _merge(rows[places[comment]], row, joined)
            continue
        places[comment] = len(rows)
        rows.append(row)
    told = f"{len(sheet.rows)}の意見を、元のコメント{len(rows)}件にまとめて読みました。"
    notes = sheet.notes if len(rows) == len(sheet.rows) else (*sheet.notes, told)
    return replace(sheet, rows=tuple(rows), notes=notes)


def _merge(first: Row, again: Row, places: list[int]) -> Row:
    cells = list(first.cells)
    for place in places:
        said = cells[place].split(_BETWEEN)
        if again.cells[place] not in said:
            cells[place] = _BETWEEN.join([*said, again.cells[place]])
    return replace(first, cells=tuple(cells))


def read_result(content: bytes, name: str) -> Sheet:
    """Return ``hierarchical_result.json`` as a table with the columns of the other result.

    Raises
    ------
    UnreadableFileError
        It is JSON of something else.
    """
    try:
        told = json.loads(content.decode("utf-8-sig"))
        opinions = told["arguments"]
        labels = {str(one["id"]): str(one["label"]) for one in told.get("clusters", ())}
        comments = told.get("comments") or {}
        rows = [_read_opinion(one, labels, comments) for one in opinions]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise errors.UnreadableFileError(f"{name}: {NOT_A_TABLE}") from problem
    if len(rows) > MAX_ROWS:
        raise errors.UnreadableFileError(f"{name}: {TOO_MANY_ROWS}")
    has_words = all(row["original-comment"] for row in rows) and bool(rows)
    own = ["comment-id", "original-comment", "arg_id", "argument", "category_id", "category"]
    if not has_words:
        own.remove("original-comment")
    more = dict.fromkeys(key for row in rows for key in row if key not in own)
    more.pop("original-comment", None)
    header = (*own, *more)
    return Sheet(
        header=header,
        rows=tuple(
            Row(number, tuple(row.get(key, "") for key in header))
            for number, row in enumerate(rows, start=1)
        ),
        encoding="utf-8",
        notes=(),
        header_number=0,
        named_columns=len(header),
    )


def _read_opinion(
    one: Mapping[str, Any], labels: Mapping[str, str], comments: Mapping[str, Any]
) -> dict[str, str]:
    """Return one opinion as cells; the cluster just below the root is its category."""
    arg_id = str(one["arg_id"])
    comment_id = str(one.get("comment_id") or arg_id.removeprefix("A").rsplit("_", 1)[0])
    known = comments.get(comment_id) or {}
    cluster_ids = [str(each) for each in one.get("cluster_ids", ()) if str(each) != "0"]
    cells = {
        "comment-id": comment_id,
        "original-comment": str(known.get("comment", "")),
        "arg_id": arg_id,
        "argument": str(one["argument"]),
        "category_id": cluster_ids[0] if cluster_ids else "",
        "category": labels.get(cluster_ids[0], "") if cluster_ids else "",
    }
    for key, value in (one.get("attributes") or {}).items():
        cells[f"attribute_{key}"] = "" if value is None else str(value)
    if one.get("url"):
        cells["url"] = str(one["url"])
    return cells
