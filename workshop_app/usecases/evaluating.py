"""Evaluating: indicators by fiscal year with what is done next, and the four viewpoints.

A share over 0 is 「—」. No figure is good or bad by itself, and none is coloured.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis import indicators
from workshop_app import errors, plan_words, rules
from workshop_app.model import (
    IndicatorValue,
    Meeting,
    ProjectState,
    Viewpoint,
)
from workshop_app.rules import IndicatorRow, RuleYear
from workshop_app.store import Connection, Store, measures, meetings, projects
from workshop_app.usecases import connecting
from workshop_app.usecases.connecting import Occasions
from workshop_app.usecases.noting import note

Act = Callable[[Connection], None]

_MOST = 10**12
_VIEWPOINTS = {
    "高齢者": Viewpoint.OLDER_PEOPLE,
    "人材": Viewpoint.PEOPLE,
    "財政": Viewpoint.MONEY,
    "保険者": Viewpoint.INSURER,
}


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator of a year as it is shown: its definition, its value, what is next."""

    row: IndicatorRow
    numerator_text: str
    denominator_text: str
    value: IndicatorValue | None
    known: int | None

    def said(self) -> str:
        """Return the value: a count, a share in per cent, an average; 「—」 without one."""
        if self.value is None:
            return indicators.NO_FIGURE
        if self.row.shape == "count":
            return f"{self.value.numerator:,}"
        over = indicators.ratio(self.value.numerator, self.value.denominator or 0)
        if self.row.shape == "share":
            return indicators.per_cent(over)
        return indicators.NO_FIGURE if over is None else indicators.decimal(over, 1)

    def viewpoint(self) -> Viewpoint:
        """Return the viewpoint the indicator belongs to."""
        return _VIEWPOINTS[self.row.viewpoint]

    def warning(self) -> str:
        """Return what the report warns of: a value nobody says the next step to (C37)."""
        if self.value is None or self.value.next_step.strip():
            return ""
        return f"「{self.row.name}」に「次にどうするか」がありません。"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A town's year: indicators, viewpoints, occasions, and under which rules."""

    fiscal_year: int
    rule: RuleYear
    lines: tuple[IndicatorLine, ...]
    viewpoints: Mapping[Viewpoint, str]
    occasions: Occasions

    def cell(self, approach: int, step: str) -> tuple[IndicatorLine, ...]:
        """Return the indicators of one cell of the table of C34."""
        return tuple(
            line
            for line in self.lines
            if line.row.approach == approach and line.row.step == step
        )

    def viewpoint_lines(self) -> tuple[str, ...]:
        """Return a line for each viewpoint; a blank one says so: 「財政: 未記入」."""
        with_value = {line.viewpoint() for line in self.lines if line.value is not None}
        return tuple(
            f"{name}: {self._viewpoint(viewpoint, viewpoint in with_value)}"
            for name, viewpoint in _VIEWPOINTS.items()
        )

    def warnings(self) -> tuple[str, ...]:
        """Return what the report still lacks."""
        return tuple(filter(None, (line.warning() for line in self.lines)))

    def _viewpoint(self, viewpoint: Viewpoint, has_value: bool) -> str:
        said = self.viewpoints.get(viewpoint, "").strip()
        if said:
            return said
        return "指標だけ記入" if has_value else plan_words.NOT_FILLED


def look(store: Store, municipality_id: int, fiscal_year: int) -> Evaluation:
    """Return a town's year with everything the tool knows of it."""
    rule = rules.of_year(fiscal_year)

    def read(conn: Connection) -> Evaluation:
        definitions = {
            each.key: each for each in measures.definitions_of(conn, municipality_id)
        }
        values = {
            each.key: each
            for each in measures.values_of(conn, municipality_id)
            if each.fiscal_year == fiscal_year
        }
        known = _known(conn, municipality_id, fiscal_year)
        lines = tuple(
            IndicatorLine(
                row,
                definitions[row.key].numerator if row.key in definitions else row.numerator,
                definitions[row.key].denominator if row.key in definitions else row.denominator,
                values.get(row.key),
                known.get(row.key),
            )
            for row in rule.indicators.rows
        )
        said = measures.notes_of(conn, municipality_id, fiscal_year)
        held = _held(conn, municipality_id, fiscal_year)
        return Evaluation(
            fiscal_year,
            rule,
            lines,
            {each.viewpoint: each.body for each in said},
            connecting.occasions(held, *rules.days_of(fiscal_year)),
        )

    return store.read(read)


def define(
    store: Store, municipality_id: int, key: str, *, numerator: str, denominator: str
) -> None:
    """Change how a town defines an indicator.

    Raises
    ------
    UnusableInputError
        The numerator says nothing, or nobody knows the indicator.
    """
    _row_of(rules.of_year(), key)
    if not numerator.strip():
        raise errors.UnusableInputError("分子が何かを書いてください。")
    _write(
        store,
        municipality_id,
        "指標の決め方を変える",
        key,
        lambda conn: measures.keep_definition(
            conn,
            municipality_id=municipality_id,
            key=key,
            numerator=numerator.strip(),
            denominator=denominator.strip(),
        ),
    )


def measure(
    store: Store,
    municipality_id: int,
    key: str,
    fiscal_year: int,
    *,
    numerator: int,
    denominator: int | None,
    next_step: str,
) -> None:
    """Write down an indicator of a year, and what is done about it next.

    Raises
    ------
    UnusableInputError
        A number is negative, a share has more above than below, or a denominator is missing.
    """
    row = _row_of(rules.of_year(fiscal_year), key)
    if not 0 <= numerator <= _MOST or not 0 <= (denominator or 0) <= _MOST:
        raise errors.UnusableInputError("人数や回数は0以上で入れてください。")
    if row.shape != "count" and denominator is None:
        raise errors.UnusableInputError(f"「{row.name}」には分母も入れてください。")
    if row.shape == "share" and denominator and numerator > denominator:
        raise errors.UnusableInputError(
            f"「{row.name}」の分子が分母より多くなっています。数をなおしてください。"
        )
    _write(
        store,
        municipality_id,
        "指標の値を書く",
        f"{rules.reiwa(fiscal_year)} {row.name}",
        lambda conn: measures.keep_value(
            conn,
            municipality_id=municipality_id,
            key=key,
            fiscal_year=fiscal_year,
            numerator=numerator,
            denominator=None if row.shape == "count" else denominator,
            next_step=next_step.strip(),
        ),
    )


def describe(
    store: Store, municipality_id: int, fiscal_year: int, viewpoint: Viewpoint, body: str
) -> None:
    """Keep what a viewpoint says of a year, as it was typed."""
    _write(
        store,
        municipality_id,
        "視点の記録を書く",
        f"{rules.reiwa(fiscal_year)} {plan_words.say(viewpoint)}",
        lambda conn: measures.keep_note(
            conn,
            municipality_id=municipality_id,
            fiscal_year=fiscal_year,
            viewpoint=viewpoint,
            body=body,
        ),
    )


def _write(store: Store, town: int, action: str, subject: str, act: Act) -> None:
    def write(conn: Connection) -> None:
        act(conn)
        note(conn, town, action, subject)

    store.write(write, municipality_id=town)


def _row_of(rule: RuleYear, key: str) -> IndicatorRow:
    for row in rule.indicators.rows:
        if row.key == key:
            return row
    raise errors.NotFoundError("その指標は見つかりません。画面を読み直してください。")


def _held(conn: Connection, municipality_id: int, fiscal_year: int) -> list[Meeting]:
    return [
        meeting
        for meeting in meetings.all_of(conn, municipality_id)
        if rules.fiscal_year_of(meeting.held_on) == fiscal_year
    ]


def _known(conn: Connection, municipality_id: int, fiscal_year: int) -> dict[str, int]:
    """Return what the tool knows by itself: meetings held, activities, uses of trials."""
    found = projects.all_of(conn, municipality_id)
    months = [
        row
        for project in found
        for row in projects.returns_of(conn, project.id)
        if rules.fiscal_year_of(row.month) == fiscal_year
    ]
    going = (ProjectState.TRIAL, ProjectState.ADOPTED, ProjectState.SELF_STANDING)
    return {
        "coordinator_acts": len(_held(conn, municipality_id, fiscal_year)),
        "activity_kinds": sum(project.state in going for project in found),
        "participants": sum(row.uses for row in months),
    }
