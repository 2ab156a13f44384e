"""Connecting: what the coordinator tied together (C19), and existing occasions (C8)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analysis import indicators
from workshop_app import errors, words
from workshop_app.cleaning import clean
from workshop_app.model import ConnectingAct, Meeting, MeetingKind, Party
from workshop_app.store import Connection, Store, acts, meetings, workshops
from workshop_app.usecases.noting import note

NEW_OCCASIONS = frozenset({MeetingKind.TOWN_MEETING, MeetingKind.WORKSHOP})
EXISTING_OCCASIONS = frozenset(
    {
        MeetingKind.KYOGITAI,
        MeetingKind.CARE_CONFERENCE,
        MeetingKind.SALON,
        MeetingKind.SENIORS_CLUB,
        MeetingKind.JICHIKAI,
        MeetingKind.COMPANY_GATHERING,
    }
)
_MONTHS_IN_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, in counts; the share is theirs to say: 「4件 (44.4%)」."""

    part: int
    whole: int

    @property
    def percent(self) -> str:
        """The share with one decimal, rounded half up, or nothing where there is no whole."""
        if not self.whole:
            return ""
        thousandths = (2000 * self.part + self.whole) // (2 * self.whole)
        return f"{thousandths // 10}.{thousandths % 10}%"


@dataclass(frozen=True, slots=True)
class Occasions:
    """The meetings of a year by kind, and how many used an occasion there was already (C8).

    Interviews, hearings, planning and reviews are neither new gatherings nor existing ones.
    """

    by_kind: Mapping[MeetingKind, int]
    existing: Share


def occasions(held: Sequence[Meeting], since: date, until: date) -> Occasions:
    """Count the meetings from *since* to *until*, both days included."""
    kinds = Counter(m.kind for m in held if since <= m.held_on <= until)
    existing = sum(kinds[kind] for kind in EXISTING_OCCASIONS)
    new = sum(kinds[kind] for kind in NEW_OCCASIONS)
    return Occasions(dict(kinds), Share(existing, existing + new))


def meetings_of_town(store: Store, municipality_id: int) -> list[Meeting]:
    """Return all meetings of a town by day."""

    def look(conn: Connection) -> list[Meeting]:
        return [
            meeting
            for workshop in workshops.list_of(conn, municipality_id)
            for meeting in meetings.list_of(conn, workshop.id)
        ]

    return sorted(store.read(look), key=lambda meeting: (meeting.held_on, meeting.id))


def record_act(
    store: Store,
    municipality_id: int,
    *,
    done_on: date,
    partner: Party,
    title: str,
    remark: str = "",
) -> ConnectingAct:
    """Write down that residents' doings were tied to a partner.

    Raises
    ------
    UnusableInputError
        It is not said what was tied to what.
    """
    told = clean(title).strip()
    if not told:
        raise errors.UnusableInputError("何と何をつないだかを書いてください。")

    def write(conn: Connection) -> ConnectingAct:
        act = acts.add(
            conn,
            municipality_id=municipality_id,
            done_on=done_on,
            partner=partner,
            title=told,
            note=clean(remark).strip(),
        )
        note(conn, municipality_id, "つないだことを記す", told, words.label(partner))
        return act

    return store.write(write, municipality_id=municipality_id)


def remove_act(store: Store, act: ConnectingAct) -> None:
    """Take an act out of the log that was written down by mistake; the audit log keeps it."""

    def write(conn: Connection) -> None:
        acts.remove(conn, act.id)
        note(conn, act.municipality_id, "つないだ記録を消す", act.title)

    store.write(write, municipality_id=act.municipality_id)


def acts_of(store: Store, municipality_id: int) -> list[ConnectingAct]:
    """Return the acts of a town by day."""
    return store.read(lambda conn: acts.list_of(conn, municipality_id))


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first day of the quarter *day* lies in, and of the next one."""
    first = day.month - (day.month - 1) % _MONTHS_IN_QUARTER
    after = first + _MONTHS_IN_QUARTER
    following = date(day.year + after // 13, after if after <= 12 else after - 12, 1)
    return date(day.year, first, 1), following


def count_acts(
    done: Sequence[ConnectingAct], day: date, partners: Collection[Party] = (Party.COMPANIES,)
) -> Share:
    """Count the acts of the quarter of *day*, and of them those with these partners (C19)."""
    since, before = quarter_of(day)
    inside = [act for act in done if since <= act.done_on < before]
    return Share(sum(act.partner in partners for act in inside), len(inside))


def say_acts(share: Share) -> str:
    """Return 「つないだ件数 9、うち企業等 4 (44.4%)」."""
    inside = f" ({share.percent})" if share.percent else ""
    return (
        f"つないだ件数 {share.whole}、うち{words.label(Party.COMPANIES)} {share.part}{inside}"
    )


def say_occasions(counted: Occasions) -> str:
    """Return 「既存の場 66.7%」."""
    return f"既存の場 {counted.existing.percent or indicators.NO_FIGURE}"


def say_year(counted: Occasions) -> str:
    """Return the line of the year: 「既存の場 66.7%（6回のうち4回）」."""
    share = counted.existing
    return f"{say_occasions(counted)}（{share.whole}回のうち{share.part}回）"


def say_kinds(counted: Occasions) -> str:
    """Return how often each kind of occasion was held: 「サロン 2回・協議体 1回」."""
    of_kind = [(kind, counted.by_kind.get(kind, 0)) for kind in MeetingKind]
    return "・".join(
        f"{words.label(kind)} {count}回"
        for kind, count in of_kind
        if count and kind in NEW_OCCASIONS | EXISTING_OCCASIONS
    )
