"""What the surroundings say: the only module that reads environment variables.

Nothing here opens a file or a database; it turns the environment and the command line's
words into one frozen :class:`Settings`.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from workshop_app import errors

_DATABASE_FILE = "kurumaza.db"
_SYNCED_FOLDERS = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "マイドライブ",
    "icloud",
    "cloudstorage",
    "mobile documents",
    "box sync",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lies and how it is reached."""

    data_folder: Path
    database_url: str


def load(data_folder: Path | None = None) -> Settings:
    """Return the settings for *data_folder*, or for the user's own data folder.

    ``KURUMAZA_DATA`` names another folder; ``KURUMAZA_DATABASE_URL`` a shared database.
    A folder given as an argument wins over both.

    Raises
    ------
    StoreError
        The folder is kept in step by a cloud service, which damages open databases.
    """
    chosen = data_folder or _folder_from_environment() or _own_folder()
    folder = chosen.expanduser().resolve()
    if any(part.casefold().startswith(_SYNCED_FOLDERS) for part in folder.parts):
        raise errors.StoreError(
            f"{folder} は同期フォルダ(OneDriveなど)の中です。"
            "データが壊れるおそれがあるため使えません。"
            "--data で、このパソコンの中の別のフォルダを選んでください。"
        )
    url = None if data_folder else os.environ.get("KURUMAZA_DATABASE_URL")
    return Settings(folder, url or f"sqlite:///{(folder / _DATABASE_FILE).as_posix()}")


def _folder_from_environment() -> Path | None:
    named = os.environ.get("KURUMAZA_DATA")
    return Path(named) if named else None


def _own_folder() -> Path:
    return Path(platformdirs.user_data_dir("Kurumaza", appauthor=False))


def keep_libraries_offline() -> None:
    """Tell the model libraries never to reach out; call before they are imported."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


def environment_for_fetching(home: Path) -> dict[str, str]:
    """Return the environment of the one process that may reach out, when a person asks.

    Passwords for the hub that may lie on this computer are not seen from there.
    """
    own = {
        name: value
        for name, value in os.environ.items()
        if name not in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN")
    }
    return own | {
        "HF_HOME": str(home),
        "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_XET": "1",  # plain requests: a town hall's proxy lets them through
    }


def choose_data_folder(folder: Path) -> None:
    """Make *folder* the data folder of this process and of those it starts."""
    os.environ["KURUMAZA_DATA"] = str(folder)
    os.environ.pop("KURUMAZA_DATABASE_URL", None)


def share_with(names: Sequence[str]) -> None:
    """Remember under which names others on the local network reach this process."""
    os.environ["KURUMAZA_LAN_NAMES"] = ",".join(names)


def shared_names() -> tuple[str, ...]:
    """Return the names under which others reach this process; none where they cannot."""
    return tuple(name for name in os.environ.get("KURUMAZA_LAN_NAMES", "").split(",") if name)


def has_display() -> bool:
    """Say whether a browser window could be opened here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
