"""The names in double braces of a template, 「{{会議名}}」: found, checked, explained.

A template of a town may be wrong in ways only a person can put right, so every refusal names
the template, the wrong name, the likely right one, and all that may stand there.
"""

import difflib
import re
from collections.abc import Callable, Sequence

from workshop_app import errors
from workshop_app.papers.forms import Form

_NAME = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_LOOSE = re.compile(r"\{\{|\}\}")


def names_in(line: str) -> list[str]:
    """Return the names a line asks for, in their order."""
    return _NAME.findall(line)


def fill(line: str, say: Callable[[str], str]) -> str:
    """Return a line with every name replaced by what *say* gives for it."""
    return _NAME.sub(lambda found: say(found[1]), line)


def is_alone(line: str) -> bool:
    """Say whether a line is one name and nothing else."""
    return _NAME.fullmatch(line.strip()) is not None


def check(form: Form, lines: Sequence[str]) -> None:
    """Refuse lines of a template that ask for what the paper does not have.

    Raises
    ------
    UnusableInputError
        A name is unknown, braces do not pair, or a piece shares its line with other words.
    """
    for line in lines:
        for name in names_in(line):
            if name not in form.placeholders:
                raise errors.UnusableInputError(_unknown(form, name))
            if name in form.parts and not is_alone(line):
                raise errors.UnusableInputError(
                    f"ひな形「{form.title}」の「{{{{{name}}}}}」は、表や文がまとめて入るところ"
                    "です。1行に、それだけを書いてください。"
                )
        if _LOOSE.search(_NAME.sub("", line)):
            shown = line.strip()[:30]
            raise errors.UnusableInputError(
                f"ひな形「{form.title}」の「{shown}」で、「{{{{」と「}}}}」の組が合っていません。"
                "「{{会議名}}」のように、2つずつで囲んでください。"
            )


def _unknown(form: Form, name: str) -> str:
    near = difflib.get_close_matches(name, form.placeholders, n=1, cutoff=0.5)
    guess = f"「{{{{{near[0]}}}}}」のことではありませんか。" if near else ""
    return (
        f"ひな形「{form.title}」の「{{{{{name}}}}}」は使えません。{guess}"
        f"使えるのは、{'、'.join(form.placeholders)}です。"
    )
