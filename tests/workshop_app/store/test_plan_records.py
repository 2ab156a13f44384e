"""Plans, tasks, stations, goals and measures on SQLite and on a real PostgreSQL alike."""

from datetime import date

import pytest
import sqlalchemy as sa

from workshop_app import errors
from workshop_app.model import (
    Concept,
    GoalRank,
    LineKind,
    PlanField,
    ServiceType,
    SessionField,
    StartTime,
    SubsidyStepKind,
    Supply,
    TaskState,
    Viewpoint,
)
from workshop_app.store import (
    goals,
    measures,
    plans,
    projects,
    schema,
    sessions,
    subsidy_steps,
    tasks,
)


@pytest.fixture
def write(store, town):
    return lambda act: store.write(act, municipality_id=town.id)


@pytest.fixture
def project(write, workshop):
    return write(lambda conn: projects.add(conn, workshop_id=workshop.id, title="火曜市"))


def test_a_plan_comes_back_as_it_was_written(store, write, project):
    def tell(conn):
        for body in ("ひとつめ", " 集客は\r\n口づて "):
            plans.keep_entry(conn, project_id=project.id, field=PlanField.ATTRACTION, body=body)
        plans.keep_start(
            conn,
            project_id=project.id,
            people=4,
            supply=Supply.PARTLY,
            start_time=StartTime.NOW,
        )
        line = plans.add_line(
            conn, project_id=project.id, kind=LineKind.COST, name="椅子", yen=10**12
        )
        part = plans.add_part(
            conn,
            project_id=project.id,
            name="送迎",
            concept=Concept.DAILY_SUPPORT,
            service_type=ServiceType.HOME_D,
        )
        return line, part

    line, part = write(tell)
    read = store.read
    found = read(lambda conn: plans.entries_of(conn, project.id))
    assert found == {PlanField.ATTRACTION: " 集客は\r\n口づて "}
    assert read(lambda conn: plans.lines_of(conn, project.id)) == [line]
    assert read(lambda conn: plans.parts_of(conn, project.id)) == [part]
    assert read(lambda conn: plans.start_of(conn, project.id)).supply is Supply.PARTLY
    write(lambda conn: plans.remove_line(conn, line.id))
    write(lambda conn: plans.remove_part(conn, part.id))
    with pytest.raises(errors.NotFoundError):
        read(lambda conn: plans.get_line(conn, line.id))
    with pytest.raises(errors.NotFoundError):
        read(lambda conn: plans.get_part(conn, part.id))


def test_a_task_and_a_station_are_kept_with_what_happened(store, write, project):
    task = write(
        lambda conn: tasks.add(
            conn,
            project_id=project.id,
            title="見る",
            due_on=date(2026, 12, 1),
            by_residents=True,
        )
    )
    write(lambda conn: tasks.add_note(conn, task_id=task.id, noted_on=task.due_on, body="見た"))
    done = write(lambda conn: tasks.change(conn, task.id, state=TaskState.DONE))
    assert store.read(lambda conn: tasks.list_of(conn, project.id)) == [done]
    assert len(store.read(lambda conn: tasks.notes_of(conn, task.id))) == 1
    for day in (20, 1):
        write(
            lambda conn, day=day: subsidy_steps.add(
                conn,
                project_id=project.id,
                kind=SubsidyStepKind.INTERIM,
                done_on=date(2026, 9, day),
                yen=243_000,
            )
        )
    steps = store.read(lambda conn: subsidy_steps.list_of(conn, project.id))
    assert [step.done_on.day for step in steps] == [1, 20]
    write(lambda conn: subsidy_steps.remove(conn, steps[0].id))
    assert len(store.read(lambda conn: subsidy_steps.list_of(conn, project.id))) == 1


def test_a_session_keeps_one_text_a_field(store, write, meeting):
    for body in ("八千円", "九千円"):
        write(
            lambda conn, body=body: sessions.keep(
                conn, meeting_id=meeting.id, field=SessionField.TERMS, body=body
            )
        )
    [entry] = store.read(lambda conn: sessions.list_of(conn, meeting.id))
    assert (entry.body, entry.is_confirmed) == ("九千円", False)


def test_what_hangs_on_a_removed_goal_stays(store, write, workshop, project):
    def tell(conn):
        top = goals.add(conn, workshop_id=workshop.id, rank=GoalRank.AIM, body="歩く")
        goals.add(
            conn,
            workshop_id=workshop.id,
            rank=GoalRank.MEANS,
            body="火曜市",
            parent_id=top.id,
            project_id=project.id,
        )
        return top

    top = write(tell)
    write(lambda conn: goals.remove(conn, top.id))
    [left] = store.read(lambda conn: goals.list_of(conn, workshop.id))
    assert (left.parent_id, left.project_id) == (None, project.id)
    write(lambda conn: projects.remove(conn, project.id))
    [left] = store.read(lambda conn: goals.list_of(conn, workshop.id))
    assert left.project_id is None


def test_measures_are_kept_by_town_and_year(store, write, town):
    def tell(conn):
        for year, below in ((2025, 0), (2026, None), (2026, 58)):
            measures.keep_value(
                conn,
                municipality_id=town.id,
                key="staying",
                fiscal_year=year,
                numerator=0,
                denominator=below,
                next_step="",
            )
        measures.keep_definition(
            conn, municipality_id=town.id, key="staying", numerator="来た人", denominator=""
        )
        measures.keep_note(
            conn,
            municipality_id=town.id,
            fiscal_year=2026,
            viewpoint=Viewpoint.MONEY,
            body="足りた",
        )

    write(tell)
    found = store.read(lambda conn: measures.values_of(conn, town.id))
    assert [(value.fiscal_year, value.denominator) for value in found] == [
        (2025, 0),
        (2026, 58),
    ]
    assert len(store.read(lambda conn: measures.definitions_of(conn, town.id))) == 1
    assert store.read(lambda conn: measures.notes_of(conn, town.id, 2025)) == []


def test_a_negative_sum_never_reaches_the_tables(write, project):
    for table, more in (
        (schema.plan_lines, {"kind": LineKind.COST, "name": "x", "who": "", "yen": -1}),
        (schema.small_starts, {"people": -1, "supply": Supply.NO, "start_time": StartTime.NOW}),
    ):
        with pytest.raises(errors.KurumazaError):
            write(
                lambda conn, table=table, more=more: conn.execute(
                    sa.insert(table).values(project_id=project.id, **more)
                )
            )


def test_everything_of_a_project_goes_with_it(store, write, project):
    def tell(conn):
        plans.keep_entry(conn, project_id=project.id, field=PlanField.AIM, body="歩く")
        task = tasks.add(conn, project_id=project.id, title="見る")
        tasks.add_note(conn, task_id=task.id, noted_on=date(2026, 9, 1), body="見た")

    write(tell)
    write(lambda conn: projects.remove(conn, project.id))
    for table in (schema.plan_entries, schema.tasks, schema.task_notes):
        count = sa.select(sa.func.count()).select_from(table)
        assert store.read(lambda conn, c=count: conn.execute(c).scalar_one()) == 0
