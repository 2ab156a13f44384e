"""Crossing themes with parties: counts as a table, and the same table as it may be published.

Every voice of a board is in exactly one cell, so the sums are the board's.
"""

from dataclasses import dataclass

from analysis import suppression
from workshop_app import errors, words
from workshop_app.model import Party, Voice
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.reading import ThemeBoard


@dataclass(frozen=True, slots=True)
class Cross:
    """Voices by theme (rows) and party (columns); lone voices share one row."""

    headings: tuple[str, ...]
    parties: tuple[Party, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        """All voices of the table."""
        return sum(sum(row) for row in self.counts)


def cross(board: ThemeBoard) -> Cross:
    """Return the voices of *board* by theme and party; what is empty is left out below."""
    rows: list[tuple[str, list[Voice]]] = [
        (card.theme.heading, list(card.voices)) for card in board.themes
    ]
    rows += [
        (name, said)
        for name, said in (
            (words.LONE_VOICES, [voice for card in board.lone for voice in card.voices]),
            (words.NO_THEME, list(board.waiting)),
            (words.label(Party.OFFICIALS), list(board.asides)),
        )
        if said
    ]
    return Cross(
        headings=tuple(heading for heading, _ in rows),
        parties=tuple(Party),
        counts=tuple(
            tuple(sum(voice.party is party for voice in said) for party in Party)
            for _, said in rows
        ),
    )


def public(
    counted: Cross, wanted: Filter, least: int = suppression.LEAST
) -> suppression.Suppressed:
    """Return the table as it may be published: small cells hidden, also by their sums (P10).

    Raises
    ------
    UnusableInputError
        So much was chosen in the filter that people could be told apart.
    """
    chosen = (wanted.tables, wanted.areas, wanted.kinds, wanted.meetings, wanted.voices)
    axes = 1 + sum(bool(each) for each in chosen)  # the party is always one
    if axes > suppression.MOST_AXES:
        raise errors.UnusableInputError(
            "公開する表では、立場のほかに、しぼりこみを1つまでにしてください。"
            "重ねてしぼると、人がわかってしまうことがあります。"
        )
    return suppression.suppress(counted.counts, least)
