"""Backups."""

from pathlib import Path

from workshop_app import settings
from workshop_app.commands.common import opened, say


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
