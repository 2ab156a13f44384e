"""The only package that knows SQL: one module per kind of record, and the door to them.

``Store.open(settings)`` opens; ``store.read`` and ``store.write`` run work that calls the
functions of the modules beside this one, each of which takes the connection first.
"""

from sqlalchemy import Connection

from workshop_app.store.health import StoreReport
from workshop_app.store.store import Store

__all__ = ["Connection", "Store", "StoreReport"]
