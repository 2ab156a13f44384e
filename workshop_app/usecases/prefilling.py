"""Prefilling: what the tool knows already when somebody opens a calculation (C40, C41).

The switch of 重層的支援体制整備事業 is the town's one setting, the same that moves hand-overs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.store import Store
from workshop_app.usecases import developing, interviewing, screening

REQUEST_ITEMS = "request-items"


@dataclass(frozen=True, slots=True)
class JointWork:
    """What the records say of a town for the items of the R7 request."""

    is_multilayered: bool
    joint_sessions: int

    def sentence(self) -> str:
        """Say how many sessions were held together, and what that allows."""
        if not self.joint_sessions:
            return (
                "居住支援協議会などと合同で開いた会議の記録が、まだありません。"
                "「つながり」で記録すると、②を計算に入れられます。"
            )
        return f"合同の会議の記録が{self.joint_sessions}回あるので、②を計算に入れられます。"

    def values(self) -> Mapping[str, str]:
        """Return the keys of ``request-items`` that need not be typed."""
        return {
            "joint_conference": _say(bool(self.joint_sessions)),
            "multilayered": _say(self.is_multilayered),
        }


def look(store: Store, municipality_id: int) -> JointWork:
    """Return what is known of a town, over all its years."""
    return JointWork(
        screening.uses_joint_work(store, municipality_id),
        developing.count_joint_sessions(store, municipality_id)
        + interviewing.joint_conferences(store, municipality_id),
    )


def _say(is_so: bool) -> str:
    return "yes" if is_so else "no"
