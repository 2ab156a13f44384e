"""The words of ``serve``, ``sample`` and ``doctor``: to start, to try, to look it over."""

import argparse

from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser, read_number

_PORT = 8501
_HIGHEST_PORT = 65_535


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add these commands to the parser."""
    _add_serve(commands)
    _add_sample(commands)
    _add_doctor(commands)


def _add_serve(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "serve", "画面を開く")
    command.add_argument(
        "--port",
        type=read_number(1, _HIGHEST_PORT),
        default=_PORT,
        metavar="N",
        help=f"番号（書かなければ{_PORT}）",
    )
    command.add_argument("--lan", action="store_true", help="同じWi-Fiの人にも見せる")
    command.add_argument("--no-browser", action="store_true", help="ブラウザを開かない")
    command.set_defaults(run=_serve)


def _add_sample(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "sample", "見本の町（架空）を入れる")
    command.add_argument("name", nargs="?", default=None, metavar="NAME", help="見本の名前")
    command.add_argument("--if-empty", action="store_true", help="まだ何もないときだけ入れる")
    command.set_defaults(run=_sample)


def _add_doctor(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "doctor", "このパソコンの準備を調べる")
    command.set_defaults(run=_doctor)


def _serve(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import serving

    return serving.serve(
        chosen.data, port=chosen.port, on_lan=chosen.lan, opens_browser=not chosen.no_browser
    )


def _sample(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import serving

    return serving.load_sample(chosen.data, chosen.name, only_if_empty=chosen.if_empty)


def _doctor(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import serving

    return serving.examine(chosen.data)
