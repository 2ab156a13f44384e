"""Every command as a person types it: what it does, and the one sentence when it cannot."""

import codecs
import csv
import io
import json
import shutil
import subprocess
import sys
from datetime import date
from importlib.metadata import version

import pytest

from workshop_app import places, settings
from workshop_app.model import MeetingKind, Stage
from workshop_app.store import Store
from workshop_app.usecases import gathering, opening
from workshop_app.usecases.gathering import Entry

GOOD = [
    ["本文", "立場", "班"],
    ["坂がつらい", "住民", "1"],
    ["往診が足りない", "医療・介護", "2"],
]
COMMANDS = (
    "serve",
    "sample",
    "meetings",
    "import",
    "export",
    "themes",
    "choose",
    "model",
    "doctor",
    "backup",
    "restore",
    "merge",
)
BAD = [["", "住民", "1"], ["月の裏に住みたい", "宇宙人", "1"]]


def table(rows, encoding="utf-8"):
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode(encoding)


def count_voices(kurumaza, folder):
    told = json.loads(kurumaza("meetings", "--json", "--data", folder).out)
    return {meeting["id"]: meeting["voices"] for meeting in told}


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_version_is_the_one_that_is_installed(kurumaza):
    assert kurumaza("--version").out == f"kurumaza {version('kurumaza')}\n"


def test_the_help_is_japanese_and_names_every_command(kurumaza):
    said = kurumaza("--help")
    assert said.code == 0
    for command in COMMANDS:
        assert command in said.out
        own = kurumaza(command, "--help")
        assert "--data DIR" in own.out
        for english in ("usage", "options", "positional", "show this"):
            assert english not in own.out + said.out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((), "コマンド"),
        (("dance",), "dance"),
        (("--loud",), "--loud"),
        (("meetings", "--loud"), "--loud"),
        (("meetings", "1"), "1"),
        (("meetings", "--data"), "--data"),
        (("meetings", "--json=3"), "--json"),
        (("export", "1"), "--output"),
        (("export", "1", "-o", "x", "--format", "pdf"), "xlsx、csv"),
        (("themes",), "IN.csv"),
        (("themes", "in.csv", "-o", "out.csv", "--groups", "many"), "--groups"),
        (("themes", "in.csv", "-o", "out.csv", "--groups", "0"), "--groups"),
        (("themes", "in.csv", "-o", "out.csv", "--vec", "v.npy"), "--vec"),
        (("serve", "--port", "x"), "--port"),
        (("serve", "--port", "0"), "--port"),
        (("serve", "--port", "65536"), "65535"),
        (("restore",), "FILE"),
        (("merge",), "FILE"),
        (("model", "dance"), "list、use、fetch"),
        (("model", "use"), "model use"),
        (("model", "list", "x"), "model list"),
    ],
)
def test_a_word_that_is_wrong_is_named_in_one_sentence(kurumaza, words, named):
    said = kurumaza(*words)
    assert said.is_one_sentence, said
    assert named in said.err


def test_without_a_command_the_help_is_shown_beside_the_sentence(kurumaza):
    assert "meetings" in kurumaza().out


def test_the_sample_is_loaded_once(kurumaza, tmp_path):
    folder = tmp_path / "data"
    for expected in ("日之川町", ""):
        said = kurumaza("sample", "--if-empty", "--data", folder)
        assert (said.code, said.err) == (0, "")
        assert expected in said.out
    before = count_voices(kurumaza, folder)
    said = kurumaza("sample", "--data", folder)
    assert said.is_one_sentence
    assert "もう入っています" in said.err
    assert count_voices(kurumaza, folder) == before
    assert kurumaza("sample", "nowhere", "--data", folder).is_one_sentence


def test_meetings_are_listed_with_exactly_these_fields(kurumaza, sample_folder):
    told = json.loads(kurumaza("meetings", "--json", "--data", sample_folder).out)
    for meeting in told:
        assert " ".join(meeting) == "id title stage date voices is_open join_code code"
    assert {meeting["stage"] for meeting in told} == set("アイウ")
    assert [meeting["date"] for meeting in told] == sorted(
        (meeting["date"] for meeting in told), reverse=True
    )
    assert len({meeting["join_code"] for meeting in told}) == len(told) >= 4
    assert all(meeting["code"] == meeting["join_code"] for meeting in told)
    first = next(meeting for meeting in told if meeting["stage"] == "ア")
    assert first["voices"] >= 180
    assert first["is_open"] is True
    plain = kurumaza("meetings", "--data", sample_folder).out
    assert all(meeting["title"] in plain for meeting in told)


def test_without_meetings_the_list_says_what_to_do(kurumaza, tmp_path):
    assert json.loads(kurumaza("meetings", "--json", "--data", tmp_path / "d").out) == []
    assert "kurumaza sample" in kurumaza("meetings", "--data", tmp_path / "d").out


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16", "euc_jis_2004"])
def test_a_file_of_a_town_hall_is_imported(kurumaza, town, tmp_path, encoding):
    file = tmp_path / "声.csv"
    file.write_bytes(table(GOOD, encoding))
    before = count_voices(kurumaza, town)
    said = kurumaza("import", "3", file, "--data", town)
    assert said.code == 0, said
    assert "「本文」" in said.out
    assert "2件" in said.out
    assert count_voices(kurumaza, town) == before | {3: before[3] + 2}
    kurumaza("export", "3", "--format", "csv", "-o", tmp_path / "out.csv", "--data", town)
    last = rows_of(tmp_path / "out.csv")[-2:]
    assert [row["本文"] for row in last] == ["坂がつらい", "往診が足りない"]
    assert [row["立場"] for row in last] == ["住民", "医療・介護"]
    assert all(row["テーマ"] for row in last), "an imported voice has its theme at once"


def test_a_workbook_is_imported_by_the_meetings_join_code(kurumaza, town, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in GOOD:
        book.active.append(row)
    book.create_sheet("二枚目").append(["本文"])
    book["二枚目"].append(["灯油が高い"])
    book.save(tmp_path / "声.xlsx")
    [code] = [
        meeting["join_code"]
        for meeting in json.loads(kurumaza("meetings", "--json", "--data", town).out)
        if meeting["id"] == 2
    ]
    before = count_voices(kurumaza, town)
    words = ("import", code.upper(), tmp_path / "声.xlsx", "--data", town)
    assert kurumaza(*words).code == 0
    assert kurumaza(*words, "--sheet", "二枚目").code == 0
    assert count_voices(kurumaza, town)[2] == before[2] + 3
    missing = kurumaza(*words, "--sheet", "三枚目")
    assert missing.is_one_sentence
    assert "二枚目" in missing.err


def test_bad_rows_are_shown_and_nothing_is_kept_before_a_yes(kurumaza, town, tmp_path):
    file = tmp_path / "声.csv"
    file.write_bytes(table([*GOOD[:2], *BAD, GOOD[2]], "cp932"))
    before = count_voices(kurumaza, town)
    refused = kurumaza("import", "1", file, "--data", town)
    assert refused.is_one_sentence
    assert "3行目：本文がありません" in refused.out
    assert "4行目：" in refused.out
    assert "宇宙人" in refused.out
    assert count_voices(kurumaza, town) == before
    taken = kurumaza("import", "1", file, "--yes", "--data", town)
    assert taken.code == 0
    assert count_voices(kurumaza, town) == before | {1: before[1] + 2}


def test_letters_that_cannot_be_read_are_told_on_import(kurumaza, town, tmp_path):
    (tmp_path / "傷.csv").write_bytes(table(GOOD) + b"\xff\xfe\xff,\r\n")
    said = kurumaza("import", "1", tmp_path / "傷.csv", "--encoding", "utf-8", "--data", town)
    assert "読めない文字が3個" in said.out


def test_a_million_rows_are_refused_with_one_sentence(kurumaza, town, tmp_path):
    long = tmp_path / "百万.csv"
    long.write_bytes("本文\n".encode() + "声\n".encode() * 1_000_000)
    before = count_voices(kurumaza, town)
    said = kurumaza("import", "1", long, "--data", town)
    assert said.is_one_sentence
    assert "100,000行" in said.err
    assert count_voices(kurumaza, town) == before
    assert kurumaza("themes", long, "-o", tmp_path / "out.csv").is_one_sentence
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("import", "1", "nothing.csv"),
        ("import", "1", "."),
        ("import", "1", "noise.csv"),
        ("import", "1", "broken.xlsx"),
        ("import", "1", "only_header.csv"),
        ("import", "1", "empty.csv"),
        ("import", "1", "good.csv", "--encoding", "ebcdic"),
        ("import", "99", "good.csv"),
        ("import", "9" * 30, "good.csv"),
        ("import", "nobody", "good.csv"),
        ("export", "99", "-o", "out.csv"),
        ("export", "nobody", "-o", "out.csv"),
        ("export", "1", "-o", "."),
        ("export", "1", "-o", "no folder/out.csv"),
        ("export", "1", "-o", "good.csv/out.csv"),
        ("backup", "-o", "no folder/out.csv"),
        ("backup", "-o", "."),
        ("backup", "-o", "good.csv"),
        ("restore", "nothing.db"),
        ("merge", "nothing.db"),
        ("merge", "good.csv"),
        ("merge", "."),
        ("restore", "good.csv"),
        ("restore", "."),
    ],
)
def test_what_cannot_be_read_or_written_is_told_in_one_sentence(
    kurumaza, town, tmp_path, monkeypatch, words
):
    room = tmp_path / "部屋"
    room.mkdir()
    monkeypatch.chdir(room)
    (room / "good.csv").write_bytes(table(GOOD))
    (room / "noise.csv").write_bytes(bytes(range(256)) * 20)
    (room / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (room / "only_header.csv").write_bytes(table(GOOD[:1]))
    (room / "empty.csv").write_bytes(codecs.BOM_UTF8)
    listed = sorted(room.iterdir())
    before = count_voices(kurumaza, town)
    said = kurumaza(*words, "--data", town)
    assert said.is_one_sentence, said
    assert sorted(room.iterdir()) == listed
    assert (room / "good.csv").read_bytes() == table(GOOD)
    assert count_voices(kurumaza, town) == before


def test_voices_are_exported_as_csv_and_workbook(kurumaza, sample_folder, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    told = count_voices(kurumaza, sample_folder)
    said = kurumaza(
        "export", "1", "--format", "csv", "-o", tmp_path / "a.csv", "--data", sample_folder
    )
    assert (said.code, said.err) == (0, "")
    assert len(rows_of(tmp_path / "a.csv")) == told[1]
    said = kurumaza("export", "1", "-o", tmp_path / "a.xlsx", "--data", sample_folder)
    assert said.code == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    texts = {row["本文"] for row in rows_of(tmp_path / "a.csv")}
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert texts <= cells


def test_what_may_not_be_public_is_not_in_a_public_file(kurumaza, sample_folder, tmp_path):
    for name, more in (("all.csv", ()), ("public.csv", ("--public",))):
        words = ("export", "1", "--format", "csv", "-o", tmp_path / name, *more)
        assert kurumaza(*words, "--data", sample_folder).code == 0
    everything, public = rows_of(tmp_path / "all.csv"), rows_of(tmp_path / "public.csv")
    quotable = [row["本文"] for row in everything if row["引用可"] == "引用・公開してよい"]
    assert [row["本文"] for row in public] == quotable
    assert 0 < len(public) < len(everything)
    withheld = {row["本文"] for row in everything} - set(quotable)
    written = (tmp_path / "public.csv").read_text("utf-8-sig")
    assert not [text for text in withheld if text in written]


def test_a_failed_export_leaves_the_file_that_was_there(kurumaza, sample_folder, tmp_path):
    kept = tmp_path / "a.csv"
    kept.write_text("前のもの", encoding="utf-8")
    kurumaza("export", "99", "--format", "csv", "-o", kept, "--data", sample_folder)
    assert kept.read_text("utf-8") == "前のもの"
    kurumaza("export", "1", "--format", "csv", "-o", kept, "--data", sample_folder)
    assert rows_of(kept)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_backup_is_taken_and_brought_back_and_the_old_data_is_kept_aside(
    kurumaza, town, tmp_path
):
    copy = tmp_path / "控え.db"
    before = count_voices(kurumaza, town)
    assert kurumaza("backup", "-o", copy, "--data", town).code == 0
    again = kurumaza("backup", "-o", copy, "--data", town)
    assert again.is_one_sentence
    (tmp_path / "声.csv").write_bytes(table(GOOD))
    kurumaza("import", "1", tmp_path / "声.csv", "--data", town)
    assert count_voices(kurumaza, town) != before
    said = kurumaza("restore", copy, "--data", town)
    assert said.code == 0
    assert count_voices(kurumaza, town) == before
    [aside] = [path for path in town.iterdir() if "before-restore" in path.name]
    assert aside.name in said.out
    assert kurumaza("restore", aside, "--data", tmp_path / "別の所").code == 0
    assert count_voices(kurumaza, tmp_path / "別の所")[1] == before[1] + 2


def test_a_copy_of_another_laptop_is_shown_and_taken_in_only_when_confirmed(
    kurumaza, tmp_path, empty_database
):
    there, here, copy = tmp_path / "むこう", tmp_path / "こちら", tmp_path / "控え.db"
    there.mkdir()
    shutil.copy(empty_database, there / "kurumaza.db")
    with Store.open(settings.load(there)) as store:
        plan = opening.MeetingPlan(
            "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 20), 2
        )
        meeting = opening.open_in_town(store, "みはらし町", plan)
        gathering.record_lines(store, meeting.id, "坂がきつい\n雪が深い", Entry())
    assert kurumaza("backup", "-o", copy, "--data", there).code == 0
    shown = kurumaza("merge", copy, "--data", here)
    assert shown.code == 0 and "新しい声2件" in shown.out and "--yes" in shown.out
    assert count_voices(kurumaza, here) == {}
    for _ in range(2):
        done = kurumaza("merge", copy, "--yes", "--data", here)
        assert done.code == 0, done.err
    assert list(count_voices(kurumaza, here).values()) == [2]
    assert "もう合わせてあります" in done.out


def test_a_backup_is_whole_while_a_server_runs_and_a_restore_waits_for_its_end(
    kurumaza, server, tmp_path
):
    copy = tmp_path / "控え.db"
    assert kurumaza("backup", "-o", copy, "--data", server.folder).code == 0
    said = kurumaza("restore", copy, "--data", server.folder)
    assert said.is_one_sentence
    assert "終了して" in said.err
    assert kurumaza("restore", copy, "--data", tmp_path / "別の所").code == 0
    assert count_voices(kurumaza, tmp_path / "別の所") == count_voices(kurumaza, server.folder)


def test_doctor_says_what_is_here_in_plain_words(kurumaza, sample_folder):
    said = kurumaza("doctor", "--data", sample_folder)
    assert said.code == 0
    for subject in ("データの置き場所", "空き容量", "モデル", "日本語の文字", "ブラウザ"):
        assert subject in said.out
    assert str(sample_folder) in said.out
    assert all(line[0] in "○△" for line in said.out.splitlines())


def test_the_data_folder_is_named_by_a_word_or_by_the_environment(
    kurumaza, sample_folder, tmp_path, monkeypatch
):
    monkeypatch.setenv("KURUMAZA_DATA", str(sample_folder))
    assert "日之川町" in kurumaza("meetings").out
    assert "まだありません" in kurumaza("meetings", "--data", tmp_path / "空").out
    monkeypatch.setenv("KURUMAZA_DATABASE_URL", "mysql://somewhere")
    assert "まだありません" in kurumaza("meetings", "--data", tmp_path / "空").out
    assert kurumaza("meetings").is_one_sentence


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive - 日之川町",
        "Dropbox",
        "dropbox",
        "GoogleDrive-a",
        "マイドライブ",
        "iCloudDrive",
    ],
)
def test_a_folder_kept_in_step_by_a_cloud_is_refused(kurumaza, tmp_path, monkeypatch, name):
    folder = tmp_path / name / "車座"
    for command in (("meetings",), ("sample",), ("doctor",), ("serve", "--no-browser")):
        said = kurumaza(*command, "--data", folder)
        assert said.is_one_sentence
        assert "同期フォルダ" in said.err
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    assert kurumaza("meetings").is_one_sentence
    assert not folder.exists()


@pytest.mark.parametrize("command", ["meetings", "sample", "serve", "backup"])
def test_a_data_folder_that_cannot_be_used_is_told(kurumaza, tmp_path, command):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "kurumaza.db").write_text("no database" * 500, encoding="utf-8")
    more = {"serve": ["--no-browser"], "backup": ["-o", tmp_path / "out.db"]}.get(command, [])
    for place in ("file", "file/below", "damaged"):
        said = kurumaza(command, *more, "--data", tmp_path / place)
        assert said.is_one_sentence, said
    assert not (tmp_path / "out.db").exists()


def test_who_closes_the_pipe_early_sees_no_complaint(sample_folder):
    program = [sys.executable, "-m", "workshop_app", "meetings", "--json"]
    asked = subprocess.Popen(
        [*program, "--data", str(sample_folder)],
        cwd=places.CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    asked.stdout.close()
    assert asked.stderr.read() == b""
    asked.stderr.close()
    assert asked.wait(60) == 0


def test_no_command_loads_what_it_does_not_need(sample_folder):
    program = [sys.executable, "-X", "importtime", "-m", "workshop_app", "meetings"]
    told = subprocess.run(
        [*program, "--data", str(sample_folder)],
        cwd=places.CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    loaded = {line.rsplit("|", 1)[-1].strip() for line in told.splitlines()}
    assert "workshop_app.cli" in loaded
    assert not loaded & {"streamlit", "torch", "sentence_transformers", "transformers"}
