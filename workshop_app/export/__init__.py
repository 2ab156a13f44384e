"""Papers and files that leave the house, each built from one report without a format.

:func:`build_report` decides what is in it; a ``to_<format>`` module decides how it looks.
"""

from collections.abc import Callable, Mapping

from workshop_app.export.report import (
    PartyCount,
    PrintedStep,
    PrintedVoice,
    ThemeCount,
    VoiceReport,
    build_report,
)
from workshop_app.export.ties import NetworkReport, build_network_report
from workshop_app.export.to_counts import to_counts
from workshop_app.export.to_csv import to_cp932, to_csv, to_machine_csv, to_whole_cp932
from workshop_app.export.to_gephi import to_gephi
from workshop_app.export.to_gexf import to_gexf
from workshop_app.export.to_graphml import to_graphml
from workshop_app.export.to_kouchou import (
    to_kouchou_input,
    to_kouchou_json,
    to_kouchou_zip,
)
from workshop_app.export.to_kumu import to_kumu, to_kumu_xlsx
from workshop_app.export.to_polis import to_polis_comments, to_polis_zip
from workshop_app.export.to_statements import (
    to_forms,
    to_miro,
    to_sensemaking,
    to_tttc,
)
from workshop_app.export.to_xlsx import to_xlsx

FORMATS: Mapping[str, Callable[[VoiceReport], bytes]] = {
    "xlsx": to_xlsx,
    "csv": to_csv,
    "csv-machine": to_machine_csv,
    "csv-cp932": to_whole_cp932,
}

# For other tools: by name, then by the file's ending; the first ending is the usual one.
FOREIGN_FORMATS: Mapping[str, Mapping[str, Callable[[VoiceReport], bytes]]] = {
    "kouchou": {"csv": to_kouchou_input, "json": to_kouchou_json, "zip": to_kouchou_zip},
    "tttc": {"csv": to_tttc},
    "polis": {"csv": to_polis_comments, "zip": to_polis_zip},
    "sensemaking": {"csv": to_sensemaking},
    "miro": {"csv": to_miro},
    "forms": {"csv": to_forms},
}

NETWORK_FORMATS: Mapping[str, Callable[[NetworkReport], bytes]] = {
    "graphml": to_graphml,
    "gexf": to_gexf,
    "kumu": to_kumu,
    "kumu-xlsx": to_kumu_xlsx,
    "gephi": to_gephi,
}

__all__ = [
    "FOREIGN_FORMATS",
    "FORMATS",
    "NETWORK_FORMATS",
    "NetworkReport",
    "PartyCount",
    "PrintedStep",
    "PrintedVoice",
    "ThemeCount",
    "VoiceReport",
    "build_network_report",
    "build_report",
    "to_counts",
    "to_cp932",
    "to_csv",
    "to_gephi",
    "to_gexf",
    "to_graphml",
    "to_kumu",
    "to_kumu_xlsx",
    "to_machine_csv",
    "to_whole_cp932",
    "to_xlsx",
]
