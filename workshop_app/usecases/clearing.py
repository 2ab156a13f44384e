"""Clearing: what a person should see before a file leaves the house.

Nothing is taken out or changed here; every point says what was found, and what one can do.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis import anonymity, screening, suppression, trial_rows
from analysis.hazards import Severity
from workshop_app import screening_words, words
from workshop_app.model import Consent, HoldState, Party, Voice, VoiceExtra
from workshop_app.store import Connection, Store, consents, extras, holds, sessions
from workshop_app.usecases import agreeing, entering, holding, interviewing, selecting
from workshop_app.usecases.entering import Room
from workshop_app.usecases.selecting import Order, Scope

_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the check list.

    Attributes
    ----------
    name : what was looked for.
    told : what was found, as a sentence.
    voice_ids : the voices it is about, by their numbers.
    stops : the file is not made while this stands.
    is_fine : nothing was found.
    """

    name: str
    told: str
    voice_ids: tuple[int, ...] = ()
    stops: bool = False
    is_fine: bool = False


@dataclass(frozen=True, slots=True)
class CheckList:
    """What was looked for in the voices that would leave, line by line."""

    which: str
    purpose: str
    rows: int
    points: tuple[Point, ...]

    @property
    def open_points(self) -> tuple[Point, ...]:
        """Return the lines somebody should look at."""
        return tuple(point for point in self.points if not point.is_fine)

    @property
    def is_stopped(self) -> bool:
        """Whether the file is not made as things are."""
        return any(point.stops for point in self.points)


def look_over(store: Store, meeting_id: int, order: Order | None = None) -> CheckList:
    """Return what a person should see before the voices of a meeting leave.

    Raises
    ------
    NotFoundError
        There is no such meeting.
    """
    room = entering.enter(store, meeting_id)
    return store.read(lambda conn: look_over_in(conn, room, order or Order()))


def look_over_in(conn: Connection, room: Room, order: Order) -> CheckList:
    """Return the check list inside a transaction that is already open."""
    said = selecting.select(conn, room, order)
    purpose = " ".join(room.meeting.purpose.split())
    points = (
        _purpose(purpose),
        _agreement(conn, room, order),
        _consents(said, order),
        _held_back(conn, said, order),
        _personal(conn, room, said),
        _more_columns(extras.of_voices(conn, [voice.id for voice in said]), order),
        _trials(said),
        _repeated(said),
        _small_numbers(said, order),
        _few_alike(room, said),
        _too_fine(order),
        _blanks(said),
        _companies(conn, room),
    )
    return CheckList(selecting.describe(order, room), purpose, len(said), points)


def say(found: CheckList) -> list[str]:
    """Return the check list as lines of text, the open points first."""
    lines = [f"書き出すもの：{found.which}、{found.rows}件"]
    lines.append(f"目的：{found.purpose or words.NO_PURPOSE}")
    for point in sorted(found.points, key=lambda each: (each.is_fine, not each.stops)):
        mark = "○" if point.is_fine else ("×" if point.stops else "△")
        lines.append(f"{mark} {point.name}：{point.told}{_say_numbers(point.voice_ids)}")
    return lines


def _say_numbers(voice_ids: Sequence[int]) -> str:
    if not voice_ids:
        return ""
    named = "、".join(f"No.{voice_id}" for voice_id in voice_ids[:_MOST_NAMED])
    return f"（{named}{'など' if len(voice_ids) > _MOST_NAMED else ''}）"


def _fine(name: str, told: str) -> Point:
    return Point(name, told, is_fine=True)


def _purpose(purpose: str) -> Point:
    if purpose:
        return _fine("目的の1行", "書き出すものの全部に入ります。")
    told = "この会の目的が書かれていません。「はじめに」の画面で書いてください。"
    return Point("目的の1行", told)


def _agreement(conn: Connection, room: Room, order: Order) -> Point:
    record = consents.of_meeting(conn, room.meeting.id)
    blank = agreeing.blanks_of(record)
    if blank:
        told = f"「{'・'.join(blank)}」が空いています。「映すまえに」の画面で書いてください。"
        return Point("同意の記録", told, stops=order.is_public)
    if record.quoting is False:
        told = "この会では、声を引用しない約束です。公開できるのは「数だけ」の表です。"
        return Point("同意の記録", told, stops=order.is_public)
    return _fine("同意の記録", "撮影・録音・引用の可否が書いてあります。")


def _consents(said: Sequence[Voice], order: Order) -> Point:
    name = "声の使い方"
    closed = tuple(voice.id for voice in said if voice.consent is Consent.ROOM)
    if closed:
        told = f"「この場だけ」の声が{len(closed)}件入ります。会の係の手もとに置いてください。"
        return Point(name, told, closed)
    return _fine(name, f"{selecting.SCOPES[order.scope]}です。")


def _held_back(conn: Connection, said: Sequence[Voice], order: Order) -> Point:
    name = "映すまえに"
    stopped = holds.of_voices(conn, [voice.id for voice in said])
    waiting = tuple(i for i, each in stopped.items() if each.state is HoldState.WAITING)
    held = tuple(i for i, each in stopped.items() if each.state is HoldState.HELD)
    if order.scope is Scope.ALL and (waiting or held):
        told = f"まだ見ていない声が{len(waiting)}件、控えた声が{len(held)}件入ります。"
        return Point(name, told, (*waiting, *held))
    return _fine(name, "止めてある声は入りません。")


def _personal(conn: Connection, room: Room, said: Sequence[Voice]) -> Point:
    name = "個人のこと"
    lists = holding.lists_of_meeting(conn, room.meeting.id)
    kinds: Counter[str] = Counter()
    found = []
    for voice in said:
        grave = [
            one for one in screening.screen(voice.text, lists) if one.severity > Severity.HINT
        ]
        if grave:
            found.append(voice.id)
            kinds.update({screening_words.kind_of(one.reason) for one in grave})
    if not found:
        return _fine(name, "名前・電話・番地などは見つかりません。機械は見落とします。")
    told = "、".join(f"{kind} {often}件" for kind, often in kinds.most_common())
    return Point(name, f"{told}。書き出す前に読んでください。", tuple(found))


def _more_columns(kept: dict[int, tuple[VoiceExtra, ...]], order: Order) -> Point:
    name = "ほかの表から来た列"
    names = tuple(dict.fromkeys(one.name for row in kept.values() for one in row))
    if not names:
        return _fine(name, "ありません。")
    if order.is_public:
        return _fine(name, f"{len(names)}列ありますが、公開するものには入りません。")
    shown = "」「".join(names[:_MOST_NAMED])
    told = f"{len(names)}列も入ります（「{shown}」）。"
    return Point(name, f"{told}人が分かる列がないか、見てください。")


def _trials(said: Sequence[Voice]) -> Point:
    found = tuple(voice.id for voice in said if trial_rows.is_trial(voice.text))
    if not found:
        return _fine("試しの行", "ありません。")
    told = f"試しに打ったらしい行が{len(found)}件あります。要らなければ取り消してください。"
    return Point("試しの行", told, found)


def _repeated(said: Sequence[Voice]) -> Point:
    seen: set[tuple[object, ...]] = set()
    again = []
    for voice in said:
        text = "".join(unicodedata.normalize("NFKC", voice.text).casefold().split())
        key = (text, voice.party, voice.table_number)
        again += [voice.id] if key in seen else []
        seen.add(key)
    if not again:
        return _fine("同じ声", "ありません。")
    return Point("同じ声", f"同じ立場・同じ班の同じ声が{len(again)}件あります。", tuple(again))


def _small_numbers(said: Sequence[Voice], order: Order) -> Point:
    name = "小さい数"
    least = suppression.LEAST
    counts = [sum(voice.party is party for voice in said) for party in Party]
    small = [
        words.label(party)
        for party, count in zip(Party, counts, strict=True)
        if 0 < count < least
    ]
    if not small:
        return _fine(name, f"{least}件より少ない立場はありません。")
    told = f"{'・'.join(small)}は{least}件より少なく、だれの声か分かることがあります。"
    if order.is_public:
        return _fine(name, f"{told}公開するものでは、引き算でも分からないように伏せます。")
    return Point(name, told)


def _few_alike(room: Room, said: Sequence[Voice]) -> Point:
    """Warn of combinations of party, table and area that fewer than five voices share (P26)."""
    name = "組み合わせ"
    rows = [
        (
            voice.party.value,
            str(voice.table_number or ""),
            str(voice.area_id or room.meeting.area_id or ""),
        )
        for voice in said
    ]
    few = anonymity.in_small_groups(rows)
    if not few:
        return _fine(name, f"立場・班・圏域が同じ声は、どれも{anonymity.LEAST}件以上です。")
    told = (
        f"立場・班・圏域の組み合わせが{anonymity.LEAST}件より少ない声が{len(few)}件あります"
        f"（いちばん少ない組み合わせは{anonymity.smallest_group(rows)}件）。"
        "名前がなくても、だれか分かることがあります。"
    )
    return Point(name, told, tuple(said[place].id for place in few))


def _too_fine(order: Order) -> Point:
    if selecting.is_too_fine(order):
        return Point("しぼりこみ", selecting.TOO_FINE, stops=True)
    return _fine("しぼりこみ", "重ねてしぼってはいません。")


def _blanks(said: Sequence[Voice]) -> Point:
    name = "空いているところ"
    missing = {
        "班": sum(voice.table_number is None for voice in said),
        "種別": sum(voice.kind is None for voice in said),
        "立場(その他)": sum(voice.party is Party.OTHER for voice in said),
    }
    told = "、".join(f"{field} {count}件" for field, count in missing.items() if count)
    if not told:
        return _fine(name, "ありません。")
    return Point(name, f"{told}。空けたまま書き出します。")


def _companies(conn: Connection, room: Room) -> Point:
    name = "会社の確認"
    closed: Iterable[str] = (
        entry.body
        for entry in sessions.list_of(conn, room.meeting.id)
        if not interviewing.is_open(entry, room.meeting.kind) and entry.body.strip()
    )
    count = len(list(closed))
    if not count:
        return _fine(name, "確認を待つ聞き取りはありません。")
    return _fine(name, f"確認を待つ聞き取りが{count}項目あり、どのファイルにも入りません。")
