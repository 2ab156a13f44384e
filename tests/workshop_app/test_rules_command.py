"""``kurumaza rules``: every worked number from the command line, and what it refuses."""

import json

import pytest

from workshop_app import rules
from workshop_app.usecases import calculating


def ask(kurumaza, name, *words):
    said = kurumaza("rules", name, *words, "--json")
    assert said.code == 0, said.err
    found = json.loads(said.out)
    assert found["source"] and found["fiscal_year"]
    assert found["explanation"] and "\n" not in found["explanation"]
    return found


@pytest.mark.parametrize(
    ("words", "thousand_yen"),
    [
        ("kind=municipality units=1 areas=3 joint=yes", 24_000),
        ("kind=municipality areas=3 joint=no", 20_000),
        ("kind=municipality areas=1 joint=yes", 16_000),
        ("kind=designated_city units=10 areas=27 joint=yes", 228_000),
        ("kind=union units=5 areas=12 joint=yes", 108_000),
        ("kind=municipality areas=３ joint=はい year=R6", 24_000),
    ],
)
def test_the_standard_amount(kurumaza, words, thousand_yen):
    assert ask(kurumaza, "standard-amount", *words.split())["thousand_yen"] == thousand_yen


@pytest.mark.parametrize("yen", ["1,234,567", "1234567", "１，２３４，５６７"])
def test_the_shares_sum_exactly_however_the_amount_is_written(kurumaza, yen):
    found = ask(kurumaza, "shares", "programme=comprehensive", f"yen={yen}")
    assert found["shares"] == {
        "national": 475_308,
        "prefecture": 237_654,
        "municipality": 237_654,
        "insured_1": 283_951,
        "insured_2": 0,
    }
    assert "最大剰余法" in found["explanation"]


def test_the_shares_of_prevention_have_a_fifth_payer(kurumaza):
    found = ask(kurumaza, "shares", "programme=comprehensive_prevention", "yen=10000000")
    assert list(found["shares"].values()) == [
        2_500_000,
        1_250_000,
        1_250_000,
        2_300_000,
        2_700_000,
    ]


def test_the_ceilings(kurumaza):
    first = "programme=comprehensive_prevention base=120000000 people_now=10350"
    found = ask(kurumaza, "ceiling", *first.split(), "people_before=10000", "planned=125000000")
    assert (found["yen"], found["excess_yen"]) == (124_200_000, 800_000)
    assert "800,000円超過: 個別協議の対象か確認" in found["notes"]
    second = "programme=comprehensive base=3,000,000,000 people_now=25,250 people_before=25,000"
    assert ask(kurumaza, "ceiling", *second.split())["yen"] == 60_600_000


@pytest.mark.parametrize(
    ("words", "yen"),
    [
        ("method=old target=9 total=20", 450_000),
        ("method=old target=10 total=20", 1_000_000),
        ("method=old target=9 total=19", 473_684),
        ("method=r6_fixed target=2 total=20 fixed=300000 incidental=yes", 300_000),
        ("method=r6_fixed target=2 total=20 fixed=300000", 300_000),
        ("method=r6_whole target=2 total=20 incidental=yes undisturbed=yes", 1_000_000),
    ],
)
def test_participants_the_programme_is_not_for(kurumaza, words, yen):
    assert ask(kurumaza, "non-target", "yen=1000000", *words.split())["yen"] == yen


@pytest.mark.parametrize("rate", ["1/2", "0.5", "50%", "５０％"])
def test_the_subsidy_whatever_way_the_rate_is_written(kurumaza, rate):
    words = f"cost=487650 rate={rate} income=180000 cap=300000"
    assert ask(kurumaza, "subsidy", *words.split())["yen"] == 243_000


def types(found):
    return [each["label"] for each in found["types"]]


def test_the_service_types_with_their_reasons(kurumaza):
    words = "setting=visit means=commission actor=清掃会社 target=要支援者"
    found = ask(kurumaza, "service-type", *words.split())
    assert types(found) == ["訪問型サービス・活動A"]
    assert "委託" in found["explanation"] and all(each["reason"] for each in found["types"])
    words = (
        "setting=訪問 means=補助 actor=住民有償ボランティア target=要支援者 activity=通院付添い"
    )
    found = ask(kurumaza, "service-type", *words.split())
    assert types(found) == ["訪問型サービス・活動B", "訪問型サービス・活動D"]
    assert "高齢の方の目線" in found["notes"][0]


@pytest.mark.parametrize("months", [3, 6])
def test_c_lasts_from_three_to_six_months(kurumaza, months):
    words = f"setting=commute means=委託 actor=保健師 target=事業対象者 type=C months={months}"
    assert "通所型サービス・活動C" in types(ask(kurumaza, "service-type", *words.split()))


def test_the_other_calculations(kurumaza):
    found = ask(
        kurumaza, "request-items", "placement=centre", "joint_conference=yes", "year=R7"
    )
    assert found["thousand_yen"] == 8300 and "概算要求時点" in found["explanation"]
    found = ask(kurumaza, "request-items", "placement=other", "multilayered=yes", "year=R7")
    assert found["thousand_yen"] == 4000 and any(
        "多機関協働" in note for note in found["notes"]
    )
    found = ask(kurumaza, "change-approval", "before=487650", "after=600000")
    assert found["needs_approval"] and "20%超: 変更承認が必要" in found["explanation"]
    assert not ask(kurumaza, "change-approval", "before=487650", "after=580000")[
        "needs_approval"
    ]
    found = ask(kurumaza, "cost-effectiveness", "cost=1200000", "uses=480", "people=40")
    assert (found["yen_per_use"], found["yen_per_person"]) == ("2,500", "30,000")
    assert ask(kurumaza, "self-standing", "income=38000", "cost=50000")["meter"] == "76.0%"
    assert ask(kurumaza, "indicator", "numerator=1", "denominator=0")["share"] == "—"
    assert (
        "許可・登録不要の可能性" in ask(kurumaza, "mobility", "fee=actual_cost")["explanation"]
    )
    fare = ask(kurumaza, "mobility", "fee=fare")["explanation"]
    assert "要相談" in fare and fare.endswith("運輸支局に確認してください。")


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("shares", "yen=1", "programme"),
        ("shares", "programme=comprehensive yen=1,23", "整数"),
        ("shares", "programme=comprehensive yen=-1", "整数"),
        ("shares", "programme=comprehensive yen=1.5", "整数"),
        ("shares", "programme=comprehensive yen=1_000", "整数"),
        ("shares", "programme=comprehensive yen=99999999999999999999", "大きすぎ"),
        ("shares", "programme=comprehensive yen=", "yen"),
        ("shares", "programme=third yen=1", "comprehensive_prevention"),
        ("shares", "programme=comprehensive yen=1 yen=2", "2回"),
        ("shares", "programme=comprehensive yen=1 colour=red", "colour"),
        ("shares", "programme=comprehensive 1000", "名前=値"),
        ("shares", "programme=comprehensive yen=1 year=R5", "R6、R7、R8"),
        ("shares", "programme=comprehensive yen=1 year=昭和60", "年度"),
        ("subsidy", "cost=1 rate=3/2 income=0 cap=1", "100%"),
        ("subsidy", "cost=1 rate=1/0 income=0 cap=1", "100%"),
        ("subsidy", "cost=1 rate=半分 income=0 cap=1", "1/2"),
        ("standard-amount", "kind=municipality units=2 areas=3 joint=yes", "指定都市"),
        ("standard-amount", "kind=union areas=3 joint=yes", "units"),
        ("standard-amount", "kind=union units=0 areas=3 joint=yes", "1以上"),
        ("standard-amount", "kind=municipality areas=3 joint=maybe", "yes か no"),
        ("ceiling", "programme=comprehensive base=1 people_now=1 people_before=0", "伸び率"),
        ("non-target", "method=old yen=1 target=0 total=0", "人数未入力"),
        ("non-target", "method=old yen=1 target=3 total=2", "全利用者"),
        ("non-target", "method=r6_whole yen=1 target=2 total=20", "附随的"),
        ("non-target", "method=r6_whole yen=1 target=2 total=20 incidental=yes", "支障がない"),
        ("non-target", "method=r6_fixed yen=1 target=2 total=20 incidental=yes", "定額"),
        (
            "non-target",
            "method=r6_fixed yen=9 target=2 total=20 fixed=1 incidental=no",
            "附随的",
        ),
        (
            "service-type",
            "setting=commute means=補助 actor=住民 target=要支援者 type=D",
            "訪問型だけ",
        ),
        (
            "service-type",
            "setting=visit means=委託 actor=専門職 target=要支援者 months=2",
            "3月以上6月以下",
        ),
        (
            "service-type",
            "setting=visit means=委託 actor=専門職 target=要支援者 months=7",
            "3月以上6月以下",
        ),
        ("service-type", "setting=visit means=委託 actor=住民 target=要支援者 type=B", "補助"),
        (
            "service-type",
            "setting=visit means=指定 actor=介護サービス事業者 "
            "target=継続利用要介護者 type=former",
            "継続利用要介護者",
        ),
        ("service-type", "setting=visit means=補助 actor=会社 target=要支援者", "補助では"),
        ("service-type", "setting=visit means=委託 actor=宇宙人 target=要支援者", "actor"),
        ("request-items", "placement=centre year=R6", "概算要求"),
        ("dice", "yen=1", "standard-amount"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_sentence(kurumaza, name, words, said):
    refused = kurumaza("rules", name, *words.split(), "--json")
    assert refused.is_one_sentence and refused.out == ""
    assert said in refused.err


def test_without_json_the_answer_reads_as_a_sentence_with_its_source(kurumaza):
    said = kurumaza(
        "rules", "subsidy", "cost=487650", "rate=1/2", "income=180000", "cap=300000"
    )
    assert said.code == 0
    assert "243,000円" in said.out and "根拠：" in said.out and "{" not in said.out


def test_the_list_names_every_calculation_and_its_keys(kurumaza):
    said = kurumaza("rules")
    assert said.code == 0
    for each in calculating.CALCULATIONS:
        assert each.name in said.out
        assert all(f"{key.name}=" in said.out for key in each.keys)
    listed = json.loads(kurumaza("rules", "--json").out)
    assert [each["name"] for each in listed] == [each.name for each in calculating.CALCULATIONS]


def test_the_year_picks_the_rules(kurumaza):
    words = ("programme=comprehensive", "yen=1000")
    assert ask(kurumaza, "shares", *words, "year=R6")["fiscal_year"] == "R6"
    assert ask(kurumaza, "shares", *words, "year=令和7年度")["fiscal_year"] == "R7"
    assert ask(kurumaza, "shares", *words, "year=2026")["fiscal_year"] == "R8"
    assert {rule.fiscal_year for rule in rules.known_years()} >= {2024, 2025, 2026}
