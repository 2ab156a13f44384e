"""What a Japanese statement is made of: a key for matching, words, and the words that count.

Everything here is for comparing only.  What a person typed is never changed by it; the
functions return new text and leave showing and keeping to others.
"""

import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import sudachipy

PIECE_LIMIT = 4_000  # characters; SudachiPy refuses more than 49,149 bytes at once
_MEMO_LIMIT = 200_000
_TEXTS = 10_000

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})  # controls, direction marks, half pairs
_BREAKS = "。！？!?\n"
_CONTENT_KINDS = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞"})

# Words that carry a sentence rather than a topic, in Sudachi's normalised form.
_LIGHT = """
為る 居る 有る 成る 呉れる 貰う 下さる 頂く 仕舞う 見る 行く 来る 置く 遣る 出来る 思う 言う
こと 事 物 様 所 時 方 ため 訳 わけ 筈 無い 良い ほしい 欲しい そう どう こう 此れ 其れ さん
達 的 よう 中 内
"""
LIGHT_WORDS = frozenset(_LIGHT.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a statement as the dictionary knows it.

    ``normal`` is Sudachi's normalised form, in which 買物, 買いもの and 買い物 are one.
    ``parts`` are the shorter words a compound is made of; empty if it is not one.
    ``sort`` tells proper nouns apart (人名, 地名), ``part`` a family name (姓) from a given one
    (名); a word that is not ``is_known`` stands in no dictionary.
    """

    surface: str
    normal: str
    base: str
    kind: str
    detail: str
    parts: tuple["Word", ...]
    sort: str = ""
    part: str = ""
    is_known: bool = True

    @property
    def is_number(self) -> bool:
        """Tell whether the word is a numeral."""
        return self.detail == "数詞"

    @property
    def is_light(self) -> bool:
        """Tell whether the word says little about what a statement is about."""
        return self.is_number or self.normal in LIGHT_WORDS


class _Desk(threading.local):
    """The tokenizer and the memory of one thread; SudachiPy lends neither to another."""

    def __init__(self) -> None:
        self.tokenizer: sudachipy.Tokenizer | None = None
        self.known: dict[tuple[int, str, tuple[str, ...]], Word] = {}


_DESK = _Desk()
_OPENING = threading.Lock()


@cache
def _open_dictionary() -> sudachipy.Dictionary:
    return sudachipy.Dictionary(dict="core")


def _own_tokenizer() -> sudachipy.Tokenizer:
    if _DESK.tokenizer is None:
        with _OPENING:  # `cache` alone would let two threads open the dictionary twice
            dictionary = _open_dictionary()
        _DESK.tokenizer = dictionary.tokenizer(mode=sudachipy.SplitMode.C)
    return _DESK.tokenizer


def clean(text: str) -> str:
    """Return *text* in NFKC without what nobody sees.

    Direction marks, zero-width joiners, NUL and half surrogate pairs go; line ends and tabs
    become spaces, except that a line end stays a line end.
    """
    if text.isprintable():  # nothing in it is unseen, a line end or a tab
        return unicodedata.normalize("NFKC", text)
    kept = [
        "\n" if letter in "\r\n" else " " if letter == "\t" else letter
        for letter in text
        if letter in "\r\n\t" or unicodedata.category(letter) not in _UNSEEN_CATEGORIES
    ]
    return unicodedata.normalize("NFKC", "".join(kept))


def matching_key(text: str) -> str:
    """Return the form in which two spellings of one statement are equal.

    Width, case, spaces, punctuation and what nobody sees are put aside; words are not
    changed.  A text of nothing else gives ``""``.

    Examples
    --------
    >>> matching_key("ｺﾞﾐ 出し、") == matching_key("ゴミ出し。")
    True
    """
    letters = unicodedata.normalize("NFKC", clean(text).casefold())
    return "".join(c for c in letters if unicodedata.category(c)[0] in "LNMS")


def _split_long(text: str) -> Iterator[str]:
    """Yield pieces that the tokenizer accepts, broken after a sentence where there is one."""
    while len(text) > PIECE_LIMIT:
        end = max(text.rfind(mark, 0, PIECE_LIMIT) for mark in _BREAKS) + 1
        end = end or PIECE_LIMIT
        yield text[:end]
        text = text[end:]
    if text:
        yield text


def find_words(text: str) -> tuple[Word, ...]:
    """Return the words of *text*, longest units first, with the parts of compounds inside.

    Any text is accepted, of any length; a text without letters may give ``()``.
    """
    tokenizer = _own_tokenizer()
    if len(_DESK.known) > _MEMO_LIMIT:
        _DESK.known.clear()
    return tuple(
        _recall(morpheme)
        for piece in _split_long(clean(text))
        for morpheme in tokenizer.tokenize(piece)
    )


@cache
def is_family_name(surface: str) -> bool:
    """Say whether the dictionary knows *surface* as a family name too, whatever else it is."""
    with _OPENING:
        found = _open_dictionary().lookup(surface)
        return any(entry.part_of_speech()[3] == "姓" for entry in found)


def _recall(morpheme: sudachipy.Morpheme) -> Word:
    kind = morpheme.part_of_speech()
    key = (morpheme.word_id(), morpheme.surface(), kind)
    word = _DESK.known.get(key)
    if word is None:
        pieces = morpheme.split(sudachipy.SplitMode.A)
        parts = tuple(_describe(piece, ()) for piece in pieces) if len(pieces) > 1 else ()
        word = _DESK.known[key] = _describe(morpheme, parts)
    return word


def _describe(morpheme: sudachipy.Morpheme, parts: tuple[Word, ...]) -> Word:
    kind, detail, sort, part, *_ = morpheme.part_of_speech()
    return Word(
        surface=morpheme.surface(),
        normal=morpheme.normalized_form(),
        base=morpheme.dictionary_form(),
        kind=kind,
        detail=detail,
        parts=parts,
        sort=sort,
        part=part,
        is_known=not morpheme.is_oov(),
    )


@lru_cache(_TEXTS)  # headings ask for the same voices again whenever one more comes in
def content_words(text: str) -> tuple[str, ...]:
    """Return the normalised words that say what *text* is about, in order, with repeats.

    Nouns, verbs, adjectives and adverbs; no particles, numerals or light words.

    Examples
    --------
    >>> content_words("車が無いので買物に行けません")
    ('車', '買い物')
    """
    return tuple(
        word.normal
        for word in find_words(text)
        if word.kind in _CONTENT_KINDS and not word.is_light
    )
