"""What stands on 企画, 試行, お金 and ふりかえり指標, and what is said at the field."""

import shutil
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import places
from workshop_app.model import GoalRank, MeetingKind, SessionField, Stage
from workshop_app.store import goals
from workshop_app.ui import shared
from workshop_app.usecases import (
    aiming,
    developing,
    entering,
    evaluating,
    gathering,
    interviewing,
    opening,
    planning,
    reading,
    screening,
    theming,
)
from workshop_app.usecases.gathering import Entry

TODAY = date(2026, 11, 24)


@pytest.fixture
def house(told_folder, tmp_path, monkeypatch):
    folder = shutil.copytree(told_folder, tmp_path / "データ")
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    yield folder
    shared.close()


def show(page):
    app = AppTest.from_file(str(places.ENTRY), default_timeout=120)
    app.switch_page(str(places.PAGES / f"{page}.py"))
    return app.run()


def said(app):
    kinds = ("title", "header", "subheader", "text", "caption", "markdown")
    kinds += ("info", "warning", "error")
    return " ".join(str(part.value) for kind in kinds for part in app.get(kind))


def field(parts, label):
    return next(part for part in parts if part.label.startswith(label))


def press(app, label):
    return field(app.button, label).click().run()


def test_a_plan_is_kept_as_one_types_and_residents_see_no_letters(house):
    app = show("plan")
    field(app.text_area, "ねらい").set_value("<b>*歩いて*</b> 買いに行ける").run()
    field(app.text_area, "リスク").set_value("転ぶ。保険に入る").run()
    assert not app.exception
    chosen = field(app.selectbox, "プロジェクト").value
    assert "4つの確認 1/4" in said(app)
    field(app.toggle, "みなさんに見せる").set_value(True).run()
    assert not app.exception and chosen is not None
    assert "<b>*歩いて*</b> 買いに行ける" in [part.value for part in app.text]
    assert "類型" not in said(app) and "活動B" not in said(app)


def test_a_calculation_shows_its_line_its_year_and_its_source(house):
    app = show("money")
    field(app.text_input, "日常生活圏域の数").set_value("3")
    field(app.checkbox, "住民参画・官民連携推進事業").set_value(True)
    press(app, "計算する")
    assert not app.exception
    assert "24,000千円" in said(app).replace("\\", "")
    assert "根拠：" in said(app).replace("\\", "") and "目安" in said(app)


def test_a_bad_number_is_explained_where_it_was_typed(house):
    app = show("money")
    field(app.text_input, "日常生活圏域の数").set_value("三つ")
    press(app, "計算する")
    assert not app.exception
    [problem] = app.error
    assert "整数" in problem.value and "千円" not in said(app)


def test_a_year_is_read_in_either_calendar_and_a_wrong_one_is_said(house):
    app = show("measures")
    field(app.text_input, "年度").set_value("2025").run()
    assert "R7(2025)年度" in [part.value for part in app.subheader]
    field(app.text_input, "年度").set_value("昭和60").run()
    assert not app.exception
    assert "年度" in app.error[0].value


def test_an_indicator_of_the_year_is_kept_with_what_is_next(house):
    app = show("measures")
    [town] = opening.towns(shared.store())
    field(app.text_input, "次にどうするか").set_value("声をかけに行く")
    press(app, "この値を書く")
    assert not app.exception
    found = evaluating.look(shared.store(), town.id, 2026)
    kept = [line.value for line in found.lines if line.value is not None]
    assert [value.next_step for value in kept] == ["声をかけに行く"]


def test_a_month_that_cannot_be_is_refused_and_nothing_typed_is_lost(house):
    app = show("trial")
    field(app.number_input, "実人数").set_value(3)
    field(app.number_input, "対象の方").set_value(5)
    field(app.text_input, "来た人の声").set_value("また来たい")
    press(app, "この月を書く")
    assert not app.exception
    assert "実人数より多く" in said(app)
    assert field(app.text_input, "来た人の声").value == "また来たい"


def test_a_role_without_anybody_is_refused_with_a_sentence(house):
    app = show("plan")
    field(app.text_input, "何を").set_value("お茶の当番")
    press(app, "足す")
    assert not app.exception
    assert "だれが受け持つか" in said(app)
    [workshop] = opening.all_workshops(shared.store())
    assert planning.beginnings(shared.store(), workshop.id) == ()


def test_an_interview_opened_in_a_workshop_shares_its_themes(house):
    app = show("start")
    [workshop] = opening.all_workshops(shared.store())
    board = reading.board_of_workshop(shared.store(), workshop.id)
    before = {card.theme.id: card.voices for card in board.themes}
    like = next(voices[0] for voices in before.values() if len(voices) > 2)
    field(app.selectbox, "どの取り組みの会か").select(workshop.title).run()
    assert field(app.text_input, "市町村の名前").disabled
    field(app.text_input, "会議の名前").set_value("雪の家で聞く")
    field(app.selectbox, "段階").select_index(1)
    field(app.selectbox, "会議の種類").select_index(
        list(MeetingKind).index(MeetingKind.INTERVIEW)
    )
    press(app, "この会議を開く")
    assert not app.exception
    meeting = next(
        line.meeting
        for line in entering.all_meetings(shared.store())
        if line.meeting.title == "雪の家で聞く"
    )
    assert (meeting.workshop_id, meeting.kind) == (workshop.id, MeetingKind.INTERVIEW)
    assert meeting.stage is Stage.PLANNING
    added = gathering.record_voice(shared.store(), meeting.id, like.text, Entry())
    theming.settle(shared.store(), workshop.id, shared.embedder())
    after = reading.board_of_workshop(shared.store(), workshop.id)
    [home] = [c for c in after.themes if added.id in [voice.id for voice in c.voices]]
    assert home.theme.id in before and len(home.voices) > 2


def test_a_company_offer_is_seen_only_once_it_is_confirmed(house):
    show("plan")
    [workshop] = opening.all_workshops(shared.store())
    plan = opening.MeetingPlan(
        "ひので商店に聞く", MeetingKind.COMPANY_HEARING, Stage.PLANNING, TODAY, 1
    )
    meeting = opening.open_in_town(shared.store(), "", plan, workshop_id=workshop.id)
    for kind, body in (
        (SessionField.TERMS, "一か所八千円"),
        (SessionField.HOLDINGS, "軽トラックが二台"),
    ):
        interviewing.write(shared.store(), meeting.id, kind, body)
    interviewing.confirm(shared.store(), meeting.id, SessionField.HOLDINGS, confirmed=True)
    app = show("plan")
    assert not app.exception
    assert "使えるもの(店、車、人、空いた時間)：軽トラックが二台" in said(app)
    assert "一か所八千円" not in said(app)


def goals_of(workshop_id):
    return shared.store().read(lambda conn: goals.list_of(conn, workshop_id))


def test_what_no_outcome_stands_behind_is_flagged_on_the_page(house):
    show("plan")
    [workshop] = opening.all_workshops(shared.store())
    while goals := goals_of(workshop.id):
        aiming.remove(shared.store(), goals[-1].id)
    app = show("plan")
    assert "どの成果（目標）にもつながっていません" in said(app).replace("\\", "")
    top = aiming.add(shared.store(), workshop.id, GoalRank.PURPOSE, "雪でも出かけられる町")
    aiming.add(shared.store(), workshop.id, GoalRank.AIM, "冬に出かけた人", parent_id=top.id)
    app = show("plan")
    assert not app.exception and "雪でも出かけられる町" in said(app)
    names = [each.label for each in app.get("download_button")]
    assert "A3の紙にする（目的・目標・手段）" in names


def test_the_items_of_the_request_know_the_switch_and_the_joint_sessions(house):
    app = show("money")
    [town] = opening.towns(shared.store())
    field(app.selectbox, "計算").select_index(1).run()
    second = field(app.checkbox, "②")
    assert second.disabled and not second.value
    field(app.checkbox, "重層的支援").set_value(True).run()
    assert screening.uses_joint_work(shared.store(), town.id)
    developing.hold_together(shared.store(), town.id, None, "居住支援協議会", TODAY)
    app = show("money")
    field(app.selectbox, "計算").select_index(1).run()
    assert field(app.checkbox, "②").value and field(app.checkbox, "重層的支援").value
    press(app, "計算する")
    assert not app.exception
    shown = said(app).replace("\\", "")
    assert "8,300千円" in shown and "概算要求時点" in shown and "多機関協働事業等" in shown


def test_what_else_can_be_used_is_ticked_on_the_page(house):
    app = show("plan")
    field(app.checkbox, "支援パッケージ").set_value(True).run()
    assert not app.exception
    assert field(app.checkbox, "支援パッケージ").value is True
