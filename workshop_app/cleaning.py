"""The one rule for text that comes in: take out what breaks files, keep everything else.

A voice is never rewritten: no Unicode normalisation, no trimming, no cutting.
"""

import re

from workshop_app import errors

MAX_VOICE = 4_000

_LAST_OF_PLANES = "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_HARMFUL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, except tab and line breaks
    r"\ud800-\udfff"  # halves of characters
    r"\u202a-\u202e\u2066-\u2069"  # marks that turn the reading direction of what follows
    rf"\ufdd0-\ufdef{_LAST_OF_PLANES}]"  # no characters at all, by definition
)


def clean(text: str, limit: int | None = None) -> str:
    """Return *text* without what no file can hold, with one kind of line break.

    Cleaning twice changes nothing. Emoji, half-width kana, variant forms and combining
    marks stay exactly as typed.

    Raises
    ------
    UnusableInputError
        The result is longer than *limit* characters; a voice is never cut silently.
    """
    cleaned = _HARMFUL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if limit is not None and len(cleaned) > limit:
        raise errors.UnusableInputError(
            f"1つの声は{limit:,}字までです(いまは{len(cleaned):,}字)。分けて入れてください。"
        )
    return cleaned
