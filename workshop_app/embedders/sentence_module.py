"""The built-in Japanese model as a module of sentence-transformers.

``SentenceTransformer(modules=[JaStaticEmbedding(core), Normalize()], device="cpu")`` gives the
same vectors as the numbers alone: both add up in double precision.  Imports torch; only the
worker imports this module.
"""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from sentence_transformers.sentence_transformer.modules import Normalize

from analysis import embedding, lexicon

_WEIGHTS = "model.safetensors"


class JaStaticEmbedding(InputModule):
    """A static embedding: weighted rows of the word table, added up for each text."""

    save_in_root = False
    config_keys = ["civic_terms", "settings"]  # noqa: RUF012 - the base class's own contract

    def __init__(self, core: embedding.StaticEmbedding) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.core = core
        self.civic_terms = {term: list(told) for term, told in core.civic_terms.items()}
        self.settings = dataclasses.asdict(core.settings)
        self.max_seq_length = None  # a text of any length is added up whole
        self.register_buffer("vectors", torch.from_numpy(core.table.vectors.copy()))
        self.register_buffer("scales", torch.from_numpy(core.table.scales.copy()))

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: object
    ) -> dict[str, torch.Tensor | Any]:
        """Return the rows, weights and offsets of the texts."""
        bags = self.core.fill_bags([(prompt or "") + one for one in inputs])
        return {
            "input_ids": torch.from_numpy(bags.rows),
            "token_weights": torch.from_numpy(bags.weights),
            "offsets": torch.from_numpy(bags.offsets),
        }

    def forward(
        self, features: dict[str, torch.Tensor | Any], **kwargs: object
    ) -> dict[str, torch.Tensor | Any]:
        """Add the sums of the rows as ``sentence_embedding``, in double precision."""
        used, places_of = torch.unique(features["input_ids"], return_inverse=True)
        features["sentence_embedding"] = torch.nn.functional.embedding_bag(
            places_of,
            self.vectors[used].double(),
            features["offsets"],
            mode="sum",
            per_sample_weights=features["token_weights"]
            * self.scales[features["input_ids"]].double(),
        )
        return features

    def get_embedding_dimension(self) -> int:
        """Return the length of the vectors."""
        return self.core.dimension

    def save(self, output_path: str, *args: object, **kwargs: object) -> None:
        """Write the word table and the settings into *output_path*."""
        table = self.core.table
        arrays: dict[str, NDArray[Any]] = {
            "keys": table.keys.view(np.int64),  # not every reader knows unsigned 64 bits
            "ranks": table.ranks,
            "rows": table.rows.astype(np.int32),
            "vectors": table.vectors,
            "scales": table.scales,
        }
        path = Path(output_path) / _WEIGHTS
        save_file(
            {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}, path
        )
        path.chmod(0o644)  # safetensors writes for the owner alone
        self.save_config(output_path)

    @classmethod
    def load(  # type: ignore[override]
        cls, model_name_or_path: str, subfolder: str = "", **kwargs: object
    ) -> "JaStaticEmbedding":
        """Return the module that was saved in a folder of this machine.

        Raises
        ------
        FileNotFoundError
            The folder has no word table.
        """
        config = cls.load_config(model_name_or_path, subfolder=subfolder, local_files_only=True)
        read = load_file(Path(model_name_or_path, subfolder, _WEIGHTS))
        arrays = {name: tensor.numpy() for name, tensor in read.items()}
        arrays["keys"] = arrays["keys"].view(np.uint64)
        arrays["rows"] = arrays["rows"].astype(np.uint16)
        settings = embedding.EmbeddingSettings(**config["settings"])
        table = lexicon.WordTable(**arrays)
        return cls(embedding.StaticEmbedding(table, config["civic_terms"], settings))


def build_transformer(core: embedding.StaticEmbedding) -> SentenceTransformer:
    """Return the built-in model as a SentenceTransformer on the processor."""
    return SentenceTransformer(modules=[JaStaticEmbedding(core), Normalize()], device="cpu")
