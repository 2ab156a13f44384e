"""The ``kurumaza`` command: one sub-command for each thing one does outside a browser.

Exit 0: done. Exit 2: the input cannot be used; one Japanese sentence on stderr says why.
Each module here reads the words of some commands; ``commands`` does what they say.  Heavy
libraries are imported by the command that needs them, never at the top.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from workshop_app import errors
from workshop_app.cli import (
    calculations,
    choices,
    keeping,
    leaving,
    matching,
    models,
    screening,
    serving,
    tables,
    themes,
)
from workshop_app.spoken_parser import SpokenParser

UNUSABLE = 2
_STOPPED = 130


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
    families = (
        serving,
        tables,
        themes,
        screening,
        models,
        keeping,
        leaving,
        matching,
        calculations,
        choices,
    )
    for family in families:
        family.add_to(commands)
    return parser


def _version() -> str:
    from importlib.metadata import version

    return version("kurumaza")
