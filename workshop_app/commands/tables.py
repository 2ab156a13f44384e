"""Meetings as a list, voices in from a file and out to one."""

import json
from pathlib import Path

from workshop_app import errors, settings
from workshop_app.commands.common import bytes_of, opened, refuse_an_output, say, write_whole

_PAPERS = ("docx", "pptx", "html", "pack")


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
    data_folder: Path | None,
    meeting: str,
    file_format: str,
    output: Path,
    *,
    for_public: bool,
    address: str = "",
) -> int:
    """Write a meeting's voices, its network or its papers to a file."""
    from workshop_app.usecases import charting, choosing, importing, reporting, theming

    refuse_an_output(output)
    if file_format in _PAPERS:
        return _export_papers(
            data_folder, meeting, file_format, output, for_public=for_public, address=address
        )
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


def _export_papers(
    data_folder: Path | None,
    meeting: str,
    file_format: str,
    output: Path,
    *,
    for_public: bool,
    address: str,
) -> int:
    """Write one paper, or all of them in a zip, telling how far it has come."""
    from workshop_app.usecases import choosing, drafting, importing, theming

    folder = settings.load(data_folder).data_folder
    wishes = drafting.Wishes(
        folder, address, for_public=for_public, as_pdf=output.suffix.lower() == ".pdf"
    )
    with opened(data_folder) as store:
        room = importing.find_meeting(store, meeting)
        with choosing.borrow(store, folder, say) as model:
            theming.settle(store, room.workshop.id, model)
        if file_format != "pack":
            paper = drafting.draft(
                store, room.meeting.id, drafting.FORMATS[file_format], wishes
            )
            write_whole(output, paper.content)
            say(f"「{paper.name}」を {output} に書き出しました。")
            return 0
        wishes = drafting.Wishes(folder, address, for_public=for_public)
        made = drafting.pack(store, room.meeting.id, wishes, _tell)
    write_whole(output, made.content)
    for title, why in made.left_out.items():
        say(f"「{title}」は作れませんでした。{why}")
    say(f"{len(made.papers)}種の紙を {output} に書き出しました。")
    return 0


def _tell(done: int, of: int, following: str) -> None:
    if following:
        say(f"{done + 1}/{of} {following}")
