"""Three questions about lifts among neighbours (C22)."""

from analysis.mobility import Concern, Fee, Lead, hint


def ask(fee, group=False, indirect=True):
    return hint(fee, by_neighbourhood_group=group, only_indirect_costs=indirect)


def test_fuel_and_insurance_alone_may_need_no_permit():
    assert ask(Fee.ACTUAL_COST).lead is Lead.PERHAPS_FREE
    assert ask(Fee.NONE).lead is Lead.PERHAPS_FREE


def test_a_table_of_fares_is_to_be_asked_about():
    assert ask(Fee.FARE).lead is Lead.CONSULT
    assert ask(Fee.FARE, group=True).lead is Lead.CONSULT


def test_a_fee_of_members_depends_on_who_runs_it_and_support_on_what_it_pays():
    assert ask(Fee.GROUP_FEE, group=True).lead is Lead.PERHAPS_FREE
    assert ask(Fee.GROUP_FEE).concerns == (Concern.GROUP_FEE_OUTSIDE,)
    assert ask(Fee.NONE, indirect=False).concerns == (Concern.DIRECT_COSTS,)
