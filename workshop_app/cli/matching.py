"""The words of ``match``: needs and offers of two tables to who could meet whom."""

import argparse
from pathlib import Path

from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add these commands to the parser."""
    command = add_command(commands, "match", "ニーズと申し出を引き合わせる")
    command.add_argument("needs", type=Path, metavar="NEEDS.csv", help="ニーズの表")
    command.add_argument("offers", type=Path, metavar="OFFERS.csv", help="申し出の表")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.csv", help="書き出す先"
    )
    command.add_argument(
        "--model", default="default", metavar="default|chars|PATH", help="文のモデル"
    )
    command.add_argument(
        "--one-to-one", action="store_true", help="1つの申し出に1つのニーズだけ"
    )
    command.add_argument("--json", action="store_true", help="数をJSONで出す")
    command.set_defaults(run=_match)


def _match(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import matching

    return matching.match(
        chosen.needs,
        chosen.offers,
        chosen.output,
        model=chosen.model,
        one_to_one=chosen.one_to_one,
        prints_json=chosen.json,
    )
