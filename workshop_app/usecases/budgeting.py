"""Budgeting: a subsidy's stations in their order, and a trial's money by fiscal year.

Payments themselves are `flowing.grant_subsidy`, which lets none stand outside the trial.
"""

from dataclasses import dataclass
from datetime import date

from analysis import indicators, subsidies
from workshop_app import errors, plan_words, rules
from workshop_app.model import SubsidyStep, SubsidyStepKind
from workshop_app.store import Connection, Store, subsidy_steps
from workshop_app.usecases import flowing
from workshop_app.usecases.filing import file_under
from workshop_app.usecases.flowing import ProjectCard

_MOST_YEN = 10**12
_ORDER = tuple(SubsidyStepKind)
_ONCE = frozenset(SubsidyStepKind) - {SubsidyStepKind.CHANGE_APPROVAL, SubsidyStepKind.INTERIM}


@dataclass(frozen=True, slots=True)
class SubsidyCourse:
    """The stations of a subsidy by day, and what was paid in all."""

    steps: tuple[SubsidyStep, ...]
    paid_yen: int

    def last(self, *kinds: SubsidyStepKind) -> SubsidyStep | None:
        """Return the last station of these kinds."""
        found = [step for step in self.steps if step.kind in kinds]
        return found[-1] if found else None

    def granted_yen(self) -> int:
        """Return what was granted: by the decision, or by its last change."""
        step = self.last(SubsidyStepKind.DECISION, SubsidyStepKind.CHANGE_APPROVAL)
        return step.yen if step else 0


@dataclass(frozen=True, slots=True)
class YearMoney:
    """A trial's money in one fiscal year, in yen."""

    fiscal_year: int
    months: int
    income: int
    cost: int
    subsidy: int

    def label(self) -> str:
        """Return the year in both calendars."""
        return rules.say_year(self.fiscal_year)

    def meter(self) -> str:
        """Return income over cost."""
        return indicators.per_cent(subsidies.meter(self.income, self.cost))


def course(store: Store, project_id: int) -> SubsidyCourse:
    """Return the stations of a project's subsidy."""
    card = flowing.look_at(store, project_id)
    steps = store.read(lambda conn: subsidy_steps.list_of(conn, project_id))
    return SubsidyCourse(tuple(steps), sum(row.yen for row in card.subsidies))


def add_step(
    store: Store,
    project_id: int,
    kind: SubsidyStepKind,
    *,
    done_on: date,
    cost_yen: int = 0,
    yen: int = 0,
    note: str = "",
) -> SubsidyStep:
    """Write down a station of a subsidy.

    Raises
    ------
    NotYetError
        The station before it is missing, or a change needs approval first.
    UnusableInputError
        A sum is negative, the day is before the station before it, or the station was passed.
    """
    if not (0 <= cost_yen <= _MOST_YEN and 0 <= yen <= _MOST_YEN):
        raise errors.UnusableInputError("金額は0円以上で入れてください。")
    if cost_yen and yen > cost_yen:
        raise errors.UnusableInputError(
            "補助の額が事業費を超えています。額をなおしてください。"
        )
    _refuse_disorder(course(store, project_id), kind, done_on)
    _refuse_an_unapproved_change(store, project_id, kind, cost_yen)

    def write(conn: Connection) -> SubsidyStep:
        return subsidy_steps.add(
            conn,
            project_id=project_id,
            kind=kind,
            done_on=done_on,
            cost_yen=cost_yen,
            yen=yen,
            note=note.strip(),
        )

    told = f"{plan_words.say(kind)} {done_on.isoformat()} {yen:,}円"
    return file_under(store, project_id, "補助の手続きを書く", write, detail=told)


def remove_step(store: Store, step_id: int) -> None:
    """Take back a station that was written down by mistake."""
    step = store.read(lambda conn: subsidy_steps.get(conn, step_id))
    file_under(
        store,
        step.project_id,
        "補助の手続きを消す",
        lambda conn: subsidy_steps.remove(conn, step_id),
        detail=plan_words.say(step.kind),
    )


def change_sentence(store: Store, project_id: int, cost_yen: int) -> str:
    """Say whether a new cost needs approval: 「20%超: 変更承認が必要」; nothing without one."""
    found = course(store, project_id)
    base = found.last(SubsidyStepKind.DECISION, SubsidyStepKind.CHANGE_APPROVAL)
    if base is None or base.cost_yen == 0:
        return ""
    rule = flowing.look_at(store, project_id).rule().subsidy
    limit = indicators.per_cent(rule.approval_above, 0)
    change = subsidies.change(base.cost_yen, cost_yen, approval_above=rule.approval_above)
    share = indicators.per_cent(change.share)
    said = f"{limit}超: 変更承認が必要" if change.needs_approval else f"{limit}以下: 承認は不要"
    return f"事業費 {base.cost_yen:,}円→{cost_yen:,}円（{share}）　{said}"


def by_year(card: ProjectCard) -> tuple[YearMoney, ...]:
    """Return the money of a trial in each fiscal year it touches, the first year first."""
    months = [(rules.fiscal_year_of(row.month), row) for row in card.returns]
    paid = [(rules.fiscal_year_of(row.paid_on), row.yen) for row in card.subsidies]
    years = {*card.fiscal_years(), *(year for year, _ in months), *(year for year, _ in paid)}
    return tuple(
        YearMoney(
            year,
            sum(of == year for of, _ in months),
            sum(row.income_yen for of, row in months if of == year),
            sum(row.cost_yen for of, row in months if of == year),
            sum(yen for of, yen in paid if of == year),
        )
        for year in sorted(years)
    )


def _refuse_disorder(found: SubsidyCourse, kind: SubsidyStepKind, done_on: date) -> None:
    name = plan_words.say(kind)
    if kind in _ONCE and found.last(kind) is not None:
        raise errors.UnusableInputError(
            f"{name}はもう書いてあります。まちがいなら、前のものを消してください。"
        )
    needed = SubsidyStepKind.REQUEST if kind is SubsidyStepKind.DECISION else None
    if _ORDER.index(kind) > _ORDER.index(SubsidyStepKind.DECISION):
        needed = SubsidyStepKind.DECISION
    if kind is SubsidyStepKind.FIXED:
        needed = SubsidyStepKind.REPORT
    if needed is not None and found.last(needed) is None:
        raise errors.NotYetError(f"{name}の前に、{plan_words.say(needed)}を書いてください。")
    before = found.last(*_ORDER[: _ORDER.index(kind)])
    if before is not None and done_on < before.done_on:
        raise errors.UnusableInputError(
            f"{name}の日が、{plan_words.say(before.kind)}の日"
            f"({before.done_on.isoformat()})より前です。日付をなおしてください。"
        )


def _refuse_an_unapproved_change(
    store: Store, project_id: int, kind: SubsidyStepKind, cost_yen: int
) -> None:
    if kind not in (SubsidyStepKind.REPORT, SubsidyStepKind.FIXED) or not cost_yen:
        return
    said = change_sentence(store, project_id, cost_yen)
    if "変更承認が必要" in said:
        raise errors.NotYetError(f"{said}。先に変更承認を書いてください。")
