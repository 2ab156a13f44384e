"""The page from which files leave: what to look at first, the file, the way back, the day."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import places
from workshop_app.ui import shared
from workshop_app.usecases import gathering, retaining, selecting


@pytest.fixture
def house(told_folder, tmp_path, monkeypatch):
    folder = tmp_path / "データ"
    shutil.copytree(told_folder, folder)
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    yield
    shared.close()


def show(meeting=1):
    app = AppTest.from_file(str(places.ENTRY), default_timeout=200)
    app.switch_page(str(places.PAGES / "leave.py"))
    app.query_params["m"] = str(meeting)
    app.run()
    assert not app.exception, app.exception[0]
    return app


def written(app):
    kinds = ("title", "text", "caption", "info", "warning", "success", "markdown", "subheader")
    return " ".join(str(part.value) for kind in kinds for part in app.get(kind))


def field(parts, label):
    return next(part for part in parts if part.label == label)


def test_a_file_is_made_after_the_open_points_were_read(house):
    app = show()
    assert "出す前の確かめ" in written(app)
    assert "「この場だけ」の声が21件" in written(app)
    assert field(app.button, "ファイルを作る").disabled
    field(app.checkbox, "△のところを読みました").check().run()
    field(app.button, "ファイルを作る").click().run()
    assert not app.exception
    assert "185件のファイルを保存する" in str(app.get("download_button")[0])
    scope = field(app.selectbox, "どこまで出すか")
    scope.set_value(list(selecting.Scope).index(selecting.Scope.PUBLIC)).run()
    assert "公開してよい声だけ" in written(app)
    field(app.checkbox, "合言葉をかける（USBメモリで運ぶとき）").check().run()
    assert len(field(app.text_input, "合言葉").value) >= 12


def test_a_meeting_is_erased_by_one_press_and_its_counts_stay(house):
    app = show(meeting=4)
    field(app.button, "ほんとうに消す").click().run()
    assert not app.exception, app.exception[0]
    assert "声10件を消しました" in written(app)
    assert "残っているのは件数だけです" in written(app)
    assert gathering.said_so_far(shared.store(), 4) == []
    lines = retaining.report(shared.store(), retaining.today()).lines
    assert [line.meeting.id for line in lines if line.state == retaining.ERASED] == [4]
