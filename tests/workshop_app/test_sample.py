"""The sample town is complete, consistent, and nobody in it could be a real person."""

import csv
import io
import itertools
import re
import tomllib
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from workshop_app import places, words
from workshop_app.model import (
    Consent,
    MeetingKind,
    Party,
    Stage,
    VoiceKind,
)

TESTS = Path(__file__).resolve().parents[1]
TOWN_FOLDER = places.SAMPLE_SESSIONS / "hinokawa"
TOPICS = TESTS / "analysis" / "sample_topics.csv"
EVENING = TESTS / "browser" / "evening_cp932.csv"
LABELLED = TESTS.parent / "benchmarks" / "voices_labelled.csv"

VOICE_COLUMNS = ["日付", "会議名", "圏域", "班", "立場", "種別", "本文", "引用可"]
MEANT_NEAR_DUPLICATES = {
    frozenset(pair)
    for pair in (
        ("もう少しバスを増やして", "バスをもう少し増やしてほしい"),
        ("米の五キロがもう持てません", "米五キロが、もう持てない"),
        (
            "除雪車が置いていく固い雪、あれを誰が片づけるの",
            "除雪車の置いていく固い雪、誰がどかすの",
        ),
    )
}
WORDS_WE_DO_NOT_USE = re.compile(
    r"徘徊|痴呆|寝たきり|ボケ|ぼけ|健常者|年寄り|老人|シルバー|独居|難民|弱者|限界集落|動員|やらせる"
    r"|対象者|要支援者|クレーマー|ノイジー|未婚|身寄り|障碍|障がい|地域包括ケア|インセンティブ"
    r"|アウトカム|アウトプット|マッチング"
)
PROPER_NAMES = re.compile("老人クラブ|特別養護老人ホーム|シルバー人材センター")
SOMEBODYS_ADDRESS = re.compile(
    r"\d{2,4}[-‐－ー―−(]\d{2,4}[-‐－ー―−)]\d{3,4}|\d{10,11}|@|https?:|www\.|\d+番地?\d*号?"
    r"|\d+丁目|\d+号室|〒|LINE ?ID"
)
CALLED_BY_NAME = re.compile(r"([一-龠々]{1,4})(?:さん|様|氏|先生)")
ROLE_CALLED_SAN = re.compile(
    r"(?:業者|実習生|奥|旦那|父|母|仏|屋|会長|区長|客|管理人|配達|学生|床屋|看護師|模)$"
)


def read_rows(path, encoding="utf-8-sig"):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


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
def town_meeting_voices(said, town):
    title = town["meetings"][0]["title"]
    return [row for row in said if row["会議名"] == title]


@pytest.fixture(scope="module")
def texts(said):
    return {row["本文"] for row in said}


def sheet(name):
    return read_rows(TOWN_FOLDER / f"{name}.csv")


def own_wordings(town, projects):
    """Every text of ours that a person may read, without what people said."""
    spoken = {text for project in projects.values() for text in project["voices"]}
    yield from (text for text in strings_in([town, projects]) if text not in spoken)
    yield (TOWN_FOLDER / "story.md").read_text(encoding="utf-8")
    yield from (row["話題"] for path in (TOPICS, LABELLED) for row in read_rows(path))
    for name in ("stakeholders", "assets", "relations", "supports"):
        for row in sheet(name):
            yield from (text for key, text in row.items() if key not in ("source", "anchor"))


def strings_in(tree):
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        yield from strings_in(list(tree.values()))
    elif isinstance(tree, list):
        for branch in tree:
            yield from strings_in(branch)


def test_the_town_meeting_has_the_voices_of_the_acceptance_case(town_meeting_voices):
    counts = Counter(row["立場"] for row in town_meeting_voices)
    officials = counts.pop("行政")
    assert counts == {"住民": 128, "医療介護": 32, "企業等": 20}
    assert 4 <= officials <= 6


def test_forty_five_people_sit_at_eight_tables(town):
    meeting = town["meetings"][0]
    people = {key: n for key, n in meeting["participants"].items() if key != "officials"}
    assert sum(people.values()) == 45 == sum(table["seats"] for table in meeting["tables"])
    assert [table["number"] for table in meeting["tables"]] == list(range(1, 9))


def test_every_party_speaks_at_every_table(town_meeting_voices):
    spoke = {(row["班"], row["立場"]) for row in town_meeting_voices if row["立場"] != "行政"}
    assert len(spoke) == 8 * 3


def test_the_meetings_cover_the_three_stages(town, said):
    assert [meeting["stage"] for meeting in town["meetings"]] == ["ア", "イ", "イ", "ウ"]
    counts = Counter(row["会議名"] for row in said if row["立場"] != "行政")
    sizes = [counts[meeting["title"]] for meeting in town["meetings"]]
    assert sizes[0] == 180
    assert all(10 <= size <= 18 for size in sizes[1:3])
    assert 8 <= sizes[3] <= 12
    assert set(counts) == {meeting["title"] for meeting in town["meetings"]}


def test_every_meeting_says_its_purpose_and_its_consent(town):
    for meeting in town["meetings"]:
        MeetingKind(meeting["kind"])
        Stage(meeting["stage"])
        assert meeting["purpose"] and meeting["question"] and meeting["agenda"].strip()
        consent = meeting["consent"]
        assert all(consent[item] for item in ("explained", "how", "photo", "recording"))
        assert consent["quotation"] and consent["agreed_on"] == meeting["held_on"]


def test_areas_are_one_town_and_four_districts_that_add_up(town):
    whole, *districts = town["areas"]
    assert (whole["tier"], len(districts)) == (1, 4)
    assert all((area["tier"], area["parent"]) == (2, whole["name"]) for area in districts)
    for key in ("population", "population_65", "population_75"):
        assert whole[key] == town["municipality"][key] == sum(area[key] for area in districts)


def test_every_voice_stands_in_a_meeting_at_a_table_and_in_an_area_of_it(said, town):
    tables = {
        (meeting["title"], str(meeting["held_on"]), str(table["number"])): table["areas"]
        for meeting in town["meetings"]
        for table in meeting["tables"]
    }
    for row in said:
        areas = tables[row["会議名"], row["日付"], row["班"]]
        assert row["圏域"] in areas or (row["圏域"] == "" and row["立場"] == "行政"), row


def test_every_cell_is_a_word_the_product_knows(said):
    assert list(said[0]) == [*VOICE_COLUMNS, "投影"]
    for row in said:
        assert words.find(Party, row["立場"]) not in (None, Party.OTHER), row
        assert row["種別"] == "" or words.find(VoiceKind, row["種別"]), row
        assert row["引用可"] == "" or words.find(Consent, row["引用可"]), row
        assert row["投影"] in ("○", "×"), row


def test_about_two_thirds_of_the_voices_have_a_kind_and_all_kinds_occur(town_meeting_voices):
    kinds = Counter(row["種別"] for row in town_meeting_voices if row["立場"] != "行政")
    assert 0.6 <= 1 - kinds.pop("") / 180 <= 0.72
    assert {words.find(VoiceKind, kind) for kind in kinds} == set(VoiceKind)


def test_quoting_is_allowed_for_some_and_not_for_others(town_meeting_voices):
    allowed = {words.find(Consent, row["引用可"]) for row in town_meeting_voices}
    assert allowed >= set(Consent)


def test_two_voices_that_name_an_illness_and_a_place_are_held_back(said):
    held = [row for row in said if row["投影"] == "×"]
    assert len(held) == 2
    assert all(words.find(Consent, row["引用可"]) is Consent.ROOM for row in held)
    shown = " ".join(row["本文"] for row in said if row["投影"] == "○")
    assert "の家、がん" not in shown and "の家、認知症" not in shown


def test_voices_are_as_long_as_people_speak(said):
    lengths = [len(row["本文"]) for row in said]
    assert min(lengths) >= 8 and max(lengths) <= 80
    assert sum(15 <= length <= 45 for length in lengths) > len(lengths) * 0.75


def test_no_voice_is_there_twice_except_the_meant_near_duplicates(said, texts):
    assert len(texts) == len(said)
    plain = {text: re.sub(r"[、。「」?]", "", text) for text in texts}
    alike = {
        frozenset(pair)
        for pair in itertools.combinations(sorted(texts), 2)
        if SequenceMatcher(None, *(plain[text] for text in pair), autojunk=False).ratio() > 0.62
    }
    assert alike == MEANT_NEAR_DUPLICATES


def test_every_town_meeting_voice_has_one_topic(town_meeting_voices):
    labelled = read_rows(TOPICS)
    assert [row["本文"] for row in labelled] == [
        row["本文"] for row in town_meeting_voices if row["立場"] != "行政"
    ]
    sizes = Counter(row["話題"] for row in labelled)
    lone = [topic for topic in sizes if topic.startswith("lone-")]
    assert 8 <= len(lone) <= 12 and all(sizes[topic] == 1 for topic in lone)
    assert 14 <= len(sizes) - len(lone) <= 18
    assert min(n for topic, n in sizes.items() if topic not in lone) == 3
    assert max(sizes.values()) > 20


def test_our_own_words_avoid_what_hurts(town, projects):
    for text in own_wordings(town, projects):
        assert not WORDS_WE_DO_NOT_USE.search(PROPER_NAMES.sub("", text)), text


def test_nobody_can_be_called_or_found(said, town, projects):
    everything = [row["本文"] for row in said]
    everything += [row["本文"] for row in read_rows(LABELLED)]
    everything += [row["本文"] for row in read_rows(EVENING, "cp932")]
    everything += list(own_wordings(town, projects))
    for text in everything:
        assert not SOMEBODYS_ADDRESS.search(text), text
        for name in CALLED_BY_NAME.findall(text):
            assert ROLE_CALLED_SAN.search(name), (name, text)


def test_the_story_says_first_that_the_town_is_invented(town):
    story = (TOWN_FOLDER / "story.md").read_text(encoding="utf-8")
    assert "架空" in story.splitlines()[2]
    assert "架空" in town["municipality"]["notice"]


@pytest.mark.parametrize("path", [*sorted(TOWN_FOLDER.glob("*.csv")), TOPICS, LABELLED])
def test_tables_open_in_excel_as_they_are(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    raw.decode("utf-8-sig").encode("cp932")


def test_the_evening_file_is_what_a_town_hall_sends():
    raw = EVENING.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") == 61
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    rows = read_rows(EVENING, "cp932")
    assert list(rows[0]) == VOICE_COLUMNS
    assert Counter(row["立場"] for row in rows) == {"住民": 42, "医療介護": 12, "行政": 6}
    assert all(sign in raw.decode("cp932") for sign in "髙①㈱")
    assert len({row["本文"] for row in rows}) == 60


def test_the_labelled_set_has_sixteen_even_topics_and_no_voice_of_the_sample(texts):
    rows = read_rows(LABELLED)
    assert list(rows[0]) == ["本文", "話題"]
    assert set(Counter(row["話題"] for row in rows).values()) == {15}
    assert len(rows) == 240 == len({row["本文"] for row in rows} - texts)
