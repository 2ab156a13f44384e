"""What a paper or file about voices says, before anybody decided its format.

Built from records only. A withdrawn voice is never in it; a report for the public holds
nothing but voices whose speakers allowed it and that nobody took off the screen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workshop_app import words
from workshop_app.model import (
    THREE_PARTIES,
    Area,
    Assignment,
    Consent,
    MadeBy,
    Meeting,
    Party,
    Theme,
    Voice,
    VoiceExtra,
    VoiceKind,
)


@dataclass(frozen=True, slots=True)
class PrintedVoice:
    """One voice as printed; ``number`` counts within the report, from 1.

    ``party`` is None where it is kept back in a public paper; ``extras`` are the columns of the
    table the voice was brought in with, name and value.
    """

    number: int
    day: date
    meeting: str
    area: str
    table_number: int | None
    party: Party | None
    kind: VoiceKind | None
    text: str
    theme: str
    is_lone: bool
    consent: Consent
    voice_id: int = 0
    recorded_at: str = ""
    extras: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PartyCount:
    """How many voices a party gave; every party is listed, a silent one with 0.

    ``shown`` stands in a public paper in place of a number that would tell who somebody is.
    """

    party: Party
    voices: int
    shown: str = ""

    @property
    def cell(self) -> int | str:
        """What is printed."""
        return self.shown or self.voices


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme's 件数, 班数 and 立場の数, and its voices by party in the order of the list.

    ``is_theme`` is False for the one line of voices that have no theme yet.
    """

    heading: str
    is_theme: bool
    is_lone: bool
    voices: int
    tables: int
    parties: int
    by_party: tuple[PartyCount, ...]
    fate: str = ""
    theme_id: int = 0


@dataclass(frozen=True, slots=True)
class PrintedStep:
    """One step of the corrections, as a sentence."""

    at: str
    told: str


@dataclass(frozen=True, slots=True)
class VoiceReport:
    """A report of voices; the counts of parties and of themes both add up to its rows."""

    title: str
    purpose: str
    remark: str
    rows: tuple[PrintedVoice, ...]
    party_counts: tuple[PartyCount, ...]
    theme_counts: tuple[ThemeCount, ...]
    is_for_public: bool
    steps: tuple[PrintedStep, ...] = ()

    @property
    def alerts(self) -> tuple[str, ...]:
        """The parties among the three that have not spoken, as sentences (C1)."""
        silent = [count.party for count in self.party_counts if not count.voices]
        return tuple(words.no_voice_alert(party) for party in silent if party in THREE_PARTIES)


def build_report(
    title: str,
    meetings: Sequence[Meeting],
    voices: Iterable[Voice],
    *,
    areas: Iterable[Area] = (),
    themes: Iterable[Theme] = (),
    assignments: Iterable[Assignment] = (),
    people: int | None = None,
    for_public: bool = False,
    models: Sequence[str] = (),
    fates: Mapping[int, str] | None = None,
    steps: Sequence[PrintedStep] = (),
    extras: Mapping[int, Sequence[VoiceExtra]] | None = None,
) -> VoiceReport:
    """Return the report of *voices* said at *meetings*, in the order in which they were said.

    Parameters
    ----------
    title
        What stands on top.
    meetings
        The meetings; voices of others are left out. Their purposes are printed (P3).
    voices
        The voices; withdrawn ones are left out.
    areas, themes, assignments
        What the voices refer to.
    people
        How many took part, where it was counted.
    for_public
        Keep only what its speaker allowed to be quoted and what is projected (P11, P12).
    models
        The sentence models that had a part in the themes, with their revisions.
    fates
        What became of themes, in words, by theme.
    steps
        The corrections in order; they are never in a report for the public.
    extras
        Columns of other tables by voice; they are never in a report for the public.
    """
    known = {meeting.id: meeting for meeting in meetings}
    said = [
        voice
        for voice in voices
        if voice.meeting_id in known
        and voice.withdrawn_at is None
        and (not for_public or (voice.consent is Consent.PUBLIC and voice.is_projected))
    ]
    said.sort(key=lambda voice: (known[voice.meeting_id].held_on, voice.meeting_id, voice.id))
    area_names = {area.id: area.name for area in areas}
    standing = _find_themes(said, themes, assignments)
    headings = _choose_headings(said, standing, for_public)
    kept = {} if for_public or extras is None else extras
    rows = tuple(
        replace(
            _print_voice(
                number, voice, known[voice.meeting_id], area_names, standing, headings
            ),
            extras=tuple((one.name, one.value) for one in kept.get(voice.id, ())),
        )
        for number, voice in enumerate(said, start=1)
    )
    remark = words.not_the_whole_town(people) + (words.NOT_QUOTABLE if for_public else "")
    if models:
        remark += f"テーマの下書きは、{'、'.join(models)}が作りました。"
    return VoiceReport(
        title=title,
        purpose=_join_purposes(meetings),
        remark=remark,
        rows=rows,
        party_counts=count_parties(voice.party for voice in said),
        theme_counts=_count_themes(said, standing, headings, fates or {}),
        is_for_public=for_public,
        steps=() if for_public else tuple(steps),
    )


def count_parties(parties: Iterable[Party]) -> tuple[PartyCount, ...]:
    """Return how often each party occurs, in the order of the list, silent ones too."""
    said = list(parties)
    return tuple(PartyCount(party, said.count(party)) for party in Party)


def _join_purposes(meetings: Sequence[Meeting]) -> str:
    """Return the purposes told to the people, each once; every export carries them (P3)."""
    told = dict.fromkeys(one.purpose.strip() for one in meetings if one.purpose.strip())
    return " / ".join(told) or words.NO_PURPOSE


def _find_themes(
    said: Sequence[Voice], themes: Iterable[Theme], assignments: Iterable[Assignment]
) -> Mapping[int, Theme]:
    """Return the theme of each voice that has one, by the voice's id."""
    by_id = {theme.id: theme for theme in themes}
    of_voice = {one.voice_id: one.theme_id for one in assignments}
    return {
        voice.id: by_id[of_voice[voice.id]] for voice in said if of_voice.get(voice.id) in by_id
    }


def _choose_headings(
    said: Sequence[Voice], standing: Mapping[int, Theme], for_public: bool
) -> Mapping[int, str]:
    """Return the heading of each theme, by its id.

    The machine takes a heading from a voice. In public it is printed only where a printed
    voice says these words; else the theme has a number for a name, because the words may be
    those of somebody who did not want to be quoted.
    """
    headings = {}
    for theme in {theme.id: theme for theme in standing.values()}.values():
        own = [voice.text for voice in said if standing.get(voice.id) == theme]
        quoted = any(theme.heading in text for text in own)
        is_safe = not for_public or theme.heading_by is MadeBy.PERSON or quoted
        headings[theme.id] = theme.heading if is_safe else f"テーマ{theme.position + 1}"
    return headings


def _print_voice(
    number: int,
    voice: Voice,
    meeting: Meeting,
    area_names: Mapping[int, str],
    standing: Mapping[int, Theme],
    headings: Mapping[int, str],
) -> PrintedVoice:
    area_id = meeting.area_id if voice.area_id is None else voice.area_id
    theme = standing.get(voice.id)
    return PrintedVoice(
        number=number,
        day=meeting.held_on,
        meeting=meeting.title,
        area="" if area_id is None else area_names.get(area_id, ""),
        table_number=voice.table_number,
        party=voice.party,
        kind=voice.kind,
        text=voice.text,
        theme=headings[theme.id] if theme else "",
        is_lone=theme.is_lone if theme else False,
        consent=voice.consent,
        voice_id=voice.id,
        recorded_at=voice.recorded_at,
    )


def _count_themes(
    said: Sequence[Voice],
    standing: Mapping[int, Theme],
    headings: Mapping[int, str],
    fates: Mapping[int, str],
) -> tuple[ThemeCount, ...]:
    """Count every theme in the board's order, and at last the voices that have none.

    Tables are told apart by meeting and number: table 1 of two evenings is two tables.
    """
    members: dict[int | None, list[int]] = {}
    for place, voice in enumerate(said):
        theme = standing.get(voice.id)
        members.setdefault(theme.id if theme else None, []).append(place)
    themes = {theme.id: theme for theme in standing.values()}
    order = sorted(themes, key=lambda theme_id: (themes[theme_id].position, theme_id))
    counts = []
    for theme_id in [*order, *([None] if None in members else [])]:
        places = members[theme_id]
        tables = {
            (said[place].meeting_id, said[place].table_number)
            for place in places
            if said[place].table_number is not None
        }
        by_party = count_parties(said[place].party for place in places)
        counts.append(
            ThemeCount(
                heading=words.NO_THEME if theme_id is None else headings[theme_id],
                is_theme=theme_id is not None,
                is_lone=theme_id is not None and themes[theme_id].is_lone,
                voices=len(places),
                tables=len(tables),
                parties=sum(count.voices > 0 for count in by_party),
                by_party=by_party,
                fate="" if theme_id is None else fates.get(theme_id, ""),
                theme_id=theme_id or 0,
            )
        )
    return tuple(counts)
