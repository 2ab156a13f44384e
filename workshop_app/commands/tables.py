"""Meetings as a list, voices in from a file and out to one."""

import json
from pathlib import Path

from workshop_app import errors, settings
from workshop_app.commands.common import bytes_of, opened, say


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
    meeting: str | None,
    file: Path,
    *,
    tool: str = "auto",
    encoding: str | None,
    sheet: str | None,
    accepts_bad_rows: bool,
) -> int:
    """Take the voices of a file into a meeting, after showing what cannot be read.

    Without a meeting a new one is opened under the file's name, once the file can be read.
    """
    from workshop_app.usecases import choosing, importing, theming

    content = bytes_of(file)
    with opened(data_folder) as store:
        if meeting is None:
            importing.require_readable(content, file.name, tool, encoding, sheet)
            room = importing.open_for_file(store, file.stem)
            say(f"新しい会議「{room.meeting.title}」（番号 {room.meeting.id}）を開きました。")
        else:
            room = importing.find_meeting(store, meeting)
        preview = importing.look_into(
            store,
            room.meeting.id,
            content,
            file.name,
            encoding=encoding,
            sheet=sheet,
            tool=tool,
        )
        mapping = preview.mapping
        if preview.tool != "table":
            say(f"{importing.FOREIGN_NAMES[preview.tool]}のファイルとして読みます。")
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


def bring_back(
    data_folder: Path | None, meeting: str | None, file: Path, *, is_confirmed: bool
) -> int:
    """Show what a corrected workbook would change, and write it where that is confirmed."""
    from workshop_app.usecases import amending, choosing, importing

    if meeting is None:
        raise errors.UnusableInputError("--update には、会議の番号か合言葉を書いてください。")
    content = bytes_of(file)
    with opened(data_folder) as store:
        room = importing.find_meeting(store, meeting)
        found = amending.look_into(store, room.meeting.id, content, file.name)
        blank = "（空）"
        for one in found.differences:
            what = "テーマ" if one.field == "見出し" else "No."
            say(f"{what}{one.number} {one.field}：{one.before or blank} → {one.after or blank}")
        for refused in found.refused:
            say(f"{refused.row}行目は直しません：{refused.reason}")
        for remark in found.notes:
            say(remark)
        if found.is_empty:
            say("直すところはありません。")
        elif is_confirmed:
            folder = settings.load(data_folder).data_folder
            with choosing.borrow(store, folder, say) as model:
                done = amending.accept(store, model, found)
            say(f"{done}か所を直しました。")
        else:
            say("まだ何も書きかえていません。よければ --yes を付けて、もう一度打ってください。")
    return 0
