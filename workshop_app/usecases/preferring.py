"""Preferring: what a town wants to see, kept from one evening to the next."""

from workshop_app.store import Connection, Store, preferences
from workshop_app.usecases.noting import note

_PROPOSALS = "heading_proposals"
_OFF = "off"


def shows_proposals(conn: Connection, municipality_id: int) -> bool:
    """Say whether the machine's headings are shown until a person adopts another."""
    return preferences.get(conn, _PROPOSALS, municipality_id=municipality_id) != _OFF


def are_proposals_shown(store: Store, municipality_id: int) -> bool:
    """Say the same outside a transaction."""
    return store.read(lambda conn: shows_proposals(conn, municipality_id))


def show_proposals(store: Store, municipality_id: int, *, is_on: bool) -> None:
    """Show the machine's headings, or leave every heading to people."""

    def change(conn: Connection) -> None:
        value = "on" if is_on else _OFF
        preferences.put(conn, _PROPOSALS, value, municipality_id=municipality_id)
        note(conn, municipality_id, "見出しの案", "出す" if is_on else "出さない")

    store.write(change, municipality_id=municipality_id)
