"""Questioning the rules: reads ``key=value`` words strictly into numbers, shares and choices.

Width makes no difference (１，２３４ is 1,234); a sign, a unit or a guess is refused, and the
sentence names the key.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn, TypeVar

from workshop_app import errors

T = TypeVar("T")

_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_DECIMAL = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,9})?)(%?)")
_BROKEN = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
_MOST = 10**15
_YES = {"yes": True, "はい": True, "あり": True, "no": False, "いいえ": False, "なし": False}


@dataclass(frozen=True, slots=True)
class Key:
    """One thing a calculation asks for; ``choices`` pairs what is written with what it says."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    is_needed: bool = True
    kind: str = "whole"  # whole, share, yes, choice, text


class FieldError(errors.UnusableInputError):
    """What was given under one key cannot be used; ``key`` says which."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


def read_words(written: Sequence[str]) -> dict[str, str]:
    """Read ``key=value`` words.

    Raises
    ------
    UnusableInputError
        A word has no ``=``, no key, or a key comes twice.
    """
    found: dict[str, str] = {}
    for word in written:
        name, sign, value = unicodedata.normalize("NFKC", word).partition("=")
        name = name.strip()
        if not sign or not name:
            raise errors.UnusableInputError(
                f"「{word}」は 名前=値 の形で書いてください。たとえば yen=1000000 です。"
            )
        if name in found:
            raise FieldError(name, f"{name} が2回書いてあります。1つにしてください。")
        found[name] = value.strip()
    return found


def fold(written: str) -> str:
    """Return *written* in one width and case, as it is compared."""
    return unicodedata.normalize("NFKC", written).strip().casefold()


class Given:
    """What was given for a calculation; every reading is strict and names its key."""

    def __init__(self, keys: Sequence[Key], written: Mapping[str, str]) -> None:
        self._labels = {key.name: key.label for key in keys}
        self._written = {name: value for name, value in written.items() if value.strip()}
        for name in written:
            if name not in self._labels:
                known = "、".join(self._labels)
                raise FieldError(name, f"{name} は使えません。使えるのは {known} です。")
        missing = [key for key in keys if key.is_needed and key.name not in self._written]
        if missing:
            told = "、".join(f"{key.name}({key.label})" for key in missing)
            raise FieldError(missing[0].name, f"{told} を書いてください。")

    def has(self, name: str) -> bool:
        """Say whether something was given."""
        return name in self._written

    def text(self, name: str) -> str:
        """Return what was written."""
        return self._written.get(name, "")

    def whole(self, name: str) -> int:
        """Return a whole number, 0 or more."""
        written = unicodedata.normalize("NFKC", self.text(name)).strip()
        if not _WHOLE.fullmatch(written):
            self._refuse(name, "0以上の整数で書いてください(1,234 の形も使えます)")
        digits = written.replace(",", "").lstrip("0") or "0"
        if len(digits) > len(str(_MOST)) or int(digits) > _MOST:
            self._refuse(name, "大きすぎます。けたを確かめてください")
        return int(digits)

    def share(self, name: str) -> Fraction:
        """Return a share from 0 to 1, written 1/2, 0.5 or 50%."""
        written = unicodedata.normalize("NFKC", self.text(name)).replace(" ", "")
        broken, decimal = _BROKEN.fullmatch(written), _DECIMAL.fullmatch(written)
        value: Fraction | None = None
        if broken and int(broken.group(2)):
            value = Fraction(int(broken.group(1)), int(broken.group(2)))
        elif decimal:
            value = Fraction(decimal.group(1)) / (100 if decimal.group(2) else 1)
        if value is None or value > 1:
            self._refuse(name, "1/2、0.5、50% のように、1(100%)までで書いてください")
        return value

    def yes(self, name: str) -> bool:
        """Return yes or no; not given means no."""
        if not self.has(name):
            return False
        written = fold(self.text(name))
        if written not in _YES:
            self._refuse(name, "yes か no で書いてください")
        return _YES[written]

    def one_of(self, name: str, known: Mapping[str, T], told: Sequence[str]) -> T:
        """Return what a word stands for among *known*; *told* are the words to offer."""
        written = fold(self.text(name))
        if written not in known:
            self._refuse(name, f"{'、'.join(told)} のどれかで書いてください")
        return known[written]

    def refuse(self, name: str, reason: str) -> NoReturn:
        """Refuse what stands under *name*."""
        self._refuse(name, reason)

    def _refuse(self, name: str, reason: str) -> NoReturn:
        written = f"の「{self.text(name)}」は使えません" if self.text(name) else "がありません"
        raise FieldError(name, f"{name}({self._labels[name]}){written}。{reason}。")
