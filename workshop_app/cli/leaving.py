"""The words of ``retention``, ``erase`` and ``unlock``."""

import argparse
from pathlib import Path

from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add these commands to the parser."""
    command = add_command(commands, "retention", "いつまで残すかの一覧を出す、期限を決める")
    command.add_argument("meeting", nargs="?", metavar="MEETING", help="会議の番号か合言葉")
    command.add_argument(
        "--until", metavar="DATE", help="消す日（2027-03-31）。none で取りやめ"
    )
    command.add_argument("--json", action="store_true", help="JSONで出す")
    command.set_defaults(run=_retention)
    command = add_command(commands, "erase", "会の声を消し、件数だけを残す（もどせない）")
    command.add_argument("meeting", metavar="MEETING", help="会議の番号か合言葉")
    command.add_argument(
        "--town", action="store_true", help="その会議の町のデータを、写しもふくめて全部"
    )
    command.add_argument("--yes", action="store_true", help="ほんとうに消す")
    command.set_defaults(run=_erase)
    command = add_command(commands, "unlock", "合言葉のかかったファイルを開く")
    command.add_argument("file", type=Path, metavar="FILE", help="合言葉のかかったファイル")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="書き出す先"
    )
    command.add_argument(
        "--password-file",
        type=Path,
        required=True,
        metavar="FILE",
        help="合言葉の1行が書かれたファイル",
    )
    command.set_defaults(run=_unlock)


def _retention(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import leaving

    return leaving.retention(chosen.data, chosen.meeting, chosen.until, as_json=chosen.json)


def _erase(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import leaving

    return leaving.erase(
        chosen.data, chosen.meeting, is_confirmed=chosen.yes, whole=chosen.town
    )


def _unlock(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import leaving

    return leaving.unlock(chosen.file, chosen.output, chosen.password_file)
