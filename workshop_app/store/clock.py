"""The one clock of the store; order is told by ids, never by this clock."""

from datetime import UTC, datetime


def now() -> str:
    """Return the present moment as ISO 8601 text in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
