"""Every paper of the sample town: made, opened by other eyes, with the figures it must have."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pptx
import pytest

from workshop_app import errors, settings
from workshop_app.model import (
    Consent,
)
from workshop_app.papers import to_pdf
from workshop_app.store import Store, audit
from workshop_app.usecases import (
    agreeing,
    collecting,
    developing,
    drafting,
    entering,
    gathering,
    reading,
    replacing,
)

TODAY = date(2026, 11, 24)


def test_the_zip_has_every_paper_and_tells_how_far_it_is(packed, files):
    made, told = packed
    assert made.left_out == {}
    assert sorted(files) == sorted([*made.papers, "はじめに読む.txt"])
    assert len(made.papers) == len(replacing.forms()) == 15
    assert [done for done, *_ in told] == list(range(16))
    assert {of for _, of, _ in told} == {15}


def test_the_papers_are_the_same_whenever_they_are_made(told_town, meeting_id, packed, wishes):
    again = drafting.pack(told_town, meeting_id, wishes)
    assert again.content == packed[0].content


def test_every_paper_carries_mark_and_purpose(said, told_town, meeting_id):
    purpose = entering.enter(told_town, meeting_id).meeting.purpose
    for name, text in said.items():
        assert "見本(架空の町と人の声です)" in text, name
        if name != "結果のスライド":
            assert purpose in text, name


def test_the_minutes_have_their_fields_and_figures(said):
    text = said["会議録"]
    for line in (
        "令和8年6月18日（木）　13:30〜15:30",
        "町民会館",
        "3人",
        "福祉課",
        "なし",
        "部分公開",
    ):
        assert line in text
    assert "住民30人、医療・介護8人" in text
    assert "1　買い物" in text and "移動販売をためす" in text
    assert "非公開（契約の前）" in text
    assert "別の時間に話すこと：駐車場のこと" in text


def test_public_minutes_hold_only_what_is_open(told_town, meeting_id, words_in):
    asked = drafting.Wishes(for_public=True)
    made = drafting.draft(told_town, meeting_id, "gijiroku", asked)
    text = words_in("会議録.docx", made.content)
    assert "買い物" in text and "相談の進め方を話した" in text
    for hidden in ("世帯のようす", "委託先の選定", "見積りの額", "契約の前"):
        assert hidden not in text
    assert made.name == "20260618_日之川町 ささえあいタウンミーティング_会議録.docx"


def test_the_counts_agree_with_the_board_on_every_paper(told_town, meeting_id, said):
    board = reading.board_of_meeting(told_town, meeting_id, on_screen=True)
    total = sum(len(card.voices) for card in (*board.themes, *board.lone))
    assert f"{total}件" in said["実施報告"] and f"{total}件" in said["結果のスライド"]
    assert f"<td>{total}件</td>" in said["会議の報告"]
    for card in board.themes:
        line = f"（{len(card.voices)}件・{card.table_count}班・{card.party_count}立場）"
        assert line in said["会議録"]
        assert f"{len(card.voices)}件" in said["協議体資料"]
    assert "参加者38人の声です。市民全体の割合ではありません。" in said["実施報告"]


def test_nothing_withdrawn_or_handed_over_is_on_any_paper(said, hidden_words):
    for name, text in said.items():
        assert not [each for each in hidden_words if each in text], name


def test_only_cleared_words_are_quoted(told_town, meeting_id, said):
    known = {voice.text: voice for voice in gathering.said_so_far(told_town, meeting_id)}
    quoted = 0
    for name, text in said.items():
        for words in re.findall("「([^\n]+)」(?:<|\n|$)", text):
            if words in known:
                quoted += 1
                assert known[words].consent is Consent.PUBLIC, (name, words)
                assert known[words].is_projected, (name, words)
    assert quoted > 50
    hidden = [v.text for v in known.values() if v.consent is Consent.ROOM and len(v.text) > 14]
    assert hidden
    for name, text in said.items():
        assert not [each for each in hidden if each in text], name


def test_without_leave_to_quote_there_are_counts_and_no_words(
    sample_folder, tmp_path, words_in
):
    folder = shutil.copytree(sample_folder, tmp_path / "データ")
    with Store.open(settings.load(folder)) as store:
        meeting = entering.all_meetings(store)[-1].meeting
        record = agreeing.record_of(store, meeting.id)
        agreeing.write_down(store, replace(record, quoting=False))
        made = drafting.draft(store, meeting.id, "gijiroku")
        text = words_in("会議録.docx", made.content)
        assert "引用してよいかの記録がないため" in text
        assert "「" not in text.split("発言の要旨")[1].split("使う目的")[0].replace(
            "「テーマ", ""
        )
        with pytest.raises(errors.UnusableInputError, match="引用しない約束"):
            drafting.draft(store, meeting.id, "hokoku", drafting.Wishes(for_public=True))
        packed = drafting.pack(store, meeting.id)
        assert list(packed.left_out) == ["かわら版", "回覧", "お返事の紙"]
        assert len(packed.papers) == 12


def test_replies_name_a_number_and_a_reason_and_never_a_voice(
    told_town, meeting_id, said, files
):
    dossier = collecting.collect(told_town, meeting_id)
    assert len(dossier.replies) == 2
    text = said["お返事の紙"]
    for reply in dossier.replies:
        assert f"受付番号　{reply.number[:4]}-{reply.number[4:]}" in text
    assert text.count("お返事：見送り理由：車が足りない次の一歩：来春に再び") >= 2
    assert "お返事：採用次の一歩：十二月にためす" in text
    assert "未着手" not in text
    headings = {card.theme.heading for card in dossier.cards(for_public=True)}
    known = {v.text for v in gathering.said_so_far(told_town, meeting_id) if len(v.text) > 14}
    assert not [each for each in known - headings if each in text]


def test_residents_papers_say_what_was_said_what_happens_and_when_next(said):
    text = said["かわら版"]
    for piece in ("出た声", "こう動きます", "次回", "令和8年7月9日（木）"):
        assert piece in text
    assert "お返事：見送り理由：車が足りない" in text
    assert "まわしてください" in said["回覧"]


def test_the_council_pack_compares_the_candidates_and_lists_the_homework(said):
    text = said["協議体資料"]
    assert "候補事業の比較（2件）" in text and "200,000円" in text
    assert "雪の日の並べ方を、集会所の土間で一度ためす" in text
    assert "駐車場のこと" in text
    assert text.count("話し合ったこと") == 4


def test_decision_figures_and_handoff(said):
    assert "委員3名" in said["決定書"] and "理由：声が多くの班にある" in said["決定書"]
    assert "確認の値：" in said["決定書"]
    money = said["補助金実績報告の数字"]
    for figure in ("148,000円", "243,000円", "181,000円", "87,000円", "58.8%"):
        assert figure in money
    for field in (*developing.HANDOFF_FIELDS, "移送の手だて", "来年の春"):
        assert field in said["つなぎたいこと"]
    assert "奥沢と日向で、自分の目で見て選ぶ買物と、ひと休みの場をつくる" in said["企画シート"]


def test_posters_and_sheets_carry_the_address_of_the_phones(told_town, meeting_id, said, files):
    code = entering.enter(told_town, meeting_id).meeting.join_code
    for name in ("ポスター", "記入用紙"):
        assert f"http://192.168.7.9:8501/j/{code}" in said[name]
        with zipfile.ZipFile(io.BytesIO(files[f"{name}.docx"])) as inside:
            pictures = [each for each in inside.namelist() if "media/" in each]
            assert inside.read(pictures[0]).startswith(b"\x89PNG")
    assert said["記入用紙"].count("立場に○") == 8


def test_the_page_has_the_network_and_no_address_of_another_host(said):
    page = said["会議の報告"]
    assert page.count("<svg") == 1 and page.count("<title>") > 15
    assert not re.search(r"https?:|src=|href=|url\(|@import|<script", page)
    assert "社会福祉協議会" in page


def test_slides_stay_inside_their_frames_in_letters_of_20_and_more(files):
    show = pptx.Presentation(io.BytesIO(files["結果のスライド.pptx"]))
    assert len(show.slides) > 10
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= show.slide_height, slide.shapes.title.text
            assert shape.left + shape.width <= show.slide_width, slide.shapes.title.text
            title = slide.shapes.title
            assert shape.is_placeholder or shape.top >= title.top + title.height > title.top
            frames = [shape.text_frame] if shape.has_text_frame else []
            if shape.has_table:
                frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
            sizes = [p.font.size for frame in frames for p in frame.paragraphs if p.font.size]
            assert all(size.pt >= 20 for size in sizes)


def test_who_took_which_paper_is_in_the_log(told_town, meeting_id):
    room = entering.enter(told_town, meeting_id)
    entries = told_town.read(lambda conn: audit.list_of(conn, room.municipality.id))
    told = [(each.action, each.detail) for each in entries]
    assert ("紙を作る", "会議のあとの紙・庁内・協議体用・15種") in told


def test_what_is_blank_is_named_and_not_guessed(sample_folder, tmp_path):
    folder = shutil.copytree(sample_folder, tmp_path / "データ")
    with Store.open(settings.load(folder)) as store:
        dossier = collecting.collect(store, entering.all_meetings(store)[-1].meeting.id)
        told = drafting.blanks(dossier)
        assert "会議録の「場所」が空いています。" in told
        assert "参加者の人数が空いています（「進行の机」で数えます）。" in told
        paper = drafting.paper_of(store, dossier, "gijiroku")
        assert dict(paper.parts[0].blocks[0].rows)["場所"] == ""


def test_a_town_may_replace_a_template_and_a_wrong_one_stops_only_its_paper(
    sample_folder, tmp_path, words_in
):
    folder = shutil.copytree(sample_folder, tmp_path / "データ")
    own = docx.Document(io.BytesIO(replacing.find(None, "kairan").content))
    own.add_paragraph("日之川町 福祉課（様式第3号）")
    out = io.BytesIO()
    own.save(out)
    wishes = drafting.Wishes(data_folder=folder)
    with Store.open(settings.load(folder)) as store:
        meeting = entering.all_meetings(store)[-1].meeting
        assert replacing.take(folder, "kairan", out.getvalue()).is_own
        made = drafting.draft(store, meeting.id, "kairan", wishes)
        assert "様式第3号" in words_in("回覧.docx", made.content)
        own.add_paragraph("{{かいぎ}}")
        out = io.BytesIO()
        own.save(out)
        with pytest.raises(errors.UnusableInputError, match=r"「\{\{かいぎ\}\}」は使えません"):
            replacing.take(folder, "kairan", out.getvalue())
        (folder / replacing.FOLDER / "回覧.docx").write_bytes(out.getvalue())
        packed = drafting.pack(store, meeting.id, wishes)
        assert list(packed.left_out) == ["回覧"] and len(packed.papers) == 14
        assert not replacing.give_back(folder, "kairan").is_own
        assert drafting.draft(store, meeting.id, "kairan", wishes).name.endswith("_回覧.docx")


@pytest.mark.office
def test_the_pack_for_four_topics_has_at_most_eight_pages_and_the_handoff_one(office, files):
    """C18 and C38, counted by LibreOffice."""
    word = {name: content for name, content in files.items() if name.endswith(".docx")}
    made = to_pdf.many_to_pdf(word)
    assert set(made) == set(word)
    pages = {name: len(re.findall(rb"/Type\s*/Page\b", made[name])) for name in made}
    assert 1 <= pages["協議体資料.docx"] <= 8
    assert pages["つなぎたいこと.docx"] == 1
    assert pages["回覧.docx"] == pages["ポスター.docx"] == 1
    assert pages["企画シート.docx"] == 5  # one for each project
    assert pages["記入用紙.docx"] == 8  # one for each table


GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("会議録", "gijiroku_docx.txt"),
        ("結果のスライド", "kekka_pptx.txt"),
        ("会議の報告", "report_html.txt"),
    ],
)
def test_a_paper_says_what_it_has_always_said(said, name, written):
    """Word by word; places of the picture may differ, its words may not."""
    text = re.sub(r"<(style|svg).*?</\1>", "", said[name], flags=re.DOTALL)
    lines = [line.strip() for line in re.sub(r"<[^>]+>", "\n", text).splitlines()]
    golden = (GOLDEN / written).read_text(encoding="utf-8")
    assert "\n".join(filter(None, lines)) + "\n" == golden
