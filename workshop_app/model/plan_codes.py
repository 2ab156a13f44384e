"""The lists of values that plans, tasks, subsidies and evaluations choose from."""

from enum import StrEnum


class PlanField(StrEnum):
    """What a plan sheet (企画シート) says; one short text each."""

    AIM = "aim"  # ねらい
    TARGET = "target"  # 対象
    CONTENT = "content"  # 内容
    PLACE = "place"  # 場所
    FREQUENCY = "frequency"  # 頻度
    ATTRACTION = "attraction"  # 集客
    PUBLICITY = "publicity"  # 広報
    RISK = "risk"  # リスクマネジメント
    EFFECT = "effect"  # 費用対効果
    INDICATOR = "indicator"  # 指標
    GO_RULE = "go_rule"  # 続ける条件
    STOP_RULE = "stop_rule"  # やめる条件
    EXIT_RULE = "exit_rule"  # 移行の条件
    REVIEW = "review"  # 既存事業の見直し
    CHOICES = "choices"  # 選択肢の拡大
    INDUSTRY = "industry"  # 地域産業の活性化
    SUPPLY = "supply"  # 提供体制の確保
    LEARNED = "learned"  # 学んだこと
    TOLD = "told"  # 住民に知らせること
    ENABLING = "enabling"  # ほかに使うもの(1行に1つ)
    MEANS = "means"  # サービス・活動Aの実施手法


FOUR_CHECKS = (
    PlanField.ATTRACTION,
    PlanField.PUBLICITY,
    PlanField.RISK,
    PlanField.EFFECT,
)
VALUES_OF_SCHEME = (PlanField.CHOICES, PlanField.INDUSTRY, PlanField.SUPPLY)


class LineKind(StrEnum):
    """What a line of a plan is about."""

    ROLE = "role"  # 役割
    COST = "cost"  # 費用
    INCOME = "income"  # 収入


class Concept(StrEnum):
    """What an activity is for (C45); residents see these names."""

    HELPERS = "helpers"  # 高齢の方が担い手になる活動
    DAILY_SUPPORT = "daily_support"  # 暮らしの手伝い
    OTHER = "other"  # その他


class TaskState(StrEnum):
    """Whether a task is still to be done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class StartTime(StrEnum):
    """How soon an idea could begin (C7)."""

    NOW = "now"  # すぐ
    THREE_MONTHS = "three_months"  # 3か月
    YEAR = "year"  # 1年以上


class Supply(StrEnum):
    """Whether what an idea needs is there already (C7)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class SessionField(StrEnum):
    """What is written down of an interview or a hearing of (イ)."""

    LISTENER = "listener"  # 聞き手
    SETTING = "setting"  # 場(属性の区分だけ)
    DAILY_LIFE = "daily_life"  # 生活の流れ
    TROUBLES = "troubles"  # 困りごと
    DEVICES = "devices"  # 工夫していること
    WISHES = "wishes"  # やりたいこと
    BURDEN = "burden"  # 許容できる負担
    BUSINESS = "business"  # 事業内容
    HOLDINGS = "holdings"  # 使えるもの
    ABILITIES = "abilities"  # できること・できないこと
    TERMS = "terms"  # 条件
    OFFICE = "office"  # 担当窓口
    PROMISE = "promise"  # 次の約束
    JOINT = "joint"  # 居住支援協議会と一緒に開いた地域ケア会議


COMPANY_FIELDS = (
    SessionField.BUSINESS,
    SessionField.HOLDINGS,
    SessionField.ABILITIES,
    SessionField.TERMS,
    SessionField.OFFICE,
    SessionField.PROMISE,
)


class SubsidyStepKind(StrEnum):
    """The stations of a subsidy, in the order of the year."""

    REQUEST = "request"  # 申請
    DECISION = "decision"  # 交付決定
    CHANGE_APPROVAL = "change_approval"  # 変更承認
    INTERIM = "interim"  # 中間報告
    REPORT = "report"  # 実績報告
    FIXED = "fixed"  # 額の確定
    SETTLEMENT = "settlement"  # 精算


class GoalRank(StrEnum):
    """The floors of the goal tree (C9)."""

    PURPOSE = "purpose"  # 目的
    AIM = "aim"  # 目標
    MEANS = "means"  # 手段


class Viewpoint(StrEnum):
    """From where one looks when evaluating (C35)."""

    OLDER_PEOPLE = "older_people"  # 高齢者
    PEOPLE = "people"  # 人材
    MONEY = "money"  # 財政
    INSURER = "insurer"  # 保険者
