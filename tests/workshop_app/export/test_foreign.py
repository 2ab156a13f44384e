"""Files of other tools come in as they document them, and go out so that they can read them."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from workshop_app import errors
from workshop_app.cleaning import clean
from workshop_app.export import FOREIGN_FORMATS, build_report
from workshop_app.model import (
    Assignment,
    Consent,
    MadeBy,
    Party,
    Theme,
    VoiceExtra,
    VoiceKind,
)
from workshop_app.sheets import check, open_foreign

HARD = [
    "バスが、一日に、二本",
    "坂がつらい\n雪の日は\r\n出られない",
    '「夜」は"真っ暗"で',
    "👨‍👩‍👧‍👦で使える広場 🚌",
    "=1+1",
    "𠮷田の髙い坂①",
    "　前後に空白　",
    'a,b,"c"\nd',
    "-1",
]
TOOLS = [(tool, ending) for tool, kinds in FOREIGN_FORMATS.items() for ending in kinds]


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def file_in(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)


def read(content, **more):
    """What the file says: the tool, the voices, the rows that cannot be read."""
    opened = open_foreign(content, "よそ.csv", **more)
    return opened, check(opened.sheet, opened.guess.mapping)


@pytest.fixture
def report(evening, areas, speak):
    """Voices with everything a cell may hold, two themes, a lone voice, and kept columns."""
    said = [
        speak(
            id=number,
            text=text,
            kind=VoiceKind.TROUBLE if number % 2 else None,
            party=Party.CARE if number % 3 == 0 else Party.RESIDENTS,
            table_number=number % 4 + 1 if number > 2 else None,
            consent=Consent.PUBLIC if number % 2 else Consent.ROOM,
            recorded_at=f"2026-11-03T04:0{number % 10}:00Z",
        )
        for number, text in enumerate(HARD, 1)
    ]
    themes = [
        Theme(1, 1, "足のこと:坂", MadeBy.PERSON, False, 0, None),
        Theme(2, 1, "夜", MadeBy.MACHINE, True, 1, None),
    ]
    placed = [
        Assignment(voice.id, 2 if voice.id == 3 else 1, 1.0, None, False, MadeBy.PERSON)
        for voice in said[:5]
    ]
    extras = {
        1: (VoiceExtra(1, 0, "attribute_年代", "80代"), VoiceExtra(1, 1, "メモ", "a,b\nc")),
        4: (VoiceExtra(4, 0, "attribute_年代", ""),),
    }
    return build_report(
        "秋", [evening], said, areas=areas, themes=themes, assignments=placed, extras=extras
    )


@pytest.mark.parametrize(("tool", "ending"), TOOLS)
def test_what_goes_out_comes_in_again_word_for_word(tool, ending, report):
    content = FOREIGN_FORMATS[tool][ending](report)
    opened, told = read(content)
    # Without its optional columns a table of Talk to the City is one of 広聴AI.
    assert opened.tool == ("kouchou" if tool == "tttc" else tool)
    assert told.bad == ()
    assert [voice.text for voice in told.good] == [clean(text) for text in HARD]
    if tool in ("kouchou", "sensemaking", "forms"):
        assert [(v.party, v.table_number, v.kind) for v in told.good] == [
            (r.party, r.table_number, r.kind) for r in report.rows
        ]
        assert [v.consent for v in told.good] == [r.consent for r in report.rows]
    if tool != "miro" and ending != "json":
        kept = {name.removeprefix("attribute_"): value for name, value in told.good[0].extras}
        assert (kept["年代"], kept["メモ"]) == ("80代", "a,b\nc")


@pytest.mark.parametrize(("tool", "ending"), TOOLS)
def test_a_meeting_without_voices_makes_a_proper_file(tool, ending, evening):
    assert isinstance(FOREIGN_FORMATS[tool][ending](build_report("秋", [evening], [])), bytes)


def test_the_input_of_kouchou_has_its_columns(report):
    header, *rows = rows_of(FOREIGN_FORMATS["kouchou"]["csv"](report))
    assert header[:4] == ["comment-id", "comment-body", "source", "url"]
    assert all(name.startswith("attribute_") for name in header[4:])
    assert {"attribute_立場", "attribute_圏域", "attribute_年代", "attribute_メモ"} <= set(
        header
    )
    assert [row[0] for row in rows] == [str(n) for n in range(1, 10)]


def test_the_result_of_kouchou_hangs_together(report):
    content = FOREIGN_FORMATS["kouchou"]["zip"](report)
    tables = {
        name: rows_of(file_in(content, f"{name}.csv"))
        for name in (
            "args",
            "relations",
            "hierarchical_clusters",
            "hierarchical_merge_labels",
            "final_result_with_comments",
        )
    }
    assert tables["args"][0] == ["arg-id", "argument"]
    assert tables["relations"][0] == ["arg-id", "comment-id"]
    assert tables["hierarchical_clusters"][0] == [
        *("arg-id", "argument", "x", "y", "cluster-level-1-id", "cluster-level-2-id")
    ]
    assert tables["hierarchical_merge_labels"][0] == [
        *("level", "id", "label", "description", "value", "parent"),
        *("density", "density_rank", "density_rank_percentile"),
    ]
    assert tables["final_result_with_comments"][0][:6] == [
        *("comment-id", "original-comment", "arg_id", "argument", "category_id", "category")
    ]
    told = json.loads(file_in(content, "hierarchical_result.json"))
    assert set(told) == {
        *("arguments", "clusters", "comments", "propertyMap", "translations", "overview"),
        *("config", "comment_num"),
    }
    assert set(told["arguments"][0]) == {
        *("arg_id", "argument", "comment_id", "x", "y", "p", "cluster_ids", "attributes", "url")
    }
    assert told["comment_num"] == len(HARD)
    clusters = {one["id"]: one for one in told["clusters"]}
    assert clusters["0"]["value"] == len(HARD)
    for level in (1, 2):
        own = [one for one in clusters.values() if one["level"] == level]
        assert sum(one["value"] for one in own) == len(HARD)
        assert all(one["parent"] in clusters for one in own)
    assert {one["label"] for one in clusters.values()} >= {"足のこと:坂", "夜", "ひとりの声"}
    for one in told["arguments"]:
        assert all(each in clusters for each in one["cluster_ids"])
        assert clusters[one["cluster_ids"][2]]["parent"] == one["cluster_ids"][1]


def test_the_export_of_polis_has_its_files_and_columns(report):
    content = FOREIGN_FORMATS["polis"]["zip"](report)
    assert rows_of(file_in(content, "comments.csv"))[0][:8] == [
        *("timestamp", "datetime", "comment-id", "author-id"),
        *("agrees", "disagrees", "moderated", "comment-body"),
    ]
    assert rows_of(file_in(content, "votes.csv")) == [
        ["timestamp", "datetime", "comment-id", "voter-id", "vote"]
    ]
    summary = dict(rows_of(file_in(content, "summary.csv")))
    assert (summary["topic"], summary["comments"]) == ("秋", "9")
    assert rows_of(file_in(content, "participants-votes.csv"))[0][6:] == [
        str(number) for number in range(9)
    ]
    stamp = rows_of(file_in(content, "comments.csv"))[1][0]
    assert datetime.fromtimestamp(int(stamp) / 1000, UTC).year == 2026


def test_topics_of_sensemaking_hold_no_sign_that_parts_topics(report):
    header, *rows = rows_of(FOREIGN_FORMATS["sensemaking"]["csv"](report))
    assert header[:2] == ["participant_id", "survey_text"]
    assert rows[0][header.index("topics")] == "足のこと：坂"


def test_a_sticky_note_a_row_and_no_header(report):
    content = FOREIGN_FORMATS["miro"]["csv"](report)
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows_of(content)[0] == [HARD[0]]


def test_kouchous_result_is_one_voice_a_comment_with_the_opinions_beside_it():
    content = (
        "comment-id,original-comment,arg_id,argument,category_id,category,attribute_年代\n"
        '1,"バスがない、\n店も遠い",A1_0,バスがない,1_0,移動,80代\n'
        '1,"バスがない、\n店も遠い",A1_1,店が遠い,1_1,買い物,80代\n'
        "2,夜が暗い,A2_0,夜が暗い,1_0,移動,\n"
    ).encode()
    opened, told = read(content)
    assert opened.tool == "kouchou"
    assert [voice.text for voice in told.good] == ["バスがない、\n店も遠い", "夜が暗い"]
    first = dict(told.good[0].extras)
    assert first["argument"] == "バスがない / 店が遠い"
    assert first["category"] == "移動 / 買い物"
    assert first["attribute_年代"] == "80代"
    assert any("元のコメント2件" in note for note in opened.sheet.notes)


def test_a_result_without_the_comments_says_that_a_machine_cut_the_words():
    opened, told = read("arg-id,argument\nA1_0,バスがない\n".encode())
    assert [voice.text for voice in told.good] == ["バスがない"]
    assert any("機械が短くした" in note for note in opened.sheet.notes)


@pytest.mark.parametrize("more", [{}, {"agree": "3", "video": "v", "interview": "i"}])
def test_talk_to_the_city_with_and_without_its_optional_columns(more):
    header = ["comment-id", "comment-body", *more, "timestamp"]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, ["7", 'a,"b"\nc🚌', *more.values(), "0:12:30"]])
    opened, told = read(out.getvalue().encode())
    assert opened.tool == "tttc"
    assert told.good[0].text == 'a,"b"\nc🚌'
    assert dict(told.good[0].extras) == {"comment-id": "7", **more, "timestamp": "0:12:30"}


POLIS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def test_polis_without_quotes_is_joined_again_and_rejected_statements_stay_out():
    content = POLIS + (
        "1700000000000,Tue Nov 14 2023,0,4,3,1,1,バスは、朝と、夕だけ\n"
        "1700000000001,Tue Nov 14 2023,1,5,0,2,-1,宣伝です\n"
        '1700000000002,Tue Nov 14 2023,2,6,1,0,0,一行目\n二行目,と"引用"\n'
    )
    opened, told = read(content.encode())
    assert opened.tool == "polis"
    assert [voice.text for voice in told.good] == [
        "バスは、朝と、夕だけ",
        '一行目\n二行目,と"引用"',
    ]
    kept = dict(told.good[0].extras)
    assert (kept["agrees"], kept["disagrees"], kept["author-id"]) == ("3", "1", "4")
    assert any("採用しなかった意見が1件" in note for note in opened.sheet.notes)


@pytest.mark.parametrize(
    ("agree", "told"), [("1", None), ("-1", "票の符号が逆"), ("0", "合いません")]
)
def test_the_sign_of_polis_votes_is_looked_at(agree, told):
    comments = POLIS + "1700000000000,x,0,4,2,1,1,バス\n"
    against = "1" if agree == "-1" else "-1"
    votes = "timestamp,datetime,comment-id,voter-id,vote\n" + "".join(
        f"1700000000000,x,0,{voter},{vote}\n"
        for voter, vote in enumerate((agree, agree, against))
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("会議/comments.csv", comments)
        packed.writestr("会議/votes.csv", votes)
    opened, checked = read(out.getvalue())
    assert [voice.text for voice in checked.good] == ["バス"]
    notes = [note for note in opened.sheet.notes if "票" in note]
    assert (notes == []) if told is None else (told in notes[0])


def test_what_polis_counted_goes_out_as_it_came_in(evening, speak):
    came = {"comment-id": "12", "agrees": "3", "disagrees": "1", "is-seed": "true"}
    extras = {1: tuple(VoiceExtra(1, n, *each) for n, each in enumerate(came.items()))}
    report = build_report("秋", [evening], [speak(id=1)], extras=extras)
    header, row = rows_of(FOREIGN_FORMATS["polis"]["csv"](report))
    assert {key: dict(zip(header, row, strict=True))[key] for key in came} == came


def test_a_forms_answers_are_voices_of_their_own_and_nobodys_name_comes_in():
    content = (
        "タイムスタンプ,お名前,メールアドレス,お住まいの地区,困っていることは何ですか,"
        "やってみたいことは何ですか\n"
        "2026/11/20 10:00:00,架空花子,a@example.invalid,北の里,"
        "バスの本数が少なくて通院が大変です,将棋を子どもに教えてみたいです\n"
        "2026/11/20 10:05:00,架空太郎,b@example.invalid,南の里,"
        '"雪の日は、\n外に出られません",\n'
    ).encode("cp932")
    opened, told = read(content)
    assert opened.tool == "forms"
    assert [voice.text for voice in told.good] == [
        "バスの本数が少なくて通院が大変です",
        "将棋を子どもに教えてみたいです",
        "雪の日は、\n外に出られません",
    ]
    first = dict(told.good[0].extras)
    assert first["質問"] == "困っていることは何ですか"
    assert first["タイムスタンプ"] == "2026/11/20 10:00:00"
    for voice in told.good:
        assert not any("架空" in value or "@" in value for _, value in voice.extras)


def test_a_form_of_the_town_with_one_question_is_a_row_a_person():
    content = (
        "受付番号,送信日時,立場,ご意見,引用してよいですか\n1,2026-11-20,住民,坂がつらい,はい\n"
    )
    opened, told = read(content.encode())
    assert opened.tool == "forms"
    [voice] = told.good
    assert (voice.text, voice.party) == ("坂がつらい", Party.RESIDENTS)
    assert dict(voice.extras)["受付番号"] == "1"


def test_sensemaking_keeps_what_is_told_about_people():
    content = "participant_id,survey_text,demo:年代,topics\np1,バスがない,70代,移動:バス;夜\n"
    opened, told = read(content.encode())
    assert opened.tool == "sensemaking"
    kept = dict(told.good[0].extras)
    assert kept == {"participant_id": "p1", "demo:年代": "70代", "topics": "移動:バス;夜"}


def test_miros_sticky_notes_without_a_header_and_with_empty_ones():
    content = '\ufeffバスがない\r\n\r\n"二行の\n付箋"\r\n"a,b"\r\n'.encode()
    _, told = read(content, tool="miro")
    assert [voice.text for voice in told.good] == ["バスがない", "二行の\n付箋", "a,b"]
    assert told.bad == ()


def test_ages_under_the_name_of_a_party_are_kept_and_no_reason_to_refuse():
    content = "comment-id,comment-body,attribute_属性\n1,バス,30代\n2,店,70代\n".encode()
    _, told = read(content)
    assert told.bad == ()
    assert [dict(voice.extras)["attribute_属性"] for voice in told.good] == ["30代", "70代"]


def test_a_file_of_another_tool_than_named_is_told():
    with pytest.raises(errors.UnusableInputError, match="Sensemakingの列"):
        read("本文\nバス\n".encode(), tool="sensemaking")
    with pytest.raises(errors.UnreadableFileError, match="表として読めない"):
        read(b'{"nodes": []}')


@pytest.mark.parametrize("tool", ["kouchou", "polis", "miro"])
def test_ten_thousand_rows_come_and_go(tool, evening, report_of):
    [one] = report_of("x").rows
    rows = tuple(
        replace(one, number=n, voice_id=n, text=f"{HARD[n % len(HARD)]}{n}", theme=f"t{n % 40}")
        for n in range(1, 10_001)
    )
    report = replace(report_of("x"), rows=rows)
    _, told = read(FOREIGN_FORMATS[tool]["csv"](report), tool=tool)
    assert [voice.text for voice in told.good] == [clean(row.text) for row in rows]
