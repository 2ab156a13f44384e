"""The sentence models: the built-in Japanese one, character pieces, or a model in a folder.

No module that this package imports at its top needs torch; a sentence-transformers model
lives in a process of its own (:mod:`workshop_app.embedders.worker`).
"""

from workshop_app.embedders.characters import character_model
from workshop_app.embedders.choice import (
    choose,
    load_folder,
    start_chosen,
    start_default,
    start_instead_of,
    tell_loss,
)
from workshop_app.embedders.contract import Embedder, ModelState, ModelStatus
from workshop_app.embedders.fetching import Fetched, fetch
from workshop_app.embedders.folders import MODELS, ModelFolder
from workshop_app.embedders.link import WorkerEmbedder
from workshop_app.embedders.static import load_default
from workshop_app.embedders.worker import BUILT_IN

__all__ = [
    "BUILT_IN",
    "MODELS",
    "Embedder",
    "Fetched",
    "ModelFolder",
    "ModelState",
    "ModelStatus",
    "WorkerEmbedder",
    "character_model",
    "choose",
    "fetch",
    "load_default",
    "load_folder",
    "start_chosen",
    "start_default",
    "start_instead_of",
    "tell_loss",
]
