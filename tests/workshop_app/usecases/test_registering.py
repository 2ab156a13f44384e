"""The registers as tables: out, filled in, looked at, taken in, taken back."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from workshop_app import errors
from workshop_app.model import AssetClass, MeetingKind, Party, RelationKind, Stage
from workshop_app.register_words import COLUMNS, Register
from workshop_app.store import areas, audit
from workshop_app.usecases import (
    enrolling,
    entering,
    mapping,
    opening,
    registering,
    relating,
    tabulating,
)

TODAY = date(2026, 11, 24)
ORGS, ASSETS, TIES = Register
FORMULA = '=HYPERLINK("http://example.invalid","x")'


@pytest.fixture
def town(store):
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, TODAY, table_count=1
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    town = entering.town_of(store, meeting.id)
    shop = mapping.register_stakeholder(store, town, "みどり商店", Party.COMPANIES)
    club = mapping.register_stakeholder(store, town, FORMULA, Party.RESIDENTS, note_text="-1+2")
    relating.relate(store, town, shop.id, club.id, RelationKind.INFORMATION)
    mapping.register_asset(
        store, town, "体操教室", AssetClass.PLACE, noted_on=TODAY, owner_id=shop.id
    )
    store.write(
        lambda conn: areas.add(conn, municipality_id=town, name="北地区", tier=2),
        municipality_id=town,
    )
    return town


def paper(store, town, register, file_format="csv"):
    return registering.register_paper(store, town, register, file_format).content


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def table(rows, encoding="utf-8-sig"):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def look(store, town, register, content, name="名簿.csv"):
    return registering.look_into(store, town, register, content, name, today=TODAY)


def now(store, town):
    return store.read(lambda conn: tabulating.read_town(conn, town))


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("register", list(Register))
def test_what_goes_out_comes_back_and_changes_nothing(store, town, register, file_format):
    before = now(store, town)
    seen = look(store, town, register, paper(store, town, register, file_format), "名簿")
    assert seen.unchanged == len(before.entries(register)) > 0
    assert (seen.new, seen.changed, seen.refused, seen.notes) == ((), (), (), ())
    with pytest.raises(errors.UnusableInputError, match="取り込む行がありません"):
        enrolling.accept(store, seen)
    assert now(store, town) == before


@pytest.mark.parametrize("register", list(Register))
def test_no_cell_is_a_formula_and_the_same_register_gives_the_same_bytes(store, town, register):
    content = paper(store, town, register, "xlsx")
    assert content == paper(store, town, register, "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert [cell.value for cell in sheet[1]] == [c.heading for c in COLUMNS[register]]
    said = [c for row in rows_of(paper(store, town, register)) for c in row.values()]
    assert not [cell for cell in said if cell.startswith(("=", "+", "-", "@"))]


def test_a_table_shows_its_difference_and_writes_only_what_is_accepted(store, town):
    rows = rows_of(paper(store, town, ORGS))
    rows[0] |= {"名前": "みどりマート", "圏域": "北地区", "団体の種類": "社協"}
    rows.append({"番号": "", "名前": "いきいき体操の会", "立場": "住民"})
    rows.append({"番号": "999", "名前": "よその団体", "立場": "住民"})
    rows.append({"番号": "", "名前": "まぼろし組", "立場": "宇宙"})
    before = now(store, town)
    seen = look(store, town, ORGS, table(rows))
    assert now(store, town) == before
    [changed], [new] = seen.changed, seen.new
    assert [(c.heading, c.before, c.after) for c in changed.changes] == [
        ("名前", "みどり商店", "みどりマート"),
        ("団体の種類", "", "社会福祉協議会"),
        ("圏域", "", "北地区"),
    ]
    assert (new.number, new.values["party"]) == (4, Party.RESIDENTS)
    assert [(r.number, r.excerpt) for r in seen.refused] == [
        (5, "よその団体"),
        (6, "まぼろし組"),
    ]
    assert "番号を空けて" in seen.refused[0].reason and "「住民」" in seen.refused[1].reason
    assert len(seen.new) + len(seen.changed) + seen.unchanged + len(seen.refused) == len(rows)

    taken = enrolling.accept(store, seen)
    assert (taken.made, taken.changed) == (1, 1)
    after = now(store, town)
    assert [w.name for w in after.organisations] == [
        "みどりマート",
        FORMULA,
        "いきいき体操の会",
    ]
    assert after.organisations[0].category == "O007"
    log = store.read(lambda conn: audit.list_of(conn, town))
    assert [e.detail for e in log if e.action == "名簿の表で直す"] == [
        "名前「みどり商店」→「みどりマート」、団体の種類「」→「社会福祉協議会」、圏域「」→「北地区」"
    ]

    assert enrolling.undo(store, town) == enrolling.Undone(removed=1, restored=1, left=0)
    assert now(store, town) == before
    assert enrolling.last_import(store, town) is None
    with pytest.raises(errors.NotFoundError):
        enrolling.undo(store, town)


def test_assets_come_in_with_area_times_capacity_conditions_and_state(store, town):
    row = {
        "名称": "集会所",
        "種類": "場所",
        "地区": "北地区",
        "所有者": "みどり商店",
        "曜日": "月 9:00～12:00",
        "定員": "１０人",
        "条件": "有償で貸します",
        "連絡先": "長寿課の窓口",
        "状態": "使用可",
        "日付": "令和8年11月3日",
        "好きな色": "青",
    }
    seen = look(store, town, ASSETS, table([row], "cp932"))
    assert [note for note in seen.notes if "好きな色" in note]
    assert [note for note in seen.notes if "1件" in note and "残します" in note]
    enrolling.accept(store, seen)
    printed = tabulating.print_entry(now(store, town).assets[-1], now(store, town))
    assert {k: v for k, v in printed.items() if k != "id"} == {
        "name": "集会所",
        "area_id": "北地区",
        "asset_class": "場所",
        "owner_id": "みどり商店",
        "availability": "月 9:00～12:00",
        "capacity": "10",
        "conditions": "有償で貸します",
        "contact_office": "長寿課の窓口",
        "state": "使用可",
        "noted_on": "2026-11-03",
        "category": "",
        "work": "候補",
    }


@pytest.mark.parametrize(
    ("register", "row", "why"),
    [
        (ORGS, {"名前": "", "立場": "住民"}, "名前がありません"),
        (ORGS, {"名前": "甲", "立場": "SC"}, "いくつかの意味"),
        (ORGS, {"名前": "甲"}, "立場がありません"),
        (ORGS, {"名前": "みどり商店", "立場": "企業等"}, "番号1"),
        (ORGS, {"番号": "2", "名前": "みどり商店", "立場": "住民"}, "番号1"),
        (ORGS, {"名前": "甲", "立場": "住民", "団体の種類": "包括"}, "いくつかの意味"),
        (ORGS, {"名前": "甲", "立場": "住民", "団体の種類": "SC"}, "いくつかの意味"),
        (ORGS, {"名前": "甲", "立場": "住民", "圏域": "海"}, "北地区"),
        (ORGS, {"名前": "元大工の山田さん", "立場": "住民"}, "人の名前"),
        (ORGS, {"番号": "一", "名前": "甲", "立場": "住民"}, "番号を空けて"),
        (ASSETS, {"名前": "乙", "区分": "場所", "受けられる数": "たくさん"}, "数だけ"),
        (ASSETS, {"名前": "乙", "区分": "場所", "持ち主の団体": "だれか"}, "先に団体"),
        (ASSETS, {"名前": "乙", "区分": "場所", "書いた日": "きのう"}, "2026-11-24"),
    ],
)
def test_a_row_that_cannot_be_taken_in_says_why(store, town, register, row, why):
    seen = look(store, town, register, table([row, {"名前": ""}]))
    [refused] = seen.refused
    assert why in refused.reason
    assert not seen.changes_anything


def test_the_same_number_or_name_twice_is_refused(store, town):
    rows = [{"番号": "1", "名前": "甲", "立場": "住民"}] * 2
    rows += [{"番号": "", "名前": "乙", "立場": "住民"}, {"名前": "乙 ", "立場": "住民"}]
    seen = look(store, town, ORGS, table(rows))
    assert [r.number for r in seen.refused] == [3, 5]
    assert (len(seen.changed), len(seen.new)) == (1, 1)


def test_what_changed_since_it_was_looked_at_is_not_overwritten(store, town):
    seen = look(store, town, ORGS, table([{"番号": "1", "名前": "甲", "立場": "住民"}]))
    again = look(store, town, ORGS, table([{"番号": "1", "名前": "乙", "立場": "住民"}]))
    enrolling.accept(store, again)
    with pytest.raises(errors.UnusableInputError, match="書きかえられました"):
        enrolling.accept(store, seen)
    assert now(store, town).organisations[0].name == "乙"


def test_taking_back_leaves_what_somebody_uses_by_now(store, town):
    rows = [{"名前": name, "立場": "住民"} for name in ("甲", "乙")]
    enrolling.accept(store, look(store, town, ORGS, table(rows)))
    used = now(store, town).organisations[-1]
    mapping.register_asset(
        store, town, "軽トラ", AssetClass.THING, noted_on=TODAY, owner_id=used.id
    )
    assert enrolling.undo(store, town) == enrolling.Undone(removed=1, restored=0, left=1)
    assert [w.name for w in now(store, town).organisations][2:] == ["乙"]


def test_a_form_changes_an_asset_in_the_words_of_the_table(store, town):
    asset = now(store, town).assets[0]
    cells = {"capacity": "5", "area_id": "北地区", "state": "確認済"}
    assert enrolling.change_asset(store, town, asset, cells, today=TODAY) == 3
    assert now(store, town).assets[0].capacity == 5
    assert enrolling.change_asset(store, town, asset, {"name": "体操教室"}, today=TODAY) == 0
    with pytest.raises(errors.UnusableInputError, match="書きかえ"):
        other = now(store, town).assets[0]
        seen = look(store, town, ASSETS, table([{"番号": other.id, "名前": "甲"}]))
        enrolling.change_asset(store, town, other, {"name": "乙"}, today=TODAY)
        enrolling.accept(store, seen)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", "あ,い\n1,2".encode()])
def test_what_is_no_register_is_refused_with_a_sentence(store, town, content):
    with pytest.raises(errors.UnusableInputError, match=r"名簿\.csv"):
        look(store, town, ORGS, content)
