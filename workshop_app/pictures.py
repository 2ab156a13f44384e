"""Makes a photo that somebody hands in safe to keep: small, upright, and nothing but pixels.

What a camera adds (place, time, owner) is gone, because the picture is drawn anew. A file that
is no photo, or unfolds to too many pixels, is refused before it is unfolded.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from workshop_app import errors

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_PIXELS = 60_000_000  # a camera of a telephone makes 12 to 50 millions
LONG_SIDE = 1800  # pixels of what is kept: a sheet of paper can be read
_KINDS = ("JPEG", "PNG", "WEBP")
_QUALITY = 82
_NO_PHOTO = "写真として読めません。JPEG・PNG・WebPの写真を選んでください。"


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG without anything beside its pixels."""

    content: bytes
    width: int
    height: int


def make_safe(content: bytes) -> Picture:
    """Return the photo, upright and small enough, drawn anew.

    Raises
    ------
    UnusableInputError
        It is empty, too large, too many pixels, damaged, or no photo at all.
    """
    if not content:
        raise errors.UnusableInputError("写真が空です。もう一度選んでください。")
    if len(content) > LARGEST_FILE:
        raise errors.UnusableInputError("写真が大きすぎます。20MBまでのものを選んでください。")
    try:
        return _draw_anew(content)
    except errors.KurumazaError:
        raise
    except Image.DecompressionBombError as problem:
        raise errors.UnusableInputError(_too_many()) from problem
    except Exception as problem:  # a damaged picture can fail in any way in its decoder
        raise errors.UnusableInputError(_NO_PHOTO) from problem


def _draw_anew(content: bytes) -> Picture:
    with Image.open(io.BytesIO(content), formats=_KINDS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise errors.UnusableInputError(_too_many())
        opened.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG is unfolded no larger than needed
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONG_SIDE, LONG_SIDE))
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
    written = io.BytesIO()
    flat.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(written.getvalue(), flat.width, flat.height)


def _too_many() -> str:
    return "写真の画素が多すぎます。6,000万画素までのものを選んでください。"
