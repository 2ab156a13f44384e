"""The words of the field: issues, organisations and words of several meanings.

Finding is a suggestion for people.  A word of several meanings is never mapped silently; it
comes back from :func:`find_ambiguities` and somebody decides.
"""

from workshop_app.glossary.categories import is_work_like, suggest_category
from workshop_app.glossary.examples import (
    enrich,
    make_both_sides,
    make_exemplars,
    tell_fingerprint,
)
from workshop_app.glossary.finding import find_ambiguities, find_issues, find_organisations
from workshop_app.glossary.mentions import (
    Candidate,
    Mention,
    find_mentions,
    resolve_organisation,
)
from workshop_app.glossary.sorting_hints import mask_names, suggest_asset_class, suggest_kind
from workshop_app.glossary.terms import (
    Ambiguity,
    Issue,
    Organisation,
    load_ambiguities,
    load_issues,
    load_organisations,
)

__all__ = [
    "Ambiguity",
    "Candidate",
    "Issue",
    "Mention",
    "Organisation",
    "enrich",
    "find_ambiguities",
    "find_issues",
    "find_mentions",
    "find_organisations",
    "is_work_like",
    "load_ambiguities",
    "load_issues",
    "load_organisations",
    "make_both_sides",
    "make_exemplars",
    "mask_names",
    "resolve_organisation",
    "suggest_asset_class",
    "suggest_category",
    "suggest_kind",
    "tell_fingerprint",
]
