"""The words of ``themes``: statements of a table to themes."""

import argparse
from pathlib import Path

from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser, read_number

_MOST_GROUPS = 100_000


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add these commands to the parser."""
    _add_themes(commands)


def _add_themes(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "themes", "表の文をテーマにまとめる")
    command.add_argument("input", type=Path, metavar="IN.csv", help="CSVかExcelの表")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.csv", help="書き出す先"
    )
    command.add_argument("--text-column", metavar="NAME", help="文の列の名前")
    command.add_argument(
        "--model", default="default", metavar="default|chars|PATH", help="文のモデル"
    )
    command.add_argument(
        "--groups", type=read_number(1, _MOST_GROUPS), metavar="N", help="テーマの数"
    )
    command.add_argument("--vectors", type=Path, metavar="V.npy", help="文のベクトル")
    command.add_argument("--previous", type=Path, metavar="OUT0.csv", help="前の結果")
    command.add_argument("--edits", type=Path, metavar="EDITS.json", help="人の訂正")
    command.add_argument("--regroup", action="store_true", help="前からの文も動かしてよい")
    command.add_argument("--json", action="store_true", help="数をJSONで出す")
    command.set_defaults(run=_themes)


def _themes(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import themes

    return themes.sort_themes(
        themes.ThemesOrder(
            source=chosen.input,
            output=chosen.output,
            text_column=chosen.text_column,
            model=chosen.model,
            groups=chosen.groups,
            vectors=chosen.vectors,
            previous=chosen.previous,
            edits=chosen.edits,
            regroups=chosen.regroup,
            prints_json=chosen.json,
        )
    )
