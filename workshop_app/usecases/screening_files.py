"""Screening files: the table of ``kurumaza screen``, read, looked through and written."""

from dataclasses import dataclass
from pathlib import Path

from analysis import screening
from workshop_app import screening_words
from workshop_app.glossary.screening_lists import screening_lists
from workshop_app.sheets import read_for_screening, write_screened
from workshop_app.usecases import holding


@dataclass(frozen=True, slots=True)
class ScreenedCount:
    """How many rows were looked through, and in how many something was found."""

    rows: int
    flagged: int


def screen_file(source: Path, output: Path, text_column: str | None = None) -> ScreenedCount:
    """Write *source* with ``flagged``, ``reasons`` and ``suggestion`` to *output*.

    A row with a mere hint is not flagged, but has a suggestion.

    Raises
    ------
    UnusableInputError
        The file cannot be read or written, or has no column of that name.
    """
    table = read_for_screening(source, text_column)
    extra = [_look_at(text) for text in table.texts]
    write_screened(output, table, extra)
    return ScreenedCount(len(extra), sum(row[0] == "1" for row in extra))


def _look_at(text: str) -> list[str]:
    found = screening.screen(text, screening_lists())
    kinds = screening_words.kinds_of(holding.reasons_of(found))
    return [str(int(bool(kinds))), ";".join(kinds), holding.suggestion_of(text, found)]
