"""Protecting: a report of voices as the public may have it, so that nobody can be worked out.

In the list no party and no area is left that fewer than five voices of a theme share, and no
table at all; the counts beside it never say more than the list does (P10, P26).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis import anonymity, suppression
from workshop_app import review_words
from workshop_app.export import PartyCount, PrintedVoice, ThemeCount, VoiceReport

KEPT_BACK = "―"  # large enough, but a small number could be worked out from it


def protect(report: VoiceReport, least: int = suppression.LEAST) -> VoiceReport:
    """Return *report* without what tells who somebody is; the words of voices stay.

    Parameters
    ----------
    report : a report for the public.
    least : the limit, 3..10; smaller numbers and groups are hidden.
    """
    rows = list(report.rows)
    by_theme: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        by_theme.setdefault(row.theme, []).append(place)
    for places in by_theme.values():
        for place, row in zip(places, _blank([rows[p] for p in places], least), strict=True):
            rows[place] = row
    themes = tuple(
        replace(theme, by_party=_hide(theme, before, rows, least))
        for theme, before in zip(
            report.theme_counts, _places_of(report.theme_counts, by_theme), strict=True
        )
    )
    counts = _hide_totals(report.party_counts, themes, least)
    return replace(report, rows=tuple(rows), theme_counts=themes, party_counts=counts)


def _blank(rows: Sequence[PrintedVoice], least: int) -> list[PrintedVoice]:
    answers = [(row.party.value if row.party else "", row.area) for row in rows]
    held = anonymity.blank_out(answers, least)
    return [
        replace(row, party=row.party if party else None, area=area, table_number=None)
        for row, (party, area) in zip(rows, held, strict=True)
    ]


def _places_of(
    themes: Sequence[ThemeCount], by_theme: Mapping[str, list[int]]
) -> list[list[int]]:
    return [by_theme.get(theme.heading if theme.is_theme else "", []) for theme in themes]


def _hide(
    theme: ThemeCount, places: Sequence[int], rows: Sequence[PrintedVoice], least: int
) -> tuple[PartyCount, ...]:
    """Hide the number of every party of which the list does not show all voices."""
    seen = [rows[place].party for place in places]
    return tuple(
        count if seen.count(count.party) == count.voices else _hidden(count, least)
        for count in theme.by_party
    )


def _hide_totals(
    counts: Sequence[PartyCount], themes: Sequence[ThemeCount], least: int
) -> tuple[PartyCount, ...]:
    """Hide small totals, and those from which a hidden number could be worked out."""
    hidden = {count.party for count in counts if 0 < count.voices < least}
    if len(hidden) == 1:  # the sum of all rows is there for all to count
        others = [count for count in counts if count.voices >= least]
        hidden |= {min(others, key=lambda each: each.voices).party} if others else set()
    hidden |= {
        count.party
        for count in counts
        if _gives_away(
            [
                own.voices
                for theme in themes
                for own in theme.by_party
                if own.party is count.party and own.shown
            ],
            least,
        )
    }
    return tuple(
        _hidden(count, least) if count.party in hidden and count.voices else count
        for count in counts
    )


def _gives_away(hidden: Sequence[int], least: int) -> bool:
    """Say whether the sum of hidden numbers leaves only one value to any of them.

    A small one is known to be 1..least-1, a larger one to be least or more.
    """
    if not hidden:
        return False
    lowest = sum(1 if number < least else least for number in hidden)
    is_open_above = any(number >= least for number in hidden)
    is_highest = not is_open_above and sum(hidden) == len(hidden) * (least - 1)
    return len(hidden) == 1 or sum(hidden) == lowest or is_highest


def _hidden(count: PartyCount, least: int) -> PartyCount:
    is_small = count.voices < least
    shown = review_words.HIDDEN_CELL.format(least) if is_small else KEPT_BACK
    return replace(count, shown=shown)
