"""The words of the hall: names of views, clocks and colours, with readings for the wall.

Readings stand above the house's own words only, written by hand. A participant's words never
get any: nobody but the speaker knows how a name is read.
"""

from collections.abc import Mapping

from workshop_app.model import Palette, ScreenView, TimerKind

PRACTICE_MARK = "練習の会です。本物の記録には入りません。"
NEVER_PROJECTED = "この窓は映しません。会場に見せるのは「投影の窓」です。"
NOTHING_SHOWN = "声を待っています。"
DOTS_ARE_DOTS = "●は「気になる」の印です。割合でも順番でもありません。"
MOST_DOTS_DRAWN = 9
FAREWELL = "きょうの声は、つぎの会の前に、まとめてお返しします。"

VIEWS: Mapping[ScreenView, str] = {
    ScreenView.QUESTION: "今日の問い",
    ScreenView.TIMER: "残り時間",
    ScreenView.THEMES: "テーマ",
    ScreenView.THEME: "テーマの声",
    ScreenView.LONE: "ひとりの声",
    ScreenView.BALANCE: "立場のバランス",
    ScreenView.SHEETS: "模造紙の写真",
    ScreenView.CLOSING: "おわりに",
}
CLOCKS: Mapping[TimerKind, str] = {
    TimerKind.MEETING: "会のはじめから",
    TimerKind.ROW: "いまの時間",
    TimerKind.TURN: "ひとりの話す時間",
    TimerKind.WRITING: "静かに書く時間",
    TimerKind.BREAK: "休けい",
    TimerKind.REHEARSAL: "練習",
}
PALETTES: Mapping[Palette, str] = {
    Palette.LIGHT: "明るい部屋（白い地に黒い字）",
    Palette.CONTRAST: "くっきり（黒い地に白い字）",
    Palette.DARK: "暗い部屋（やわらかい黒の地）",
}

# Pairs of a word and its reading; a word without kanji has an empty one.
READINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "今日の問い": (("今日", "きょう"), ("の", ""), ("問", "と"), ("い", "")),
    "残り時間": (("残", "のこ"), ("り", ""), ("時間", "じかん")),
    "テーマ": (("テーマ", ""),),
    "ひとりの声": (("ひとりの", ""), ("声", "こえ")),
    "立場のバランス": (("立場", "たちば"), ("のバランス", "")),
    "模造紙の写真": (("模造紙", "もぞうし"), ("の", ""), ("写真", "しゃしん")),
    "おわりに": (("おわりに", ""),),
    "住民": (("住民", "じゅうみん"),),
    "医療・介護": (("医療", "いりょう"), ("・", ""), ("介護", "かいご")),
    "企業等": (("企業", "きぎょう"), ("等", "とう")),
    "行政・記録": (("行政", "ぎょうせい"), ("・", ""), ("記録", "きろく")),
    "その他": (("その", ""), ("他", "た")),
    "ひとりの話す時間": (("ひとりの", ""), ("話", "はな"), ("す", ""), ("時間", "じかん")),
    "静かに書く時間": (
        ("静", "しず"),
        ("かに", ""),
        ("書", "か"),
        ("く", ""),
        ("時間", "じかん"),
    ),
    "休けい": (("休", "きゅう"), ("けい", "")),
    "いまの時間": (("いまの", ""), ("時間", "じかん")),
}


def reading_of(word: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of a word of the house and its readings; without any for others."""
    return READINGS.get(word, ((word, ""),))


def say_dots(number: int) -> str:
    """Return marks of interest as dots; ten or more as a number beside one dot.

    Examples
    --------
    >>> say_dots(3)
    '●●●'
    >>> say_dots(12)
    '● 12'
    """
    return "●" * number if number <= MOST_DOTS_DRAWN else f"● {number}"
