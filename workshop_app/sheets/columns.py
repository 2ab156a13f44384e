"""Guessing what each column of a town hall's table holds, and how sure the guess is.

First by the names in the header, then by what the cells themselves say; the column of the
voices is at last simply the one with the longest texts. A person always confirms.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from workshop_app import words
from workshop_app.model import Consent, Party, VoiceKind
from workshop_app.sheets.table import Row


class Certainty(StrEnum):
    """How sure the guess of the voices' column is."""

    SURE = "sure"  # its name says so
    LIKELY = "likely"  # its name says so among other words
    UNSURE = "unsure"  # only its long texts speak for it


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column holds what, counted from 0; None where the table has no such column."""

    text: int
    party: int | None = None
    table: int | None = None
    kind: int | None = None
    area: int | None = None
    consent: int | None = None
    day: int | None = None
    meeting: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A mapping to be confirmed, and how sure it is of the voices' column."""

    mapping: ColumnMapping
    certainty: Certainty


_TEXT_NAMES = (
    "本文 comment-body text comment コメント 意見 ご意見 御意見 声 発言 発言内容 意見内容 "
    "ご意見の内容 住民の声 市民の声 みなさんの声 自由記述 自由記述欄 自由回答 自由意見 回答 "
    "記述 内容 付箋 ふせん カード 感想 ご感想 メモ 原文 文章 テキスト つぶやき statement "
    "opinion voice body content message answer original-comment argument note "
    "発話 発話内容 要望 ご要望 文 sentence utterance response feedback description remark post"
)
_ENDINGS = ("の声", "意見", "自由記述", "自由回答", "コメント", "発言", "本文", "要望")
_OTHER_NAMES: Mapping[str, str] = {
    "party": "立場 属性 区分 所属区分 参加区分 参加者区分 主体 発言者区分 話し手 三者 party",
    "table": "班 班番号 班名 テーブル テーブル番号 グループ グループ番号 卓 table group 組",
    "kind": "種別 種類 分類 声の種別 意見の種別 kind type",
    "area": "圏域 地区 地域 日常生活圏域 地区名 圏域名 小学校区 校区 学区 エリア area district",
    "consent": "引用可 引用可否 公開可否 公開 引用 公表 公表可否 同意 掲載可 掲載可否 consent",
    "day": "日付 開催日 実施日 年月日 日時 開催日時 月日 date datetime タイムスタンプ 回答日時 "
    "timestamp",
    "meeting": "会議名 会議 会合名 会合 イベント名 催し名 行事名 事業名 開催名 meeting event",
}
_LIST_OF: Mapping[str, type[StrEnum]] = {
    "party": Party,
    "kind": VoiceKind,
    "consent": Consent,
}
_NEVER_TEXT = re.compile(r"(id|番号|no|no\.|件数|日時?|可否|url|数|時刻|timestamp)$")
_ENOUGH = 0.8
_MOST_KINDS = 60  # a column of more different words is no list
_LONGEST_NAME = 16
_LOOKED_AT = 500


def guess_columns(header: Sequence[str], rows: Sequence[Row]) -> ColumnGuess:
    """Return the most likely meaning of the columns named *header* over *rows*."""
    looked_at = rows[:_LOOKED_AT]
    named = {role: _find_named(header, names) for role, names in _OTHER_NAMES.items()}
    taken = {place for place in named.values() if place is not None}
    text, certainty = _find_text(header, looked_at, taken)
    taken.add(text)
    for role, kind in _LIST_OF.items():
        if named[role] is None:
            named[role] = _find_by_content(looked_at, kind, len(header), taken)
            taken |= {place for place in (named[role],) if place is not None}
    return ColumnGuess(ColumnMapping(text, **named), certainty)


def count_names(cells: Sequence[str]) -> int:
    """Return how many of *cells* are names that headers use."""
    names = f"{_TEXT_NAMES} {' '.join(_OTHER_NAMES.values())}".split()
    known = {words.fold(name) for name in names}
    return sum(words.fold(cell) in known for cell in cells)


def names_voices(cell: str) -> bool:
    """Tell whether *cell* alone may head a column of voices: 「参加者の声」, ``text``."""
    folded = words.fold(cell)
    known = {words.fold(name) for name in _TEXT_NAMES.split()}
    return folded in known or (len(folded) <= _LONGEST_NAME and folded.endswith(_ENDINGS))


def header_key(header: Sequence[str]) -> str:
    """Return a short key under which the mapping of such a table is remembered."""
    folded = "\x1f".join(words.fold(name) for name in header)
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:16]


def write_mapping(mapping: ColumnMapping) -> str:
    """Return *mapping* as JSON, to be remembered beside its :func:`header_key`."""
    return json.dumps(asdict(mapping))


def read_mapping(remembered: str) -> ColumnMapping | None:
    """Return the mapping that :func:`write_mapping` wrote, or None if it is none."""
    try:
        known = json.loads(remembered)
        places = {field.name: known.get(field.name) for field in fields(ColumnMapping)}
    except (ValueError, AttributeError):
        return None
    if not isinstance(places["text"], int):
        return None
    if not all(place is None or isinstance(place, int) for place in places.values()):
        return None
    return ColumnMapping(**places)


def _find_named(header: Sequence[str], names: str) -> int | None:
    """Return the column whose name is the earliest of *names*."""
    folded = [words.fold(name) for name in header]
    for name in names.split():
        if words.fold(name) in folded:
            return folded.index(words.fold(name))
    return None


def _find_text(
    header: Sequence[str], rows: Sequence[Row], taken: set[int]
) -> tuple[int, Certainty]:
    """Return the column of the voices: by name, by part of its name, by its long texts."""
    by_name = _find_named(header, _TEXT_NAMES)
    if by_name is not None:
        return by_name, Certainty.SURE
    free = [place for place in range(len(header)) if place not in taken] or [0]
    lengths = {place: _average_length(rows, place) for place in free}
    speaking = [
        place
        for place in free
        if not _NEVER_TEXT.search(header[place].strip().casefold())
        and any(
            words.fold(name) in words.fold(header[place]) for name in _TEXT_NAMES.split()[:20]
        )
    ]
    if speaking:
        return max(speaking, key=lambda place: lengths[place]), Certainty.LIKELY
    return max(free, key=lambda place: lengths[place]), Certainty.UNSURE


def _average_length(rows: Sequence[Row], place: int) -> float:
    cells = [row.cells[place].strip() for row in rows]
    written = [cell for cell in cells if cell and not _is_number(cell)]
    return sum(map(len, written)) / len(cells) if cells else 0.0


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[\d\s.,:/+-]+", cell))


def _find_by_content(
    rows: Sequence[Row], kind: type[StrEnum], width: int, taken: set[int]
) -> int | None:
    """Return the first column whose cells are nearly all words of the list *kind*."""
    for place in range(width):
        cells = Counter(row.cells[place] for row in rows if row.cells[place].strip())
        if place in taken or not 2 <= len(cells) <= _MOST_KINDS or all(map(_is_number, cells)):
            continue
        known = sum(often for cell, often in cells.items() if words.find(kind, cell))
        if known >= _ENOUGH * cells.total():
            return place
    return None
