"""Statements of a table to themes."""

import json
from dataclasses import dataclass
from pathlib import Path

from workshop_app import settings
from workshop_app.commands.common import refuse_an_output, say


@dataclass(frozen=True, slots=True)
class ThemesOrder:
    """The words of ``kurumaza themes``."""

    source: Path
    output: Path
    text_column: str | None
    model: str
    groups: int | None
    vectors: Path | None
    previous: Path | None
    edits: Path | None
    regroups: bool
    prints_json: bool


def sort_themes(order: ThemesOrder) -> int:
    """Group the statements of a table; the contract is in the manual."""
    settings.keep_libraries_offline()
    from workshop_app.usecases import sorting_files

    refuse_an_output(order.output)
    summary = sorting_files.sort_file(
        order.source,
        order.output,
        text_column=order.text_column,
        model=order.model,
        groups=order.groups,
        vectors_path=order.vectors,
        previous_path=order.previous,
        edits_path=order.edits,
        regroups=order.regroups,
    )
    if order.prints_json:
        say(json.dumps(summary, ensure_ascii=False, indent=2))
    return 0
