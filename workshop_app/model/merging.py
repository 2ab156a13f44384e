"""What is kept of merging with other laptops' copies."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MergedState:
    """What a voice was like in another laptop's copy; ``state`` is JSON, without its words."""

    municipality_id: int
    client_key: str
    state: str
