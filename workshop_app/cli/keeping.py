"""The words of ``backup``, ``restore`` and ``merge``."""

import argparse
from pathlib import Path

from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add these commands to the parser."""
    _add_backup(commands)
    _add_restore(commands)
    _add_merge(commands)


def _add_backup(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "backup", "控えを1つのファイルにとる")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="書き出す先"
    )
    command.set_defaults(run=_backup)


def _add_restore(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "restore", "控えからもどす（今のデータは別名で残す）")
    command.add_argument("file", type=Path, metavar="FILE", help="控えのファイル")
    command.set_defaults(run=_restore)


def _add_merge(commands: "Commands[SpokenParser]") -> None:
    command = add_command(
        commands, "merge", "ほかのパソコンの控えを、二重にならないように合わせる"
    )
    command.add_argument("file", type=Path, metavar="FILE", help="むこうでとった控えのファイル")
    command.add_argument(
        "--yes", action="store_true", help="たしかめたあと、ほんとうに取り込む"
    )
    command.set_defaults(run=_merge)


def _backup(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import keeping

    return keeping.back_up(chosen.data, chosen.output)


def _restore(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import keeping

    return keeping.restore(chosen.data, chosen.file)


def _merge(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import keeping

    return keeping.merge(chosen.data, chosen.file, is_confirmed=chosen.yes)
