"""The themes of a set of voices as frozen values: what a grouping returns and starts from."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.constraints import Edit


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of voices about one thing, or one lone voice.

    ``label`` is a resident's words; ``is_weak`` says that the group holds together loosely.
    """

    id: str
    label: str
    is_lone: bool
    size: int
    label_by_person: bool = False
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one voice stands.

    ``certainty`` lies in 0..1; 1 only where a person placed the voice (``by_person``).
    ``second_theme_id`` is the next best theme, or None where nothing else is near.
    """

    key: str
    theme_id: str
    certainty: float
    second_theme_id: str | None = None
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """All themes and placements, and the corrections they obey.

    Attributes
    ----------
    placements : one for every voice, in the order the voices were given.
    themes : non-empty themes; the largest first, lone voices last, then by id.
    edits : the corrections so far, complete, in order.
    overview : for every theme that is not lone, the number of the coarser group it falls in
        on the projector (at most seven groups); themes of one group nest in it.
    """

    placements: tuple[Placement, ...] = ()
    themes: tuple[Theme, ...] = ()
    edits: tuple[Edit, ...] = ()
    overview: tuple[tuple[str, int], ...] = ()

    def theme_of(self) -> Mapping[str, str]:
        """Return the theme id of each voice's key."""
        return {p.key: p.theme_id for p in self.placements}

    def theme(self, theme_id: str) -> Theme | None:
        """Return the theme with this id, if there is one."""
        return next((t for t in self.themes if t.id == theme_id), None)

    def members(self, theme_id: str) -> tuple[str, ...]:
        """Return the keys of a theme's voices, in order."""
        return tuple(p.key for p in self.placements if p.theme_id == theme_id)
