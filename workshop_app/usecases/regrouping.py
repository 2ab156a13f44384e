"""Regrouping: the themes made anew as an offer; people take it, a part of it, or nothing.

Nothing changes until somebody accepts, corrections bind in every case, and it can be undone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis import proposal
from analysis import themes as engine
from workshop_app.embedders import Embedder
from workshop_app.model import Edit as EditRecord
from workshop_app.model import EditOp
from workshop_app.store import Connection, Store, edits, workshops
from workshop_app.usecases import stepping, telling, tracing
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.noting import note
from workshop_app.usecases.recording import (
    note_model,
    settled_scene,
    vectors_of,
    write_state,
)
from workshop_app.usecases.surveying import Scene, read_scene


def propose(store: Store, workshop_id: int, encoder: Embedder) -> proposal.Proposal:
    """Return how the themes could be made anew; nothing changes until it is accepted."""
    vectors = vectors_of(store, workshop_id, encoder)

    def think(conn: Connection) -> proposal.Proposal:
        scene = read_scene(conn, workshop_id, vectors)
        arrived = replace(scene, state=engine.arrive(scene.state, scene.voices))
        return _propose(conn, arrived)

    return store.read(think)


def _propose(conn: Connection, scene: Scene) -> proposal.Proposal:
    """Return the proposal for *scene*: the more came since people last agreed, the freer.

    Where nobody has ever agreed to a grouping, the voices stand as they came in, and the
    proposal may move any of them; corrections bind in every case.
    """
    agreed = _agreements(conn, scene.workshop_id)
    if not agreed:
        return proposal.propose(scene.state, scene.voices, freely=True)
    last = agreed[-1].made_at
    newcomers = {key for key, voice in scene.said.items() if voice.recorded_at > last}
    return proposal.propose(scene.state, scene.voices, newcomers=newcomers)


def _agreements(conn: Connection, workshop_id: int) -> list[EditRecord]:
    kept = edits.list_of(conn, workshop_id, include_undone=False)
    return [edit for edit in kept if edit.op in (EditOp.REGROUP, EditOp.KEEP)]


def was_agreed(store: Store, workshop_id: int) -> bool:
    """Say whether people have ever agreed to a grouping as a whole."""
    return bool(store.read(lambda conn: _agreements(conn, workshop_id)))


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal in plain words; ``steps`` are taken or refused one by one."""

    summary: str
    steps: tuple[str, ...]


def describe(offered: proposal.Proposal) -> Offer:
    """Say what a proposal would change: 「3枚が動く、1つに分かれる、1つが新しい」."""
    if not offered.shifts:
        return Offer("今のまとめ方のままがよさそうです。変える案はありません。", ())
    wordings = {
        proposal.Change.MOVED: "{}枚の声が別のテーマへ動きます",
        proposal.Change.ALONE: "{}枚の声がひとりの声になります",
        proposal.Change.SPLIT: "{}つのテーマが分かれます",
        proposal.Change.MERGED: "{}つのテーマがほかと合わさります",
        proposal.Change.NEW: "{}つのテーマが新しくできます",
    }
    counted = [
        wording.format(offered.count(change))
        for change, wording in wordings.items()
        if offered.count(change)
    ]
    heads = {theme.id: theme.label for theme in (*offered.after.themes, *offered.before.themes)}
    steps = tuple(
        f"{len(shift.keys)}枚：「{heads[shift.from_theme_id]}」から"
        f"「{heads[shift.to_theme_id]}」へ"
        for shift in offered.shifts
    )
    return Offer("、".join(counted) + "。", steps)


def accept(
    store: Store,
    workshop_id: int,
    encoder: Embedder,
    taken: Sequence[int] | None = None,
    *,
    seen: int | None = None,
) -> None:
    """Make the changes of the present proposal that are numbered *taken*, or all of them.

    Corrections still bind, and it can be undone.

    Raises
    ------
    EditConflictError
        Somebody has corrected something since step *seen*, on which the numbers rest.
    """
    vectors = vectors_of(store, workshop_id, encoder)

    def change(conn: Connection) -> None:
        stepping.require_unchanged(conn, workshop_id, seen)
        scene = settled_scene(conn, workshop_id, vectors)
        offered = _propose(conn, scene)
        after = proposal.accept(offered, scene.voices, taken)
        names = write_state(conn, scene, after)
        note_model(conn, workshop_id, encoder)
        count = len(offered.shifts if taken is None else taken)
        told = telling.tell_regrouping(count)
        kept = tracing.trace(scene, after, names)
        tracing.keep(conn, workshop_id, EditOp.REGROUP, kept, told)
        workshop = workshops.get(conn, workshop_id)
        note(conn, workshop.municipality_id, "まとめなおす案を受け入れる", workshop.title, told)

    store.write(change, municipality_id=town_of_workshop(store, workshop_id))
