"""Papers and files that leave the house, each built from one report without a format.

:func:`build_report` decides what is in it; a ``to_<format>`` module decides how it looks.
"""

from collections.abc import Callable, Mapping

from workshop_app.export.report import PrintedStep, VoiceReport, build_report
from workshop_app.export.to_csv import to_cp932, to_csv, to_machine_csv, to_whole_cp932
from workshop_app.export.to_xlsx import to_xlsx

FORMATS: Mapping[str, Callable[[VoiceReport], bytes]] = {
    "xlsx": to_xlsx,
    "csv": to_csv,
    "csv-machine": to_machine_csv,
    "csv-cp932": to_whole_cp932,
}

__all__ = [
    "FORMATS",
    "PrintedStep",
    "VoiceReport",
    "build_report",
    "to_cp932",
    "to_csv",
    "to_machine_csv",
    "to_whole_cp932",
    "to_xlsx",
]
