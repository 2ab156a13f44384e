"""The words of ``model``: look at sentence models, take one, fetch one."""

import argparse

from workshop_app import errors
from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add these commands to the parser."""
    _add_model(commands)


def _add_model(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "model", "文のモデルを見る・選ぶ・取ってくる")
    command.add_argument(
        "act", choices=("list", "use", "fetch"), metavar="list|use|fetch", help="すること"
    )
    command.add_argument(
        "name", nargs="?", metavar="default|PATH|NAME", help="モデル（use と fetch で書く）"
    )
    command.set_defaults(run=_model)


def _model(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import models

    if (chosen.act == "list") != (chosen.name is None):
        raise errors.UnusableInputError(
            "kurumaza model list か、kurumaza model use モデル、"
            "kurumaza model fetch 持ち主/モデル の形で書いてください。"
        )
    if chosen.act == "use":
        return models.use_model(chosen.data, chosen.name)
    if chosen.act == "fetch":
        return models.fetch_model(chosen.data, chosen.name)
    return models.list_models(chosen.data)
