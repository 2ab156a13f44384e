"""The scheme's calculations, one answer for each command."""

import json
from collections.abc import Sequence
from datetime import date

from workshop_app import rules
from workshop_app.commands.common import say
from workshop_app.usecases import calculating


def calculate(name: str | None, written: Sequence[str], *, prints_json: bool) -> int:
    """Print one answer, or the calculations there are."""
    today = rules.of_day(date.today())  # noqa: DTZ011 - the town hall's day
    if name is None:
        _list_all(prints_json=prints_json)
        return 0
    found = calculating.answer_words(name, written, otherwise=today)
    if prints_json:
        say(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return 0
    say(f"{calculating.find(name).title}：{found.explanation}")
    for kind in found.as_json().get("types", ()) if name == "service-type" else ():  # type: ignore[attr-defined]
        say(f"・{kind['label']}：{kind['reason']}")
    for note in found.notes:
        say(f"※ {note}")
    say(found.source)
    return 0


def _list_all(*, prints_json: bool) -> None:
    if prints_json:
        listed = [
            {
                "name": each.name,
                "title": each.title,
                "keys": [
                    {
                        "name": key.name,
                        "label": key.label,
                        "needed": key.is_needed,
                        "choices": [choice for choice, _ in key.choices],
                    }
                    for key in (*each.keys, calculating.YEAR)
                ],
            }
            for each in calculating.CALCULATIONS
        ]
        say(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    years = "、".join(rules.reiwa(rule.fiscal_year) for rule in rules.known_years())
    say(f"決まりのある年度： {years}(year=R6 のように書きます)")
    for each in calculating.CALCULATIONS:
        keys = " ".join(
            f"{key.name}=" if key.is_needed else f"[{key.name}=]" for key in each.keys
        )
        say(f"{each.name}  {each.title}\n    {keys}")
