"""``kurumaza match``, from two tables to one."""

import csv
import io

import pytest

from workshop_app import embedders
from workshop_app.cli import main
from workshop_app.sheets.match_table import MatchRow, read_capacity, read_match_table
from workshop_app.usecases import pairing_files

COLUMNS = ["need_id", "offer_id", "score", "reason", "alternative_ids"]


@pytest.fixture
def run(tmp_path):
    """Run the command on two texts and return its exit code and the lines."""

    def start(needs, offers, *more, encoding="utf-8"):
        (tmp_path / "needs.csv").write_bytes(needs.encode(encoding))
        (tmp_path / "offers.csv").write_bytes(offers.encode(encoding))
        out = tmp_path / "out.csv"
        paths = [str(tmp_path / "needs.csv"), str(tmp_path / "offers.csv"), "-o", str(out)]
        code = main(["match", *paths, *more])
        lines = []
        if out.exists():
            text = out.read_bytes().decode("utf-8-sig")
            lines = list(csv.DictReader(io.StringIO(text, newline="")))
        return code, lines

    return start


NEEDS = """id,text,area,target,times,capacity
a,店が遠くて米が買えない,B地区,高齢者,火曜 午前,
b,店が遠くて米が買えない,A地区,高齢者,火曜 午前,
c,電球が替えられない,B地区,,,
d,隣の家のピアノがうるさい,B地区,,,
"""
OFFERS = """id,text,area,target,times,capacity
x,移動販売車で食品を売りに行きます,B地区,どなたでも,火・木 10–12時,10
y,高い所の電球の交換や簡単な修理をします,B地区,,いつでも,2
"""


def test_needs_meet_offers_and_open_needs_have_an_empty_offer(run):
    code, lines = run(NEEDS, OFFERS)
    assert code == 0
    assert list(lines[0]) == COLUMNS
    assert [(line["need_id"], line["offer_id"]) for line in lines] == [
        ("a", "x"),
        ("b", ""),
        ("c", "y"),
        ("d", ""),
    ]
    assert 0 < float(lines[0]["score"]) <= 1
    assert "地区が合います(B地区)" in lines[0]["reason"]
    assert "A地区／B地区" in lines[1]["reason"]
    assert (lines[1]["score"], lines[3]["score"]) == ("", "")


def test_the_other_area_is_served_where_the_offer_says_so(run):
    """C5: not proposed for A地区 unless 「他地区も可」."""
    _, lines = run(NEEDS, OFFERS.replace("B地区,どなたでも", "B地区（他地区も可）,どなたでも"))
    assert [line["offer_id"] for line in lines[:2]] == ["x", "x"]


def test_two_columns_are_enough_and_conditions_are_read_from_an_offers_words():
    encoder = embedders.load_default()
    asset = MatchRow("v", "移動販売車(火・木 10–12時, B地区)", "", "", "", None)
    cluster = MatchRow("b", "買い物に行けない", "B地区", "", "", None)
    other = MatchRow("a", "買い物に行けない", "A地区", "", "", None)
    late = MatchRow("c", "買い物に行けない", "B地区", "", "日曜", None)
    found = pairing_files.pair_rows([cluster], [asset], encoder)
    assert found.lines[0].offer_id == "v"
    for need in (other, late):
        assert pairing_files.pair_rows([need], [asset], encoder).lines[0].offer_id == ""


def test_japanese_headers_and_an_old_encoding_are_read(run):
    needs = NEEDS.replace("id,text,area,target,times,capacity", "番号,内容,地区,対象,時間,定員")
    offers = OFFERS.replace(
        "id,text,area,target,times,capacity",
        "番号,できること,圏域,対象者,曜日・時間,受け入れ人数",
    ).replace("10–12", "10-12")
    code, lines = run(needs, offers, encoding="cp932")
    assert code == 0
    assert [line["offer_id"] for line in lines] == ["x", "", "y", ""]


def test_the_same_tables_give_the_same_bytes(run, tmp_path):
    run(NEEDS, OFFERS)
    first = (tmp_path / "out.csv").read_bytes()
    run(NEEDS, OFFERS)
    assert (tmp_path / "out.csv").read_bytes() == first


def test_an_offer_without_a_number_serves_one_and_the_next_is_an_alternative(run):
    needs = "id,text\na,電球が替えられない\nb,電球が切れて替えられない\n"
    offers = "id,text,capacity\ny,電球の交換をします,\n"
    _, lines = run(needs, offers)
    assert sorted(line["offer_id"] for line in lines) == ["", "y"]
    [open_need] = [line for line in lines if not line["offer_id"]]
    assert open_need["alternative_ids"] == "y"
    assert "空きがうまりました" in open_need["reason"]


def test_nobody_offering_leaves_every_need_open(run):
    code, lines = run(NEEDS, "id,text\n")
    assert code == 0
    assert [line["offer_id"] for line in lines] == [""] * 4


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ("text,area\n買えない,B\n", "番号(id)"),
        ("id,text\na,買えない\na,行けない\n", "2つあります"),
        ("id,text\n,買えない\n", "2行目"),
        ("id,text,capacity\na,買えない,たくさん\n", "数として読めません"),
        ("id,text\n", "1件もありません"),
    ],
)
def test_an_unusable_table_is_refused_with_one_sentence_and_no_file(
    run, capsys, tmp_path, needs, said
):
    code, lines = run(needs, OFFERS)
    heard = capsys.readouterr().err
    assert (code, lines) == (2, [])
    assert said in heard
    assert len(heard.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("", None),
        ("10名", 10),
        ("１０人まで", 10),
        ("満員", 0),
        ("1,200", 1200),
        ("未定", None),
    ],
)
def test_capacities_are_read(written, places):
    assert read_capacity(written) == places


def test_hostile_texts_stay_text(run):
    evil = "<script>alert(1)</script>"
    code, lines = run(f'id,text\n"{evil}",店が遠くて米が買えない\n', OFFERS)
    assert code == 0
    assert lines[0]["need_id"] == evil


def test_the_labelled_set_keeps_its_quality():
    """46 needs, 36 offers; the figures of docs/benchmarks-ties.md, with some air."""
    from pathlib import Path

    folder = Path(__file__).resolve().parents[2] / "benchmarks"
    with (folder / "match_pairs.csv").open(encoding="utf-8") as opened:
        true = {r["need_id"]: set(r["offer_ids"].split(";")) for r in csv.DictReader(opened)}
    found = pairing_files.pair_rows(
        read_match_table(folder / "match_needs.csv"),
        read_match_table(folder / "match_offers.csv"),
        embedders.load_default(),
    )
    proposed = [line for line in found.lines if line.offer_id]
    right = sum(line.offer_id in true[line.need_id] for line in proposed)
    assert right / len(proposed) >= 0.88
    assert right / sum(ids != {""} for ids in true.values()) >= 0.75


@pytest.mark.parametrize("file_format", ["graphml", "gexf", "kumu"])
def test_a_meetings_network_is_written_and_read_back(kurumaza, town, tmp_path, file_format):
    import json

    import networkx as nx

    out = tmp_path / "つながり"
    said = kurumaza("export", "1", "--format", file_format, "-o", out, "--data", town)
    assert said.code == 0, said.err
    if file_format == "kumu":
        names = [each["label"] for each in json.loads(out.read_text("utf-8"))["elements"]]
    else:
        read = nx.read_graphml(out) if file_format == "graphml" else nx.read_gexf(out)
        names = [its["label"] for _, its in read.nodes(data=True)]
    assert len(names) > 20
    assert f"{len(names)}件" in said.out
