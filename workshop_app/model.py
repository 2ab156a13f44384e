"""The records of a town's talk: frozen values, one class for each thing people name.

Every record mirrors one row of the store and is passed between the floors of the house.
Nothing here reads, writes, computes or knows Japanese labels (those are in ``words``).
Times are ISO 8601 text in UTC; days are :class:`datetime.date`; money is whole yen.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Party(StrEnum):
    """Whose voice it is: the three parties of the scheme, the recorders, and the rest."""

    RESIDENTS = "residents"  # 住民
    CARE = "care"  # 医療・介護
    COMPANIES = "companies"  # 企業等
    OFFICIALS = "officials"  # 行政・記録: kept apart, never counted among the three
    OTHER = "other"  # その他


THREE_PARTIES = (Party.RESIDENTS, Party.CARE, Party.COMPANIES)


class VoiceKind(StrEnum):
    """What a voice brings (C2); a voice may have none yet."""

    TROUBLE = "trouble"  # 困りごと
    WEAKNESS = "weakness"  # 弱み
    NEED = "need"  # ニーズ
    WISH = "wish"  # 想い・やりたい
    STRENGTH = "strength"  # 強み
    RESOURCE = "resource"  # 資源
    OFFER = "offer"  # できること
    IDEA = "idea"  # 解決案


class Consent(StrEnum):
    """How far a voice may travel; each level contains the ones before it."""

    ROOM = "room"  # この場だけ
    TOWN = "town"  # 市町村の中で使ってよい
    PUBLIC = "public"  # 引用・公開してよい


class VoiceSource(StrEnum):
    """The way a voice came in."""

    KEYBOARD = "keyboard"
    PASTE = "paste"
    FILE = "file"
    PHONE = "phone"
    PAPER = "paper"
    SAMPLE = "sample"


class Stage(StrEnum):
    """The scheme's stages; the values are the letters every official paper uses."""

    HEARING = "ア"
    PLANNING = "イ"
    TRIAL = "ウ"


class MeetingKind(StrEnum):
    """What kind of occasion a meeting is (C8); new ones first, existing ones after."""

    TOWN_MEETING = "town_meeting"  # タウンミーティング
    WORKSHOP = "workshop"  # ワークショップ
    INTERVIEW = "interview"  # 住民インタビュー
    COMPANY_HEARING = "company_hearing"  # 企業・団体ヒアリング
    PLANNING_SESSION = "planning_session"  # 企画会議
    TRIAL_REVIEW = "trial_review"  # 試行のふりかえり
    KYOGITAI = "kyogitai"  # 協議体
    CARE_CONFERENCE = "care_conference"  # 地域ケア会議
    SALON = "salon"  # サロン
    SENIORS_CLUB = "seniors_club"  # 老人クラブ
    JICHIKAI = "jichikai"  # 自治会総会
    COMPANY_GATHERING = "company_gathering"  # 企業の会


class AssetClass(StrEnum):
    """The four boxes of the treasure hunt (C4), and the optional fifth."""

    PLACE = "place"  # 場所
    THING = "thing"  # モノ
    PERSON = "person"  # 人
    MONEY = "money"  # 金
    TIES = "ties"  # 情報・つながり


class AssetState(StrEnum):
    """How sure we are of an asset."""

    HEARD = "heard"  # 聞いた
    CONFIRMED = "confirmed"  # 確認済
    USABLE = "usable"  # 使用可


class RelationKind(StrEnum):
    """How two organisations work together (C15)."""

    INFORMATION = "information"  # 情報共有
    COOPERATION = "cooperation"  # 連携
    JOINT = "joint"  # 共同実施


class ProjectState(StrEnum):
    """Where a project stands on the board (C25)."""

    HEARING = "hearing"  # ア実施中
    HEARD = "heard"  # ア済
    PLANNING = "planning"  # イ実施中
    PLANNED = "planned"  # イ済
    TRIAL = "trial"  # ウ試行中
    ADOPTED = "adopted"  # 出口: 本格運用(総合事業)
    SELF_STANDING = "self_standing"  # 出口: 自走
    ENDED = "ended"  # 出口: 中止・見直し


EXITS = (ProjectState.ADOPTED, ProjectState.SELF_STANDING, ProjectState.ENDED)


class ServiceType(StrEnum):
    """The service types a trial may become (C20)."""

    HOME_FORMER = "home_former"  # 訪問型 従前相当
    HOME_A = "home_a"
    HOME_B = "home_b"
    HOME_C = "home_c"
    HOME_D = "home_d"
    DAY_FORMER = "day_former"  # 通所型 従前相当
    DAY_A = "day_a"
    DAY_B = "day_b"
    DAY_C = "day_c"
    OTHER_SUPPORT = "other_support"  # その他の生活支援サービス


class DecisionOutcome(StrEnum):
    """What was decided; a score alone never decides."""

    ADOPTED = "adopted"  # 採用
    CONDITIONAL = "conditional"  # 条件付き採用
    NEXT_TIME = "next_time"  # 次回へ
    DECLINED = "declined"  # 見送り
    OVERRIDE = "override"  # 条件を満たさないまま、理由を記して進める


class EditOp(StrEnum):
    """A person's correction of the themes; every later grouping obeys it."""

    MOVE = "move"
    SAME = "same"
    APART = "apart"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    PIN = "pin"
    UNPIN = "unpin"
    KEEP = "keep"  # placed by a person earlier, in one go
    REGROUP = "regroup"  # a proposal of the machine that a person accepted


class MadeBy(StrEnum):
    """Who made a placement or a heading."""

    MACHINE = "machine"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A town: the tenant everything else belongs to. ``revision`` moves with every write."""

    id: int
    name: str
    coordinator_title: str  # how people here call the coordinator (生活支援コーディネーター)
    is_sample: bool
    revision: int


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a town: tier 1 the whole, tier 2 日常生活圏域, tier 3 小学校区 (C17)."""

    id: int
    municipality_id: int
    name: str
    tier: int
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Workshop:
    """A 場: the meetings whose voices share one set of themes and lead to its projects."""

    id: int
    municipality_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One 回 of a workshop: a town meeting, an interview, a planning session."""

    id: int
    workshop_id: int
    title: str
    kind: MeetingKind
    stage: Stage
    held_on: date
    area_id: int | None
    purpose: str  # the line shown before input and on every paper (P3)
    question: str  # 今日の問い, fixed at the top of the screen
    agenda: str
    is_open: bool
    join_code: str  # unguessable, for phones


@dataclass(frozen=True, slots=True)
class Table:
    """A table (班) of a meeting."""

    id: int
    meeting_id: int
    number: int
    note: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One thing somebody said, exactly as it was typed."""

    id: int
    meeting_id: int
    text: str
    party: Party
    table_number: int | None
    kind: VoiceKind | None
    area_id: int | None
    consent: Consent
    is_projected: bool
    source: VoiceSource
    client_key: str  # unique: the same voice sent twice is stored once
    recorded_at: str
    withdrawn_at: str | None


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of voices about one thing, or one lone voice, under a heading of its own."""

    id: int
    workshop_id: int
    heading: str  # a resident's words
    heading_by: MadeBy
    is_lone: bool
    position: int  # its place on the board; never changes by itself
    retired_at: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where a voice stands, and how surely; every voice has exactly one."""

    voice_id: int
    theme_id: int
    certainty: float  # 0..1
    second_theme_id: int | None
    is_pinned: bool
    made_by: MadeBy


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction: what a person did, in order; ``detail`` is JSON; undone ones stay."""

    id: int
    workshop_id: int
    op: EditOp
    detail: str
    made_at: str
    undone_at: str | None


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """An organisation or role; never a private person's name."""

    id: int
    municipality_id: int
    name: str
    party: Party
    category: str  # a code of the glossary (O004) or empty
    area_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Asset:
    """Something the town already has (C4)."""

    id: int
    municipality_id: int
    name: str
    asset_class: AssetClass
    area_id: int | None
    owner_id: int | None  # a stakeholder
    availability: str
    capacity: int | None
    conditions: str
    contact_office: str
    source_voice_id: int | None
    state: AssetState
    noted_on: date


@dataclass(frozen=True, slots=True)
class Relation:
    """How two stakeholders stand to each other."""

    id: int
    municipality_id: int
    source_id: int
    target_id: int
    kind: RelationKind
    last_contact_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Support:
    """A stakeholder or an asset standing behind a theme; exactly one of the two is set."""

    id: int
    theme_id: int
    stakeholder_id: int | None
    asset_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Project:
    """A card on the flow board, from a theme to its exit."""

    id: int
    workshop_id: int
    title: str
    theme_id: int | None
    state: ProjectState
    next_step: str
    owner: str
    due_on: date | None
    trial_from: date | None
    trial_until: date | None
    service_type: ServiceType | None
    note: str
    created_at: str


@dataclass(frozen=True, slots=True)
class StageResult:
    """A result of (ア) or (イ) that a project stands on; a gate counts them (C25)."""

    id: int
    project_id: int
    stage: Stage
    meeting_id: int | None
    summary: str


@dataclass(frozen=True, slots=True)
class Subsidy:
    """Public money given to a trial; only between its start and its exit."""

    id: int
    project_id: int
    paid_on: date
    yen: int
    note: str


@dataclass(frozen=True, slots=True)
class MonthlyReturn:
    """Income and cost of a trial in one month (C28); ``month`` is its first day."""

    id: int
    project_id: int
    month: date
    income_yen: int
    cost_yen: int
    uses: int
    people: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided, and why."""

    id: int
    workshop_id: int
    project_id: int | None
    decided_on: date
    outcome: DecisionOutcome
    body: str
    reason: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what, when; never a participant's name, never a voice's text."""

    id: int
    municipality_id: int | None
    at: str
    role: str
    action: str
    subject: str
    detail: str
