"""Reconciling one voice that is here and in another laptop's copy: what a merge may change.

Nothing that was decided here is undone.  Whatever keeps a voice back (taken back, held, handed
over, off the screen, a narrower use) is taken over from there; what would let more be seen is
not.  How a voice is filed changes only where it was corrected there since the last merge and
stands here as it came.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workshop_app.model import Consent, Hold, HoldState, Party, Voice, VoiceKind
from workshop_app.store.voices import VoiceChanges
from workshop_app.usecases.unpacking import Brought

_NARROWEST_FIRST = (Consent.ROOM, Consent.TOWN, Consent.PUBLIC)
_LOOSEST_FIRST = (
    "",
    HoldState.ACCEPTED,
    HoldState.WAITING,
    HoldState.HELD,
    HoldState.HANDED_OVER,
)
_FILED = ("party", "table", "kind", "area")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a merge changes about a voice that is here.

    Attributes
    ----------
    fields : for ``voices.change``.
    is_withdrawn : it is to be taken back.
    hold : the state its hold is to have, or None where that stays as it is.
    differs : it is filed otherwise there, and stays here as it is.
    """

    fields: VoiceChanges
    is_withdrawn: bool = False
    hold: HoldState | None = None
    differs: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not self.fields and not self.is_withdrawn and self.hold is None


def state_of(there: Brought) -> str:
    """Return what a voice is like in the copy, as JSON and without its words."""
    return json.dumps(_codes(there.voice, there.hold, there.area), ensure_ascii=False)


def reconcile(
    here: Voice, hold: Hold | None, area: str, there: Brought, before: str | None
) -> Changes:
    """Return what changes about the voice *here*, which stands in *area*.

    *before* is what :func:`state_of` was when the copy was last taken in, or None.
    """
    now, ours = _codes(there.voice, there.hold, there.area), _codes(here, hold, area)
    base: Mapping[str, Any] = json.loads(before) if before else {}
    if now == base:
        return Changes({})
    fields, differs = _file(now, ours, base)
    if narrower(there.voice.consent, here.consent) is not here.consent:
        fields["consent"] = there.voice.consent
    state = _held_by(now, ours)
    is_hidden = ours["shown"] and not now["shown"] and base.get("shown", True)
    was_let_through = hold is not None and hold.state is HoldState.ACCEPTED
    undecided_there = now["hold"] == HoldState.WAITING
    if state is not None or (is_hidden and not (was_let_through and undecided_there)):
        fields["is_projected"] = False
    if fields.get("is_projected") is here.is_projected:
        del fields["is_projected"]
    is_withdrawn = there.voice.withdrawn_at is not None and here.withdrawn_at is None
    return Changes(fields, is_withdrawn, state, differs)


def narrower(one: Consent, other: Consent) -> Consent:
    """Return the use that lets a voice travel less far."""
    return min(one, other, key=_NARROWEST_FIRST.index)


def _codes(voice: Voice, hold: Hold | None, area: str) -> dict[str, Any]:
    return {
        "party": voice.party.value,
        "table": voice.table_number,
        "kind": voice.kind.value if voice.kind else None,
        "area": area,
        "consent": voice.consent.value,
        "shown": voice.is_projected,
        "withdrawn": voice.withdrawn_at is not None,
        "hold": hold.state.value if hold else "",
    }


def _file(
    now: Mapping[str, Any], ours: Mapping[str, Any], base: Mapping[str, Any]
) -> tuple[VoiceChanges, bool]:
    """Return how the voice is filed anew, and whether a difference stays.

    The area is left to people: a name means a place of one town only.
    """
    fields: VoiceChanges = {}
    differs = False
    for name in _FILED:
        if now[name] == ours[name]:
            continue
        is_as_it_came = bool(base) and base[name] == ours[name] and name != "area"
        differs = differs or (not is_as_it_came and now[name] != base.get(name))
        if is_as_it_came and name == "party":
            fields["party"] = Party(now[name])
        elif is_as_it_came and name == "table":
            fields["table_number"] = now[name]
        elif is_as_it_came:
            fields["kind"] = None if now[name] is None else VoiceKind(now[name])
    return fields, differs


def _held_by(now: Mapping[str, Any], ours: Mapping[str, Any]) -> HoldState | None:
    """Return the stricter state of the copy's hold, or None where ours is as strict."""
    theirs = now["hold"]
    if theirs == HoldState.ACCEPTED or not theirs:
        return None
    if theirs == HoldState.WAITING and ours["hold"]:
        return None  # somebody here has decided, or it waits here too
    place = _LOOSEST_FIRST.index
    return HoldState(theirs) if place(theirs) > place(ours["hold"]) else None
