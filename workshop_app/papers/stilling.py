"""Zip files that are the same whenever they are made: no clock in them."""

import io
import zipfile
from collections.abc import Iterable

_WHEN = (2000, 1, 1, 0, 0, 0)


def pack(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of *entries*, name and content, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name, content in entries:
            made.writestr(_entry(name), content)
    return out.getvalue()


def still(content: bytes) -> bytes:
    """Return the zip *content* (a Word or PowerPoint file) with fixed dates."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return pack([(each.filename, found.read(each)) for each in found.infolist()])


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    entry.external_attr = 0
    return entry
