"""Needs and offers of two tables to who could meet whom."""

import json
from pathlib import Path

from workshop_app import settings
from workshop_app.commands.common import refuse_an_output, say, write_whole


def match(
    needs: Path,
    offers: Path,
    output: Path,
    *,
    model: str,
    one_to_one: bool,
    prints_json: bool,
) -> int:
    """Write the proposals; the contract is in the manual."""
    settings.keep_libraries_offline()
    from workshop_app.sheets.match_table import write_match_table
    from workshop_app.usecases import pairing_files

    refuse_an_output(output)
    found = pairing_files.pair_files(needs, offers, model=model, one_to_one=one_to_one)
    write_whole(output, write_match_table(found.lines))
    if prints_json:
        say(json.dumps(found.summary, ensure_ascii=False, indent=2))
    else:
        told = found.summary
        say(
            f"ニーズ{told['needs']}件のうち{told['met']}件に候補があります。"
            f"まだ相手がいないのは{told['open']}件です。"
        )
    return 0
