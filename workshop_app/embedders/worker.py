"""The process in which a sentence-transformers model lives; :func:`serve` is all it does.

Started by :mod:`workshop_app.embedders.link`.  It first reads which model is wanted, says when
it is ready, then answers texts with vectors until its input ends.  It never opens a socket.
"""

import contextlib
import hashlib
import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from workshop_app import errors, settings
from workshop_app.embedders import frames, prompts, static

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUILT_IN = "default"
_MODESTY = 10  # how far the worker steps back behind the pages (POSIX niceness)
_GLANCE = 0.5  # seconds between two looks whether the application is still there
_WHOLE_FILE = 1 << 20  # larger files are told by their size and by samples
_SAMPLE = 1 << 16
_OWN_MODULE = "workshop_app.embedders.sentence_module.JaStaticEmbedding"
_PLAIN_MODULE = re.compile(r"sentence_transformers\.[a-z_.]+\.Normalize")


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in this process, and how to call it."""

    transformer: "SentenceTransformer"
    name: str
    fingerprint: str
    prompt: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector for each text."""
        vectors = self.transformer.encode(
            list(texts),
            prompt=self.prompt or None,
            batch_size=512 if self.name == static.NAME else 32,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, np.float32).reshape(len(texts), -1)


def serve() -> None:
    """Load the model asked for and answer until the input ends."""
    if hasattr(os, "nice"):
        os.nice(_MODESTY)  # the first page comes first
    source, sink = _take_pipes()
    _end_with(os.getppid())
    order = frames.read_frame(source)
    if order is None:
        return
    # The application may be gone at any moment; then there is nobody left to tell.
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        try:
            model = load_model(order.head["model"])
        except errors.ModelUnavailableError as error:
            frames.write_frame(sink, frames.Frame({"error": str(error)}))
            return
        told = {"ready": True, "name": model.name, "fingerprint": model.fingerprint}
        frames.write_frame(sink, frames.Frame(told))
        for answer in _answer_all(source, model):
            frames.write_frame(sink, answer)


def _end_with(parent: int) -> None:
    """End this process soon after its application, even while the model is being loaded.

    Where orphans keep their parent's number (Windows), the closed pipe ends it a little later.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_GLANCE)
        os._exit(0)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes to the application; whatever else prints goes to the error output."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, sink


def _answer_all(source: BinaryIO, model: LoadedModel) -> Iterator[frames.Frame]:
    while (asked := frames.read_frame(source)) is not None:
        try:
            vectors = model.encode(asked.head["texts"])
        except (RuntimeError, ValueError, IndexError, MemoryError) as error:
            sentence = (
                f"モデル「{model.name}」で計算できませんでした（{type(error).__name__}）。"
            )
            yield frames.Frame({"id": asked.head["id"], "error": sentence})
            continue
        head = {"id": asked.head["id"], "columns": vectors.shape[1]}
        yield frames.Frame(head, vectors.astype("<f4").tobytes())


def load_model(wanted: str) -> LoadedModel:
    """Return the built-in model, or the one in the folder *wanted*.

    Raises
    ------
    ModelUnavailableError
        The folder holds no sentence-transformers model that works here.
    """
    settings.keep_libraries_offline()
    if wanted == BUILT_IN:
        from workshop_app.embedders import sentence_module  # torch: seconds

        plain = static.load_default()
        return LoadedModel(
            sentence_module.build_transformer(plain.core), plain.name, plain.fingerprint, ""
        )
    return _load_folder(Path(wanted))


def _load_folder(folder: Path) -> LoadedModel:
    from sentence_transformers import SentenceTransformer

    try:
        transformer = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=_holds_our_module_only(folder),
        )
        prompt = prompts.choose_prompt(folder.name, transformer.prompts)
        fingerprint = tell_folder_fingerprint(folder, prompt)
        model = LoadedModel(transformer, folder.name, fingerprint, prompt)
        model.encode(["試し"])
    except Exception as error:  # a foreign model's own code may raise anything
        raise errors.ModelUnavailableError(
            f"フォルダ {folder} のモデルを使えません（{type(error).__name__}）。"
            "sentence-transformers のモデルが全部入っているフォルダを指定してください。"
        ) from error
    return model


def _holds_our_module_only(folder: Path) -> bool:
    """Tell a saved copy of the built-in model, whose code is this program's own.

    Anybody else's code in a folder is never run.
    """
    listed = folder / "modules.json"
    if not listed.is_file() or next(folder.rglob("*.py"), None) is not None:
        return False
    kinds = {module["type"] for module in json.loads(listed.read_bytes())}
    return _OWN_MODULE in kinds and all(
        kind == _OWN_MODULE or _PLAIN_MODULE.fullmatch(kind) for kind in kinds
    )


def tell_folder_fingerprint(folder: Path, prompt: str) -> str:
    """Return what tells this folder's model, as it is now and with *prompt*, from others.

    Hidden files and folders (of version control, of the desktop) are no part of the model.
    """
    digest = hashlib.sha256(prompt.encode("utf-8"))
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.is_file():
            continue
        size = path.stat().st_size
        digest.update(f"\0{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as opened:
            starts = [0] if size <= _WHOLE_FILE else [size * part // 17 for part in range(17)]
            for start in starts:
                opened.seek(start)
                digest.update(opened.read(_WHOLE_FILE if len(starts) == 1 else _SAMPLE))
    return f"{folder.name}-{digest.hexdigest()[:16]}"
