"""How far an offer reaches: the areas and the people it is for, as people write them.

Names are compared as written, without their endings; 「他地区も可」 or 「どなたでも」 opens
what is otherwise closed.  Two words that this module cannot set in order are unknown, not a no.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from analysis.fit import Fit

_EVERYWHERE = re.compile(
    r"他の?(地区|地域|圏域|校区|エリア)も|どこでも|どこへでも|全域|全市|全町|全村|全地区|全圏域"
    r"|(市|町|村|区)内(?!の一部)|すべての(地区|地域)|全ての(地区|地域)|問わ(ない|ず)|^全て?$|^すべて$"
)
_OUTSIDE = re.compile(r"^(.+?)(?:以外|を除く|は除く)$")
_ENDINGS = re.compile(
    r"(日常生活圏域|圏域|小学校区|中学校区|校区|学区|地区|地域|エリア|方面|周辺|付近)$"
)
_ONLY = re.compile(r"(のみ|だけ|限定|内|に限る|が中心|中心)$")
_BETWEEN = re.compile(r"[,、;；/／・\s]+|および|及び|または|と(?=[^\s]{1,8}(?:地区|圏域|校区))")
_IN_A_SENTENCE = re.compile(r"([A-Za-z]|[一-龥々ヶァ-ヴー]{1,6})(?:地区|圏域|校区|学区)")

_ANYONE = re.compile(
    r"誰でも|だれでも|どなた|全員|全住民|住民(全般)?$|市民|町民|村民|みんな|制限なし|限定なし|問わ(ない|ず)|一般$|不問"
)
_OLD = "old"
_GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("alone", re.compile(r"独居|(一|ひと|1)り?人?暮らし|単身")),
    ("care", re.compile(r"要支援|要介護|事業対象者|認定者|寝たきり")),
    ("dementia", re.compile(r"認知症|もの忘れ|物忘れ")),
    ("carer", re.compile(r"介護者|介護する(人|家族)|家族介護|介護家族")),
    ("child", re.compile(r"子ども|こども|子供|小学生|児童|幼児|乳幼児")),
    ("parent", re.compile(r"子育て|親子|母子|父子|保護者|妊婦|産後")),
    ("young", re.compile(r"学生|若者|中学生|高校生|大学生|若い")),
    ("disabled", re.compile(r"障害|障がい|車いす|視覚|聴覚")),
    ("foreign", re.compile(r"外国")),
    ("men", re.compile(r"男性|男の")),
    ("women", re.compile(r"女性|女の")),
    (
        _OLD,
        re.compile(r"高齢|老人|シニア|お年寄り|年配|([6-9]\d)歳(以上|から|代)|免許返納|後期"),
    ),
)
_AMONG_OLD = frozenset({"alone", "care", "dementia"})
_EITHER = frozenset({"men", "women", "carer", "disabled", "foreign"})  # of any age
_FAR_FROM_OLD = frozenset({"child", "parent", "young"})
_AGE = re.compile(r"(\d{2})\s*歳\s*(?:以上|から)")


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas a text names; ``is_everywhere`` where it is open to all of them."""

    names: frozenset[str]
    without: frozenset[str] = frozenset()
    is_everywhere: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the text said anything about areas."""
        return bool(self.names or self.without or self.is_everywhere)


@lru_cache(maxsize=4096)
def read_areas(written: str) -> Areas:
    """Return the areas that *written* names."""
    plain = unicodedata.normalize("NFKC", written).casefold()
    everywhere = bool(_EVERYWHERE.search(plain.strip()))
    names: set[str] = set()
    without: set[str] = set()
    for part in _BETWEEN.split(re.sub(r"[()「」【】]", " ", plain)):
        if not part or _EVERYWHERE.search(part):
            continue
        outside = _OUTSIDE.match(part)
        (without if outside else names).add(_bare(outside.group(1) if outside else part))
    return Areas(frozenset(names - {""}), frozenset(without - {""}), everywhere)


def find_areas(sentence: str) -> str:
    """Return the areas a sentence names with their ending (「B地区」), written as a list."""
    plain = unicodedata.normalize("NFKC", sentence)
    if _EVERYWHERE.search(plain):
        return "全域"
    found = [hit.group(0) for hit in _IN_A_SENTENCE.finditer(plain)]
    return "、".join(dict.fromkeys(each for each in found if each[0] not in "他各全同当"))


def compare_areas(asked: str, given: str) -> Fit:
    """Say whether an offer *given* for some areas reaches a need *asked* in some."""
    need, offer = read_areas(asked), read_areas(given)
    if offer.is_everywhere:
        return Fit.YES
    if not (need.is_known and offer.is_known) or need.is_everywhere:
        return Fit.UNKNOWN
    if offer.without:
        return Fit.NO if need.names and need.names <= offer.without else Fit.YES
    if need.names & offer.names:
        return Fit.YES
    if any(_is_part(a, b) for a in need.names for b in offer.names):
        return Fit.UNKNOWN
    return Fit.NO


@lru_cache(maxsize=4096)
def read_groups(written: str) -> frozenset[str]:
    """Return the groups of people that *written* names; empty where it names none."""
    plain = unicodedata.normalize("NFKC", written)
    return frozenset(name for name, pattern in _GROUPS if pattern.search(plain))


def compare_targets(asked: str, given: str) -> Fit:
    """Say whether an offer *given* for some people is for those who *asked*."""
    need, offer = (unicodedata.normalize("NFKC", each).strip() for each in (asked, given))
    if offer and _ANYONE.search(offer):
        return Fit.YES
    if not need or not offer or _ANYONE.search(need):
        return Fit.UNKNOWN
    if need == offer:
        return Fit.YES if _may_enter(need, offer) else Fit.UNKNOWN
    return _compare_groups(need, offer)


def _compare_groups(need: str, offer: str) -> Fit:
    asking, served = read_groups(need), read_groups(offer)
    if not asking or not served:
        return Fit.UNKNOWN
    old_asking = bool(asking & ({_OLD} | _AMONG_OLD))
    old_served = bool(served & ({_OLD} | _AMONG_OLD))
    sexes = {"men", "women"}
    if asking & sexes and served & sexes and not asking & served & sexes:
        return Fit.NO
    if served <= asking or (old_asking and served == {_OLD}):
        return Fit.YES if _may_enter(need, offer) else Fit.UNKNOWN
    if asking & served:
        return Fit.UNKNOWN
    if old_asking and served <= _FAR_FROM_OLD:
        return Fit.NO
    if old_served and not served & _EITHER and asking <= _FAR_FROM_OLD:
        return Fit.NO
    return Fit.UNKNOWN


def _may_enter(need: str, offer: str) -> bool:
    """Say whether an age the offer asks for is surely reached by the need's."""
    least = _AGE.search(offer)
    own = _AGE.search(need)
    return least is None or (own is not None and int(own.group(1)) >= int(least.group(1)))


def _bare(name: str) -> str:
    plain = _ONLY.sub("", name.strip())
    return _ENDINGS.sub("", plain) or plain


def _is_part(one: str, other: str) -> bool:
    """Say whether one name holds the other, so that people must look (東谷 and 東谷二丁目)."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and long.startswith(short)
