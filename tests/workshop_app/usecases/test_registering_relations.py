"""The register of relations as a table: whom it means, what it changes, what it asks."""

import csv
import io
from datetime import date, timedelta

import pytest

from workshop_app import errors
from workshop_app.model import MeetingKind, Party, RelationKind, Stage
from workshop_app.register_words import Register
from workshop_app.store import audit, stakeholders
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
TIES = Register.RELATIONS
SHOP, CLUB, COUNCIL, FIRST, SECOND = (
    "みどり商店",
    "いきいき体操の会",
    "みはらし町社協",
    "東町会",
    "西町会",
)


@pytest.fixture
def town(store):
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, TODAY, table_count=1
    )
    town = entering.town_of(store, opening.open_in_town(store, "みはらし町", plan).id)

    def write(conn):
        for name, party, kind in (
            (SHOP, Party.COMPANIES, ""),
            (CLUB, Party.RESIDENTS, ""),
            (COUNCIL, Party.CARE, "O007"),
            (FIRST, Party.RESIDENTS, "O034"),
            (SECOND, Party.RESIDENTS, "O034"),
        ):
            stakeholders.add(conn, municipality_id=town, name=name, party=party, category=kind)

    store.write(write, municipality_id=town)
    relating.relate(
        store, town, 1, 2, RelationKind.COOPERATION, last_contact_on=date(2026, 2, 1)
    )
    relating.relate(store, town, 3, 4, RelationKind.INFORMATION)
    return town


def rows_of(store, town):
    content = registering.register_paper(store, town, TIES, "csv").content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def look(store, town, *rows):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    content = out.getvalue().encode("cp932")
    return registering.look_into(store, town, TIES, content, "つながり.csv", today=TODAY)


def ties(store, town):
    found = store.read(lambda conn: tabulating.read_town(conn, town)).relations
    return [(t.source_id, t.target_id, t.kind, t.last_contact_on, t.note) for t in found]


def tie(one, other, kind="連携", **more):
    return {"団体": one, "相手の団体": other, "どんなつながり": kind, **more}


def test_what_goes_out_says_who_with_whom_how_and_when(store, town):
    assert [list(row.values()) for row in rows_of(store, town)] == [
        ["1", SHOP, CLUB, "連携", "2026-02-01", ""],
        ["2", COUNCIL, FIRST, "情報共有", "", ""],
    ]


def test_a_table_is_looked_at_written_told_and_taken_back(store, town):
    rows = rows_of(store, town)
    rows[0] |= {"最後の連絡の日": "令和8年11月3日", "どんなつながり": "共同"}
    rows += [{"番号": ""} | tie(" 社 協 ", "みどり商店さん", メモ="見守り")]
    rows += [{"番号": ""} | tie("社協", CLUB, 最後の連絡の日="2026/10/5", メモ="見守り")]
    rows += [{"番号": "99"} | tie(SHOP, FIRST)]
    before = ties(store, town)
    seen = look(store, town, *rows)
    assert ties(store, town) == before
    [changed], [new] = seen.changed, seen.new
    assert [(c.heading, c.before, c.after) for c in changed.changes] == [
        ("どんなつながり", "連携", "共同実施"),
        ("最後の連絡の日", "2026-02-01", "2026-11-03"),
    ]
    assert (changed.name, new.name) == (f"{SHOP} ↔ {CLUB}", f"{COUNCIL} ↔ {CLUB}")
    assert seen.unchanged == 1
    assert [(row.number, row.excerpt) for row in seen.refused] == [
        (4, "社 協 ↔ みどり商店さん"),
        (6, f"{SHOP} ↔ {FIRST}"),
    ]

    assert enrolling.accept(store, seen) == enrolling.Taken(TIES, "つながり.csv", 1, 1)
    assert ties(store, town) == [
        (1, 2, RelationKind.JOINT, date(2026, 11, 3), ""),
        before[1],
        (3, 2, RelationKind.COOPERATION, date(2026, 10, 5), "見守り"),
    ]
    log = store.read(lambda conn: audit.list_of(conn, town))
    assert [e.subject for e in log if e.action == "名簿の表から登録"] == [new.name]
    assert len([e for e in log if e.action == "名簿の表で直す"]) == 1

    assert enrolling.undo(store, town) == enrolling.Undone(removed=1, restored=1, left=0)
    assert ties(store, town) == before


REFUSED = [
    (tie("SC", CLUB), "シルバー人材センター"),
    (tie(SHOP, "包括"), "いくつかの意味"),
    (tie("デイ", CLUB), "団体の名簿にある名前で"),
    (tie("町内会", CLUB), f"「{FIRST}」「{SECOND}」のことですか"),
    (tie("あおぞらマート", CLUB), "先に団体を登録"),
    (tie("消防団", CLUB), "先に団体を登録"),
    (tie("", CLUB), "団体がありません"),
    (tie(SHOP, SHOP), "ちがう2つの団体"),
    (tie(SHOP, CLUB, ""), "「情報共有」「連携」「共同実施」"),
    (tie(SHOP, CLUB, "なかよし"), "「情報共有」「連携」「共同実施」"),
    (tie(CLUB, SHOP), "番号1"),
    (tie(SHOP, FIRST, 最後の連絡の日="きのう"), "2026-11-24"),
    (tie(SHOP, FIRST, 最後の連絡の日="2026-11-25"), "きょうより先"),
    ({"番号": "2"} | tie(SHOP, CLUB), "番号1"),
    ({"番号": "2"} | tie(COUNCIL, COUNCIL), "ちがう2つの団体"),
]


def test_a_row_that_cannot_be_taken_in_asks_or_says_why(store, town):
    for row, why in REFUSED:
        seen = look(store, town, row)
        [refused] = seen.refused
        assert why in refused.reason, row
        assert not seen.changes_anything


def test_the_same_pair_and_kind_is_taken_once_whoever_stands_first(store, town):
    seen = look(
        store,
        town,
        tie(SHOP, FIRST),
        tie(FIRST, SHOP),
        tie(FIRST, SHOP, "共同実施"),
        {"番号": "2"} | tie(FIRST, SHOP),
    )
    assert [row.number for row in seen.new] == [2, 4]
    assert [row.number for row in seen.refused] == [3, 5]
    assert "2行目" in seen.refused[0].reason


def test_two_organisations_of_one_name_are_not_told_apart_by_guessing(store, town):
    mapping.register_stakeholder(store, town, CLUB, Party.RESIDENTS)
    seen = look(store, town, tie(CLUB, FIRST))
    assert "2つあります" in seen.refused[0].reason


@pytest.mark.parametrize("between", ["change", "part", "same", "gone"])
def test_what_changed_since_it_was_looked_at_is_not_overwritten(store, town, between):
    seen = look(
        store,
        town,
        {"番号": "1"} | tie(SHOP, CLUB, "情報共有"),
        {"番号": ""} | tie(CLUB, SECOND),
    )
    assert (len(seen.changed), len(seen.new)) == (1, 1)
    if between == "change":
        relating.change(store, town, 1, RelationKind.JOINT, TODAY)
    elif between == "part":
        relating.part(store, town, 1)
    elif between == "same":
        relating.relate(store, town, 5, 2, RelationKind.COOPERATION)
    else:
        store.write(lambda conn: stakeholders.remove(conn, 5), municipality_id=town)
    kept = ties(store, town)
    with pytest.raises(errors.UnusableInputError, match="書きかえられました"):
        enrolling.accept(store, seen)
    assert ties(store, town) == kept


def test_taking_back_leaves_what_somebody_changed_or_wrote_anew(store, town):
    enrolling.accept(
        store,
        look(
            store,
            town,
            {"番号": "1"} | tie(SHOP, CLUB, "共同実施"),
            {"番号": ""} | tie(SHOP, SECOND),
        ),
    )
    relating.relate(store, town, 1, 2, RelationKind.COOPERATION)
    relating.change(store, town, 3, RelationKind.COOPERATION, TODAY)
    kept = ties(store, town)
    assert enrolling.undo(store, town) == enrolling.Undone(removed=0, restored=0, left=2)
    assert ties(store, town) == kept


def test_fourteen_organisations_by_table_four_of_them_silent(store, town):
    """C15: of 14 organisations, the 4 past 180 days are listed."""
    names = [f"第{n}の会" for n in range(1, 15)]
    for name in names:
        mapping.register_stakeholder(store, town, name, Party.RESIDENTS)
    for number in (1, 2):
        relating.part(store, town, number)
    old, new = TODAY - timedelta(days=181), TODAY - timedelta(days=180)
    pairs = zip(names[::2], names[1::2], strict=True)
    rows = [
        tie(one, other, 最後の連絡の日=(old if at < 2 else new).isoformat())
        for at, (one, other) in enumerate(pairs)
    ]
    enrolling.accept(store, look(store, town, *rows))
    assert relating.list_silent(store, town, TODAY) == tuple(names[:4])


def test_a_table_without_the_other_side_says_which_column_is_missing(store, town):
    with pytest.raises(errors.UnusableInputError, match="「相手の団体」の列がありません"):
        look(store, town, {"団体": SHOP, "どんなつながり": "連携"})
