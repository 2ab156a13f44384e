"""What Polis hands out: statements, and votes whose sign means what it means there.

In an export a vote of 1 agrees, -1 disagrees and 0 passes; inside the server it is the other
way round, and some copies carry that along.  ``moderated`` is -1 for a statement that the
hosts rejected.
"""

from collections import Counter
from dataclasses import replace

from workshop_app.sheets.table import Row, Sheet

REJECTED = "-1"


def leave_out_rejected(sheet: Sheet) -> Sheet:
    """Return *sheet* without statements the hosts rejected, and say how many there were."""
    names = [name.strip().casefold() for name in sheet.header]
    if "moderated" not in names:
        return sheet
    place = names.index("moderated")
    kept = tuple(row for row in sheet.rows if row.cells[place].strip() != REJECTED)
    gone = len(sheet.rows) - len(kept)
    if not gone:
        return sheet
    told = f"主催者が採用しなかった意見が{gone}件あり、取り込みません。"
    return replace(sheet, rows=kept, notes=(*sheet.notes, told))


def compare_votes(comments: Sheet, votes: Sheet) -> Sheet:
    """Return *comments*, and say where the votes count the other way round."""
    names = [name.strip().casefold() for name in votes.header]
    if not {"comment-id", "vote"} <= set(names):
        return comments
    of, how = names.index("comment-id"), names.index("vote")
    plus = Counter(row.cells[of] for row in votes.rows if row.cells[how].strip() == "1")
    minus = Counter(row.cells[of] for row in votes.rows if row.cells[how].strip() == "-1")
    header = [name.strip().casefold() for name in comments.header]
    if not {"comment-id", "agrees"} <= set(header):
        return comments
    key, agrees = header.index("comment-id"), header.index("agrees")

    def fits(row: Row, counted: Counter[str]) -> bool:
        return row.cells[agrees].strip() == str(counted[row.cells[key]])

    if comments.rows and all(fits(row, plus) for row in comments.rows):
        return comments
    if comments.rows and all(fits(row, minus) for row in comments.rows):
        told = (
            "票の符号が逆の写しです（-1が賛成）。賛成と反対の数は、意見の表のほうを使います。"
        )
    else:
        told = "票の数が、意見の表の賛成の数と合いません。意見の表のほうを使います。"
    return replace(comments, notes=(*comments.notes, told))
