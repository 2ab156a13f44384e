"""Trialling: what a trial still lacks, how it stands, and how it ends.

A trial ends with what was learned and what residents are told; rules to go on or to stop are
set beforehand. Nothing here stops a trial by itself.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from analysis import indicators, subsidies
from workshop_app import errors, plan_words
from workshop_app.model import (
    EXITS,
    MonthlyReturn,
    PlanField,
    Project,
    ProjectState,
)
from workshop_app.store import Connection, Store, plans
from workshop_app.usecases import flowing
from workshop_app.usecases.filing import file_under
from workshop_app.usecases.flowing import ProjectCard


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of a trial and its meter, written."""

    row: MonthlyReturn
    meter: str


@dataclass(frozen=True, slots=True)
class TrialReport:
    """How a trial stands: its months, its sums, and whether it stands on its own."""

    card: ProjectCard
    months: tuple[MonthLine, ...]
    rules_text: tuple[str, str]
    learned: str
    told: str
    months_needed: int

    def stands_alone(self) -> bool:
        """Say whether income covered cost for the months the rules ask."""
        return flowing.stands_on_its_own(self.card.returns, self.months_needed)

    def meter_sentence(self) -> str:
        """Return the line under the meter: 「自走の条件に達しました」, or how far it is."""
        if self.stands_alone():
            return f"自走の条件に達しました（続けて{self.months_needed}か月、収入が支出以上）。"
        return f"自走の条件：続けて{self.months_needed}か月、収入が支出以上。"

    def advice(self) -> tuple[str, ...]:
        """Return what is better done, none of which stops anybody."""
        go, stop = self.rules_text
        found = []
        if not go.strip() or not stop.strip():
            found.append("続ける条件とやめる条件を、「企画」に先に書いておきましょう。")
        started = self.card.project.trial_from is not None
        if self.card.project.state is ProjectState.TRIAL and not started:
            found.append("試行の始まりと終わりの日が、まだありません。")
        return tuple(found)


def look(store: Store, project_id: int) -> TrialReport:
    """Return how a trial stands."""
    card = flowing.look_at(store, project_id)
    entries = store.read(lambda conn: plans.entries_of(conn, project_id))
    return TrialReport(
        card,
        tuple(MonthLine(row, say_meter(row)) for row in card.returns),
        (entries.get(PlanField.GO_RULE, ""), entries.get(PlanField.STOP_RULE, "")),
        entries.get(PlanField.LEARNED, ""),
        entries.get(PlanField.TOLD, ""),
        card.rule().flow.self_standing_months,
    )


def say_meter(row: MonthlyReturn) -> str:
    """Return a month's income over cost in per cent, 「—」 where nothing was spent."""
    return indicators.per_cent(meter(row))


def meter(row: MonthlyReturn) -> Fraction | None:
    """Return a month's income over cost, exactly."""
    return subsidies.meter(row.income_yen, row.cost_yen)


def close(
    store: Store,
    project_id: int,
    state: ProjectState,
    *,
    today: date,
    reason: str,
    learned: str,
    told: str,
) -> Project:
    """Take a project to an exit, with what was learned and what residents are told.

    Raises
    ------
    UnusableInputError
        It is no exit, no reason is given, or a trial ends with nothing learned.
    NotYetError
        Something is missing for that exit; the sentences name it.
    """
    if state not in EXITS:
        raise errors.UnusableInputError("出口を選んでください。")
    if state is ProjectState.ENDED and not learned.strip():
        raise errors.UnusableInputError(
            f"{plan_words.say(PlanField.LEARNED)}を1行で書いてください。次の人の助けになります。"
        )
    moved = flowing.move(store, project_id, state, today=today, reason=reason)

    def write(conn: Connection) -> None:
        for field, body in ((PlanField.LEARNED, learned), (PlanField.TOLD, told)):
            if body.strip():
                plans.keep_entry(conn, project_id=project_id, field=field, body=body)

    file_under(store, project_id, "出口の記録を書く", write)
    return moved
