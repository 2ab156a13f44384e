"""Areas and people, as written."""

import pytest

from analysis.fit import Fit
from analysis.reach import compare_areas, compare_targets, find_areas


@pytest.mark.parametrize(
    ("asked", "given", "fit"),
    [
        ("B地区", "B地区", Fit.YES),
        ("Ｂ地区", "b圏域", Fit.YES),
        ("A地区", "B地区", Fit.NO),
        ("A地区", "B地区（他地区も可）", Fit.YES),
        ("A地区", "市内全域", Fit.YES),
        ("東谷", "東谷・西山", Fit.YES),
        ("北浜", "北浜以外", Fit.NO),
        ("東谷", "北浜以外", Fit.YES),
        ("東谷", "", Fit.UNKNOWN),
        ("", "東谷", Fit.UNKNOWN),
        ("東谷二丁目", "東谷", Fit.UNKNOWN),
    ],
)
def test_areas(asked, given, fit):
    assert compare_areas(asked, given) is fit


@pytest.mark.parametrize(
    ("asked", "given", "fit"),
    [
        ("高齢者", "どなたでも", Fit.YES),
        ("一人暮らし高齢者", "高齢者", Fit.YES),
        ("高齢者", "一人暮らし高齢者", Fit.UNKNOWN),
        ("高齢者", "子育て世帯", Fit.NO),
        ("小学生", "高齢者", Fit.NO),
        ("75歳以上", "65歳以上", Fit.YES),
        ("65歳以上", "75歳以上", Fit.UNKNOWN),
        ("男性", "女性", Fit.NO),
        ("介護者", "高齢者", Fit.UNKNOWN),
        ("", "高齢者", Fit.UNKNOWN),
        ("高齢者", "", Fit.UNKNOWN),
        ("漁師", "農家", Fit.UNKNOWN),
    ],
)
def test_people(asked, given, fit):
    assert compare_targets(asked, given) is fit


def test_areas_are_found_in_a_sentence():
    assert find_areas("移動販売車(火・木 10–12時, B地区)") == "B地区"
    assert find_areas("他地区も可です") == "全域"
    assert find_areas("この地区では") == ""
