"""Reading the days that people write: 2026-11-03, 2026/11/3, 令和8年11月3日, R8.11.3."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

_ERAS: Mapping[str, int] = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}
_DAY = re.compile(
    r"(令和|平成|r|h)?\s*(元|\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)"
)


def read_day(written: str) -> date | None:
    """Return the day in *written*, or None when there is none; years count in two ways."""
    found = _DAY.search(unicodedata.normalize("NFKC", written).strip().casefold())
    if not found:
        return None
    era, year_text, month, day = found.groups()
    year = 1 if year_text == "元" else int(year_text)
    if era is None and year < 1900:
        return None
    try:
        return date(year + _ERAS.get(era or "", 0), int(month), int(day))
    except ValueError:
        return None
