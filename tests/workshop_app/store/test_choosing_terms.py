"""Conditions, ties settled by people, limits on high points, and what stands behind."""

import pytest

from workshop_app import errors
from workshop_app.model import (
    Consent,
    HoldState,
    LineKind,
    Party,
    PlanField,
    VoiceSource,
)
from workshop_app.store import areas, holds, projects, voices
from workshop_app.usecases import (
    advising,
    deciding,
    deliberating,
    explaining,
    limiting,
    planning,
    posing,
    presenting,
    presetting,
    scoring,
)
from workshop_app.usecases.limiting import Terms
from workshop_app.usecases.posing import YearPlan


@pytest.fixture
def trio(open_choosing):
    """Three projects with costs by year, two members and one item of ten points."""
    return open_choosing(
        "公益",
        members=2,
        budget_yen=400_000,
        costs=(200_000, 200_000, 150_000),
        years=lambda yen: [YearPlan(2027, yen // 2, 10_000), YearPlan(2028, yen // 2, 50_000)],
    )


def score(store, told, *points):
    for member in told.members:
        for row, value in zip(told.candidates, points, strict=True):
            scoring.give(store, member.id, row.id, {told.criteria[0].id: value})


def best(store, told):
    choice = advising.answer(
        posing.question_of(posing.look_at(store, told.selection.id))
    ).choice
    return {int(name) for name in choice.best.chosen}


def test_every_condition_is_kept_and_moves_the_best_set(store, trio):
    score(store, trio, "9", "8", "5")
    a, b, c = (row.id for row in trio.candidates)
    key = trio.selection.id
    assert best(store, trio) == {a, b}
    deliberating.set_terms(store, key, Terms(one_of=((a, b),)))
    assert best(store, trio) == {a, c}
    deliberating.set_terms(store, key, Terms(requires={a: (c,)}))
    assert best(store, trio) == {a, c}
    deliberating.set_terms(store, key, Terms(year_ceilings={"2027": 175_000}))
    assert best(store, trio) == {a, c}
    deliberating.set_terms(store, key, Terms(must=(c,), exclude=(a,)))
    assert best(store, trio) == {b, c}
    kept = limiting.read(posing.look_at(store, key).selection.constraints)
    assert (kept.must, kept.exclude, kept.one_of) == ((c,), (a,), ())


def test_a_clash_is_refused_named_and_nothing_is_changed(store, trio):
    a, b, _ = (row.id for row in trio.candidates)
    deliberating.set_terms(store, trio.selection.id, Terms(must=(a,)))
    before = posing.look_at(store, trio.selection.id).selection.constraints
    with pytest.raises(errors.UnusableInputError, match=r"必ず入れる.*入れない"):
        deliberating.set_terms(store, trio.selection.id, Terms(must=(a,), exclude=(a,)))
    with pytest.raises(errors.UnusableInputError, match="この選考の候補"):
        deliberating.set_terms(store, trio.selection.id, Terms(must=(b + 999,)))
    with pytest.raises(errors.UnusableInputError, match="選択肢"):
        deliberating.set_terms(store, trio.selection.id, Terms(objective="fame"))
    assert posing.look_at(store, trio.selection.id).selection.constraints == before


@pytest.fixture
def grounded(store, town, meeting, trio):
    """Voices of two areas behind the first and the third candidate, one of them withdrawn."""
    drafts = [
        voices.VoiceDraft(
            text=text,
            party=Party.RESIDENTS,
            table_number=1,
            consent=consent,
            source=VoiceSource.KEYBOARD,
            client_key=f"ground-{place}",
        )
        for place, (text, consent) in enumerate(
            (
                ("店が遠くて困る", Consent.PUBLIC),
                ("車が無いと行けない", Consent.TOWN),
                ("電話が鳴るとうれしい", Consent.PUBLIC),
                ("朝が長い", Consent.PUBLIC),
            )
        )
    ]

    def make(conn):
        wide = areas.add(conn, municipality_id=town.id, name="東圏域", tier=2)
        near = areas.add(
            conn, municipality_id=town.id, name="東小学校区", tier=3, parent_id=wide.id
        )
        said = voices.add_many(conn, meeting_id=meeting.id, drafts=drafts)
        voices.change(conn, said[0].id, area_id=near.id)
        first, _, third = (row.project_id for row in trio.candidates)
        projects.link_voices(conn, first, [said[0].id, said[1].id])
        projects.link_voices(conn, third, [said[2].id, said[3].id])
        voices.withdraw(conn, said[3].id)
        return said

    return store.write(make, municipality_id=town.id)


def test_coverage_counts_what_stands_behind_without_withdrawn_voices(store, trio, grounded):
    told = posing.look_at(store, trio.selection.id)
    a, _, c = told.candidates
    assert told.grounds[a.project_id].voices == {grounded[0].id, grounded[1].id}
    assert told.grounds[a.project_id].areas == {"東圏域", "東小学校区"}
    assert told.grounds[c.project_id].voices == {grounded[2].id}
    deliberating.set_terms(store, told.selection.id, Terms(objective="voices"))
    assert best(store, trio) == {a.id, c.id}
    deliberating.set_terms(
        store, told.selection.id, Terms(area_minimum={"東圏域": 1}, exclude=(c.id,))
    )
    assert a.id in best(store, trio)
    with pytest.raises(errors.UnusableInputError, match="東圏域に2件以上"):
        deliberating.set_terms(store, told.selection.id, Terms(area_minimum={"東圏域": 2}))


def test_only_cleared_voices_are_quoted(store, town, trio, grounded):
    pages = presenting.compare(store, posing.look_at(store, trio.selection.id))
    assert pages[0].quotes == ("店が遠くて困る",)
    assert pages[2].quotes == ("電話が鳴るとうれしい",)
    for state in (HoldState.WAITING, HoldState.HELD, HoldState.HANDED_OVER):

        def hold(conn, state=state):
            kept = holds.of_voice(conn, grounded[2].id) or holds.add(
                conn, voice_id=grounded[2].id, reasons="name"
            )
            holds.change(conn, kept.id, state=state)

        store.write(hold, municipality_id=town.id)
        pages = presenting.compare(store, posing.look_at(store, trio.selection.id))
        assert pages[2].quotes == ()


def test_a_page_shows_the_plan_the_money_and_what_is_missing(store, trio):
    first = trio.candidates[0]
    planning.write(store, first.project_id, PlanField.ATTRACTION, "回覧板で知らせる")
    planning.write(store, first.project_id, PlanField.EXIT_RULE, "3か月黒字なら自走")
    planning.add_line(store, first.project_id, LineKind.COST, "ガソリン", yen=30_000)
    page, other, _ = presenting.compare(store, posing.look_at(store, trio.selection.id))
    lines = presenting.plan_lines(page)
    assert "集客：回覧板で知らせる" in lines
    assert "本格運用・自走に移る条件：3か月黒字なら自走" in lines
    assert any(line.startswith("4つの確認 1/4") for line in lines)
    assert presenting.money_lines(page) == (
        "企画の合計　費用30,000円・収入0円",
        "2027年度(見込み)　費用100,000円・収入10,000円",
        "2028年度(見込み)　費用100,000円・収入50,000円",
    )
    assert not any("集客" in said for said in page.missing)
    assert any("集客" in said for said in other.missing)
    row, _, _ = presenting.as_rows((page, other, other))
    assert (row["4つの確認"], row["出口"], row["指標"]) == ("1/4", "あり", "未記入")


def test_people_settle_a_tie_with_a_reason_that_stays_in_the_minutes(store, trio):
    score(store, trio, "8", "8", "5")
    a, b, c = (row.id for row in trio.candidates)
    key = trio.selection.id
    with pytest.raises(errors.NotYetError, match="締め切って"):
        deliberating.order_tie(store, key, [b, a], "冬に間に合う")
    deliberating.close(store, key)
    for order, reason, said in (
        ([b, a], " ", "理由"),
        ([b, b], "冬", "2回"),
        ([b, c], "冬", "同点の候補が変わっています"),
    ):
        with pytest.raises(errors.UnusableInputError, match=said):
            deliberating.order_tie(store, key, order, reason)
    question = posing.question_of(posing.look_at(store, key))
    assert advising.answer(question).ranking.ties == ((str(a), str(b)),)
    deliberating.order_tie(store, key, [b, a], "冬に間に合う")
    found = advising.answer(posing.question_of(posing.look_at(store, key)))
    assert found.ranking.order == (str(b), str(a), str(c))
    assert found.ranking.ties == () and found.ranking.settled == ((str(b), str(a)),)
    told = "\n".join(explaining.sentences(found))
    assert "「朝の体操」・「移動する店」の順に決めました。理由：冬に間に合う" in told
    deliberating.begin_round(store, key)
    again = posing.question_of(posing.look_at(store, key))
    assert again.tie_orders == {}


def test_a_member_gives_no_more_high_points_than_the_scheme_allows(store, workshop, trio):
    made = deliberating.open_selection(
        store,
        workshop.id,
        "優秀は1つ",
        presetting.preset("model_project"),
        members=2,
        project_ids=[row.project_id for row in trio.candidates],
    )
    told = posing.look_at(store, made.id)
    item, (a, b, c) = told.criteria[0].id, (row.id for row in told.candidates)
    one, two = (member.id for member in told.members)
    scoring.give(store, one, a, {item: "10"})
    with pytest.raises(errors.UnusableInputError, match="10点以上は1件まで"):
        scoring.give(store, one, b, {item: "10"})
    scoring.give(store, one, b, {item: "9"})
    with pytest.raises(errors.UnusableInputError, match="7点以上は2件まで"):
        scoring.give(store, one, c, {item: "7"})
    scoring.give(store, two, b, {item: "10"})
    scoring.give(store, one, a, {item: "6"})
    scoring.give(store, one, c, {item: "10"})
    assert scoring.ballot_of(store, told.members[0].code).limits() == (
        "1つの項目で、10点以上は1件までです。",
        "1つの項目で、7点以上は2件までです。",
    )


def test_a_decision_may_follow_a_settled_tie(store, trio):
    score(store, trio, "8", "8", "5")
    a, b, _ = (row.id for row in trio.candidates)
    deliberating.close(store, trio.selection.id)
    deliberating.order_tie(store, trio.selection.id, [b, a], "冬に間に合う")
    told = posing.look_at(store, trio.selection.id)
    question = posing.question_of(told)
    granted = [each.candidate for each in advising.answer(question).awards if each.yen]
    assert granted[0] == str(b)
    assert deciding.records_of(store, told.selection.id) == []
