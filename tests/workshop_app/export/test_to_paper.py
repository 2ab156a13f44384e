"""Papers: nothing outside them, every word escaped, never smaller than 12 points."""

import re

from workshop_app.export.to_paper import Block, Leaf, to_sheet, to_steps, to_tree

HOSTILE = "<script>alert('x')</script> & \"店\""


def texts():
    leaf = Leaf(HOSTILE, HOSTILE, HOSTILE, (Leaf("手段", HOSTILE),))
    return [
        to_tree(HOSTILE, [leaf], [leaf], HOSTILE).decode(),
        to_steps(HOSTILE, [HOSTILE] * 2, [[HOSTILE, ""]], "未記入").decode(),
        to_sheet(HOSTILE, HOSTILE, [Block(HOSTILE, ((HOSTILE, HOSTILE),))]).decode(),
    ]


def test_every_word_is_text_and_the_file_needs_nothing_else():
    for page in texts():
        assert "<script" not in page and "&lt;script&gt;" in page
        assert not re.search(r"(?:src|href)=|url\(|https?:|@import", page)


def test_nothing_is_smaller_than_twelve_points_and_ink_is_black():
    for page in texts():
        sizes = [float(size) for size in re.findall(r"font-size:([\d.]+)pt", page)]
        assert sizes and min(sizes) >= 12
        assert set(re.findall(r"#[0-9a-f]{3,6}\b", page)) == {"#000", "#fff"}


def test_trees_and_steps_are_for_a3_across_and_sheets_for_a4():
    tree, steps, sheet = texts()
    assert "@page{size:A3 landscape;" in tree and "@page{size:A3 landscape;" in steps
    assert "@page{size:A4;" in sheet


def test_a_missing_step_is_said_and_not_left_white():
    page = to_steps("ロジックモデル", ["資源", "活動"], [["", "市"]], "未記入").decode()
    assert '<td class="missing"><p>未記入</p></td>' in page
