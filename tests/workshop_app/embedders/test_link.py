import subprocess
import sys
import threading
import time
from contextlib import closing

import numpy as np
import psutil
import pytest

from workshop_app import embedders, errors, places
from workshop_app.embedders import ModelState

TEXTS = ["スーパーが遠い", "", "\ud800", "あ" * 20_000, "雪かきを手伝ってほしい"]


@pytest.fixture(scope="module")
def ready():
    model = embedders.start_default()
    model.wait_until_ready(120)
    yield model
    model.close()


def end_of(process, seconds=30):
    """Wait for a process that is ending by itself; one that nobody buried has ended too."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


def test_the_built_in_model_needs_no_worker_until_somebody_waits_for_it():
    with closing(embedders.start_default()) as model:
        assert np.array_equal(model.encode(TEXTS), embedders.load_default().encode(TEXTS))
        assert model.process_id is None
        assert model.status.state is ModelState.READY


def test_answers_do_not_wait_for_the_worker():
    with closing(embedders.start_default()) as model:
        call(model)
        vectors = model.encode(TEXTS[:1])
        assert model.status.state is ModelState.WARMING
        assert model.status.sentence.startswith("準備中：内蔵の日本語モデル")
        assert np.array_equal(vectors, embedders.load_default().encode(TEXTS[:1]))
        assert model.fingerprint == embedders.load_default().fingerprint


def call(model):
    """Start the worker of the built-in model, and do not wait for it."""
    with pytest.raises(errors.ModelUnavailableError, match="準備がまだ"):
        model.wait_until_ready(0)


@pytest.mark.slow
def test_the_worker_gives_the_same_vectors(ready):
    assert ready.status.state is ModelState.READY
    assert "準備中" not in ready.status.sentence
    expected = embedders.load_default().encode(TEXTS)
    assert ready.encode(TEXTS) == pytest.approx(expected, abs=1e-6)
    assert ready.encode([]).shape == (0, 300)


@pytest.mark.slow
def test_many_threads_may_ask_at_once(ready):
    wrong = []

    def ask(asker):
        texts = [f"{asker}番目の坂がきつい", f"店まで{asker}分"]
        if not np.allclose(
            ready.encode(texts), embedders.load_default().encode(texts), atol=1e-6
        ):
            wrong.append(asker)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.slow
def test_progress_is_told_batch_by_batch(ready):
    heard = []
    ready.encode(["雪"] * 600, on_progress=lambda done, total: heard.append((done, total)))
    assert heard == [(256, 600), (512, 600), (600, 600)]


@pytest.mark.slow
def test_when_the_worker_dies_the_answers_go_on():
    model = embedders.start_default()
    model.wait_until_ready(120)
    worker = psutil.Process(model.process_id)
    worker.kill()
    assert end_of(worker)
    expected = embedders.load_default().encode(TEXTS)
    assert np.array_equal(model.encode(TEXTS), expected)
    assert model.status.state is ModelState.FALLBACK
    assert "結果は同じ" in model.status.sentence
    model.close()


def test_closing_ends_the_worker_even_while_it_warms_up():
    model = embedders.start_default()
    call(model)
    worker = psutil.Process(model.process_id)
    model.close()
    assert end_of(worker)
    assert model.encode(TEXTS[:1]).shape == (1, 300)


PARENT = """
import sys, time
from workshop_app import embedders
model = embedders.start_default()
model.wait_until_ready(120)
print(model.process_id, flush=True)
{ending}
"""


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["sys.exit()", "import os; os._exit(1)", "time.sleep(60)"])
def test_the_worker_does_not_outlive_the_application(ending):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(ending=ending)],
        cwd=places.CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
    )
    worker = psutil.Process(int(parent.stdout.readline()))
    if "sleep" in ending:
        parent.kill()
    parent.wait(60)
    assert end_of(worker)


def test_a_folder_that_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(errors.ModelUnavailableError, match="見つかりません"):
        embedders.choose(str(tmp_path / "none"))


@pytest.mark.slow
def test_a_folder_without_a_model_is_told_in_words(tmp_path):
    (tmp_path / "readme.txt").write_text("not a model")
    model = embedders.choose(str(tmp_path))
    with pytest.raises(errors.ModelUnavailableError, match="使えません"):
        model.encode(["雪"])
    assert model.status.state is ModelState.FALLBACK
    assert "使えません" in model.status.sentence
    model.close()


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory):
    """A real, tiny transformer with random weights, as a municipality would bring one."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    bare = tmp_path_factory.mktemp("bare")
    letters = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"query:雪店米遠近いが 買物"]
    vocabulary = {letter: number for number, letter in enumerate(dict.fromkeys(letters))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]"
    ).save_pretrained(bare)
    torch.manual_seed(3)
    shape = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    BertModel(
        BertConfig(vocab_size=len(vocabulary), intermediate_size=32, **shape)
    ).save_pretrained(bare)
    folder = tmp_path_factory.mktemp("models") / "tiny-e5-small"
    transformer = Transformer(str(bare))
    SentenceTransformer(modules=[transformer, Pooling(32)], device="cpu").save(str(folder))
    return folder


@pytest.mark.slow
def test_a_model_folder_works_with_the_prompt_of_its_family(tiny_folder):
    from sentence_transformers import SentenceTransformer

    model = embedders.choose(str(tiny_folder))
    found = model.encode(["雪が遠い", "店が近い"])
    assert model.name == "tiny-e5-small"
    assert model.fingerprint.startswith("tiny-e5-small-")
    assert model.status.state is ModelState.READY
    model.close()
    direct = SentenceTransformer(str(tiny_folder), device="cpu")
    expected = direct.encode(["query: 雪が遠い", "query: 店が近い"], normalize_embeddings=True)
    assert found == pytest.approx(expected, abs=1e-5)


@pytest.mark.slow
def test_another_file_in_the_folder_is_another_fingerprint(tiny_folder):
    from workshop_app.embedders import worker

    before = worker.tell_folder_fingerprint(tiny_folder, "query: ")
    assert worker.tell_folder_fingerprint(tiny_folder, "query: ") == before
    assert worker.tell_folder_fingerprint(tiny_folder, "") != before
    (tiny_folder / "note.txt").write_text("changed")
    assert worker.tell_folder_fingerprint(tiny_folder, "query: ") != before


def test_the_words_of_the_command_line_choose_a_model():
    assert embedders.choose("default").name == "内蔵の日本語モデル"
    assert embedders.choose("chars").fingerprint.startswith("chars-")
