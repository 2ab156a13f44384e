"""The sample town's cards are sorted as careful people sort them: all, once, in their words."""

import csv
import io
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from workshop_app import network_words, places, words
from workshop_app.model import Consent

TOWN_FOLDER = places.SAMPLE_SESSIONS / "hinokawa"
TOPICS = Path(__file__).resolve().parents[1] / "analysis" / "sample_topics.csv"
LONGEST_HEADING = 20  # full-width characters


def read_rows(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_toml(name):
    return tomllib.loads((TOWN_FOLDER / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def said():
    return {row["本文"]: row for row in read_rows(TOWN_FOLDER / "voices.csv")}


@pytest.fixture(scope="module")
def themes():
    return read_toml("themes.toml")["themes"]


@pytest.fixture(scope="module")
def lone():
    return read_toml("themes.toml")["lone"]


@pytest.fixture(scope="module")
def place_of(themes, lone):
    """Where each voice lies: the heading of its theme, or itself if it lies alone."""
    grouped = {text: theme["heading"] for theme in themes for text in theme["voices"]}
    return grouped | {row["voice"]: row["voice"] for row in lone}


def may_head_a_wall(row):
    is_public = words.find(Consent, row["引用可"]) is Consent.PUBLIC
    return is_public and row["投影"] == "○"


def test_every_voice_lies_in_exactly_one_place(said, themes, lone):
    laid = Counter(text for theme in themes for text in theme["voices"])
    laid.update(row["voice"] for row in lone)
    assert laid == Counter(list(said))


def test_at_most_ten_themes_and_none_of_them_is_a_single_card(themes):
    assert 9 <= len(themes) <= 10
    assert min(len(theme["voices"]) for theme in themes) >= 3
    assert len({theme["heading"] for theme in themes}) == len(themes)


def test_a_lone_voice_is_never_forced_into_a_theme(lone):
    known = {row["本文"] for row in read_rows(TOPICS) if row["話題"].startswith("lone-")}
    assert known <= {row["voice"] for row in lone}
    assert 10 <= len(lone) <= 14


def test_headings_are_short_words_of_their_own_voices_that_may_be_shown(said, themes, lone):
    headed = [(theme["heading"], theme["voices"]) for theme in themes]
    headed += [(row["heading"], [row["voice"]]) for row in lone if "heading" in row]
    for heading, texts in headed:
        assert heading and network_words.measure(heading) <= LONGEST_HEADING, heading
        assert any(heading in text and may_head_a_wall(said[text]) for text in texts), heading


def test_no_heading_is_also_a_phrase_of_a_voice_that_is_held_back(said, themes, lone):
    held = [text for text, row in said.items() if not may_head_a_wall(row)]
    for row in [*themes, *lone]:
        assert not any(row.get("heading", "\n") in text for text in held), row["heading"]


def test_opposite_wishes_about_the_bus_stay_together(place_of):
    for_more, against = (
        "もう少しバスを増やして",
        "からっぽのバスに、これ以上税金つぎ込むのは反対だ",
    )
    assert place_of[for_more] == place_of[against] != for_more


def test_voices_that_say_the_same_lie_together(place_of):
    assert place_of["米五キロが、もう持てない"] == place_of["米の五キロがもう持てません"]
    one, other = (
        "除雪車が置いていく固い雪、あれを誰が片づけるの",
        "除雪車の置いていく固い雪、誰がどかすの",
    )
    assert place_of[one] == place_of[other]


def test_what_stands_behind_a_theme_is_tied_to_a_voice_that_lies_somewhere(place_of):
    rows = read_rows(TOWN_FOLDER / "supports.csv")
    assert {row["anchor"] for row in rows} <= set(place_of)
    assert len({row["anchor"] for row in rows}) == len(rows)


def test_some_themes_have_somebody_behind_them_and_some_have_nobody(themes, place_of):
    rows = read_rows(TOWN_FOLDER / "supports.csv")
    headings = {theme["heading"] for theme in themes}
    helped = {place_of[row["anchor"]] for row in rows if row["stakeholder"]} & headings
    assert len(helped) >= 4
    assert len(headings - helped) >= 4


def test_one_theme_has_a_thing_but_nobody_who_takes_it_up(themes, place_of):
    rows = read_rows(TOWN_FOLDER / "supports.csv")
    helped = {place_of[row["anchor"]] for row in rows if row["stakeholder"]}
    offered = {place_of[row["anchor"]] for row in rows if row["asset"]}
    assert len(offered - helped) == 1
    assert offered <= {theme["heading"] for theme in themes}


def test_projects_rise_from_voices_of_the_themes(themes, place_of):
    headings = {theme["heading"] for theme in themes}
    for project in read_toml("projects.toml")["projects"]:
        homes = Counter(place_of[text] for text in project["voices"])
        assert set(homes) <= headings, project["title"]
        assert place_of[project["voices"][0]] == homes.most_common(1)[0][0], project["title"]


def test_the_story_says_who_sorted_the_cards_and_counts_as_the_files_do(themes, place_of):
    story = (TOWN_FOLDER / "story.md").read_text(encoding="utf-8")
    assert len(themes) == 10 and "支え合い推進員が声を一枚ずつ読んで十に並べた" in story
    rows = read_rows(TOWN_FOLDER / "supports.csv")
    helped = {place_of[row["anchor"]] for row in rows if row["stakeholder"]}
    assert len({theme["heading"] for theme in themes} - helped) == 4
    assert "この四つのテーマには、まだ誰も名乗り出ていません" in story
