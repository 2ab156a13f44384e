"""Figures equal to networkx, and whom to bring together."""

from datetime import date, timedelta

import networkx as nx
import numpy as np
import pytest

from analysis import brokerage
from analysis.network import ActorNode, AssetNode, Support, ThemeNode, Tie, build_graph


def named(graph):
    return nx.relabel_nodes(graph, {node: f"n{node:04}" for node in graph})


GRAPHS = {
    "random": named(nx.gnp_random_graph(60, 0.07, seed=4)),
    "path": named(nx.path_graph(9)),
    "star": named(nx.star_graph(7)),
    "whole": named(nx.complete_graph(6)),
    "islands": named(nx.disjoint_union(nx.cycle_graph(5), nx.empty_graph(3))),
    "scale free": named(nx.barabasi_albert_graph(700, 2, seed=8)),
    "one": named(nx.empty_graph(1)),
    "two": named(nx.path_graph(2)),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_every_figure_is_the_one_of_networkx(name):
    graph = GRAPHS[name]
    found = brokerage.read_positions(graph)
    wanted = nx.betweenness_centrality(graph)
    assert np.allclose(found.betweenness, [wanted[n] for n in found.nodes])
    wanted = nx.constraint(graph)
    assert np.allclose(found.constraint, [wanted[n] for n in found.nodes], equal_nan=True)
    wanted = nx.effective_size(graph)
    assert np.allclose(found.effective_size, [wanted[n] for n in found.nodes], equal_nan=True)


def test_an_empty_network_has_no_figures():
    assert brokerage.read_positions(nx.Graph()).nodes == ()
    assert brokerage.read_network(build_graph([])).meetings == ()


def town():
    """Two groups of organisations that only 「社協」 joins, and one that nobody knows."""
    themes = [
        ThemeNode("t:1", "買い物の足", 5, {"residents": 5}),
        ThemeNode("t:2", "雪かき", 3, {"residents": 3}),
        ThemeNode("t:3", "話し相手", 2, {"care": 2}),
    ]
    actors = [
        ActorNode("a:shop", "商店会", "companies"),
        ActorNode("a:taxi", "タクシー", "companies"),
        ActorNode("a:shakyo", "社協", "officials"),
        ActorNode("a:club", "老人クラブ", "residents"),
        ActorNode("a:alone", "郵便局", "companies"),
    ]
    supports = [Support("t:1", "a:shop"), Support("t:1", "a:taxi"), Support("t:2", "a:club")]
    ties = [
        Tie("a:shop", "a:taxi", "joint"),
        Tie("a:shop", "a:shakyo", "information"),
        Tie("a:shakyo", "a:club", "cooperation"),
    ]
    return build_graph(themes, actors, [AssetNode("x:van", "車", "thing")], supports, ties)


def test_the_gaps_are_named():
    found = brokerage.read_network(town())
    assert found.gaps.themes_without_actor == ("t:3",)
    assert found.gaps.actors_without_theme == ("a:alone", "a:shakyo")
    assert set(found.gaps.single_bridges) == {"a:shakyo", "a:shop", "a:club"}


def test_the_next_meeting_goes_past_the_bridge_that_holds_most():
    found = brokerage.read_network(town())
    first = found.meetings[0]
    assert (first.one, first.other, first.bridge) == ("a:club", "a:shop", "a:shakyo")
    assert first.joined == 3 * 2
    graph = town()
    graph.add_edge(first.one, first.other, kind="tie", weight=1)
    assert "a:shakyo" not in brokerage.read_network(graph).gaps.single_bridges


def test_who_is_known_to_nobody_is_brought_together_with_the_largest_part():
    found = brokerage.read_network(town())
    [lonely] = [each for each in found.meetings if each.bridge is None]
    assert "a:alone" in (lonely.one, lonely.other)


def test_the_order_of_nodes_changes_nothing():
    graph = town()
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(data=True))))
    assert brokerage.read_network(turned) == brokerage.read_network(graph)


def test_four_of_fourteen_organisations_were_not_heard_for_half_a_year():
    """C15: 14 organisations, 4 past 180 days, a list of 4."""
    today = date(2026, 11, 24)
    ages = [0, 3, 10, 30, 60, 90, 120, 150, 179, 180, 181, 200, 365, None]
    contacts = {
        f"a:{n:02}": None if age is None else today - timedelta(days=age)
        for n, age in enumerate(ages)
    }
    assert len(contacts) == 14
    silent = brokerage.find_silent(contacts, today)
    assert silent == ("a:10", "a:11", "a:12", "a:13")
    assert len(brokerage.find_silent(contacts, today, days=100)) == 8
