"""What several commands need: an open store, a way to answer, files written whole."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop_app import errors, settings
from workshop_app.store import Store


def say(sentence: str) -> None:
    """Print one sentence of the answer."""
    print(sentence)  # noqa: T201 - the command line's one way to answer


@contextmanager
def opened(data_folder: Path | None) -> Iterator[Store]:
    """Open the store of a data folder, and close it after the work."""
    store = Store.open(settings.load(data_folder))
    try:
        yield store
    finally:
        store.close()


def bytes_of(file: Path) -> bytes:
    """Return what is in a file, or say that it cannot be opened."""
    try:
        return file.read_bytes()
    except OSError as problem:
        raise errors.UnreadableFileError(
            f"{file} を開けません。場所と名前を確かめてください。"
        ) from problem


def refuse_an_output(output: Path) -> None:
    """Say before any work is done that there is no place for the result."""
    if output.is_dir() or not output.parent.is_dir():
        raise errors.UnusableInputError(
            f"{output} には書けません。あるフォルダの中の、ファイルの名前を書いてください。"
        )


def write_whole(output: Path, content: bytes) -> None:
    """Write all of a file, or leave the one that was there."""
    beside = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(content)
        beside.replace(output)
    except OSError as problem:
        raise errors.UnusableInputError(
            f"{output} に書けません。ほかで開いていないか、空きがあるかを確かめてください。"
        ) from problem
    finally:
        beside.unlink(missing_ok=True)
