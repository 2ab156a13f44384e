"""Pairing files: the tables of ``kurumaza match``, needs and offers to who could meet whom."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis import hours, pairing, reach, text
from analysis.pairing import Conditions, Need, Offer
from workshop_app import embedders, errors, glossary, pairing_words
from workshop_app.embedders import Embedder
from workshop_app.sheets.match_table import MatchLine, MatchRow, read_match_table

_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")


@dataclass(frozen=True, slots=True)
class PairedFiles:
    """The answer, line by line as the needs stand in their table, and its counts."""

    lines: tuple[MatchLine, ...]
    summary: Mapping[str, object]


def pair_files(
    needs_path: Path, offers_path: Path, *, model: str = "default", one_to_one: bool = False
) -> PairedFiles:
    """Read both tables and put them together as well as possible.

    Raises
    ------
    UnusableInputError
        A table cannot be read.
    ModelUnavailableError
        The model cannot be loaded.
    """
    needs, offers = read_match_table(needs_path), read_match_table(offers_path)
    if not needs:
        raise errors.UnusableInputError(f"{needs_path.name} にニーズが1件もありません。")
    encoder = embedders.choose(model)
    try:
        return pair_rows(needs, offers, encoder, one_to_one=one_to_one)
    finally:
        if isinstance(encoder, embedders.WorkerEmbedder):
            encoder.close()


def pair_rows(
    needs: Sequence[MatchRow],
    offers: Sequence[MatchRow],
    encoder: Embedder,
    *,
    one_to_one: bool = False,
) -> PairedFiles:
    """Put needs and offers together; rows without text stay open and serve nobody."""
    asked = [Need(row.id, conditions_of(row), row.capacity or 1) for row in needs]
    given = [
        Offer(
            row.id,
            conditions_of(row, tells_times=True),
            row.capacity if text.clean(row.text).strip() else 0,
        )
        for row in offers
    ]
    meaning = measure([row.text for row in needs], [row.text for row in offers], encoder)
    found = pairing.pair(asked, given, meaning, one_to_one=one_to_one)
    lines = tuple(
        _write_line(place, found, asked, given, needs[place].text)
        for place in range(len(asked))
    )
    met = sum(bool(line.offer_id) for line in lines)
    return PairedFiles(
        lines,
        {
            "needs": len(needs),
            "offers": len(offers),
            "candidates": found.candidates,
            "met": met,
            "open": len(needs) - met,
            "model": encoder.name,
            "model_revision": encoder.fingerprint,
        },
    )


def measure(needs: Sequence[str], offers: Sequence[str], encoder: Embedder) -> pairing.Scores:
    """Return how much needs are about what offers serve; an empty text is about nothing."""
    if not needs or not offers:
        return np.zeros((len(needs), len(offers)))
    vectors = encoder.encode([_without_conditions(each) for each in (*needs, *offers)])
    meaning = pairing.measure_meaning(
        vectors[: len(needs)], vectors[len(needs) :], glossary.make_both_sides(encoder)
    )
    silent = np.array([not text.clean(each).strip() for each in needs])
    mute = np.array([not text.clean(each).strip() for each in offers])
    meaning[silent, :] = 0.0
    meaning[:, mute] = 0.0
    return meaning


def _without_conditions(said: str) -> str:
    """Return a text without the brackets that only tell where and when."""

    def keep(found: "re.Match[str]") -> str:
        inside = found.group(1)
        return "" if hours.names_hours(inside) or reach.find_areas(inside) else found.group(0)

    return _BRACKETS.sub(keep, said)


def conditions_of(row: MatchRow, *, tells_times: bool = False) -> Conditions:
    """Return where, for whom and when; what has no column of its own is read from the text.

    Hours are read from an offer's text only: a need that tells of a bus at 9 is not one that
    wants help at 9.
    """
    if tells_times:
        return conditions_of_text(row.text, area=row.area, target=row.target, times=row.times)
    return Conditions(row.area or reach.find_areas(row.text), row.target, row.times)


def conditions_of_text(
    said: str, *, area: str = "", target: str = "", times: str = ""
) -> Conditions:
    """Return the conditions of an offer; what nobody filled in is read from its words."""
    if not times and hours.names_hours(said) and hours.read_hours(said).is_known:
        times = said
    return Conditions(area or reach.find_areas(said), target, times)


def _write_line(
    place: int,
    found: pairing.Pairing,
    needs: Sequence[Need],
    offers: Sequence[Offer],
    said: str,
) -> MatchLine:
    need, chosen = needs[place], found.chosen[place]
    others = tuple(offers[other.offer].id for other in found.alternatives[place])
    if not text.clean(said).strip():
        return MatchLine(need.id, "", None, "内容が空です。", ())
    if chosen is None:
        given = [offer.conditions for offer in offers]
        reason = pairing_words.tell_open(found, place, need.conditions, given)
        return MatchLine(need.id, "", None, reason, others)
    offer = offers[chosen.offer]
    reason = pairing_words.tell_pair(chosen, need.conditions, offer.conditions, offer.capacity)
    return MatchLine(need.id, offer.id, chosen.score, reason, others)
