"""The words of ``meetings``, ``import`` and ``export``: voices in and out as tables."""

import argparse
from pathlib import Path

from workshop_app.cli.words import Commands, add_command
from workshop_app.spoken_parser import SpokenParser


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
    command = add_command(commands, "import", "CSVやExcelの声を会議に取り込む")
    command.add_argument("meeting", metavar="MEETING", help="会議の番号か合言葉")
    command.add_argument("file", type=Path, metavar="FILE", help="CSVかExcelの表")
    command.add_argument("--encoding", help="文字コードを決めて読む（cp932 など）")
    command.add_argument("--sheet", help="Excelのシートの名前")
    command.add_argument(
        "--yes", action="store_true", help="読めない行があっても、ほかを取り込む"
    )
    command.set_defaults(run=_import)


def _add_export(commands: "Commands[SpokenParser]") -> None:
    command = add_command(commands, "export", "会議の声やつながりを書き出す")
    command.add_argument("meeting", metavar="MEETING", help="会議の番号か合言葉")
    command.add_argument(
        "--format",
        choices=(
            "xlsx",
            "csv",
            "csv-cp932",
            "docx",
            "pptx",
            "html",
            "graphml",
            "gexf",
            "kumu",
            "pack",
        ),
        default="xlsx",
        help="形式（docxは会議録、pptxは結果のスライド、htmlは1つの報告、packはすべての紙のzip）",
    )
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="書き出す先"
    )
    command.add_argument("--public", action="store_true", help="公開してよい声だけ")
    command.add_argument(
        "--address", default="", metavar="URL", help="紙のQRコードに入れる、このパソコンの住所"
    )
    command.set_defaults(run=_export)


def _meetings(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import tables

    return tables.list_meetings(chosen.data, as_json=chosen.json)


def _import(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import tables

    return tables.bring_in(
        chosen.data,
        chosen.meeting,
        chosen.file,
        encoding=chosen.encoding,
        sheet=chosen.sheet,
        accepts_bad_rows=chosen.yes,
    )


def _export(chosen: argparse.Namespace) -> int:
    from workshop_app.commands import tables

    return tables.export(
        chosen.data,
        chosen.meeting,
        chosen.format,
        chosen.output,
        for_public=chosen.public,
        address=chosen.address,
    )
