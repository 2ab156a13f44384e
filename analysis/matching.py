"""Which new group is which old theme, so that ids and headings follow the voices.

Reference: Kuhn (1955), The Hungarian method for the assignment problem.
"""

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

_FIXED = 1_000_000.0


def match_groups(
    groups: Sequence[int],
    before: Sequence[str | None],
    fixed: Mapping[int, str] | None = None,
) -> dict[int, str]:
    """Return for new groups the old theme each one continues; the others are new.

    Groups and themes are matched one to one so that as many voices as possible keep their
    theme.  A lone voice that finds company hands its theme on.

    Parameters
    ----------
    groups : the new group of each voice.
    before : the theme each voice was in, None for new voices.
    fixed : groups whose theme is a person's decision.
    """
    fixed = dict(fixed or {})
    shared = Counter((g, t) for g, t in zip(groups, before, strict=True) if t is not None)
    for group, theme in fixed.items():
        shared[(group, theme)] += int(_FIXED)
    sizes = Counter(groups)
    old_sizes = Counter(t for t in before if t is not None)
    heirs: dict[int, str] = {}
    simple, contested = _set_aside(shared)
    heirs.update(simple)
    if contested:
        rows = sorted({g for g, _ in contested}, key=lambda g: (-sizes[g], g))
        columns = sorted({t for _, t in contested}, key=lambda t: (-old_sizes[t], t))
        row_at = {g: i for i, g in enumerate(rows)}
        column_at = {t: i for i, t in enumerate(columns)}
        gain = np.zeros((len(rows), len(columns)))
        for (group, theme), count in contested.items():
            gain[row_at[group], column_at[theme]] = count
        for i, j in zip(*linear_sum_assignment(-gain), strict=True):
            if gain[i, j] > 0:
                heirs[rows[i]] = columns[j]
    return heirs


def _set_aside(
    shared: Mapping[tuple[int, str], int],
) -> tuple[dict[int, str], dict[tuple[int, str], int]]:
    """Split off pairs of a group and a theme that only meet each other."""
    per_group = Counter(g for g, _ in shared)
    per_theme = Counter(t for _, t in shared)
    simple: dict[int, str] = {}
    contested: dict[tuple[int, str], int] = {}
    for (group, theme), count in shared.items():
        if per_group[group] == 1 and per_theme[theme] == 1:
            simple[group] = theme
        else:
            contested[(group, theme)] = count
    return simple, contested


def name_theme(seed: str, taken: Collection[str]) -> str:
    """Return a short id that follows from *seed* and is not in *taken*.

    >>> name_theme("a", set()) == name_theme("a", {"t0000000"})
    True
    """
    turn = 0
    while True:
        raw = hashlib.blake2b(f"{seed}/{turn}".encode(), digest_size=5).digest()
        name = "t" + b32encode(raw).decode("ascii").lower()[:7]
        if name not in taken:
            return name
        turn += 1
