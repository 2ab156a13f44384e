"""What every command has: a parser of its own, and where the data lie."""

import argparse
from pathlib import Path

from workshop_app.spoken_parser import SpokenParser

Commands = argparse._SubParsersAction


def add_command(commands: "Commands[SpokenParser]", name: str, about: str) -> SpokenParser:
    """Add a command with its sentence and the option that all commands share."""
    command = commands.add_parser(name, help=about, description=about)
    command.add_argument(
        "--data", type=Path, metavar="DIR", help="データの置き場所（ふつうは書かなくてよい）"
    )
    return command
