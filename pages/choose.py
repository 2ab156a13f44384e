"""えらぶ：候補を並べて見て、委員が採点し、理由を残して決める。"""

import streamlit as st

from workshop_app.ui import candidates, council, frame, outcomes, shared, verdicts, visit
from workshop_app.usecases import deliberating, posing

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("えらぶ")
st.text("点数だけでは決まりません。決めるのは、みなさんです。")

known = deliberating.selections_of(shared.store(), room.workshop.id)
if known:
    names = {each.id: each.title for each in known}
    chosen = st.selectbox(
        "選考",
        [*names, 0],
        index=len(names) - 1,
        format_func=lambda key: names.get(key, "新しく始める"),
    )
else:
    chosen = 0
if not chosen:
    council.draw_opening(room.workshop.id)
    st.stop()

told = posing.look_at(shared.store(), chosen)
st.text(council.state_line(told))
parts = {
    "候補を見る": candidates.draw,
    "項目と決め方": council.draw_rules,
    "委員と採点": council.draw_members,
    "結果(投影できます)": outcomes.draw,
    "決定と記録": verdicts.draw,
}
part = st.segmented_control("見るところ", list(parts), default="候補を見る", key="choose_part")
visit.keep("choosing", chosen)
parts[part or "候補を見る"](told)
