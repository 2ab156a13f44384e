import pytest

from workshop_app.embedders import prompts


@pytest.mark.parametrize(
    ("folder", "prompt"),
    [
        ("multilingual-e5-small", "query: "),
        ("ruri-v3-30m", "トピック: "),
        ("ruri-small-v2", "クエリ: "),
        ("paraphrase-multilingual-MiniLM-L12-v2", ""),
        ("bge-m3", ""),
    ],
)
def test_a_family_gets_the_prompt_it_was_trained_with(folder, prompt):
    assert prompts.choose_prompt(folder, {}) == prompt


def test_the_models_own_prompt_for_grouping_comes_first():
    own = {"query": "q: ", "Clustering": "task: clustering | query: ", "document": "d: "}
    assert prompts.choose_prompt("multilingual-e5-small", own) == own["Clustering"]


def test_empty_own_prompts_do_not_hide_the_family():
    assert prompts.choose_prompt("ruri-v3-30m", {"query": "", "document": None}) == "トピック: "
