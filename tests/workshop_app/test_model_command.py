"""Choosing a model on the command line; the network is asked only by ``fetch``.

What ``fetch`` talks to here is a small hub on this computer, over the library's own requests.
"""

import hashlib
import json
import shutil
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import pytest

from workshop_app import embedders, errors
from workshop_app.embedders import static

REVISION = "5f" * 20
NAME = "yamanoue/kotoba-mini"


@pytest.fixture(scope="session")
def other_model(tmp_path_factory):
    """A folder with a model of another kind of counting, as sentence-transformers saves it."""
    from analysis.embedding import EmbeddingSettings, StaticEmbedding
    from workshop_app.embedders import sentence_module

    own = static.load_core()
    changed = StaticEmbedding(own.table, {}, EmbeddingSettings(compound=0.1, rarity=1e-2))
    folder = tmp_path_factory.mktemp("models") / "kotoba-mini"
    sentence_module.build_transformer(changed).save(str(folder))
    return folder


class _Hub(BaseHTTPRequestHandler):
    """Answers as a hub of models does: what a model is, which files it has, and the files."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *told):
        """Say nothing."""

    def do_HEAD(self):
        self._answer(sends_body=False)

    def do_GET(self):
        self._answer(sends_body=True)

    def _answer(self, sends_body):
        self.server.asked.append(f"{self.command} {self.path}")
        self.server.authorised |= "authorization" in {name.lower() for name in self.headers}
        status, body, more = self._find(unquote(urlsplit(self.path).path))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in more.items():
            self.send_header(name, value)
        self.end_headers()
        if sends_body:
            self.wfile.write(body)

    def _find(self, path):
        files = self.server.files
        api = f"/api/models/{NAME}"
        if path in (f"{api}/revision/main", f"{api}/revision/{REVISION}"):
            return 200, json.dumps({"id": NAME, "sha": REVISION}).encode(), {}
        if path == f"{api}/tree/{REVISION}":
            listed = [
                {"type": "file", "path": name, "size": len(body), "oid": "0" * 40}
                for name, body in files.items()
            ]
            return 200, json.dumps(listed).encode(), {}
        name = path.removeprefix(f"/{NAME}/resolve/{REVISION}/")
        if name in files:
            etag = hashlib.sha256(files[name]).hexdigest()
            return 200, files[name], {"ETag": f'"{etag}"', "X-Repo-Commit": REVISION}
        return 404, b"", {"X-Error-Code": "RepoNotFound"}


@pytest.fixture
def hub(monkeypatch):
    """Start a hub with a few files, and make it the one that is asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hub)
    server.asked, server.authorised = [], False
    server.files = {
        "config.json": b"{}",
        "model.safetensors": bytes(range(256)) * 40_000,
        "1_Pooling/config.json": b"{}",
        "onnx/model.onnx": b"another form",
        "onnx/config.json": b"{}",
        "pytorch_model.bin": b"a pickle",
        "modeling.py": b"import os",
    }
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("HF_TOKEN", "hf_a_secret_of_somebody")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")  # as another command of this process left it
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    yield server
    server.shutdown()
    server.server_close()


def files_in(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def chosen_in(said):
    [line] = [line for line in said.out.splitlines() if line.startswith("○")]
    return line.split("（")[0].removeprefix("○ ")


def test_at_first_there_is_the_built_in_model_and_it_is_chosen(kurumaza, tmp_path):
    said = kurumaza("model", "list", "--data", tmp_path / "d")
    assert (said.code, said.err) == (0, "")
    assert chosen_in(said) == "default"
    assert len(said.out.splitlines()) == 1


@pytest.mark.slow
def test_a_model_is_tried_described_and_kept(kurumaza, tmp_path, other_model):
    data = tmp_path / "データ"
    said = kurumaza("model", "use", other_model, "--data", data)
    assert said.code == 0, said
    assert "kotoba-mini" in said.out
    assert "300個の数" in said.out
    assert "1秒に約" in said.out
    assert chosen_in(kurumaza("model", "list", "--data", data)) == str(other_model)
    assert kurumaza("model", "use", "default", "--data", data).code == 0
    assert chosen_in(kurumaza("model", "list", "--data", data)) == "default"


@pytest.mark.slow
def test_a_model_in_the_data_folder_is_known_by_its_name_wherever_the_folder_moves(
    kurumaza, tmp_path, other_model
):
    data = tmp_path / "data"
    shutil.copytree(other_model, data / "models" / NAME)
    (data / "models" / ".fetching" / "half").mkdir(parents=True)
    (data / "models" / "empty").mkdir()
    told = kurumaza("model", "list", "--data", data)
    assert f"　 {NAME}（フォルダにあります）" in told.out
    assert "half" not in told.out
    assert kurumaza("model", "use", data / "models" / NAME, "--data", data).code == 0
    moved = data.rename(tmp_path / "moved")
    assert chosen_in(kurumaza("model", "list", "--data", moved)) == NAME
    assert f"○ ことばのモデル：{NAME}" in kurumaza("doctor", "--data", moved).out
    shutil.rmtree(moved / "models")
    gone = kurumaza("model", "list", "--data", moved)
    assert chosen_in(gone) == NAME
    assert "見つかりません" in gone.out
    assert f"△ ことばのモデル：{NAME}" in kurumaza("doctor", "--data", moved).out


@pytest.mark.slow
def test_a_folder_without_a_model_is_refused_and_the_choice_stays(kurumaza, tmp_path):
    (tmp_path / "notes").mkdir()
    said = kurumaza("model", "use", tmp_path / "notes", "--data", tmp_path / "d")
    assert said.code == 2
    assert "使えません" in said.err
    assert chosen_in(kurumaza("model", "list", "--data", tmp_path / "d")) == "default"


@pytest.mark.parametrize("written", ["nowhere", "no/where", "../..//x", "", " ", "chars"])
def test_a_model_that_is_not_there_is_told_at_once(kurumaza, tmp_path, written):
    said = kurumaza("model", "use", written, "--data", tmp_path / "d")
    assert said.is_one_sentence, said
    assert chosen_in(kurumaza("model", "list", "--data", tmp_path / "d")) == "default"


@pytest.mark.parametrize(
    "words", [(), ("dance",), ("use",), ("fetch",), ("list", "x"), ("use", "a", "b")]
)
def test_words_that_do_not_fit_together_are_told_in_one_sentence(kurumaza, tmp_path, words):
    assert kurumaza("model", *words, "--data", tmp_path / "d").is_one_sentence


def test_fetching_without_a_network_is_refused_in_one_sentence(kurumaza, tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{port}")  # where nobody listens
    said = kurumaza("model", "fetch", NAME, "--data", tmp_path / "d")
    assert said.is_one_sentence, said
    assert "インターネット" in said.err
    assert "kurumaza model use" in said.err
    assert files_in(tmp_path / "d") <= {"kurumaza.db", "kurumaza.db.turn"}


@pytest.mark.parametrize(
    "name", ["a/b/c", "../etc", "/etc", "a\\b", "ことば", "a b", "", "a/.."]
)
def test_what_is_no_name_is_never_asked_for(kurumaza, tmp_path, hub, name):
    assert kurumaza("model", "fetch", name, "--data", tmp_path / "d").is_one_sentence
    assert hub.asked == []


def test_a_fetched_model_has_its_folder_and_nothing_that_can_be_run(kurumaza, tmp_path, hub):
    said = kurumaza("model", "fetch", NAME, "--data", tmp_path)
    assert said.code == 0, said
    folder = tmp_path / "models" / NAME
    assert files_in(tmp_path / "models") == {
        f"{NAME}/config.json",
        f"{NAME}/model.safetensors",
        f"{NAME}/1_Pooling/config.json",
    }
    assert (folder / "model.safetensors").read_bytes() == hub.files["model.safetensors"]
    assert REVISION[:12] in said.out
    assert f"kurumaza model use {NAME}" in said.out
    assert NAME in kurumaza("model", "list", "--data", tmp_path).out
    assert not hub.authorised, "nobody's password is sent"
    before = len(hub.asked)
    assert kurumaza("model", "fetch", NAME, "--data", tmp_path).is_one_sentence
    assert len(hub.asked) == before, "what is here is not asked for again"


@pytest.mark.slow
def test_a_fetched_model_can_be_used(kurumaza, tmp_path, hub, other_model):
    hub.files = {
        name: (other_model / name).read_bytes() for name in sorted(files_in(other_model))
    }
    assert kurumaza("model", "fetch", NAME, "--data", tmp_path).code == 0
    said = kurumaza("model", "use", NAME, "--data", tmp_path)
    assert said.code == 0, said
    assert chosen_in(kurumaza("model", "list", "--data", tmp_path)) == NAME


def test_a_model_the_hub_does_not_have_is_told_by_its_name(kurumaza, tmp_path, hub):
    said = kurumaza("model", "fetch", "yamanoue/nothing", "--data", tmp_path)
    assert said.is_one_sentence
    assert "yamanoue/nothing" in said.err
    assert "見つからない" in said.err


def test_a_model_that_is_only_a_pickle_is_refused_before_it_is_fetched(kurumaza, tmp_path, hub):
    del hub.files["model.safetensors"]
    said = kurumaza("model", "fetch", NAME, "--data", tmp_path)
    assert said.is_one_sentence
    assert "safetensors" in said.err
    assert not any(line.startswith("GET") and "resolve" in line for line in hub.asked)
    assert files_in(tmp_path) == set()


def test_progress_is_told_from_the_first_byte_to_the_last(tmp_path, hub):
    heard = []
    fetched = embedders.fetch(NAME, tmp_path, lambda there, total: heard.append((there, total)))
    total = len(hub.files["model.safetensors"]) + 4
    assert heard[0][1] == total
    assert heard[-1] == (total, total)
    assert fetched.revision == REVISION


def test_a_hub_that_breaks_off_is_gone_on_with_the_next_time(tmp_path, hub):
    whole = dict(hub.files)
    hub.files = {name: body for name, body in whole.items() if name != "1_Pooling/config.json"}
    listed = dict(whole)

    class Forgetful(dict):
        """Lists a file that it then does not have."""

        def items(self):
            return listed.items()

    hub.files = Forgetful(hub.files)
    with pytest.raises(errors.ModelUnavailableError):
        embedders.fetch(NAME, tmp_path)
    assert not (tmp_path / NAME).exists()
    hub.files = whole
    embedders.fetch(NAME, tmp_path)
    assert "1_Pooling/config.json" in files_in(tmp_path / NAME)
    assert not (tmp_path / ".fetching").exists()


@pytest.mark.slow
def test_themes_of_a_table_carry_the_models_name_and_revision(kurumaza, tmp_path, other_model):
    (tmp_path / "in.csv").write_text("本文\nバスがない\n雪かきがつらい\n", encoding="utf-8")

    def told(*words):
        output = tmp_path / "out.csv"
        said = kurumaza("themes", tmp_path / "in.csv", "-o", output, "--json", *words)
        assert said.code == 0, said
        found = json.loads(said.out)
        return found["model"], found["model_revision"]

    default = embedders.load_default()
    assert told() == (default.name, default.fingerprint)
    name, revision = told("--model", other_model)
    assert name == "kotoba-mini"
    assert revision.startswith("kotoba-mini-")
