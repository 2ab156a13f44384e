"""What leaves the house and what is erased: exports, locked files, days of deletion."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app import errors, settings, words
from workshop_app.commands import drafting
from workshop_app.commands.common import bytes_of, opened, refuse_an_output, say, write_whole
from workshop_app.model import Party

if TYPE_CHECKING:
    from workshop_app.store import Store
    from workshop_app.usecases.entering import Room
    from workshop_app.usecases.reporting import Paper
    from workshop_app.usecases.selecting import Order

PAPERS = ("docx", "pptx", "html", "pack")


def export(
    data_folder: Path | None,
    meeting: str,
    file_format: str,
    output: Path | None,
    *,
    scope: str,
    parties: Sequence[str],
    is_locked: bool,
    password_file: Path | None,
    address: str,
) -> int:
    """Write a meeting's voices, network or papers, and say what a person should look at.

    Without *output* nothing is written.
    """
    from workshop_app.usecases import clearing, importing, locking
    from workshop_app.usecases.filtering import Filter
    from workshop_app.usecases.selecting import Order, Scope

    if output is not None:
        refuse_an_output(output)
    password = _password(password_file) if is_locked else ""
    order = Order(Scope(scope), Filter(parties=frozenset(map(_party, parties))))
    with opened(data_folder) as store:
        room = importing.find_meeting(store, meeting)
        checked = clearing.say(clearing.look_over(store, room.meeting.id, order))
        if output is None:
            paper = None
        elif file_format in PAPERS:
            paper = drafting.make(
                store,
                room,
                file_format,
                output,
                data_folder=data_folder,
                for_public=order.is_public,
                address=address,
            )
        else:
            ending = output.suffix.removeprefix(".").casefold()
            paper = _make(store, room, file_format, ending, order, data_folder)
        for line in checked:
            say(line)
        if output is None or paper is None:
            return 0
        if is_locked:
            paper = locking.lock(store, room, paper, password)
    write_whole(output, paper.content)
    say(f"{_count(file_format, paper.rows)} {output} に書き出しました。")
    if is_locked and password_file is None:
        say(f"合言葉は {password} です。ファイルとは別の方法で伝えてください。")
    return 0


def _count(file_format: str, rows: int) -> str:
    if file_format not in PAPERS:
        return f"{rows}件を"
    return f"{rows}種の紙を" if file_format == "pack" else "紙を"


def _make(
    store: "Store",
    room: "Room",
    file_format: str,
    ending: str,
    order: "Order",
    data_folder: Path | None,
) -> "Paper":
    from workshop_app.usecases import charting, choosing, counting, reporting, theming
    from workshop_app.usecases.noting import COMMAND

    meeting_id = room.meeting.id
    if file_format in charting.FORMATS:
        folder = settings.load(data_folder).data_folder
        with choosing.borrow(store, folder, say) as model:
            theming.settle(store, room.workshop.id, model)
        return charting.network_paper(
            store, meeting_id, file_format, for_public=order.is_public, by=COMMAND
        )
    if file_format == counting.FORMAT:
        return counting.counts_paper(store, meeting_id, by=COMMAND)
    if file_format in reporting.ENDINGS:
        return reporting.voices_paper(store, meeting_id, file_format, order=order, by=COMMAND)
    return reporting.foreign_paper(
        store, meeting_id, file_format, ending=ending, order=order, by=COMMAND
    )


def _party(written: str) -> Party:
    found = words.find(Party, written)
    if found is None:
        choices = "、".join(words.label(party) for party in Party)
        raise errors.UnusableInputError(f"立場「{written}」がわかりません（{choices}）。")
    return found


def _password(password_file: Path | None) -> str:
    from workshop_app.usecases import locking

    if password_file is None:
        return locking.draw_password()
    lines = bytes_of(password_file).decode("utf-8-sig", "replace").splitlines()
    return lines[0] if lines else ""


def unlock(locked: Path, output: Path, password_file: Path) -> int:
    """Write what is behind the password of a locked file."""
    from workshop_app.usecases import locking

    refuse_an_output(output)
    found = locking.unlock(bytes_of(locked), _password(password_file))
    write_whole(output, found.content)
    say(f"「{found.name}」を {output} に書き出しました。")
    return 0


def retention(
    data_folder: Path | None, meeting: str | None, until: str | None, *, as_json: bool
) -> int:
    """Print until when everything is kept; or keep a day for one meeting."""
    from workshop_app.usecases import importing, retaining

    with opened(data_folder) as store:
        if (meeting is None) != (until is None):
            raise errors.UnusableInputError(
                "会議の番号と --until は、いっしょに書いてください。"
            )
        if meeting is not None and until is not None:
            room = importing.find_meeting(store, meeting)
            retaining.set_day(store, room.meeting.id, _day(until))
        found = retaining.report(store, retaining.today())
    rows = [
        {
            "id": line.meeting.id,
            "title": line.meeting.title,
            "delete_on": line.retention.delete_on and line.retention.delete_on.isoformat(),
            "state": line.state,
            "voices": line.voices,
            "photos": line.photos,
        }
        for line in found.lines
    ]
    if as_json:
        copies = [copy.path.name for copy in found.copies]
        say(json.dumps({"meetings": rows, "copies": copies}, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        day = row["delete_on"] or "――――――"
        say(
            f"{row['id']:>4}  {row['state']}  {day}  声{row['voices']}件・写真{row['photos']}枚"
            f"  {row['title']}"
        )
    for copy in found.copies:
        say(f"写し：{copy.path.name}（{copy.made_on}）。消した声が入っていることがあります。")
    return 0


def _day(written: str) -> date | None:
    if written == "none":
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as problem:
        raise errors.UnusableInputError(
            f"日付「{written}」が読めません。2027-03-31 のように書いてください。"
        ) from problem


def erase(data_folder: Path | None, meeting: str, *, is_confirmed: bool, whole: bool) -> int:
    """Erase the words of a meeting, or the town it belongs to; only after it was confirmed."""
    from workshop_app.usecases import importing, retaining
    from workshop_app.usecases.noting import COMMAND

    with opened(data_folder) as store:
        room = importing.find_meeting(store, meeting)
        what = f"「{room.meeting.title}」の声"
        if whole:
            what = f"町「{room.municipality.name}」のすべて"
        if not is_confirmed:
            raise errors.UnusableInputError(
                f"{what}を消します。元にはもどせません。よければ --yes を付けてください。"
            )
        if whole:
            done = retaining.erase_town(store, room.municipality.id, by=COMMAND)
        else:
            done = retaining.erase(store, room.meeting.id, by=COMMAND)
    say(f"{what}（{done.voices}件）を消しました。")
    return 0
