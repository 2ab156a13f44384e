"""What became of themes; every earlier word stays, the newest counts."""

import sqlalchemy as sa

from workshop_app.model import Fate, ThemeFate
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.theme_fates, ThemeFate, "そのテーマの扱いは見つかりません。")


def add(
    conn: sa.Connection,
    *,
    theme_id: int,
    fate: Fate,
    reason: str,
    next_step: str,
    decided_at: str | None = None,
) -> ThemeFate:
    """Write down what became of a theme, now unless told when, and return it."""
    return _ROWS.add(
        conn,
        theme_id=theme_id,
        fate=fate,
        reason=reason,
        next_step=next_step,
        decided_at=decided_at or clock.now(),
    )


def history_of(conn: sa.Connection, theme_id: int) -> list[ThemeFate]:
    """Return everything that was said to have become of a theme, in order."""
    return _ROWS.list_of(conn, schema.theme_fates.c.theme_id == theme_id)


def newest_of(conn: sa.Connection, workshop_id: int) -> dict[int, ThemeFate]:
    """Return the newest word about every theme of a workshop that has one, by theme."""
    table, themes = schema.theme_fates, schema.themes
    found = _ROWS.list_of(
        conn,
        themes.c.workshop_id == workshop_id,
        within=table.join(themes, table.c.theme_id == themes.c.id),
    )
    return {each.theme_id: each for each in found}
