"""The words of ``rules``: the scheme's calculations."""

import argparse

from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add these commands to the parser."""
    command = add_command(commands, "rules", "制度の決まりで計算する")
    command.add_argument(
        "name", nargs="?", metavar="NAME", help="計算の名前。書かなければ一覧を出す"
    )
    command.add_argument(
        "values", nargs="*", metavar="key=value", help="計算に使う数など。yen=1000000 の形"
    )
    command.add_argument("--json", action="store_true", help="JSONで出す")
    command.set_defaults(run=_rules)


def _rules(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import calculations

    return calculations.calculate(chosen.name, chosen.values, prints_json=chosen.json)
