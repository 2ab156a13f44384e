"""A member's pages as a phone without JavaScript sees them."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from workshop_app.gate import HostGate
from workshop_app.model import SelectionState
from workshop_app.phone import make_ballot_routes
from workshop_app.settings import Settings
from workshop_app.store import Store, municipalities, projects, workshops
from workshop_app.usecases import deliberating, posing, presetting, scoring


@pytest.fixture
def store(tmp_path):
    with Store.open(Settings(tmp_path / "データ", f"sqlite:///{tmp_path / 'k.db'}")) as opened:
        yield opened


@pytest.fixture
def told(store):
    town = store.write(lambda c: municipalities.add(c, name="星見町"), municipality_id=None)

    def make(conn):
        here = workshops.add(conn, municipality_id=town.id, title="外出")
        return here, [
            projects.add(conn, workshop_id=here.id, title=title)
            for title in ("<b>移動</b>する店", "見守り電話")
        ]

    here, made = store.write(make, municipality_id=town.id)
    return open_by(store, here.id, "default", [each.id for each in made])


def open_by(store, workshop_id, preset, project_ids):
    selection = deliberating.open_selection(
        store,
        workshop_id,
        "秋の選考",
        presetting.preset(preset),
        members=2,
        project_ids=project_ids,
    )
    return posing.look_at(store, selection.id)


@pytest.fixture
def phone(store):
    gate = Middleware(HostGate, hosts=("testserver",))
    return TestClient(Starlette(routes=make_ballot_routes(lambda: store), middleware=[gate]))


def address(told, member=0, candidate=None):
    home = f"/k/{told.members[member].code}"
    return home if candidate is None else f"{home}/{told.candidates[candidate].id}"


def filled(told, value="3", **others):
    form = {f"c{criterion.id}": value for criterion in told.criteria}
    return form | {f"c{told.criteria[int(k[1:])].id}": v for k, v in others.items()}


def test_a_member_scores_one_candidate_after_the_other_and_may_leave_a_blank(
    store, told, phone
):
    first = phone.get(address(told, 0, 0))
    assert first.status_code == 200 and "<script" not in first.text
    assert "3班以上または3立場" in first.text and "空欄のままにする" in first.text
    assert first.headers["cache-control"] == "no-store"
    then = phone.post(address(told, 0, 0), data=filled(told, _1=""))
    assert then.url.path == address(told, 0, 1), "the next candidate comes by itself"
    assert "前の候補を保存しました" in then.text
    last = phone.post(address(told, 0, 1), data=filled(told, "5"))
    assert last.url.path == address(told)
    assert "空欄が1つ" in last.text and "すべて採点しました" in last.text
    ballot = scoring.ballot_of(store, told.members[0].code)
    assert [item.value for item in ballot.pages[0].items][:3] == ["3", "", "3"]
    assert len(re.findall("checked", phone.get(address(told, 0, 0)).text)) == 8


def test_what_people_wrote_is_text_on_the_page(told, phone):
    page = phone.get(address(told)).text
    assert "&lt;b&gt;移動&lt;/b&gt;する店" in page and "<b>移動" not in page


def test_a_member_keeps_out_and_comes_back(store, told, phone):
    phone.post(address(told, 0, 0), data={"act": "keep_out"})
    assert "利害関係のため採点しない" in phone.get(address(told)).text
    refused = phone.post(address(told, 0, 0), data=filled(told))
    assert refused.status_code == 409 and "利害関係" in refused.text
    back = phone.post(address(told, 0, 0), data={"act": "come_back"})
    assert back.url.path == address(told, 0, 0)
    assert posing.look_at(store, told.selection.id).recusals == ()


def test_after_the_closing_everything_is_read_only(store, told, phone):
    phone.post(address(told, 0, 0), data=filled(told, "4"))
    deliberating.close(store, told.selection.id)
    page = phone.get(address(told, 0, 0)).text
    assert "<form" not in page and "締め切られました" in page and "：4" in page
    late = phone.post(address(told, 0, 0), data=filled(told, "1"))
    assert late.status_code == 409 and "締め切られました" in late.text
    now = posing.look_at(store, told.selection.id)
    assert now.selection.state is SelectionState.CLOSED
    assert {score.value for score in now.scores} == {"4"}


def test_nobody_sees_the_scores_of_somebody_else(told, phone):
    phone.post(address(told, 0, 0), data=filled(told, "5"))
    other = phone.get(address(told, 1, 0)).text
    assert not re.search(r'value="5" checked', other)


def test_a_wrong_value_is_told_and_nothing_is_lost(store, told, phone):
    phone.post(address(told, 0, 0), data=filled(told, "4"))
    wrong = phone.post(address(told, 0, 0), data=filled(told, "9"))
    assert wrong.status_code == 422 and "0から5まで" in wrong.text
    assert {s.value for s in posing.look_at(store, told.selection.id).scores} == {"4"}


def test_unknown_codes_are_404_and_many_of_them_429_but_a_right_one_still_opens(told, phone):
    assert phone.get("/k/ちがう").status_code == 404
    codes = [phone.get(f"/k/guess{k}").status_code for k in range(25)]
    assert codes[-1] == 429
    assert phone.get(address(told)).status_code == 200
    assert phone.get(f"{address(told)}/999").status_code == 404


def test_a_foreign_page_cannot_save(store, told, phone):
    done = phone.post(
        address(told, 0, 0), data=filled(told), headers={"origin": "http://elsewhere.example"}
    )
    assert done.status_code == 403
    assert posing.look_at(store, told.selection.id).scores == ()


def test_a_form_without_end_is_refused(told, phone):
    assert phone.post(address(told, 0, 0), content=b"x=" + b"a" * 70_000).status_code == 413


@pytest.mark.parametrize(
    ("preset", "place", "points"),
    [
        ("default", 0, "1 2 3 4 5"),
        ("komoro", 0, "0 1 2 3 4 5 6 7 8 9 10"),
        ("proposal", 0, "0 1 3 4 5"),
        ("miyagi", 0, "5 10 15 20 25"),
        ("miyagi", 3, "2 4 6 8 10"),
        ("miyagi", 4, "3 6 9 12 15"),
        ("kushiro", 0, "1 0.7 0.5 0.3 0"),
    ],
)
def test_a_ballot_offers_the_points_the_scheme_knows_and_takes_each_of_them(
    store, told, phone, preset, place, points
):
    ids = [row.project_id for row in told.candidates]
    other = open_by(store, told.selection.workshop_id, preset, ids)
    name = f"c{other.criteria[place].id}"
    offered = re.findall(f'name="{name}" value="([^"]+)"', phone.get(address(other, 0, 0)).text)
    assert " ".join(offered) == points
    for value in offered:
        phone.post(address(other, 0, 0), data={name: value})
        assert f'name="{name}" value="{value}" checked' in phone.get(address(other, 0, 0)).text


def test_points_between_the_steps_of_a_scheme_are_refused_and_the_steps_named(
    store, told, phone
):
    ids = [row.project_id for row in told.candidates]
    other = open_by(store, told.selection.workshop_id, "proposal", ids)
    assert "点は、最高点を5として 5・4・3・1・0 の段階" in phone.get(address(other)).text
    refused = phone.post(address(other, 0, 0), data={f"c{other.criteria[0].id}": "2"})
    assert refused.status_code == 422 and "5・4・3・1・0のどれか" in refused.text
