"""Presenting: the candidates of a choosing side by side, each as one page of facts.

Quotes are only voices that may be published, are shown on screens, were not taken back and are
not held; where another wording was agreed on for screens, it stands in place of what was said.
What nobody knows is named as missing, not guessed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workshop_app import plan_words, words
from workshop_app.model import (
    FOUR_CHECKS,
    Consent,
    HoldState,
    LineKind,
    PlanField,
    ProjectState,
    SelectionCandidate,
    Voice,
)
from workshop_app.store import Connection, Store, holds
from workshop_app.usecases import budgeting, flowing, holding, planning
from workshop_app.usecases.budgeting import YearMoney
from workshop_app.usecases.flowing import ProjectCard
from workshop_app.usecases.planning import PlanSheet
from workshop_app.usecases.posing import GATES, Deliberation, YearPlan, gates_of, years_of

_MOST_QUOTES = 5
_BASICS = (
    PlanField.AIM,
    PlanField.TARGET,
    PlanField.CONTENT,
    PlanField.PLACE,
    PlanField.FREQUENCY,
)
_EXIT = (PlanField.GO_RULE, PlanField.STOP_RULE, PlanField.EXIT_RULE)
_NEEDED = (PlanField.CONTENT, PlanField.INDICATOR, PlanField.EXIT_RULE)


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """Everything a council should see about one candidate.

    Attributes
    ----------
    voices, tables, parties : how many voices stand behind it, from how many tables and parties.
    quotes : words cleared for use; at most five, in the order they were said.
    planned : cost and income the candidate plans, by fiscal year.
    actual : cost and income that were really had, by fiscal year.
    missing : sentences on what is not known or not there yet.
    """

    candidate: SelectionCandidate
    card: ProjectCard
    plan: PlanSheet
    planned: tuple[YearPlan, ...]
    actual: tuple[YearMoney, ...]
    voices: int
    tables: int
    parties: int
    quotes: tuple[str, ...]
    gates: tuple[tuple[str, bool | None], ...]
    missing: tuple[str, ...]


def compare(store: Store, told: Deliberation) -> tuple[CandidatePage, ...]:
    """Return one page for each candidate, in the order they were put in."""
    return tuple(_page(store, row) for row in told.candidates)


def quotable(
    voices: Sequence[Voice],
    held: Collection[int] = (),
    wordings: Mapping[int, str] | None = None,
) -> tuple[str, ...]:
    """Return the words that may stand on a paper or a screen for everybody.

    Parameters
    ----------
    held : ids of the voices that wait, are held or were handed over to staff.
    wordings : id to the wording that was agreed on for screens.
    """
    agreed = wordings or {}
    return tuple(
        agreed.get(voice.id, voice.text)
        for voice in voices
        if voice.consent is Consent.PUBLIC
        and voice.is_projected
        and voice.withdrawn_at is None
        and voice.id not in held
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
            "4つの確認": f"{4 - len(page.plan.unfilled())}/4",
            "費用と収入": _planned_words(page),
            "出口": _is_written(page, PlanField.EXIT_RULE),
            "指標": _is_written(page, PlanField.INDICATOR),
            "足りないもの": f"{len(page.missing)}つ" if page.missing else "なし",
        }
        for page in pages
    ]


def _page(store: Store, row: SelectionCandidate) -> CandidatePage:
    card = flowing.look_at(store, row.project_id)
    plan = planning.look(store, row.project_id)
    said = flowing.voices_behind(store, row.project_id)
    held, wordings = _looked_over(store, card.project.workshop_id)
    seen = gates_of(row)
    missing = list(flowing.missing_for(ProjectState.TRIAL, card))
    if row.cost_yen is None:
        missing.append("希望額が書かれていません。")
    missing += _missing_of_plan(plan, row)
    missing += [
        f"{key}「{name}」を確かめていません。" for key, name in GATES.items() if key not in seen
    ]
    return CandidatePage(
        candidate=row,
        card=card,
        plan=plan,
        planned=years_of(row),
        actual=budgeting.by_year(card),
        voices=len(said),
        tables=len(
            {(v.meeting_id, v.table_number) for v in said if v.table_number is not None}
        ),
        parties=len({voice.party for voice in said}),
        quotes=quotable(said, held, wordings),
        gates=tuple((f"{key} {name}", seen.get(key)) for key, name in GATES.items()),
        missing=tuple(missing),
    )


def plan_lines(page: CandidatePage) -> tuple[str, ...]:
    """Return the plan in lines: what, four checks, parts, exit, indicators; blanks named."""
    plan = page.plan
    lines = [_line(plan, field) for field in _BASICS if plan.text(field).strip()]
    lines.append(plan.check_line())
    lines += [_line(plan, field) for field in FOUR_CHECKS if plan.text(field).strip()]
    lines += [f"役割　{each.name}：{each.who}" for each in plan.lines_of(LineKind.ROLE)]
    lines += list(plan.staff_lines())
    lines += [_line(plan, field) for field in (*_EXIT, PlanField.INDICATOR)]
    return tuple(lines)


def money_lines(page: CandidatePage) -> tuple[str, ...]:
    """Return cost and income: planned in all, planned by year, and as they really were."""
    plan, lines = page.plan, []
    if plan.lines_of(LineKind.COST) or plan.lines_of(LineKind.INCOME):
        cost, income = plan.total(LineKind.COST), plan.total(LineKind.INCOME)
        lines.append(f"企画の合計　費用{cost:,}円・収入{income:,}円")
    lines += [
        f"{year.fiscal_year}年度(見込み)　費用{year.cost_yen:,}円・収入{year.income_yen:,}円"
        for year in page.planned
    ]
    lines += [
        f"{year.label()}(実績{year.months}か月)　費用{year.cost:,}円・収入{year.income:,}円"
        for year in page.actual
        if year.months
    ]
    return tuple(lines)


def _line(plan: PlanSheet, field: PlanField) -> str:
    return f"{plan_words.say(field)}：{plan.text(field).strip() or plan_words.NOT_FILLED}"


def _is_written(page: CandidatePage, field: PlanField) -> str:
    return "あり" if page.plan.text(field).strip() else plan_words.NOT_FILLED


def _planned_words(page: CandidatePage) -> str:
    if not page.planned:
        return plan_words.NOT_FILLED
    cost = sum(year.cost_yen for year in page.planned)
    income = sum(year.income_yen for year in page.planned)
    return f"費用{cost:,}円・収入{income:,}円({len(page.planned)}年)"


def _missing_of_plan(plan: PlanSheet, row: SelectionCandidate) -> list[str]:
    missing = [
        f"企画の「{plan_words.say(field)}」が書かれていません。"
        for field in (*_NEEDED, *FOUR_CHECKS)
        if not plan.text(field).strip()
    ]
    if not years_of(row):
        missing.append("年度ごとの費用と収入の見込みが書かれていません。")
    if plan.project.service_type is None:
        missing.append("サービスの類型が決まっていません。")
    return missing


def _looked_over(store: Store, workshop_id: int) -> tuple[frozenset[int], Mapping[int, str]]:
    """Return the voices that are held, and the wordings agreed on for screens."""

    def read(conn: Connection) -> tuple[frozenset[int], Mapping[int, str]]:
        held = frozenset(
            each.voice_id
            for each in holds.of_workshop(conn, workshop_id)
            if each.state is not HoldState.ACCEPTED
        )
        return held, holding.wordings(conn, workshop_id)

    return store.read(read)
