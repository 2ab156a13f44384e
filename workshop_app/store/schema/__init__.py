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
from workshop_app.store.schema.door import guests, marks, phone_doors, receipts
from workshop_app.store.schema.joining import (
    handoffs,
    joint_sessions,
    matches,
    mention_answers,
    resource_plans,
    support_entries,
)
from workshop_app.store.schema.kept import (
    column_mappings,
    embeddings,
    installation_settings,
    node_positions,
    town_settings,
)
from workshop_app.store.schema.looking import (
    consent_records,
    hand_overs,
    holds,
    outreach_entries,
)
from workshop_app.store.schema.merging import merged_states
from workshop_app.store.schema.minutes import minutes_items, minutes_records
from workshop_app.store.schema.places import areas, meetings, municipalities, tables, workshops
from workshop_app.store.schema.plans import (
    goals,
    indicator_definitions,
    indicator_values,
    plan_entries,
    plan_lines,
    project_parts,
    session_entries,
    small_starts,
    subsidy_steps,
    task_notes,
    tasks,
    viewpoint_notes,
)
from workshop_app.store.schema.review import (
    connecting_acts,
    edit_steps,
    project_directions,
    theme_fates,
    theme_tags,
    voice_parts,
)
from workshop_app.store.schema.room import (
    attendances,
    parked_items,
    photos,
    rehearsals,
    run_rows,
    screen_states,
    timers,
)
from workshop_app.store.schema.talk import assignments, edits, themes, voices
from workshop_app.store.schema.ties import assets, relations, stakeholders, supports

__all__ = [
    "areas",
    "assets",
    "assignments",
    "attendances",
    "audit_entries",
    "column_mappings",
    "connecting_acts",
    "consent_records",
    "council_members",
    "decisions",
    "edit_steps",
    "edits",
    "embeddings",
    "goals",
    "guests",
    "hand_overs",
    "handoffs",
    "holds",
    "indicator_definitions",
    "indicator_values",
    "installation_settings",
    "joint_sessions",
    "marks",
    "matches",
    "meetings",
    "member_scores",
    "mention_answers",
    "merged_states",
    "metadata",
    "minutes_items",
    "minutes_records",
    "monthly_returns",
    "municipalities",
    "node_positions",
    "outreach_entries",
    "parked_items",
    "phone_doors",
    "photos",
    "plan_entries",
    "plan_lines",
    "project_directions",
    "project_parts",
    "project_voices",
    "projects",
    "receipts",
    "recusals",
    "rehearsals",
    "relations",
    "resource_plans",
    "run_rows",
    "screen_states",
    "selection_candidates",
    "selection_criteria",
    "selection_records",
    "selections",
    "session_entries",
    "small_starts",
    "stage_results",
    "stakeholders",
    "subsidies",
    "subsidy_steps",
    "support_entries",
    "supports",
    "tables",
    "task_notes",
    "tasks",
    "theme_fates",
    "theme_tags",
    "themes",
    "timers",
    "town_settings",
    "viewpoint_notes",
    "voice_parts",
    "voices",
    "workshops",
]
