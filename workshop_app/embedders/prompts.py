"""Which words a model family wants before a text that is to be grouped by topic."""

import re
from collections.abc import Mapping

# In a model's own list of prompts, the purpose nearest to grouping statements.
_PURPOSES = ("clustering", "topic", "トピック", "sts", "query")

# Families whose folders often come without such a list; the first match counts.
_FAMILIES = (
    (re.compile(r"ruri-v3"), "トピック: "),
    (re.compile(r"ruri"), "クエリ: "),
    (re.compile(r"(^|[-_/])e5([-_]|$)"), "query: "),
    (re.compile(r"glucose-base-ja-v2"), "query: "),
    (re.compile(r"nomic-embed"), "clustering: "),
)


def choose_prompt(folder_name: str, own_prompts: Mapping[str, str | None]) -> str:
    """Return the prompt for grouping: the model's own if it names one, else its family's.

    A model that names no purpose and belongs to no known family gets ``""``.
    """
    named = {purpose.casefold(): prompt for purpose, prompt in own_prompts.items()}
    for purpose in _PURPOSES:
        if prompt := named.get(purpose):
            return prompt
    lowered = folder_name.casefold()
    return next((prompt for family, prompt in _FAMILIES if family.search(lowered)), "")
