"""The lists of values that records choose from, one class for each."""

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


class MatchState(StrEnum):
    """How far a need and an offer have come (C16); nobody but a person moves it."""

    CANDIDATE = "candidate"  # 候補
    ASKED = "asked"  # 打診
    AGREED = "agreed"  # 成立
    DECLINED = "declined"  # 不成立


class ResourceStage(StrEnum):
    """How far a resource that is missing has come (C14)."""

    GRASPED = "grasped"  # 不足の把握
    TRAINING = "training"  # 担い手養成
    PLACE = "place"  # 活動の場の確保
    STARTED = "started"  # 開始


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
    CUT = "cut"  # a voice that says two things, parted into two


class MadeBy(StrEnum):
    """Who made a placement or a heading."""

    MACHINE = "machine"
    PERSON = "person"


class TimerKind(StrEnum):
    """What a clock of a meeting measures."""

    MEETING = "meeting"  # the whole evening, through breaks and pauses
    ROW = "row"  # the row of the run sheet at work
    TURN = "turn"  # one speaker's turn
    WRITING = "writing"  # writing in silence
    BREAK = "break"
    REHEARSAL = "rehearsal"  # how far a meeting has been told again


class ScreenView(StrEnum):
    """What the wall shows."""

    QUESTION = "question"
    TIMER = "timer"
    THEMES = "themes"
    THEME = "theme"  # one theme with its voices
    LONE = "lone"
    BALANCE = "balance"
    SHEETS = "sheets"  # photos of the tables' sheets
    CLOSING = "closing"


class Palette(StrEnum):
    """The colours of the wall."""

    LIGHT = "light"
    CONTRAST = "contrast"
    DARK = "dark"
