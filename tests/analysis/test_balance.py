"""The parties' shares (C1) and the three rankings, by hand."""

import pytest

from analysis.balance import (
    Issue,
    alert_silence,
    is_saturated,
    measure_saturation,
    party_shares,
    rank_issues,
)


def percent(shares):
    return {party: round(100 * share, 1) for party, share in shares.items()}


def test_shares_and_alert_of_c1():
    counts = {"住民": 42, "医療・介護": 12, "企業等": 0}
    assert percent(party_shares(counts)) == {"住民": 77.8, "医療・介護": 22.2, "企業等": 0.0}
    assert alert_silence(counts) == ("企業等の声が0件です",)
    counts["企業等"] = 3
    assert percent(party_shares(counts)) == {"住民": 73.7, "医療・介護": 21.1, "企業等": 5.3}
    assert alert_silence(counts) == ()


def test_nobody_spoke_yet():
    assert party_shares({"住民": 0}) == {"住民": None}


def issue(name, tables, *by_party):
    return Issue(name, sum(by_party), tables, dict(zip("甲乙丙", by_party, strict=True)))


def test_three_rankings_and_a_sentence_where_they_differ():
    issues = [issue("移動", 2, 20, 0, 0), issue("買い物", 6, 10, 2, 2), issue("雪", 3, 2, 4, 0)]
    ranks = rank_issues(issues)
    assert ranks.by_voices == ("移動", "買い物", "雪")
    assert ranks.by_tables == ("買い物", "雪", "移動")
    assert ranks.by_parties == ("買い物", "雪", "移動")
    assert ranks.remark == (
        "1番目は、件数の順では「移動」、班の数の順では「買い物」、立場をそろえた順では「買い物」です。"
    )


def test_equal_rankings_say_so():
    ranks = rank_issues([issue("移動", 2, 5, 5, 5), issue("雪", 1, 1, 1, 1)])
    assert ranks.remark == "件数・班の数・立場をそろえた順は同じです。"


def test_the_order_of_the_issues_does_not_matter():
    issues = [issue("移動", 2, 3, 0, 0), issue("買い物", 2, 3, 0, 0)]
    assert rank_issues(issues) == rank_issues(issues[::-1])


def test_saturation_is_the_share_of_new_issues_at_the_end():
    assert measure_saturation(["a"] * 9, window=5) is None
    assert measure_saturation(["a"] * 10, window=5) == 0.0
    assert measure_saturation(["a"] * 5 + ["b", "a", "c", "b", "a"], window=5) == pytest.approx(
        0.4
    )
    assert is_saturated(["a"] * 40)
    assert not is_saturated(["a"] * 39 + ["b"])
