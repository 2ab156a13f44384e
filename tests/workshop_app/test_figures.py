import json

import pytest

from analysis import folding, layout, network
from analysis.network import ActorNode, AssetNode, Support, ThemeNode, Tie
from workshop_app import figures, network_words
from workshop_app.model import Party

XSS = (
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">見て</a>',
    "<script>alert(1)</script>",
    "</script><svg/onload=alert(1)>",
    "{{7*7}} ${7*7} *bold* [x](http://example.invalid/)",
)


def town(heading="買い物に行く足がない"):
    return network.build_graph(
        [
            ThemeNode("t1", heading, 9, {"residents": 6, "care": 3}),
            ThemeNode("t2", "将棋を子どもに教えたい", 1, {"residents": 1}, is_lone=True),
        ],
        [
            ActorNode("o1", "みどり商店会", "companies"),
            ActorNode("o2", "桜台自治会", "residents"),
            ActorNode("o3", "福祉課", "officials"),
            ActorNode("o4", "南デイ", "care"),
        ],
        [AssetNode("a1", "集会所", "place", "o2")],
        [Support("t1", "o1"), Support("t1", "a1")],
        [Tie("o1", "o2", "cooperation"), Tie("o1", "o2", "昔なじみ")],
    )


def draw(graph=None, **kwargs):
    return figures.draw_network(graph if graph is not None else town(), seed=1, **kwargs)


def node(picture, wanted):
    return next(item for item in picture.nodes if item["id"] == wanted)


def sentence(picture, wanted):
    return next(item.sentence for item in picture.listing if item.id == wanted)


def test_each_party_has_a_shape_of_its_own_beside_its_colour():
    shapes = [mark.shape for mark in figures.PARTY_MARKS.values()]
    colours = [mark.colour for mark in figures.PARTY_MARKS.values()]
    assert len(set(shapes)) == len(set(colours)) == len(Party)
    assert {mark.word for mark in figures.PARTY_MARKS.values()}.isdisjoint({""})


def test_organisations_wear_the_shape_of_their_party():
    picture = draw()
    found = [node(picture, wanted)["shape"] for wanted in ("o1", "o2", "o3", "o4", "a1", "t1")]
    assert found == ["square", "dot", "diamond", "triangle", "star", "box"]


def test_a_theme_with_nobody_is_dashed_and_says_so():
    picture = draw()
    alone, backed = node(picture, "t2"), node(picture, "t1")
    assert alone["shapeProperties"]["borderDashes"]
    assert alone["color"]["border"] == figures.ALERT
    assert "担い手なし" in alone["label"]
    assert not backed["shapeProperties"]["borderDashes"]
    assert "担い手なし" not in backed["label"]


def test_a_lone_voice_is_written_as_large_as_any_theme():
    picture = draw()
    assert node(picture, "t1")["font"]["size"] == node(picture, "t2")["font"]["size"]


def test_a_theme_says_its_voices_and_every_one_of_the_three_parties_even_a_silent_one():
    label = node(draw(), "t1")["label"]
    assert "9件" in label
    assert "住民6 医介3 企業0" in label


def test_the_list_says_what_the_picture_says():
    picture = draw()
    assert {item.id for item in picture.listing} == {item["id"] for item in picture.nodes}
    assert "みどり商店会(企業等)" in sentence(picture, "t1")
    assert "集会所" in sentence(picture, "t1")
    assert "担い手なし" in sentence(picture, "t2")
    assert "桜台自治会(連携・昔なじみ)" in sentence(picture, "o1")
    assert "まだ支えるテーマがありません" in sentence(picture, "o3")
    assert "持ち主は、桜台自治会" in sentence(picture, "a1")


def test_a_folded_picture_still_names_everybody_in_the_list():
    whole = network.build_graph(
        [ThemeNode("t1", "見守り", 3, {"residents": 3})],
        [ActorNode(f"o{i}", f"団体{i}", "companies") for i in range(60)],
        supports=[Support("t1", f"o{i}") for i in range(60)],
    )
    folded = folding.fold_to_fit(whole)
    picture = draw(folded, whole=whole)
    said = " ".join(item.sentence for item in picture.listing)
    assert len(picture.nodes) < 10
    assert all(f"団体{i}" in said for i in range(60))


@pytest.mark.parametrize("payload", XSS)
def test_a_participants_words_stay_text(payload):
    picture = draw(town(payload))
    box = node(picture, "t1")
    assert box["title"] == " ".join(payload.split())
    assert "font" in box and "multi" not in box["font"]
    assert picture.options["nodes"]["font"]["multi"] is False
    assert any(item.name == " ".join(payload.split()) for item in picture.listing)


def test_the_picture_can_be_sent_as_json():
    picture = draw()
    json.dumps([picture.nodes, picture.edges, picture.options])


def test_every_edge_has_an_id_of_its_own():
    ids = [edge["id"] for edge in draw().edges]
    assert len(set(ids)) == len(ids) == town().number_of_edges()


def test_what_was_drawn_before_stays_where_it_was():
    before = draw()
    graph = town()
    graph.add_node("o9", kind="actor", label="ひばり運送", party="companies")
    graph.add_edge("o9", "t1", kind="support", weight=1)
    after = draw(graph, previous=before.places)
    for item in before.nodes:
        assert (item["x"], item["y"]) == (
            node(after, item["id"])["x"],
            node(after, item["id"])["y"],
        )


def test_laid_out_anew_on_request_only():
    before = draw()
    scattered = {n: layout.Place(p.x * 9, p.y * 9) for n, p in before.places.items()}
    assert draw(previous=scattered).places == scattered
    assert draw(previous=scattered, anew=True).places != scattered


def test_no_two_nodes_of_a_picture_cover_each_other():
    graph = town()
    extents = {n: figures.measure_extent(graph, n) for n in graph}
    assert layout.find_overlaps(draw(graph).places, extents) == []


def test_nothing_to_draw_gives_an_empty_picture():
    picture = draw(network.build_graph([]))
    assert picture.nodes == picture.edges == picture.listing == picture.legend == ()


def test_the_legend_names_only_what_is_there():
    words_there = {mark.word for mark in draw().legend}
    assert {"テーマ", "住民", "担い手なし", "団体どうしのつながり"} <= words_there
    assert "同じ担い手がいる" not in words_there


def test_a_name_of_a_party_nobody_knows_is_refused_at_once():
    with pytest.raises(ValueError, match="martians"):
        draw(network.build_graph([], [ActorNode("o1", "火星人", "martians")]))


def test_the_network_library_is_found_in_the_installed_package():
    library = figures.vis_library()
    assert library.name == "vis-network.min.js"
    assert library.stat().st_size > 100_000


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("買い物", ["買い物"]),
        ("将棋を子どもに教えたい", ["将棋を子ども", "に教えたい"]),
        ("一行目\n二行目\t三", ["一行目 二", "行目 三"]),
        ("あ" * 40, ["あ" * 8, "あ" * 8, "あ" * 7 + "…"]),
    ],
)
def test_a_long_heading_is_broken_into_even_lines(text, lines):
    assert network_words.wrap(text, 8, 3) == lines


def test_an_emoji_of_many_parts_is_not_cut_in_two():
    family = "👩\u200d👩\u200d👧"
    lines = network_words.wrap("あ" * 7 + family + "い" * 6, 8, 3)
    assert sum(family in line for line in lines) == 1


def test_folded_lone_voices_look_like_a_theme_and_keep_a_line_each():
    whole = network.build_graph(
        [
            ThemeNode(f"l{i}", f"ひとこと{i}", 1, {"residents": 1}, is_lone=True)
            for i in range(50)
        ]
    )
    picture = draw(folding.fold_to_fit(whole), whole=whole)
    box = node(picture, "fold:lone")
    assert box["shape"] == "box"
    assert box["font"]["size"] == node(draw(), "t1")["font"]["size"]
    assert box["label"] == "ひとりの声\n50件 ▲担い手なし\n住民50 医介0 企業0"
    assert {f"l{i}" for i in range(50)} <= {item.id for item in picture.listing}
