"""Thousands of voices: the map equation, joined pieces, and everybody placed."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.metrics import adjusted_rand_score

from analysis import themes
from analysis.communities import find_communities
from analysis.constraints import Edit, Op
from analysis.crowds import group_crowd, join_pieces
from analysis.neighbours import link_neighbours
from analysis.voices import Voices


def make_crowd(size, groups, seed=0, noise=0.12, dimension=50):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, groups, size)
    rows = rng.standard_normal((groups, dimension))[truth] / np.sqrt(dimension)
    rows = rows + noise * rng.standard_normal((size, dimension))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), truth


def test_two_cliques_with_a_bridge_are_two_communities():
    graph = np.zeros((8, 8))
    graph[:4, :4] = graph[4:, 4:] = 1.0
    graph[3, 4] = graph[4, 3] = 0.5
    np.fill_diagonal(graph, 0.0)
    assert find_communities(csr_matrix(graph)).tolist() == [0] * 4 + [1] * 4


@pytest.mark.parametrize("size", [0, 1, 3])
def test_a_graph_without_edges_stays_apart(size):
    assert find_communities(csr_matrix((size, size))).tolist() == list(range(size))


def test_neighbours_are_symmetric_and_never_oneself():
    vectors, _ = make_crowd(60, 3)
    graph = link_neighbours(vectors, neighbours=5)
    assert abs(graph - graph.T).max() == pytest.approx(0.0)
    assert graph.diagonal().sum() == 0
    assert (graph.getnnz(axis=1) >= 5).all()


def test_pieces_of_one_theme_are_joined_and_others_not():
    vectors, truth = make_crowd(400, 4)
    pieces = truth * 2 + np.arange(400) % 2
    assert adjusted_rand_score(truth, join_pieces(vectors, pieces)) == 1.0


def test_a_crowd_is_grouped_and_everybody_is_placed():
    vectors, truth = make_crowd(5000, 12)
    crowd = group_crowd(vectors)
    assert len(crowd.groups) == 5000
    assert adjusted_rand_score(truth, crowd.groups) > 0.95


def test_corrections_bind_in_a_crowd():
    vectors, truth = make_crowd(1500, 6)
    voices = Voices(
        tuple(f"v{i}" for i in range(1500)), tuple(f"声{i}" for i in range(1500)), vectors
    )
    state = themes.group(voices)
    assert sum(theme.size for theme in state.themes) == 1500
    one, other = (int(np.flatnonzero(truth == t)[0]) for t in (0, 1))
    mates = [f"v{i}" for i in np.flatnonzero(truth == 2)[:2]]
    target = state.theme_of()[f"v{other}"]
    edits = [Edit(Op.MOVE, (f"v{one}",), (target,)), Edit(Op.APART, tuple(mates))]
    state = themes.correct(state, voices, edits)
    again = themes.divide_again(state, voices, groups=None, weight=0.1).theme_of()
    assert again[f"v{one}"] == target
    assert again[mates[0]] != again[mates[1]]
