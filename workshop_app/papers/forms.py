"""Which papers there are, and which pieces each has: what a template may name.

A form's key is the name of its template; a town's own template has the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

WORDS = ("題", "町", "会議名", "日付", "場所", "目的", "印")


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of paper.

    Attributes
    ----------
    title : its name, which is also the name of its file.
    parts : the pieces a template may place, in their usual order.
    points : the size of its letters; 14 for residents (C18: never below 12).
    for_residents : it goes to everybody, so it quotes and counts only what may be public.
    """

    key: str
    title: str
    parts: tuple[str, ...]
    points: int = 12
    for_residents: bool = False

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Every name a template of this form may use."""
        return (*WORDS, *self.parts)


FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        Form("gaiyo", "会議概要", ("会議の概要", "議題と結果", "出た声", "次の動き")),
        Form("gijiroku", "会議録", ("会議の基本", "議題と結果", "発言の要旨", "その他")),
        Form(
            "hokoku",
            "実施報告",
            ("会の基本", "参加のようす", "主な意見", "出た資源と担い手", "次の動き"),
        ),
        Form(
            "kyogitai",
            "協議体資料",
            (
                "次第",
                "前回の宿題",
                "課題の一覧",
                "取り上げる課題",
                "資源の一覧",
                "マッチング表",
                "候補の比較",
                "評価表",
            ),
        ),
        Form("kikaku", "企画シート", ("企画",)),
        Form("jisseki", "補助金実績報告の数字", ("実績",)),
        Form("ketteisho", "決定書", ("決定",)),
        Form("kawaraban", "かわら版", ("出た声", "こう動きます", "次回"), 14, True),
        Form("kairan", "回覧", ("お知らせ", "回覧の欄"), 14, True),
        Form("kaito", "お返事の紙", ("受付番号ごと", "班ごと"), 14, True),
        Form("tsunagi", "つなぎたいこと", ("つなぎたいこと",)),
        Form("poster", "ポスター", ("お知らせ", "入り口"), 16, True),
        Form("youshi", "記入用紙", ("用紙",), 14, True),
    )
}
SLIDES = Form("kekka", "結果のスライド", (), 20)
REPORT = Form(
    "report", "会議の報告", ("数字", "テーマ", "つながり", "こう動きます", "断り書き"), 14, True
)
