"""Briefing a council and an office: 協議体資料, 企画シート, 実績報告の数字, 決定書.

A pack for four topics fits on eight pages of A4 (C18).  Nothing is chosen here that a person
has not chosen; what is not known stays blank.
"""

from collections.abc import Sequence

from workshop_app import rules, words
from workshop_app.model import FOUR_CHECKS, LineKind, PlanField, PlanLine, SelectionRecord
from workshop_app.papers import (
    Block,
    Break,
    Bullets,
    Fields,
    Grid,
    Heading,
    Part,
    Text,
    say_day,
)
from workshop_app.plan_words import say
from workshop_app.usecases import budgeting, deciding, presenting, trialling
from workshop_app.usecases.budgeting import SubsidyCourse
from workshop_app.usecases.collecting import Dossier, say_count, sure_assets
from workshop_app.usecases.evaluating import Evaluation
from workshop_app.usecases.flowing import ProjectCard
from workshop_app.usecases.planning import PlanSheet
from workshop_app.usecases.presenting import CandidatePage
from workshop_app.usecases.reading import ThemeCard
from workshop_app.usecases.recounting import themes_table

MOST_TOPICS = 4
_MOST_ASSETS = 16
_PLAN_FIELDS = tuple(
    field for field in PlanField if field not in (PlanField.MEANS, PlanField.TOLD)
)


def council(
    dossier: Dossier,
    topics: Sequence[ThemeCard],
    candidates: Sequence[CandidatePage],
    figures: Evaluation,
    *,
    for_public: bool = False,
) -> tuple[Part, ...]:
    """Return the pack for the kyogitai (協議体) about the chosen topics, four at most."""
    return (
        Part("次第", _agenda(dossier, topics, candidates)),
        Part("前回の宿題", _homework(dossier)),
        Part("課題の一覧", themes_table(dossier, for_public=for_public)),
        Part("取り上げる課題", tuple(b for each in topics for b in _topic(dossier, each))),
        Part("資源の一覧", _assets(dossier)),
        Part("マッチング表", _matches(dossier)),
        Part("候補の比較", _compared(candidates)),
        Part("評価表", _figures(figures)),
    )


def plans(dossier: Dossier) -> tuple[Part, ...]:
    """Return a sheet (企画シート) for each project, each on a page of its own."""
    blocks: list[Block] = []
    for number, plan in enumerate(dossier.plans):
        blocks += [Break()] if number else []
        blocks += [Heading(plan.project.title, 1), *_plan(plan)]
    return (Part("企画", tuple(blocks) or (Fields((("企画", ""),)),)),)


def accounts(
    dossier: Dossier, courses: Sequence[tuple[ProjectCard, SubsidyCourse]]
) -> tuple[Part, ...]:
    """Return the figures of the 補助金実績報告 of each project tried or subsidised."""
    blocks: list[Block] = []
    for number, (card, course) in enumerate(courses):
        blocks += [Break()] if number else []
        blocks += [Heading(card.project.title, 1), *_account(card, course)]
    empty = (Fields((("団体名", ""), ("補助対象事業費", ""), ("交付額", ""))),)
    return (Part("実績", tuple(blocks) or empty),)


def decision(records: Sequence[tuple[str, SelectionRecord]]) -> tuple[Part, ...]:
    """Return the frozen decisions of the council, each with its corrections."""
    blocks: list[Block] = []
    for title, record in records:
        blocks += [] if record.is_correction else [Heading(title, 1)]
        if not deciding.is_untouched(record):
            blocks.append(
                Text("この記録は、固めたあとに書きかえられています。", is_strong=True)
            )
        blocks += [Text(line) for line in deciding.minutes(record).split("\n")]
    return (Part("決定", tuple(blocks) or (Text("固めた決定は、まだありません。"),)),)


def _agenda(
    dossier: Dossier, topics: Sequence[ThemeCard], candidates: Sequence[CandidatePage]
) -> tuple[Block, ...]:
    lines = ["開会", "前回の宿題の確認"]
    lines += [f"課題：{card.theme.heading}" for card in topics]
    lines += ["資源とマッチングの確認"]
    lines += [f"候補事業の比較（{len(candidates)}件）"] if candidates else []
    lines += ["評価と次回の日程"]
    return (Text("\n".join(f"{number}　{line}" for number, line in enumerate(lines, 1))),)


def _homework(dossier: Dossier) -> tuple[Block, ...]:
    rows = tuple(
        (task.title, title, task.owner, say_day(task.due_on)) for task, title in dossier.tasks
    )
    rows += tuple((item.text, "別の時間に話すこと", "", "") for item in dossier.parked)
    if not rows:
        return (Text("残っている宿題は、ありません。"),)
    return (Grid(("すること", "何のため", "だれが", "いつまで"), rows, (36, 26, 16, 22)),)


def _topic(dossier: Dossier, card: ThemeCard) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(f"{card.theme.heading}（{say_count(card)}）")]
    silent = [words.label(party) for party in card.silent]
    if silent:
        blocks.append(Text(f"まだ声を聞いていない立場：{'、'.join(silent)}"))
    quotes = dossier.quotes.get(card.theme.id, ())
    if quotes:
        blocks.append(Bullets(tuple(f"「{text}」" for text in quotes)))
    blocks.append(
        Fields((("どうなったか", dossier.answer_of(card.theme.id)), ("話し合ったこと", "")), 22)
    )
    return tuple(blocks)


def _assets(dossier: Dossier) -> tuple[Block, ...]:
    found = sure_assets(dossier)
    if not found:
        return (Text("確かめた資源は、まだありません。"),)
    rows = tuple(
        (
            asset.name,
            words.label(asset.asset_class),
            dossier.room.area_name(asset.area_id),
            asset.availability,
        )
        for asset in found[:_MOST_ASSETS]
    )
    blocks: list[Block] = [Grid(("資源", "区分", "圏域", "使える時"), rows, (40, 15, 18, 27))]
    if len(found) > len(rows):
        blocks.append(Text(f"ほかに{len(found) - len(rows)}件あります（「つながり」の画面）。"))
    return tuple(blocks)


def _matches(dossier: Dossier) -> tuple[Block, ...]:
    rows = tuple(
        (each.theme, each.partner, words.label(each.state)) for each in dossier.introductions
    )
    if not rows:
        return (Text("引き合わせは、まだありません。"),)
    return (Grid(("困りごとのテーマ", "できること・資源", "いま"), rows, (42, 42, 16)),)


def _compared(candidates: Sequence[CandidatePage]) -> tuple[Block, ...]:
    if not candidates:
        return (Text("選考にかけている候補は、ありません。"),)
    rows = presenting.as_rows(tuple(candidates))
    names = [name for name in rows[0] if name != "候補"]
    # Candidates stand side by side: four columns fit on the page, more stand below.
    blocks: list[Block] = []
    for start in range(0, len(rows), 3):
        some = rows[start : start + 3]
        head = ("", *(row["候補"] for row in some))
        body = tuple((name, *(row[name] for row in some)) for name in names)
        blocks.append(Grid(head, body, (22, *(78 // len(some),) * len(some))))
    return tuple(blocks)


def _figures(figures: Evaluation) -> tuple[Block, ...]:
    rows = tuple(
        (line.row.name, line.said(), line.value.next_step if line.value else "")
        for line in figures.lines
        if line.value is not None
    )
    if not rows:
        return (Text(f"{rules.say_year(figures.fiscal_year)}の指標は、まだ書かれていません。"),)
    return (Grid(("指標", "値", "次にどうするか"), rows, (46, 16, 38)),)


def _plan(plan: PlanSheet) -> tuple[Block, ...]:
    fields = tuple((say(field), plan.text(field)) for field in _PLAN_FIELDS)
    roles = "\n".join(f"{line.name}：{line.who}" for line in plan.lines_of(LineKind.ROLE))
    cost, income = plan.lines_of(LineKind.COST), plan.lines_of(LineKind.INCOME)
    money = (*_lines("費用", cost), *_lines("収入", income))
    checks = plan.check_line() if plan.unfilled(FOUR_CHECKS) else ""
    return (
        *((Text(checks),) if checks else ()),
        Fields((*fields[:5], ("役割分担", roles), *fields[5:]), 38),
        Fields(money, 38),
    )


def _account(card: ProjectCard, course: SubsidyCourse) -> tuple[Block, ...]:
    last = course.steps[-1] if course.steps else None
    cost = sum(row.cost_yen for row in card.returns)
    income = sum(row.income_yen for row in card.returns)
    head = (
        ("年月日", ""),
        ("団体名", card.project.owner),
        ("代表者", ""),
        ("補助対象事業費（月の支出の合計）", _yen(cost) if card.returns else ""),
        ("交付決定額", _yen(course.granted_yen()) if course.steps else ""),
        ("支払われた額", _yen(course.paid_yen)),
        ("収入の合計", _yen(income) if card.returns else ""),
        ("手続きのいま", f"{say(last.kind)}　{say_day(last.done_on)}" if last else ""),
    )
    blocks: list[Block] = [Fields(head, 30)]
    if card.returns:
        rows = tuple(
            (
                f"{row.month.year}年{row.month.month}月",
                _yen(row.income_yen),
                _yen(row.cost_yen),
                f"{row.uses}",
                f"{row.people}",
                trialling.say_meter(row),
            )
            for row in card.returns
        )
        names = ("月", "収入", "支出", "延べ", "実人数", "収入÷支出")
        blocks += [Heading("月別の事業報告"), Grid(names, rows, (18, 19, 19, 12, 14, 18))]
        years = tuple(
            (year.label(), _yen(year.income), _yen(year.cost), _yen(year.subsidy), year.meter())
            for year in budgeting.by_year(card)
        )
        heads = ("年度", "収入", "支出", "補助", "収入÷支出")
        blocks += [Heading("年度の決算"), Grid(heads, years, (24, 19, 19, 19, 19))]
    blocks.append(Text("添えるもの：領収書の写し、事業の写真・成果品、収入の分かるもの。"))
    return tuple(blocks)


def _yen(yen: int) -> str:
    return f"{yen:,}円"


def _lines(name: str, lines: Sequence[PlanLine]) -> tuple[tuple[str, str], ...]:
    own = tuple((f"{name}　{line.name}", _yen(line.yen)) for line in lines)
    return (*own, (f"{name}の合計", _sum(lines)))


def _sum(lines: Sequence[PlanLine]) -> str:
    return _yen(sum(line.yen for line in lines)) if lines else ""
