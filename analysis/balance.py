"""Whose voices these are: shares of the parties, rankings of issues, and when it is enough.

Counting is never weighing: the same issues are ranked by voices, by tables and with every
party counting the same, side by side, and where the rankings differ a sentence says so.
Parties and issues are plain names here; nothing ranks people, tables or districts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """What was said about one issue.

    Attributes
    ----------
    name : how the issue is called.
    voices : how many voices.
    tables : at how many tables.
    by_party : voices of each party that counts; others (officials) are left out.
    folded : voices after near-duplicates are folded, or None where nobody folded them.
    """

    name: str
    voices: int
    tables: int
    by_party: Mapping[str, int]
    folded: int | None = None


@dataclass(frozen=True, slots=True)
class Rankings:
    """The same issues in three orders, and what to say about them."""

    by_voices: tuple[str, ...]
    by_tables: tuple[str, ...]
    by_parties: tuple[str, ...]
    remark: str


def party_shares(counts: Mapping[str, int]) -> dict[str, float | None]:
    """Return each party's share (0..1) of all voices in *counts*; None while there are none.

    >>> party_shares({"住民": 42, "医療・介護": 12, "企業等": 0})["企業等"]
    0.0
    """
    total = sum(counts.values())
    return {party: count / total if total else None for party, count in counts.items()}


def silent_parties(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the parties without a voice, in order."""
    return tuple(party for party, count in counts.items() if count == 0)


def alert_silence(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return one sentence for each party that has not spoken (C1).

    >>> alert_silence({"住民": 42, "企業等": 0})
    ('企業等の声が0件です',)
    """
    return tuple(f"{party}の声が0件です" for party in silent_parties(counts))


def balance_parties(issue: Issue, totals: Mapping[str, int]) -> float:
    """Return the mean over the parties of the share of their voices that is about *issue*.

    A party that said nothing at all has no share and does not count.
    """
    shares = [issue.by_party.get(p, 0) / total for p, total in totals.items() if total]
    return sum(shares) / len(shares) if shares else 0.0


def rank_issues(issues: Sequence[Issue]) -> Rankings:
    """Return the issues by voices, by tables and party-balanced; ties in the order of names."""
    totals: dict[str, int] = {}
    for issue in issues:
        for party, count in issue.by_party.items():
            totals[party] = totals.get(party, 0) + count
    by_voices = _order(issues, [float(issue.voices) for issue in issues])
    by_tables = _order(issues, [float(issue.tables) for issue in issues])
    by_parties = _order(issues, [balance_parties(issue, totals) for issue in issues])
    remark = _remark(by_voices, by_tables, by_parties)
    return Rankings(by_voices, by_tables, by_parties, remark)


def measure_saturation(kinds: Sequence[str], *, window: int = 20) -> float | None:
    """Return the share of voices among the last *window* that brought a new issue.

    Parameters
    ----------
    kinds : the issue of each voice, in the order in which they were said.

    Returns
    -------
    A number in 0..1 (0: nothing new any more), or None with fewer than two windows of voices.
    """
    if len(kinds) < 2 * window:
        return None
    seen: set[str] = set(kinds[:-window])
    fresh = 0
    for kind in kinds[-window:]:
        fresh += kind not in seen
        seen.add(kind)
    return fresh / window


def is_saturated(kinds: Sequence[str], *, window: int = 20) -> bool:
    """Say whether no new issue came up among the last *window* voices."""
    return measure_saturation(kinds, window=window) == 0.0


def _order(issues: Sequence[Issue], values: Sequence[float]) -> tuple[str, ...]:
    ranked = sorted(range(len(issues)), key=lambda i: (-round(values[i], 9), issues[i].name))
    return tuple(issues[i].name for i in ranked)


def _remark(
    by_voices: Sequence[str], by_tables: Sequence[str], by_parties: Sequence[str]
) -> str:
    """Return a sentence on the first place where the orders differ, or say they agree."""
    for place, name in enumerate(by_voices):
        rows = (("班の数の順", by_tables), ("立場をそろえた順", by_parties))
        others = [f"{way}では「{order[place]}」" for way, order in rows if order[place] != name]
        if others:
            return f"{place + 1}番目は、件数の順では「{name}」、{'、'.join(others)}です。"
    return "件数・班の数・立場をそろえた順は同じです。" if by_voices else ""
