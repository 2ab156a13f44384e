"""Whether what one side asks and the other gives go together: yes, no, or nobody knows."""

from enum import IntEnum


class Fit(IntEnum):
    """How two conditions stand to each other; what is unknown rules nothing out."""

    NO = 0
    UNKNOWN = 1
    YES = 2
