"""The process that fetches a model from a hub; :func:`serve` is all it does.

Started by :mod:`workshop_app.embedders.fetching`.  It sends nobody's name and no password, and
says line by line, in JSON, how far it has come and how it ended.
"""

import json
import os
import shutil
import sys
import threading
from pathlib import Path
from typing import TextIO

from workshop_app import errors

# Settings, words and weights; no program, no other form of the same weights.
_WANTED = ("*.json", "*.txt", "*.model", "*.safetensors", "*.md", "LICENSE*", "NOTICE*")
_UNWANTED = ("onnx/*", "openvino/*", "coreml/*", "gguf/*")
_WEIGHTS = ".safetensors"
_HALF = ".incomplete"  # how the library ends the name of a file that is still coming
_BETWEEN_LOOKS = 1.0  # seconds
_ROOM_TO_SPARE = 200 * 2**20
_MIB = 2**20


def serve() -> None:
    """Fetch what the first argument asks for."""
    order = json.loads(sys.argv[1])
    sink = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else prints goes to the error output
    try:
        revision = _fetch(order["name"], Path(order["stage"]), sink)
        _say(sink, {"revision": revision})
    except errors.ModelUnavailableError as refusal:
        _say(sink, {"error": str(refusal)})
    except Exception as error:  # the library's own, the network's, the disk's
        _say(sink, {"error": _explain(error, order["name"])})


def _say(sink: TextIO, told: dict[str, str | int]) -> None:
    sink.write(json.dumps(told) + "\n")
    sink.flush()


def _fetch(name: str, stage: Path, sink: TextIO) -> str:
    from huggingface_hub import snapshot_download  # a second

    files = snapshot_download(
        name,
        cache_dir=stage / "cache",
        local_dir=stage / "files",
        allow_patterns=list(_WANTED),
        ignore_patterns=list(_UNWANTED),
        token=False,
        dry_run=True,
    )
    if not any(file.filename.endswith(_WEIGHTS) for file in files):
        raise errors.ModelUnavailableError(
            f"「{name}」には、安全に読める形(safetensors)のファイルがありません。"
            "ほかのモデルを選んでください。"
        )
    total = sum(file.file_size or 0 for file in files)
    _refuse_without_room(total, stage)
    over = threading.Event()
    teller = threading.Thread(target=_tell_progress, args=(sink, stage, total, over))
    teller.start()
    try:
        # The revision found above, so that nothing changes in between.
        snapshot_download(
            name,
            revision=files[0].commit_hash,
            cache_dir=stage / "cache",
            local_dir=stage / "files",
            allow_patterns=[file.filename for file in files],
            token=False,
        )
    finally:
        over.set()
        teller.join()
    _say(sink, {"there": total, "total": total})
    return files[0].commit_hash


def _tell_progress(sink: TextIO, stage: Path, total: int, over: threading.Event) -> None:
    while True:
        _say(sink, {"there": min(bytes_in(stage / "files"), total), "total": total})
        if over.wait(_BETWEEN_LOOKS):
            return


def bytes_in(folder: Path) -> int:
    """Return how much of a model lies in *folder*, with what is still coming."""
    there = 0
    for path in folder.rglob("*"):
        hidden = ".cache" in path.parts and path.suffix != _HALF
        try:
            there += 0 if hidden or not path.is_file() else path.stat().st_size
        except OSError:  # it has just got its final name
            continue
    return there


def _refuse_without_room(total: int, stage: Path) -> None:
    missing = total + _ROOM_TO_SPARE - shutil.disk_usage(stage).free - bytes_in(stage / "files")
    if missing > 0:
        raise errors.ModelUnavailableError(
            f"ディスクの空きが、あと{-(-missing // _MIB):,}MB足りません。"
            "いらないファイルを片づけてください。"
        )


def _explain(error: BaseException, name: str) -> str:
    from huggingface_hub.errors import RepositoryNotFoundError

    cause = error.__cause__ or error
    if isinstance(cause, RepositoryNotFoundError):
        return (
            f"モデル「{name}」は見つからないか、登録した人だけが使えるモデルです。"
            "名前を確かめてください。"
        )
    return (
        f"モデル「{name}」を取ってこられませんでした（{type(cause).__name__}）。"
        "インターネットにつながっているかを確かめてください。"
        "つながらないパソコンでは、よそで取ったモデルのフォルダを"
        " kurumaza model use で指定できます。"
    )
