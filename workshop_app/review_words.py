"""The Japanese words of the coordinator's desk: fates, fields, directions, what to look at."""

from collections.abc import Mapping

from workshop_app.model import CareTag, Direction, Fate

FATES: Mapping[Fate, str] = {
    Fate.UNTOUCHED: "未着手",
    Fate.CONSIDERED: "検討",
    Fate.ADOPTED: "採用",
    Fate.REFUSED: "できない",
}
CARE_TAGS: Mapping[CareTag, str] = {
    CareTag.HOUSING: "住まい",
    CareTag.MEDICINE: "医療",
    CareTag.CARE: "介護",
    CareTag.PREVENTION: "予防",
    CareTag.DAILY_LIFE: "生活支援",
}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.CHOICE: "① アクセス機会と選択肢の拡大",
    Direction.STAYING: "①' 要介護・認知症になっても続けられる",
    Direction.MANY_ACTORS: "② 多様な主体が自分の活動の一環で",
    Direction.CARE_MANAGEMENT: "③ ケアマネジメント",
    Direction.PROVISION: "④ 続けて提供できる体制",
}
HIDDEN_CELL = "{}未満"
