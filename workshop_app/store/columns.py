"""The kinds of columns the tables are made of.

Text is kept as it was typed, codes as their values. Nothing here names a table.
"""

import re
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from workshop_app import errors

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


class AsTyped(sa.types.TypeDecorator[str]):
    """Text as it was typed; refuses the two things no database keeps faithfully."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return *value* unchanged.

        Raises
        ------
        UnusableInputError
            It holds a NUL character or half of a surrogate pair.
        """
        if value is None:
            return None
        if _UNKEEPABLE.search(value):
            raise errors.UnusableInputError(
                "文章の中に保存できない文字(壊れた文字)があります。その文字を消して、もう一度お試しください。"
            )
        return value


class Coded(sa.types.TypeDecorator[StrEnum]):
    """A member of a ``StrEnum``, stored as its value."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes
        self._by_value = {str(member.value): member for member in codes}

    def process_bind_param(
        self, value: StrEnum | str | None, dialect: sa.Dialect
    ) -> str | None:
        """Return the value of the member; a stranger raises ``ValueError``."""
        if value is None:
            return None
        return (self._by_value.get(value) or self.codes(value)).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        """Return the member with this value; a stranger raises ``ValueError``."""
        if value is None:
            return None
        # Thousands of rows are read a second; calling the enum costs six times as much.
        return self._by_value.get(value) or self.codes(value)


def own_id() -> sa.Column[int]:
    """Return the column of a row's own id."""
    return sa.Column("id", sa.Integer, primary_key=True)


def belongs(name: str, table: str, *, key: bool = False) -> sa.Column[int]:
    """Return a column naming the owner: what belongs goes when the owner goes."""
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False, primary_key=key)


def names(name: str, table: str, *, ondelete: str = "SET NULL") -> sa.Column[int | None]:
    """Return a column that may point at another row, and outlives it."""
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete=ondelete))


def text(name: str) -> sa.Column[str]:
    """Return a column of text as it was typed."""
    return sa.Column(name, AsTyped, nullable=False)


def flag(name: str) -> sa.Column[bool]:
    """Return a column of yes or no."""
    return sa.Column(name, sa.Boolean, nullable=False)


def code(name: str, codes: type[StrEnum], *, nullable: bool = False) -> sa.Column[Any]:
    """Return a column of members of a ``StrEnum``."""
    return sa.Column(name, Coded(codes), nullable=nullable)
