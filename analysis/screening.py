"""The screening of a statement before it is projected: what in it a person should look at.

Identifiers by their form, names by the dictionary and lists, the rest by patterns that the
caller hands in.  It never decides and never rewrites: it points, gives a reason, and proposes
words beside the original.  What it cannot find is told in the decision 0008.
"""

from collections.abc import Iterable, Sequence

from analysis.alignment import Folded, fold
from analysis.hazards import Finding, Hazard, ScreeningLists, Severity
from analysis.identifiers import find_identifiers
from analysis.persons import find_persons

_ROUND = 14  # letters before and after a match in which something may free it
_FIRST = tuple(Hazard)


def screen(statement: str, lists: ScreeningLists) -> tuple[Finding, ...]:
    """Return what in *statement* should be looked at, in the order it is said.

    Examples
    --------
    >>> [found.hazard.value for found in screen("090-1234-5678に電話して", ScreeningLists())]
    ['phone']
    """
    folded = fold(statement)
    found = [
        _finding(
            folded,
            mark.start,
            mark.end,
            mark.hazard,
            Severity.HOLD,
            mark.reason,
            mark.suggestion,
        )
        for mark in (
            *find_identifiers(folded.text),
            *find_persons(folded.text, lists.names, lists.known),
        )
    ]
    found += _by_rules(folded, lists)
    return _tidy(found)


def holds(found: Iterable[Finding]) -> bool:
    """Say whether anything was found that keeps a statement off the screen at first."""
    return any(one.severity > Severity.HINT for one in found)


def is_urgent(found: Iterable[Finding]) -> bool:
    """Say whether somebody should be called."""
    return any(one.severity is Severity.URGENT for one in found)


def reword(statement: str, found: Sequence[Finding]) -> str:
    """Return *statement* with every suggestion in its place."""
    said, place = [], 0
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if one.suggestion is None or one.span.start < place:
            continue
        said += [statement[place : one.span.start], one.suggestion]
        place = one.span.end
    return "".join([*said, statement[place:]])


def _by_rules(folded: Folded, lists: ScreeningLists) -> list[Finding]:
    found = []
    for rule in lists.rules:
        for match in rule.pattern.finditer(folded.text):
            start, end = match.span()
            near = folded.text[max(0, start - _ROUND) : end + _ROUND]
            if start == end or (rule.unless is not None and rule.unless.search(near)):
                continue
            found.append(
                _finding(
                    folded, start, end, rule.hazard, rule.severity, rule.reason, rule.suggestion
                )
            )
    return found


def _finding(
    folded: Folded,
    start: int,
    end: int,
    hazard: Hazard,
    severity: Severity,
    reason: str,
    suggestion: str | None,
) -> Finding:
    return Finding(hazard, folded.back(start, end), severity, reason, suggestion)


def _tidy(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings in order; one that lies inside another of its kind is left out."""
    order = sorted(
        set(found), key=lambda one: (one.span.start, -one.span.end, _FIRST.index(one.hazard))
    )
    kept: list[Finding] = []
    for one in order:
        is_told = any(
            other.hazard is one.hazard
            and other.span.start <= one.span.start
            and one.span.end <= other.span.end
            for other in kept
        )
        if not is_told:
            kept.append(one)
    return tuple(kept)
