"""Which model is used: by the word on the command line, or the default for the screens."""

from pathlib import Path

from workshop_app import errors
from workshop_app.embedders.characters import character_model
from workshop_app.embedders.contract import Embedder
from workshop_app.embedders.link import WorkerEmbedder
from workshop_app.embedders.static import NAME, load_default
from workshop_app.embedders.worker import BUILT_IN


def choose(name_or_path: str) -> Embedder:
    """Return the model for ``default``, ``chars`` or the path of a model folder.

    The built-in model is ready at once.  A folder's model warms up in its worker process and
    the first ``encode`` waits for it.

    Raises
    ------
    ModelUnavailableError
        The path is no folder, or the word table is damaged.
    """
    if name_or_path == BUILT_IN:
        return load_default()
    if name_or_path == "chars":
        return character_model()
    return load_folder(Path(name_or_path))


def load_folder(path: Path) -> WorkerEmbedder:
    """Return the sentence-transformers model in the folder *path*, warming up in a worker.

    Raises
    ------
    ModelUnavailableError
        There is no such folder.
    """
    folder = path.expanduser().resolve()
    if not folder.is_dir():
        raise errors.ModelUnavailableError(
            f"モデルのフォルダ {path} が見つかりません。"
            "default か chars、またはモデルの入ったフォルダを指定してください。"
        )
    return WorkerEmbedder(str(folder), f"モデル「{folder.name}」")


def start_default() -> WorkerEmbedder:
    """Return the built-in model with its worker warming up; it answers at once."""
    return WorkerEmbedder(BUILT_IN, NAME, stand_in=load_default())
