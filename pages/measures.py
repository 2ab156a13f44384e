"""ふりかえり指標：年度ごとに数え、次にどうするかを書く。良し悪しの色は付けない。"""

from datetime import date

import streamlit as st

from workshop_app.ui import frame, indicator_forms, parts, shared
from workshop_app.usecases import connecting, evaluating, tasking

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("ふりかえり指標")
st.text(room.municipality.name)

today = date.today()  # noqa: DTZ011 - the day on the wall of the town hall
year = indicator_forms.choose_year(today)
found = evaluating.look(shared.store(), room.municipality.id, year)
st.text(connecting.say_year(found.occasions))
if found.occasions.by_kind:
    st.caption(parts.plain(connecting.say_kinds(found.occasions)))
acting = tasking.participation_of(shared.store(), room.workshop.id)
st.text(acting.sentence())
if acting.advice():
    st.info(acting.advice())
indicator_forms.draw_table(found, room.municipality.id)
st.header("4つの視点")
indicator_forms.draw_viewpoints(found, room.municipality.id)
st.caption(parts.plain(found.rule.credit(found.rule.indicators)))
