"""Finds names of people: 田中さん, 会長の林, 山田花子; not shops, offices, places or 奥さん.

The dictionary's 人名 decide, the given lists decide where it cannot.  What is found is a
stretch of the folded text; whether the name is anybody's nobody here can know.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis import text
from analysis.hazards import Hazard, NameLists
from analysis.identifiers import Mark

_HONORIFICS = frozenset(
    [
        "さん",
        "さま",
        "様",
        "氏",
        "くん",
        "君",
        "クン",
        "ちゃん",
        "チャン",
        "サン",
        "ちゃま",
        "殿",
        "先生",
        "せんせい",
        "はん",
        "夫妻",
        "ご夫妻",
        "御夫妻",
        "夫婦",
        "ご夫婦",
        "宅",
        "家",
        "一家",
        "姉妹",
        "兄弟",
    ]
)
_NEED_A_NAME = frozenset(
    [
        "先生",
        "せんせい",
        "殿",
        "はん",
        "夫妻",
        "ご夫妻",
        "御夫妻",
        "夫婦",
        "ご夫婦",
        "宅",
        "家",
        "一家",
        "姉妹",
        "兄弟",
    ]
)
_ELDERS = frozenset(
    ["ばあ", "じい", "ばぁ", "じぃ", "婆", "爺", "おばあ", "おじい", "おば", "おじ"]
)
_HOUSES = frozenset(["宅", "家", "一家"])
_HIDDEN = frozenset("○〇◯●△▲□■×✕XＸ*＊")
_KANJI = re.compile(r"[一-龥々〆ヶ]+")
_KANA = re.compile(r"[ぁ-んー]+")
_KATAKANA = re.compile(r"[ァ-ヶー・]+")
_AFTER_NAME = frozenset(
    [
        "が",
        "は",
        "も",
        "と",
        "って",
        "や",
        "を",
        "に",
        "の",
        "へ",
        "から",
        "だ",
        "です",
        "でし",
        "だっ",
        "なら",
        "だけ",
        "しか",
        "まで",
        "ね",
        "よ",
    ]
)
_SOMEBODY, _ONE, _HOUSEHOLD = "地域の方", "方", "あるお宅"


@dataclass(frozen=True, slots=True)
class _Token:
    """A word and where it stands in the folded text."""

    word: text.Word
    start: int
    end: int

    @property
    def surface(self) -> str:
        return self.word.surface

    @property
    def is_noun(self) -> bool:
        return self.word.kind in ("名詞", "接尾辞", "接頭辞", "代名詞")

    @property
    def is_family(self) -> bool:
        return self.word.sort == "人名" and self.word.part in ("姓", "一般")

    @property
    def is_given(self) -> bool:
        return self.word.sort == "人名" and self.word.part == "名"


def find_persons(folded: str, lists: NameLists, known: frozenset[str]) -> tuple[Mark, ...]:
    """Return the stretches of *folded* that seem to be somebody's name.

    Parameters
    ----------
    folded : text as :func:`analysis.alignment.fold` makes it.
    lists : words the dictionary cannot tell from names.
    known : names of places and organisations of the town; they are nobody's name.
    """
    tokens = _tokenise(folded)
    found = [*_with_honorific(tokens, lists), *_bare(tokens, lists)]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        name = folded[mark.start : mark.end]
        is_known = any(_covers(folded, place, mark) for place in known)
        if not is_known and not (kept and mark.start < kept[-1].end) and name.strip():
            kept.append(mark)
    return tuple(kept)


def _covers(folded: str, place: str, mark: Mark) -> bool:
    """Say whether *place* is written where *mark* is, and no さん follows it."""
    if not place or folded[mark.start : mark.end].endswith(tuple(_HONORIFICS)):
        return False
    at = folded.find(place, max(0, mark.start - len(place)))
    return 0 <= at <= mark.start and mark.end <= at + len(place)


def _tokenise(folded: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    for word in text.find_words(folded):
        start = folded.find(word.surface, place)
        if start < 0:
            continue
        place = start + len(word.surface)
        tokens.append(_Token(word, start, place))
    return tokens


def _with_honorific(tokens: Sequence[_Token], lists: NameLists) -> Iterator[Mark]:
    for place, token in enumerate(tokens):
        if not place or token.surface not in _HONORIFICS:
            continue
        if token.word.kind not in ("接尾辞", "名詞"):
            continue
        last = place - 1
        if tokens[last].word.kind == "空白" and last:
            last -= 1
        first = _first_of_name(tokens, last, token.surface, lists)
        if first is None:
            continue
        suggestion = _suggest(tokens, first, token.surface)
        yield Mark(Hazard.NAME, tokens[first].start, token.end, "name.honorific", suggestion)


def _first_of_name(
    tokens: Sequence[_Token], last: int, honorific: str, lists: NameLists
) -> int | None:
    """Return the place of the first word of the name that ends at *last*, or None."""
    end = tokens[last]
    if end.surface in _HIDDEN or set(end.surface) <= _HIDDEN:
        while last and set(tokens[last - 1].surface) <= _HIDDEN:
            last -= 1
        return None if honorific in _HOUSES else last
    first = last
    while first and tokens[first - 1].is_noun and last - first < 4:
        first -= 1
    if _is_called_so(tokens[first : last + 1], lists):
        return None
    if len(end.surface) == 1 and end.surface.isascii() and end.surface.isupper():
        return last
    if end.surface in _ELDERS and last and tokens[last - 1].word.sort == "人名":
        return last - 1
    if end.word.sort == "人名" and not _is_common(end, lists):
        before = tokens[last - 1] if last else None
        if before is not None and before.is_family and end.is_given:
            return last - 1
        return last
    if end.word.detail == "固有名詞" and text.is_family_name(end.surface):
        return last
    if end.surface in lists.surnames:
        alone = first == last or tokens[last - 1].surface in lists.roles
        alone = (
            alone
            or tokens[last - 1].surface in ("長", "員", "お")
            or tokens[last - 1].word.detail == "数詞"
        )
        return last if alone and tokens[last - 1].surface != "お" else None
    if honorific in _NEED_A_NAME:
        return None
    return first if _may_be_name(tokens[first : last + 1], lists) else None


def _is_called_so(words: Sequence[_Token], lists: NameLists) -> bool:
    """Say whether these words are what people are called in place of a name: 班長, 花屋."""
    whole, last = "".join(word.surface for word in words), words[-1]
    if len(words) == 1 and last.word.part == "姓" and whole in lists.surnames:
        return False
    if whole in lists.not_names or (whole in lists.roles and len(words) > 1):
        return True
    if last.surface in lists.not_names:
        return last.word.sort != "人名"
    return last.surface.endswith("屋") and last.surface not in lists.surnames


def _is_common(token: _Token, lists: NameLists) -> bool:
    return token.word.part != "姓" and token.surface in lists.not_names


def _may_be_name(words: Sequence[_Token], lists: NameLists) -> bool:
    """Judge words that the dictionary does not call a person's name."""
    whole = "".join(word.surface for word in words)
    last = words[-1]
    if whole in lists.not_names or last.surface in lists.not_names:
        return False
    if whole.endswith(lists.endings or ("\0",)) or last.surface in lists.roles:
        return False
    if last.word.detail == "固有名詞":
        return last.word.sort == "地名" and len(words) == 1
    if _KATAKANA.fullmatch(whole):
        return not last.word.is_known and len(whole) >= 2
    if _KANA.fullmatch(last.surface):
        return len(whole) >= 2 and len(words) == 1
    if len(words) > 1 and _KANJI.fullmatch(whole) and len(whole) <= 4:
        return all(len(word.surface) == 1 or not word.word.is_known for word in words)
    if len(words) == 1 and _KANJI.fullmatch(whole):
        return len(whole) == 1 or not last.word.is_known
    return (
        not last.word.is_known
        and len(whole) <= 5
        and last.word.kind == "名詞"
        and not whole.isascii()
    )


def _bare(tokens: Sequence[_Token], lists: NameLists) -> Iterator[Mark]:
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        is_also_a_name = (
            token.word.detail == "固有名詞"
            and _is_role_after(tokens, place, lists)
            and text.is_family_name(token.surface)
        )
        if token.is_family or token.surface in lists.surnames or is_also_a_name:
            given = _given_after(tokens, place)
            if given is not None and token.is_family and _is_plain(token.surface):
                yield _name(tokens, place, given, "name.full")
                continue
            if _is_role_after(tokens, place, lists):
                if is_also_a_name or token.is_family or len(token.surface) > 1:
                    yield Mark(Hazard.NAME, token.start, token.end, "name.role", "")
                continue
            if _follows_role(tokens, place, lists) and _ends_here(after):
                yield _name(tokens, place, place, "name.role")
                continue
        if _is_bare_name(tokens, place, lists) and _ends_here(after):
            yield _name(tokens, place, place, "name.bare")


def _is_role_after(tokens: Sequence[_Token], place: int, lists: NameLists) -> bool:
    """Say whether the word after *place* is a role: 課長, also where it is taken for two."""
    ahead = [token.surface for token in tokens[place + 1 : place + 3]]
    return any("".join(ahead[:count]) in lists.roles for count in (1, 2))


def _is_plain(name: str) -> bool:
    """Say whether a family name is written in one script; 「高い」 is no name."""
    return any(script.fullmatch(name) for script in (_KANJI, _KANA, _KATAKANA))


def _given_after(tokens: Sequence[_Token], place: int) -> int | None:
    for ahead in (place + 1, place + 2):
        if ahead >= len(tokens):
            return None
        if tokens[ahead].is_given:
            return ahead
        if tokens[ahead].word.kind != "空白":
            return None
    return None


def _follows_role(tokens: Sequence[_Token], place: int, lists: NameLists) -> bool:
    """Say whether 「会長の」 or 「会長」 stands before the word at *place*."""
    before = place - 1
    if before >= 0 and tokens[before].surface in ("の", "・", " "):
        before -= 1
    elif not tokens[place].is_family:  # 班長 is no 長さん
        return False
    if before < 0:
        return False
    role = tokens[before].surface
    joined = tokens[before - 1].surface + role if before else role
    return role in lists.roles or joined in lists.roles or (role == "長" and before > 0)


def _is_bare_name(tokens: Sequence[_Token], place: int, lists: NameLists) -> bool:
    token = tokens[place]
    before = tokens[place - 1] if place else None
    if before is not None and before.is_noun and before.word.detail != "副詞可能":
        return False
    if not _KANJI.fullmatch(token.surface) or token.surface in lists.not_names:
        return False
    if token.is_given:
        return len(token.surface) >= 2
    return token.word.sort == "人名" and token.word.part == "姓" and len(token.surface) >= 2


def _ends_here(after: _Token | None) -> bool:
    """Say whether a name may end before *after*: a particle, a mark, or the end."""
    if after is None or after.word.kind in ("補助記号", "空白"):
        return True
    return after.word.kind in ("助詞", "助動詞") and after.surface in _AFTER_NAME


def _name(tokens: Sequence[_Token], first: int, last: int, reason: str) -> Mark:
    suggestion = _suggest(tokens, first, "")
    return Mark(Hazard.NAME, tokens[first].start, tokens[last].end, reason, suggestion)


def _suggest(tokens: Sequence[_Token], first: int, honorific: str) -> str:
    """Return 「方」 after 「元大工の」, 「地域の方」 elsewhere."""
    if honorific in _HOUSES:
        return _HOUSEHOLD
    if honorific in ("先生", "せんせい"):
        return "先生"
    follows_role = first > 1 and tokens[first - 1].surface == "の" and tokens[first - 2].is_noun
    return _ONE if follows_role else _SOMEBODY
