"""The sentence models: the built-in Japanese one, character pieces, or a model in a folder.

No module that this package imports at its top needs torch; a sentence-transformers model
lives in a process of its own (:mod:`workshop_app.embedders.worker`).
"""

from workshop_app.embedders.characters import character_model
from workshop_app.embedders.choice import choose, load_folder, start_default
from workshop_app.embedders.contract import Embedder, ModelState, ModelStatus
from workshop_app.embedders.link import WorkerEmbedder
from workshop_app.embedders.static import load_default

__all__ = [
    "Embedder",
    "ModelState",
    "ModelStatus",
    "WorkerEmbedder",
    "character_model",
    "choose",
    "load_default",
    "load_folder",
    "start_default",
]
