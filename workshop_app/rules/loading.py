"""Reads a rule file, strictly: what is missing, unknown, negative or vague is refused.

Every refusal names the file, the line and the reason, in one sentence.
"""

import re
import tomllib
import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

from workshop_app import errors
from workshop_app.rules.records import RuleYear, ShareRules, Standing

_MOST = 10**12
_SHARE = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?%|(\d{1,9})/(\d{1,9})", re.ASCII)
_STEPS = {"process", "output", "outcome", "final"}
_SHAPES = {"count", "share", "average"}
_APPROACHES = {0, 1, 2, 3}
_VIEWPOINTS = {"高齢者", "人材", "財政", "保険者"}
_NEVER_BLANK = {"source", "label", "name", "key"}
_FIRST_YEAR, _LAST_YEAR = 2019, 2099


def load(path: Path) -> RuleYear:
    """Read one rule file.

    Raises
    ------
    UnusableInputError
        The file cannot be read, or something in it is no rule; file, line and reason are told.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise errors.UnusableInputError(
            f"決まりのファイル {path.name} を読めません。"
        ) from problem
    return _Reading(path.name, text).year()


class _Reading:
    """One reading of one file."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = text.splitlines()
        try:
            self._told: dict[str, Any] = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as problem:
            at = re.search(r"line (\d+)", str(problem))
            line = int(at.group(1)) if at else max(len(self._lines), 1)
            self._refuse_line(line, "TOMLの書き方が正しくありません")

    def year(self) -> RuleYear:
        """Return the year the file tells of."""
        hints = typing.get_type_hints(RuleYear)
        head = dict(self._table("year"))
        values: dict[str, Any] = {}
        for field in fields(RuleYear):
            kind = hints[field.name]
            if is_dataclass(_bare(kind)):
                values[field.name] = self._section(field.name, kind)
            else:
                values[field.name] = self._value("year", field.name, head, kind)
        self._refuse_strangers(self._told, {*values, "year"} - set(head), "")
        self._refuse_strangers(head, set(head) & set(hints), "year")
        found = RuleYear(**values)
        self._check(found)
        return found

    def _section(self, name: str, kind: Any) -> Any:  # noqa: ANN401 - some class of records
        optional = type(None) in typing.get_args(kind)
        if optional and name not in self._told:
            return None
        return self._record(name, self._table(name), _bare(kind))

    def _record(self, where: str, told: dict[str, Any], kind: Any) -> Any:  # noqa: ANN401
        hints = typing.get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        self._refuse_strangers(told, set(names), where)
        return kind(**{name: self._value(where, name, told, hints[name]) for name in names})

    def _table(self, name: str) -> dict[str, Any]:
        found = self._told.get(name)
        if not isinstance(found, dict):
            self._refuse_line(1, f"[{name}] がありません")
        return found

    def _value(self, where: str, name: str, told: dict[str, Any], kind: Any) -> Any:  # noqa: ANN401
        if name not in told:
            self._refuse(where, "", f"{name} がありません")
        value = told[name]
        if typing.get_origin(kind) is tuple:
            return self._many(where, name, value, typing.get_args(kind)[0])
        readers = {int: _whole, Fraction: _share, str: _text, date: _day, Standing: _standing}
        if name in _NEVER_BLANK and not any(sign.isalnum() for sign in str(value)):
            self._refuse(where, name, f"{name} が空です")
        try:
            return readers[kind](value)
        except ValueError as problem:
            self._refuse(where, name, f"{name} は{problem}")

    def _many(self, where: str, name: str, value: object, kind: Any) -> tuple[Any, ...]:  # noqa: ANN401
        if not isinstance(value, list) or not value:
            self._refuse(where, name, f"{name} は1つ以上の並びで書いてください")
        if kind is str:
            return tuple(self._value(where, name, {name: each}, str) for each in value)
        if not all(isinstance(each, dict) for each in value):
            self._refuse(where, name, f"{name} は表の並びで書いてください")
        return tuple(self._record(f"{where}.{name}", each, kind) for each in value)

    def _check(self, found: RuleYear) -> None:
        """Refuse numbers that are each possible and together are not."""
        if not _FIRST_YEAR <= found.fiscal_year <= _LAST_YEAR:
            self._refuse(
                "year", "fiscal_year", "fiscal_year は2019から2099までの西暦にしてください"
            )
        for name in ("shares_comprehensive_prevention", "shares_comprehensive"):
            shares: ShareRules = getattr(found, name)
            if sum(shares.parts().values()) != 1:
                self._refuse(name, "national", "5つの負担割合の合計が100%になりません")
        months = found.service_types
        if not 0 < months.short_term_months_from <= months.short_term_months_until:
            self._refuse(
                "service_types", "short_term_months_from", "月数の下限が上限を超えています"
            )
        if found.subsidy.rounding_unit_yen == 0:
            self._refuse(
                "subsidy", "rounding_unit_yen", "切り捨ての単位は1円以上にしてください"
            )
        if found.flow.self_standing_months == 0:
            self._refuse("flow", "self_standing_months", "自走の月数は1以上にしてください")
        keys = [row.key for row in found.indicators.rows]
        for row in found.indicators.rows:
            known = row.step in _STEPS and row.shape in _SHAPES and row.viewpoint in _VIEWPOINTS
            if not known or row.approach not in _APPROACHES or keys.count(row.key) > 1:
                self._refuse(
                    "indicators.rows", "key", f"指標「{row.key}」の書き方が正しくありません"
                )

    def _refuse_strangers(self, told: dict[str, Any], known: set[str], where: str) -> None:
        for name in told:
            if name not in known:
                self._refuse(where, name, f"{name} という決まりはありません")

    def _refuse(self, where: str, name: str, reason: str) -> NoReturn:
        self._refuse_line(self._line_of(where, name), reason)

    def _refuse_line(self, line: int, reason: str) -> NoReturn:
        raise errors.UnusableInputError(
            f"決まりのファイル {self._name} の{line}行目：{reason}。"
            "ファイルをなおしてください。"
        )

    def _line_of(self, where: str, name: str) -> int:
        """Return the line of a key inside its section, or that of the section, or 1."""
        section, current = 1, ""
        for number, line in enumerate(self._lines, 1):
            head = re.match(r"\s*\[\[?\s*([\w.]+)\s*\]", line)
            if head:
                current = head.group(1)
                if current in (where, name):
                    section = number
            elif current == where and name and re.match(rf"\s*{re.escape(name)}\s*=", line):
                return number
        return section


def _bare(kind: Any) -> Any:  # noqa: ANN401 - a type, with or without None
    if isinstance(kind, types.UnionType):
        return next(each for each in typing.get_args(kind) if each is not type(None))
    return kind


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError("0以上の整数で書いてください")
    return value


def _share(value: object) -> Fraction:
    found = _SHARE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('"38.5%" か "1/2" のように、" でかこんで書いてください')
    whole, decimals, above, below = found.groups()
    if below is not None and int(below) == 0:
        raise ValueError("分母を0にできません")
    share = (
        Fraction(int(above), int(below))
        if below is not None
        else Fraction(f"{whole}.{decimals or 0}") / 100
    )
    if share > 1:
        raise ValueError("100%までにしてください")
    return share


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError('" でかこんだ文で書いてください')
    if "\n" in value:
        raise ValueError("1行で書いてください")
    return value.strip()


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("2026-11-23 のような日付で書いてください")
    return value


def _standing(value: object) -> Standing:
    try:
        return Standing(str(value))
    except ValueError:
        raise ValueError(f"{'、'.join(Standing)} のどれかで書いてください") from None
