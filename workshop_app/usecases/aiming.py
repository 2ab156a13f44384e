"""Aiming: 目的 → 目標 → 手段, from the wide to the near, and what hangs in the air (C9, C36).

A programme is a tool and never the purpose; that is said, not forbidden.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from analysis import aims
from workshop_app import errors, plan_words
from workshop_app.model import Goal, GoalRank, Project
from workshop_app.store import Connection, Store, goals, projects
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.noting import note

T = TypeVar("T")

_ABOVE = {GoalRank.AIM: GoalRank.PURPOSE, GoalRank.MEANS: GoalRank.AIM}
_RANKS = {
    GoalRank.PURPOSE: aims.Rank.PURPOSE,
    GoalRank.AIM: aims.Rank.AIM,
    GoalRank.MEANS: aims.Rank.MEANS,
}


@dataclass(frozen=True, slots=True)
class GoalTree:
    """The goals of a workshop, what is missing in them, and projects no means stands for."""

    goals: tuple[Goal, ...]
    check: aims.TreeCheck
    projects: Mapping[int, Project]
    unlinked_projects: tuple[Project, ...]

    def of(self, rank: GoalRank, parent_id: int | None = None) -> tuple[Goal, ...]:
        """Return the goals of a rank under *parent_id*, or all of the rank without one."""
        return tuple(
            goal
            for goal in self.goals
            if goal.rank is rank and (parent_id is None or goal.parent_id == parent_id)
        )

    def unlinked(self) -> tuple[Goal, ...]:
        """Return the aims and means that hang on nothing: 「つながりなし」."""
        ids = {*self.check.unlinked_means, *self.check.unlinked_aims}
        return tuple(goal for goal in self.goals if goal.id in ids)

    def warnings(self) -> tuple[str, ...]:
        """Return what is missing, sentence by sentence."""
        by_id = {goal.id: goal for goal in self.goals}
        return (
            *(
                f"「{by_id[key].body}」は、制度や事業です。大きなゴールは、"
                "その先のくらしの姿で書いてください。"
                for key in self.check.systems_as_purpose
            ),
            *(
                f"「{by_id[key].body}」には、はかる指標がありません。"
                for key in self.check.unmeasurable_aims
            ),
            *(f"「{goal.body}」は、つながりなしです。" for goal in self.unlinked()),
            *(
                f"プロジェクト「{project.title}」は、どの目標にもつながっていません。"
                for project in self.unlinked_projects
            ),
        )


def look(store: Store, workshop_id: int) -> GoalTree:
    """Return the tree of a workshop."""

    def read(conn: Connection) -> GoalTree:
        found = goals.list_of(conn, workshop_id)
        known = projects.list_of(conn, workshop_id)
        check = aims.check(
            [aims.Goal(g.id, _RANKS[g.rank], g.body, g.parent_id, g.indicator) for g in found]
        )
        linked = {g.project_id for g in found if g.id in check.linked_means}
        return GoalTree(
            tuple(found),
            check,
            {project.id: project for project in known},
            tuple(project for project in known if project.id not in linked),
        )

    return store.read(read)


def add(
    store: Store,
    workshop_id: int,
    rank: GoalRank,
    body: str,
    *,
    parent_id: int | None = None,
    indicator: str = "",
    project_id: int | None = None,
) -> Goal:
    """Add a goal.

    Raises
    ------
    UnusableInputError
        It says nothing, or hangs on something of the wrong rank or another workshop.
    """
    if not body.strip():
        raise errors.UnusableInputError(f"{plan_words.say(rank)}を1行で入れてください。")

    def write(conn: Connection) -> Goal:
        if parent_id is not None:
            _refuse_a_wrong_parent(goals.get(conn, parent_id), rank, workshop_id)
        added = goals.add(
            conn,
            workshop_id=workshop_id,
            rank=rank,
            body=body.strip(),
            parent_id=parent_id,
            indicator=indicator.strip(),
            project_id=project_id,
        )
        return added

    return _write(store, workshop_id, "目標の木に足す", body.strip(), write)


def plant(conn: Connection, workshop_id: int, told: Sequence[Mapping[str, Any]]) -> None:
    """Add trees written as tables: purposes with ``aims``, aims with ``means``.

    A means may name the ``project`` that stands for it by its title.
    """
    known = {project.title: project.id for project in projects.list_of(conn, workshop_id)}
    for tree in told:
        top = goals.add(
            conn, workshop_id=workshop_id, rank=GoalRank.PURPOSE, body=tree["purpose"]
        )
        for branch in tree["aims"]:
            aim = goals.add(
                conn,
                workshop_id=workshop_id,
                rank=GoalRank.AIM,
                body=branch["body"],
                parent_id=top.id,
                indicator=branch["indicator"],
            )
            for leaf in branch["means"]:
                goals.add(
                    conn,
                    workshop_id=workshop_id,
                    rank=GoalRank.MEANS,
                    body=leaf["body"],
                    parent_id=aim.id,
                    project_id=known[leaf["project"]] if "project" in leaf else None,
                )


def change(
    store: Store, goal_id: int, *, body: str, parent_id: int | None, indicator: str
) -> Goal:
    """Change a goal's words, its indicator, and what it hangs on."""
    goal = store.read(lambda conn: goals.get(conn, goal_id))
    if not body.strip():
        raise errors.UnusableInputError(f"{plan_words.say(goal.rank)}を1行で入れてください。")

    def write(conn: Connection) -> Goal:
        if parent_id is not None:
            _refuse_a_wrong_parent(goals.get(conn, parent_id), goal.rank, goal.workshop_id)
        return goals.change(
            conn,
            goal_id,
            body=body.strip(),
            parent_id=parent_id,
            indicator=indicator.strip(),
        )

    return _write(store, goal.workshop_id, "目標の木を直す", body.strip(), write)


def remove(store: Store, goal_id: int) -> None:
    """Remove a goal; what hung on it stays and says 「つながりなし」."""
    goal = store.read(lambda conn: goals.get(conn, goal_id))
    _write(
        store,
        goal.workshop_id,
        "目標の木から消す",
        goal.body,
        lambda conn: goals.remove(conn, goal_id),
    )


def _write(
    store: Store, workshop_id: int, action: str, detail: str, act: Callable[[Connection], T]
) -> T:
    town = town_of_workshop(store, workshop_id)

    def write(conn: Connection) -> T:
        done = act(conn)
        note(conn, town, action, detail)
        return done

    return store.write(write, municipality_id=town)


def _refuse_a_wrong_parent(parent: Goal, rank: GoalRank, workshop_id: int) -> None:
    wanted = _ABOVE.get(rank)
    if wanted is None or parent.rank is not wanted or parent.workshop_id != workshop_id:
        raise errors.UnusableInputError(
            "目標は目的に、手段は目標につなげてください。つなぎ先を選びなおしてください。"
        )
