"""The tables of what is computed or chosen, and kept: vectors, positions, settings."""

import sqlalchemy as sa

from workshop_app.store.columns import AsTyped, belongs, text
from workshop_app.store.schema.base import metadata

embeddings = sa.Table(
    "embeddings",
    metadata,
    sa.Column("fingerprint", AsTyped, primary_key=True),
    sa.Column("text_hash", AsTyped, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

node_positions = sa.Table(
    "node_positions",
    metadata,
    belongs("workshop_id", "workshops", key=True),
    sa.Column("node", AsTyped, primary_key=True),
    sa.Column("x", sa.Double, nullable=False),
    sa.Column("y", sa.Double, nullable=False),
)

column_mappings = sa.Table(
    "column_mappings",
    metadata,
    belongs("municipality_id", "municipalities", key=True),
    sa.Column("header_key", AsTyped, primary_key=True),
    text("mapping"),
)

town_settings = sa.Table(
    "town_settings",
    metadata,
    belongs("municipality_id", "municipalities", key=True),
    sa.Column("name", AsTyped, primary_key=True),
    text("value"),
)

installation_settings = sa.Table(
    "installation_settings",
    metadata,
    sa.Column("name", AsTyped, primary_key=True),
    text("value"),
)
