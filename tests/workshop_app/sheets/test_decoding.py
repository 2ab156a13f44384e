import pytest

from workshop_app import errors
from workshop_app.sheets import decoding

SAID = [
    "店が遠くて重いものを買って帰れません",
    "バスが1日3本になってしまった",
    "毎朝、公園で体操をしています",
    "電球を替えるのに、はしごがこわい",
    "孫に将棋を教えたい",
    "病院の待合室で友だちに会う",
    "雪かきを手伝ってくれる人がいない",
    "集会所の鍵は誰が持っているの?",
    "ごみ出しの坂がきつい",
    "スマホの使い方を、ゆっくり教えてほしい",
    "畑のなすが余っている。配りたい",
    "移動販売の車が来る日を知りたい",
    "昔は映画館があった",
    "夜が暗い",
    "ﾊﾞｽ停にﾍﾞﾝﾁがほしい",
    "「お茶のみ会」を月に2回やっている",
    "工場の食堂を、土曜日に開けられます",
    "耳が遠くなって、集まりに行きづらい",
    "薬の飲み忘れがふえた",
    "庭木の手入れ・草取りが大変",
    "隣の町まで通院30分",
    "若い人と話す場所",
    "猫",
    "はい",
    "駐車場は平日の昼なら使ってよい",
    "お寺の本堂は夏でも涼しい",
]
SHAPES = [
    "本文\n{said}\n",
    '番号,立場,本文\r\n1,住民,{said}\r\n2,企業等,"{said}、\nと聞いた"\r\n',
    "日付\t会議名\t班\t本文\r\n2026/11/3\t秋の集い\t3\t{said}\r\n",
]
TEXTS = [shape.format(said=said) for said in SAID for shape in SHAPES]
WRITTEN_AS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "cp932": "cp932",
    "euc_jp": "euc_jis_2004",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-16": "utf-16",
    "iso2022_jp_ext": "iso2022_jp_ext",
}


def test_there_are_seventy_eight_different_texts():
    assert len(set(TEXTS)) == 78


@pytest.mark.parametrize("codec", WRITTEN_AS)
def test_every_text_comes_back_from_every_encoding(codec):
    wrong = [text for text in TEXTS if decoding.decode(text.encode(codec)).text != text]
    assert wrong == []


@pytest.mark.parametrize("codec", WRITTEN_AS)
def test_the_encoding_is_named_for_the_preview(codec):
    found = decoding.decode(TEXTS[1].encode(codec))
    assert found.encoding == WRITTEN_AS[codec]
    assert found.encoding_name == decoding.CHOICES[found.encoding]
    assert found.unreadable == 0


def test_utf16_be_with_a_mark_is_read():
    text = TEXTS[2]
    assert decoding.decode(b"\xfe\xff" + text.encode("utf-16-be")).text == text


def test_full_width_blanks_do_not_turn_utf16_round():
    text = "本文\n" + "　あ　い　う　" * 20 + "\n"
    assert decoding.decode(text.encode("utf-16-le")).text == text
    assert decoding.decode(text.encode("utf-16-be")).text == text


def test_the_windows_characters_of_japanese_names_survive():
    text = "本文\n髙橋と山﨑と①番の㈱、Ⅲ、㎝、～、￢\n"
    assert decoding.decode(text.encode("cp932")).text == text


def test_two_byte_order_marks_leave_none_in_the_text():
    assert decoding.decode("\ufeff\ufeff本文\n".encode()).text == "本文\n"


def test_a_person_may_overrule_the_guess():
    content = "本文\n夜が暗い\n".encode("cp932")
    assert decoding.decode(content, "euc_jis_2004").text != "本文\n夜が暗い\n"
    assert decoding.decode(content, "cp932").text == "本文\n夜が暗い\n"
    with pytest.raises(errors.UnreadableFileError, match="選べません"):
        decoding.decode(content, "rot13")


def test_damage_is_counted_and_the_rest_is_read():
    content = ("本文\n" + "店が遠い\n" * 30).encode() + b"\xe5\x85" + "店\n".encode()
    found = decoding.decode(content)
    assert found.encoding == "utf-8"
    assert found.unreadable == 1
    assert found.text.endswith("店\n")


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n" + bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8],
    ids=["pdf", "png"],
)
def test_a_file_that_is_no_text_is_refused(content):
    with pytest.raises(errors.UnreadableFileError, match="表として読めない"):
        decoding.decode(content)
