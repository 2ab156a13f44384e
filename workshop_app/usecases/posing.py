"""Posing: a kept choosing as a question to the rules, with members as numbers only.

Nothing here writes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.aggregation import Rounding, Rule, TieRule
from analysis.case import Candidate, Case, Criterion, Score
from workshop_app.model import (
    CouncilMember,
    MemberScore,
    Project,
    Recusal,
    Selection,
    SelectionCandidate,
    SelectionCriterion,
)
from workshop_app.store import (
    Connection,
    Store,
    areas,
    projects,
    selections,
    themes,
    voices,
    workshops,
)
from workshop_app.usecases import limiting
from workshop_app.usecases.advising import Question

GATES = {
    "G1": "(ア)(イ)の結果がある",
    "G2": "住民・医療介護・企業等がそろう",
    "G3": "高齢者等の生活支援・介護予防・社会参加",
    "G4": "出口(本格運用か自走)が書いてある",
    "G5": "法令・保険を確かめた",
    "G6": "団体の要件を満たす",
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What stands behind a project: voices that were not withdrawn, their themes and areas.

    ``areas`` are names, with those of the wider areas around them.
    """

    voices: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Deliberation:
    """A choosing with all that stands around it; ``projects`` and ``grounds`` by project id."""

    selection: Selection
    candidates: tuple[SelectionCandidate, ...]
    projects: Mapping[int, Project]
    criteria: tuple[SelectionCriterion, ...]
    members: tuple[CouncilMember, ...]
    scores: tuple[MemberScore, ...]
    recusals: tuple[Recusal, ...]
    grounds: Mapping[int, Grounds]

    def title_of(self, candidate_id: int) -> str:
        """Return the title of a candidate's project."""
        row = next(each for each in self.candidates if each.id == candidate_id)
        return self.projects[row.project_id].title

    def finished(self) -> int:
        """Count the members who left nothing blank; never who they are."""
        recused = {(each.member_id, each.candidate_id) for each in self.recusals}
        given = {(each.member_id, each.candidate_id, each.criterion_id) for each in self.scores}
        return sum(
            all(
                (member.id, candidate.id, criterion.id) in given
                for candidate in self.candidates
                if (member.id, candidate.id) not in recused
                for criterion in self.criteria
            )
            for member in self.members
            if member.is_present
        )


def look_at(store: Store, selection_id: int) -> Deliberation:
    """Return a choosing with everything around it, as of one moment."""
    return store.read(lambda conn: deliberation(conn, selection_id))


def deliberation(
    conn: Connection, selection_id: int, *, with_grounds: bool = True
) -> Deliberation:
    """Return a choosing inside a transaction that is already open.

    A ballot needs no grounds, and every phone is spared reading them.
    """
    selection = selections.get(conn, selection_id)
    candidates = tuple(selections.candidates_of(conn, selection_id))
    return Deliberation(
        selection,
        candidates,
        {each.project_id: projects.get(conn, each.project_id) for each in candidates},
        tuple(selections.criteria_of(conn, selection_id)),
        tuple(selections.members_of(conn, selection_id)),
        tuple(selections.scores_of(conn, selection_id, selection.round_number)),
        tuple(selections.recusals_of(conn, selection_id)),
        _grounds(conn, selection, candidates) if with_grounds else {},
    )


def _grounds(
    conn: Connection, selection: Selection, candidates: tuple[SelectionCandidate, ...]
) -> dict[int, Grounds]:
    town = workshops.get(conn, selection.workshop_id).municipality_id
    around = {area.id: area for area in areas.list_of(conn, town)}
    said = {voice.id: voice for voice in voices.list_of_workshop(conn, selection.workshop_id)}
    found = {}
    for row in candidates:
        behind = [key for key in projects.voices_of(conn, row.project_id) if key in said]
        names: set[str] = set()
        for key in behind:
            place = said[key].area_id
            while place is not None and place in around:
                names.add(around[place].name)
                place = around[place].parent_id
        found[row.project_id] = Grounds(
            frozenset(behind),
            frozenset(themes.of_voices(conn, behind).values()),
            frozenset(names),
        )
    return found


def question_of(told: Deliberation) -> Question:
    """Return the choosing as a question to the rules; members are numbers only.

    Absent members do not count.
    """
    present = {each.id: f"委員{each.number}" for each in told.members if each.is_present}
    selection = told.selection
    case = Case(
        candidates=tuple(_candidate(told, each) for each in told.candidates),
        criteria=tuple(
            Criterion(str(each.id), Fraction(each.weight), Fraction(each.most), each.name)
            for each in told.criteria
        ),
        scores=tuple(
            Score(
                present[each.member_id],
                str(each.candidate_id),
                str(each.criterion_id),
                Fraction(each.value),
            )
            for each in told.scores
            if each.member_id in present
        ),
        recusals=frozenset(
            (present[each.member_id], str(each.candidate_id))
            for each in told.recusals
            if each.member_id in present
        ),
        members=tuple(present.values()),
    )
    priced = all(each.cost_yen is not None for each in told.candidates)
    terms = limiting.read(selection.constraints)
    return Question(
        case=case,
        rule=Rule(selection.rule),
        tie=TieRule(selection.tie),
        rounding=Rounding(selection.rounding),
        minimum=Fraction(selection.minimum) if selection.minimum else None,
        budget=selection.budget_yen if priced else None,
        objective=terms.objective,
        constraints=terms.constraints(),
        tie_orders={each.as_ids(): each.reason for each in terms.tie_orders},
        caps=terms.caps,
    )


def gates_of(candidate: SelectionCandidate) -> dict[str, bool]:
    """Return the gates somebody looked at, and whether each is passed."""
    return dict(json.loads(candidate.gates))


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What a candidate plans to cost and to earn in one fiscal year, in yen."""

    fiscal_year: int
    cost_yen: int
    income_yen: int

    @property
    def label(self) -> str:
        """Return the year as the conditions name it."""
        return str(self.fiscal_year)


def years_of(candidate: SelectionCandidate) -> tuple[YearPlan, ...]:
    """Return the planned years, the first one first."""
    told = json.loads(candidate.years)
    return tuple(
        YearPlan(int(year), money["cost"], money["income"])
        for year, money in sorted(told.items(), key=lambda row: int(row[0]))
    )


def _candidate(told: Deliberation, row: SelectionCandidate) -> Candidate:
    behind = told.grounds.get(row.project_id, Grounds())
    return Candidate(
        id=str(row.id),
        name=told.projects[row.project_id].title,
        cost=row.cost_yen,
        requested_at=row.requested_at,
        areas=behind.areas,
        themes=frozenset(str(key) for key in behind.themes),
        voices=frozenset(str(key) for key in behind.voices),
        gates=gates_of(row),
        cost_by_year={year.label: year.cost_yen for year in years_of(row)},
    )
