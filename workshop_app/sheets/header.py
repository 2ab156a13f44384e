"""Finding the header of a table, below title lines or nowhere at all."""

from collections.abc import Iterator, Sequence

from workshop_app import errors, words
from workshop_app.sheets import columns
from workshop_app.sheets.csv_table import MOST_ROWS_ABOVE
from workshop_app.sheets.table import MAX_ROWS, TOO_MANY_ROWS, RawTable, Row, Sheet

_LONGEST_NAME = 30
_SPEECH = "。!?！？\n"


def name_columns(
    raw: RawTable, column: str | None = None, has_header: bool | None = None
) -> Sheet:
    """Return *raw* with its header found and its rows made equally wide.

    Parameters
    ----------
    raw
        All rows of the file.
    column
        A name that the header must have, where a person said one.
    has_header
        Where a person decided whether the first row is a header.

    Raises
    ------
    UnreadableFileError
        More data rows than the limit.
    """
    place = (
        _find_header(raw.rows, column) if has_header is None else (0 if has_header else None)
    )
    below = raw.rows if place is None else raw.rows[place + 1 :]
    if len(below) > MAX_ROWS:
        raise errors.UnreadableFileError(TOO_MANY_ROWS)
    names = () if place is None else _without_empty_end(raw.rows[place].cells)
    width = max([len(names), 1, *(len(_without_empty_end(row.cells)) for row in below)])
    header = tuple(name.strip() for name in names) + tuple(
        f"列{number}" for number in range(len(names) + 1, width + 1)
    )
    return Sheet(
        header=header,
        rows=tuple(Row(row.number, _fit(row.cells, width)) for row in below),
        encoding=raw.encoding,
        notes=raw.notes + tuple(_note_shape(raw, place, len(names), width)),
        header_number=0 if place is None else raw.rows[place].number,
        named_columns=width if place is None else len(names),
        sheet_name=raw.sheet_name,
        sheet_names=raw.sheet_names,
    )


def _find_header(rows: Sequence[Row], column: str | None) -> int | None:
    """Return which of the first rows is the header, or None where there is none."""
    first = rows[: MOST_ROWS_ABOVE + 1]
    if column is not None:
        wanted = words.fold(column)
        for place, row in enumerate(first):
            if wanted in {words.fold(cell) for cell in row.cells}:
                return place
    filled = [place for place, row in enumerate(first) if not row.is_blank]
    if not filled:
        return None
    if max(len(_without_empty_end(row.cells)) for row in rows) == 1:
        return filled[0] if columns.names_voices(rows[filled[0]].cells[0]) else None
    known = [columns.count_names(row.cells) for row in first]
    best = known.index(max(known))
    if known[best] > 1 or (known[best] == 1 and _is_wider_than_all_above(rows, best)):
        return best
    return filled[0] if _looks_like_names(first[filled[0]], rows[filled[0] + 1 :]) else None


def _is_wider_than_all_above(rows: Sequence[Row], place: int) -> bool:
    """Tell a header below title lines from a voice that happens to be a header's word."""
    widths = [sum(bool(cell.strip()) for cell in row.cells) for row in rows[: place + 1]]
    return all(width < widths[-1] for width in widths[:-1])


def _looks_like_names(row: Row, below: Sequence[Row]) -> bool:
    """Tell a row of short different names that no row below repeats."""
    cells = [cell.strip() for cell in _without_empty_end(row.cells)]
    if len(cells) < 2 or len(set(cells)) < len(cells) or not all(cells):
        return False
    if any(cell.isdigit() or len(cell) > _LONGEST_NAME for cell in cells):
        return False
    if any(mark in cell for cell in cells for mark in _SPEECH):
        return False
    return not any(cell in other.cells for other in below[:200] for cell in cells)


def _without_empty_end(cells: Sequence[str]) -> tuple[str, ...]:
    width = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return tuple(cells[:width])


def _fit(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return exactly *width* cells; what is cut off is known to be blank."""
    return tuple(cells[:width]) + ("",) * (width - len(cells))


def _note_shape(raw: RawTable, place: int | None, named: int, width: int) -> Iterator[str]:
    if place is None:
        yield "見出しの行が見つからないため、1行目から声として読みました。"
        return
    if place:
        above = raw.rows[place].number - 1
        yield f"見出しは{raw.rows[place].number}行目です。その上の{above}行は読みません。"
    longer = [
        row.number
        for row in raw.rows[place + 1 :]
        if len(_without_empty_end(row.cells)) > named
    ]
    if longer:
        yield f"見出しより列の多い行が{len(longer)}行あります(最初は{longer[0]}行目)。"
