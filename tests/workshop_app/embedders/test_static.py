import shutil
import subprocess
import sys

import numpy as np
import pytest

from workshop_app import errors, places
from workshop_app.embedders import static

# Two voices about one thing without a word in common, and one about something else.
MEANINGS = [
    ("スーパーが遠い", "米や野菜を店まで買いに行けない", "雪下ろしを頼める人がいない"),
    ("免許を返したら病院に行けない", "バスの本数を増やしてほしい", "回覧板を読まない人が多い"),
    ("粗大ゴミを運べない", "分別のしかたがむずかしい", "孫とゲームをして遊びたい"),
    ("屋根に積もって家がきしむ", "除雪車が道をふさいでいく", "スマホの字が小さい"),
    ("母の物忘れがひどくなった", "認知症カフェに家族で通っている", "川があふれたときの避難"),
    ("夜に地震が来たらこわい", "避難所まで歩けない", "カラオケの会がたのしみだ"),
]


@pytest.fixture(scope="module")
def model():
    return static.load_default()


@pytest.mark.parametrize(("one", "same", "other"), MEANINGS)
def test_voices_about_one_thing_are_nearer_than_voices_about_two(model, one, same, other):
    first, second, third = model.encode([one, same, other])
    assert first @ second > first @ third
    assert second @ first > second @ third


def test_spelling_and_politeness_change_nothing(model):
    one, other = model.encode(["車がないと買い物に行けない", "車が無いので買物に行けません"])
    assert one @ other > 0.99


def test_the_word_table_is_the_one_its_sums_describe():
    assert static.find_damaged_files() == ()


def test_a_changed_byte_in_the_word_table_is_found(tmp_path):
    folder = tmp_path / "word_table"
    shutil.copytree(places.WORD_TABLE, folder)
    content = bytearray((folder / "scales.npy").read_bytes())
    content[-1] ^= 1
    (folder / "scales.npy").write_bytes(content)
    assert static.find_damaged_files(folder) == ("scales.npy",)


def test_a_missing_word_table_is_told_in_words(tmp_path):
    with pytest.raises(errors.ModelUnavailableError, match="入れ直して"):
        static.load_core(tmp_path)


def test_a_truncated_word_table_is_told_in_words(tmp_path):
    folder = tmp_path / "word_table"
    shutil.copytree(places.WORD_TABLE, folder)
    (folder / "keys.npy").write_bytes((folder / "keys.npy").read_bytes()[:1000])
    with pytest.raises(errors.ModelUnavailableError):
        static.load_core(folder)


def test_the_fingerprint_follows_the_civic_terms(tmp_path, model):
    folder = tmp_path / "word_table"
    shutil.copytree(places.WORD_TABLE, folder)
    same = static.read_default(folder)
    with (folder / "civic_terms.tsv").open("a", encoding="utf-8") as opened:
        opened.write("車座\t話す 集まる\n")
    other = static.read_default(folder)
    assert same.fingerprint == model.fingerprint != other.fingerprint


def test_every_civic_term_is_explained_by_words_of_the_table(model):
    unknown = {
        word
        for told in model.core.civic_terms.values()
        for word in told
        if not model.core.knows(word)
    }
    assert unknown == set()


def test_the_notices_of_the_word_table_are_beside_it():
    texts = {
        path.name: path.read_text(encoding="ascii") for path in places.WORD_TABLE.glob("*.txt")
    }
    assert "National Institute for Japanese Language" in texts["LICENSE-chiVe-Apache-2.0.txt"]
    assert "TERMS AND CONDITIONS" in texts["LICENSE-chiVe-Apache-2.0.txt"]
    assert "Megagon Labs" in texts["LICENSE-ja_ginza-MIT.txt"]
    assert "What was changed" in texts["NOTICE.txt"]


START = """
import sys
from workshop_app import embedders
vectors = embedders.load_default().encode(["買い物に行けない"])
heavy = {"torch", "transformers", "sentence_transformers", "sklearn", "scipy", "spacy"}
print(sorted(heavy & set(sys.modules)), vectors.shape[0])
"""


def test_the_default_model_starts_without_the_heavy_libraries():
    out = subprocess.run(
        [sys.executable, "-c", START], cwd=places.CHECKOUT, capture_output=True, text=True
    )
    assert out.stdout.strip() == "[] 1", out.stderr


COMPUTE = """
import sys
from workshop_app import embedders
sys.stdout.buffer.write(embedders.load_default().encode(["雪かきがつらい", ""]).tobytes())
"""


def test_another_process_computes_the_same_vectors(model):
    out = subprocess.run(
        [sys.executable, "-c", COMPUTE], cwd=places.CHECKOUT, capture_output=True
    )
    found = np.frombuffer(out.stdout, np.float32).reshape(2, -1)
    assert np.array_equal(found, model.encode(["雪かきがつらい", ""]))
