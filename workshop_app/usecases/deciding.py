"""Deciding: what people decided about every candidate, with reasons, frozen for good.

Nobody is dropped: who is not chosen gets a reason and a next step.  Where people decide
otherwise than the rule, they say why, and it stands in the minutes.  A later correction is a
new entry.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workshop_app import errors, words
from workshop_app.model import (
    Decision,
    DecisionOutcome,
    Project,
    ProjectState,
    Selection,
    SelectionRecord,
    SelectionState,
)
from workshop_app.store import (
    Connection,
    Store,
    decisions,
    municipalities,
    projects,
    selections,
    workshops,
)
from workshop_app.usecases import advising, explaining, flowing
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.noting import note
from workshop_app.usecases.posing import Deliberation, deliberation, question_of

OUTCOMES = (
    DecisionOutcome.ADOPTED,
    DecisionOutcome.CONDITIONAL,
    DecisionOutcome.NEXT_TIME,
    DecisionOutcome.DECLINED,
)
CHOSEN = OUTCOMES[:2]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What people decided about one candidate; ``yen`` is 0 for who is not chosen."""

    candidate_id: int
    outcome: DecisionOutcome
    yen: int
    reason: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The choosings and decisions that stand behind a project."""

    selections: tuple[Selection, ...]
    decisions: tuple[Decision, ...]


def differs_from_rule(told: Deliberation, verdicts: Sequence[Verdict]) -> bool:
    """Say whether people chose others, or gave another sum, than the walk down the list."""
    chosen = {str(each.candidate_id): each.yen for each in verdicts if each.outcome in CHOSEN}
    return not advising.keeps_to_walk(question_of(told), chosen)


def decide(
    store: Store,
    selection_id: int,
    verdicts: Sequence[Verdict],
    *,
    today: date,
    override_reason: str = "",
) -> SelectionRecord:
    """Write down a decision about every candidate and freeze the choosing.

    Raises
    ------
    NotYetError
        The scoring is still open, or the choosing is frozen already.
    UnusableInputError
        A candidate has no verdict, a reason or a next step is missing, the sums go beyond
        the budget, or people decided otherwise than the rule and did not say why.
    """

    def work(conn: Connection) -> SelectionRecord:
        told = deliberation(conn, selection_id)
        _check(told, verdicts, override_reason)
        for verdict in verdicts:
            _write_down(conn, told, verdict, today)
        frozen = selections.change(conn, selection_id, state=SelectionState.FROZEN)
        town = workshops.get(conn, frozen.workshop_id).municipality_id
        revision = municipalities.revision(conn, town)
        body = _body(told, verdicts, today, override_reason.strip(), revision)
        note(conn, town, "選考を決めて固める", frozen.title, f"候補{len(verdicts)}件")
        return _keep(conn, selection_id, body, is_correction=False)

    workshop_id = store.read(lambda conn: selections.get(conn, selection_id)).workshop_id
    return store.write(work, municipality_id=town_of_workshop(store, workshop_id))


def correct(store: Store, selection_id: int, sentence: str, *, today: date) -> SelectionRecord:
    """Add a correction to a frozen choosing; what was frozen stays as it is."""
    said = sentence.strip()
    if not said:
        raise errors.UnusableInputError("訂正の内容を書いてください。")

    def work(conn: Connection) -> SelectionRecord:
        selection = selections.get(conn, selection_id)
        before = selections.records_of(conn, selection_id)
        if selection.state is not SelectionState.FROZEN or not before:
            raise errors.NotYetError("まだ固めていない選考です。訂正ではなく、画面で直せます。")
        town = workshops.get(conn, selection.workshop_id).municipality_id
        note(conn, town, "選考の訂正を書き足す", selection.title)
        body = {"correction": said, "day": today.isoformat(), "after": before[-1].digest}
        return _keep(conn, selection_id, body, is_correction=True)

    workshop_id = store.read(lambda conn: selections.get(conn, selection_id)).workshop_id
    return store.write(work, municipality_id=town_of_workshop(store, workshop_id))


def records_of(store: Store, selection_id: int) -> list[SelectionRecord]:
    """Return the frozen account and its corrections."""
    return store.read(lambda conn: selections.records_of(conn, selection_id))


def is_untouched(record: SelectionRecord) -> bool:
    """Say whether a record still has the digest it was frozen with."""
    return hashlib.sha256(record.body.encode()).hexdigest() == record.digest


def minutes(record: SelectionRecord) -> str:
    """Return the text for the minutes of a frozen record."""
    told = json.loads(record.body)
    if record.is_correction:
        return f"訂正({told['day']})：{told['correction']}"
    lines = [
        f"{told['title']}　{told['day']}",
        f"委員{told['members']}名(欠席{told['absent']}名、利害関係で外れた採点{told['recused']}件)",
        *_missing_lines(told),
        *told["explanation"].split("\n"),
        "【決定】",
    ]
    for row in told["verdicts"]:
        yen = f" {row['yen']:,}円" if row["yen"] else ""
        after = f" 次の一歩：{row['next_step']}" if row["next_step"] else ""
        lines.append(f"・{row['title']}：{row['outcome']}{yen} 理由：{row['reason']}{after}")
    if told["override"]:
        lines.append(f"計算の結果と違う決定をした理由：{told['override']}")
    lines.append(f"データの版：{told['revision']}　確認の値：{record.digest[:16]}")
    return "\n".join(lines)


def _missing_lines(told: Mapping[str, Any]) -> list[str]:
    """Return who was absent and who kept out of what; nobody of them stands beside a score."""
    lines = [
        f"利害関係で「{row['title']}」を採点しなかった委員：{_numbers(row['members'])}"
        for row in told.get("recused_members", ())
    ]
    if told.get("absent_members"):
        lines.insert(0, f"欠席した委員：{_numbers(told['absent_members'])}")
    return lines


def _numbers(members: Sequence[int]) -> str:
    return "・".join(f"委員{number}" for number in members)


def trace(store: Store, project_id: int) -> Trace:
    """Return the way back from a project to the choosings and decisions about it."""
    return store.read(
        lambda conn: Trace(
            tuple(selections.of_project(conn, project_id)),
            tuple(decisions.list_of_project(conn, project_id)),
        )
    )


def begin_trial(store: Store, project_id: int, *, today: date) -> Project:
    """Move a chosen project into its trial; the gates of the flow still hold.

    Raises
    ------
    NotYetError
        The newest decision did not choose it, or a result of (ア) or (イ) is missing.
    """
    made = trace(store, project_id).decisions
    if not made or made[-1].outcome not in CHOSEN:
        raise errors.NotYetError("採用の決定がまだありません。先に選考で決めてください。")
    return flowing.move(store, project_id, ProjectState.TRIAL, today=today)


def _check(told: Deliberation, verdicts: Sequence[Verdict], override_reason: str) -> None:
    if told.selection.state is not SelectionState.CLOSED:
        raise errors.NotYetError(
            "採点を締め切ってから決めてください。固めたあとは、訂正を書き足せます。"
        )
    decided = [each.candidate_id for each in verdicts]
    if sorted(decided) != sorted(each.id for each in told.candidates):
        raise errors.UnusableInputError("すべての候補に、1つずつ決定を書いてください。")
    for each in verdicts:
        title = told.title_of(each.candidate_id)
        if each.outcome not in OUTCOMES or each.yen < 0:
            raise errors.UnusableInputError(f"「{title}」の決定か額をなおしてください。")
        if not each.reason.strip():
            raise errors.UnusableInputError(f"「{title}」の理由を書いてください。")
        if each.outcome not in CHOSEN and (each.yen or not each.next_step.strip()):
            raise errors.UnusableInputError(
                f"「{title}」は選ばれない候補です。額は0円にして、次の一歩を書いてください。"
            )
    budget = told.selection.budget_yen
    if budget is not None and sum(each.yen for each in verdicts) > budget:
        raise errors.UnusableInputError(f"額の合計が予算{budget:,}円を超えています。")
    if differs_from_rule(told, verdicts) and not override_reason.strip():
        raise errors.UnusableInputError(
            "計算の結果と違う決定です。そうする理由を書いてください。会議録に残ります。"
        )


def _write_down(conn: Connection, told: Deliberation, verdict: Verdict, today: date) -> None:
    project = projects.get(
        conn, next(e for e in told.candidates if e.id == verdict.candidate_id).project_id
    )
    amount = f"({verdict.yen:,}円)" if verdict.yen else ""
    after = f"。次の一歩：{verdict.next_step.strip()}" if verdict.next_step.strip() else ""
    decisions.add(
        conn,
        workshop_id=project.workshop_id,
        project_id=project.id,
        decided_on=today,
        outcome=verdict.outcome,
        body=f"「{project.title}」を{words.label(verdict.outcome)}とする{amount}{after}",
        reason=verdict.reason.strip(),
    )
    if verdict.next_step.strip():
        projects.change(conn, project.id, next_step=verdict.next_step.strip())


def _body(
    told: Deliberation,
    verdicts: Sequence[Verdict],
    today: date,
    override: str,
    revision: int,
) -> Mapping[str, object]:
    answer = advising.answer(question_of(told))
    return {
        "title": told.selection.title,
        "day": today.isoformat(),
        "round": told.selection.round_number,
        "rule": told.selection.rule,
        "tie": told.selection.tie,
        "rounding": told.selection.rounding,
        "minimum": told.selection.minimum,
        "budget_yen": told.selection.budget_yen,
        "constraints": told.selection.constraints,
        "criteria": [
            {"id": each.id, "name": each.name, "weight": each.weight, "max": each.most}
            for each in told.criteria
        ],
        "members": sum(each.is_present for each in told.members),
        "absent": sum(not each.is_present for each in told.members),
        "absent_members": [each.number for each in told.members if not each.is_present],
        "recused": len(told.recusals),
        "recused_members": _recused(told),
        "scores": _sheet(told),
        "answer": explaining.as_json(answer),
        "explanation": "\n".join(explaining.sentences(answer)),
        "verdicts": [
            {
                "candidate": each.candidate_id,
                "title": told.title_of(each.candidate_id),
                "outcome": words.label(each.outcome),
                "yen": each.yen,
                "reason": each.reason.strip(),
                "next_step": each.next_step.strip(),
            }
            for each in verdicts
        ],
        "override": override,
        "revision": revision,
    }


def _recused(told: Deliberation) -> list[dict[str, object]]:
    """Return by candidate the numbers of those who kept out of scoring it."""
    numbers = {each.id: each.number for each in told.members}
    return [
        {
            "title": told.title_of(row.id),
            "members": sorted(
                numbers[each.member_id] for each in told.recusals if each.candidate_id == row.id
            ),
        }
        for row in told.candidates
        if any(each.candidate_id == row.id for each in told.recusals)
    ]


def _sheet(told: Deliberation) -> list[dict[str, object]]:
    """Return the scores of each item, sorted, so that nobody stands beside one."""
    cells: dict[tuple[int, int], list[str]] = {}
    for each in told.scores:
        cells.setdefault((each.candidate_id, each.criterion_id), []).append(each.value)
    return [
        {"candidate": candidate, "criterion": criterion, "values": sorted(values)}
        for (candidate, criterion), values in sorted(cells.items())
    ]


def _keep(
    conn: Connection, selection_id: int, body: Mapping[str, object], *, is_correction: bool
) -> SelectionRecord:
    written = json.dumps(body, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(written.encode()).hexdigest()
    return selections.add_record(
        conn, selection_id, body=written, digest=digest, is_correction=is_correction
    )
