"""Finds what leads straight to a person: telephone, mail, address, birthday, numbers, plates.

Works on folded text and says where in it; only the form of what is written is judged.  The
check digits are those of マイナンバー (番号法施行令の検査用数字) and of cards (Luhn, 1960).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.hazards import Hazard


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the folded text, what it seems to be, and why."""

    hazard: Hazard
    start: int
    end: int
    reason: str
    suggestion: str


_DIGITS = str.maketrans("〇○◯零一二三四五六七八九", "000" + "0123456789")
_UNIT = (
    r"(?:年|円|人|件|時|分|個|名|月|日|週|歳|才|割|回|km|キロ|m(?![a-z])|メートル|センチ|cm|mm|台"
    r"|%|度|戸|世帯|本|枚|杯|食|班|組|丁目|点|倍|歩|票|万|千|億|kg|g(?![a-z])|ha|坪|泊|便|か所"
    r"|ヶ所|カ所|箇所|つ|種類|番線|番目|限|名分|階|曲|冊|匹|頭|羽|着|皿|切れ|ポイント|区|勝|対|"
    r"学期|月号|号線|号車|周年|ページ|頁|ミリ|リットル|袋|箱|段|軒|地区|団体|社|町|市|村|校)"
)
_BETWEEN = r"[ \-().・/~〜ー_の\u3000]{0,3}"
_NUMBER = r"[0-9〇一二三四五六七八九十百]+"

_PHONE = re.compile(rf"(?<![\d.,\-])\(?0(?:{_BETWEEN}\d){{9,10}}")
_ABROAD = re.compile(rf"\+ ?81{_BETWEEN}\(?0?\)?{_BETWEEN}[1-9](?:{_BETWEEN}\d){{7,9}}(?!\d)")
_CALLED = re.compile(
    r"(?:(?:電話|でんわ|デンワ|TEL|携帯|けいたい|ケータイ|スマホの番号|FAX|ファックス|連絡先)"
    r"[^\d\n。、]{0,10}(?P<number>\d{1,4}[-の ]\d{4}|\d{6,8})"
    r"|(?<!口座)番号(?:は|が|:)? ?(?P<bare>\d{1,4}[-の]\d{4})"
    r"|内線(?:は|の|番号|:)? ?(?P<inner>\d{2,5}))(?!\d)",
    re.IGNORECASE,
)
_TO_CALL = re.compile(
    r"(?P<number>(?<![\d-])\d{1,4}[-の ]\d{4})(?:番)?(?:に|へ|まで)?"
    r"(?:お)?(?:電話|でんわ|TEL|かけ)",
    re.IGNORECASE,
)
_LOCAL = re.compile(rf"(?<![\d\-~〜.,:/])(\d{{2,4}})-(\d{{4}})(?!\d|-|{_UNIT})")
_YEAR = re.compile(r"(?:19|20)\d\d")

_PATTERNS: tuple[tuple[Hazard, str, str, re.Pattern[str]], ...] = (
    (
        Hazard.MAIL,
        "mail.form",
        "（メールアドレス）",
        re.compile(
            r"[A-Za-z0-9._%+\-]+ ?(?:@|\(at\)|\[at\]|アットマーク|あっとまーく) ?"
            r"[A-Za-z0-9](?:[A-Za-z0-9\-]*)(?: ?(?:\.|ドット) ?[A-Za-z0-9\-]+)*",
            re.IGNORECASE,
        ),
    ),
    (
        Hazard.ACCOUNT,
        "account.address",
        "（ホームページ）",
        re.compile(
            r"(?:https?|hxxps?|ftp)://[^\s、。」)]+|www\.[^\s、。」)]+"
            r"|(?<![\w@.])[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*"
            r"\.(?:com|net|org|info|jp|me|ly|tv|io)(?![a-z0-9])(?:/[^\s、。」)]*)?",
            re.IGNORECASE,
        ),
    ),
    (
        Hazard.ACCOUNT,
        "account.sns",
        "（SNSの名前）",
        re.compile(
            r"(?:LINE|ライン|Instagram|インスタ(?:グラム)?|Twitter|ツイッター|X|フェイスブック"
            r"|Facebook|TikTok|ティックトック|YouTube|ユーチューブ|Discord|mixi|SNS|スカイプ|Skype)"
            r"\s?(?:の)?\s?(?:ID|アイディー|アカウント|ユーザー名|名前)?\s?(?:は|が|で|も|:|、)?\s?"
            r"(?P<span>@?[A-Za-z0-9][A-Za-z0-9_.\-]{3,})"
            r"|(?:ID|アイディー|アカウント)(?:は|が|:)?\s?(?P<other>@?[A-Za-z0-9][A-Za-z0-9_.\-]{3,})",
            re.IGNORECASE,
        ),
    ),
    (
        Hazard.ACCOUNT,
        "account.sns",
        "（SNSの名前）",
        re.compile(r"(?<![A-Za-z0-9._])@[A-Za-z0-9_.]{3,}"),
    ),
    (
        Hazard.POSTCODE,
        "postcode.form",
        "（郵便番号）",
        re.compile(r"〒 ?\d{3} ?-? ?\d{4}(?!\d)|郵便番号[はが: ]{0,2}\d{3}-?\d{4}(?!\d)"),
    ),
    (
        Hazard.ADDRESS,
        "address.house",
        "（番地）",
        re.compile(
            rf"{_NUMBER} ?丁目 ?の? ?(?!一番)(?:{_NUMBER} ?番地?(?: ?の? ?{_NUMBER} ?号?)"
            rf"|{_NUMBER} ?番地|[0-9]+ ?番(?!目|線|のり|乗り|札|街|組|地)"
            rf"|[0-9]+(?:[-の][0-9]+)+ ?号?(?!{_UNIT})"
            rf"|[0-9]{{1,4}}(?=$|[、。\s」)]|です|だ|に住|の家|のうち|へ|まで))"
        ),
    ),
    (
        Hazard.ADDRESS,
        "address.house",
        "（番地）",
        re.compile(rf"{_NUMBER} ?番地(?: ?の? ?{_NUMBER})?|{_NUMBER} ?番 ?の?{_NUMBER} ?号"),
    ),
    (
        Hazard.ADDRESS,
        "address.house",
        "（番地）",
        re.compile(
            rf"(?<![\d\-])(?!(?:19|20)\d\d-)\d{{1,4}}-\d{{1,4}}-\d{{1,4}}(?:-\d{{1,4}})?"
            rf"(?: ?号(?:室)?)?(?!\d|-|{_UNIT}|の(?:体操|順|リズム|ステップ))"
        ),
    ),
    (
        Hazard.ADDRESS,
        "address.house",
        "（番地）",
        re.compile(
            r"(?<=[町村市区台丘条通郷田沢川山野島崎浜谷井倉木内里東西南北上下中央原字端坂平森岡瀬戸宮])"
            rf" ?\d{{1,4}}[-の]\d{{1,4}}(?: ?号)?(?!\d|-|{_UNIT})"
        ),
    ),
    (
        Hazard.ADDRESS,
        "address.house",
        "（番地）",
        re.compile(
            rf"(?:大字|字)[一-龥ぁ-んァ-ヶー々]{{1,8}}? ?{_NUMBER}"
            rf"(?: ?番地?| ?[-の]{_NUMBER})*(?!{_UNIT})"
        ),
    ),
    (
        Hazard.ADDRESS,
        "address.house",
        "（番地）",
        re.compile(
            r"(?<=[町村台丘郷田沢川山野島崎浜谷井倉木内里原字平森岡瀬宮])"
            r" ?\d{2,5} ?番(?!目|線|のり|乗り|札|街|組|ホーム|号)"
        ),
    ),
    (
        Hazard.ADDRESS,
        "address.house",
        "（住所）",
        re.compile(r"住所(?:は|が|:|、| ){0,2}(?P<span>[^\n。、]{1,20}?\d+(?:[-の]\d+)*)"),
    ),
    (
        Hazard.ADDRESS,
        "address.room",
        "（部屋番号）",
        re.compile(
            rf"[A-Z]?(?:\d{{1,2}}-)?{_NUMBER} ?号室"
            r"|(?:団地|マンション|アパート|ハイツ|コーポ|荘|住宅|ハイム|メゾン|レジデンス|コーポラス"
            r"|宿舎|官舎|社宅|寮|棟)(?:の|、| )?"
            rf"(?P<span>(?:[A-Z]|\d{{1,2}})?(?:号棟|棟|-)?の?[A-Z]?\d{{3,4}}(?: ?号)?"
            rf"(?!\d|号[車線機]|{_UNIT}))"
            rf"|(?:[A-Z]|\d{{1,2}}) ?(?:号棟|棟) ?の? ?\d{{1,4}}(?: ?号(?:室)?)?(?!\d|{_UNIT})"
        ),
    ),
    (
        Hazard.ADDRESS,
        "address.room",
        "（部屋番号）",
        re.compile(
            r"(?<![道第風報式令示急\d])\d{3,4} ?号(?=の|に|は|が|も|さん|へ|で|、|。|」|$)"
            r"(?!の?(?:線|車|機|台))"
        ),
    ),
    (
        Hazard.BIRTHDAY,
        "birthday.day",
        "（生年月日）",
        re.compile(
            rf"(?:明治|大正|昭和|平成|令和|[MTSHR]|(?:19|20)(?=\d\d)) ?(?:元|{_NUMBER})"
            rf" ?[年./-] ?"
            rf"{_NUMBER} ?[月./-] ?{_NUMBER} ?日? ?(?:うまれ|生まれ|生れ|生(?!活|徒|涯))"
            rf"|(?:誕生日|生年月日|たんじょうび)[はがも: ]{{0,2}}(?:[^\d\n。、]{{0,4}})"
            rf"(?:{_NUMBER} ?[年./-] ?)?{_NUMBER} ?[月./-] ?{_NUMBER} ?日?"
            rf"|{_NUMBER} ?月 ?{_NUMBER} ?日 ?(?:うまれ|生まれ|生れ|が誕生日|の誕生日)"
        ),
    ),
    (
        Hazard.BIRTHDAY,
        "birthday.age_and_place",
        "（年齢と場所）",
        re.compile(
            rf"[一-龥ァ-ヶ]{{1,8}}(?:町|村|地区|団地|集落|丁目|字|組|班)の ?{_NUMBER} ?[歳才]"
            r"(?!以上|以下|未満|から|まで|代|前後|を超|に)(?:の|で|、)?(?:[^\n。、]{0,6}?)"
            r"(?:方|人|男性|女性|男|女|おばあ|おじい|ばあ|じい|母|父|夫|妻|未亡人|娘|息子)"
        ),
    ),
    (
        Hazard.NUMBER,
        "number.account",
        "（番号）",
        re.compile(
            r"(?:口座|普通|当座|通帳|貯金|年金|保険証|被保険者|免許証?|旅券|パスポート|カード|マイナンバー"
            r"|個人番号|暗証|会員|患者|診察券|介護保険)(?:の)?(?:番号|ナンバー)?[^\d\n。、]{0,6}"
            rf"(?P<span>\d(?:[ \-]?\d){{3,15}})(?!\d|{_UNIT})"
        ),
    ),
    (
        Hazard.PLATE,
        "plate.form",
        "（車のナンバー）",
        re.compile(
            r"[一-龥]{1,4} ?\d{2,3} ?[あ-ん] ?(?:\d{2}-\d{2}|[・.]{1,3} ?\d{1,3}"
            r"|[・.]*\d{1,2}-?\d{1,2})(?!\d|年|月|時|円|人)"
            r"|ナンバー(?:は|が|の)?[^\d\n。、]{0,8}(?P<span>\d{1,2}-?\d{2})(?!\d)"
            r"|(?P<other>(?<![\d-])\d{2}-\d{2})の(?:車|軽トラ|トラック|バン)"
        ),
    ),
)
_TWELVE = re.compile(r"(?<![\d-])\d(?:[ -]?\d){11}(?![\d-])")
_SIXTEEN = re.compile(r"(?<![\d-])\d(?:[ -]?\d){13,15}(?![\d-])")
_ROADS = re.compile(
    r"(?:国道|県道|市道|町道|村道|都道|府道|道道|台風|第|様式|通知|条例|法律|告示|列車|特急|バス|路線)\s?$"
)


def find_identifiers(folded: str) -> tuple[Mark, ...]:
    """Return every identifier in *folded*, telephone numbers first."""
    found = [*_phones(folded), *_numbers(folded)]
    for hazard, reason, suggestion, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            name = next((n for n in ("span", "other") if match.groupdict().get(n)), None)
            start, end = match.span(name) if name else match.span()
            is_road = hazard is Hazard.ADDRESS and _ROADS.search(folded[:start])
            taken = any(
                mark.start < end and start < mark.end
                for mark in found
                if mark.hazard is not hazard
            )
            if not taken and not is_road and start < end:
                found.append(Mark(hazard, start, end, reason, suggestion))
    return tuple(found)


def _phones(folded: str) -> Iterator[Mark]:
    numerals = folded.translate(_DIGITS)
    found: list[tuple[int, int]] = []
    for match in _PHONE.finditer(numerals):
        end = _end_of_phone(numerals, match)
        if end:
            found.append((match.start(), end))
    found += [match.span() for match in _ABROAD.finditer(numerals)]
    for match in _CALLED.finditer(numerals):
        found.append(next(match.span(n) for n in ("number", "bare", "inner") if match.group(n)))
    found += [match.span("number") for match in _TO_CALL.finditer(numerals)]
    for match in _LOCAL.finditer(folded):
        first, second = match.group(1), match.group(2)
        is_year = bool(_YEAR.fullmatch(second)) and (
            bool(_YEAR.fullmatch(first)) or int(first) <= 12
        )
        is_post = folded[: match.start()].rstrip().endswith(("〒", "郵便番号", "郵便番号は"))
        if not is_year and not is_post:
            found.append(match.span())
    for start, end in found:
        is_inside = any(a <= start and end <= b and (a, b) != (start, end) for a, b in found)
        if not is_inside:
            yield Mark(Hazard.PHONE, start, end, "phone.form", "（電話番号）")


def _end_of_phone(numerals: str, match: re.Match[str]) -> int:
    """Return where the number ends, or 0 if these digits are none."""
    places = [place for place in range(*match.span()) if numerals[place].isdecimal()]
    digits = "".join(numerals[place] for place in places)
    groups = [group for group in re.split(r"\D+", match.group()) if group]
    is_told = all(len(group) == 1 for group in groups)
    if len(groups) > 6 and not is_told:
        return 0
    for length in (11, 10):
        if len(digits) < length:
            continue
        end = places[length - 1] + 1
        is_cut = numerals[end : end + 1].isdecimal()
        head = digits[:3]
        fits = (
            (head[0] == "0" and head[2] == "0" and head[1] in "56789") or digits[:4] == "0800"
            if length == 11
            else digits[1] != "0"
        )
        if fits and not is_cut:
            return end
    return 0


def _numbers(folded: str) -> Iterator[Mark]:
    """Yield numbers whose check digit says what they are."""
    for pattern, is_right in ((_TWELVE, is_my_number), (_SIXTEEN, is_card)):
        for match in pattern.finditer(folded):
            digits = re.sub(r"\D", "", match.group())
            if is_right(digits):
                yield Mark(Hazard.NUMBER, *match.span(), "number.checked", "（番号）")


def is_my_number(digits: str) -> bool:
    """Say whether twelve digits are a マイナンバー by their check digit.

    Examples
    --------
    >>> is_my_number("123456789018")
    True
    """
    if len(digits) != 12 or len(set(digits)) == 1:
        return False
    weighted = sum(
        int(digit) * (n + 1 if n <= 6 else n - 5)
        for n, digit in enumerate(reversed(digits[:11]), start=1)
    )
    rest = weighted % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def is_card(digits: str) -> bool:
    """Say whether digits are a payment card's number (Luhn, 1960)."""
    doubled = [
        sum(divmod(int(digit) * (2 if place % 2 else 1), 10))
        for place, digit in enumerate(reversed(digits))
    ]
    return 14 <= len(digits) <= 16 and sum(doubled) % 10 == 0 and len(set(digits)) > 1
