"""Informing residents: かわら版, 回覧, replies, ポスター, 記入用紙, and つなぎたいこと.

Only what may be public is on these papers.  A reply names a receipt number and what became of
its theme, never the words of a voice.
"""

import io
from collections.abc import Sequence

import segno

from workshop_app import words
from workshop_app.model import THREE_PARTIES, Fate, Meeting, Theme
from workshop_app.papers import (
    Block,
    Break,
    Bullets,
    Cards,
    Fields,
    Grid,
    Heading,
    Lines,
    Part,
    Picture,
    Text,
    say_long_day,
)
from workshop_app.review_words import FATES
from workshop_app.usecases import answering
from workshop_app.usecases.collecting import Dossier
from workshop_app.usecases.developing import HANDOFF_FIELDS

_MOST_THEMES = 12
_MOST_ON_ONE_PAGE = 5
_REPLY = {Fate.REFUSED: "見送り", Fate.UNTOUCHED: "これから考えます"}


def newsletter(dossier: Dossier) -> tuple[Part, ...]:
    """Return the かわら版: what was said, what happens, when we meet again."""
    return (
        Part("出た声", _said(dossier)),
        Part("こう動きます", moves(dossier)),
        Part("次回", _following(dossier.following)),
    )


def circular(dossier: Dossier) -> tuple[Part, ...]:
    """Return the 回覧: one page to pass on from house to house."""
    said = tuple(
        f"{card.theme.heading}（{len(card.voices)}件）"
        for card in dossier.public.themes[:_MOST_ON_ONE_PAGE]
    )
    blocks: list[Block] = [
        Text(f"{say_long_day(dossier.room.meeting.held_on)}の会で、声をいただきました。"),
        Heading("出た声"),
        Bullets(said) if said else Text("公開してよい声は、まだありません。"),
        Heading("こう動きます"),
        *moves(dossier, most=_MOST_ON_ONE_PAGE),
        Heading("次回"),
        *_following(dossier.following),
    ]
    rounds = Grid(("班・組", *("",) * 5), (("見た印\n", *("",) * 5),), (20, 16, 16, 16, 16, 16))
    return (
        Part("お知らせ", tuple(blocks)),
        Part("回覧の欄", (rounds, Text("見たら印をつけて、次の家へまわしてください。"))),
    )


def replies(dossier: Dossier) -> tuple[Part, ...]:
    """Return what became of each voice by its receipt number, and of what each table said."""
    slips = tuple(
        (f"受付番号　{_spaced(each.number)}", *_reply(dossier, each.theme_id))
        for each in dossier.replies
    )
    by_number: tuple[Block, ...] = (
        (Cards(slips),) if slips else (Text("受付番号のある声は、ありません。"),)
    )
    return (Part("受付番号ごと", by_number), Part("班ごと", _by_table(dossier)))


def moves(dossier: Dossier, *, most: int | None = None) -> tuple[Block, ...]:
    """Return what became of the themes that have an answer; a refusal with its reason.

    ``most`` says for how many there is room.
    """
    rows = tuple(
        (card.theme.heading, "\n".join(_reply(dossier, card.theme.id)))
        for card in dossier.public.themes
        if card.theme.id in dossier.fates
    )[:most]
    waiting = sum(card.theme.id not in dossier.fates for card in dossier.public.themes)
    blocks: list[Block] = [Grid(("テーマ", "どうなったか"), rows, (42, 58))] if rows else []
    if waiting:
        others = f"ほかの{waiting}" if rows else f"{waiting}"
        blocks.append(Text(f"{others}のテーマは、これから考えます。次の回に、お返事します。"))
    return tuple(blocks) or (Text("これから考えます。次の回に、お返事します。"),)


def poster(dossier: Dossier, address: str) -> tuple[Part, ...]:
    """Return a poster with day, place and question, and the way in for phones."""
    meeting, place = dossier.room.meeting, dossier.minutes.record
    facts = (
        ("いつ", f"{say_long_day(meeting.held_on)}　{place.hours}".strip()),
        ("どこで", place.place),
        ("話すこと", meeting.question),
        ("声の使い道", meeting.purpose),
    )
    return (Part("お知らせ", (Fields(facts, 20),)), Part("入り口", _way_in(dossier, address)))


def entry_sheets(dossier: Dossier, address: str) -> tuple[Part, ...]:
    """Return a sheet to write on for each table, and one for those without a table."""
    numbers: list[int | None] = [table.number for table in dossier.room.tables] or [None]
    blocks: list[Block] = []
    boxes = "　".join(f"□{words.label(party)}" for party in THREE_PARTIES)
    for place, number in enumerate(numbers):
        blocks += [Break()] if place else []
        blocks += [
            Fields(
                (
                    ("班", "" if number is None else f"{number}班"),
                    ("問い", dossier.room.meeting.question),
                    ("立場に○", boxes),
                ),
                20,
            ),
            Text("1行に1つ、書いてください。名前や住所は、書かないでください。"),
            Lines(11),
            Text("載せてもよい範囲に○：　□この場だけ　□町の中だけ　□公開してもよい"),
            *(_way_in(dossier, address, width_mm=30) if address else ()),
        ]
    return (Part("用紙", tuple(blocks)),)


def handoffs(dossier: Dossier) -> tuple[Part, ...]:
    """Return the つなぎたいこと sheets, each its six fields on one page (C38)."""
    blocks: list[Block] = []
    for number, sheet in enumerate(dossier.handoffs):
        blocks += [Break()] if number else []
        told = (sheet.need, sheet.area, sheet.partner, sheet.offer, sheet.timing)
        fields = zip(HANDOFF_FIELDS, (*told, sheet.contact_office), strict=True)
        blocks.append(Fields(tuple(fields), 28))
    empty = Fields(tuple((name, "") for name in HANDOFF_FIELDS), 28)
    return (Part("つなぎたいこと", tuple(blocks) or (empty,)),)


def draw_qr(address: str) -> bytes:
    """Return the QR code of an address as a PNG picture that prints sharp."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()


def _said(dossier: Dossier) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for card in dossier.public.themes[:_MOST_THEMES]:
        blocks.append(Heading(f"{card.theme.heading}（{len(card.voices)}件）"))
        quotes = dossier.quotes.get(card.theme.id, ())[:2]
        blocks += [Bullets(tuple(f"「{text}」" for text in quotes))] if quotes else []
    lone = [q for card in dossier.public.lone for q in dossier.quotes.get(card.theme.id, ())]
    if lone:
        blocks.append(Heading(words.LONE_VOICES))
        blocks.append(Bullets(tuple(f"「{text}」" for text in lone[:4])))
    if not blocks:
        return (Text("公開してよい声は、まだありません。"),)
    return (*blocks, Text(words.COUNTS_ARE_NOT_WEIGHT))


def _following(meeting: Meeting | None) -> tuple[Block, ...]:
    if meeting is None:
        return (Fields((("いつ", ""), ("どこで", "")), 20),)
    return (Text(f"{say_long_day(meeting.held_on)}　{meeting.title}"),)


def _reply(dossier: Dossier, theme_id: int) -> tuple[str, ...]:
    found = dossier.fates.get(theme_id)
    fate = answering.fate_of(dossier.fates, theme_id)
    lines = [f"お返事：{_REPLY.get(fate, FATES[fate])}"]
    if found is not None and found.reason:
        lines.append(f"理由：{found.reason}")
    if found is not None and found.next_step:
        lines.append(f"次の一歩：{found.next_step}")
    return tuple(lines)


def _by_table(dossier: Dossier) -> tuple[Block, ...]:
    blocks: list[Block] = []
    numbers = sorted({table.number for table in dossier.room.tables})
    for number in numbers:
        spoken = [
            card.theme
            for card in dossier.public.themes
            if any(voice.table_number == number for voice in card.voices)
        ]
        if spoken:
            blocks.append(Heading(f"{number}班のみなさんへ"))
            blocks += _answered(dossier, spoken)
    return tuple(blocks) or (Text("班のある声は、ありません。"),)


def _answered(dossier: Dossier, spoken: Sequence[Theme]) -> list[Block]:
    rows = tuple(
        (theme.heading, "\n".join(_reply(dossier, theme.id)))
        for theme in spoken
        if theme.id in dossier.fates
    )
    rest = "、".join(
        f"「{theme.heading}」" for theme in spoken if theme.id not in dossier.fates
    )
    blocks: list[Block] = [Grid(("話されたテーマ", "お返事"), rows, (45, 55))] if rows else []
    return [*blocks, Text(f"これから考えます：{rest}")] if rest else blocks


def _way_in(dossier: Dossier, address: str, *, width_mm: int = 80) -> tuple[Block, ...]:
    if not address:
        return (Fields((("スマートフォンの入り口", ""),), 40),)
    whole = f"{address.rstrip('/')}/j/{dossier.room.meeting.join_code}"
    return (
        Picture(draw_qr(whole), width_mm, f"QRコード：{whole}"),
        Text(f"会場のWi-Fiにつなぎ、カメラで読んでください。\n{whole}"),
    )


def _spaced(number: str) -> str:
    return f"{number[:4]}-{number[4:]}"
