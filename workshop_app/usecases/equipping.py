"""Equipping: what else of the scheme a project uses (C23), and which way its money goes (C24).

The list is the rules' own for the trial's year. Which way the money goes follows from the
service type; only サービス・活動A leaves a choice, and nobody makes it but a person.
"""

from collections.abc import Collection
from dataclasses import dataclass

from analysis.service_types import Kind, Means
from workshop_app import errors, plan_words, rule_words, words
from workshop_app.model import PlanField, Project, ServiceType
from workshop_app.store import Connection, Store, plans
from workshop_app.usecases import flowing
from workshop_app.usecases.filing import file_under
from workshop_app.usecases.planning import PlanSheet

OPEN_MEANS = (Means.DESIGNATION, Means.COMMISSION)
_KINDS = {
    ServiceType.HOME_FORMER: Kind.FORMER,
    ServiceType.HOME_A: Kind.A,
    ServiceType.HOME_B: Kind.B,
    ServiceType.HOME_C: Kind.C,
    ServiceType.HOME_D: Kind.D,
    ServiceType.DAY_FORMER: Kind.FORMER,
    ServiceType.DAY_A: Kind.A,
    ServiceType.DAY_B: Kind.B,
    ServiceType.DAY_C: Kind.C,
    ServiceType.OTHER_SUPPORT: Kind.OTHER,
}
_MEANS = {
    Kind.FORMER: Means.DESIGNATION,
    Kind.B: Means.SUBSIDY,
    Kind.C: Means.COMMISSION,
    Kind.D: Means.SUBSIDY,
    Kind.OTHER: Means.COMBINATION,
}


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing a project could use, and whether it does."""

    item: str
    is_used: bool

    @property
    def mark(self) -> str:
        """Return 「○」, or nothing: a blank is no refusal."""
        return "○" if self.is_used else ""


def checklist(store: Store, project_id: int) -> tuple[Tick, ...]:
    """Return what the rules of the trial's year offer, and what was ticked of it.

    What was ticked under another year's list stays, at the end.
    """
    offered = flowing.look_at(store, project_id).rule().enabling.items
    used = _used(store, project_id)
    older = [item for item in used if item not in offered]
    return tuple(Tick(item, item in used) for item in (*offered, *older))


def tick(store: Store, project_id: int, items: Collection[str]) -> None:
    """Write down which of the list a project uses.

    Raises
    ------
    UnusableInputError
        Something is not on the list.
    """
    known = [each.item for each in checklist(store, project_id)]
    if not set(items) <= set(known):
        raise errors.UnusableInputError(
            "表にない項目です。画面を読み直して、えらびなおしてください。"
        )
    body = "\n".join(item for item in known if item in items)
    _keep(store, project_id, PlanField.ENABLING, body)


def has_open_means(sheet: PlanSheet) -> bool:
    """Say whether a part or the project itself is サービス・活動A."""
    return any(_KINDS[service] is Kind.A for _, service in _named(sheet))


def chosen_means(sheet: PlanSheet) -> Means | None:
    """Return how サービス・活動A is paid for here, where somebody said so."""
    told = sheet.text(PlanField.MEANS)
    return Means(told) if told else None


def choose_means(store: Store, project_id: int, means: Means | None) -> None:
    """Say whether サービス・活動A is run by 指定 or by 委託; None is not decided yet.

    Raises
    ------
    UnusableInputError
        It is neither, which A never is.
    """
    if means is not None and means not in OPEN_MEANS:
        raise errors.UnusableInputError(
            "サービス・活動Aは指定か委託で行います。補助で行うならBを考えてください。"
        )
    _keep(store, project_id, PlanField.MEANS, "" if means is None else means.value)


def say_means(means: Means) -> str:
    """Return a way the money goes, in the words of the scheme."""
    return rule_words.MONEY_PATHS[means]


def money_lines(sheet: PlanSheet) -> tuple[str, ...]:
    """Return one line for each part that has a type: which way its money goes (C24)."""
    return tuple(
        f"{name}（{words.label(service)}）：{_explain(service, chosen_means(sheet))}"
        for name, service in _named(sheet)
    )


def _explain(service: ServiceType, chosen: Means | None) -> str:
    means = _MEANS.get(_KINDS[service], chosen)
    return rule_words.MONEY_OPEN if means is None else rule_words.MONEY_EXPLAINED[means]


def _named(sheet: PlanSheet) -> list[tuple[str, ServiceType]]:
    parts = [(part.name, part.service_type) for part in sheet.parts]
    named = [(name, service) for name, service in parts if service is not None]
    return named or _own(sheet.project)


def _own(project: Project) -> list[tuple[str, ServiceType]]:
    service = project.service_type
    return [] if service is None else [(project.title, service)]


def _used(store: Store, project_id: int) -> tuple[str, ...]:
    entries = store.read(lambda conn: plans.entries_of(conn, project_id))
    return tuple(entries.get(PlanField.ENABLING, "").splitlines())


def _keep(store: Store, project_id: int, field: PlanField, body: str) -> None:
    def keep(conn: Connection) -> None:
        plans.keep_entry(conn, project_id=project_id, field=field, body=body)

    file_under(store, project_id, "企画の確認を書く", keep, detail=plan_words.say(field))
