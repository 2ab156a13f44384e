"""Copies of other laptops are taken in whole, once, and undo nothing that was decided here."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import (
    Consent,
    ConsentRecord,
    Fate,
    HoldState,
    MeetingKind,
    Party,
    Stage,
    VoiceKind,
    VoiceSource,
)
from workshop_app.settings import Settings
from workshop_app.store import (
    Store,
    areas,
    audit,
    backup,
    consents,
    hand_overs,
    holds,
    receipts,
    voices,
)
from workshop_app.usecases import (
    answering,
    cutting,
    entering,
    gathering,
    merging,
    opening,
    reading,
    screening,
    stepping,
    theming,
    unpacking,
)
from workshop_app.usecases.gathering import Entry

DAY = date(2026, 11, 20)
NAMED = "となりの田中さんの電話は090-1234-5678です"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def desk(request, tmp_path):
    """The coordinator's own store."""
    wanted = "database_url" if request.param == "sqlite" else "postgres_url"
    place = Settings(tmp_path / "車座のデータ", request.getfixturevalue(wanted))
    with Store.open(place) as opened:
        yield opened


@pytest.fixture
def make_laptop(tmp_path, empty_database):
    """Open stores of other laptops."""
    opened = []

    def make(name):
        folder = tmp_path / name
        folder.mkdir()
        file = shutil.copy(empty_database, folder / "kurumaza.db")
        opened.append(Store.open(Settings(folder, f"sqlite:///{file.as_posix()}")))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


def hold_evening(store, title="夕べの会", town="みはらし町"):
    plan = opening.MeetingPlan(title, MeetingKind.TOWN_MEETING, Stage.HEARING, DAY, 2)
    return opening.open_in_town(store, town, plan)


def say(store, meeting, *texts, **entry):
    return [gathering.record_voice(store, meeting.id, text, Entry(**entry)) for text in texts]


def copy_of(store, tmp_path, name="控え.db"):
    return unpacking.unpack(backup.backup(store, tmp_path / name, may_replace=True))


def heard(store, meeting_id, *, include_withdrawn=False):
    return store.read(lambda conn: voices.list_of(conn, meeting_id, include_withdrawn))


def everything(store):
    """Return every row of the talk, so that two stores can be compared."""
    [shop] = opening.all_workshops(store)

    def read(conn):
        return (
            voices.list_of_workshop(conn, shop.id, include_withdrawn=True),
            holds.of_workshop(conn, shop.id),
            stepping.steps.list_of(conn, shop.id),
        )

    return (*store.read(read), reading.board_of_workshop(store, shop.id))


def audit_of(store):
    [town] = opening.towns(store)
    return store.read(lambda conn: audit.list_of(conn, town.id))


def counts(line):
    return line.new, line.here, line.changed, line.refused


def test_two_tables_of_one_evening_become_one_meeting_and_twice_is_once(
    desk, make_laptop, tmp_path
):
    here, laptop = hold_evening(desk), make_laptop("二班")
    say(desk, here, "バスの本数が少ない", table_number=1)
    there = hold_evening(laptop)
    say(
        laptop,
        there,
        *("バスの本数が少ない", "雪かきがつらい"),
        table_number=2,
        party=Party.CARE,
        kind=VoiceKind.TROUBLE,
        consent=Consent.PUBLIC,
    )
    parcel = copy_of(laptop, tmp_path)
    before = everything(desk)
    shown = merging.preview(desk, parcel)
    assert [counts(line) for line in shown.lines] == [(2, 0, 0, 0)]
    assert shown.lines[0].into == "夕べの会" and everything(desk) == before
    assert merging.merge(desk, parcel).preview == shown
    said = heard(desk, here.id)
    assert [v.text for v in said] == [
        "バスの本数が少ない",
        "バスの本数が少ない",
        "雪かきがつらい",
    ]
    told = {v.client_key: v for v in heard(laptop, there.id)}
    for voice in said[1:]:
        own = told[voice.client_key]
        for field in ("party", "table_number", "kind", "consent", "source", "recorded_at"):
            assert getattr(voice, field) == getattr(own, field)
    after = everything(desk)
    again = merging.merge(desk, parcel)
    assert counts(again.preview.lines[0]) == (0, 2, 0, 0) and again.preview.is_empty
    assert again.workshop_ids == () and everything(desk) == after
    logged = [e for e in audit_of(desk) if "合わせる" in e.action]
    assert len(logged) == 1 and "新しい声2件" in logged[0].detail
    assert "バス" not in logged[0].detail + logged[0].subject


def test_a_new_meeting_comes_with_its_town_area_tables_people_and_consent(
    desk, make_laptop, tmp_path
):
    laptop = make_laptop("巡回")
    town = opening.found_town(laptop, "みはらし町", area_names=["東", "西"])
    known = {a.name: a.id for a in laptop.read(lambda conn: areas.list_of(conn, town.id))}
    plan = opening.MeetingPlan(
        "西の会", MeetingKind.SALON, Stage.HEARING, DAY, 3, area_id=known["西"]
    )
    there = opening.open_meeting(laptop, town.id, plan)
    record = ConsentRecord(there.id, "会のはじめに話した", None, True, False, True, DAY)
    laptop.write(lambda conn: consents.put(conn, record), municipality_id=town.id)
    say(laptop, there, "坂がきつい", area_id=known["東"])
    merging.merge(desk, copy_of(laptop, tmp_path))
    [shop] = opening.all_workshops(desk)
    [line] = entering.all_meetings(desk)
    room = entering.enter(desk, line.meeting.id)
    assert (room.municipality.name, room.workshop.id) == ("みはらし町", shop.id)
    assert room.area_name(room.meeting.area_id) == "西" and len(room.tables) == 3
    assert room.meeting.join_code == there.join_code
    assert [room.area_name(v.area_id) for v in heard(desk, room.meeting.id)] == ["東"]
    tiers = {area.name: (area.tier, area.parent_id) for area in room.areas}
    whole = next(area.id for area in room.areas if area.tier == 1)
    assert tiers["西"] == (2, whole)
    kept = desk.read(lambda conn: consents.of_meeting(conn, room.meeting.id))
    assert kept == ConsentRecord(room.meeting.id, *list(vars_of(record))[1:])


def vars_of(record):
    return (getattr(record, name) for name in record.__slots__)


def test_what_is_held_withdrawn_or_handed_over_stays_so(desk, make_laptop, tmp_path):
    laptop = make_laptop("止めた声")
    here, there = hold_evening(desk), hold_evening(laptop)
    gone, waits, held, shown, taken = say(
        laptop,
        there,
        "取り消す声",
        NAMED,
        NAMED + "。",
        NAMED + "！",
        "もう死にたいと言う人がいる",
    )
    gathering.withdraw(laptop, [gone.id], reason="まちがい")
    screening.hold_back(laptop, held.id)
    screening.accept(laptop, shown.id, wording="ご近所の電話のこと")
    screening.hand_over(laptop, taken.id)
    parcel = copy_of(laptop, tmp_path)
    merging.merge(desk, parcel)
    mine = {v.client_key: v for v in heard(desk, here.id, include_withdrawn=True)}

    def hold_of(voice):
        return desk.read(lambda conn: holds.of_voice(conn, mine[voice.client_key].id))

    assert mine[gone.client_key].withdrawn_at and hold_of(gone) is None
    assert hold_of(waits).state is HoldState.WAITING
    assert hold_of(held).state is HoldState.HELD
    assert hold_of(shown).wording == "ご近所の電話のこと"
    assert hold_of(taken).state is HoldState.HANDED_OVER
    assert mine[taken.client_key].withdrawn_at
    on_wall = reading.board_of_meeting(desk, here.id, on_screen=True)
    assert [v.text for v in on_wall.waiting] == ["ご近所の電話のこと（言いかえ）"]
    [town] = opening.towns(desk)
    [task] = desk.read(lambda conn: hand_overs.list_of(conn, town.id))
    assert task.voice_id == mine[taken.client_key].id and task.closed_at is None
    # Staff close the case: the words are gone for good, and no copy brings them back.
    screening.close_task(desk, task.id)
    again = merging.preview(desk, parcel)
    assert counts(again.lines[0]) == (0, 4, 0, 1) and "消した" in again.refusals[0].reason


def test_a_copy_of_this_very_desk_undoes_nothing_that_was_decided_here(
    desk, make_laptop, tmp_path
):
    """Both start from one copy; then each corrects and holds back on its own."""
    laptop = make_laptop("もとは同じ")
    there = hold_evening(laptop)
    first, second, third, fourth = say(laptop, there, "一つめ", "二つめ", NAMED, "四つめ")
    merging.merge(desk, copy_of(laptop, tmp_path))
    [here] = [line.meeting for line in entering.all_meetings(desk)]
    mine = {v.client_key: v for v in heard(desk, here.id)}

    def own(voice):
        return desk.read(lambda conn: voices.get(conn, mine[voice.client_key].id))

    gathering.refile(desk, own(first).id, Entry(party=Party.CARE, table_number=2))
    screening.accept(desk, own(third).id)
    gathering.withdraw(desk, [own(fourth).id], reason="こちらで")
    # Meanwhile there:
    gathering.refile(laptop, first.id, Entry(party=Party.COMPANIES, table_number=2))
    gathering.refile(laptop, second.id, Entry(kind=VoiceKind.WISH, consent=Consent.ROOM))
    parcel = copy_of(laptop, tmp_path)
    shown = merging.preview(desk, parcel)
    assert counts(shown.lines[0]) == (0, 3, 1, 0)
    assert [remark.text for remark in shown.remarks] == ["一つめ"]
    merging.merge(desk, parcel)
    assert own(first).party is Party.CARE and own(first).table_number == 2
    assert own(second).kind is VoiceKind.WISH and own(second).consent is Consent.ROOM
    assert own(third).is_projected and own(fourth).withdrawn_at
    # Taken back there, and held there: that wins, for it shows less.
    gathering.withdraw(laptop, [first.id], reason="本人が")
    screening.hold_back(laptop, third.id)
    merging.merge(desk, copy_of(laptop, tmp_path))
    assert own(first).withdrawn_at and not own(third).is_projected
    # A person here lets it be shown again; the same copy once more does not undo that.
    screening.accept(desk, own(third).id)
    assert merging.preview(desk, copy_of(laptop, tmp_path)).is_empty
    assert own(third).is_projected


def test_corrections_bind_here_and_move_nobody_who_was_here(desk, make_laptop, tmp_path):
    encoder, laptop = load_default(), make_laptop("直した卓")
    here, there = hold_evening(desk), hold_evening(laptop)
    say(desk, here, *(f"バスの本数が少ない。{n}" for n in ("通えない", "遠い", "困る")))
    theming.settle(desk, here.workshop_id, encoder)
    said = say(laptop, there, "バスで病院に行けない", "雪かきの手が足りない", "将棋を教えたい")
    theming.settle(laptop, there.workshop_id, encoder)
    board = reading.board_of_meeting(laptop, there.id)
    home = next(c for c in (*board.themes, *board.lone) if said[1] in c.voices).theme.id
    theming.move(laptop, encoder, said[0].id, home)
    theming.rename(laptop, encoder, home, "冬のくらし")
    theming.pin(laptop, encoder, said[0].id)
    theming.mark_apart(laptop, encoder, [said[0].id, said[2].id])
    answering.answer(laptop, home, Fate.CONSIDERED, next_step="12月に話す")
    before = places_of(desk, here)
    parcel = copy_of(laptop, tmp_path)
    done = merging.merge(desk, parcel)
    for workshop_id in done.workshop_ids:
        theming.settle(desk, workshop_id, encoder)
    after = places_of(desk, here)
    assert {key: after[key] for key in before} == before
    assert after["バスで病院に行けない"] == after["雪かきの手が足りない"] == "冬のくらし"
    assert after["将棋を教えたい"] != "冬のくらし"
    theme = next(
        c.theme
        for c in reading.board_of_meeting(desk, here.id).themes
        if c.theme.heading == "冬のくらし"
    )
    assert answering.answers(desk, here.workshop_id)[theme.id].next_step == "12月に話す"
    told = [step.summary for step in stepping.history(desk, here.workshop_id)]
    assert any("冬のくらし" in sentence for sentence in told)
    # The facts hold at the next correction too, and each can be taken back.
    with pytest.raises(errors.EditConflictError):
        [bus] = [v for v in heard(desk, here.id) if v.text == "バスで病院に行けない"]
        theming.move(desk, encoder, bus.id, before_theme(desk, here))
    while stepping.undo(desk, here.workshop_id):
        pass
    assert {key: places_of(desk, here)[key] for key in before} == before


def before_theme(store, meeting):
    board = reading.board_of_meeting(store, meeting.id)
    return next(c.theme.id for c in board.themes if "バスの本数" in c.voices[0].text)


def places_of(store, meeting):
    board = reading.board_of_meeting(store, meeting.id)
    return {v.text: c.theme.heading for c in (*board.themes, *board.lone) for v in c.voices}


def test_a_voice_cut_in_two_comes_in_two_and_can_be_made_whole(desk, make_laptop, tmp_path):
    encoder, laptop = load_default(), make_laptop("分けた声")
    there = hold_evening(laptop)
    [whole] = say(laptop, there, "バスがない。それと雪かきもつらい")
    theming.settle(laptop, there.workshop_id, encoder)
    cutting.cut(laptop, encoder, whole.id, 6)
    for _ in range(2):  # twice is once
        merging.merge(desk, copy_of(laptop, tmp_path))
    [line] = entering.all_meetings(desk)
    assert [v.text for v in heard(desk, line.meeting.id)] == [
        "バスがない。",
        "それと雪かきもつらい",
    ]
    origins = cutting.origins(desk, line.meeting.workshop_id)
    assert {o.whole.text for o in origins.values()} == {whole.text}
    assert stepping.undo(desk, line.meeting.workshop_id)
    assert [v.text for v in heard(desk, line.meeting.id)] == [whole.text]


def test_doubles_are_known_by_receipt_and_by_words_that_came_in_a_file(
    desk, make_laptop, tmp_path
):
    here, laptop = hold_evening(desk), make_laptop("表から")
    there = hold_evening(laptop)
    draft = voices.VoiceDraft("坂がきつい", Party.RESIDENTS, VoiceSource.FILE, 1)
    gathering.take_in(desk, here.id, [draft])  # typed there, brought here as a table before
    typed = say(laptop, there, "坂がきつい", "坂がきつい", table_number=1)
    [phone] = say(laptop, there, "スマホの声")
    [mine] = say(desk, here, "別のことば")
    for store, voice in ((laptop, phone), (desk, mine)):
        town_id = opening.towns(store)[0].id
        store.write(
            lambda conn, voice=voice: receipts.bring_over(conn, {voice.id: "ABCD2345"}),
            municipality_id=town_id,
        )
    shown = merging.preview(desk, copy_of(laptop, tmp_path))
    # Of two people who said the same, one is here already; the other one is new.
    assert counts(shown.lines[0]) == (1, 1, 0, 1)
    assert "受付番号" in shown.refusals[0].reason and shown.refusals[0].number == phone.id
    merging.merge(desk, copy_of(laptop, tmp_path))
    words = [v.text for v in heard(desk, here.id)]
    assert words.count("坂がきつい") == len(typed) and "スマホの声" not in words


def test_nothing_is_kept_where_the_write_fails_half_way(
    desk, make_laptop, tmp_path, monkeypatch
):
    laptop = make_laptop("途中で")
    for title, town in (("一", "みはらし町"), ("二", "かわべ町")):
        say(laptop, hold_evening(laptop, title, town), "坂がきつい", "雪が深い")
    parcel = copy_of(laptop, tmp_path)
    real = merging.taking_over.note

    def fail(conn, town_id, *words):
        real(conn, town_id, *words)
        if len(opening.municipalities.all(conn)) == 2:
            raise errors.StoreFullError("空きがありません")

    monkeypatch.setattr(merging.taking_over, "note", fail)
    with pytest.raises(errors.StoreFullError):
        merging.merge(desk, parcel)
    assert opening.towns(desk) == []
    monkeypatch.undo()
    merging.merge(desk, parcel)
    assert len(opening.towns(desk)) == 2


def test_voices_nobody_may_quote_there_are_for_the_town_at_most_here(
    desk, make_laptop, tmp_path
):
    here, laptop = hold_evening(desk), make_laptop("引用できない卓")
    there, town_id = hold_evening(laptop), opening.towns(desk)[0].id
    may = ConsentRecord(here.id, "話した", None, True, True, True, DAY)
    desk.write(lambda conn: consents.put(conn, may), municipality_id=town_id)
    say(laptop, there, "坂がきつい", consent=Consent.PUBLIC)
    merging.merge(desk, copy_of(laptop, tmp_path))
    assert [v.consent for v in heard(desk, here.id)] == [Consent.TOWN]


def damage(path, what):
    content = bytearray(path.read_bytes())
    if what == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif what == "text":
        path.write_bytes("声,班\n坂がきつい,1\n".encode())
    else:
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("PRAGMA ignore_check_constraints=ON")
            conn.execute(what)
            conn.commit()


@pytest.mark.parametrize(
    "what",
    [
        "cut",
        "text",
        "UPDATE voices SET party='nobody'",
        "CREATE TRIGGER t AFTER UPDATE ON voices BEGIN DELETE FROM voices; END",
    ],
)
def test_what_is_no_whole_copy_is_refused_in_a_sentence(store, make_laptop, tmp_path, what):
    laptop = make_laptop("傷んだ")
    say(laptop, hold_evening(laptop), "坂がきつい")
    file = backup.backup(laptop, tmp_path / "控え.db")
    damage(file, what)
    for given in (file, file.read_bytes()):
        with pytest.raises(errors.UnreadableFileError, match="控え"):
            unpacking.unpack(given)
    assert opening.towns(store) == []
