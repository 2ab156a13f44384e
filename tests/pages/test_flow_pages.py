"""What stands on 企画, 試行, お金 and ふりかえり指標, and what is said at the field."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import cli, places
from workshop_app.ui import shared
from workshop_app.usecases import evaluating, opening, planning


@pytest.fixture(scope="module")
def told_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("見本") / "データ"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    return folder


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
