"""From rows to frozen records and back, the same way for every table.

Nothing here decides when a transaction begins or ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workshop_app import errors

R = TypeVar("R")
T = TypeVar("T")

CHUNK = 500  # rows per statement or per import write: others wait some 30 ms at most


@dataclass(frozen=True, slots=True)
class Rows(Generic[R]):
    """One table read and written as one kind of record; ``missing`` is what people read."""

    table: sa.Table
    record: type[R]
    missing: str
    # The query for all records: to build it anew would cost as much as to run it.
    _all: sa.Select[Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the query for all records once."""
        object.__setattr__(self, "_all", sa.select(*self._columns()))

    def add(self, conn: sa.Connection, **values: object) -> R:
        """Insert one row and return it with its new id."""
        statement = sa.insert(self.table).values(**values).returning(*self._columns())
        return self.record(*conn.execute(statement).one())

    def get(self, conn: sa.Connection, key: int) -> R:
        """Return the record with this id.

        Raises
        ------
        NotFoundError
            There is none.
        """
        statement = self._all.where(self.table.c.id == key)
        row = conn.execute(statement).first()
        if row is None:
            raise errors.NotFoundError(self.missing)
        return self.record(*row)

    def find(self, conn: sa.Connection, *where: sa.ColumnElement[bool]) -> R | None:
        """Return the first record that fulfils *where*, or None."""
        found = self.list_of(conn, *where, limit=1)
        return found[0] if found else None

    def list_of(
        self,
        conn: sa.Connection,
        *where: sa.ColumnElement[bool],
        within: sa.FromClause | None = None,
        order: Sequence[sa.ColumnElement[Any]] = (),
        limit: int | None = None,
    ) -> list[R]:
        """Return the records that fulfil *where*, in *order* (by key unless told)."""
        statement = self._all
        if within is not None:
            statement = statement.select_from(within)
        if limit is not None:
            statement = statement.limit(limit)
        statement = statement.where(*where).order_by(*(order or self.table.primary_key))
        return [self.record(*row) for row in conn.execute(statement)]

    def change(self, conn: sa.Connection, key: int, fields_: Mapping[str, object]) -> R:
        """Change the given fields of one row and return the whole record.

        Raises
        ------
        NotFoundError
            There is no row with this id.
        """
        if not fields_:
            return self.get(conn, key)
        statement = sa.update(self.table).where(self.table.c.id == key).values(**fields_)
        row = conn.execute(statement.returning(*self._columns())).first()
        if row is None:
            raise errors.NotFoundError(self.missing)
        return self.record(*row)

    def remove(self, conn: sa.Connection, key: int) -> None:
        """Delete one row and what belongs to it.

        Raises
        ------
        NotFoundError
            There is no row with this id.
        """
        done = conn.execute(sa.delete(self.table).where(self.table.c.id == key))
        if done.rowcount == 0:
            raise errors.NotFoundError(self.missing)

    def _columns(self) -> list[sa.Column[Any]]:
        return [self.table.c[each.name] for each in fields(self.record)]  # type: ignore[arg-type]


def insert_or(conn: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT of this database that knows ON CONFLICT."""
    if conn.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def upsert(
    conn: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, object]], *keys: str
) -> None:
    """Insert *rows*; where *keys* are there already, replace everything else."""
    for chunk in in_chunks(rows):
        statement = insert_or(conn, table)
        taken = {name: statement.excluded[name] for name in chunk[0] if name not in keys}
        conn.execute(statement.on_conflict_do_update(index_elements=keys, set_=taken), chunk)


def in_chunks(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield *rows* a statement's worth at a time, in order."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
