"""The tables of ``kurumaza match``: needs and offers in, who could meet whom out."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop_app import errors, words
from workshop_app.sheets.opening import open_sheet
from workshop_app.sheets.table import Row

MATCH_COLUMNS = ("need_id", "offer_id", "score", "reason", "alternative_ids")
_NAMES: Mapping[str, str] = {
    "id": "id need_id offer_id needid offerid no no. 番号 記号 識別番号 ニーズ番号 申し出番号 "
    "ニーズid 申し出id 管理番号 key",
    "text": "text 本文 内容 ニーズ 困りごと 申し出 申出 できること 要望 文 文章 説明 取組 活動 "
    "活動内容 ニーズの内容 need needs offer offers description 名前 名称",
    "area": "area 地区 圏域 地域 地区名 圏域名 日常生活圏域 校区 学区 小学校区 エリア 場所 "
    "district",
    "target": "target 対象 対象者 対象の人 だれに 誰に 利用者 audience",
    "times": "times time 時間 時間帯 日時 曜日 曜日・時間 曜日時間 いつ 日程 hours schedule",
    "capacity": "capacity 定員 人数 数 件数 枠 空き 残り 受け入れ 受入 受入人数 受け入れ人数 "
    "受け入れ可能数 受入可能数 可能数 places",
}
_REQUIRED = {"id": "番号(id)", "text": "内容(text)"}
_NUMBER = re.compile(r"\d[\d,]*")
_FULL = re.compile(r"満員|空きなし|受付終了|なし$|不可")
_UNLIMITED = re.compile(r"無制限|制限なし|何人でも|何件でも|いくらでも|上限なし")
_MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One need or one offer as the table tells it; ``capacity`` None where nothing is told."""

    id: str
    text: str
    area: str
    target: str
    times: str
    capacity: int | None


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One line of the answer; ``offer_id`` is empty for an open need."""

    need_id: str
    offer_id: str
    score: float | None
    reason: str
    alternative_ids: tuple[str, ...]


def read_match_table(path: Path) -> tuple[MatchRow, ...]:
    """Read needs or offers, whatever the encoding, whether headed in English or Japanese.

    Raises
    ------
    UnusableInputError
        No table, no column of ids or of texts, an id that is missing or there twice, or a
        capacity that is no number.
    """
    sheet = open_sheet(path)
    places = _find_columns(sheet.header)
    if not _REQUIRED.keys() <= places.keys():
        again = open_sheet(path, has_header=True)
        found = _find_columns(again.header)
        if len(found) > len(places):
            sheet, places = again, found
    missing = [name for key, name in _REQUIRED.items() if key not in places]
    if missing:
        raise errors.UnusableInputError(
            f"{path.name} に{'と'.join(missing)}の列がありません。"
            f"あるのは「{'」「'.join(sheet.header[:12])}」です。"
        )
    rows = [_read_row(path, row, places) for row in sheet.rows if not row.is_blank]
    _refuse_doubles(path, rows)
    return tuple(rows)


def write_match_table(lines: Iterable[MatchLine]) -> bytes:
    """Return the answer as CSV: UTF-8 with a byte order mark, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(MATCH_COLUMNS)
    for line in lines:
        score = "" if line.score is None else f"{line.score:.3f}"
        others = ";".join(line.alternative_ids)
        writer.writerow((line.need_id, line.offer_id, score, line.reason, others))
    return out.getvalue().encode("utf-8-sig", errors="replace")


def read_capacity(written: str) -> int | None:
    """Return how many places a text names, None where it names none.

    Raises
    ------
    ValueError
        There is something written, but no number in it.
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    if not plain or plain in ("-", "ー", "―"):
        return None
    if _UNLIMITED.search(plain):
        return _MANY
    found = _NUMBER.search(plain)
    if found:
        if plain[: found.start()].rstrip().endswith(("-", "−", "▲")):
            raise ValueError(written)
        return min(int(found.group().replace(",", "")[:9]), _MANY)
    if _FULL.search(plain):
        return 0
    if re.search(r"不明|未定|未確認|相談|応相談", plain):
        return None
    raise ValueError(written)


def _find_columns(header: Sequence[str]) -> dict[str, int]:
    folded = [words.fold(name) for name in header]
    places: dict[str, int] = {}
    for key, names in _NAMES.items():
        known = [words.fold(name) for name in names.split()]
        found = [folded.index(name) for name in known if name in folded]
        free = [place for place in found if place not in places.values()]
        if free:
            places[key] = free[0]
    return places


def _read_row(path: Path, row: Row, places: Mapping[str, int]) -> MatchRow:
    def cell(key: str) -> str:
        return row.cells[places[key]].strip() if key in places else ""

    if not cell("id"):
        raise errors.UnusableInputError(
            f"{path.name} の{row.number}行目に番号(id)がありません。番号を書いてください。"
        )
    try:
        capacity = read_capacity(cell("capacity"))
    except ValueError as problem:
        raise errors.UnusableInputError(
            f"{path.name} の{row.number}行目の定員「{cell('capacity')[:20]}」を"
            "数として読めません。"
        ) from problem
    text = row.cells[places["text"]]
    return MatchRow(cell("id"), text, cell("area"), cell("target"), cell("times"), capacity)


def _refuse_doubles(path: Path, rows: Sequence[MatchRow]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise errors.UnusableInputError(
                f"{path.name} に番号(id)「{row.id}」が2つあります。ちがう番号にしてください。"
            )
        if ";" in row.id:
            raise errors.UnusableInputError(
                f"{path.name} の番号(id)「{row.id}」には「;」を使えません。"
            )
        seen.add(row.id)
