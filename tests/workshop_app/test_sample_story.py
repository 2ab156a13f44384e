"""The sample town's organisations, assets and projects point to each other and add up."""

import csv
import io
import re
import tomllib
from pathlib import Path

import pytest

from workshop_app import places, words
from workshop_app.model import (
    AssetClass,
    AssetState,
    Consent,
    DecisionOutcome,
    Party,
    ProjectState,
    RelationKind,
    ServiceType,
)

TESTS = Path(__file__).resolve().parents[1]
TOWN_FOLDER = places.SAMPLE_SESSIONS / "hinokawa"
TOPICS = TESTS / "analysis" / "sample_topics.csv"


def read_rows(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_toml(name):
    return tomllib.loads((TOWN_FOLDER / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def town():
    return read_toml("town.toml")


@pytest.fixture(scope="module")
def projects():
    return {project["title"]: project for project in read_toml("projects.toml")["projects"]}


@pytest.fixture(scope="module")
def said():
    return read_rows(TOWN_FOLDER / "voices.csv")


@pytest.fixture(scope="module")
def texts(said):
    return {row["本文"] for row in said}


def sheet(name):
    return read_rows(TOWN_FOLDER / f"{name}.csv")


def test_stakeholders_come_from_all_parties_and_known_areas(town):
    areas = {area["name"] for area in town["areas"]}
    rows = sheet("stakeholders")
    assert len({row["name"] for row in rows}) == len(rows)
    parties = {words.find(Party, row["party"]) for row in rows}
    assert parties == set(Party) - {Party.OTHER}
    for row in rows:
        assert row["area"] in areas and re.fullmatch(r"(O0[0-7]\d)?", row["category"]), row


def test_assets_fill_every_box_and_point_to_people_and_voices_that_exist(town, texts):
    areas = {area["name"] for area in town["areas"]}
    owners = {row["name"] for row in sheet("stakeholders")} | {""}
    rows = sheet("assets")
    assert {words.find(AssetClass, row["asset_class"]) for row in rows} == set(AssetClass)
    assert {words.find(AssetState, row["state"]) for row in rows} == set(AssetState)
    for row in rows:
        assert row["area"] in areas and row["owner"] in owners, row
        assert row["source"] in texts | {""} and row["contact_office"], row
        assert re.fullmatch(r"\d*", row["capacity"]), row


def test_relations_join_organisations_that_exist():
    names = {row["name"] for row in sheet("stakeholders")}
    for row in sheet("relations"):
        assert {row["source"], row["target"]} <= names and row["source"] != row["target"], row
        assert words.find(RelationKind, row["kind"]), row
        assert "2026-01-01" <= row["last_contact_on"] <= "2026-11-23", row


def test_two_thirds_of_the_topics_have_somebody_behind_them_and_some_have_nobody():
    topics = {row["本文"]: row["話題"] for row in read_rows(TOPICS)}
    stakeholders = {row["name"] for row in sheet("stakeholders")}
    assets = {row["name"] for row in sheet("assets")}
    for row in sheet("supports"):
        assert topics[row["anchor"]] == row["話題"], row
        assert bool(row["stakeholder"]) != bool(row["asset"]), row
        assert row["stakeholder"] in stakeholders | {""} and row["asset"] in assets | {""}, row
    all_topics = {topic for topic in topics.values() if not topic.startswith("lone-")}
    helped = {row["話題"] for row in sheet("supports")}
    assert len(all_topics - helped) >= 4
    assert 0.6 <= len(helped) / len(all_topics) <= 0.75


def test_projects_come_from_voices_that_may_be_used_in_the_town(projects, said):
    allowed = {
        row["本文"] for row in said if words.find(Consent, row["引用可"]) != Consent.ROOM
    }
    topics = {row["話題"] for row in read_rows(TOPICS)}
    for project in projects.values():
        assert 3 <= len(project["voices"]) <= 8
        assert set(project["voices"]) <= allowed
        assert project["topic"] in topics
        assert project["next_step"] and project["owner"] and project["due_on"]


def test_projects_stand_in_five_states_and_point_to_meetings_that_exist(projects, town):
    states = [ProjectState(project["state"]) for project in projects.values()]
    wanted = ["TRIAL", "PLANNING", "HEARD", "SELF_STANDING", "ENDED"]
    assert states == [ProjectState[name] for name in wanted]
    stages = {meeting["id"]: meeting["stage"] for meeting in town["meetings"]}
    for project in projects.values():
        assert "service_type" not in project or ServiceType(project["service_type"])
        for result in project["results"]:
            assert stages[result["meeting"]] == result["stage"], result
        for decision in project.get("decisions", ()):
            assert DecisionOutcome(decision["outcome"]) and decision["reason"], decision
            assert decision.get("meeting", "planning") in stages


def test_a_trial_stands_on_both_results_and_a_waiting_card_lacks_the_second(projects):
    for project in projects.values():
        stages = {result["stage"] for result in project["results"]}
        assert stages == ({"ア", "イ"} if "trial_from" in project else {"ア"})


def test_money_lies_inside_the_trial(projects):
    for project in projects.values():
        if "trial_from" not in project:
            assert "subsidies" not in project and "months" not in project
            continue
        start, until = project["trial_from"], project["trial_until"]
        assert start <= until
        assert all(start <= row["paid_on"] <= until for row in project.get("subsidies", ()))
        for row in project["months"]:
            assert start.replace(day=1) <= row["month"] <= until
            assert row["month"].day == 1 and row["people"] <= row["uses"]


def test_the_trial_climbs_to_seventy_six_percent_and_the_kitchen_stands_alone(projects):
    shares = {
        project["state"]: [row["income_yen"] / row["cost_yen"] for row in project["months"]]
        for project in projects.values()
        if "months" in project
    }
    assert shares["trial"] == sorted(shares["trial"]) and shares["trial"][-1] == 0.76
    assert len(shares["self_standing"]) == 3 and min(shares["self_standing"]) >= 1
    assert max(shares["ended"]) < 0.25
