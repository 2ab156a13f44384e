"""Every page, in an empty house and in the sample town: it draws, and shows no stack trace."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import places
from workshop_app.ui import shared

PAGES = sorted(path.stem for path in places.PAGES.glob("*.py"))


@pytest.fixture
def house(request, told_folder, tmp_path, monkeypatch):
    """A data folder of this test alone: ``empty`` or the ``sample``."""
    folder = tmp_path / "データ"
    if request.param == "sample":
        shutil.copytree(told_folder, folder)
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    yield request.param
    shared.close()


def show(page, **asked):
    """Open the house and go to one of its pages."""
    app = AppTest.from_file(str(places.ENTRY), default_timeout=120)
    app.switch_page(str(places.PAGES / f"{page}.py"))
    for name, value in asked.items():
        app.query_params[name] = value
    return app.run()


def written(app):
    """Everything a page says in words."""
    kinds = ("title", "header", "subheader", "text", "caption", "markdown", "info")
    kinds += ("warning", "error", "success")
    return " ".join(str(part.value) for kind in kinds for part in app.get(kind))


@pytest.mark.parametrize("house", ["empty", "sample"], indirect=True)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws(house, page):
    app = show(page)
    assert not app.exception, app.exception[0]
    assert "Traceback" not in written(app)
    if house == "empty" and page not in ("start",):
        assert "会議" in written(app), "an empty house says what to do first"


@pytest.mark.parametrize("house", ["sample"], indirect=True)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_meeting_that_is_not_there_says_so(house, page):
    for asked in ("999", "9" * 30):
        app = show(page, m=asked)
        assert not app.exception, app.exception[0]


@pytest.mark.parametrize("house", ["sample"], indirect=True)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_drawn_twice_writes_nothing_new(house, page):
    from workshop_app.usecases import opening

    app = show(page)
    [town] = opening.towns(shared.store())
    before = shared.store().revision(town.id)
    assert not app.run().exception
    assert shared.store().revision(town.id) == before


@pytest.mark.parametrize("house", ["empty"], indirect=True)
def test_a_newcomer_opens_a_meeting_with_a_few_words(house):
    app = show("start")
    fields = {field.label: field for field in app.text_input}
    fields["市町村の名前"].set_value("みはらし町")
    fields["会議の名前"].set_value("夕べの会 <b>*太字*</b>")
    [send] = [button for button in app.button if button.label == "この会議を開く"]
    send.click().run()
    assert not app.exception
    from workshop_app.usecases import entering

    [line] = entering.all_meetings(shared.store())
    assert line.meeting.title == "夕べの会 <b>*太字*</b>"
    assert line.municipality.name == "みはらし町"


@pytest.mark.parametrize("house", ["empty"], indirect=True)
def test_a_meeting_without_a_name_is_refused_with_a_sentence(house):
    app = show("start")
    [send] = [button for button in app.button if button.label == "この会議を開く"]
    send.click().run()
    assert not app.exception
    assert "入れてください" in written(app)


@pytest.mark.parametrize("house", ["empty"], indirect=True)
def test_the_sample_town_is_one_click_away(house):
    app = show("start")
    [button] = [button for button in app.button if "見本の町" in button.label]
    button.click().run()
    assert not app.exception
    assert "ささえあいタウンミーティング" in written(app)


@pytest.fixture
def council(house):
    """The sample town with a choosing of two projects, closed after three members scored."""
    from workshop_app.usecases import deliberating, entering, posing, presetting, scoring

    store = shared.store()
    meeting = entering.first_meeting_id(store)
    room = entering.enter(store, meeting)
    here = deliberating.projects_of(store, room.workshop.id)[:2]
    selection = deliberating.open_selection(
        store,
        room.workshop.id,
        "秋の選考",
        presetting.preset("komoro"),
        members=3,
        project_ids=[each.id for each in here],
        budget_yen=300_000,
    )
    told = posing.look_at(store, selection.id)
    for place, row in enumerate(told.candidates):
        deliberating.describe_candidate(
            store, row.id, cost_yen=200_000, requested_at="", gates={"G1": True}
        )
        for member in told.members:
            value = str(9 - 2 * place - member.number % 2)
            given = {criterion.id: value for criterion in told.criteria}
            scoring.give(store, member.id, row.id, given)
    deliberating.close(store, selection.id)
    return posing.look_at(store, selection.id)


CHOOSING_PARTS = ("項目と決め方", "委員と採点", "結果(投影できます)", "決定と記録")


@pytest.mark.parametrize("house", ["sample"], indirect=True)
def test_choosing_shows_every_part_and_the_projected_one_names_nobody(council):
    app = show("choose")
    assert not app.exception, app.exception
    assert "採点を終えた委員 3名／3名" in written(app)
    for part in CHOOSING_PARTS:
        app = app.button_group(key="choose_part").set_value(part).run()
        assert not app.exception, app.exception[0]
        if part == "結果(投影できます)":
            said = written(app)
            assert "決め方は「合計」" in said and "次点" in said
            assert "委員1" not in said and council.members[0].code not in said


@pytest.mark.parametrize("house", ["sample"], indirect=True)
def test_a_decision_is_refused_without_reasons_and_frozen_with_them(council):
    from workshop_app.usecases import deciding

    app = show("choose")
    app = app.button_group(key="choose_part").set_value("決定と記録").run()
    freeze = next(each for each in app.button if each.label == "決定を記録して固める")
    app = freeze.click().run()
    assert "理由を書いてください" in written(app)
    first, second = council.candidates
    app.text_input(key=f"reason_{first.id}").set_value("声が多くの班にある")
    app.text_input(key=f"reason_{second.id}").set_value("予算の外")
    app.text_input(key=f"after_{second.id}").set_value("春にもう一度")
    freeze = next(each for each in app.button if each.label == "決定を記録して固める")
    app = freeze.click().run()
    assert not app.exception, app.exception
    assert "次の一歩：春にもう一度" in written(app)
    [record] = deciding.records_of(shared.store(), council.selection.id)
    assert deciding.is_untouched(record)


@pytest.mark.parametrize("house", ["sample"], indirect=True)
def test_a_finer_and_a_coarser_look_change_the_view_and_no_card(house):
    from workshop_app.usecases import opening

    app = show("themes")
    [town] = opening.towns(shared.store())
    before = shared.store().revision(town.id)
    [grain] = [radio for radio in app.radio if radio.label == "見る細かさ"]
    assert grain.value == "ふつう"
    sums = [text.value for text in app.text if "ぜんぶで" in text.value]
    for look in ("大きく見る", "細かく見る"):
        grain.set_value(look).run()
        assert not app.exception, app.exception[0]
        assert [text.value for text in app.text if "ぜんぶで" in text.value] == sums
    assert shared.store().revision(town.id) == before


@pytest.mark.parametrize("house", ["sample"], indirect=True)
def test_who_takes_a_correction_back_that_somebody_else_has_built_on_is_told_so(house):
    from workshop_app.usecases import reading, stepping, theming

    store = shared.store()
    card, *_ = reading.board_of_meeting(store, 1).themes
    theming.rename(store, shared.embedder(), card.theme.id, "わたしの見出し")
    app = show("themes")
    theming.rename(store, shared.embedder(), card.theme.id, "となりの人の見出し")
    before = stepping.number(store, 1)
    [back] = [each for each in app.button if each.label == "最後の手直しを取り消す"]
    back.click().run()
    assert not app.exception
    assert "ほかの人が先にここを直しました" in written(app)
    assert stepping.number(store, 1) == before, "nothing is done"
    [back] = [each for each in app.button if each.label == "最後の手直しを取り消す"]
    back.click().run()
    now = reading.board_of_meeting(store, 1).card(card.theme.id)
    assert now.theme.heading == "わたしの見出し", "what is seen now can be taken back"


@pytest.mark.parametrize("house", ["sample"], indirect=True)
@pytest.mark.parametrize("page", ["gather", "desk", "money"])
def test_every_page_of_the_sample_town_says_that_it_is_invented(house, page):
    from workshop_app import words

    told = " ".join(str(each.value) for each in show(page).sidebar.get("info"))
    assert words.SAMPLE_MARK in told, "the frame draws it, so every page has it"


@pytest.mark.parametrize("house", ["sample"], indirect=True)
def test_items_saved_as_they_stand_keep_weights_tops_and_words(house):
    from workshop_app.usecases import deliberating, entering, posing, presetting

    show("start")
    store = shared.store()
    here = entering.enter(store, entering.first_meeting_id(store)).workshop.id
    made = deliberating.open_selection(
        store,
        here,
        "秋の選考",
        presetting.preset("default"),
        members=3,
        project_ids=[deliberating.projects_of(store, here)[0].id],
    )

    def items():
        rows = posing.look_at(store, made.id).criteria
        return [(row.name, row.weight, row.most, row.grades) for row in rows]

    before, ids = items(), {row.id for row in posing.look_at(store, made.id).criteria}
    app = show("choose")
    app.session_state["choose_part"] = "項目と決め方"
    app.run()
    [save] = [button for button in app.button if button.label == "項目を保存する"]
    save.click().run()
    assert not app.exception
    assert items() == before
    assert not ids & {row.id for row in posing.look_at(store, made.id).criteria}, "saved anew"
