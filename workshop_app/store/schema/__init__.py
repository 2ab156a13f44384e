"""The tables, one for each record of ``model`` and a few for what is computed and kept.

Every table of a town is reachable from ``municipalities``. Nothing here opens a database; how
a table came to be is told in ``migrations``.
"""

from workshop_app.store.schema.base import metadata
from workshop_app.store.schema.choosing import (
    council_members,
    member_scores,
    recusals,
    selection_candidates,
    selection_criteria,
    selection_records,
    selections,
)
from workshop_app.store.schema.course import (
    audit_entries,
    decisions,
    monthly_returns,
    project_voices,
    projects,
    stage_results,
    subsidies,
)
from workshop_app.store.schema.kept import (
    column_mappings,
    embeddings,
    installation_settings,
    node_positions,
    town_settings,
)
from workshop_app.store.schema.places import areas, meetings, municipalities, tables, workshops
from workshop_app.store.schema.talk import assignments, edits, themes, voices
from workshop_app.store.schema.ties import assets, relations, stakeholders, supports

__all__ = [
    "areas",
    "assets",
    "assignments",
    "audit_entries",
    "column_mappings",
    "council_members",
    "decisions",
    "edits",
    "embeddings",
    "installation_settings",
    "meetings",
    "member_scores",
    "metadata",
    "monthly_returns",
    "municipalities",
    "node_positions",
    "project_voices",
    "projects",
    "recusals",
    "relations",
    "selection_candidates",
    "selection_criteria",
    "selection_records",
    "selections",
    "stage_results",
    "stakeholders",
    "subsidies",
    "supports",
    "tables",
    "themes",
    "town_settings",
    "voices",
    "workshops",
]
