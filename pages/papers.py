"""会議のあとの紙：会議録・協議体資料・かわら版などを、ひと押しで作る。"""

import streamlit as st

from workshop_app.ui import after, frame, leaving, shared, templates
from workshop_app.usecases import clearing, collecting
from workshop_app.usecases.selecting import Order, Scope

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("会議のあとの紙")
st.text(room.meeting.title)
shared.settle(room.workshop.id)
dossier = collecting.collect(shared.store(), meeting_id)

make, write, change = st.tabs(["紙を作る", "会議録に書くこと", "ひな形を替える"])
with make:
    after.draw_blanks(dossier)
    for_public = Order(Scope.PUBLIC)
    leaving.draw_check_list(clearing.look_over(shared.store(), meeting_id, for_public))
    after.draw_pack(dossier)
    after.draw_one(dossier)
with write:
    after.draw_record(dossier)
    after.draw_items(dossier)
with change:
    templates.draw()
