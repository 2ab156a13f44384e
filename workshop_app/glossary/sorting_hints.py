"""Suggestions of what a voice brings: its kind, and the box of the treasure hunt it fits.

Only suggestions: a person takes them or not, and the voice's words stay as they are.
"""

import functools
import re

from workshop_app import places
from workshop_app.model import AssetClass, VoiceKind

_HONORIFICS = "さん|様|さま|氏|くん|君|ちゃん|先生"
# 「元大工の○○さん」: what comes before の tells the role; who it is stays out (P6).
_ROLE_OF = re.compile(
    rf"(?P<role>[一-龥ァ-ヶー]{{1,8}})の(?P<who>[○〇◯●一-龥ァ-ヶぁ-ん]{{1,5}}?)(?:{_HONORIFICS})"
)
_SOMEBODY = re.compile(rf"(?:[○〇◯●]{{1,4}}|[一-龥々]{{1,3}})(?:{_HONORIFICS})(?![一-龥])")
_NOT_A_NAME = frozenset(
    {"皆さん", "奥さん", "娘さん", "息子さん", "孫さん", "店主さん", "客さん"}
)


def suggest_kind(said: str) -> VoiceKind | None:
    """Return the kind a voice seems to be of (C2), or None where nothing tells it."""
    for pattern, kind in _load_kinds():
        if pattern.search(said):
            return kind
    return None


def suggest_asset_class(said: str) -> AssetClass | None:
    """Return the box of the treasure hunt that a voice's asset belongs in (C4)."""
    found = [(len(word), word, box) for word, box in _load_asset_words() if word in said]
    return max(found)[2] if found else None


def mask_names(said: str) -> str:
    """Return *said* for a register: a person becomes the role, 「元大工の方」 (P6).

    >>> mask_names("元大工の○○さん")
    '元大工の方'
    """
    masked = _ROLE_OF.sub(lambda found: f"{found['role']}の方", said)
    return _SOMEBODY.sub(_mask_somebody, masked)


def _mask_somebody(found: re.Match[str]) -> str:
    return found.group() if found.group() in _NOT_A_NAME else "地域の方"


@functools.cache
def _load_kinds() -> tuple[tuple[re.Pattern[str], VoiceKind], ...]:
    rows = (line.split("\t") for line in _read("kinds.tsv"))
    return tuple((re.compile(row[1]), VoiceKind(row[0])) for row in rows)


@functools.cache
def _load_asset_words() -> tuple[tuple[str, AssetClass], ...]:
    rows = (line.split("\t") for line in _read("asset_words.tsv"))
    return tuple((word, AssetClass(row[0])) for row in rows for word in row[1].split())


def _read(name: str) -> list[str]:
    lines = (places.GLOSSARY / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
