"""The screening of a table."""

from pathlib import Path

from workshop_app.commands.common import refuse_an_output, say


def screen_file(source: Path, output: Path, text_column: str | None) -> int:
    """Write the rows of a table with what was found in each; the contract is in the manual."""
    from workshop_app.usecases import screening_files

    refuse_an_output(output)
    counted = screening_files.screen_file(source, output, text_column)
    say(f"{counted.rows}行のうち{counted.flagged}行に、映す前に読むところがあります。")
    return 0
