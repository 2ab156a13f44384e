"""The network on its way out: what may leave, and that it can be read elsewhere."""

import csv
import io
import json
import zipfile
from datetime import date
from html import escape
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import (
    AssetClass,
    Consent,
    MeetingKind,
    Party,
    RelationKind,
    Stage,
)
from workshop_app.usecases import (
    charting,
    entering,
    gathering,
    mapping,
    opening,
    reading,
    theming,
)
from workshop_app.usecases.gathering import Entry

TODAY = date(2026, 11, 20)
SAID = [
    *(f"バスの本数が少ない。{n}" for n in ("病院に通えない", "駅まで遠い", "夕方がない")),
    *(f"雪かきがつらい。{n}" for n in ("屋根が高い", "腰が痛い", "手が足りない")),
]
SECRET = "将棋の相手がほしいと隣の三郎さんが言う"
EVIL = [
    "<script>document.title='x'</script>",
    '"><img src=x onerror=alert(1)>',
    "]]><x/>&amp;",
    "=1+1|旗",
    "\x0b\x1f制御",
    '=HYPERLINK("http://example.invalid")',
]


@pytest.fixture
def meeting(store):
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, TODAY, table_count=1
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    gathering.record_lines(store, meeting.id, "\n".join(SAID), Entry(consent=Consent.TOWN))
    gathering.record_lines(store, meeting.id, SECRET, Entry(consent=Consent.ROOM))
    theming.settle(store, meeting.workshop_id, load_default())
    return meeting


@pytest.fixture
def registered(store, meeting):
    town = entering.town_of(store, meeting.id)
    shop = mapping.register_stakeholder(store, town, EVIL[0], Party.COMPANIES)
    club = mapping.register_stakeholder(store, town, EVIL[1], Party.RESIDENTS)
    twin = mapping.register_stakeholder(store, town, EVIL[1], Party.RESIDENTS)
    hall = mapping.register_asset(
        store, town, EVIL[3], AssetClass.PLACE, noted_on=TODAY, owner_id=shop.id
    )
    for name in (EVIL[2], EVIL[4], EVIL[5]):
        mapping.register_asset(store, town, name, AssetClass.THING, noted_on=TODAY)
    mapping.relate(store, town, shop.id, club.id, RelationKind.JOINT)
    mapping.relate(store, town, shop.id, twin.id, RelationKind.INFORMATION)
    card = reading.board_of_meeting(store, meeting.id).themes[0]
    mapping.connect(store, card.theme, shop)
    mapping.connect(store, card.theme, hall)
    return meeting


def paper(store, meeting, file_format, **more):
    return charting.network_paper(store, meeting.id, file_format, **more).content


def graph_of(store, meeting):
    board = charting.may_leave(reading.board_of_meeting(store, meeting.id, on_screen=True))
    return mapping.graph_of(board, mapping.registers_of(store, meeting.workshop_id))


def lines_of(graph):
    return {frozenset(pair) for pair in graph.edges()}


def test_networkx_reads_the_graphml_back(store, registered):
    wanted = graph_of(store, registered)
    read = nx.read_graphml(io.BytesIO(paper(store, registered, "graphml")))
    assert set(read) == set(wanted)
    assert lines_of(read) == lines_of(wanted)
    for node, its in read.nodes(data=True):
        assert its["kind"] == wanted.nodes[node]["kind"]
        assert its.get("voices", 0) == wanted.nodes[node].get("voices", 0)
        assert isinstance(its["x"], float)
    kinds = {d["kind"] for *_, d in read.edges(data=True)}
    assert kinds == {"voice", "support", "owner", "tie"}
    assert {d["label"] for *_, d in read.edges(data=True) if d["kind"] == "tie"} == {
        "共同実施",
        "情報共有",
    }


def test_networkx_reads_the_gexf_back(store, registered):
    wanted = graph_of(store, registered)
    read = nx.read_gexf(io.BytesIO(paper(store, registered, "gexf")))
    assert set(read) == set(wanted)
    assert lines_of(read) == lines_of(wanted)
    for node, its in read.nodes(data=True):
        assert its["kind"] == wanted.nodes[node]["kind"]
        assert set(its["viz"]["position"]) == {"x", "y", "z"}
        assert its["voices"] == wanted.nodes[node].get("voices", 0)


def test_kumu_gets_its_own_field_names(store, registered):
    wanted = graph_of(store, registered)
    told = json.loads(paper(store, registered, "kumu"))
    assert list(told) == ["elements", "connections", "loops"]
    assert told["loops"] == []
    ids = [element["id"] for element in told["elements"]]
    assert len(ids) == len(set(ids)) and set(ids) == set(wanted)
    for element in told["elements"]:
        assert {"id", "label", "type", "description", "tags"} <= set(element)
        assert all(isinstance(tag, str) for tag in element["tags"])
        assert element["type"] in {"テーマ", "立場", "団体", "資源"}
    for line in told["connections"]:
        assert {"id", "from", "to", "type", "direction"} <= set(line)
        assert line["direction"] in {"undirected", "directed", "mutual"}
    pairs = {frozenset((line["from"], line["to"])) for line in told["connections"]}
    assert pairs == lines_of(wanted)
    labels = [element["label"] for element in told["elements"]]
    assert len(labels) == len(set(labels))


def test_the_workbook_for_kumu_holds_the_same_as_text(store, registered):
    book = openpyxl.load_workbook(io.BytesIO(paper(store, registered, "kumu-xlsx")))
    assert book.sheetnames == ["Elements", "Connections"]
    rows = list(book["Elements"].values)
    assert rows[0][:4] == ("Label", "Type", "Description", "Tags")
    header = next(book["Connections"].values)
    assert header == ("From", "To", "Type", "Direction", "Label")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    labels = {row[0] for row in rows[1:]}
    for row in list(book["Connections"].values)[1:]:
        assert {row[0], row[1]} <= labels
    assert any(tags and "場所" in tags.split("|") for *_, tags in (r[:4] for r in rows[1:]))


def test_gephi_gets_two_tables_without_formulas(store, registered):
    with zipfile.ZipFile(io.BytesIO(paper(store, registered, "gephi"))) as packed:
        tables = {
            name: list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"))))
            for name in packed.namelist()
        }
    assert list(tables) == ["nodes.csv", "edges.csv"]
    wanted = graph_of(store, registered)
    assert {row["Id"] for row in tables["nodes.csv"]} == set(wanted)
    assert {frozenset((r["Source"], r["Target"])) for r in tables["edges.csv"]} == lines_of(
        wanted
    )
    assert not [row for row in tables["nodes.csv"] if row["Label"].startswith(("=", "@"))]


@pytest.mark.parametrize("file_format", sorted(charting.FORMATS))
def test_the_same_network_gives_the_same_bytes(store, registered, file_format):
    assert paper(store, registered, file_format) == paper(store, registered, file_format)


@pytest.mark.parametrize("file_format", ["graphml", "gexf", "kumu"])
def test_no_voice_and_no_hidden_or_withdrawn_word_leaves(store, meeting, file_format):
    board = reading.board_of_meeting(store, meeting.id)
    everyone = [voice for card in (*board.themes, *board.lone) for voice in card.voices]
    by_text = {voice.text: voice for voice in everyone}
    gathering.set_projected(store, by_text[SAID[0]].id, is_projected=False)
    gathering.withdraw(store, [by_text[SAID[3]].id], reason="x")
    text = paper(store, meeting, file_format).decode()
    assert not [said for said in (*SAID, SECRET) if said in text]
    assert "三郎" not in text and "将棋" not in text
    counted = sum(
        node["voices"]
        for _, node in nx.read_graphml(io.BytesIO(paper(store, meeting, "graphml"))).nodes(
            data=True
        )
        if node["kind"] == "theme"
    )
    assert counted == len(SAID) - 2  # and the secret, with a name in it, waits for a look


def test_for_the_public_only_quotable_voices_are_counted(store, meeting):
    read = nx.read_graphml(io.BytesIO(paper(store, meeting, "graphml", for_public=True)))
    assert [n for n, its in read.nodes(data=True) if its["kind"] == "theme"] == []


def test_hostile_names_stay_names(store, registered):
    read = nx.read_graphml(io.BytesIO(paper(store, registered, "graphml")))
    labels = {its["label"] for _, its in read.nodes(data=True)}
    assert {EVIL[0], EVIL[1], f"{EVIL[1]}(2)", EVIL[2], EVIL[3]} <= labels
    raw = paper(store, registered, "graphml").decode()
    assert "<script" not in raw and "<img" not in raw


def test_an_unknown_format_is_refused(store, meeting):
    with pytest.raises(errors.UnusableInputError, match="書き出せません"):
        charting.network_paper(store, meeting.id, "dot")


def test_an_empty_meeting_is_a_valid_file(store):
    plan = opening.MeetingPlan(
        "空の会", MeetingKind.TOWN_MEETING, Stage.HEARING, TODAY, table_count=1
    )
    empty = opening.open_in_town(store, "みはらし町", plan)
    assert len(nx.read_graphml(io.BytesIO(paper(store, empty, "graphml")))) == 0
    assert len(nx.read_gexf(io.BytesIO(paper(store, empty, "gexf")))) == 0


def picture(store, meeting, form, **more):
    return charting.picture_paper(store, meeting.id, form, **more).content.decode()


SVG = "{http://www.w3.org/2000/svg}"


def test_the_svg_shows_every_node_where_it_stands_with_its_shape_and_words(store, registered):
    drawn = ElementTree.fromstring(picture(store, registered, "svg"))
    groups = drawn.findall(f"{SVG}g")
    names = [group.find(f"{SVG}title").text for group in groups]
    assert {EVIL[0], EVIL[2]} <= set(names)
    assert len(names) == len(mapping_picture(store, registered).nodes)
    kinds = {child.tag.removeprefix(SVG) for group in groups for child in group}
    assert {"rect", "polygon", "circle", "text"} <= kinds  # a shape beside every colour
    words_of_key = {text.text for text in drawn.findall(f"{SVG}text")}
    assert {"テーマ", "住民", "企業等", "資源", "団体どうしのつながり"} <= words_of_key
    by_name = {node["title"]: node for node in mapping_picture(store, registered).nodes}
    box = next(g for g in groups if g.find(f"{SVG}rect") is not None)
    rect = box.find(f"{SVG}rect")
    middle = float(rect.get("x")) + float(rect.get("width")) / 2
    assert middle == pytest.approx(by_name[box.find(f"{SVG}title").text]["x"], abs=0.02)


def mapping_picture(store, meeting):
    board = charting.may_leave(reading.board_of_meeting(store, meeting.id, on_screen=True))
    return mapping.survey(store, meeting.workshop_id, board=board).picture


@pytest.mark.parametrize("form", sorted(charting.PICTURES))
def test_a_picture_holds_no_markup_of_anybody_and_no_voice(store, registered, form):
    text = picture(store, registered, form)
    assert "<script" not in text and "<img" not in text and "onerror=alert(1)>" not in text
    assert "href" not in text and "三郎" not in text and SECRET not in text
    assert text == picture(store, registered, form)
    if form != "svg":
        assert {"a3": "A3 landscape", "a4": "A4 landscape"}[form] in text
        assert f"<b>{escape(EVIL[0])}</b>" in text


def test_an_empty_meeting_has_a_picture_too(store):
    plan = opening.MeetingPlan(
        "空の会", MeetingKind.TOWN_MEETING, Stage.HEARING, TODAY, table_count=1
    )
    empty = opening.open_in_town(store, "みはらし町", plan)
    assert ElementTree.fromstring(picture(store, empty, "svg")).tag == f"{SVG}svg"
    with pytest.raises(errors.UnusableInputError, match="書き出せません"):
        charting.picture_paper(store, empty.id, "bmp")
