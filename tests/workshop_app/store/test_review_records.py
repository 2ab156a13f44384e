"""The desk's records, on SQLite and on a real PostgreSQL alike."""

from datetime import date

from workshop_app.model import CareTag, Deed, Direction, EditOp, Fate, Party, VoiceSource
from workshop_app.store import acts, edits, fates, parts, projects, steps, tags, themes, voices


def write(store, town, work):
    return store.write(work, municipality_id=town.id)


def test_steps_keep_their_order_and_name_the_newest(store, town, workshop):
    def work(conn):
        edit = edits.append(conn, workshop_id=workshop.id, op=EditOp.MOVE, detail="{}")
        for deed in (Deed.MADE, Deed.UNDONE, Deed.REDONE):
            steps.append(
                conn,
                workshop_id=workshop.id,
                edit_id=edit.id,
                deed=deed,
                summary=f"声を動かしました。{deed}",
                touched="[1]",
            )
        assert steps.order_of(conn, workshop.id) == [(edit.id, deed) for deed in Deed]
        newest = steps.newest(conn, workshop.id)
        assert [s.deed for s in steps.list_of(conn, workshop.id, after=newest - 1)] == [
            Deed.REDONE
        ]
        assert steps.made_of(conn, edit.id).deed is Deed.MADE

    write(store, town, work)


def test_a_whole_rests_while_its_parts_stand(store, town, workshop, meeting):
    text = "膝が痛い。\u3000𠮷田の坂"

    def work(conn):
        whole = voices.add(
            conn,
            meeting_id=meeting.id,
            text=text,
            party=Party.RESIDENTS,
            source=VoiceSource.PAPER,
        )
        made = parts.add(conn, whole, [(0, 5), (5, len(text))])
        shown = voices.list_of(conn, meeting.id)
        assert [v.id for v in shown] == made
        assert "".join(v.text for v in shown) == text
        assert voices.counts(conn, [meeting.id]) == {meeting.id: 2}
        assert [p.root_id for p in parts.list_of(conn, workshop.id)] == [whole.id] * 2
        parts.set_standing(conn, made, is_standing=False)
        assert voices.list_of(conn, meeting.id) == [whole]
        parts.set_standing(conn, made, is_standing=True)
        voices.withdraw(conn, whole.id)
        assert voices.list_of(conn, meeting.id) == []

    write(store, town, work)


def test_fates_tags_directions_and_acts_are_kept(store, town, workshop):
    def work(conn):
        theme = themes.add(conn, workshop_id=workshop.id, heading="坂")
        for fate in (Fate.CONSIDERED, Fate.REFUSED):
            fates.add(conn, theme_id=theme.id, fate=fate, reason="狭い", next_step="別の道")
        assert fates.newest_of(conn, workshop.id)[theme.id].fate is Fate.REFUSED
        assert len(fates.history_of(conn, theme.id)) == 2
        tags.set_tags(conn, theme.id, {CareTag.CARE, CareTag.HOUSING})
        tags.set_tags(conn, theme.id, {CareTag.CARE})
        assert tags.tags_of(conn, workshop.id) == {theme.id: {CareTag.CARE}}
        project = projects.add(conn, workshop_id=workshop.id, title="腰かけ")
        tags.set_directions(conn, project.id, {Direction.STAYING, Direction.CHOICE})
        found = tags.directions_of(conn, workshop.id)
        assert found == {project.id: {Direction.STAYING, Direction.CHOICE}}
        act = acts.add(
            conn,
            municipality_id=town.id,
            done_on=date(2026, 7, 3),
            partner=Party.COMPANIES,
            title="体操の会と店",
        )
        assert acts.list_of(conn, town.id) == [act]
        acts.remove(conn, act.id)
        assert acts.list_of(conn, town.id) == []

    write(store, town, work)
