"""Posing: a kept choosing as a question to the rules, with members as numbers only.

Nothing here writes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.aggregation import Rounding, Rule, TieRule
from analysis.case import Candidate, Case, Constraints, Criterion, Score
from workshop_app.model import (
    CouncilMember,
    MemberScore,
    Project,
    Recusal,
    Selection,
    SelectionCandidate,
    SelectionCriterion,
)
from workshop_app.store import Connection, Store, projects, selections
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
class Deliberation:
    """A choosing with all that stands around it; ``titles`` by candidate id."""

    selection: Selection
    candidates: tuple[SelectionCandidate, ...]
    projects: Mapping[int, Project]
    criteria: tuple[SelectionCriterion, ...]
    members: tuple[CouncilMember, ...]
    scores: tuple[MemberScore, ...]
    recusals: tuple[Recusal, ...]

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


def deliberation(conn: Connection, selection_id: int) -> Deliberation:
    """Return a choosing inside a transaction that is already open."""
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
    )


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
    return Question(
        case=case,
        rule=Rule(selection.rule),
        tie=TieRule(selection.tie),
        rounding=Rounding(selection.rounding),
        minimum=Fraction(selection.minimum) if selection.minimum else None,
        budget=selection.budget_yen if priced else None,
        constraints=_constraints(selection.constraints),
    )


def gates_of(candidate: SelectionCandidate) -> dict[str, bool]:
    """Return the gates somebody looked at, and whether each is passed."""
    return dict(json.loads(candidate.gates))


def _candidate(told: Deliberation, row: SelectionCandidate) -> Candidate:
    return Candidate(
        id=str(row.id),
        name=told.projects[row.project_id].title,
        cost=row.cost_yen,
        requested_at=row.requested_at,
        gates=gates_of(row),
    )


def _constraints(body: str) -> Constraints:
    told = json.loads(body)
    return Constraints(
        must=frozenset(str(each) for each in told.get("must", ())),
        exclude=frozenset(str(each) for each in told.get("exclude", ())),
    )
