"""Odd rule files are refused with file, line and reason; old years keep their results."""

import shutil
import string
import tomllib
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshop_app import errors, places, rules
from workshop_app.rules.records import Standing
from workshop_app.usecases import calculating

R6 = places.RULES / "reiwa6.toml"
EVERYTHING = {
    "standard-amount": {"kind": "municipality", "areas": "3", "joint": "yes"},
    "shares": {"programme": "comprehensive", "yen": "1234567"},
    "ceiling": {
        "programme": "comprehensive",
        "base": "3000000000",
        "people_now": "25250",
        "people_before": "25000",
    },
    "non-target": {"method": "old", "yen": "1000000", "target": "9", "total": "19"},
    "subsidy": {"cost": "487650", "rate": "1/2", "income": "180000", "cap": "300000"},
    "change-approval": {"before": "487650", "after": "600000"},
    "cost-effectiveness": {"cost": "1200000", "uses": "480", "people": "40"},
    "self-standing": {"income": "38000", "cost": "50000"},
    "indicator": {"numerator": "320", "denominator": "1450"},
    "mobility": {"fee": "actual_cost"},
    "service-type": {
        "setting": "visit",
        "means": "subsidy",
        "actor": "residents",
        "target": "support_needed",
    },
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of rules of this test alone, in place of the house's own."""
    own = shutil.copytree(places.RULES, tmp_path / "rules")
    monkeypatch.setattr(places, "RULES", own)
    return own


def changed(folder, old, new, name="reiwa6.toml"):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def answer(name, year, **keys):
    asked = EVERYTHING[name] | keys | {"year": year}
    return calculating.answer(name, asked, otherwise=rules.of_year())


@pytest.mark.parametrize("rule", rules.known_years(), ids=lambda rule: rule.label)
def test_every_section_of_every_year_says_where_it_comes_from(rule):
    told = tomllib.loads(
        R6.with_name(f"reiwa{rule.fiscal_year - 2018}.toml").read_text("utf-8")
    )
    sections = [value for name, value in told.items() if name != "year"]
    assert len(sections) >= 12
    assert all(section["source"] and section["last_checked"] for section in sections)
    assert f"令和{rule.fiscal_year - 2018}年度" == rule.label


def test_what_was_only_requested_or_taken_over_is_labelled():
    r7 = rules.of_exactly(2025)
    assert "概算要求時点・要確認" in r7.credit(r7.request_items)
    assert "要確認" in rules.of_exactly(2026).credit(rules.of_exactly(2026).standard_amount)
    assert rules.of_exactly(2024).standard_amount.standing is Standing.PUBLISHED
    assert rules.of_exactly(2024).request_items is None


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("tier_1_thousand_yen = 8000", "tier_1_thousand_yen = 8000.5", "tier_1", "整数"),
        ("tier_1_thousand_yen = 8000", "tier_1_thousand_yen = -1", "tier_1", "整数"),
        ("tier_1_thousand_yen = 8000", "tier_1_thousand_yen = true", "tier_1", "整数"),
        ("tier_1_thousand_yen = 8000", 'tier_1_thousand_yen = "8000"', "tier_1", "整数"),
        ("tier_1_thousand_yen = 8000", "tier_1_thousand_yen = = 8", "tier_1", "TOML"),
        (
            "tier_1_thousand_yen = 8000",
            "tier_9_thousand_yen = 8000",
            "tier_9",
            "決まりはありません",
        ),
        ('national = "25%"', 'national = "26%"', "national", "100%"),
        ('national = "25%"', "national = 0.25", "national", "でかこんで"),
        ('national = "25%"', 'national = "125%"', "national", "100%まで"),
        ('full_share = "1/2"', 'full_share = "1/0"', "full_share", "分母"),
        ("rounding_unit_yen = 1000", "rounding_unit_yen = 0", "rounding_unit_yen", "1円以上"),
        (
            "short_term_months_from = 3",
            "short_term_months_from = 9",
            "short_term_months_from",
            "下限",
        ),
        ('standing = "proposal"', 'standing = "sure"', "standing", "published"),
        ("fiscal_year = 2024", "fiscal_year = 24", "fiscal_year", "西暦"),
    ],
)
def test_an_odd_rule_file_is_refused_with_file_line_and_reason(folder, old, new, key, reason):
    path = changed(folder, old, new)
    lines = path.read_text(encoding="utf-8").splitlines()
    [line] = [n for n, text in enumerate(lines, 1) if new in text][:1]
    with pytest.raises(errors.UnusableInputError) as refused:
        rules.known_years()
    sentence = str(refused.value)
    assert f"reiwa6.toml の{line}行目" in sentence and reason in sentence and key.split("=")[0]


def test_a_key_or_a_section_that_is_missing_is_named(folder):
    changed(folder, "tier_2_thousand_yen = 4000\n", "")
    with pytest.raises(errors.UnusableInputError, match="tier_2_thousand_yen がありません"):
        rules.known_years()


def test_a_source_of_nothing_is_no_source(folder):
    changed(folder, "[ceilings]\nsource =", '[ceilings]\nsource = "　" #')
    with pytest.raises(errors.UnusableInputError, match="source が空です"):
        rules.known_years()


def test_two_files_of_one_year_and_a_folder_without_any_are_refused(folder):
    shutil.copy(folder / "reiwa6.toml", folder / "again.toml")
    with pytest.raises(errors.UnusableInputError, match="同じ年度"):
        rules.known_years()


def test_serving_refuses_an_odd_rule_file_before_anything_starts(folder, tmp_path, capsys):
    from workshop_app import cli

    changed(folder, 'benefit_rate = "2%"', 'benefit_rate = "二割"')
    assert cli.main(["serve", "--no-browser", "--data", str(tmp_path / "データ")]) == 2
    said = capsys.readouterr().err
    assert "reiwa6.toml" in said and "行目" in said and len(said.splitlines()) == 1


def test_a_later_year_with_other_amounts_leaves_the_earlier_years_as_they_were(folder):
    before = {
        (name, year): answer(name, year).as_json()
        for name in EVERYTHING
        for year in ("R6", "R8")
    }
    later = shutil.copy(folder / "reiwa8.toml", folder / "reiwa9.toml")
    for old, new in (
        ("fiscal_year = 2026", "fiscal_year = 2027"),
        ("令和8年度", "令和9年度"),
        ("tier_1_thousand_yen = 8000", "tier_1_thousand_yen = 9000"),
        ('approval_above = "20%"', 'approval_above = "30%"'),
    ):
        changed(folder, old, new, "reiwa9.toml")
    assert later.exists()
    rules._years_in.cache_clear()
    assert answer("standard-amount", "R9").values["thousand_yen"] == 25_000
    assert answer("change-approval", "R9").values["needs_approval"] is False
    after = {(name, year): answer(name, year).as_json() for name, year in before}
    assert after == before


def test_years_are_read_and_shown_in_both_calendars():
    for written in ("R6", "r6", "令和6", "令和６年度", "2024", "2024年度"):
        assert rules.read_year(written) == 2024
    assert rules.read_year("令和元年度") == 2019
    assert rules.say_year(2026) == "R8(2026)年度"
    with pytest.raises(errors.UnusableInputError, match="昭和"):
        rules.read_year("昭和60")
    with pytest.raises(errors.UnusableInputError, match="R6、R7、R8"):
        rules.of_exactly(2023)


amounts = st.integers(-(10**20), 10**20)
odd_numbers = st.one_of(amounts.map(str), st.floats().map(str), st.booleans().map(str))
odd_shares = st.one_of(
    st.fractions(0, 2).map(lambda f: f'"{f.numerator}/{f.denominator}"'),
    st.integers(0, 200).map(lambda n: f'"{n}%"'),
    odd_numbers,
)
odd_sources = st.text(st.sampled_from(string.ascii_letters + " 　\u200b\n国町")).map(
    lambda text: '"' + text.replace("\n", "\\n") + '"'
)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data=st.data())
def test_no_rule_file_however_odd_makes_a_result_without_a_source(tmp_path, data):
    """Change a few figures of a file at random: refused, or every result is told."""
    lines = R6.read_text(encoding="utf-8").splitlines()
    places_ = [n for n, line in enumerate(lines) if " = " in line and not line.startswith("#")]
    for _ in range(data.draw(st.integers(1, 3))):
        n = data.draw(st.sampled_from(places_))
        key, _, value = lines[n].partition(" = ")
        kinds = odd_sources if key == "source" else odd_shares if "%" in value else odd_numbers
        lines[n] = f"{key} = {data.draw(kinds)}"
    path = tmp_path / "odd.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        rule = rules.load(path)
    except errors.UnusableInputError as problem:
        assert "odd.toml の" in str(problem)
        return
    for name, asked in EVERYTHING.items():
        try:
            found = calculating.answer(name, asked, otherwise=rule)
        except errors.UnusableInputError:
            continue
        assert any(
            sign.isalnum() for sign in found.source.removeprefix("根拠：").split("（")[0]
        )
        assert not has_a_float(found.as_json())


def has_a_float(value):
    if isinstance(value, dict):
        return any(has_a_float(each) for each in value.values())
    if isinstance(value, list):
        return any(has_a_float(each) for each in value)
    return isinstance(value, float)


def test_shares_in_the_files_are_exact():
    r6 = rules.of_exactly(2024)
    assert r6.shares_comprehensive.national == Fraction(385, 1000)
    assert sum(r6.shares_comprehensive_prevention.parts().values()) == 1


def test_the_facts_of_the_scheme_carry_their_year():
    assert any(
        "1,804億円(前年度 1,933億円)" in line for line in rules.of_exactly(2024).facts.lines
    )
    assert any("内数" in line for line in rules.of_exactly(2024).facts.lines)
