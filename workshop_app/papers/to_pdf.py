"""Word and PowerPoint files as PDF, by LibreOffice, where this computer has it.

Where it has not, the office program itself can save as PDF; nothing here fetches anything.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from workshop_app import errors

_SECONDS = 120
_NOT_MADE = (
    "LibreOfficeがPDFを作れませんでした。開いているLibreOfficeを閉じて、もう一度押してください。"
    "WordやPowerPointのファイルは、そのまま使えます。"
)
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def find_office() -> str | None:
    """Return the path of LibreOffice on this computer, or None."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).exists()), None)


def to_pdf(content: bytes, ending: str) -> bytes:
    """Return a file of this *ending* (docx, pptx) as PDF.

    Raises
    ------
    NotYetError
        There is no LibreOffice here, it lacks the part for such files, or it did not answer in
        two minutes.
    """
    name = f"paper.{ending}"
    made = many_to_pdf({name: content})
    if name not in made:
        raise errors.NotYetError(_NOT_MADE)
    return made[name]


def many_to_pdf(files: "dict[str, bytes]") -> dict[str, bytes]:
    """Return files, by name, as PDF, under the same names; LibreOffice starts only once.

    What it cannot read (it comes in parts: Writer, Impress) is not among them.

    Raises
    ------
    NotYetError
        There is no LibreOffice here, or it did not answer in two minutes.
    """
    office = find_office()
    if office is None:
        raise errors.NotYetError(
            "このパソコンにはLibreOfficeがないので、PDFにできません。"
            "Wordのファイルで保存し、Wordの「名前を付けて保存」でPDFを選んでください。"
        )
    with tempfile.TemporaryDirectory(prefix="kurumaza-") as folder:
        here = Path(folder)
        numbered = {name: f"{place}{Path(name).suffix}" for place, name in enumerate(files)}
        for name, own in numbered.items():
            (here / own).write_bytes(files[name])
        profile = f"-env:UserInstallation={(here / 'profile').as_uri()}"
        asked = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        try:
            subprocess.run(
                [*asked, *(str(here / own) for own in numbered.values())],
                check=False,
                capture_output=True,
                timeout=_SECONDS,
            )
        except (subprocess.SubprocessError, OSError):
            raise errors.NotYetError(_NOT_MADE) from None
        made = {name: (here / own).with_suffix(".pdf") for name, own in numbered.items()}
        return {name: path.read_bytes() for name, path in made.items() if path.exists()}
