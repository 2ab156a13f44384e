"""The ``kurumaza`` command: one sub-command for each thing one does outside a browser.

Exit 0: done. Exit 2: the input cannot be used; one Japanese sentence on stderr says why.
Heavy libraries are imported by the command that needs them, never at the top.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from workshop_app import errors
from workshop_app.spoken_parser import SpokenParser, read_number

UNUSABLE = 2
_STOPPED = 130
_PORT = 8501
_HIGHEST_PORT = 65_535
_MOST_GROUPS = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        done = _run(arguments)
        sys.stdout.flush()
        return done
    except errors.KurumazaError as problem:
        _tell(str(problem))
    except BrokenPipeError:
        # Whoever read the answer has seen enough; nothing is left to say to anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as problem:
        _tell(
            f"ファイル {problem.filename or ''} を読み書きできませんでした。"
            "場所とディスクの空きを確かめてください。"
        )
    except MemoryError:
        _tell("メモリが足りません。ファイルを分けるか、ほかのソフトを閉じてください。")
    except KeyboardInterrupt:
        return _STOPPED
    return UNUSABLE


def _run(arguments: Sequence[str] | None) -> int:
    parser = make_parser()
    chosen = parser.parse_args(arguments)
    if chosen.run is None:
        parser.print_help()
        raise errors.UnusableInputError("コマンドを1つ書いてください。")
    run: Callable[[argparse.Namespace], int] = chosen.run
    return run(chosen)


def _tell(sentence: str) -> None:
    print(" ".join(sentence.split()), file=sys.stderr)  # noqa: T201


def make_parser() -> SpokenParser:
    """Return the parser of all commands; the manual is tested against it."""
    parser = SpokenParser(prog="kurumaza", description="車座：話し合いから試行まで")
    parser.add_argument(
        "--version", action="version", version=f"kurumaza {_version()}", help="版の番号を出す"
    )
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="できること", metavar="コマンド")
    _add_serve(commands)
    _add_sample(commands)
    _add_meetings(commands)
    _add_import(commands)
    _add_export(commands)
    _add_themes(commands)
    _add_model(commands)
    _add_doctor(commands)
    _add_backup(commands)
    _add_restore(commands)
    return parser


_Commands = argparse._SubParsersAction


def _add(commands: "_Commands[SpokenParser]", name: str, about: str) -> SpokenParser:
    command = commands.add_parser(name, help=about, description=about)
    command.add_argument(
        "--data", type=Path, metavar="DIR", help="データの置き場所（ふつうは書かなくてよい）"
    )
    return command


def _add_serve(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "serve", "画面を開く")
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


def _add_sample(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "sample", "見本の町（架空）を入れる")
    command.add_argument("name", nargs="?", default=None, metavar="NAME", help="見本の名前")
    command.add_argument("--if-empty", action="store_true", help="まだ何もないときだけ入れる")
    command.set_defaults(run=_sample)


def _add_meetings(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "meetings", "会議の一覧を出す")
    command.add_argument("--json", action="store_true", help="JSONで出す")
    command.set_defaults(run=_meetings)


def _add_import(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "import", "CSVやExcelの声を会議に取り込む")
    command.add_argument("meeting", metavar="MEETING", help="会議の番号か合言葉")
    command.add_argument("file", type=Path, metavar="FILE", help="CSVかExcelの表")
    command.add_argument("--encoding", help="文字コードを決めて読む（cp932 など）")
    command.add_argument("--sheet", help="Excelのシートの名前")
    command.add_argument(
        "--yes", action="store_true", help="読めない行があっても、ほかを取り込む"
    )
    command.set_defaults(run=_import)


def _add_export(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "export", "会議の声を書き出す")
    command.add_argument("meeting", metavar="MEETING", help="会議の番号か合言葉")
    command.add_argument("--format", choices=("xlsx", "csv"), default="xlsx", help="形式")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="書き出す先"
    )
    command.add_argument("--public", action="store_true", help="公開してよい声だけ")
    command.set_defaults(run=_export)


def _add_themes(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "themes", "表の文をテーマにまとめる")
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


def _add_model(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "model", "文のモデルを見る・選ぶ・取ってくる")
    command.add_argument(
        "act", choices=("list", "use", "fetch"), metavar="list|use|fetch", help="すること"
    )
    command.add_argument(
        "name", nargs="?", metavar="default|PATH|NAME", help="モデル（use と fetch で書く）"
    )
    command.set_defaults(run=_model)


def _add_doctor(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "doctor", "このパソコンの準備を調べる")
    command.set_defaults(run=_doctor)


def _add_backup(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "backup", "控えを1つのファイルにとる")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="書き出す先"
    )
    command.set_defaults(run=_backup)


def _add_restore(commands: "_Commands[SpokenParser]") -> None:
    command = _add(commands, "restore", "控えからもどす（今のデータは別名で残す）")
    command.add_argument("file", type=Path, metavar="FILE", help="控えのファイル")
    command.set_defaults(run=_restore)


def _serve(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    return commands.serve(
        chosen.data, port=chosen.port, on_lan=chosen.lan, opens_browser=not chosen.no_browser
    )


def _sample(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    return commands.load_sample(chosen.data, chosen.name, only_if_empty=chosen.if_empty)


def _meetings(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    return commands.list_meetings(chosen.data, as_json=chosen.json)


def _import(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    return commands.bring_in(
        chosen.data,
        chosen.meeting,
        chosen.file,
        encoding=chosen.encoding,
        sheet=chosen.sheet,
        accepts_bad_rows=chosen.yes,
    )


def _export(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    return commands.export(
        chosen.data, chosen.meeting, chosen.format, chosen.output, for_public=chosen.public
    )


def _themes(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    return commands.sort_themes(
        commands.ThemesOrder(
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


def _model(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    if (chosen.act == "list") != (chosen.name is None):
        raise errors.UnusableInputError(
            "kurumaza model list か、kurumaza model use モデル、"
            "kurumaza model fetch 持ち主/モデル の形で書いてください。"
        )
    if chosen.act == "use":
        return commands.use_model(chosen.data, chosen.name)
    if chosen.act == "fetch":
        return commands.fetch_model(chosen.data, chosen.name)
    return commands.list_models(chosen.data)


def _doctor(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    return commands.examine(chosen.data)


def _backup(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    return commands.back_up(chosen.data, chosen.output)


def _restore(chosen: argparse.Namespace) -> int:
    from workshop_app import commands

    return commands.restore(chosen.data, chosen.file)


def _version() -> str:
    from importlib.metadata import version

    return version("kurumaza")
