"""The flow (ア)→(イ)→(ウ)→出口: from a theme to a project, through its gates.

A gate never blocks silently: :func:`missing_for` names what must exist first, and what a
person did is written down with the reason. The scheme's numbers come from ``rules``.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Unpack

from analysis import subsidies
from workshop_app import errors, rules, words
from workshop_app.model import (
    EXITS,
    Decision,
    DecisionOutcome,
    MonthlyReturn,
    Project,
    ProjectState,
    ServiceType,
    Stage,
    StageResult,
    Subsidy,
    Theme,
    Voice,
)
from workshop_app.rules import RuleYear
from workshop_app.store import (
    Connection,
    Store,
    decisions,
    meetings,
    projects,
    themes,
    voices,
    workshops,
)
from workshop_app.usecases.entering import town_of_theme, town_of_workshop
from workshop_app.usecases.noting import note

_MOST_YEN = 10**12
_COLUMNS = (
    ("hearing", "ア 声を聞く", (ProjectState.HEARING, ProjectState.HEARD)),
    ("planning", "イ 調べて企画する", (ProjectState.PLANNING, ProjectState.PLANNED)),
    ("trial", "ウ ためしてみる", (ProjectState.TRIAL,)),
    ("exit", "出口", EXITS),
)
FIRST_STATE_OF_COLUMN = {key: states[0] for key, _, states in _COLUMNS}


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project with all that its card and its gates need."""

    project: Project
    voice_count: int
    results: tuple[StageResult, ...]
    subsidies: tuple[Subsidy, ...]
    returns: tuple[MonthlyReturn, ...]
    decisions: tuple[Decision, ...]

    def results_of(self, stage: Stage) -> int:
        """Count the results of one stage."""
        return sum(result.stage is stage for result in self.results)

    def fiscal_years(self) -> tuple[int, ...]:
        """Return the fiscal years its trial touches; none without a period."""
        start, until = self.project.trial_from, self.project.trial_until
        return (
            () if start is None or until is None else rules.fiscal_years_between(start, until)
        )

    def self_standing(self) -> Fraction | None:
        """Return the last month's income over cost (1 = stands on its own), if known."""
        if not self.returns:
            return None
        return subsidies.meter(self.returns[-1].income_yen, self.returns[-1].cost_yen)

    def exit_day(self) -> date | None:
        """Return the day an exit was decided, where the card stands at one."""
        if self.project.state not in EXITS or not self.decisions:
            return None
        return self.decisions[-1].decided_on

    def rule(self) -> RuleYear:
        """Return the rules of the trial's last year, or the newest while it has no period."""
        until = self.project.trial_until
        return rules.of_year() if until is None else rules.of_day(until)


@dataclass(frozen=True, slots=True)
class FlowColumn:
    """A column of the board."""

    key: str
    title: str
    cards: tuple[ProjectCard, ...]


def board(store: Store, workshop_id: int) -> tuple[FlowColumn, ...]:
    """Return the four columns with their cards, each card in the order it was made."""
    cards = store.read(
        lambda conn: [_card(conn, project) for project in projects.list_of(conn, workshop_id)]
    )
    return tuple(
        FlowColumn(key, title, tuple(card for card in cards if card.project.state in states))
        for key, title, states in _COLUMNS
    )


def look_at(store: Store, project_id: int) -> ProjectCard:
    """Return one card."""
    return store.read(lambda conn: _card(conn, projects.get(conn, project_id)))


def voices_behind(store: Store, project_id: int) -> list[Voice]:
    """Return the voices a project came from, as they were said; withdrawn ones are gone."""

    def find(conn: Connection) -> list[Voice]:
        project = projects.get(conn, project_id)
        behind = set(projects.voices_of(conn, project_id))
        said = voices.list_of_workshop(conn, project.workshop_id)
        return [voice for voice in said if voice.id in behind]

    return store.read(find)


def projects_from_voice(store: Store, voice_id: int) -> list[Project]:
    """Return the projects a voice led to."""

    def find(conn: Connection) -> list[Project]:
        meeting = meetings.get(conn, voices.get(conn, voice_id).meeting_id)
        return [
            project
            for project in projects.list_of(conn, meeting.workshop_id)
            if voice_id in projects.voices_of(conn, project.id)
        ]

    return store.read(find)


def make_project(store: Store, theme_id: int, title: str) -> Project:
    """Make a project card from a theme, holding on to the voices it has today.

    Raises
    ------
    UnusableInputError
        The title is empty.
    """
    name = title.strip()
    if not name:
        raise errors.UnusableInputError("プロジェクトの名前を入れてください。")

    def make(conn: Connection) -> Project:
        theme = themes.get(conn, theme_id)
        project = projects.add(
            conn,
            workshop_id=theme.workshop_id,
            title=name,
            theme_id=theme_id,
            state=ProjectState.HEARING,
        )
        projects.link_voices(conn, project.id, _voices_under(conn, theme))
        _note(conn, project, "プロジェクトにする", theme.heading)
        return project

    return store.write(make, municipality_id=town_of_theme(store, theme_id))


def plan_next(
    store: Store, project_id: int, *, next_step: str, owner: str, due_on: date | None
) -> Project:
    """Write down the next step, who takes it and until when."""
    return _change(
        store,
        project_id,
        "次の一歩を書く",
        next_step=next_step.strip(),
        owner=owner.strip(),
        due_on=due_on,
    )


def rename(store: Store, project_id: int, title: str) -> Project:
    """Give the card another title."""
    if not title.strip():
        raise errors.UnusableInputError("プロジェクトの名前を入れてください。")
    return _change(store, project_id, "名前を変える", title=title.strip())


def set_trial_period(store: Store, project_id: int, start: date, until: date) -> Project:
    """Set the first and the last day of the trial; several years are allowed."""
    if until < start:
        raise errors.UnusableInputError(
            "試行の終わりの日が、始まりの日より前になっています。日付をなおしてください。"
        )
    card = look_at(store, project_id)
    outside = [row for row in card.subsidies if not start <= row.paid_on <= until]
    if outside:
        raise errors.UnusableInputError(
            f"{_day(outside[0].paid_on)}の補助金が、この期間に入りません。先に補助金の日付をなおしてください。"
        )
    return _change(store, project_id, "試行の期間", trial_from=start, trial_until=until)


def choose_service_type(store: Store, project_id: int, service_type: ServiceType) -> Project:
    """Choose which service type of the 総合事業 the trial may become."""
    return _change(store, project_id, "サービスの類型", service_type=service_type)


def note_result(
    store: Store, project_id: int, stage: Stage, summary: str, *, meeting_id: int | None = None
) -> StageResult:
    """Attach a result of (ア) or (イ) to a project."""
    if stage is Stage.TRIAL:
        raise errors.UnusableInputError("結果を付けられるのは(ア)と(イ)です。")
    if not summary.strip():
        raise errors.UnusableInputError("結果を1行で書いてください。")
    card = look_at(store, project_id)

    def add(conn: Connection) -> StageResult:
        _note(conn, card.project, f"({stage})の結果を付ける", summary.strip())
        return projects.add_result(
            conn,
            project_id=project_id,
            stage=stage,
            meeting_id=meeting_id,
            summary=summary.strip(),
        )

    return store.write(add, municipality_id=town_of_workshop(store, card.project.workshop_id))


def grant_subsidy(
    store: Store, project_id: int, *, paid_on: date, yen: int, purpose: str = ""
) -> Subsidy:
    """Enter public money for a trial.

    Raises
    ------
    UnusableInputError
        The trial has no period yet, or the day lies outside it, or the sum is not positive.
    """
    card = look_at(store, project_id)
    start, until = card.project.trial_from, card.project.trial_until
    if start is None or until is None:
        raise errors.UnusableInputError("先に、試行の始まりと終わりの日を入れてください。")
    if not start <= paid_on <= until:
        raise errors.UnusableInputError(
            f"{_day(paid_on)}は試行の期間({_day(start)}から{_day(until)}まで)の外です。"
            "補助金の日付をなおしてください。"
        )
    left = card.exit_day()
    if left is not None and paid_on > left:
        raise errors.UnusableInputError(
            f"{_day(paid_on)}は、出口に進んだ日({_day(left)})より後です。"
            "補助金の日付をなおしてください。"
        )
    if yen <= 0:
        raise errors.UnusableInputError("補助金の額は1円以上で入れてください。")

    def add(conn: Connection) -> Subsidy:
        _note(conn, card.project, "補助金を入れる", f"{_day(paid_on)} {yen:,}円")
        return projects.add_subsidy(
            conn, project_id=project_id, paid_on=paid_on, yen=yen, note=purpose
        )

    return store.write(add, municipality_id=town_of_workshop(store, card.project.workshop_id))


def report_month(store: Store, project_id: int, row: MonthlyReturn) -> MonthlyReturn:
    """Enter a month of the trial, or correct it; the id of *row* is not used.

    Raises
    ------
    UnusableInputError
        A number is negative.
    """
    counts = [value for value in _told(row).values() if isinstance(value, int)]
    if min(counts) < 0 or max(counts) > _MOST_YEN:
        raise errors.UnusableInputError("収入・支出・回数・人数は、0以上で入れてください。")
    if row.people and row.target_people + row.other_people > row.people:
        raise errors.UnusableInputError(
            "対象者と対象者以外の合計が、実人数より多くなっています。人数をなおしてください。"
        )
    card = look_at(store, project_id)
    start = card.project.trial_from
    if start is not None and row.month.replace(day=1) < start.replace(day=1):
        raise errors.UnusableInputError(
            f"{row.month.year}年{row.month.month}月は、試行が始まる前です。月をなおしてください。"
        )
    return store.write(
        lambda conn: projects.keep_return(
            conn, project_id=project_id, month=row.month.replace(day=1), **_told(row)
        ),
        municipality_id=town_of_workshop(store, card.project.workshop_id),
    )


def missing_for(state: ProjectState, card: ProjectCard) -> tuple[str, ...]:
    """Say, sentence by sentence, what is missing before a project may stand in *state*."""
    needed = card.rule().flow
    missing: list[str] = []
    if state is ProjectState.TRIAL or state in EXITS[:2]:
        if card.results_of(Stage.HEARING) < needed.hearing_results_needed:
            missing.append("(ア)の結果がまだありません。住民の声を聞いた結果を付けてください。")
        if card.results_of(Stage.PLANNING) < needed.planning_results_needed:
            missing.append(
                "(イ)の結果がまだありません。聞き取りや企画会議の結果を付けてください。"
            )
    if state is ProjectState.ADOPTED and card.project.service_type is None:
        missing.append("サービスの類型が選ばれていません。本格運用には類型が必要です。")
    if state is ProjectState.SELF_STANDING and not stands_on_its_own(
        card.returns, needed.self_standing_months
    ):
        missing.append(
            f"収入が支出をまかなった月が、続けて{needed.self_standing_months}か月ありません。"
        )
    return tuple(missing)


def stands_on_its_own(returns: Sequence[MonthlyReturn], months: int | None = None) -> bool:
    """Say whether income covered cost in each of the last months the rules ask for."""
    asked = rules.of_year().flow.self_standing_months if months is None else months
    rows = [subsidies.MonthMoney(row.month, row.income_yen, row.cost_yen) for row in returns]
    return subsidies.stands_on_its_own(rows, asked)


def move(
    store: Store, project_id: int, state: ProjectState, *, today: date, reason: str = ""
) -> Project:
    """Move a card; an exit is also written down as a decision with its reason.

    Raises
    ------
    NotYetError
        Something is missing; the sentences name it.
    UnusableInputError
        An exit was asked for without a reason.
    """
    card = look_at(store, project_id)
    missing = missing_for(state, card)
    if missing:
        raise errors.NotYetError("\n".join(missing))
    if state in EXITS and not reason.strip():
        raise errors.UnusableInputError(
            "出口へ進める理由を1行で書いてください。記録に残ります。"
        )

    def change(conn: Connection) -> Project:
        moved = projects.change(conn, project_id, state=state)
        label = words.label(state)
        _note(conn, moved, "カードを動かす", f"{words.label(card.project.state)}→{label}")
        if state in EXITS:
            decisions.add(
                conn,
                workshop_id=moved.workshop_id,
                project_id=project_id,
                decided_on=today,
                outcome=_outcome_of(state),
                body=f"「{moved.title}」を{label}とする",
                reason=reason.strip(),
            )
        return moved

    return store.write(
        change, municipality_id=town_of_workshop(store, card.project.workshop_id)
    )


def _outcome_of(state: ProjectState) -> DecisionOutcome:
    ended = state is ProjectState.ENDED
    return DecisionOutcome.DECLINED if ended else DecisionOutcome.ADOPTED


def _card(conn: Connection, project: Project) -> ProjectCard:
    return ProjectCard(
        project=project,
        voice_count=len(projects.voices_of(conn, project.id)),
        results=tuple(projects.results_of(conn, project.id)),
        subsidies=tuple(projects.subsidies_of(conn, project.id)),
        returns=tuple(projects.returns_of(conn, project.id)),
        decisions=tuple(decisions.list_of_project(conn, project.id)),
    )


def _change(
    store: Store, project_id: int, action: str, **fields: Unpack[projects.ProjectChanges]
) -> Project:
    card = look_at(store, project_id)

    def change(conn: Connection) -> Project:
        changed = projects.change(conn, project_id, **fields)
        _note(conn, changed, action, "")
        return changed

    return store.write(
        change, municipality_id=town_of_workshop(store, card.project.workshop_id)
    )


def _note(conn: Connection, project: Project, action: str, detail: str) -> None:
    town = workshops.get(conn, project.workshop_id).municipality_id
    note(conn, town, action, project.title, detail)


def _voices_under(conn: Connection, theme: Theme) -> list[int]:
    placed = themes.assignments_of(conn, theme.workshop_id)
    return [each.voice_id for each in placed if each.theme_id == theme.id]


def _told(row: MonthlyReturn) -> dict[str, Any]:
    told = asdict(row)
    return {name: told[name] for name in told if name not in {"id", "project_id", "month"}}


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
