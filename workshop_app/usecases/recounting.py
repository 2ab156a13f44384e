"""Recounting a meeting: 会議概要, 会議録 and 実施報告, in short notes, decisions easy to see.

What nobody wrote down is an empty cell, never a guess (P19).
"""

from workshop_app import words
from workshop_app.model import Access, MinutesItem, Party
from workshop_app.papers import Block, Bullets, Fields, Grid, Heading, Part, Text, say_long_day
from workshop_app.usecases.collecting import Dossier, not_the_whole_town, say_count
from workshop_app.usecases.minuting import ACCESS_WORDS, Minutes
from workshop_app.usecases.reading import ThemeCard

NOBODY_SPOKE = "映してよい声は、まだありません。"
_YES_NO = {True: "あり", False: "なし", None: ""}


def summary(dossier: Dossier, *, for_public: bool = False) -> tuple[Part, ...]:
    """Return the 会議概要: what is due within two days."""
    told = dossier.minutes.for_public()
    return (
        Part("会議の概要", (Fields(_frame(dossier, dossier.minutes)[:6]),)),
        Part("議題と結果", _items(told, with_notes=False)),
        Part("出た声", themes_table(dossier, for_public=for_public)),
        Part("次の動き", next_moves(dossier)),
    )


def minutes(dossier: Dossier, *, for_public: bool = False) -> tuple[Part, ...]:
    """Return the 会議録 in its ten fields, in short notes (要点筆記).

    ``for_public`` leaves out what is not open (P22).
    """
    told = dossier.minutes.for_public() if for_public else dossier.minutes
    return (
        Part("会議の基本", (Fields(_frame(dossier, dossier.minutes)),)),
        Part("議題と結果", _items(told, with_notes=True)),
        Part("発言の要旨", (*_gist(dossier, for_public=for_public),)),
        Part("その他", _rest(dossier)),
    )


def report(dossier: Dossier, *, for_public: bool = False) -> tuple[Part, ...]:
    """Return the 実施報告 for the town's office."""
    room = dossier.room
    basics = (
        ("名称", room.meeting.title),
        ("日時", _when(dossier)),
        ("会場", dossier.minutes.record.place),
        ("圏域", room.area_name(room.meeting.area_id)),
        ("目的", room.meeting.purpose),
        ("班数", f"{len(room.tables)}班" if room.tables else ""),
        ("進め方", room.meeting.question),
    )
    return (
        Part("会の基本", (Fields(basics),)),
        Part(
            "参加のようす",
            (
                Fields(_people(dossier, for_public=for_public)),
                Text(not_the_whole_town(dossier)),
            ),
        ),
        Part(
            "主な意見",
            (
                *themes_table(dossier, for_public=for_public),
                *_gist(dossier, for_public=for_public),
            ),
        ),
        Part("出た資源と担い手", _resources(dossier)),
        Part("次の動き", next_moves(dossier)),
    )


def themes_table(dossier: Dossier, *, for_public: bool = False) -> tuple[Block, ...]:
    """Return the themes in the board's order with their counts; none stands above another."""
    cards = dossier.cards(for_public=for_public)
    if not cards:
        return (Text(NOBODY_SPOKE),)
    rows = tuple(
        (
            card.theme.heading,
            f"{len(card.voices)}件",
            f"{card.table_count}班",
            f"{card.party_count}立場",
            dossier.answer_of(card.theme.id).split("　")[0],
        )
        for card in cards
    )
    head = ("テーマ", "件数", "班数", "立場の数", "どうなったか")
    return (
        Grid(head, rows, (44, 11, 11, 15, 19)),
        Text(f"{words.COUNTS_ARE_NOT_WEIGHT}{not_the_whole_town(dossier)}"),
    )


def next_moves(dossier: Dossier) -> tuple[Block, ...]:
    """Return what people said they will do: next steps of projects, tasks, the next meeting."""
    lines = [
        f"{card.project.title}：{card.project.next_step}"
        for card in dossier.projects
        if card.project.next_step.strip()
    ]
    lines += [f"{title}：{task.title}（{task.owner}）" for task, title in dossier.tasks]
    lines += [f"別の時間に話すこと：{item.text}" for item in dossier.parked]
    if dossier.following is not None:
        following = dossier.following
        lines.append(f"次回：{say_long_day(following.held_on)}　{following.title}")
    return (Bullets(tuple(lines)),) if lines else (Fields((("次の動き", ""),)),)


def _when(dossier: Dossier) -> str:
    day = say_long_day(dossier.room.meeting.held_on)
    return f"{day}　{dossier.minutes.record.hours}".strip()


def _frame(dossier: Dossier, told: Minutes) -> tuple[tuple[str, str], ...]:
    """Return the fields of the minutes; the first six are those of the summary."""
    record = told.record
    return (
        ("会議名", dossier.room.meeting.title),
        ("日時", _when(dossier)),
        ("場所", record.place),
        ("出席者", record.present or _attendance(dossier)),
        ("傍聴者数", "" if record.observers is None else f"{record.observers}人"),
        ("公開・非公開", told.access()),
        ("欠席者", record.absent),
        ("参考人", record.experts),
        ("事務局", record.secretariat),
        ("録音の有無", _YES_NO[record.is_recorded]),
        ("資料名", record.documents),
    )


def _attendance(dossier: Dossier) -> str:
    """Return how many of each party came; numbers, never names."""
    people = dossier.turnout.people
    return "、".join(
        f"{words.label(party)}{people[party]}人" for party in Party if party in people
    )


def _people(dossier: Dossier, *, for_public: bool) -> tuple[tuple[str, str], ...]:
    people, cards = dossier.turnout.people, dossier.cards(for_public=for_public)
    said = [voice for card in cards for voice in card.voices]
    total = dossier.turnout.total
    rows = [("参加者数", "" if total is None else f"{total}人")]
    for party in Party:
        count = sum(voice.party is party for voice in said)
        came = f"{people[party]}人・" if party in people else ""
        if party is not Party.OFFICIALS and (came or count or party is not Party.OTHER):
            rows.append((words.label(party), f"{came}声{count}件"))
    rows.append(("声の数（テーマに入ったもの）", f"{len(said)}件"))
    return tuple(rows)


def _items(told: Minutes, *, with_notes: bool) -> tuple[Block, ...]:
    if not told.items:
        return (Fields((("議題", ""), ("結果", ""))),)
    if not with_notes:
        rows = tuple((item.topic, item.result) for item in told.items)
        return (Grid(("議題", "結果・決まったこと"), rows, (45, 55)),)
    blocks: list[Block] = []
    for number, item in enumerate(told.items, start=1):
        blocks.append(Heading(f"{number}　{item.topic}"))
        blocks.append(Fields(_item(item), 20))
    return tuple(blocks)


def _item(item: MinutesItem) -> tuple[tuple[str, str], ...]:
    rows = [("決まったこと", item.result), ("要点", item.said)]
    if item.access is not Access.OPEN:
        rows.append(("公開の別", f"{ACCESS_WORDS[item.access]}（{item.reason}）"))
    return tuple(rows)


def _gist(dossier: Dossier, *, for_public: bool = False) -> tuple[Block, ...]:
    """Return themes with the words that may be quoted; the rest are counted."""
    blocks: list[Block] = []
    for card in dossier.cards(for_public=for_public):
        quotes = dossier.quotes.get(card.theme.id, ())
        if card.theme.is_lone and not quotes:
            continue
        blocks.append(Heading(f"{card.theme.heading}（{say_count(card)}）"))
        if quotes:
            blocks.append(Bullets(tuple(f"「{text}」" for text in quotes)))
        else:
            blocks.append(Text("（そのまま載せてよい声は、まだありません。）"))
    lone = _uncited(dossier.cards(for_public=for_public), dossier)
    if lone:
        blocks.append(Text(f"このほかに、{words.LONE_VOICES}が{lone}件あります。"))
    if not dossier.may_quote:
        blocks.append(
            Text("引用してよいかの記録がないため、声の文は載せていません（数だけです）。")
        )
    return tuple(blocks) or (Text(NOBODY_SPOKE),)


def _uncited(cards: tuple[ThemeCard, ...], dossier: Dossier) -> int:
    return sum(card.theme.is_lone and not dossier.quotes.get(card.theme.id) for card in cards)


def _rest(dossier: Dossier) -> tuple[Block, ...]:
    parked = tuple(f"別の時間に話すこと：{item.text}" for item in dossier.parked)
    blocks: list[Block] = [Fields((("その他", dossier.minutes.record.remarks),))]
    return (*blocks, Bullets(parked)) if parked else tuple(blocks)


def _resources(dossier: Dossier) -> tuple[Block, ...]:
    said = {voice.id for card in dossier.cards() for voice in card.voices}
    found = [asset for asset in dossier.assets if asset.source_voice_id in said]
    if not found:
        return (Fields((("資源", ""), ("担い手", ""))),)
    rows = tuple(
        (
            asset.name,
            words.label(asset.asset_class),
            words.label(asset.state),
            dossier.room.area_name(asset.area_id),
        )
        for asset in found
    )
    return (Grid(("資源", "区分", "確かさ", "圏域"), rows, (46, 18, 18, 18)),)
