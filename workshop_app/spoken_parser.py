"""An ``argparse`` that speaks Japanese: one sentence for a wrong word, Japanese help.

The sentences are made from the ones ``argparse`` says, which differ a little from Python to
Python; what is not recognised gets a general sentence, never English.
"""

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from workshop_app import errors

_HEADINGS = {"positional arguments": "かならず書くもの", "options": "書き足せるもの"}
_SENTENCES = (
    (
        r"argument (?P<name>[^:]+): invalid choice: (?P<given>'.*?'|\S+?),? .*choose from.*",
        "{name}に「{given}」は使えません。選べるのは {choices} です",
    ),
    (r"argument (?P<name>[^:]+): expected .*argument.*", "{name} のあとが足りません"),
    (
        r"argument (?P<name>[^:]+): ignored explicit argument (?P<given>.+)",
        "{name} に「{given}」は付けられません",
    ),
    (r"argument (?P<name>[^:]+): (?P<given>.*してください)", "{name} は{given}"),
    (r"the following arguments are required: (?P<name>.+)", "{name} を書いてください"),
    (r"unrecognized arguments: (?P<given>.+)", "「{given}」は分かりません"),
)


class SpokenParser(argparse.ArgumentParser):
    """A parser whose errors are :class:`UnusableInputError` and whose help is Japanese.

    Nothing is abbreviated: ``--vec`` is no ``--vectors``, today or after an update.
    """

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - those of argparse
        settings |= {"formatter_class": _JapaneseHelp, "add_help": False, "allow_abbrev": False}
        super().__init__(**settings)
        self.add_argument("-h", "--help", action="help", help="この説明を出す")

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong as one Japanese sentence."""
        said = self._translate(message)
        raise errors.UnusableInputError(f"{said}（書き方は {self.prog} --help で見られます）。")

    def _translate(self, message: str) -> str:
        for pattern, sentence in _SENTENCES:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                told = {name: said.strip("'\"") for name, said in found.groupdict().items()}
                return sentence.format(**told, choices=self._choices_of(told.get("name", "")))
        return "書き方が正しくありません"

    def _choices_of(self, name: str) -> str:
        known = (
            action.choices
            for action in self._actions
            if action.choices and name in ("/".join(action.option_strings), action.metavar)
        )
        return "、".join(str(choice) for choice in next(known, ()))


class _JapaneseHelp(argparse.HelpFormatter):
    """The help with its few fixed words in Japanese."""

    def start_section(self, heading: str | None) -> None:
        """Begin a section under its Japanese heading."""
        super().start_section(_HEADINGS.get(heading or "", heading))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Write how the command is called."""
        super().add_usage(usage, actions, groups, "書き方: " if prefix is None else prefix)


def read_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from *lowest* to *highest*, both included."""

    def read(written: str) -> int:
        try:
            value = int(written)
        except ValueError:
            value = lowest - 1
        if not lowest <= value <= highest:
            raise argparse.ArgumentTypeError(f"{lowest}から{highest}までの数にしてください")
        return value

    return read
