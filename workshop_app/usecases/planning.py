"""Planning: the plan sheet with its four checks, roles, budget and parts; small starts first.

Residents see what an activity is for, staff also see its service types. Nothing here decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis import indicators, subsidies
from workshop_app import errors, plan_words, words
from workshop_app.model import (
    FOUR_CHECKS,
    VALUES_OF_SCHEME,
    Concept,
    LineKind,
    MonthlyReturn,
    PlanField,
    PlanLine,
    Project,
    ProjectPart,
    ProjectState,
    ServiceType,
    SmallStart,
    StartTime,
    Supply,
)
from workshop_app.store import Connection, Store, plans, projects
from workshop_app.usecases.filing import file_under

_LONGEST = 2000
_MOST_YEN = 10**12
_SOON = {
    StartTime.NOW: indicators.Soon.NOW,
    StartTime.THREE_MONTHS: indicators.Soon.THREE_MONTHS,
    StartTime.YEAR: indicators.Soon.YEAR,
}
_AT_HAND = {
    Supply.YES: indicators.AtHand.YES,
    Supply.PARTLY: indicators.AtHand.PARTLY,
    Supply.NO: indicators.AtHand.NO,
}
_BEFORE_TRIAL = (
    ProjectState.HEARING,
    ProjectState.HEARD,
    ProjectState.PLANNING,
    ProjectState.PLANNED,
)


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A project's plan with everything on it."""

    project: Project
    entries: Mapping[PlanField, str]
    lines: tuple[PlanLine, ...]
    parts: tuple[ProjectPart, ...]
    start: SmallStart | None
    returns: tuple[MonthlyReturn, ...]

    def text(self, field: PlanField) -> str:
        """Return what is written in a field, or nothing."""
        return self.entries.get(field, "")

    def unfilled(self, fields: Sequence[PlanField] = FOUR_CHECKS) -> tuple[PlanField, ...]:
        """Return which of *fields* still say nothing."""
        return tuple(field for field in fields if not self.text(field).strip())

    def check_line(self) -> str:
        """Say how far the four checks of C26 are: 「4つの確認 3/4（未記入：リスク…）」."""
        open_ = self.unfilled()
        if not open_:
            return f"4つの確認 {len(FOUR_CHECKS)}/{len(FOUR_CHECKS)} 完了"
        told = "・".join(plan_words.say(field) for field in open_)
        done = len(FOUR_CHECKS) - len(open_)
        return f"4つの確認 {done}/{len(FOUR_CHECKS)}（{plan_words.NOT_FILLED}：{told}）"

    def lines_of(self, kind: LineKind) -> tuple[PlanLine, ...]:
        """Return the lines of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)

    def total(self, kind: LineKind) -> int:
        """Return the sum of a kind's lines in yen."""
        return sum(line.yen for line in self.lines_of(kind))

    def cost_per_use(self) -> Fraction | None:
        """Return the cost of all months over all their uses, in yen (C26)."""
        cost = sum(row.cost_yen for row in self.returns)
        return subsidies.cost_per_use(cost, sum(row.uses for row in self.returns), 0).per_use

    def value_lines(self) -> tuple[str, ...]:
        """Return one line for each of the three values of 総合事業 (C44), blanks named."""
        return tuple(
            f"{plan_words.say(field)}：{self.text(field) or plan_words.NOT_FILLED}"
            for field in VALUES_OF_SCHEME
        )

    def concepts(self) -> tuple[Concept, ...]:
        """Return what the activity is for, each once: what residents see (C45)."""
        found = {part.concept for part in self.parts}
        return tuple(concept for concept in Concept if concept in found)

    def resident_line(self) -> str:
        """Return the one line for residents; no letter of a service type is in it."""
        return "＋".join(plan_words.say(concept) for concept in self.concepts())

    def staff_lines(self) -> tuple[str, ...]:
        """Return a line for each part with its service type."""
        return tuple(
            f"{part.name}：{plan_words.say(part.concept)}・"
            + (
                words.label(part.service_type)
                if part.service_type
                else "類型はまだ決めていません"
            )
            for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class Beginning:
    """A project that has not begun, and what is known of how it could."""

    project: Project
    start: SmallStart


def look(store: Store, project_id: int) -> PlanSheet:
    """Return a project's plan sheet."""

    def read(conn: Connection) -> PlanSheet:
        return PlanSheet(
            projects.get(conn, project_id),
            plans.entries_of(conn, project_id),
            tuple(plans.lines_of(conn, project_id)),
            tuple(plans.parts_of(conn, project_id)),
            plans.start_of(conn, project_id),
            tuple(projects.returns_of(conn, project_id)),
        )

    return store.read(read)


def write(store: Store, project_id: int, field: PlanField, body: str) -> None:
    """Keep one field of the plan sheet, as it was typed.

    Raises
    ------
    UnusableInputError
        The text is longer than a sheet can hold.
    """
    if len(body) > _LONGEST:
        raise errors.UnusableInputError(
            f"{plan_words.say(field)}は{_LONGEST:,}字までです。短くしてください。"
        )
    file_under(
        store,
        project_id,
        "企画シートを書く",
        lambda conn: plans.keep_entry(conn, project_id=project_id, field=field, body=body),
        detail=plan_words.say(field),
    )


def add_line(
    store: Store, project_id: int, kind: LineKind, name: str, *, who: str = "", yen: int = 0
) -> PlanLine:
    """Add a role, a cost or an income."""
    if not name.strip():
        raise errors.UnusableInputError(f"{plan_words.say(kind)}の名前を入れてください。")
    if kind is LineKind.ROLE and not who.strip():
        raise errors.UnusableInputError(
            "だれが受け持つかを、団体や役わりの名で入れてください。"
        )
    if not 0 <= yen <= _MOST_YEN:
        raise errors.UnusableInputError("金額は0円以上で入れてください。")
    return file_under(
        store,
        project_id,
        f"企画の{plan_words.say(kind)}を足す",
        lambda conn: plans.add_line(
            conn, project_id=project_id, kind=kind, name=name.strip(), who=who.strip(), yen=yen
        ),
        detail=name.strip(),
    )


def remove_line(store: Store, line_id: int) -> None:
    """Take a line off the plan."""
    line = store.read(lambda conn: plans.get_line(conn, line_id))
    file_under(
        store,
        line.project_id,
        f"企画の{plan_words.say(line.kind)}を消す",
        lambda conn: plans.remove_line(conn, line_id),
        detail=line.name,
    )


def add_part(
    store: Store,
    project_id: int,
    name: str,
    concept: Concept,
    service_type: ServiceType | None = None,
) -> ProjectPart:
    """Add a part of an activity that combines several."""
    if not name.strip():
        raise errors.UnusableInputError("活動の名前を入れてください。")
    return file_under(
        store,
        project_id,
        "活動の組み合わせを足す",
        lambda conn: plans.add_part(
            conn,
            project_id=project_id,
            name=name.strip(),
            concept=concept,
            service_type=service_type,
        ),
        detail=name.strip(),
    )


def remove_part(store: Store, part_id: int) -> None:
    """Take a part off the activity."""
    part = store.read(lambda conn: plans.get_part(conn, part_id))
    file_under(
        store,
        part.project_id,
        "活動の組み合わせを消す",
        lambda conn: plans.remove_part(conn, part_id),
        detail=part.name,
    )


def weigh_start(
    store: Store, project_id: int, *, people: int, supply: Supply, start_time: StartTime
) -> None:
    """Write down how an idea could begin (C7); no estimate of money is asked for."""
    if not 0 <= people <= _MOST_YEN:
        raise errors.UnusableInputError("やりたい人の数は0以上で入れてください。")
    file_under(
        store,
        project_id,
        "始めやすさを書く",
        lambda conn: plans.keep_start(
            conn, project_id=project_id, people=people, supply=supply, start_time=start_time
        ),
    )


def beginnings(store: Store, workshop_id: int) -> tuple[Beginning, ...]:
    """Return the ideas that have not begun, in the order to begin with (C7)."""

    def read(conn: Connection) -> list[Beginning]:
        waiting = (
            (project, plans.start_of(conn, project.id))
            for project in projects.list_of(conn, workshop_id)
            if project.state in _BEFORE_TRIAL
        )
        return [Beginning(project, start) for project, start in waiting if start is not None]

    found = store.read(read)
    order = indicators.order_of_starts(
        [
            indicators.Start(
                each.start.people, _AT_HAND[each.start.supply], _SOON[each.start.start_time]
            )
            for each in found
        ]
    )
    return tuple(found[place] for place in order)
