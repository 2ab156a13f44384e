"""The folders that hold models: those kept under their names in the data folder, and others.

A model in the data folder is known by its name (``cl-nagoya/ruri-v3-30m``), so that the choice
survives when the data folder moves; any other is known by its whole path.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from workshop_app import errors

MODELS = "models"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?", re.ASCII)
_SIGNS = ("modules.json", "config.json")


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model's folder; ``key`` is what a choice of it is written down as."""

    key: str
    folder: Path

    @property
    def looks_whole(self) -> bool:
        """Tell whether what a model needs lies there; only loading it proves more."""
        return any((self.folder / sign).is_file() for sign in _SIGNS) and any(
            next(self.folder.rglob(weights), None) is not None
            for weights in ("*.safetensors", "*.bin")
        )


def is_name(written: str) -> bool:
    """Tell whether *written* can be a model's name on a hub, and in the data folder."""
    return _NAME.fullmatch(written) is not None


def find(written: str, models: Path) -> ModelFolder:
    """Return the folder of the model that is named, or whose path is given.

    Parameters
    ----------
    written
        A name, a path, or the key of an earlier :class:`ModelFolder`.
    models
        The folder of the models that are known by name.

    Raises
    ------
    ModelUnavailableError
        There is no such folder.
    """
    if is_name(written) and (models / written).is_dir():
        return ModelFolder(written, models / written)
    folder = Path(written).expanduser().resolve()
    if not written.strip() or not folder.is_dir():
        raise errors.ModelUnavailableError(
            f"モデル「{written}」のフォルダが見つかりません。"
            "あるモデルは kurumaza model list で見られます。"
        )
    home = models.resolve()
    if home in folder.parents and is_name(named := folder.relative_to(home).as_posix()):
        return ModelFolder(named, folder)
    return ModelFolder(str(folder), folder)


def list_in(models: Path) -> tuple[ModelFolder, ...]:
    """Return the models that lie in the folder *models*, by name."""
    if not models.is_dir():
        return ()
    beside = sorted(path for path in models.iterdir() if path.is_dir() and is_name(path.name))
    found = []
    for folder in beside:
        inner = [
            ModelFolder(f"{folder.name}/{path.name}", path)
            for path in sorted(folder.iterdir())
            if path.is_dir()
        ]
        own = ModelFolder(folder.name, folder)
        found += [own] if own.looks_whole else [one for one in inner if is_name(one.key)]
    return tuple(found)
