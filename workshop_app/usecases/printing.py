"""Printing: the goal tree and the logic model on A3, offers of companies and checks on A4.

A paper says what the screens say. What a company has not confirmed is on none of them (P24).
"""

from workshop_app import plan_words
from workshop_app.export.to_paper import Block, Leaf, to_sheet, to_steps, to_tree
from workshop_app.model import Goal, GoalRank
from workshop_app.store import Store, workshops
from workshop_app.usecases import (
    aiming,
    chaining,
    equipping,
    flowing,
    interviewing,
    planning,
)
from workshop_app.usecases.aiming import GoalTree
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.noting import note_export


def goal_tree(store: Store, workshop_id: int) -> bytes:
    """Return 目的 → 目標 → 手段 as a page of A3, three levels and no more (C9)."""
    tree = aiming.look(store, workshop_id)
    trunk = [
        _leaf(purpose, tuple(_aim(tree, aim) for aim in tree.of(GoalRank.AIM, purpose.id)))
        for purpose in tree.of(GoalRank.PURPOSE)
    ]
    loose = [
        _aim(tree, goal) if goal.rank is GoalRank.AIM else _means(tree, goal)
        for goal in tree.unlinked()
    ]
    # What hangs on a loose aim is not lost: it stands beside it.
    apart = [leaf for each in loose for leaf in (each, *each.below)]
    title = f"目的 → 目標 → 手段　{_title(store, workshop_id)}"
    paper = to_tree(title, trunk, apart, "つながりなし")
    _note(store, workshop_id, "目的の木")
    return paper


def logic_model(store: Store, workshop_id: int) -> bytes:
    """Return 資源 → 活動 → 出力 → 成果 → 最終 as pages of A3 (C36)."""
    rows = [
        ["\n".join(step) for step in chain.steps()]
        for chain in chaining.look(store, workshop_id)
    ]
    heads = [f"{name} →" for name in plan_words.LOGIC_STEPS[:-1]] + [plan_words.LOGIC_STEPS[-1]]
    title = f"ロジックモデル　{_title(store, workshop_id)}"
    paper = to_steps(title, heads, rows, plan_words.NOT_FILLED)
    _note(store, workshop_id, "ロジックモデル")
    return paper


def offers(store: Store, workshop_id: int) -> bytes:
    """Return what companies offer and have confirmed, as pages of A4 (P24)."""
    blocks = [
        Block(
            sheet.meeting.title,
            tuple((plan_words.say(entry.field), entry.body) for entry in sheet.entries),
        )
        for sheet in interviewing.offers(store, workshop_id)
    ]
    title = f"会社や団体ができること　{_title(store, workshop_id)}"
    paper = to_sheet(title, plan_words.CONFIRMED_ONLY, blocks)
    _note(store, workshop_id, "会社や団体ができること（確認したものだけ）")
    return paper


def checks(store: Store, project_id: int) -> bytes:
    """Return what else a project uses, with ○ or a blank, and its way of money (C23, C24)."""
    sheet = planning.look(store, project_id)
    ticks = equipping.checklist(store, project_id)
    money = equipping.money_lines(sheet) or (plan_words.NOT_FILLED,)
    blocks = (
        Block("ほかに使えるもの", tuple((tick.item, tick.mark) for tick in ticks)),
        Block("お金の流れ", tuple(("", line) for line in money)),
    )
    rule = flowing.look_at(store, project_id).rule()
    paper = to_sheet(f"確認表　{sheet.project.title}", rule.credit(rule.enabling), blocks)
    _note(store, sheet.project.workshop_id, f"確認表・{sheet.project.title}")
    return paper


def _note(store: Store, workshop_id: int, what: str) -> None:
    """Write down that a paper was made; it holds no voice."""
    town_id = town_of_workshop(store, workshop_id)
    note_export(store, town_id, _title(store, workshop_id), f"紙・{what}")


def _title(store: Store, workshop_id: int) -> str:
    return store.read(lambda conn: workshops.get(conn, workshop_id)).title


def _aim(tree: GoalTree, aim: Goal) -> Leaf:
    means = tuple(_means(tree, goal) for goal in tree.of(GoalRank.MEANS, aim.id))
    remark = f"指標：{aim.indicator}" if aim.indicator else "指標がありません"
    return _leaf(aim, means, remark)


def _means(tree: GoalTree, means: Goal) -> Leaf:
    project = tree.projects.get(means.project_id or 0)
    return _leaf(means, remark=f"プロジェクト：{project.title}" if project else "")


def _leaf(goal: Goal, below: tuple[Leaf, ...] = (), remark: str = "") -> Leaf:
    return Leaf(plan_words.say(goal.rank), goal.body, remark, below)
