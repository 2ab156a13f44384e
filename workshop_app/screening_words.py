"""The Japanese words of the screening: what was found, why, and what became of it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from workshop_app.model import (
    Concern,
    HoldState,
    NoticeWay,
    OutreachPlace,
    Receiver,
    ScreeningMode,
    Urgency,
)

REWORDED = "（言いかえ）"
LOOK_FIRST = "look.first"
NOT_SHOWN = "映すまえに見る声"

KINDS: Mapping[str, str] = {
    "name": "人の名前",
    "phone": "電話番号",
    "mail": "メールアドレス",
    "account": "SNS・ホームページ",
    "address": "番地・部屋番号",
    "postcode": "郵便番号",
    "birthday": "生年月日・年齢と場所",
    "number": "口座などの番号",
    "plate": "車のナンバー",
    "third_party": "その場にいない人の話",
    "sensitive": "慎重にあつかう話",
    "crisis": "命や安全にかかわる話",
    "conflict": "住民どうしの対立",
    "promotion": "政治・宗教・宣伝",
    "wording": "やわらかい言葉の案",
    "look": "見てから映す声",
}
REASONS: Mapping[str, str] = {
    "name.honorific": "だれかの名前のようです。本人が困らないか、見てください。",
    "name.full": "姓と名のようです。本人が困らないか、見てください。",
    "name.role": "役と姓で、だれか分かるかもしれません。",
    "name.bare": "人の姓か名のようです。土地や店の名前なら、映してかまいません。",
    "phone.form": "電話番号のようです。",
    "mail.form": "メールアドレスのようです。",
    "account.address": "ホームページの住所のようです。",
    "account.sns": "SNSの名前のようです。",
    "address.house": "番地まで書かれています。家が分かるかもしれません。",
    "address.room": "部屋番号のようです。家が分かるかもしれません。",
    "postcode.form": "郵便番号のようです。",
    "birthday.day": "生まれた日のようです。",
    "birthday.age_and_place": "年齢と場所で、だれか分かるかもしれません。",
    "number.account": "口座や証の番号のようです。",
    "number.checked": "マイナンバーかカードの番号のようです。",
    "plate.form": "車のナンバーのようです。",
    "third_party.neighbour": "近所のだれかの話です。名前がなくても、分かる人には分かります。",
    "third_party.that_house": "ある家や人の話です。名前がなくても、分かる人には分かります。",
    "third_party.family": "家族の話です。本人がここにいないかもしれません。",
    "third_party.floor": "同じ建物の人の話です。名前がなくても、分かる人には分かります。",
    "third_party.house_number": "どの家か分かる言い方です。",
    "third_party.acquaintance": "知っている人の話です。分かる人には分かります。",
    "sensitive.illness": "病気や障害、体のことです。",
    "sensitive.welfare": "くらしの支えを受けている人の話かもしれません。",
    "sensitive.debt": "お金の困りごとです。",
    "sensitive.abuse": "虐待や暴力にかかわる話かもしれません。",
    "sensitive.crime": "犯罪の被害や経歴にかかわる話です。",
    "sensitive.belief": "信仰や信条にかかわる話です。",
    "sensitive.origin": "生まれや家族のかたちにかかわる話です。",
    "sensitive.carer": "介護や世話を一人で抱えている人の話かもしれません。",
    "crisis.life": "命にかかわる話です。会のあとまで待たずに、つないでください。",
    "crisis.harm": "追いつめられている人の話です。会のあとまで待たずに、つないでください。",
    "conflict.neighbours": "住民どうしのもめごとです。映すと、こじれるかもしれません。",
    "conflict.household": "ある家への苦情です。映すと、こじれるかもしれません。",
    "conflict.blame": "部署や職員を責める言い方です。",
    "promotion.party": "政党や選挙にかかわる話です。",
    "promotion.goods": "商品の宣伝のようです。",
    "wording.plain": "ほかの言い方もあります(映してかまいません)。",
    LOOK_FIRST: "この会は、見てから映すことにしています。",
}
_LABELS: Mapping[StrEnum, str] = {
    HoldState.WAITING: "まだ見ていない",
    HoldState.ACCEPTED: "映す",
    HoldState.HELD: "控える",
    HoldState.HANDED_OVER: "職員へ渡した",
    ScreeningMode.AT_ONCE: "すぐに映す（止めるものだけ止める）",
    ScreeningMode.AFTER_A_LOOK: "見てから映す（スマートフォン・紙・ファイルの声）",
    Concern.LIVING_ALONE: "独居",
    Concern.ISOLATION: "孤独・孤立",
    Concern.DOUBLE_CARE: "ダブルケア",
    Concern.YOUNG_CARER: "ヤングケアラー",
    Concern.AGEING_PARENTS: "8050",
    Concern.FAMILY_CARER: "家族介護者",
    Concern.CRISIS: "危機",
    Concern.OTHER: "その他",
    Urgency.NOW: "いますぐ",
    Urgency.SOON: "今週のうちに",
    Urgency.LATER: "次の会議までに",
    Receiver.HOKATSU: "地域包括支援センター",
    Receiver.SHAKYO: "社会福祉協議会",
    Receiver.CHILD_DESK: "子育て窓口",
    Receiver.HELLOWORK: "ハローワーク",
    Receiver.JOINT_WORK: "多機関協働事業",
    Receiver.CONSULTATION: "相談窓口",
    OutreachPlace.HOME: "戸別訪問",
    OutreachPlace.SHAKYO: "社協",
    OutreachPlace.CHILD_DESK: "子育て窓口",
    OutreachPlace.HELLOWORK: "ハローワーク",
    OutreachPlace.BANK: "銀行",
    OutreachPlace.RESTAURANT: "飲食店",
    OutreachPlace.OTHER: "その他",
    NoticeWay.POSTED: "掲示",
    NoticeWay.SPOKEN: "口頭",
    NoticeWay.WRITTEN: "書面",
}


def label(member: StrEnum) -> str:
    """Return the Japanese word for a value of the lists of the screening."""
    return _LABELS[member]


def kind_of(reason: str) -> str:
    """Return the kind of a reason in a word: 「人の名前」."""
    return KINDS[reason.split(".")[0]]


def kinds_of(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of several reasons, each once, in order."""
    return tuple(dict.fromkeys(kind_of(reason) for reason in reasons))


def sentences_of(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return why something was held, a sentence for each reason, each once."""
    return tuple(dict.fromkeys(REASONS[reason] for reason in reasons))
