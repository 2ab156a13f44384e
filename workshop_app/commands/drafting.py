"""The papers of a meeting as files: one of them, or all of them in a zip."""

from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app import settings
from workshop_app.commands.common import say

if TYPE_CHECKING:
    from workshop_app.store import Store
    from workshop_app.usecases.entering import Room
    from workshop_app.usecases.reporting import Paper


def make(
    store: "Store",
    room: "Room",
    file_format: str,
    output: Path,
    *,
    data_folder: Path | None,
    for_public: bool,
    address: str,
) -> "Paper":
    """Return one paper, or all of them in a zip, telling how far it has come."""
    from workshop_app.usecases import choosing, drafting, theming
    from workshop_app.usecases.reporting import Paper

    folder = settings.load(data_folder).data_folder
    is_pack = file_format == "pack"
    wishes = drafting.Wishes(
        folder,
        address,
        for_public=for_public,
        as_pdf=not is_pack and output.suffix.lower() == ".pdf",
    )
    with choosing.borrow(store, folder, say) as model:
        theming.settle(store, room.workshop.id, model)
    if not is_pack:
        return drafting.draft(store, room.meeting.id, drafting.FORMATS[file_format], wishes)
    made = drafting.pack(store, room.meeting.id, wishes, _tell)
    for title, why in made.left_out.items():
        say(f"「{title}」は作れませんでした。{why}")
    return Paper(made.name, made.content, len(made.papers))


def _tell(done: int, of: int, following: str) -> None:
    if following:
        say(f"{done + 1}/{of} {following}")
