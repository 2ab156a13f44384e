"""Counting out: themes and parties as numbers alone, for a town that promised to quote nobody.

The table holds no voice and no words of one: what a machine took for a heading becomes a
number (P19).  Small numbers, and those that give them away, are hidden (P10).
"""

from dataclasses import replace

from workshop_app import errors, review_words, words
from workshop_app.export import to_counts
from workshop_app.model import MadeBy
from workshop_app.store import Store, consents
from workshop_app.usecases import agreeing, crossing, entering, reading
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.noting import STAFF, note_export
from workshop_app.usecases.protecting import KEPT_BACK
from workshop_app.usecases.reading import ThemeBoard
from workshop_app.usecases.reporting import Paper, name_file

FORMAT = "counts"


def counts_paper(store: Store, meeting_id: int, *, by: str = STAFF) -> Paper:
    """Return themes by party as a workbook of numbers, and note that it was taken out.

    Raises
    ------
    UnusableInputError
        The record of consent has a blank (P4).
    """
    room = entering.enter(store, meeting_id)
    blank = agreeing.blanks_of(store.read(lambda conn: consents.of_meeting(conn, meeting_id)))
    if blank:
        raise errors.UnusableInputError(
            f"同意の記録の「{'・'.join(blank)}」が空いています。"
            "「映すまえに」の画面で書いてから、もう一度お試しください。"
        )
    board = _without_words(reading.board_of_meeting(store, meeting_id))
    counted = crossing.cross(board)
    shown = crossing.public(counted, Filter())
    content = to_counts(
        room.meeting.title,
        room.meeting.purpose,
        [words.label(party) for party in counted.parties],
        counted.headings,
        [
            [*(_say(cell, shown.least) for cell in row), _say(total)]
            for row, total in zip(shown.cells, shown.row_sums, strict=True)
        ],
        [*(_say(each) for each in shown.column_sums), _say(shown.total)],
    )
    told = f"{FORMAT}・数だけ・{len(counted.headings)}行"
    note_export(store, room.municipality.id, room.meeting.title, told, by=by)
    return Paper(name_file(room, "xlsx", "_数だけ"), content, len(counted.headings))


def _say(number: int | None, least: int | None = None) -> int | str:
    if number is not None:
        return number
    return KEPT_BACK if least is None else review_words.HIDDEN_CELL.format(least)


def _without_words(board: ThemeBoard) -> ThemeBoard:
    """Return *board* with numbers in place of headings that a machine took from voices."""
    themes = tuple(
        card
        if card.theme.heading_by is MadeBy.PERSON
        else replace(
            card, theme=replace(card.theme, heading=f"テーマ{card.theme.position + 1}")
        )
        for card in board.themes
    )
    return replace(board, themes=themes)
