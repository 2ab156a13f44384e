"""From a table's rows to voices that may be kept, and rows that may not, each with a reason."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from datetime import date

from workshop_app import errors, words
from workshop_app.cleaning import MAX_VOICE, clean
from workshop_app.model import Consent, Party, VoiceKind
from workshop_app.sheets.columns import ColumnMapping
from workshop_app.sheets.days import read_day
from workshop_app.sheets.other_columns import kept_columns, read_kept
from workshop_app.sheets.table import Row, Sheet

MAX_TABLE = 999

_EXCERPT = 40
_LETTER = re.compile(r"([a-z])(?:班|テーブル|グループ|組|卓)?")
_KANJI = re.compile(r"第?([一二三四五六七八九十])(?:班|テーブル|グループ|組|卓)?")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every row that does not say it itself."""

    party: Party = Party.OTHER
    table_number: int | None = None
    kind: VoiceKind | None = None
    consent: Consent = Consent.ROOM


@dataclass(frozen=True, slots=True)
class VoiceDraft:
    """A voice read from a row, not yet kept; ``number`` is its row number.

    ``area``, ``day`` and ``meeting`` are what the row says, for whoever knows the records;
    ``extras`` are the columns that no field holds, name and cell.
    """

    number: int
    text: str
    party: Party
    table_number: int | None
    kind: VoiceKind | None
    area: str
    consent: Consent
    day: date | None
    meeting: str
    extras: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be kept: its number in the file, why, and how it begins."""

    number: int
    reason: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """All rows of a table, sorted into good and bad.

    ``repeated`` are the numbers of good rows that say what an earlier row said already;
    ``notes`` tell what else was seen in the rows, beside the notes of the sheet itself.
    """

    good: tuple[VoiceDraft, ...]
    bad: tuple[BadRow, ...]
    repeated: tuple[int, ...]
    notes: tuple[str, ...]


def check(
    sheet: Sheet, mapping: ColumnMapping, defaults: Defaults | None = None
) -> CheckedRows:
    """Read every row of *sheet* as a voice; blank rows are left out and counted.

    Parameters
    ----------
    sheet
        The table.
    mapping
        Which column holds what, as a person confirmed it.
    defaults
        What holds where a row says nothing; nobody's consent is ever assumed beyond it.

    Raises
    ------
    UnusableInputError
        *mapping* names a column that *sheet* does not have.
    """
    places = [place for place in astuple(mapping) if place is not None]
    if not all(0 <= place < len(sheet.header) for place in places):
        raise errors.UnusableInputError("列の選び方がこの表に合いません。選び直してください。")
    known = defaults or Defaults()
    more = kept_columns(sheet.header, used_by(mapping))
    good: list[VoiceDraft] = []
    bad: list[BadRow] = []
    blank = 0
    for row in sheet.rows:
        if row.is_blank:
            blank += 1
            continue
        try:
            read = _read_voice(row, mapping, known, sheet.named_columns)
            good.append(replace(read, extras=read_kept(sheet.header, row.cells, more)))
        except errors.UnusableInputError as reason:
            bad.append(BadRow(row.number, str(reason), _begin_of(row, mapping)))
    repeated = tuple(_find_repeated(good))
    notes = tuple(_tell_notes(sheet, mapping, blank, repeated))
    return CheckedRows(tuple(good), tuple(bad), repeated, notes)


def used_by(mapping: ColumnMapping) -> frozenset[int | None]:
    """Return the columns that fields of a voice are read from."""
    fields = (mapping.text, mapping.party, mapping.table, mapping.kind, mapping.area)
    return frozenset({*fields, mapping.consent})


def _read_voice(row: Row, mapping: ColumnMapping, known: Defaults, named: int) -> VoiceDraft:
    if any(cell.strip() for cell in row.cells[named:]):
        raise errors.UnusableInputError(
            '見出しより列が多い行です。本文にカンマがあれば、本文を「"」で囲んでください。'
        )
    text = clean(row.cells[mapping.text], MAX_VOICE)
    if not text.strip():
        raise errors.EmptyVoiceError("本文がありません。")
    return VoiceDraft(
        number=row.number,
        text=text,
        party=_read_party(_cell(row, mapping.party), known),
        table_number=_read_table(_cell(row, mapping.table), known),
        kind=words.find(VoiceKind, _cell(row, mapping.kind)) or known.kind,
        area=_cell(row, mapping.area),
        consent=_read_consent(_cell(row, mapping.consent), known),
        day=read_day(_cell(row, mapping.day)),
        meeting=_cell(row, mapping.meeting),
    )


def _cell(row: Row, place: int | None) -> str:
    return "" if place is None else clean(row.cells[place]).strip()


def _read_party(written: str, known: Defaults) -> Party:
    if not written:
        return known.party
    party = words.find(Party, written)
    if party is None:
        choices = "、".join(words.label(one) for one in Party)
        raise errors.UnusableInputError(
            f"立場の「{written[:_EXCERPT]}」がわかりません({choices}のどれかにしてください)。"
        )
    return party


def _read_consent(written: str, known: Defaults) -> Consent:
    if not written:
        return known.consent
    consent = words.find(Consent, written)
    if consent is None:
        raise errors.UnusableInputError(
            f"引用可の「{written[:_EXCERPT]}」がわかりません(可・不可のどちらかにしてください)。"
        )
    return consent


def _read_table(written: str, known: Defaults) -> int | None:
    """Return the table's number: 「3」「３班」「第3テーブル」「三」; A is 1, B is 2."""
    if not written:
        return known.table_number
    plain = unicodedata.normalize("NFKC", written).strip().casefold().removesuffix(".0")
    digits = re.findall(r"\d+", plain)
    if len(digits) == 1 and 1 <= int(digits[0]) <= MAX_TABLE:
        return int(digits[0])
    if letter := _LETTER.fullmatch(plain):
        return ord(letter[1]) - ord("a") + 1
    if kanji := _KANJI.fullmatch(plain):
        return int(unicodedata.numeric(kanji[1]))
    raise errors.UnusableInputError(f"班の「{written[:_EXCERPT]}」から番号が読めません。")


def _begin_of(row: Row, mapping: ColumnMapping) -> str:
    """Return how the row begins, for a person who looks for it."""
    own = clean(row.cells[mapping.text]).strip()
    shown = own or " ".join(clean(cell).strip() for cell in row.cells if cell.strip())
    plain = " ".join(shown.split())
    return plain if len(plain) <= _EXCERPT else f"{plain[:_EXCERPT]}…"


def _find_repeated(voices: list[VoiceDraft]) -> Iterator[int]:
    """Yield the rows that say, for the same party at the same table, what was said before."""
    seen = set()
    for voice in voices:
        said = unicodedata.normalize("NFKC", voice.text).casefold().split()
        key = ("".join(said), voice.party, voice.table_number, voice.meeting, voice.day)
        if key in seen:
            yield voice.number
        seen.add(key)


def _tell_notes(
    sheet: Sheet, mapping: ColumnMapping, blank: int, repeated: tuple[int, ...]
) -> Iterator[str]:
    if blank:
        yield f"何も書かれていない行が{blank}行あり、読みとばしました。"
    if repeated:
        yield f"同じ声が{len(repeated)}件あります(最初は{repeated[0]}行目)。そのまま残します。"
    if mapping.kind is not None:
        kinds = Counter(_cell(row, mapping.kind) for row in sheet.rows)
        unknown = {
            kind: n for kind, n in kinds.items() if kind and not words.find(VoiceKind, kind)
        }
        if unknown:
            named = "」「".join(kind[:_EXCERPT] for kind in list(unknown)[:3])
            yield f"種別がわからない行が{sum(unknown.values())}行あります(「{named}」など)。"
    if mapping.day is not None:
        days = [cell for row in sheet.rows if (cell := _cell(row, mapping.day))]
        if unread := sum(read_day(cell) is None for cell in days):
            yield f"日付を読めない行が{unread}行あります。会議の日付のままにします。"
