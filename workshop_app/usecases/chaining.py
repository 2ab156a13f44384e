"""Chaining: 資源 → 活動 → 出力 → 成果 → 最終, for every project and means of a workshop (C36).

The outcomes are the aims of the goal tree (C9) and the end its purposes; a project no aim
stands behind stays in view and says so. Nothing here is typed twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workshop_app.model import Goal, GoalRank, LineKind, MonthlyReturn, PlanField, Project
from workshop_app.store import Store
from workshop_app.usecases import aiming, planning
from workshop_app.usecases.aiming import GoalTree
from workshop_app.usecases.planning import PlanSheet


@dataclass(frozen=True, slots=True)
class Chain:
    """One activity from its resources to the end it serves; an empty step is missing."""

    activity: tuple[str, ...]
    resources: tuple[str, ...]
    outputs: tuple[str, ...]
    outcomes: tuple[str, ...]
    ends: tuple[str, ...]
    project: Project | None = None

    def is_linked(self) -> bool:
        """Say whether at least one outcome stands behind it."""
        return bool(self.outcomes)

    def steps(self) -> tuple[tuple[str, ...], ...]:
        """Return the five steps in their order."""
        return self.resources, self.activity, self.outputs, self.outcomes, self.ends

    def flag(self) -> str:
        """Return what is missing behind it, or nothing."""
        name = self.activity[0]
        if not self.outcomes:
            return f"「{name}」は、どの成果（目標）にもつながっていません。"
        return "" if self.ends else f"「{name}」の成果は、目的につながっていません。"


def look(store: Store, workshop_id: int) -> tuple[Chain, ...]:
    """Return a chain for every project, then for every means that is no project yet."""
    tree = aiming.look(store, workshop_id)
    linked = [goal for goal in tree.of(GoalRank.MEANS) if goal.id in tree.check.linked_means]
    of_projects = [
        _of_project(planning.look(store, project.id), tree, linked)
        for project in tree.projects.values()
    ]
    return (*of_projects, *(_of_means(tree, goal) for goal in _without_project(tree)))


def _without_project(tree: GoalTree) -> list[Goal]:
    return [goal for goal in tree.of(GoalRank.MEANS) if goal.project_id not in tree.projects]


def _of_project(sheet: PlanSheet, tree: GoalTree, linked: Sequence[Goal]) -> Chain:
    aims = _above(tree, [goal for goal in linked if goal.project_id == sheet.project.id])
    return Chain(
        activity=(sheet.project.title, *(part.name for part in sheet.parts)),
        resources=_resources(sheet),
        outputs=_outputs(sheet),
        outcomes=tuple(_say_aim(aim) for aim in aims),
        ends=tuple(purpose.body for purpose in _above(tree, aims)),
        project=sheet.project,
    )


def _of_means(tree: GoalTree, means: Goal) -> Chain:
    aims = _above(tree, [means])
    ends = tuple(purpose.body for purpose in _above(tree, aims))
    return Chain((means.body,), (), (), tuple(_say_aim(aim) for aim in aims), ends)


def _above(tree: GoalTree, goals: Sequence[Goal]) -> list[Goal]:
    """Return what the goals hang on, each once, in the order of the tree."""
    wanted = {goal.parent_id for goal in goals}
    return [goal for goal in tree.goals if goal.id in wanted]


def _say_aim(aim: Goal) -> str:
    return f"{aim.body}（指標：{aim.indicator}）" if aim.indicator else aim.body


def _resources(sheet: PlanSheet) -> tuple[str, ...]:
    roles = tuple(f"{line.who}（{line.name}）" for line in sheet.lines_of(LineKind.ROLE))
    owner = (sheet.project.owner,) if sheet.project.owner and not roles else ()
    cost = sheet.total(LineKind.COST)
    return (*roles, *owner, *((f"費用の見込み {cost:,}円",) if cost else ()))


def _outputs(sheet: PlanSheet) -> tuple[str, ...]:
    if sheet.returns:
        return (_say_returns(sheet.returns),)
    planned = sheet.text(PlanField.FREQUENCY).strip()
    return (f"予定：{planned}",) if planned else ()


def _say_returns(returns: Sequence[MonthlyReturn]) -> str:
    times, uses = (sum(getattr(row, name) for row in returns) for name in ("times", "uses"))
    held = f"{times:,}回・" if times else ""
    return f"{len(returns)}か月で {held}延べ {uses:,}回の利用"
