"""Presenting: the candidates of a choosing side by side, each as one page of facts.

Quotes are only voices that may be published, are shown on screens and were not taken back.
What nobody knows is named as missing, not guessed.
"""

from dataclasses import dataclass

from workshop_app import words
from workshop_app.model import Consent, ProjectState, SelectionCandidate, Voice
from workshop_app.store import Store
from workshop_app.usecases import flowing
from workshop_app.usecases.flowing import ProjectCard
from workshop_app.usecases.posing import GATES, Deliberation, gates_of

_MOST_QUOTES = 5


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """Everything a council should see about one candidate.

    Attributes
    ----------
    voices, tables, parties : how many voices stand behind it, from how many tables and parties.
    quotes : words cleared for use; at most five, in the order they were said.
    missing : sentences on what is not known or not there yet.
    """

    candidate: SelectionCandidate
    card: ProjectCard
    voices: int
    tables: int
    parties: int
    quotes: tuple[str, ...]
    gates: tuple[tuple[str, bool | None], ...]
    missing: tuple[str, ...]


def compare(store: Store, told: Deliberation) -> tuple[CandidatePage, ...]:
    """Return one page for each candidate, in the order they were put in."""
    return tuple(_page(store, row) for row in told.candidates)


def quotable(voices: list[Voice]) -> tuple[str, ...]:
    """Return the words that may stand on a paper or a screen for everybody."""
    return tuple(
        voice.text
        for voice in voices
        if voice.consent is Consent.PUBLIC and voice.is_projected and voice.withdrawn_at is None
    )[:_MOST_QUOTES]


def as_rows(pages: tuple[CandidatePage, ...]) -> list[dict[str, str]]:
    """Return the comparison as a table, one candidate a row."""
    return [
        {
            "候補": page.card.project.title,
            "希望額": "未記入"
            if page.candidate.cost_yen is None
            else f"{page.candidate.cost_yen:,}円",
            "声": f"{page.voices}件・{page.tables}班・{page.parties}立場",
            "結果": "(ア)(イ)あり"
            if len({r.stage for r in page.card.results}) >= 2
            else "足りない",
            "類型": "未定"
            if page.card.project.service_type is None
            else words.label(page.card.project.service_type),
            "足りないもの": f"{len(page.missing)}つ" if page.missing else "なし",
        }
        for page in pages
    ]


def _page(store: Store, row: SelectionCandidate) -> CandidatePage:
    card = flowing.look_at(store, row.project_id)
    said = flowing.voices_behind(store, row.project_id)
    seen = gates_of(row)
    missing = list(flowing.missing_for(ProjectState.TRIAL, card))
    if row.cost_yen is None:
        missing.append("希望額が書かれていません。")
    missing += [
        f"{key}「{name}」を確かめていません。" for key, name in GATES.items() if key not in seen
    ]
    return CandidatePage(
        candidate=row,
        card=card,
        voices=len(said),
        tables=len(
            {(v.meeting_id, v.table_number) for v in said if v.table_number is not None}
        ),
        parties=len({voice.party for voice in said}),
        quotes=quotable(said),
        gates=tuple((f"{key} {name}", seen.get(key)) for key, name in GATES.items()),
        missing=tuple(missing),
    )
