"""The scheme's calculations in words: why there is no answer, and why a type fits."""

from collections.abc import Mapping

from analysis.mobility import Concern
from analysis.refusals import Refusal
from analysis.service_types import Ground, Kind, Means, Setting

REFUSALS: Mapping[Refusal, str] = {
    Refusal.NEGATIVE: "0より小さい数は計算できません。0以上で入れてください。",
    Refusal.NO_UNITS: "数が0です。1以上で入れてください。",
    Refusal.ONE_MUNICIPALITY: "1つの市町村なら units は1です。指定都市(designated_city"
    ")か、一部事務組合・広域連合(union)かを確かめてください。",
    Refusal.SHARES_NOT_ONE: "負担割合の合計が100%になりません。"
    "決まりのファイルを確かめてください。",
    Refusal.NO_PEOPLE_BEFORE: "前の人数が0なので、伸び率を計算できません。"
    "人数を入れてください。",
    Refusal.RATE_OUT_OF_RANGE: "割合は0から1(0%から100%)までで入れてください。",
    Refusal.NO_PARTICIPANTS: "人数未入力です。全利用者の数を1人以上で入れてください。",
    Refusal.MORE_TARGETS_THAN_PEOPLE: "対象者数が全利用者数より多くなっています。"
    "人数をなおしてください。",
    Refusal.NOT_INCIDENTAL: "令和6年度からの方法には、対象者以外の活動を「附随的な活動"
    "」と市町村が判断することが必要です(incidental=yes)。",
    Refusal.DISTURBED: "活動全体への補助には、「対象者への活動に支障がない」と市町村が"
    "認めることが必要です(undisturbed=yes)。",
    Refusal.NO_FIXED_AMOUNT: "定額の方法では、定額の金額が必要です(fixed=金額)。",
    Refusal.FIXED_ABOVE_COST: "定額が対象経費を超えています。"
    "対象経費の一部になる額にしてください。",
    Refusal.D_IS_FOR_VISITS: "サービス・活動Dは訪問型だけです。"
    "通所型ではBなどを選んでください。",
    Refusal.D_IS_FOR_MOBILITY: "サービス・活動Dは、移動支援や移送前後の生活支援のため"
    "の類型です。",
    Refusal.SHORT_TERM_MONTHS: "サービス・活動Cは、3月以上6月以下の期間を定めて行いま"
    "す。月数をなおしてください。",
    Refusal.FORMER_NEEDS_DESIGNATION: "従前相当サービスは、指定で行います。",
    Refusal.A_NEVER_SUBSIDISED: "サービス・活動Aは指定か委託で行い、"
    "補助では行えません。住民主体の団体への補助ならBを考えてください。",
    Refusal.B_IS_SUBSIDISED: "サービス・活動B・Dは、団体への補助・助成で行います。"
    "委託や指定ならAを考えてください。",
    Refusal.C_IS_COMMISSIONED: "サービス・活動Cは、委託で行います。",
    Refusal.FORMER_ACTOR: "従前相当サービスは、介護サービス事業者等が行います。",
    Refusal.B_ACTOR: "サービス・活動B・Dは、住民主体の団体か、それを支える団体が行います。",
    Refusal.C_ACTOR: "サービス・活動Cは、保健医療の専門的な知識を持つ人がいる団体・機"
    "関が行います。",
    Refusal.CONTINUING_USERS: "継続利用要介護者は、従前相当とCの対象になりません。"
    "AかBを考えてください。",
    Refusal.OTHER_RESIDENTS: "対象者以外の住民の参加は、B・Dか委託のAで想定されています。",
    Refusal.NO_TARGET: "対象者を1つ以上選んでください。",
    Refusal.OTHER_MEANS: "委託と補助の組み合わせなど、どれにもよらないものが「その他」"
    "です。実施手法を確かめてください。",
}
GROUNDS: Mapping[Ground, str] = {
    Ground.DESIGNATED_PROVIDER: "介護サービス事業者等が、指定を受けて国の基準の例で行うため。",
    Ground.DESIGNATED_BY_TOWN_RULES: "指定を受け、市町村が内容に応じて定める基準で行うため。",
    Ground.COMMISSIONED: "多様な主体への委託で行うため。",
    Ground.COMMISSIONED_CLEANING: "清掃の会社などへの委託は、サービス・活動Aになるため。",
    Ground.COMMISSIONED_MOBILE_SHOP: "移動販売や拠点への共同配送は、"
    "サービス・活動Aとして行うことも想定されているため。",
    Ground.COMMISSIONED_MOBILITY: "移動支援は原則B・Dですが、"
    "中間支援組織などへの委託ならAの一部として行うこともできるため。",
    Ground.COMMISSIONED_EXERCISE: "民間の運動・健康づくりの施設へ、"
    "期間を定めて委託するため。終わったあとは自主的な活動へ。",
    Ground.COMMISSIONED_LEARNING: "生涯学習などは委託等が想定され、"
    "利用者負担に関わらない経費の一部を定額で支える方法が合うため。",
    Ground.EMPLOYED_OR_COMMISSIONED: "住民が担い手でも、雇用や委託で行うならサービス・"
    "活動Aになるため。",
    Ground.RESIDENTS_SUBSIDISED: "有償・無償のボランティアなど、"
    "住民主体の団体への補助で行うため。",
    Ground.MOBILITY_SUBSIDISED: "通院・買物の移動支援や移送前後の生活支援は、"
    "原則としてB・Dで行うため。",
    Ground.IF_MOBILITY: "移動支援や移送前後の生活支援を行うなら、Dとすることもできるため。",
    Ground.SHORT_TERM: "保健医療の専門職が、3月以上6月以下の期間を定めて短期集中で行うため。",
    Ground.NONE_OF_THESE: "委託と補助の組み合わせなど、ほかの類型によらないため。",
}
CONCERNS: Mapping[Concern, str] = {
    Concern.FARE: "運賃のように決めた額を受け取る",
    Concern.GROUP_FEE_OUTSIDE: "自治会などの会員の助け合いではない",
    Concern.DIRECT_COSTS: "補助が間接経費をこえる",
}
MOBILITY_END = "運輸支局に確認してください。"
TYPES_NOTE = (
    "類型は交付金の取扱いによる分類です。大切なのは、高齢の方の目線と、選択肢を広げることです。"
)
GUIDE_AMOUNT = "標準額(目安)。自動的に入るお金ではありません。"
MONEY_PATHS: Mapping[Means, str] = {
    Means.DESIGNATION: "指定(第1号事業支給費)",
    Means.COMMISSION: "委託費",
    Means.SUBSIDY: "補助",
    Means.COMBINATION: "委託と補助の組み合わせなど",
}
MONEY_EXPLAINED: Mapping[Means, str] = {
    Means.DESIGNATION: "指定。指定を受けた事業者に、利用に応じて第1号事業支給費が払われます。",
    Means.COMMISSION: "委託費。市町村が仕事を頼み、契約で決めた委託費を払います。",
    Means.SUBSIDY: "補助。住民などの活動を、市町村が補助・助成で支えます。",
    Means.COMBINATION: "委託と補助の組み合わせなど。内容に応じて市町村が決めます。",
}
MONEY_OPEN = "指定か委託費。どちらで行うかは、まだ決めていません。"
PAYERS: Mapping[str, str] = {
    "national": "国",
    "prefecture": "都道府県",
    "municipality": "市町村",
    "insured_1": "1号保険料",
    "insured_2": "2号保険料",
}
_SETTINGS = {Setting.VISIT: "訪問型", Setting.COMMUTE: "通所型"}
_KINDS = {
    Kind.FORMER: "サービス・従前相当",
    Kind.A: "サービス・活動A",
    Kind.B: "サービス・活動B",
    Kind.C: "サービス・活動C",
    Kind.D: "サービス・活動D",
    Kind.OTHER: "サービス・その他",
}


def say_type(setting: Setting, kind: Kind) -> str:
    """Return a type as it is officially written since 令和6年度."""
    return f"{_SETTINGS[setting]}{_KINDS[kind]}"
