"""Money at the desk: a trial's years, its subsidy's stations, and every calculator."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from analysis.service_types import Kind
from workshop_app import errors, plan_words, rules
from workshop_app.model import SubsidyStepKind
from workshop_app.ui import fields, parts, shared, switches
from workshop_app.usecases import budgeting, calculating, classifying, flowing, prefilling
from workshop_app.usecases.budgeting import SubsidyCourse
from workshop_app.usecases.calculating import Answer
from workshop_app.usecases.flowing import ProjectCard
from workshop_app.usecases.questioning import FieldError, Key

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_NOT_GIVEN = ""


def draw_years(card: ProjectCard) -> None:
    """Draw a trial's money by fiscal year, and its sums."""
    years = budgeting.by_year(card)
    if not years:
        st.text("まだ、試行の期間も月ごとの実績もありません。")
        return
    heads = ("年度", "月数", "収入", "支出", "収入÷支出", "補助金")
    rows = [
        (
            each.label(),
            f"{each.months}か月",
            f"{each.income:,}円",
            f"{each.cost:,}円",
            each.meter(),
            f"{each.subsidy:,}円",
        )
        for each in years
    ]
    for row in rows:
        st.subheader(row[0], anchor=False)
        places = st.columns(len(heads) - 1)
        for place, head, cell in zip(places, heads[1:], row[1:], strict=True):
            place.text(f"{head}\n{cell}")


def draw_subsidy(card: ProjectCard) -> None:
    """Draw the stations of a subsidy and its payments, and the forms for one more."""
    course = budgeting.course(shared.store(), card.project.id)
    st.text(
        f"決まった補助 {course.granted_yen():,}円　払った補助 {course.paid_yen:,}円"
        f"　残り {max(course.granted_yen() - course.paid_yen, 0):,}円"
    )
    for step in course.steps:
        left, right = st.columns([6, 1])
        left.text(
            f"{parts.say_day(step.done_on)}　{plan_words.say(step.kind)}"
            f"　事業費 {step.cost_yen:,}円　補助 {step.yen:,}円　{step.note}"
        )
        if right.button("消す", key=f"step_{step.id}") and parts.attempt(
            partial(budgeting.remove_step, shared.store(), step.id)
        ):
            st.rerun()
    for paid in card.subsidies:
        st.text(f"{parts.say_day(paid.paid_on)}　支払 {paid.yen:,}円　{paid.note}")
    _draw_step_form(card, course)
    _draw_payment_form(card)


def _draw_step_form(card: ProjectCard, course: SubsidyCourse) -> None:
    with st.form(fields.form_key(f"step_{card.project.id}", course)):
        columns = st.columns(4)
        kind = parts.choose(columns[0], "手続き", list(SubsidyStepKind), say=plan_words.say)
        day = columns[1].date_input("日", value="today", format="YYYY/MM/DD")
        cost = int(columns[2].number_input("事業費（円）", 0, step=1000))
        yen = int(columns[3].number_input("補助（円）", 0, step=1000))
        note = st.text_input("ひとこと")
        if not st.form_submit_button("手続きを書く") or not isinstance(day, date):
            return
        said = budgeting.change_sentence(shared.store(), card.project.id, cost) if cost else ""
        if said:
            st.info(said)
        if parts.attempt(
            lambda: budgeting.add_step(
                shared.store(),
                card.project.id,
                kind,
                done_on=day,
                cost_yen=cost,
                yen=yen,
                note=note,
            ),
            said or "書きました。",
        ):
            st.rerun()


def _draw_payment_form(card: ProjectCard) -> None:
    with st.form(fields.form_key(f"paid_{card.project.id}", card.subsidies)):
        left, middle, right = st.columns(3)
        day = left.date_input("払った日", value="today", format="YYYY/MM/DD")
        yen = int(middle.number_input("払った額（円）", 0, step=1000))
        purpose = right.text_input("何に")
        if (
            st.form_submit_button("支払を書く")
            and isinstance(day, date)
            and parts.attempt(
                lambda: flowing.grant_subsidy(
                    shared.store(), card.project.id, paid_on=day, yen=yen, purpose=purpose
                ),
                "書きました。",
            )
        ):
            st.rerun()


def draw_calculator(town_id: int) -> None:
    """Draw one calculator with the years to choose from, its answer, and where it is from."""
    every = calculating.CALCULATIONS
    chosen = parts.choose(st.container(), "計算", every, say=lambda each: each.title)
    years = list(reversed(rules.known_years()))
    rule = parts.choose(
        st.container(),
        "決まりの年度",
        years,
        chosen=todays_rule(),
        say=lambda each: rules.say_year(each.fiscal_year),
    )
    known = _draw_known(town_id) if chosen.name == prefilling.REQUEST_ITEMS else {}
    with st.form(f"calculate_{chosen.name}"):
        places = {}
        written = {"year": rules.reiwa(rule.fiscal_year)} | known
        columns = st.columns(2)
        asked = [key for key in chosen.keys if known.get(key.name) is None]
        for number, key in enumerate(asked):
            place = columns[number % 2].container()
            places[key.name] = place
            written[key.name] = _ask(place, chosen.name, key)
        pressed = st.form_submit_button("計算する", type="primary")
    if not pressed:
        return
    try:
        found = calculating.answer(
            chosen.name, {k: v for k, v in written.items() if v}, otherwise=rule
        )
    except FieldError as problem:
        places.get(problem.key, st.container()).error(parts.plain(str(problem)))
    except errors.KurumazaError as problem:
        st.warning(parts.plain(str(problem)))
    else:
        draw_answer(found)


def _draw_known(town_id: int) -> dict[str, str]:
    """Draw what the town's records say already, and return it in place of typing."""
    switches.draw_multilayered(town_id)
    found = prefilling.look(shared.store(), town_id)
    st.text(found.sentence())
    wanted = st.checkbox(
        "② 居住支援協議会と連携した地域ケア会議を入れる",
        value=bool(found.joint_sessions),
        disabled=not found.joint_sessions,
        key=f"joint_{town_id}_{found.joint_sessions}",
    )
    return {**found.values(), "joint_conference": "yes" if wanted else "no"}


def _ask(place: "DeltaGenerator", name: str, key: Key) -> str:
    label = key.label if key.is_needed else f"{key.label}（なくてもよい）"
    widget = f"calc_{name}_{key.name}"
    if key.kind == "yes":
        return "yes" if place.checkbox(label, key=widget) else "no"
    told = dict(key.choices)
    if key.kind == "choices":
        many = place.multiselect(
            label, list(told), format_func=lambda each: told[each], key=widget
        )
        return ",".join(many)
    if told:
        options = list(told) if key.is_needed else [_NOT_GIVEN, *told]
        picked = place.selectbox(
            label, options, format_func=lambda each: told.get(each, "選ばない"), key=widget
        )
        return picked or _NOT_GIVEN
    hint = "1/2、0.5、50%" if key.kind == "share" else "1,234,567"
    return place.text_input(label, key=widget, placeholder=hint).strip()


def draw_answer(found: Answer) -> None:
    """Draw an answer: its one line, its notes, its year and source."""
    st.subheader(parts.plain(found.explanation), anchor=False)
    types = found.values.get("types")
    for each in types if isinstance(types, list) else ():
        st.text(f"・{each['label']}　お金の流れ：{each['money_path']}　{each['reason']}")
    for note in found.notes:
        st.text(f"※ {note}")
    st.caption(parts.plain(found.source))


def todays_rule() -> rules.RuleYear:
    """Return the rules in force today."""
    return rules.of_day(date.today())  # noqa: DTZ011 - the day on the wall of the town hall


def draw_tables(rule: rules.RuleYear) -> None:
    """Draw the table of service types and the scheme's size."""
    with st.expander("サービスの類型の表（職員用）"):
        names = {
            Kind.FORMER: "従前相当",
            Kind.A: "A",
            Kind.B: "B・D（Dは訪問型だけ）",
            Kind.C: "C",
            Kind.OTHER: "その他",
        }
        for row in rule.service_types.rows:
            st.subheader(row.name, anchor=False)
            for kind, name in names.items():
                st.text(f"{name}：{classifying.say_row(row, kind)}")
        st.caption(parts.plain(rule.credit(rule.service_types)))
    with st.expander("制度の大きさ"):
        for line in rule.facts.lines:
            st.text(line)
        st.caption(parts.plain(rule.credit(rule.facts)))
