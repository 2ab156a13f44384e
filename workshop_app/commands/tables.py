"""Meetings as a list, voices in from a file and out to one."""

import json
from pathlib import Path

from workshop_app import errors, settings
from workshop_app.commands.common import bytes_of, opened, refuse_an_output, say, write_whole


def list_meetings(data_folder: Path | None, *, as_json: bool) -> int:
    """Print the meetings, the newest first."""
    from workshop_app.usecases import entering

    with opened(data_folder) as store:
        lines = entering.all_meetings(store)
    if as_json:
        rows = [
            {
                "id": line.meeting.id,
                "title": line.meeting.title,
                "stage": line.meeting.stage.value,
                "date": line.meeting.held_on.isoformat(),
                "voices": line.voices,
                "is_open": line.meeting.is_open,
                "join_code": line.meeting.join_code,
                "code": line.meeting.join_code,
            }
            for line in lines
        ]
        say(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for line in lines:
        say(
            f"{line.meeting.id:>4}  ({line.meeting.stage.value}) {line.meeting.held_on}  "
            f"{line.voices:>4}件  {line.meeting.title}"
        )
    if not lines:
        say(
            "会議はまだありません。kurumaza serve で画面を開くか、"
            "kurumaza sample で見本を入れてください。"
        )
    return 0


def bring_in(
    data_folder: Path | None,
    meeting: str,
    file: Path,
    *,
    encoding: str | None,
    sheet: str | None,
    accepts_bad_rows: bool,
) -> int:
    """Take the voices of a file into a meeting, after showing what cannot be read."""
    from workshop_app.usecases import choosing, importing, theming

    with opened(data_folder) as store:
        room = importing.find_meeting(store, meeting)
        preview = importing.look_into(
            store, room.meeting.id, bytes_of(file), file.name, encoding=encoding, sheet=sheet
        )
        mapping = preview.mapping
        say(f"「{preview.sheet.header[mapping.text]}」の列を声として読みます。")
        for remark in preview.notes:
            say(remark)
        for row in preview.checked.bad:
            say(f"{row.number}行目：{row.reason}")
        if preview.checked.bad and not accepts_bad_rows:
            raise errors.UnusableInputError(
                f"読めない行が{len(preview.checked.bad)}行あります。"
                "なおすか、--yes を付けてほかの行だけ取り込んでください。"
                "何も取り込んでいません。"
            )
        taken = importing.accept(store, preview)
        folder = settings.load(data_folder).data_folder
        with choosing.borrow(store, folder, say) as model:
            theming.settle(store, room.workshop.id, model)
        say(f"{taken}件を「{room.meeting.title}」に取り込みました。")
    return 0


def export(
    data_folder: Path | None, meeting: str, file_format: str, output: Path, *, for_public: bool
) -> int:
    """Write a meeting's voices, or its network, to a file."""
    from workshop_app.usecases import charting, choosing, importing, reporting, theming

    refuse_an_output(output)
    is_network = file_format in charting.FORMATS
    with opened(data_folder) as store:
        room = importing.find_meeting(store, meeting)
        if is_network:
            folder = settings.load(data_folder).data_folder
            with choosing.borrow(store, folder, say) as model:
                theming.settle(store, room.workshop.id, model)
        make = charting.network_paper if is_network else reporting.voices_paper
        paper = make(store, room.meeting.id, file_format, for_public=for_public)
    write_whole(output, paper.content)
    say(f"{paper.rows}件を {output} に書き出しました。")
    return 0
