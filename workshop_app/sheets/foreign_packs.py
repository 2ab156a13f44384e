"""A zip of several tables, as other tools hand them out."""

import io
import zipfile
from dataclasses import dataclass

from workshop_app import errors
from workshop_app.sheets.table import NOT_A_TABLE
from workshop_app.sheets.xlsx_table import ZIP_MARK, refuse_bomb


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of a zip, by the last part of their names in small letters."""

    files: dict[str, bytes]

    def find(self, name: str) -> bytes | None:
        """Return the file of that name, also where something stands before it."""
        if name in self.files:
            return self.files[name]
        ending = tuple(f"{mark}{name}" for mark in "-_.")
        return next(
            (held for known, held in self.files.items() if known.endswith(ending)), None
        )


def unpack(content: bytes, name: str) -> Pack | None:
    """Return the tables of a zip, or None where *content* is none, or is a workbook.

    Raises
    ------
    UnreadableFileError
        It is damaged, or would unpack to far more than honest files do.
    """
    if not content.startswith(ZIP_MARK):
        return None
    refuse_bomb(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [one for one in packed.infolist() if not one.is_dir()]
            names = {one.filename for one in members}
            if names & {"[Content_Types].xml", "content.xml"}:
                return None
            return Pack(
                {
                    one.filename.rsplit("/", 1)[-1].casefold(): packed.read(one)
                    for one in members
                    if one.filename.casefold().endswith((".csv", ".json"))
                }
            )
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError) as problem:
        raise errors.UnreadableFileError(f"{name}: {NOT_A_TABLE}") from problem


def is_json(content: bytes) -> bool:
    """Tell whether a file begins as JSON does."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
