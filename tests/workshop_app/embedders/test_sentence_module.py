import subprocess
import sys

import numpy as np
import pytest

from workshop_app import places
from workshop_app.embedders import static

pytestmark = pytest.mark.slow

TEXTS = [
    "スーパーが遠くて米が買えない",
    "認知症カフェに通っている",
    "",
    "😀",
    "\ud800\x00\u202e",
    "が",
    "雪かきがつらい。" * 2_500,
]


@pytest.fixture(scope="module")
def transformer():
    from workshop_app.embedders import sentence_module

    return sentence_module.build_transformer(static.load_core())


def test_sentence_transformers_gives_the_vectors_of_the_numbers_alone(transformer):
    expected = static.load_default().encode(TEXTS)
    assert transformer.encode(TEXTS) == pytest.approx(expected, abs=1e-6)


def test_the_batch_size_changes_nothing(transformer):
    texts = TEXTS * 9
    assert np.array_equal(transformer.encode(texts, batch_size=3), transformer.encode(texts))


def test_a_prompt_is_put_before_the_text(transformer):
    assert np.array_equal(
        transformer.encode(["に行けない"], prompt="病院"),
        transformer.encode(["病院に行けない"]),
    )


def test_the_model_is_the_same_after_saving_and_loading(transformer, tmp_path):
    from sentence_transformers import SentenceTransformer

    transformer.save(str(tmp_path / "saved"))
    loaded = SentenceTransformer(
        str(tmp_path / "saved"), device="cpu", trust_remote_code=True, local_files_only=True
    )
    assert np.array_equal(loaded.encode(TEXTS), transformer.encode(TEXTS))
    assert loaded.get_embedding_dimension() == transformer.get_embedding_dimension() == 300


WITHOUT_SOCKETS = """
import socket, sys, tempfile

def refuse(*args, **kwargs):
    print("connection attempted", file=sys.stderr)
    sys.stderr.flush()
    import os; os._exit(9)

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse
socket.getaddrinfo = refuse
from workshop_app import embedders, settings
settings.keep_libraries_offline()
embedders.load_default().encode(["買い物"])
from workshop_app.embedders import sentence_module, static
model = sentence_module.build_transformer(static.load_core())
model.encode(["買い物"])
with tempfile.TemporaryDirectory() as folder:
    model.save(folder)
    load = type(model)
    load(folder, device="cpu", trust_remote_code=True, local_files_only=True).encode(["雪"])
"""


def test_no_connection_is_attempted():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_SOCKETS],
        cwd=places.CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
