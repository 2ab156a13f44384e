"""Two sides within a theme, and the same thing said many times.

Neither changes a theme: opposite wishes are shown side by side, and near-duplicates are
folded to one line with its counts, so that mass posting does not swing the picture.  Numbers
of voices, people and tables stay apart.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.stance import Stance, judge_stance, name_objects
from analysis.text import content_words, matching_key

_ALIKE = 0.8
_FEWEST_WORDS = 2
_MOST_TO_COMPARE = 2000
_REMEMBERED = 20_000  # texts; the same voices are folded after every correction


@dataclass(frozen=True, slots=True)
class Opposition:
    """Voices of one theme that want opposite things of the same matter."""

    about: str
    wanting: tuple[str, ...]
    refusing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Voices that say the same in nearly the same words; the first one speaks for them.

    ``people`` is None where nobody knows who spoke.
    """

    keys: tuple[str, ...]
    voices: int
    tables: int
    people: int | None


def find_oppositions(
    keys: Sequence[str], texts: Sequence[str], *, least: int = 1
) -> tuple[Opposition, ...]:
    """Return the matters on which the voices of a theme want opposite things.

    Parameters
    ----------
    keys, texts : the voices of one theme.
    least : how many voices each side needs.

    Returns
    -------
    The matter most voices are divided on first; a pair of sides is given once.
    """
    sides: dict[str, dict[Stance, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, text in zip(keys, texts, strict=True):
        stance = judge_stance(text)
        if stance is not Stance.OPEN:
            for name in name_objects(text):
                sides[name][stance].append(key)
    found = [
        Opposition(name, tuple(side[Stance.FOR]), tuple(side[Stance.AGAINST]))
        for name, side in sides.items()
        if min(len(side[Stance.FOR]), len(side[Stance.AGAINST])) >= least
    ]
    found.sort(key=lambda o: (-len(o.wanting) - len(o.refusing), o.about))
    distinct = {(o.wanting, o.refusing): o for o in reversed(found)}
    return tuple(o for o in found if distinct[(o.wanting, o.refusing)] is o)


def fold_repeats(
    keys: Sequence[str],
    texts: Sequence[str],
    *,
    tables: Mapping[str, int | None] | None = None,
    people: Mapping[str, str | None] | None = None,
) -> tuple[Fold, ...]:
    """Return every voice, those that say the same folded together, in the order given.

    Two voices say the same when they use the same telling words, at least two, and want the
    same; or when four fifths of their letter triples agree and they want the same.

    Parameters
    ----------
    tables, people : at which table and by whom each voice was said, where known.
    """
    leader: dict[str, str] = {}
    by_words: dict[tuple[frozenset[str], Stance], str] = {}
    by_text: dict[str, str] = {}
    heads: list[tuple[str, frozenset[str], Stance]] = []
    for key, text in zip(keys, texts, strict=True):
        plain, words = _tell(text)
        if plain in by_text:
            leader[key] = by_text[plain]
            continue
        stance = judge_stance(text)
        triples = _cut_triples(plain)
        head = by_words.get((words, stance)) if len(words) >= _FEWEST_WORDS else None
        head = head or _find_alike(heads, triples, stance)
        leader[key] = by_text[plain] = head or key
        if head is None:
            heads.append((key, triples, stance))
            by_words.setdefault((words, stance), key)
    folds: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        folds[leader[key]].append(key)
    return tuple(_count(members, tables or {}, people or {}) for members in folds.values())


@lru_cache(maxsize=_REMEMBERED)
def _tell(text: str) -> tuple[str, frozenset[str]]:
    """Return the form in which spellings are equal, and the words that count."""
    return matching_key(text) or text, frozenset(content_words(text))


def _cut_triples(plain: str) -> frozenset[str]:
    line = plain[:400]
    return frozenset(line[i : i + 3] for i in range(max(1, len(line) - 2)))


def _find_alike(
    heads: Sequence[tuple[str, frozenset[str], Stance]], triples: frozenset[str], stance: Stance
) -> str | None:
    for key, other, wanted in heads[:_MOST_TO_COMPARE]:
        small, large = sorted((len(triples), len(other)))
        if wanted is not stance or small < _ALIKE * large:
            continue
        shared = len(triples & other)
        if shared >= _ALIKE * (len(triples) + len(other) - shared):
            return key
    return None


def _count(
    members: Sequence[str],
    tables: Mapping[str, int | None],
    people: Mapping[str, str | None],
) -> Fold:
    at = Counter(tables.get(key) for key in members)
    by = Counter(people.get(key) for key in members)
    at.pop(None, None)
    nameless = by.pop(None, 0)
    return Fold(tuple(members), len(members), len(at), None if nameless else len(by))
