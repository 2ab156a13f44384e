"""目的 → 目標 → 手段: what hangs in the air is named, nothing is lost (C9)."""

from analysis.aims import Goal, Rank, check, names_a_system


def tree():
    aims = [Goal(n, Rank.AIM, f"目標{n}", 1, "指標") for n in (2, 3, 4)]
    above = [2, 2, 3, 3, 3, 4, 4]
    means = [Goal(10 + n, Rank.MEANS, f"手段{n}", aim) for n, aim in enumerate(above)]
    return [Goal(1, Rank.PURPOSE, "歩いて買物に行ける町"), *aims, *means]


def test_a_whole_tree_misses_nothing():
    found = check(tree())
    assert len(found.linked_means) == 7
    assert not (found.unlinked_means or found.unlinked_aims or found.unmeasurable_aims)


def test_means_whose_aim_is_gone_are_unlinked_and_still_counted():
    left = [goal for goal in tree() if goal.id != 2]
    found = check(left)
    assert (len(found.linked_means), len(found.unlinked_means)) == (5, 2)


def test_an_aim_without_an_indicator_is_named():
    goals = [Goal(1, Rank.PURPOSE, "歩ける町"), Goal(2, Rank.AIM, "歩く人", 1, " ")]
    assert check(goals).unmeasurable_aims == (2,)


def test_a_means_hung_on_the_purpose_itself_is_unlinked():
    assert check(
        [Goal(1, Rank.PURPOSE, "歩ける町"), Goal(2, Rank.MEANS, "朝市", 1)]
    ).unlinked_means == (2,)


def test_a_programme_is_no_purpose():
    for text in ("総合事業を充実させる", "生活支援体制整備事業", "体制整備事業の推進"):
        assert check([Goal(1, Rank.PURPOSE, text)]).systems_as_purpose == (1,)
    assert not names_a_system("支え合いの輪がとぎれない町")
