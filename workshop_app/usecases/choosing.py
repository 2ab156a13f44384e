"""Choosing the sentence model: which there are, which is at work, and taking another.

The choice is one for the installation, since one process serves one model.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from workshop_app import embedders, errors
from workshop_app.embedders import BUILT_IN, ModelFolder, WorkerEmbedder, folders
from workshop_app.glossary.terms import load_example_texts
from workshop_app.store import Store, preferences

_SETTING = "model"
_TRIED_TEXTS = 64


@dataclass(frozen=True, slots=True)
class KnownModel:
    """One model that can be chosen; ``key`` is what one writes to choose it."""

    key: str
    is_chosen: bool
    is_here: bool  # with everything a model needs
    sentence: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What was seen when a model was tried: that it works, and how fast."""

    key: str
    name: str
    fingerprint: str
    dimension: int
    texts_per_second: float

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        speed = self.texts_per_second
        often = f"1秒に約{speed:,.0f}件" if speed >= 1 else f"1件に約{1 / speed:.0f}秒"
        return (
            f"モデル「{self.name}」は使えます。1つの声を{self.dimension}個の数であらわし、"
            f"{often}の声を読みます（声180件の会議で約{max(1, round(180 / speed))}秒）。"
        )


def chosen(store: Store) -> str:
    """Return the key of the chosen model; the built-in one until somebody chooses."""
    return store.read(lambda conn: preferences.get(conn, _SETTING)) or BUILT_IN


def start(store: Store, data_folder: Path) -> WorkerEmbedder:
    """Return the chosen model, warming up; where its folder is gone, the built-in one."""
    return embedders.start_chosen(chosen(store), data_folder / embedders.MODELS)


@contextmanager
def borrow(
    store: Store, data_folder: Path, tell: Callable[[str], None]
) -> Iterator[embedders.Embedder]:
    """Lend the chosen model for one piece of work, or the built-in one after telling why."""
    key = chosen(store)
    if key == BUILT_IN:
        yield embedders.load_default()
        return
    model = start(store, data_folder)
    try:
        if not model.status.notice:  # a stand-in need not be waited for
            with suppress(errors.ModelUnavailableError):
                model.wait_until_ready()
        notice = embedders.tell_loss(model) if model.is_lost else model.status.notice
        if notice:
            tell(notice)
        yield embedders.load_default() if notice else model
    finally:
        model.close()


def list_models(store: Store, data_folder: Path) -> list[KnownModel]:
    """Return the models that are here, and the chosen one wherever it is."""
    models = data_folder / embedders.MODELS
    picked = chosen(store)
    there = {model.key: model for model in folders.list_in(models)}
    found = [KnownModel(BUILT_IN, picked == BUILT_IN, True, embedders.load_default().name)]
    if picked not in (BUILT_IN, *there):
        try:
            there[picked] = folders.find(picked, models)
        except errors.ModelUnavailableError:
            gone = "フォルダが見つかりません。内蔵の日本語モデルが代わりに計算します"
            found.append(KnownModel(picked, True, False, gone))
    return found + [_look_at(model, picked) for model in there.values()]


def _look_at(model: ModelFolder, picked: str) -> KnownModel:
    is_whole = model.looks_whole
    sentence = "フォルダにあります" if is_whole else "ファイルがそろっていません"
    return KnownModel(model.key, model.key == picked, is_whole, sentence)


def use(store: Store, data_folder: Path, written: str) -> Trial:
    """Try the model that is named and make it the chosen one.

    Raises
    ------
    ModelUnavailableError
        It is not there or does not work; the choice stays as it was.
    """
    models = data_folder / embedders.MODELS
    key = BUILT_IN if written == BUILT_IN else folders.find(written, models).key
    model = embedders.start_chosen(key, models)
    try:
        model.wait_until_ready()
        trial = _try(key, model)
    finally:
        model.close()
    store.write(lambda conn: preferences.put(conn, _SETTING, key), municipality_id=None)
    return trial


def _try(key: str, model: WorkerEmbedder) -> Trial:
    texts = [text for _, text in load_example_texts()[:_TRIED_TEXTS]]
    model.encode(texts[:1])  # the first text of all is slow, and no measure
    start = time.perf_counter()
    vectors = model.encode(texts)
    seconds = max(time.perf_counter() - start, 1e-6)
    return Trial(key, model.name, model.fingerprint, vectors.shape[1], len(texts) / seconds)
