"""Introducing: who of the meeting could meet whom; proposed here, decided by people.

Nothing is agreed by itself.  A declined pair is not proposed again; every step can be taken
back, and the capacity of an asset falls only when people agreed.
"""

from dataclasses import dataclass

from analysis import pairing
from analysis.pairing import Conditions, Judged, Need, Offer
from workshop_app import errors, glossary, pairing_words, words
from workshop_app.embedders import Embedder
from workshop_app.model import Asset, Match, MatchState, Party, Voice, VoiceKind
from workshop_app.store import Connection, Store, areas, assets, joining, voices, workshops
from workshop_app.usecases.noting import note
from workshop_app.usecases.pairing_files import conditions_of_text, measure

NEEDS = (VoiceKind.TROUBLE, VoiceKind.WEAKNESS, VoiceKind.NEED)
OFFERS = (VoiceKind.OFFER, VoiceKind.RESOURCE)


@dataclass(frozen=True, slots=True)
class Offering:
    """Somebody's offer: an asset of the register, or a voice."""

    asset: Asset | None
    voice: Voice | None

    @property
    def text(self) -> str:
        """What is offered, in the words of the register or of the voice."""
        if self.asset is not None:
            return self.asset.name
        return self.voice.text if self.voice is not None else ""

    @property
    def key(self) -> str:
        """A name that differs between all offerings."""
        if self.asset is not None:
            return f"asset:{self.asset.id}"
        return f"voice:{self.voice.id if self.voice is not None else 0}"

    @property
    def ids(self) -> "tuple[int | None, int | None]":
        """The ids of the asset and of the voice; one of them is None."""
        return (
            self.asset.id if self.asset is not None else None,
            self.voice.id if self.voice is not None else None,
        )

    @property
    def capacity(self) -> int | None:
        """How many may still come, where the register says so."""
        return self.asset.capacity if self.asset is not None else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer that might meet a need, and why."""

    need: Voice
    offering: Offering
    judged: Judged
    reason: str


@dataclass(frozen=True, slots=True)
class IntroductionBoard:
    """Everything the page shows.

    ``len(proposals) + len(open_needs) + len(met) == the number of needs``.
    """

    needs: tuple[Voice, ...]
    offerings: tuple[Offering, ...]
    proposals: tuple[Proposal, ...]  # the best for each need that has one
    alternatives: tuple[Proposal, ...]
    open_needs: tuple["OpenNeed", ...]
    met: tuple[Voice, ...]  # needs with an agreed match
    matches: tuple[Match, ...]

    @property
    def fresh_proposals(self) -> tuple[Proposal, ...]:
        """The proposals that nobody has taken up yet."""
        known = {
            (match.need_voice_id, match.asset_id, match.offer_voice_id)
            for match in self.matches
        }
        return tuple(
            each for each in self.proposals if not {(each.need.id, *each.offering.ids)} & known
        )

    def offering_of(self, match: Match) -> Offering | None:
        """Return the offering of a match, where it is still there."""
        for each in self.offerings:
            if each.asset is not None and each.asset.id == match.asset_id:
                return each
            if each.voice is not None and each.voice.id == match.offer_voice_id:
                return each
        return None

    def need_of(self, match: Match) -> Voice | None:
        """Return the need of a match, where it is still there."""
        return next((each for each in self.needs if each.id == match.need_voice_id), None)


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need that nobody of those present can meet, and why."""

    voice: Voice
    reason: str


@dataclass(frozen=True, slots=True)
class _Read:
    needs: tuple[Voice, ...]
    offerings: tuple[Offering, ...]
    matches: tuple[Match, ...]
    areas: dict[int, str]


def board(store: Store, workshop_id: int, encoder: Embedder) -> IntroductionBoard:
    """Return the needs and offers of a workshop and how they could be put together."""
    read = store.read(lambda conn: _read(conn, workshop_id))
    return _propose(read, read.offerings, encoder)


def what_if(
    store: Store, workshop_id: int, encoder: Embedder, key: str, places: int
) -> tuple[Voice, ...]:
    """Return the needs that would be met besides, if one offering had *places* more.

    Only a reading: nothing is kept.

    Raises
    ------
    NotFoundError
        No offering has this key.
    """
    read = store.read(lambda conn: _read(conn, workshop_id))
    if key not in {each.key for each in read.offerings}:
        raise errors.NotFoundError("その申し出は見つかりません。画面を読み直してください。")
    waiting, asked, given, meaning = _prepare(read, encoder)
    before = pairing.pair(asked, given, meaning)
    after = pairing.pair(asked, pairing.give_more(given, key, places), meaning)
    return tuple(waiting[n] for n in pairing.newly_met(before, after))


def take_up(store: Store, workshop_id: int, proposal: Proposal) -> Match:
    """Write a proposal down as a candidate; nobody has been asked yet."""

    def add(conn: Connection) -> Match:
        town_id = workshops.get(conn, workshop_id).municipality_id
        note(conn, town_id, "引き合わせの候補にする", f"声{proposal.need.id}")
        offer = proposal.offering
        known = [
            each
            for each in joining.list_matches(conn, town_id)
            if each.need_voice_id == proposal.need.id
            and each.asset_id == (offer.asset.id if offer.asset else None)
            and each.offer_voice_id == (offer.voice.id if offer.voice else None)
        ]
        if known:
            return known[0]
        return joining.add_match(
            conn,
            municipality_id=town_id,
            need_voice_id=proposal.need.id,
            asset_id=offer.asset.id if offer.asset else None,
            offer_voice_id=offer.voice.id if offer.voice else None,
            reason=proposal.reason,
        )

    return store.write(add, municipality_id=_town_of(store, workshop_id))


def move(
    store: Store, municipality_id: int, match_id: int, state: MatchState, reason: str = ""
) -> Match:
    """Write what people said: asked, agreed, not agreed, or back again.

    An agreement takes one place of the asset (10 → 9); taking it back gives it again.

    Raises
    ------
    UnusableInputError
        Not agreed without a reason, or agreed where no place is left.
    """

    def change(conn: Connection) -> Match:
        match = joining.get_match(conn, match_id)
        if state is MatchState.DECLINED and not reason.strip():
            raise errors.UnusableInputError("不成立のわけを書いてください。")
        took = _move_capacity(conn, match, state)
        label = words.label(state)
        note(conn, municipality_id, "引き合わせを進める", f"引き合わせ{match.id}", label)
        kept = reason.strip() or match.reason
        return joining.move_match(conn, match_id, state, kept, took_place=took)

    return store.write(change, municipality_id=municipality_id)


def _move_capacity(conn: Connection, match: Match, state: MatchState) -> bool:
    """Take or give back a place of the asset; return whether one is taken now."""
    agrees = state is MatchState.AGREED
    if match.asset_id is None or agrees == match.took_place:
        return match.took_place
    asset = assets.get(conn, match.asset_id)
    if asset.capacity is None:
        return False
    if not agrees:
        assets.change(conn, asset.id, capacity=asset.capacity + 1)
        return False
    if asset.capacity < 1:
        raise errors.UnusableInputError(
            "空きがありません。受けられる数を直すか、ほかの申し出を選んでください。"
        )
    assets.change(conn, asset.id, capacity=asset.capacity - 1)
    return True


def _town_of(store: Store, workshop_id: int) -> int:
    return store.read(lambda conn: workshops.get(conn, workshop_id).municipality_id)


def _read(conn: Connection, workshop_id: int) -> _Read:
    town_id = workshops.get(conn, workshop_id).municipality_id
    said = voices.list_of_workshop(conn, workshop_id)
    spoken = [voice for voice in said if voice.party is not Party.OFFICIALS]
    registered = assets.list_of(conn, town_id)
    taken = {asset.source_voice_id for asset in registered}
    kinds = {voice.id: voice.kind or glossary.suggest_kind(voice.text) for voice in spoken}
    return _Read(
        tuple(voice for voice in spoken if kinds[voice.id] in NEEDS),
        (
            *(Offering(asset, None) for asset in registered),
            *(
                Offering(None, voice)
                for voice in spoken
                if kinds[voice.id] in OFFERS and voice.id not in taken
            ),
        ),
        tuple(joining.list_matches(conn, town_id)),
        {area.id: area.name for area in areas.list_of(conn, town_id)},
    )


def _prepare(
    read: _Read, encoder: Embedder
) -> tuple[list[Voice], list[Need], list[Offer], pairing.Scores]:
    agreed = [each for each in read.matches if each.state is MatchState.AGREED]
    met = {each.need_voice_id for each in agreed}
    engaged = {each.offer_voice_id for each in agreed}
    waiting = [voice for voice in read.needs if voice.id not in met]
    asked = [
        Need(
            f"{voice.id:012}", Conditions(area=_area(read, voice.area_id), target="", times="")
        )
        for voice in waiting
    ]
    given = [_offer(read, each, engaged) for each in read.offerings]
    meaning = measure(
        [voice.text for voice in waiting], [each.text for each in read.offerings], encoder
    )
    refused = {
        (each.need_voice_id, each.asset_id, each.offer_voice_id)
        for each in read.matches
        if each.state is MatchState.DECLINED
    }
    for n, voice in enumerate(waiting):
        for o, offering in enumerate(read.offerings):
            asset_id = offering.asset.id if offering.asset else None
            voice_id = offering.voice.id if offering.voice else None
            if (voice.id, asset_id, voice_id) in refused:
                meaning[n, o] = 0.0
    return waiting, asked, given, meaning


def _offer(read: _Read, offering: Offering, engaged: set[int | None]) -> Offer:
    if offering.asset is not None:
        asset = offering.asset
        told = conditions_of_text(
            f"{asset.name} {asset.conditions}",
            area=_area(read, asset.area_id),
            times=asset.availability,
        )
        if "他地区" in asset.conditions:
            told = Conditions("他地区も可", told.target, told.times)
        return Offer(offering.key, told, asset.capacity)
    voice = offering.voice
    assert voice is not None
    told = conditions_of_text(voice.text, area=_area(read, voice.area_id))
    return Offer(offering.key, told, 0 if voice.id in engaged else None)


def _area(read: _Read, area_id: int | None) -> str:
    return "" if area_id is None else read.areas.get(area_id, "")


def _propose(
    read: _Read, offerings: tuple[Offering, ...], encoder: Embedder
) -> IntroductionBoard:
    waiting, asked, given, meaning = _prepare(read, encoder)
    found = pairing.pair(asked, given, meaning)

    def tell(judged: Judged) -> Proposal:
        need, offer = asked[judged.need], given[judged.offer]
        reason = pairing_words.tell_pair(
            judged, need.conditions, offer.conditions, offer.capacity
        )
        return Proposal(waiting[judged.need], offerings[judged.offer], judged, reason)

    conditions = [offer.conditions for offer in given]
    waiting_ids = {voice.id for voice in waiting}
    return IntroductionBoard(
        needs=read.needs,
        offerings=offerings,
        proposals=tuple(tell(one) for one in found.chosen if one is not None),
        alternatives=tuple(tell(one) for row in found.alternatives for one in row),
        open_needs=tuple(
            OpenNeed(
                waiting[n],
                pairing_words.tell_open(found, n, asked[n].conditions, conditions),
            )
            for n in found.open_needs
        ),
        met=tuple(voice for voice in read.needs if voice.id not in waiting_ids),
        matches=read.matches,
    )
