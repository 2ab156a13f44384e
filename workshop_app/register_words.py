"""The columns of the town's registers: what they are called when they go out and come in.

The first name is the one written; the others are what town halls write. A column that is only
told (a suggestion, an older number) is written and never read back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Register(StrEnum):
    """A register that leaves the house as a table and comes back as one."""

    ORGANISATIONS = "organisations"
    ASSETS = "assets"
    RELATIONS = "relations"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it holds, its heading, and other headings that mean it."""

    field: str
    heading: str
    aliases: str = ""  # with blanks between
    is_told_only: bool = False
    is_key: bool = False  # no table without this column
    is_needed: bool = False  # no new entry without a word here


LABELS: Mapping[Register, str] = {
    Register.ORGANISATIONS: "団体の名簿",
    Register.ASSETS: "地域の宝の名簿",
    Register.RELATIONS: "団体どうしのつながりの名簿",
}
COLUMNS: Mapping[Register, tuple[Column, ...]] = {
    Register.ORGANISATIONS: (
        Column("id", "番号", "id no no. 団体番号 管理番号"),
        Column("name", "名前", "団体名 団体 名称 組織名 機関名 name", is_key=True),
        Column("party", "立場", "三つの立場 区分 主体 party", is_needed=True),
        Column("category", "団体の種類", "種類 種別 分類 category"),
        Column("area_id", "圏域", "地区 地域 日常生活圏域 area"),
        Column("note", "メモ", "備考 note"),
    ),
    Register.ASSETS: (
        Column("id", "番号", "id no no. 資源番号 管理番号"),
        Column("name", "名前", "資源名 資源 宝 名称 name", is_key=True),
        Column("asset_class", "区分", "種類 種別 分類 箱 class", is_needed=True),
        Column("area_id", "圏域", "地区 地域 日常生活圏域 area"),
        Column("owner_id", "持ち主の団体", "持ち主 所有者 団体 団体名 owner"),
        Column("availability", "使える時間", "時間 時間帯 曜日 曜日・時間 日時 times"),
        Column("capacity", "受けられる数", "定員 人数 空き 受入 受け入れ capacity"),
        Column("conditions", "条件", "使う条件 conditions"),
        Column("contact_office", "窓口", "連絡先の窓口 連絡先 contact"),
        Column("state", "確かさ", "状態 state"),
        Column("noted_on", "書いた日", "記録日 日付 聞いた日 day"),
        Column("category", "似ている事業(めやす)", is_told_only=True),
        Column("work", "就労的活動の候補(めやす)", is_told_only=True),
    ),
    Register.RELATIONS: (
        Column("id", "番号", "id no no. 管理番号"),
        Column("source_id", "団体", "団体名 団体a 団体1 名前 組織 source from", is_key=True),
        Column(
            "target_id",
            "相手の団体",
            "相手 相手先 連携先 相手の名前 団体b 団体2 target to",
            is_key=True,
        ),
        Column("kind", "どんなつながり", "つながり 関係 種類 種別 区分 kind", is_needed=True),
        Column(
            "last_contact_on",
            "最後の連絡の日",
            "最後の連絡 最終連絡日 最終連絡 連絡日 連絡した日 日付",
        ),
        Column("note", "メモ", "備考 note"),
    ),
}


def heading_of(register: Register, field: str) -> str:
    """Return what the column of *field* is called."""
    return next(each.heading for each in COLUMNS[register] if each.field == field)


def keys_of(register: Register) -> tuple[Column, ...]:
    """Return the columns that say which entry a row is about."""
    return tuple(each for each in COLUMNS[register] if each.is_key)
