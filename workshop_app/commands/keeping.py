"""Backups, and the copies of other laptops."""

from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app import settings
from workshop_app.commands.common import opened, say

if TYPE_CHECKING:
    from workshop_app.usecases.merging import Preview


def back_up(data_folder: Path | None, output: Path) -> int:
    """Write one file that holds everything."""
    from workshop_app.store import backup

    with opened(data_folder) as store:
        backup.backup(store, output)
    say(f"控えを {output} に取りました。公開しない声も入っています。大切にしまってください。")
    return 0


def restore(data_folder: Path | None, file: Path) -> int:
    """Bring a backup back; what was here is kept beside it."""
    from workshop_app.store import backup

    restored = backup.restore(settings.load(data_folder), file)
    say("控えからもどしました。")
    if restored.kept_aside is not None:
        say(f"これまでのデータは {restored.kept_aside} に残してあります。")
    return 0


def merge(data_folder: Path | None, file: Path, *, is_confirmed: bool) -> int:
    """Say what a copy of another laptop would bring; take it in where that was confirmed."""
    from workshop_app.usecases import choosing, merging, theming, unpacking

    parcel = unpacking.unpack(file)
    with opened(data_folder) as store:
        if not is_confirmed:
            shown = merging.preview(store, parcel)
            _say_merge(shown)
            if not shown.is_empty:
                say("まだ何も取り込んでいません。よければ --yes を付けて、もう一度どうぞ。")
            return 0
        done = merging.merge(store, parcel)
        folder = settings.load(data_folder).data_folder
        if done.workshop_ids:
            with choosing.borrow(store, folder, say) as model:
                for workshop_id in done.workshop_ids:
                    theming.settle(store, workshop_id, model)
    _say_merge(done.preview)
    if not done.preview.is_empty:
        say("合わせました。")
    return 0


def _say_merge(shown: "Preview") -> None:
    for line in shown.lines:
        say(
            f"{line.held_on}  {line.town}「{line.title}」→ {line.place}  "
            f"新しい声{line.new}  もうある{line.here}  変わる{line.changed}  "
            f"取り込めない{line.refused}"
        )
    say(shown.sentence())
    for one in (*shown.refusals, *shown.remarks):
        say(f"「{one.meeting}」No.{one.number}：{one.reason}")
    for sentence in shown.notes:
        say(sentence)
    if shown.is_empty:
        say("新しいものはありません。もう合わせてあります。")
