"""Which model is used: by the word on the command line, or the default for the screens."""

from pathlib import Path

from workshop_app import errors
from workshop_app.embedders import folders
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


def start_default(notice: str = "") -> WorkerEmbedder:
    """Return the built-in model with its worker warming up; it answers at once.

    *notice* is what people must know about it, such as why it stands in for another.
    """
    return WorkerEmbedder(BUILT_IN, NAME, stand_in=load_default(), notice=notice)


def start_chosen(key: str, models: Path) -> WorkerEmbedder:
    """Return the model that was chosen, warming up, or the built-in one where it is gone.

    Parameters
    ----------
    key
        ``default``, or what a :class:`~workshop_app.embedders.folders.ModelFolder` is
        written down as.
    models
        The folder of the models that are known by name.
    """
    if key == BUILT_IN:
        return start_default()
    try:
        return load_folder(folders.find(key, models).folder)
    except errors.ModelUnavailableError:
        return start_default(
            f"選ばれているモデル「{key}」のフォルダが見つからないので、{NAME}で計算します。"
            "フォルダをもどして車座を開きなおすか、"
            "kurumaza model use default で選びなおしてください。"
        )


def start_instead_of(lost: WorkerEmbedder) -> WorkerEmbedder:
    """Return the built-in model in the place of a folder's model that cannot compute."""
    return start_default(tell_loss(lost))


def tell_loss(lost: WorkerEmbedder) -> str:
    """Say that a folder's model cannot compute, why, and who does."""
    return f"{lost.status.sentence}いまは{NAME}で計算します。"
