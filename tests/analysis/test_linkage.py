"""The tree: average linkage by hand, vetoes, blocks, and cuts that nest."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from analysis.linkage import build_tree
from analysis.voices import number_in_order
from analysis.ward import join_centres, order_by_ward


def make_likeness(size, seed=0):
    rows = np.random.default_rng(seed).standard_normal((size, 5))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows @ rows.T


@pytest.mark.parametrize("vetoes", [(), ((0, 0),)])
def test_the_lower_part_is_average_linkage(vetoes):
    likeness = make_likeness(40)
    tree = build_tree(likeness, height=0.6, vetoes=vetoes)
    distance = 1.0 - likeness
    np.fill_diagonal(distance, 0.0)
    steps = linkage(squareform(distance, checks=False), "average")
    expected = number_in_order(fcluster(steps, 0.6, "distance"))
    assert (tree.after(tree.lower) == expected).all()


def test_every_cut_nests_in_every_coarser_one():
    tree = build_tree(make_likeness(60), height=0.5)
    cuts = [tree.after(joins) for joins in range(len(tree.joins) + 1)]
    for fine, coarse in pairwise(cuts):
        pairs = set(zip(fine.tolist(), coarse.tolist(), strict=True))
        assert len(pairs) == len(set(fine.tolist()))
    assert (np.diff(tree.heights) >= 0).all()


def test_a_coarse_cut_never_takes_a_lone_item():
    likeness = np.eye(5)
    likeness[0, 1] = likeness[1, 0] = likeness[2, 3] = likeness[3, 2] = 0.9
    tree = build_tree(likeness, height=0.5)
    assert tree.cut_to(1).tolist() == [0, 0, 0, 0, 1]
    assert tree.cut_exactly(2).tolist() == [0, 0, 1, 1, 2]
    assert len(set(tree.cut_exactly(4).tolist())) == 4


def test_vetoes_and_blocks_hold_at_every_height():
    likeness = np.ones((6, 6))
    tree = build_tree(likeness, height=0.5, together=[(0, 5)], vetoes=[(0, 1), (2, 3)])
    end = tree.after(len(tree.joins))
    assert end[0] == end[5]
    assert end[0] != end[1]
    assert end[2] != end[3]
    assert len(set(end.tolist())) == 2


def test_wards_cost_by_hand():
    # Two centres at distance 2, of 1 and 3 voices: 1 * 3 / 4 * 4 = 3.
    centres = np.array([[1.0], [-1.0]])
    [(stays, goes, cost)] = order_by_ward(centres @ centres.T, np.array([1.0, 3.0]))
    assert (stays, goes, cost) == (0, 1, pytest.approx(3.0))


def test_centres_are_joined_to_the_wanted_number():
    sums = np.array([[2, 0], [1.9, 0.1], [0, 1], [0, -4]], np.float32)
    assert join_centres(sums, np.array([2.0, 2.0, 1.0, 4.0]), 3).tolist() == [0, 0, 1, 2]
