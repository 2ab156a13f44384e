"""Which programme of the scheme a resource resembles, and which offers are like work.

Both are suggestions: the longest word found decides, nothing is assigned.
"""

import csv
import re
from functools import cache

from workshop_app import places

_WORK = re.compile(
    r"内職|賃仕事|軽作業|袋詰め|有償|時給|日当|小遣い|こづかい|報酬|謝礼をもら|働け|働きた|働いても"
    r"|仕事(なら|を)(でき|手伝|引き受|やれ|し)|パート|アルバイト|シルバーの仕事|1時間\d+円"
)


def suggest_category(said: str) -> str | None:
    """Return the programme a resource resembles (C42), or None.

    Examples
    --------
    >>> suggest_category("体操教室")
    '地域介護予防活動支援事業'
    """
    found = [(len(word), -place, name) for place, word, name in _load() if word in said]
    return max(found)[2] if found else None


def is_work_like(said: str) -> bool:
    """Say whether an offer is a candidate for 就労的活動: paid, or like work (C43).

    Examples
    --------
    >>> is_work_like("軽い内職なら手伝える")
    True
    """
    return bool(_WORK.search(said))


@cache
def _load() -> tuple[tuple[int, str, str], ...]:
    with (places.GLOSSARY / "categories.tsv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        (place, word, row["category"])
        for place, row in enumerate(rows)
        for word in row["words"].split(";")
    )
