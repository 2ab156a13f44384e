"""What people corrected, as facts every later grouping obeys.

Each correction is an :class:`Edit`; together they say which voices belong together (must-link),
which never (cannot-link), and which stand in a certain theme.  What
they say together is worked out in ``analysis.facts``; an edit that no arrangement could meet
together with the earlier ones raises :class:`ContradictionError`, which names both.

The later word counts where it replaces the earlier one: moving a card a second time moves it.
A pin is stronger: it must be taken out before the card can be moved.  Nothing here groups.
"""

from dataclasses import dataclass
from enum import StrEnum


class Op(StrEnum):
    """A kind of correction."""

    MOVE = "move"
    SAME = "same"
    APART = "apart"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    PIN = "pin"
    UNPIN = "unpin"
    KEEP = "keep"  # placed by a person earlier; how is no longer known


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction, complete: what it says does not depend on when it is read.

    Attributes
    ----------
    op : what was done.
    keys : the voices it is about (for a merge: everybody in the themes at that time).
    theme_ids : move, pin, keep, rename: the theme; merge: the theme that stays, then those
        that go into it; split: the theme that is split, then the new one.
    label : rename: the heading a person gave.
    rest : split: the voices that stay behind.
    name : how to call this edit in a sentence to people.
    """

    op: Op
    keys: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()
    label: str = ""
    rest: tuple[str, ...] = ()
    name: str = ""


class ContradictionError(ValueError):
    """Two corrections that no arrangement can meet together."""

    def __init__(self, edit: Edit, earlier: tuple[Edit, ...]) -> None:
        self.edit = edit
        self.earlier = earlier
        before = "と".join(f"「{e.name or e.op.value}」" for e in earlier)
        super().__init__(
            f"手直し「{edit.name or edit.op.value}」は、前の手直し{before}と両立しません。"
            "どちらかを取り消してください。"
        )
