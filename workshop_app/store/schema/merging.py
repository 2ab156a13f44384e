"""The table of what other laptops' copies said when they were taken in."""

import sqlalchemy as sa

from workshop_app.store.columns import AsTyped, belongs, text
from workshop_app.store.schema.base import metadata

merged_states = sa.Table(
    "merged_states",
    metadata,
    belongs("municipality_id", "municipalities", key=True),
    sa.Column("client_key", AsTyped, primary_key=True),
    text("state"),
)
