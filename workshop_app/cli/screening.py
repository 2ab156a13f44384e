"""The words of ``screen``: what in a table must not be projected unread."""

import argparse
from pathlib import Path

from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add these commands to the parser."""
    command = add_command(commands, "screen", "映す前に人が読むべき声を、表の中から見つける")
    command.add_argument("input", type=Path, metavar="IN.csv", help="CSVかExcelの表")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.csv", help="書き出す先"
    )
    command.add_argument("--text-column", metavar="NAME", help="文の列の名前")
    command.set_defaults(run=_screen)


def _screen(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import screening

    return screening.screen_file(chosen.input, chosen.output, chosen.text_column)
