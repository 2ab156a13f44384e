"""What a rule file holds: one frozen class for each section, each with where it comes from.

Money is whole yen or thousands of yen, shares are exact fractions; nothing is a float.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Standing(StrEnum):
    """How sure a section's numbers are."""

    PUBLISHED = "published"
    REQUEST = "request"
    CARRIED_OVER = "carried_over"
    PRACTICE = "practice"
    PROPOSAL = "proposal"


STANDING_LABELS = {
    Standing.PUBLISHED: "公表資料",
    Standing.REQUEST: "概算要求時点・要確認",
    Standing.CARRIED_OVER: "前の年度の値を引き継ぎ・要確認",
    Standing.PRACTICE: "他の自治体や公開資料の例・要確認",
    Standing.PROPOSAL: "この道具の提案・町で変えられます",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What every section says about itself."""

    source: str
    standing: Standing
    last_checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRules(Section):
    """What the flow (ア)→(イ)→(ウ)→出口 asks for (C25)."""

    hearing_results_needed: int
    planning_results_needed: int
    self_standing_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardAmountRules(Section):
    """標準額 of 生活支援体制整備事業 (C29)."""

    tier_1_thousand_yen: int
    tier_2_thousand_yen: int
    joint_programme_thousand_yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRules(Section):
    """Items of the budget request for 令和7年度 (C30); no enacted rule."""

    coordinator_in_centre_thousand_yen: int
    coordinator_elsewhere_thousand_yen: int
    joint_conference_thousand_yen: int
    national_rate: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRules(Section):
    """Who pays for a programme (C31); the five shares make one."""

    national: Fraction
    prefecture: Fraction
    municipality: Fraction
    insured_1: Fraction
    insured_2: Fraction

    def parts(self) -> dict[str, Fraction]:
        """Return the shares by payer, in the order papers name them."""
        return {
            "national": self.national,
            "prefecture": self.prefecture,
            "municipality": self.municipality,
            "insured_1": self.insured_1,
            "insured_2": self.insured_2,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingRules(Section):
    """Upper limits of 地域支援事業 (C32)."""

    benefit_rate: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class NonTargetRules(Section):
    """Participants whom 総合事業 is not for (C21)."""

    full_share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyRules(Section):
    """How a trial's subsidy is rounded, and from which change it needs approval (C27)."""

    rounding_unit_yen: int
    approval_above: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """One row of the table of service types (C20)."""

    name: str
    former: str
    a: str
    b_d: str
    c: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTypeRules(Section):
    """Service types of 総合事業: how long C may last, and the table as published."""

    short_term_months_from: int
    short_term_months_until: int
    rows: tuple[TypeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MobilityRules(Section):
    """Since when lifts among neighbours may take actual cost (C22)."""

    guideline_since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRules(Section):
    """A list to go through: what else a project can use (C23), what a plan must hold (C26)."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRules(Section):
    """How large the scheme is (C33): static lines with their date."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One indicator of the ministry's example (C34); ``approach`` 0 is the final outcome."""

    key: str
    approach: int
    step: str
    viewpoint: str
    name: str
    shape: str
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRules(Section):
    """The indicators of C34 with a definition each town may change."""

    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleYear:
    """One fiscal year of rules, with where they come from."""

    fiscal_year: int
    label: str
    source: str
    last_checked: date
    flow: FlowRules
    standard_amount: StandardAmountRules
    request_items: RequestRules | None
    shares_comprehensive_prevention: ShareRules
    shares_comprehensive: ShareRules
    ceilings: CeilingRules
    non_target: NonTargetRules
    subsidy: SubsidyRules
    service_types: ServiceTypeRules
    mobility: MobilityRules
    enabling: ListRules
    checks: ListRules
    facts: FactRules
    indicators: IndicatorRules

    def credit(self, section: Section | None = None) -> str:
        """Return the line printed under every result that used these rules, or a section."""
        source = self.source if section is None else section.source
        checked = self.last_checked if section is None else section.last_checked
        standing = "" if section is None else f"、{STANDING_LABELS[section.standing]}"
        return (
            f"根拠：{source}（{self.label}、"
            f"最終確認 {checked.year}年{checked.month}月{checked.day}日{standing}）"
        )
