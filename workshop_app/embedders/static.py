"""The built-in Japanese model: reads its word table and knows its own fingerprint.

Ready in a fraction of a second and without torch: the table is mapped into memory, not read.
"""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis import embedding, lexicon
from workshop_app import errors, places

NAME = "内蔵の日本語モデル"
_FORMAT = 1  # moves when the same table and terms would give other vectors
_SUMS = "SHA256SUMS.txt"
_TERMS = "civic_terms.tsv"


class DefaultModel:
    """The built-in model as numbers only, without sentence-transformers."""

    def __init__(self, core: embedding.StaticEmbedding, fingerprint: str) -> None:
        self.core = core
        self.name = NAME
        self.fingerprint = fingerprint

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector for each text."""
        return self.core.encode(texts)


@cache
def load_default() -> DefaultModel:
    """Return the built-in model; the second call costs nothing.

    Raises
    ------
    ModelUnavailableError
        The word table is missing or damaged.
    """
    return read_default(places.WORD_TABLE)


def read_default(folder: Path) -> DefaultModel:
    """Return the model over the word table in *folder*.

    Raises
    ------
    ModelUnavailableError
        The word table is missing or damaged.
    """
    core = load_core(folder)
    return DefaultModel(core, _tell_fingerprint(core, folder))


def load_core(folder: Path = places.WORD_TABLE) -> embedding.StaticEmbedding:
    """Return the embedding over the word table in *folder*, with its civic terms."""
    try:
        arrays = {
            field.name: np.load(folder / f"{field.name}.npy", mmap_mode="r", allow_pickle=False)
            for field in dataclasses.fields(lexicon.WordTable)
        }
        terms = read_civic_terms(folder / _TERMS)
    except (OSError, ValueError) as error:
        raise errors.ModelUnavailableError(
            "内蔵の日本語モデルの単語表が読めません。アプリを入れ直してください。"
        ) from error
    # A plain view: an index into a memory map would build a memory map each time.
    table = lexicon.WordTable(**{name: np.asarray(array) for name, array in arrays.items()})
    return embedding.StaticEmbedding(table, terms)


def read_civic_terms(path: Path) -> dict[str, tuple[str, ...]]:
    """Return civic terms and the everyday words that explain them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line.strip()]
    return {term: tuple(told.split()) for term, told in pairs}


def find_damaged_files(folder: Path = places.WORD_TABLE) -> tuple[str, ...]:
    """Return the files of the word table that are not what their sums say."""
    damaged = []
    for line in (folder / _SUMS).read_text(encoding="ascii").splitlines():
        expected, name = line.split()
        path = folder / name
        there = path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == expected
        if not there:
            damaged.append(name)
    return tuple(damaged)


def _tell_fingerprint(core: embedding.StaticEmbedding, folder: Path) -> str:
    told = {
        "format": _FORMAT,
        "table": sorted((folder / _SUMS).read_text(encoding="ascii").split()),
        "terms": sorted(core.civic_terms.items()),
        "settings": dataclasses.asdict(core.settings),
        "sudachipy": version("sudachipy"),
        "sudachidict": version("sudachidict-core"),
    }
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8")).hexdigest()
    return f"default-{digest[:16]}"
