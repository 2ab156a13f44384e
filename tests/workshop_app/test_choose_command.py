"""``kurumaza choose`` as a person types it, with the numbers towns published."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.aggregation import Rule
from workshop_app import cli, errors
from workshop_app.usecases import advising, explaining, presetting
from workshop_app.usecases.reading_ballots import read_ballots
from workshop_app.usecases.reading_cases import read_case

KOMORO = {
    "candidates": [
        {"id": "A", "name": "移動", "cost": 200000},
        {"id": "B", "name": "食堂", "cost": 250000},
        {"id": "C", "name": "見守り", "cost": 180000},
        {"id": "D", "name": "体操", "cost": 150000},
    ],
    "criteria": [{"id": "points", "max": 250}],
    "scores": [
        {"member": "1", "candidate": name, "criterion": "points", "value": value}
        for name, value in {"A": 210, "B": 205, "C": 205, "D": 190}.items()
    ],
    "rule": "sum",
    "tie": "smaller_request",
    "budget": 600000,
}
PB = """META
key;value
description;架空の町
budget;100.5
vote_type;approval
PROJECTS
project_id;cost;category
p1;60;移動
p2;50;見守り
p3;40;移動,見守り
VOTES
voter_id;age;vote
v1;80;p1,p2
v2;70;p1
v3;66;p3
"""


@pytest.fixture
def choose(tmp_path, capsys):
    def run(case, *words, name="case.json"):
        file = tmp_path / name
        file.write_text(case if isinstance(case, str) else json.dumps(case), encoding="utf-8")
        code = cli.main(["choose", str(file), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def answered(case):
    return explaining.as_json(advising.answer(read_case(json.dumps(case))))


def refused(choose, case, *words, name="case.json"):
    code, out, err = choose(case, *words, name=name)
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert "Traceback" not in err
    return err


def test_the_rule_of_komoro_with_its_offer(choose):
    code, out, _ = choose(KOMORO, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["order"] == ["A", "C", "B", "D"]
    assert found["totals"] == {"A": 210, "B": 205, "C": 205, "D": 190}
    assert (found["ties"], found["ties_broken"]) == ([], [["C", "B"]])
    assert found["awards"] == [
        {"id": "A", "yen": 200000, "status": "awarded"},
        {"id": "C", "yen": 180000, "status": "awarded"},
        {"id": "B", "yen": 220000, "status": "offered"},
        {"id": "D", "yen": 0, "status": "waiting", "if_passed": 150000},
    ]
    assert "「食堂」は次点です。残りの22万円" in found["explanation"]
    passed = answered({**KOMORO, "passed": ["B"]})["awards"]
    assert passed[3] == {"id": "D", "yen": 150000, "status": "awarded"}


def test_the_best_set_and_what_is_just_outside(choose):
    found = json.loads(choose(KOMORO, "--json")[1])["portfolio"]
    # A+B+D is exactly 600,000 yen and 605 points; A+C+D brings 605 points for less.
    assert (found["chosen"], found["value"], found["yen"]) == (["A", "C", "D"], 605, 530000)
    assert found["optimal"] is True
    assert found["near_misses"] == [{"id": "B", "yen": 180000}]
    assert found["extra"][1] == {
        "yen": 200000,
        "value": 810,
        "gain": 205,
        "chosen": ["A", "B", "C", "D"],
    }
    assert set(found["rules"]) == {"walk", "optimum", "greedy", "equal_shares"}


def test_the_same_file_gives_the_same_answer_byte_by_byte(choose):
    assert choose(KOMORO, "--json") == choose(KOMORO, "--json")


def test_without_json_a_person_can_read_it_aloud(choose):
    code, out, _ = choose(KOMORO)
    assert code == 0
    assert out.startswith("1. 移動　210点　予算内 200,000円\n2. 見守り　205点")
    assert "「食堂」は、あと18万円で入ります。" in out
    assert "決めるのは人です" in out


def test_orders_that_differ_are_named_with_the_reason():
    rows = {"1": (78, 80, 70), "2": (82, 75, 76), "3": (74, 73, 79)}
    case = {
        "candidates": [{"id": name} for name in "ABC"],
        "criteria": [{"id": "x", "max": 100}],
        "scores": [
            {"member": member, "candidate": name, "criterion": "x", "value": value}
            for member, values in rows.items()
            for name, value in zip("ABC", values, strict=True)
        ],
        "rule": "rank_sum",
    }
    found = answered(case)
    assert found["order"] == ["A", "C", "B"]
    assert found["totals"] == {"A": 5, "B": 7, "C": 6}
    assert found["orders"]["sum"] == ["A", "B", "C"]
    assert "2番目は、順位の合計では「C」(6)、合計では「B」(228)" in found["explanation"]


def test_a_blank_and_a_recusal_are_told_and_cost_nothing():
    scores = [
        {"member": str(m), "candidate": "A", "criterion": "2", "value": value}
        for m, value in enumerate([5, 3, None, 4, 4])
    ]
    first = [{**row, "criterion": "1", "value": 5} for row in scores]
    case = {
        "candidates": [{"id": "A"}, {"id": "B"}],
        "criteria": [{"id": "1", "max": 5}, {"id": "2", "max": 5}],
        "scores": scores + first,
        "recusals": [{"member": "0", "candidate": "B"}],
        "rule": "mean",
    }
    found = answered(case)
    assert found["totals"] == {"A": 9, "B": None}
    assert "「A」の「2」は、4名の採点です" in found["explanation"]
    assert "「B」は、利害関係の委員1名を除きました" in found["explanation"]


def test_letters_are_grades_under_the_multiplier_rule():
    criteria = [
        {"id": str(k), "weight": w, "max": 1} for k, w in enumerate([100, 100, 200, 200])
    ]
    case = {
        "candidates": [{"id": "A"}],
        "criteria": criteria,
        "scores": [
            {"member": "1", "candidate": "A", "criterion": str(k), "value": letter}
            for k, letter in enumerate("ABCB")
        ],
        "rule": "multiplier",
    }
    assert answered(case)["totals"] == {"A": 410}
    in_points = [{**row, "weight": 1, "max": row["weight"]} for row in criteria]
    assert answered({**case, "criteria": in_points})["totals"] == {"A": 410}


def test_coverage_counts_a_theme_once():
    case = {
        "candidates": [
            {"id": "A", "cost": 5, "themes": ["s", "t"]},
            {"id": "B", "cost": 4, "themes": ["s", "t"]},
            {"id": "C", "cost": 5, "themes": ["u"]},
        ],
        "budget": 9,
        "objective": "coverage",
        "theme_weights": {"s": 3, "t": 2.5},
    }
    found = answered(case)
    assert found["order"] == []
    assert (found["portfolio"]["chosen"], found["portfolio"]["value"]) == (["B", "C"], 6.5)
    assert "robustness" not in found and "awards" not in found


def test_candidates_alone_are_enough():
    found = answered({"candidates": [{"id": "A"}]})
    assert (found["order"], found["totals"], found["ties"]) == ([], {}, [])


def test_the_flip_of_a_weight_is_exact():
    case = {
        "candidates": [{"id": "A"}, {"id": "B"}],
        "criteria": [
            {"id": "fit", "weight": 3, "max": 5},
            {"id": "fair", "weight": 2, "max": 5},
        ],
        "scores": [
            {"member": "1", "candidate": c, "criterion": k, "value": v}
            for c, k, v in [
                ("A", "fit", 5),
                ("A", "fair", 2),
                ("B", "fit", 3),
                ("B", "fair", 4),
            ]
        ],
        "rule": "weighted",
    }
    found = answered(case)["robustness"]
    assert found["flip"] == {
        "criterion": "fit",
        "from": 3,
        "to": 2,
        "change": -1,
        "exact": "2",
        "winner": "B",
    }
    assert sum(found["share_chosen"].values()) == pytest.approx(1)
    assert found["share_chosen_members"] == {"A": 1.0, "B": 0.0}


def test_clashing_conditions_are_named_and_end_with_2(choose):
    case = {**KOMORO, "constraints": {"must": ["A", "B"], "one_of": [["A", "B"]]}}
    said = refused(choose, case)
    assert "「移動」を必ず入れる" in said and "「移動」・「食堂」は多くても1つ" in said
    assert "予算" not in said


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("{", "JSONとして読めません"),
        ("[" * 100_000, "JSONとして読めません"),
        ('{"candidates": [{"id": "A", "cost": NaN}]}', "JSONとして読めません"),
        ([], "{ … }"),
        ({}, "candidates がありません"),
        ({"candidates": [{"id": "A"}, {"id": "A"}]}, "2つあります"),
        ({"candidates": [{"id": "A"}], "budget": 5}, "cost(円)が要ります"),
        ({"candidates": [{"id": "A", "cost": -1}]}, "0以上の円"),
        ('{"candidates": [{"id": "A", "cost": 1e999999999}]}', "大きすぎます"),
        ('{"candidates": [{"id": "A", "cost": 1e-999999999}]}', "小数は"),
        ({"candidates": [{"id": "A"}], "rule": "lottery"}, "rule は、sum、mean"),
        ({"candidates": [{"id": "A"}], "constraints": {"must": ["Z"]}}, "「Z」"),
        ({"candidates": [{"id": "A"}], "constraints": {"maybe": []}}, "「maybe」"),
        (
            {
                "candidates": [{"id": "A"}],
                "criteria": [{"id": "c", "max": 5}],
                "scores": [{"member": 1, "candidate": "A", "criterion": "c", "value": 6}],
            },
            "0から5まで",
        ),
        (
            {
                "candidates": [{"id": "A"}],
                "scores": [{"member": 1, "candidate": "A", "value": "B"}],
            },
            "multiplier",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(choose, case, said):
    assert said in refused(choose, case)


def test_a_file_that_is_no_text_or_not_there_is_refused(choose, tmp_path, capsys):
    (tmp_path / "sjis.json").write_bytes("候補".encode("cp932"))
    assert cli.main(["choose", str(tmp_path / "sjis.json")]) == 2
    assert cli.main(["choose", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err.count("\n") == 2


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "cost", "value", "member", "candidate", "criterion", "A", "max"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["criteria", "scores", "recusals", "budget", "constraints", "tie"]),
        json_values,
    ),
    json_values,
)
def test_whatever_the_file_says_there_is_an_answer_or_a_sentence(parts, candidates):
    try:
        read_case(json.dumps({"candidates": candidates, **parts}))
    except errors.UnusableInputError as problem:
        assert str(problem)


def test_pabulib_files_are_cases(choose):
    code, out, _ = choose(PB, "--json", name="町.pb")
    found = json.loads(out)
    assert code == 0
    assert found["totals"] == {"p1": 2, "p2": 1, "p3": 1}
    assert found["order"][0] == "p1" and found["ties"] == [["p2", "p3"]]
    assert found["missing"] == {"p1": 0, "p2": 0, "p3": 0}
    assert (found["portfolio"]["chosen"], found["portfolio"]["yen"]) == (["p1", "p3"], 100)


def test_points_and_ordered_lists_of_pabulib_become_scores():
    pointed = PB.replace("approval", "cumulative").replace(";vote\n", ";vote;points\n")
    pointed = pointed.replace("p1,p2\n", "p1,p2;3,1\n").replace("70;p1\n", "70;p1;4\n")
    scored = read_ballots(pointed.replace("66;p3", "66;p3;4"))
    assert advising.answer(scored).ranking.tallies["p1"].total == 7
    ordered = advising.answer(read_ballots(PB.replace("approval", "ordinal"))).ranking
    assert [ordered.tallies[name].total for name in ("p1", "p2", "p3")] == [4, 1, 2]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (PB.replace("VOTES", "OTHER"), "VOTES の部分がありません"),
        (PB.replace("100.5", "多い"), "META の budget が数ではありません"),
        (PB.replace("v3;66;p3", "v3;66;p9"), "「p9」"),
        (PB.replace("v3", "v2"), "同じ voter_id"),
        (PB.replace("approval", "lottery"), "「lottery」は読めません"),
        (PB.replace("p1;60", "p1;60.5"), "整数"),
        (PB.replace("100.5", "1e999999999"), "META の budget"),
    ],
)
def test_a_broken_pabulib_file_is_refused_in_one_sentence(choose, written, said):
    assert said in refused(choose, written, name="町.pb")


def test_every_preset_adds_up_to_what_was_published():
    full = {each.name: each.full for each in presetting.presets()}
    assert full == {
        "default": 100,
        "komoro": 250,
        "komae": 25,
        "proposal": 100,
        "miyagi": 100,
        "kushiro": 600,
        "shimonoseki": 600,
        "model_project": 80,
        "kirameki": 100,
    }
    assert next(iter(full)) == "default"
    weights = [each.weight for each in presetting.preset("default").criteria]
    assert (weights, sum(weights)) == ([4, 3, 3, 3, 2, 2, 2, 1], 20)
    assert [each.weight for each in presetting.preset("proposal").criteria] == [
        4,
        2,
        4,
        2,
        5,
        2,
        1,
    ]
    assert [each.most for each in presetting.preset("miyagi").criteria] == [25, 25, 25, 10, 15]
    assert [(cap.at_least, cap.most) for cap in presetting.preset("model_project").caps] == [
        (10, 1),
        (7, 2),
    ]
    assert presetting.preset("kirameki").criteria[0].most == 20
    assert presetting.preset("proposal").scale == (5, 4, 3, 1, 0)
    assert presetting.preset("miyagi").scale == (25, 20, 15, 10, 5)
    assert presetting.preset("miyagi").rule is Rule.RANK_SUM


def test_the_default_preset_answers_a_case_without_criteria(choose):
    names = [each.id for each in presetting.preset("default").criteria]
    grades = (5, 3, 4, 3, 4, 3, 4, 5)
    case = {
        "candidates": [{"id": "A"}],
        "scores": [
            {"member": "1", "candidate": "A", "criterion": name, "value": value}
            for name, value in zip(names, grades, strict=True)
        ],
    }
    found = json.loads(choose(case, "--preset", "default", "--json")[1])
    assert found["totals"] == {"A": 77}
    assert "「月」はありません" in refused(choose, case, "--preset", "月")


def test_a_minimum_keeps_money_back():
    found = answered({**KOMORO, "minimum": 205})
    assert found["below_minimum"] == ["D"]
    assert found["awards"][3]["status"] == "below_minimum"


def test_numbers_are_read_exactly():
    case = {
        "candidates": [{"id": "A"}],
        "scores": [
            {"member": str(k), "candidate": "A", "criterion": "c", "value": 0.1}
            for k in range(3)
        ],
        "rule": "sum",
    }
    assert advising.answer(read_case(json.dumps(case))).ranking.tallies["A"].total == Fraction(
        3, 10
    )


def test_the_command_starts_as_a_program_of_its_own(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(KOMORO), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "workshop_app", "choose", str(file), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["order"] == ["A", "C", "B", "D"]


def test_what_the_solver_prints_by_itself_does_not_mix_with_the_answer():
    code = (
        "import ctypes\n"
        "from workshop_app.commands.choices import quiet_solver\n"
        "with quiet_solver():\n"
        "    ctypes.CDLL(None).puts(b'noise')\n"
        "print('answer')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "answer\n"


def test_coverage_without_a_budget_is_the_cheapest_set_that_reaches_everything(choose):
    case = {
        "candidates": [
            {"id": "A", "cost": 300, "themes": ["t1", "t2"]},
            {"id": "B", "cost": 100, "themes": ["t1"]},
            {"id": "C", "cost": 150, "themes": ["t2"]},
        ],
        "objective": "coverage",
    }
    code, out, _ = choose(case, "--json")
    told = json.loads(out)["portfolio"]
    assert code == 0
    assert (told["chosen"], told["value"], told["yen"], told["optimal"]) == (
        ["B", "C"],
        2,
        250,
        True,
    )


def test_every_rule_says_how_firm_it_is_and_keeps_the_shape_of_the_contract(choose):
    case = {
        "candidates": [{"id": name, "name": name, "cost": 100_000} for name in "ABC"],
        "criteria": [{"id": "x", "weight": 3, "max": 5}, {"id": "y", "weight": 1, "max": 5}],
        "scores": [
            {"member": f"m{m}", "candidate": name, "criterion": item, "value": value}
            for m in range(3)
            for name, row in zip("ABC", ((5, 1), (3, 5), (1, 4)), strict=True)
            for item, value in zip("xy", row, strict=True)
        ],
        "recusals": [{"member": "m2", "candidate": "C"}],
        "budget": 150_000,
    }
    for rule in ("sum", "mean", "weighted", "rank_sum"):
        code, out, _ = choose(case | {"rule": rule}, "--json")
        told = json.loads(out)
        assert code == 0
        parts = {"order", "totals", "ties", "awards", "portfolio", "robustness", "explanation"}
        assert parts <= set(told)
        assert all({"id", "yen", "status"} <= set(each) for each in told["awards"])
        assert {"chosen", "value", "optimal", "near_misses", "rules"} <= set(told["portfolio"])
        shares = told["robustness"]["share_chosen"]
        assert set(shares) == set("ABC") and 0.2 < shares["A"] < 0.8
        assert shares["A"] + shares["B"] == pytest.approx(1)


def test_sheets_with_more_high_points_than_the_scheme_allows_are_told_not_refused(choose):
    case = {
        "candidates": [{"id": name} for name in "AB"],
        "scores": [
            {"member": "m1", "candidate": name, "criterion": "k1", "value": 10} for name in "AB"
        ],
    }
    code, out, _ = choose(case, "--preset", "model_project")
    assert code == 0
    assert "「理解度」では、10点以上は1件までのきまりを超えた採点が1名ぶんあります" in out
