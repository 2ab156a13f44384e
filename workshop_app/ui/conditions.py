"""What the best set has to keep to, and what it is to reach: every condition can be edited."""

from collections.abc import Mapping, Sequence

import streamlit as st

from workshop_app.ui import parts, shared
from workshop_app.usecases import deliberating, limiting
from workshop_app.usecases.limiting import OBJECTIVES, Terms
from workshop_app.usecases.posing import Deliberation, years_of

_AREA, _LEAST = "圏域", "少なくとも(件)"
_YEAR, _MOST = "年度", "多くても(円)"


def draw(told: Deliberation) -> None:
    """Draw the form of all conditions as they are kept."""
    now = limiting.read(told.selection.constraints)
    st.subheader("組み合わせの条件", anchor=False)
    st.caption("候補の圏域は、もとの声の圏域です。費用の年度は「候補を見る」で書きます。")
    with st.form(f"conditions_{told.selection.id}_{told.selection.constraints}"):
        names = list(OBJECTIVES)
        objective = st.selectbox(
            "何を大きくするか",
            names,
            index=names.index(now.objective),
            format_func=lambda key: OBJECTIVES[key],
        )
        must = _choose(told, "必ず入れる候補", now.must)
        exclude = _choose(told, "入れない候補", now.exclude)
        one_of = [
            _choose(told, f"どれか1つまで(組{place})", group)
            for place, group in enumerate((*now.one_of, ()), 1)
        ]
        requires = _draw_needs(told, now)
        left, right = st.columns(2)
        areas = left.data_editor(
            _area_rows(told, now), disabled=(_AREA,), hide_index=True, width="stretch"
        )
        years = right.data_editor(
            _year_rows(told, now),
            num_rows="dynamic",
            hide_index=True,
            width="stretch",
            column_config={
                name: st.column_config.NumberColumn(name, min_value=0, step=1)
                for name in (_YEAR, _MOST)
            },
        )
        if st.form_submit_button("組の条件を保存する") and parts.attempt(
            lambda: deliberating.set_terms(
                shared.store(),
                told.selection.id,
                Terms(
                    must=must,
                    exclude=exclude,
                    one_of=tuple(one_of),
                    requires=requires,
                    area_minimum={str(r[_AREA]): _whole(r[_LEAST]) or 0 for r in areas},
                    year_ceilings={
                        str(year): most
                        for r in years
                        if (year := _whole(r.get(_YEAR)))
                        and (most := _whole(r.get(_MOST))) is not None
                    },
                    objective=str(objective),
                ),
            ),
            "保存しました。",
        ):
            st.rerun()


def _choose(told: Deliberation, label: str, chosen: Sequence[int]) -> tuple[int, ...]:
    ids = [row.id for row in told.candidates]
    return tuple(
        st.multiselect(
            label, ids, [key for key in ids if key in chosen], format_func=told.title_of
        )
    )


def _draw_needs(told: Deliberation, now: Terms) -> Mapping[int, tuple[int, ...]]:
    st.text("いっしょに要る候補")
    found = {}
    for row in told.candidates:
        others = [other.id for other in told.candidates if other.id != row.id]
        found[row.id] = tuple(
            st.multiselect(
                parts.plain(f"「{told.title_of(row.id)}」を入れるなら、これも入れる"),
                others,
                [key for key in now.requires.get(row.id, ()) if key in others],
                format_func=told.title_of,
                key=f"needs_{row.id}",
            )
        )
    return found


def _area_rows(told: Deliberation, now: Terms) -> list[dict[str, object]]:
    known = {name for behind in told.grounds.values() for name in behind.areas}
    return [
        {_AREA: name, _LEAST: now.area_minimum.get(name, 0)}
        for name in sorted(known | set(now.area_minimum))
    ]


def _year_rows(told: Deliberation, now: Terms) -> list[dict[str, object]]:
    planned = {year.label for row in told.candidates for year in years_of(row)}
    found: list[dict[str, object]] = [
        {_YEAR: int(year), _MOST: now.year_ceilings.get(year)}
        for year in sorted(planned | set(now.year_ceilings))
    ]
    return found or [{_YEAR: None, _MOST: None}]


def _whole(value: object) -> int | None:
    """Return what was typed as a whole number, or None for an empty cell."""
    return int(value) if isinstance(value, int | float) else None
