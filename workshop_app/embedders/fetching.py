"""Fetching a model from a hub: the one place where this program reaches out, when asked to.

The fetching itself happens in a process of its own (:mod:`workshop_app.embedders.hub`), since
this one may have been told to stay offline, and libraries ask that only once.
"""

import contextlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workshop_app import errors, places, settings
from workshop_app.embedders import folders, hub

Progress = Callable[[int, int], None]

_ENTRY = "from workshop_app.embedders.hub import serve; serve()"
_STAGE = ".fetching"  # no model's name begins with a dot
_ENDED = "モデルを取ってくる途中で止まりました。もう一度同じ命令を打つと、続きから取ります。"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A model that has come, and of which revision of the hub it is."""

    model: folders.ModelFolder
    revision: str


def fetch(name: str, models: Path, on_progress: Progress | None = None) -> Fetched:
    """Fetch the model *name* into the folder *models*; what was begun earlier goes on.

    Only what a model needs is taken: settings, words and weights in the ``safetensors`` form,
    never a program.  The name gets its folder only when everything is there.

    Parameters
    ----------
    name
        The model's name on the hub, as ``owner/model``.
    models
        Where models lie.
    on_progress
        Hears from time to time how many bytes are there, and of how many.

    Raises
    ------
    UnusableInputError
        That is no name of a model, or a model of that name is here.
    ModelUnavailableError
        The hub cannot be reached, has no such model, or there is no room for it.
    """
    target = models / name
    if not folders.is_name(name):
        raise errors.UnusableInputError(
            f"「{name}」はモデルの名前ではありません。「持ち主/モデル」の形で書いてください。"
        )
    if target.exists():
        raise errors.UnusableInputError(
            f"モデル「{name}」は、もうあります。kurumaza model use {name} で使えます。"
        )
    stage = models / _STAGE / name.replace("/", "--")
    stage.mkdir(parents=True, exist_ok=True)
    try:
        revision = _run(name, stage, on_progress)
        shutil.rmtree(stage / "files" / ".cache", ignore_errors=True)  # only how it came here
        target.parent.mkdir(parents=True, exist_ok=True)
        (stage / "files").replace(target)
    finally:
        _drop_when_empty(stage)
    return Fetched(folders.ModelFolder(name, target), revision)


def _run(name: str, stage: Path, on_progress: Progress | None) -> str:
    """Let the other process fetch; return the revision it says it has fetched."""
    order = json.dumps({"name": name, "stage": str(stage)})
    said: dict[str, str] = {}
    with subprocess.Popen(
        [sys.executable, "-c", _ENTRY, order],
        cwd=places.CHECKOUT,
        env=settings.environment_for_fetching(stage / "home"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            told = json.loads(line)
            if "total" not in told:
                said = told
            elif on_progress is not None:
                on_progress(told["there"], told["total"])
    if "revision" not in said:
        raise errors.ModelUnavailableError(said.get("error", _ENDED))
    return said["revision"]


def _drop_when_empty(stage: Path) -> None:
    """Remove the folders in which a model was being fetched, unless a part of it is there."""
    if not hub.bytes_in(stage / "files"):
        shutil.rmtree(stage, ignore_errors=True)
        for folder in (stage.parent, stage.parent.parent):
            with contextlib.suppress(OSError):  # something else lies there
                folder.rmdir()
