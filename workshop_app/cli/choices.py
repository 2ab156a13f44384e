"""The words of ``choose``: candidates, scores and a budget to what the rules say."""

import argparse
from pathlib import Path

from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add this command to the parser."""
    command = add_command(commands, "choose", "候補と採点から、決め方ごとの結果を出す")
    command.add_argument("case", type=Path, metavar="CASE.json", help="候補のJSONか .pb")
    command.add_argument("--preset", metavar="NAME", help="採点の型(項目・重み・決め方)")
    command.add_argument("--json", action="store_true", help="結果をJSONで出す")
    command.set_defaults(run=_choose)


def _choose(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import choices

    return choices.choose(
        choices.ChoiceOrder(case=chosen.case, preset=chosen.preset, prints_json=chosen.json)
    )
