import pytest

from analysis import folding, network
from analysis.network import ActorNode, AssetNode, PartyPair, Support, ThemeNode, Tie

THEMES = [
    ThemeNode("t1", "買い物に行く足がない", 9, {"residents": 6, "care": 3, "companies": 0}),
    ThemeNode("t2", "将棋を子どもに教えたい", 1, {"residents": 1}, is_lone=True),
    ThemeNode("t3", "夜の見守り", 4, {"care": 4}),
]
ACTORS = [
    ActorNode("o1", "みどり商店会", "companies"),
    ActorNode("o2", "桜台自治会", "residents"),
    ActorNode("o3", "南デイサービス", "care"),
    ActorNode("o4", "ひばり運送", "companies"),
]
ASSETS = [AssetNode("a1", "集会所", "place", "o2"), AssetNode("a2", "軽トラ", "thing")]
SUPPORTS = [Support("t1", "o1"), Support("t1", "o2"), Support("t3", "o2"), Support("t1", "a2")]
TIES = [Tie("o1", "o2", "連携"), Tie("o1", "o2", "情報共有"), Tie("o2", "o3", "連携")]


def town():
    return network.build_graph(THEMES, ACTORS, ASSETS, SUPPORTS, TIES)


def many(themes=20, actors=300, assets=180):
    parties = ("residents", "care", "companies", "officials")
    return network.build_graph(
        [ThemeNode(f"t{i}", f"テーマ{i}", i, {"residents": i}) for i in range(themes)],
        [ActorNode(f"o{i}", f"団体{i}", parties[i % 4]) for i in range(actors)],
        [AssetNode(f"a{i}", f"資源{i}", "place") for i in range(assets)],
        [Support(f"t{i % (themes - 1)}", f"o{i}") for i in range(actors)],
    )


def test_the_backing_of_a_theme_names_who_spoke_and_who_stands_behind_it():
    backing = network.find_backing(town(), "t1")
    assert backing.spoken_by == ("residents", "care")
    assert backing.actor_ids == ("o1", "o2")
    assert backing.asset_ids == ("a2",)
    assert not backing.has_nobody


def test_a_lone_voice_is_a_theme_like_any_other_and_may_have_nobody():
    assert network.find_backing(town(), "t2").has_nobody


def test_an_asset_alone_is_nobody():
    graph = network.build_graph(THEMES, (), ASSETS[1:], [Support("t1", "a2")])
    assert network.find_backing(graph, "t1").has_nobody


def test_the_gaps_of_the_town_are_found():
    gaps = network.find_gaps(town())
    assert gaps.themes_without_actor == ("t2",)
    assert gaps.actors_without_theme == ("o3", "o4")
    assert gaps.assets_without_theme == ("a1",)
    assert gaps.single_bridges == ("o2",)
    assert gaps.parties_apart == ()
    assert gaps.islands == 3


def test_two_parties_that_share_no_theme_are_apart():
    graph = network.build_graph(THEMES[1:], ACTORS[:1])
    assert network.find_gaps(graph).parties_apart == (
        PartyPair("care", "companies"),
        PartyPair("care", "residents"),
        PartyPair("companies", "residents"),
    )


def test_a_party_without_a_voice_has_no_node():
    assert "party:companies" not in town()
    assert town().nodes["party:care"]["voices"] == 7


def test_two_kinds_of_tie_are_both_kept():
    assert town().edges["o1", "o2"]["ties"] == ("情報共有", "連携")


def test_nothing_at_all_has_no_gaps():
    gaps = network.find_gaps(network.build_graph([]))
    assert gaps == network.Gaps((), (), (), (), (), 0)


def test_the_order_in_which_things_are_named_makes_no_difference():
    turned = network.build_graph(
        THEMES[::-1], ACTORS[::-1], ASSETS[::-1], SUPPORTS[::-1], TIES[::-1]
    )
    assert dict(turned.nodes(data=True)) == dict(town().nodes(data=True))
    assert {frozenset(edge) for edge in turned.edges} == {frozenset(e) for e in town().edges}


@pytest.mark.parametrize(
    "broken",
    [
        {"actors": [ActorNode("t1", "同じ番号", "care")]},
        {"supports": [Support("t1", "nobody")]},
        {"ties": [Tie("t1", "nobody", "連携")]},
    ],
)
def test_an_id_that_is_taken_or_missing_is_refused(broken):
    with pytest.raises(ValueError, match="id"):
        network.build_graph(THEMES, **broken)


def test_folding_by_party_keeps_every_support():
    folded = folding.fold_by_party(many())
    assert sorted(folding_members(folded)) == sorted(
        [f"o{i}" for i in range(300)] + [f"a{i}" for i in range(180)]
    )
    weights = sum(w for *_, w in folded.edges(data="weight") if w) - sum(range(20))
    assert weights == 300


def folding_members(folded):
    return [m for _, its in folded.nodes(data=True) for m in its.get("members", ())]


def test_a_single_organisation_of_a_party_is_not_folded():
    folded = folding.fold_by_party(town())
    assert "o2" in folded
    assert folded.nodes["fold:actor:companies"]["members"] == ("o1", "o4")
    assert folded.edges["fold:actor:companies", "t1"]["weight"] == 1


def test_folding_by_theme_joins_themes_that_share_a_supporter():
    folded = folding.fold_by_theme(town())
    assert set(network.select(folded, "theme")) == {"t1", "t2", "t3"}
    assert folded.edges["t1", "t3"]["weight"] == 1
    assert folded.nodes["fold:actor"]["members"] == ("o3", "o4")
    assert folded.nodes["t1"]["actors_by_party"] == {"companies": 1, "residents": 1}


def test_a_small_network_is_left_as_it_is_and_a_large_one_is_folded_until_it_is_readable():
    assert folding.fold_to_fit(town()) is not None
    assert len(folding.fold_to_fit(town())) == len(town())
    assert len(many()) > 500
    assert len(folding.fold_to_fit(many())) <= folding.READABLE


def test_focus_shows_a_node_and_what_touches_it():
    assert set(folding.focus_on(town(), "o2")) == {"o2", "o1", "o3", "a1", "t1", "t3"}


def test_folding_leaves_the_graph_as_it_was():
    graph = town()
    before = dict(graph.nodes(data=True)), list(graph.edges(data=True))
    folding.fold_by_party(graph)
    folding.fold_by_theme(graph)
    folding.leave_out(graph, ["party"])
    assert before == (dict(graph.nodes(data=True)), list(graph.edges(data=True)))


def test_lone_voices_that_nobody_took_up_are_folded_and_still_counted():
    graph = network.build_graph(
        [
            ThemeNode("t1", "足", 9, {"residents": 9}),
            ThemeNode("l1", "将棋", 1, {"residents": 1}, is_lone=True),
            ThemeNode("l2", "味噌", 1, {"care": 1}, is_lone=True),
            ThemeNode("l3", "休憩所", 1, {"companies": 1}, is_lone=True),
        ],
        ACTORS,
        supports=[Support("l3", "o1")],
    )
    folded = folding.fold_lone_voices(graph)
    assert set(network.select(folded, "theme")) == {"t1", "l3"}
    assert folded.nodes["fold:lone"]["members"] == ("l1", "l2")
    assert folded.nodes["fold:lone"]["voices"] == 2
    assert folded.edges["fold:lone", "party:care"]["weight"] == 1


def test_one_lone_voice_is_not_folded():
    assert folding.fold_lone_voices(town()) is not None
    assert set(folding.fold_lone_voices(town())) == set(town())


@pytest.mark.parametrize("themes", [20, 90])
def test_themes_are_folded_by_the_parties_behind_them_and_none_is_lost(themes):
    graph = many(themes=themes)
    folded = folding.fold_by_backing(graph)
    folds = [its for _, its in folded.nodes(data=True) if its["kind"] == "fold"]
    shown = network.select(folded, "theme")
    assert sorted([m for its in folds for m in its["members"]] + list(shown)) == sorted(
        network.select(graph, "theme")
    )
    for its in folds:
        for theme in its["members"]:
            behind = {p for p, n in graph.nodes[theme]["actors_by_party"].items() if n}
            assert behind == set(its["behind"])
        assert its["voices"] == sum(graph.nodes[t]["voices"] for t in its["members"])
    assert len(folding.fold_to_fit(graph)) <= folding.READABLE
