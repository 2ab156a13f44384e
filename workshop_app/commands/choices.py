"""What the rules say about a choice that a file states."""

import ctypes
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workshop_app import errors
from workshop_app.commands.common import bytes_of, say


@dataclass(frozen=True, slots=True)
class ChoiceOrder:
    """The words of ``kurumaza choose``."""

    case: Path
    preset: str | None
    prints_json: bool


def choose(order: ChoiceOrder) -> int:
    """Answer a case; the contract is in the manual."""
    from workshop_app.usecases import advising, explaining, presetting
    from workshop_app.usecases.reading_ballots import read_ballots
    from workshop_app.usecases.reading_cases import read_case

    content = _text_of(order.case)
    preset = presetting.preset(order.preset) if order.preset else None
    if order.case.suffix.lower() == ".pb":
        question = read_ballots(content)
    else:
        question = read_case(content, preset)
    with quiet_solver():
        answer = advising.answer(question)
    if order.prints_json:
        say(json.dumps(explaining.as_json(answer), ensure_ascii=False, indent=2))
    else:
        say("\n".join(explaining.table(answer) + explaining.sentences(answer)))
    return 0


@contextmanager
def quiet_solver() -> Iterator[None]:
    """Keep what the solver's own library prints out of the answer on standard output."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        library = ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)
        library.fflush(None)
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)


def _text_of(file: Path) -> str:
    try:
        return bytes_of(file).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise errors.UnreadableFileError(
            f"{file} をUTF-8の文字として読めません。UTF-8で保存しなおしてください。"
        ) from problem
