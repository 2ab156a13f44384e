"""Telling corrections in sentences, for the history and the audit log.

A lone voice has its own words for a heading; here it is called 「ひとりの声」, because no
voice's words may stand in the log.
"""

from collections.abc import Mapping

from analysis import state
from analysis.constraints import Edit, Op
from workshop_app import words

_LONGEST = 30  # characters of a heading


def tell(before: state.State, after: state.State, edit: Edit) -> str:
    """Return what a correction did as a sentence; *edit* is complete (of *after*)."""
    heads = {theme.id: theme for theme in (*after.themes, *before.themes)}
    where = before.theme_of()
    named = [_call(heads, theme_id) for theme_id in edit.theme_ids]
    sources = dict.fromkeys(_call(heads, where[key]) for key in edit.keys if key in where)
    count = len(edit.keys)
    told = {
        Op.MOVE: lambda: f"{_join(sources)}から{named[0]}へ、声を{count}枚動かしました。",
        Op.KEEP: lambda: f"{named[0]}に、声を{count}枚置きました。",
        Op.SAME: lambda: f"{_join(sources)}の声{count}枚を「同じ」にしました。",
        Op.APART: lambda: f"{_join(sources)}の声{count}枚を「別のもの」にしました。",
        Op.MERGE: lambda: f"{_join(dict.fromkeys(named))}を、{named[0]}に合わせました。",
        Op.SPLIT: lambda: f"{named[0]}から、声を{count}枚分けました。",
        Op.RENAME: lambda: f"{named[0]}の見出しを「{_cut(edit.label)}」に変えました。",
        Op.PIN: lambda: f"{_join(sources)}の声{count}枚を、そこに留めました。",
        Op.UNPIN: lambda: f"{_join(sources)}の声{count}枚の留めをはずしました。",
    }
    return told[edit.op]()


def tell_regrouping(shifts: int) -> str:
    """Return that a proposal was accepted, and how much it changed."""
    return f"まとめなおす案を、{shifts}か所で受け入れました。"


def tell_cut(before: state.State, theme_id: str) -> str:
    """Return that a voice was parted into two."""
    heads = {theme.id: theme for theme in before.themes}
    return f"{_call(heads, theme_id)}の声1枚を、2枚に分けました。"


def _call(heads: Mapping[str, state.Theme], theme_id: str) -> str:
    theme = heads.get(theme_id)
    if theme is None:
        return "前のテーマ"
    alone = theme.is_lone and not theme.label_by_person
    return f"「{words.LONE_VOICES}」" if alone else f"「{_cut(theme.label)}」"


def _join(names: Mapping[str, None]) -> str:
    shown = list(names)[:3]
    return "と".join(shown) + ("など" if len(names) > len(shown) else "")


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
