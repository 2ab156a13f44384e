import networkx as nx
import pytest

from analysis import layout
from analysis.layout import Extent, Place


def star(leaves=12, loners=4):
    graph = nx.star_graph(leaves)
    graph = nx.relabel_nodes(graph, {i: f"n{i:03}" for i in range(leaves + 1)})
    graph.add_nodes_from(f"z{i}" for i in range(loners))
    return graph


def extents_of(graph):
    return {n: Extent(220, 90) if i % 3 == 0 else Extent(120, 80) for i, n in enumerate(graph)}


GRAPHS = {
    "empty": nx.Graph(),
    "one": nx.path_graph(["a"]),
    "two apart": nx.empty_graph(["a", "b"]),
    "star": star(),
    "ring": nx.relabel_nodes(nx.cycle_graph(9), str),
    "everybody with everybody": nx.relabel_nodes(nx.complete_graph(14), str),
    "two hundred": nx.relabel_nodes(nx.barabasi_albert_graph(200, 2, seed=3), str),
}


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
def test_every_node_has_a_place_and_none_covers_another(graph):
    places = layout.lay_out(graph, extents_of(graph), seed=7)
    assert set(places) == set(graph)
    assert layout.find_overlaps(places, extents_of(graph)) == []


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
def test_the_same_graph_and_seed_give_the_same_picture(graph):
    shuffled = nx.Graph()
    shuffled.add_nodes_from(reversed(list(graph)))
    shuffled.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    extents = extents_of(graph)
    assert layout.lay_out(graph, extents, seed=7) == layout.lay_out(shuffled, extents, seed=7)


def test_thirty_arrivals_move_nobody_who_was_there():
    graph = star()
    extents = extents_of(graph)
    places = layout.lay_out(graph, extents, seed=1)
    for i in range(30):
        new = f"x{i}"
        graph.add_edge(new, f"n{i % 5:03}")
        extents[new] = Extent(160, 80)
        before, places = places, layout.lay_out(graph, extents, seed=1, previous=places)
        assert layout.measure_movement(before, places) == 0.0
        assert {node: places[node] for node in before} == before
        assert layout.find_overlaps(places, extents) == []


def test_a_new_node_stands_nearer_to_its_neighbour_than_most_others_do():
    graph = nx.relabel_nodes(nx.path_graph(15), {i: f"n{i:03}" for i in range(15)})
    extents = extents_of(graph)
    places = layout.lay_out(graph, extents, seed=1)
    graph.add_edge("new", "n007")
    extents["new"] = Extent(120, 80)
    home = layout.lay_out(graph, extents, seed=1, previous=places)["new"]
    goal = places["n007"]

    def away(place):
        return ((place.x - goal.x) ** 2 + (place.y - goal.y) ** 2) ** 0.5

    nearer = [n for n, place in places.items() if n != "n007" and away(place) < away(home)]
    assert len(nearer) <= 4


def test_a_place_without_a_node_is_forgotten():
    graph = nx.path_graph(["a", "b"])
    places = layout.lay_out(
        graph, extents_of(graph), seed=1, previous={"a": Place(5, 5), "gone": Place(0, 0)}
    )
    assert set(places) == {"a", "b"}
    assert places["a"] == Place(5, 5)


def test_a_picture_laid_out_anew_lies_on_the_old_one_again():
    graph = GRAPHS["ring"]
    extents = extents_of(graph)
    old = layout.lay_out(graph, extents, seed=1)
    turned = {node: Place(place.y + 900, -place.x - 400) for node, place in old.items()}
    unaligned = layout.lay_out_anew(graph, extents, seed=1)
    aligned = layout.lay_out_anew(graph, extents, seed=1, previous=turned)
    moved = layout.measure_movement(turned, aligned)
    assert moved < layout.measure_movement(turned, unaligned) / 3


def test_a_part_that_is_new_is_put_below_the_old_picture():
    graph = star(leaves=6, loners=0)
    extents = extents_of(graph)
    old = layout.lay_out(graph, extents, seed=1)
    graph.add_edge("p", "q")
    extents |= {"p": Extent(100, 60), "q": Extent(100, 60)}
    anew = layout.lay_out_anew(graph, extents, seed=1, previous=old)
    assert min(anew["p"].y, anew["q"].y) > max(place.y for n, place in anew.items() if n in old)


def test_movement_of_nothing_is_nothing():
    assert layout.measure_movement({}, {"a": Place(1, 1)}) == 0.0
    assert layout.measure_movement({"a": Place(0, 0)}, {"a": Place(3, 4)}) == 5.0


def test_the_arguments_are_left_as_they_were():
    graph = star()
    extents = extents_of(graph)
    old = layout.lay_out(graph, extents, seed=1)
    copies = graph.copy(), dict(extents), dict(old)
    layout.lay_out_anew(graph, extents, seed=1, previous=old)
    assert (graph.nodes, dict(extents), dict(old)) == (copies[0].nodes, copies[1], copies[2])
