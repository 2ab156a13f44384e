"""Tables of other tools: 広聴AI, Talk to the City, Polis, Sensemaking, Miro, web forms.

Each is brought into the one form of a table, so that everything after it (the preview, rows
with reasons, columns that are kept) is the same for all.  Which tool a file is of is told by
its columns, or by a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from workshop_app import errors, words
from workshop_app.model import Consent, Party
from workshop_app.sheets import foreign_forms, foreign_kouchou, foreign_polis
from workshop_app.sheets.columns import Certainty, ColumnGuess, ColumnMapping, guess_columns
from workshop_app.sheets.foreign_packs import Pack, is_json, unpack
from workshop_app.sheets.opening import open_sheet
from workshop_app.sheets.table import NOT_A_TABLE, Sheet

AUTO, TABLE = "auto", "table"
NAMES: Mapping[str, str] = {
    AUTO: "自動で見分ける",
    TABLE: "ふつうの表",
    "kouchou": "広聴AI",
    "tttc": "Talk to the City",
    "polis": "Polis",
    "sensemaking": "Sensemaking",
    "miro": "Miro（付箋のCSV）",
    "forms": "フォームの回答（Googleフォーム、LoGoフォームなど）",
}
_TEXT_COLUMN: Mapping[str, tuple[str, ...]] = {
    "kouchou": ("original-comment", "comment-body", "argument"),
    "tttc": ("comment-body",),
    "polis": ("comment-body",),
    "sensemaking": ("survey_text",),
}
_OF_TTTC = {"agree", "disagree", "video", "interview", "timestamp"}
_PREFIXES = ("attribute_", "demo:")
_UNDERSTOOD = 0.8


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """A table, which tool it is of (a key of :data:`NAMES`), and what its columns mean."""

    tool: str
    sheet: Sheet
    guess: ColumnGuess


def open_foreign(
    content: bytes,
    name: str,
    *,
    tool: str = AUTO,
    encoding: str | None = None,
    sheet: str | None = None,
) -> ForeignSheet:
    """Read a file of another tool, or any table.

    Parameters
    ----------
    content, name
        The file, and its name for the sentences.
    tool
        A key of :data:`NAMES`; ``auto`` tells it by the columns.
    encoding, sheet
        As in :func:`workshop_app.sheets.opening.open_sheet`.

    Raises
    ------
    UnreadableFileError
        It cannot be read as a table.
    UnusableInputError
        It is not of the tool a person named.
    """
    found = _read(content, name, tool, encoding, sheet)
    known = recognise(found) if tool == AUTO else tool
    if known in _TEXT_COLUMN and _text_place(found, known) is None:
        wanted = "・".join(_TEXT_COLUMN[known])
        raise errors.UnusableInputError(
            f"{name}: {NAMES[known]}の列（{wanted}）がありません。"
            "形式を「自動で見分ける」にして、もう一度お試しください。"
        )
    if known == "polis":
        found = foreign_polis.leave_out_rejected(found)
    elif known == "kouchou":
        found = foreign_kouchou.one_row_a_comment(found)
    elif known == "forms":
        found = foreign_forms.one_row_an_answer(found)
    return ForeignSheet(known, found, _guess(found, known))


def recognise(sheet: Sheet) -> str:
    """Return which tool a table is of, by the names of its columns."""
    names = {name.strip().casefold() for name in sheet.header}
    if {"comment-id", "original-comment"} <= names or {"arg-id", "argument"} <= names:
        return "kouchou"
    if {"comment-id", "comment-body"} <= names:
        if names & {"author-id", "moderated"} or {"agrees", "disagrees"} <= names:
            return "polis"
        has_attributes = any(name.startswith("attribute_") for name in names)
        return "tttc" if names & _OF_TTTC and not has_attributes else "kouchou"
    if {"participant_id", "survey_text"} <= names:
        return "sensemaking"
    if foreign_forms.is_form(sheet.header):
        return "forms"
    if len(sheet.header) == 1 and not sheet.header_number:
        return "miro"
    return TABLE


def _read(
    content: bytes, name: str, tool: str, encoding: str | None, sheet: str | None
) -> Sheet:
    pack = unpack(content, name)
    if pack is not None:
        return _read_pack(pack, name, encoding)
    if is_json(content):
        return foreign_kouchou.read_result(content, name)
    has_header = False if tool == "miro" else None
    return open_sheet(content, name, encoding=encoding, sheet=sheet, has_header=has_header)


def _read_pack(pack: Pack, name: str, encoding: str | None) -> Sheet:
    """Return the table of a zip that holds the people's own words."""
    for wanted in (
        "final_result_with_comments.csv",
        "comments.csv",
        "hierarchical_result.json",
    ):
        inside = pack.find(wanted)
        if inside is None:
            continue
        if wanted.endswith(".json"):
            return foreign_kouchou.read_result(inside, wanted)
        found = open_sheet(inside, wanted, encoding=encoding)
        votes = pack.find("votes.csv")
        if votes is not None:
            found = foreign_polis.compare_votes(found, open_sheet(votes, "votes.csv"))
        return found
    raise errors.UnreadableFileError(f"{name}: {NOT_A_TABLE}")


def _text_place(sheet: Sheet, tool: str) -> int | None:
    names = [name.strip().casefold() for name in sheet.header]
    return next((names.index(one) for one in _TEXT_COLUMN[tool] if one in names), None)


def _guess(sheet: Sheet, tool: str) -> ColumnGuess:
    """Guess the columns by their names without the tool's own prefixes."""
    bare = [_without_prefix(name) for name in sheet.header]
    guess = guess_columns(bare, sheet.rows)
    if tool == TABLE:
        return guess
    mapping = replace(guess.mapping, day=None, meeting=None)
    certainty = guess.certainty
    if tool in _TEXT_COLUMN:
        place = _text_place(sheet, tool)
        mapping = replace(mapping, text=mapping.text if place is None else place)
        certainty = Certainty.SURE
    elif tool == "forms" and foreign_forms.ANSWER in sheet.header:
        mapping = replace(mapping, text=sheet.header.index(foreign_forms.ANSWER))
        certainty = Certainty.SURE
    return ColumnGuess(_trusted(mapping, sheet), certainty)


def _without_prefix(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def _trusted(mapping: ColumnMapping, sheet: Sheet) -> ColumnMapping:
    """Let go of columns whose name fits and whose cells do not: 属性 may hold ages."""
    party = _if_understood(mapping.party, Party, mapping, sheet)
    consent = _if_understood(mapping.consent, Consent, mapping, sheet)
    return replace(mapping, party=party, consent=consent)


def _if_understood(
    place: int | None, kind: type[StrEnum], mapping: ColumnMapping, sheet: Sheet
) -> int | None:
    if place is None or place == mapping.text:
        return None
    cells = [row.cells[place] for row in sheet.rows if row.cells[place].strip()]
    known = sum(words.find(kind, cell) is not None for cell in cells)
    return place if known >= _UNDERSTOOD * len(cells) else None
