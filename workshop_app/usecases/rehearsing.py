"""Rehearsing with an invented town: its whole story put into the store.

The story lies in ``sample_sessions``, one folder a town; every town is marked as invented.
"""

import csv
import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from workshop_app import errors, places, words
from workshop_app.embedders import Embedder
from workshop_app.model import (
    AssetClass,
    AssetState,
    Concept,
    Consent,
    ConsentRecord,
    DecisionOutcome,
    Meeting,
    MeetingKind,
    Municipality,
    NoticeWay,
    Party,
    PlanField,
    ProjectState,
    RelationKind,
    ServiceType,
    Stage,
    SubsidyStepKind,
    VoiceKind,
    VoiceSource,
)
from workshop_app.store import (
    Connection,
    Store,
    areas,
    assets,
    consents,
    decisions,
    meetings,
    municipalities,
    plans,
    projects,
    rehearsals,
    relations,
    stakeholders,
    subsidy_steps,
    supports,
    tables,
    tasks,
    themes,
    voices,
    workshops,
)
from workshop_app.usecases import aiming, theming
from workshop_app.usecases.noting import note

DEFAULT = "hinokawa"
_WAYS = {"書面": NoticeWay.WRITTEN, "口頭": NoticeWay.SPOKEN, "掲示": NoticeWay.POSTED}


def names() -> tuple[str, ...]:
    """Return the names of the sample towns that are here."""
    return tuple(
        sorted(path.parent.name for path in places.SAMPLE_SESSIONS.glob("*/town.toml"))
    )


def load(store: Store, name: str | None, encoder: Embedder) -> Municipality:
    """Put a sample town with its themes, registers and projects into the store.

    A telling that broke off, by a power cut or by Ctrl+C, is told to its end.

    Raises
    ------
    UnusableInputError
        There is no sample of that name, or its town is here already.
    """
    wanted = name or DEFAULT
    if wanted not in names():
        raise errors.UnusableInputError(
            f"見本「{wanted}」はありません。あるのは：{'、'.join(names())}"
        )
    folder = places.SAMPLE_SESSIONS / wanted
    story = tomllib.loads((folder / "town.toml").read_text(encoding="utf-8"))
    town_name = story["municipality"]["name"]
    begun = next((t for t in store.read(municipalities.all) if t.name == town_name), None)
    if begun is not None and not _is_unfinished(store, begun):
        raise errors.UnusableInputError(f"見本の町「{town_name}」は、もう入っています。")
    town = begun or store.write(
        lambda conn: _Telling(conn, folder, story).tell_meetings(), municipality_id=None
    )
    [workshop, *_] = store.read(lambda conn: workshops.list_of(conn, town.id))
    if not store.read(lambda conn: themes.list_of(conn, workshop.id)):
        theming.arrange(store, workshop.id, _arrangement(folder), by=town.coordinator_title)
    theming.settle(store, workshop.id, encoder)
    store.write(
        lambda conn: _Telling(conn, folder, story).tell_work(town, workshop.id),
        municipality_id=town.id,
    )
    return town


def is_unfinished(store: Store) -> bool:
    """Say whether the telling of a sample town broke off."""
    practised = store.read(rehearsals.town_ids)
    return any(
        _is_unfinished(store, town)
        for town in store.read(municipalities.all)
        if town.id not in practised
    )


def _is_unfinished(store: Store, town: Municipality) -> bool:
    """Tell by the registers, which are written at the very end."""
    return town.is_sample and not store.read(lambda conn: stakeholders.list_of(conn, town.id))


def _arrangement(folder: Path) -> list[theming.Arranged]:
    """Return how the people of the story sorted their cards, if they did."""
    if not (folder / "themes.toml").exists():
        return []
    told = tomllib.loads((folder / "themes.toml").read_text(encoding="utf-8"))
    grouped = [theming.Arranged(row["heading"], tuple(row["voices"])) for row in told["themes"]]
    alone = [
        theming.Arranged(row.get("heading", ""), (row["voice"],))
        for row in told.get("lone", ())
    ]
    return [*grouped, *alone]


class _Telling:
    """One telling of a story, inside one transaction."""

    def __init__(self, conn: Connection, folder: Path, story: dict[str, Any]) -> None:
        self._conn = conn
        self._folder = folder
        self._story = story

    def tell_meetings(self) -> Municipality:
        """Write the town, its areas, meetings, tables and voices."""
        told = self._story["municipality"]
        town = municipalities.add(
            self._conn,
            name=told["name"],
            coordinator_title=told["coordinator_title"],
            is_sample=True,
        )
        area_ids = self._tell_areas(town)
        workshop = workshops.add(
            self._conn, municipality_id=town.id, title=self._story["workshop"]["title"]
        )
        by_title = {
            row["title"]: self._tell_meeting(row, workshop.id, area_ids)
            for row in self._story["meetings"]
        }
        self._tell_voices(by_title, area_ids)
        for row in self._story["meetings"]:
            meeting_id = by_title[row["title"]].id
            meetings.change(self._conn, meeting_id, is_open=row.get("is_open", False))
        note(self._conn, town.id, "見本の町を入れる", town.name)
        return town

    def _tell_areas(self, town: Municipality) -> dict[str, int]:
        ids: dict[str, int] = {}
        for row in self._story["areas"]:
            area = areas.add(
                self._conn,
                municipality_id=town.id,
                name=row["name"],
                tier=row["tier"],
                parent_id=ids.get(row.get("parent", "")),
            )
            ids[area.name] = area.id
        return ids

    def _tell_meeting(
        self, row: dict[str, Any], workshop_id: int, area_ids: dict[str, int]
    ) -> Meeting:
        meeting = meetings.add(
            self._conn,
            workshop_id=workshop_id,
            title=row["title"],
            kind=MeetingKind(row["kind"]),
            stage=Stage(row["stage"]),
            held_on=row["held_on"],
            area_id=area_ids.get(row.get("area", "")),
            purpose=row["purpose"],
            question=row["question"],
            agenda=row["agenda"],
        )
        self._tell_consent(meeting, row["consent"])
        for table in row.get("tables", ()):
            tables.add(
                self._conn, meeting_id=meeting.id, number=table["number"], note=table["note"]
            )
        return meeting

    def _tell_consent(self, meeting: Meeting, told: dict[str, Any]) -> None:
        consents.put(
            self._conn,
            ConsentRecord(
                meeting_id=meeting.id,
                explained=f"{'、'.join(told['explained'])}（{told['how']}、撮影は{told['photo']}）",
                way=next(way for word, way in _WAYS.items() if word in told["how"]),
                photos=not told["photo"].startswith("不可"),
                recording=not told["recording"].startswith("不可"),
                quoting=not told["quotation"].startswith("不可"),
                told_on=told["agreed_on"],
            ),
        )

    def _tell_voices(self, by_title: dict[str, Meeting], area_ids: dict[str, int]) -> None:
        """Keep the invented voices; their author wrote beside each whether it is projected."""
        told: dict[int, list[voices.VoiceDraft]] = {}
        for row in self._rows("voices.csv"):
            draft = voices.VoiceDraft(
                text=row["本文"],
                party=_member(Party, row["立場"]),
                source=VoiceSource.SAMPLE,
                table_number=int(row["班"]) if row["班"] else None,
                kind=_member(VoiceKind, row["種別"]) if row["種別"] else None,
                area_id=area_ids.get(row["圏域"]),
                consent=_member(Consent, row["引用可"]) if row["引用可"] else Consent.ROOM,
                is_projected=row.get("投影", "○") != "×",
            )
            told.setdefault(by_title[row["会議名"]].id, []).append(draft)
        for meeting_id, drafts in told.items():
            voices.add_many(self._conn, meeting_id=meeting_id, drafts=drafts)

    def tell_work(self, town: Municipality, workshop_id: int) -> None:
        """Write the registers, who stands behind what, and the projects."""
        said = {
            voice.text: voice.id for voice in voices.list_of_workshop(self._conn, workshop_id)
        }
        placed = {
            each.voice_id: each.theme_id
            for each in themes.assignments_of(self._conn, workshop_id)
        }
        area_ids = {area.name: area.id for area in areas.list_of(self._conn, town.id)}
        actor_ids = self._tell_stakeholders(town, area_ids)
        asset_ids = self._tell_assets(town, area_ids, actor_ids, said)
        self._tell_relations(town, actor_ids)
        for row in self._rows("supports.csv"):
            supports.add(
                self._conn,
                theme_id=placed[said[row["anchor"]]],
                stakeholder_id=actor_ids[row["stakeholder"]] if row["stakeholder"] else None,
                asset_id=asset_ids[row["asset"]] if row["asset"] else None,
                note=row["note"],
            )
        self._tell_projects(workshop_id, said, placed)

    def _tell_stakeholders(
        self, town: Municipality, area_ids: dict[str, int]
    ) -> dict[str, int]:
        return {
            row["name"]: stakeholders.add(
                self._conn,
                municipality_id=town.id,
                name=row["name"],
                party=_member(Party, row["party"]),
                category=row["category"],
                area_id=area_ids.get(row["area"]),
                note=row["note"],
            ).id
            for row in self._rows("stakeholders.csv")
        }

    def _tell_assets(
        self,
        town: Municipality,
        area_ids: dict[str, int],
        actor_ids: dict[str, int],
        said: dict[str, int],
    ) -> dict[str, int]:
        return {
            row["name"]: assets.add(
                self._conn,
                municipality_id=town.id,
                name=row["name"],
                asset_class=_member(AssetClass, row["asset_class"]),
                area_id=area_ids.get(row["area"]),
                owner_id=actor_ids.get(row["owner"]),
                availability=row["availability"],
                capacity=int(row["capacity"]) if row["capacity"] else None,
                conditions=row["conditions"],
                contact_office=row["contact_office"],
                source_voice_id=said.get(row["source"]),
                state=_member(AssetState, row["state"]),
                noted_on=date.fromisoformat(row["noted_on"]),
            ).id
            for row in self._rows("assets.csv")
        }

    def _tell_relations(self, town: Municipality, actor_ids: dict[str, int]) -> None:
        for row in self._rows("relations.csv"):
            relations.add(
                self._conn,
                municipality_id=town.id,
                source_id=actor_ids[row["source"]],
                target_id=actor_ids[row["target"]],
                kind=_member(RelationKind, row["kind"]),
                last_contact_on=_day(row["last_contact_on"]),
                note=row["note"],
            )

    def _tell_projects(
        self, workshop_id: int, said: dict[str, int], placed: dict[int, int]
    ) -> None:
        told = tomllib.loads((self._folder / "projects.toml").read_text(encoding="utf-8"))
        held = {row["id"]: row["title"] for row in self._story["meetings"]}
        ids = {m.title: m.id for m in meetings.list_of(self._conn, workshop_id)}
        for row in told["projects"]:
            behind = [said[text] for text in row["voices"]]
            service = row.get("service_type")
            project = projects.add(
                self._conn,
                workshop_id=workshop_id,
                title=row["title"],
                theme_id=placed[behind[0]],
                state=ProjectState(row["state"]),
                next_step=row.get("next_step", ""),
                owner=row.get("owner", ""),
                due_on=row.get("due_on"),
                trial_from=row.get("trial_from"),
                trial_until=row.get("trial_until"),
                service_type=ServiceType(service) if service else None,
                note=row.get("note", ""),
            )
            projects.link_voices(self._conn, project.id, behind)
            self._tell_course(
                project.id, workshop_id, row, {k: ids[t] for k, t in held.items()}
            )
        aiming.plant(self._conn, workshop_id, told["goals"])

    def _tell_course(
        self, project_id: int, workshop_id: int, row: dict[str, Any], held: dict[str, int]
    ) -> None:
        for result in row.get("results", ()):
            projects.add_result(
                self._conn,
                project_id=project_id,
                stage=Stage(result["stage"]),
                meeting_id=held.get(result.get("meeting", "")),
                summary=result["summary"],
            )
        for paid in row.get("subsidies", ()):
            projects.add_subsidy(self._conn, project_id=project_id, **paid)
        self._tell_plan(project_id, row)
        for month in row.get("months", ()):
            projects.keep_return(self._conn, project_id=project_id, **month)
        for decided in row.get("decisions", ()):
            decisions.add(
                self._conn,
                workshop_id=workshop_id,
                project_id=project_id,
                decided_on=decided["decided_on"],
                outcome=DecisionOutcome(decided["outcome"]),
                body=decided["body"],
                reason=decided["reason"],
            )

    def _tell_plan(self, project_id: int, row: dict[str, Any]) -> None:
        for field, body in row.get("plan", {}).items():
            plans.keep_entry(
                self._conn, project_id=project_id, field=PlanField(field), body=body
            )
        for told in row.get("parts", ()):
            plans.add_part(
                self._conn,
                project_id=project_id,
                name=told["name"],
                concept=Concept(told["concept"]),
            )
        for told in row.get("tasks", ()):
            task = tasks.add(
                self._conn,
                project_id=project_id,
                title=told["title"],
                owner=told["owner"],
                due_on=told["due_on"],
                by_residents="residents" in told["by"],
                by_companies="companies" in told["by"],
                by_officials="officials" in told["by"],
            )
            tasks.add_note(
                self._conn, task_id=task.id, noted_on=date(2026, 11, 12), body="書きました"
            )
        for told in row.get("steps", ()):
            subsidy_steps.add(
                self._conn,
                project_id=project_id,
                kind=SubsidyStepKind(told["kind"]),
                done_on=told["done_on"],
                cost_yen=told["cost_yen"],
                yen=told.get("yen", 0),
            )

    def _rows(self, file_name: str) -> list[dict[str, str]]:
        written = (self._folder / file_name).read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(written, newline="")))


def _member(kind: type[words.Member], written: str) -> words.Member:
    found = words.find(kind, written)
    if found is None:
        raise errors.UnusableInputError(f"見本の「{written}」が分かりません。")
    return found


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
