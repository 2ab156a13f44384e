"""Columns of a brought-in table that no field of a voice holds, and which of them are kept.

All are kept with the voice, except what this house writes itself and what says who somebody
is: a voice has no name (P1).
"""

import re
from collections.abc import Collection, Sequence

from workshop_app import words
from workshop_app.cleaning import clean

_OWN = "番号 日付 会議名 テーマ 目的 声の番号 しるし"
_PERSONAL = re.compile(
    r"氏名|^名前|お名前|姓名|ふりがな|フリガナ|メール|e-?mail|電話|^tel|携帯|住所|番地|郵便番号|生年月日|"
    r"誕生日|ユーザー名|user ?name|アカウント|^line|ログイン|マイナンバー|^name$|phone|address",
    re.IGNORECASE,
)
_LONGEST = 2_000


def is_personal(name: str) -> bool:
    """Tell whether a column says who somebody is, by its name."""
    return bool(_PERSONAL.search(name.strip().removeprefix("attribute_").removeprefix("demo:")))


def kept_columns(header: Sequence[str], used: Collection[int | None]) -> tuple[int, ...]:
    """Return the places of the columns that are kept beside the fields of a voice."""
    own = {words.fold(name) for name in _OWN.split()}
    return tuple(
        place
        for place, name in enumerate(header)
        if place not in used and words.fold(name) not in own and not is_personal(name)
    )


def personal_columns(header: Sequence[str], used: Collection[int | None]) -> tuple[str, ...]:
    """Return the names of the columns that are left out because they say who somebody is."""
    return tuple(
        name for place, name in enumerate(header) if place not in used and is_personal(name)
    )


def read_kept(
    header: Sequence[str], cells: Sequence[str], places: Sequence[int]
) -> tuple[tuple[str, str], ...]:
    """Return name and cell of every kept column that says something in this row."""
    return tuple(
        (clean(header[place]).strip() or f"列{place + 1}", clean(cells[place])[:_LONGEST])
        for place in places
        if cells[place].strip()
    )
