"""Answers of a web form: a row a person, a column a question.

Where several questions were answered in free words, every answer is a voice of its own, and
the question stays beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from workshop_app.sheets.columns import guess_columns
from workshop_app.sheets.other_columns import is_personal
from workshop_app.sheets.table import Row, Sheet

QUESTION, ANSWER = "質問", "回答"
_FIRST = re.compile(
    r"タイムスタンプ|timestamp|回答日時|送信日時|受付日時|申請日時|申込日時|登録日時|受付番号|回答番号|申請番号|回答ID",
    re.IGNORECASE,
)
_NOT_A_QUESTION = re.compile(
    r"番号|日時|タイムスタンプ|timestamp|状態|ステータス|url|id$", re.IGNORECASE
)
_FEWEST_LETTERS = 8
_MOST_ALIKE = 0.5


def is_form(header: Sequence[str]) -> bool:
    """Tell a form's answers by the time or the number that stands first in every row."""
    return len(header) > 1 and any(_FIRST.fullmatch(name.strip()) for name in header[:3])


def one_row_an_answer(sheet: Sheet) -> Sheet:
    """Return *sheet* with a row for each free answer; as it is where there is one question."""
    guess = guess_columns(sheet.header, sheet.rows).mapping
    listed = {guess.party, guess.table, guess.kind, guess.area, guess.consent}
    asked = [
        place
        for place, name in enumerate(sheet.header)
        if place not in listed and _is_free(sheet, place, name)
    ]
    asked = asked or [guess.text]
    if asked == [guess.text]:
        return sheet
    if guess.text not in asked and _may_be_asked(sheet.header[guess.text]):
        asked = sorted([*asked, guess.text])
    rest = [place for place in range(len(sheet.header)) if place not in asked]
    rows = [
        Row(
            row.number,
            (sheet.header[place], row.cells[place], *(row.cells[other] for other in rest)),
        )
        for row in sheet.rows
        for place in asked
        if row.cells[place].strip()
    ]
    header = (QUESTION, ANSWER, *(sheet.header[place] for place in rest))
    told = f"自由に書く質問は{len(asked)}つです。答え1つを、声1件として読みました。"
    return replace(
        sheet,
        header=header,
        rows=tuple(rows),
        named_columns=len(header),
        notes=(*sheet.notes, told),
    )


def _is_free(sheet: Sheet, place: int, name: str) -> bool:
    """Tell a question answered in free words from one with a list to choose from."""
    if not _may_be_asked(name):
        return False
    said = [cell for row in sheet.rows if (cell := row.cells[place].strip())]
    if not said or sum(map(len, said)) < _FEWEST_LETTERS * len(said):
        return False
    return len(set(said)) > _MOST_ALIKE * len(said)


def _may_be_asked(name: str) -> bool:
    return not is_personal(name) and not _NOT_A_QUESTION.search(name)
