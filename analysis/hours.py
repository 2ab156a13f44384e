"""Weekly hours as people write them: 「火・木 10–12時」, 「平日午後」, 「いつでも」.

A week is 336 half hours, kept as the bits of one number, so that two texts share time where
their bits do.  What cannot be read is unknown, never a guess; a month, a date or 「応相談」
is for people to settle.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.fit import Fit

_DAYS = "月火水木金土日"
_SLOTS = 48  # half hours of a day
_ANY = re.compile(r"いつでも|随時|24時間|年中無休|終日可|いつも可|問わ(ない|ず)")
_OPEN = re.compile(r"相談|未定|不定|都合|調整")
_NOT_A_DAY = re.compile(
    r"\d+\s*月(?!曜)|\d+\s*日(?!曜)|毎月|月末|月初|月\s*に?\s*\d+\s*回|\d+\s*[ヶかカケ箇]月|今月|来月"
    r"|(?!24)(?<!\d)\d+\s*[時分]間(?!帯)|一日|1日"
)
_ONLY_SOME_WEEKS = re.compile(
    r"第\s*[\d一二三四五]+(?:\s*[・,と、]\s*(?:第\s*)?[\d一二三四五]+)*|隔週"
)
_SEASON = re.compile(r"\d+\s*月(?!曜)|春|夏|秋|冬|盆|正月|雨の日|雪の日|当日")
_EXCEPT = re.compile(
    rf"([{_DAYS}・,、と曜日祝平休週末]+?)\s*(?:を除|以外|は?定休|は?休み?|除く|は不可)"
)
_NAMED_DAYS = (
    ("平日", 0b0011111),
    ("土日祝", 0b1100000),
    ("土日", 0b1100000),
    ("週末", 0b1100000),
    ("休日", 0b1100000),
    ("毎日", 0b1111111),
    ("毎朝", 0b1111111),
    ("毎晩", 0b1111111),
)
_PARTS = (  # name, first and last half hour
    ("早朝", 10, 16),
    ("午前中", 12, 24),
    ("午前", 12, 24),
    ("午後", 24, 36),
    ("日中", 18, 34),
    ("昼間", 18, 34),
    ("昼休み", 24, 26),
    ("お昼", 22, 28),
    ("昼", 22, 28),
    ("夕方", 30, 38),
    ("夕", 30, 38),
    ("夜間", 36, 48),
    ("夜", 36, 44),
    ("毎朝", 12, 20),
    ("朝", 12, 20),
    ("毎晩", 36, 44),
    ("晩", 36, 44),
    ("終日", 0, 48),
    ("一日中", 0, 48),
)
_CLOCK = r"(午前|午後|夜|夕方|朝|昼)?\s*(\d{1,2})\s*(?:[:時]\s*(\d{2}|半)?\s*分?)?"
_RANGE = re.compile(rf"{_CLOCK}\s*(?:[-~]|から)\s*{_CLOCK}")
_FROM = re.compile(rf"{_CLOCK}\s*(?:以降|から|-)")
_UNTIL = re.compile(rf"(?:[-~]\s*)?{_CLOCK}\s*(?:まで|以前)")
_AT = re.compile(r"(午前|午後|夜|夕方|朝|昼)?\s*(\d{1,2})\s*(?:時|:)\s*(\d{2}|半)?")
_DAY_RUN = re.compile(rf"([{_DAYS}])(?:曜日?)?\s*[-~]\s*([{_DAYS}])(?:曜日?)?")
_DAY = re.compile(
    rf"(?<![毎平休祝前当翌半今])([{_DAYS}])(?=曜|[・,、/と():\s\d午朝昼夕夜終のはだ]|[{_DAYS}]|$)"
)


@dataclass(frozen=True, slots=True)
class Hours:
    """The half hours of a week that a text names, Monday 0:00 first.

    Attributes
    ----------
    mask
        One bit for each half hour; 0 where the text is unknown.
    is_known
        Whether the text could be read.
    is_exact
        False where people must look again: only some weeks, a season, 「応相談」.
    """

    mask: int
    is_known: bool
    is_exact: bool = True


UNKNOWN = Hours(0, is_known=False)
_ALWAYS = (1 << (7 * _SLOTS)) - 1


@lru_cache(maxsize=4096)
def read_hours(written: str) -> Hours:
    """Return the hours that *written* names, or :data:`UNKNOWN`.

    Examples
    --------
    >>> bin(read_hours("火・木 10–12時").mask).count("1")
    8
    """
    plain = _normalise(written)
    if not plain:
        return UNKNOWN
    some_weeks = bool(_ONLY_SOME_WEEKS.search(plain) or _SEASON.search(plain))
    plain = _ONLY_SOME_WEEKS.sub(" ", plain)
    plain = _NOT_A_DAY.sub(" ", plain)
    is_open = bool(_OPEN.search(plain))
    left_out = 0
    for found in _EXCEPT.finditer(plain):
        left_out |= _read_days(found.group(1))
    plain = _EXCEPT.sub(" ", plain)
    mask = 0
    for days, slots in _read_parts(plain):
        mask |= _spread(days or 0b1111111, slots if slots else (1 << _SLOTS) - 1)
    if not mask and (_ANY.search(plain) or left_out):
        mask = _ALWAYS
    if left_out:
        mask &= ~_spread(left_out, (1 << _SLOTS) - 1)
    if not mask:
        return UNKNOWN
    return Hours(mask, is_known=True, is_exact=not (some_weeks or is_open))


def compare_hours(asked: Hours, given: Hours) -> Fit:
    """Say whether two texts share at least half an hour of the week."""
    if not (asked.is_known and given.is_known):
        return Fit.UNKNOWN
    if not asked.mask & given.mask:
        return Fit.NO
    return Fit.YES if asked.is_exact and given.is_exact else Fit.UNKNOWN


def names_hours(written: str) -> bool:
    """Say whether a sentence tells weekly hours at all: a day of the week, or a clock."""
    plain = _normalise(written)
    told = re.search(rf"[{_DAYS}]曜|平日|土日|週末|毎日|毎朝|\d\s*時(?!間)|\d:\d\d", plain)
    several = re.search(rf"[{_DAYS}][・/][{_DAYS}]", plain)
    return bool(told or several)


def _normalise(written: str) -> str:
    plain = unicodedata.normalize("NFKC", written)
    plain = re.sub(r"[–—―‐‑−ー〜~～]", "-", plain.replace("サービス", ""))
    return re.sub(r"[;/\n]", ",", plain).strip()


def _read_parts(plain: str) -> Iterator[tuple[int, int]]:
    """Yield days and half hours of each part of the text; days alone wait for their hours."""
    waiting = 0
    days = 0
    last = 0
    for part in re.split(r"[,、。]|および|または", plain):
        own = _read_days(part)
        slots = _read_slots(part)
        if own and not slots and _is_bare(part):
            waiting |= own
            continue
        if not own and not slots:
            continue
        days = (own | waiting) or last
        waiting = 0
        last = days
        yield days, slots
    if waiting:
        yield waiting, 0


def _is_bare(part: str) -> bool:
    return bool(re.fullmatch(rf"\s*毎?週?\s*[{_DAYS}](?:曜日?)?\s*", part))


def _read_days(part: str) -> int:
    days = 0
    for name, bits in _NAMED_DAYS:
        if name in part:
            days |= bits
            part = part.replace(name, " ")
    for found in _DAY_RUN.finditer(part):
        first, last = (_DAYS.index(mark) for mark in found.groups())
        number = first
        days |= 1 << first
        while number != last:
            number = (number + 1) % 7
            days |= 1 << number
    part = _DAY_RUN.sub(" ", part)
    for found in _DAY.finditer(part.replace("曜日", "曜")):
        days |= 1 << _DAYS.index(found.group(1))
    return days


def _read_slots(part: str) -> int:
    """Return the half hours of a day that a part names; 0 where it names none."""
    slots = 0
    rest = part
    for found in _RANGE.finditer(part):
        begin, end = _half_hours(*found.groups())
        slots |= _between(begin, end)
    rest = _RANGE.sub(" ", rest)
    if slots:
        return slots
    until = _UNTIL.search(rest)
    since = _FROM.search(rest)
    if until and "時" in until.group(0) + rest:
        return _between(12, _clock(*until.groups()[:3]))
    if since and re.search(r"時|:", since.group(0)):
        begin = _clock(*since.groups()[:3])
        return _between(begin, 36 if begin < 34 else 44)
    at = _AT.search(rest)
    if at:
        begin = _clock(*at.groups())
        return _between(begin, begin + 2)
    for name, begin, end in _PARTS:
        if name in rest:
            slots |= _between(begin, end)
            rest = rest.replace(name, " ")
    return slots


def _half_hours(
    half: str | None,
    hour: str,
    minute: str | None,
    half2: str | None,
    hour2: str,
    minute2: str | None,
) -> tuple[int, int]:
    begin = _clock(half, hour, minute)
    end = _clock(half2 or (half if int(hour2) >= int(hour) else None), hour2, minute2)
    if end <= begin and int(hour2) < 12:
        end += 24  # 10-3時: the afternoon is meant
    return begin, end


def _clock(half: str | None, hour: str, minute: str | None) -> int:
    number = int(hour)
    if half in ("午後", "夜", "夕方") and number < 12:
        number += 12
    extra = 1 if minute == "半" else (int(minute) // 30 if minute else 0)
    return min(number * 2 + extra, _SLOTS)


def _between(begin: int, end: int) -> int:
    begin, end = max(0, begin), min(end, _SLOTS)
    return ((1 << end) - 1) & ~((1 << begin) - 1) if end > begin else 0


def _spread(days: int, slots: int) -> int:
    return sum(slots << (day * _SLOTS) for day in range(7) if days >> day & 1)
