"""The words of ``meetings``, ``import`` and ``export``: voices in and out as tables."""

import argparse
from pathlib import Path

from workshop_app import errors
from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser

_VOICES = ("xlsx", "csv", "csv-cp932", "csv-machine", "counts")
_FOREIGN = ("kouchou", "tttc", "polis", "sensemaking", "miro", "forms")
_NETWORK = ("graphml", "gexf", "kumu", "kumu-xlsx", "gephi")
_PAPERS = ("docx", "pptx", "html", "pack")
_EXPORTS = (*_VOICES, *_PAPERS, *_FOREIGN, *_NETWORK)
_TOOLS = ("auto", "table", *_FOREIGN)


def add_to(commands: "Commands[SpokenParser]") -> None:
    """Add these commands to the parser."""
    _add_meetings(commands)
    _add_import(commands)
    _add_export(commands)


def _add_meetings(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "meetings", "会議の一覧を出す")
    command.add_argument("--json", action="store_true", help="JSONで出す")
    command.set_defaults(run=_meetings)


def _add_import(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "import", "CSVやExcel、ほかの道具の声を取り込む")
    command.add_argument(
        "meeting", nargs="?", metavar="MEETING", help="会議の番号か合言葉（なければ新しい会議）"
    )
    command.add_argument("file", type=Path, metavar="FILE", help="取り込むファイル")
    command.add_argument(
        "--format", choices=_TOOLS, default="auto", help="どの道具のファイルか"
    )
    command.add_argument("--encoding", help="文字コードを決めて読む（cp932 など）")
    command.add_argument("--sheet", help="Excelのシートの名前")
    command.add_argument(
        "--update",
        action="store_true",
        help="書き出して直したExcelから、声の立場や班、テーマを直す",
    )
    command.add_argument(
        "--yes", action="store_true", help="読めない行があっても取り込む。違いを見てから直す"
    )
    command.set_defaults(run=_import)


def _add_export(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "export", "会議の声やつながりを書き出す")
    command.add_argument("meeting", metavar="MEETING", help="会議の番号か合言葉")
    command.add_argument(
        "--format",
        choices=_EXPORTS,
        default="xlsx",
        help="形式（docxは会議録、pptxは結果のスライド、htmlは1つの報告、packはすべての紙のzip）",
    )
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="書き出す先")
    command.add_argument(
        "--check", action="store_true", help="書き出さずに、出す前の確かめだけ"
    )
    command.add_argument("--public", action="store_true", help="公開してよい声だけ")
    command.add_argument(
        "--scope", choices=("all", "town", "public"), default="all", help="どこまで出すか"
    )
    command.add_argument("--party", action="append", default=[], help="この立場の声だけ")
    command.add_argument("--lock", action="store_true", help="合言葉のかかったファイルにする")
    command.add_argument(
        "--password-file", type=Path, metavar="FILE", help="合言葉の1行が書かれたファイル"
    )
    command.add_argument(
        "--address", default="", metavar="URL", help="紙のQRコードに入れる、このパソコンの住所"
    )
    command.set_defaults(run=_export)


def _meetings(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import tables

    return tables.list_meetings(chosen.data, as_json=chosen.json)


def _import(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import tables

    if chosen.update:
        return tables.bring_back(
            chosen.data, chosen.meeting, chosen.file, is_confirmed=chosen.yes
        )
    return tables.bring_in(
        chosen.data,
        chosen.meeting,
        chosen.file,
        tool=chosen.format,
        encoding=chosen.encoding,
        sheet=chosen.sheet,
        accepts_bad_rows=chosen.yes,
    )


def _export(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import leaving

    if chosen.output is None and not chosen.check:
        raise errors.UnusableInputError(
            "書き出す先がありません。-o（--output）か --check を付けてください。"
        )
    return leaving.export(
        chosen.data,
        chosen.meeting,
        chosen.format,
        None if chosen.check else chosen.output,
        scope="public" if chosen.public else chosen.scope,
        parties=chosen.party,
        is_locked=chosen.lock or chosen.password_file is not None,
        password_file=chosen.password_file,
        address=chosen.address,
    )
