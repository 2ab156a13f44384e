"""A network as the two tables that Gephi imports, in one ZIP: nodes.csv and edges.csv."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

from workshop_app.export.ties import NetworkReport
from workshop_app.export.to_csv import guard_formula

NODES = ("Id", "Label", "Kind", "Type", "Party", "AssetClass", "Area", "Voices", "X", "Y")
EDGES = ("Source", "Target", "Type", "Id", "Label", "Kind", "Weight")
_DAY = (2000, 1, 1, 0, 0, 0)


def to_gephi(report: NetworkReport) -> bytes:
    """Return *report* as a ZIP of two tables; no cell of them is a formula."""
    nodes = [
        (
            n.id,
            n.label,
            n.kind,
            n.kind_label,
            n.party,
            n.asset_class,
            n.area,
            str(n.voices),
            repr(n.x),
            repr(n.y),
        )
        for n in report.nodes
    ]
    edges = [
        (e.source, e.target, "Undirected", e.id, e.label, e.kind, str(e.weight))
        for e in report.lines
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, header, rows in (("nodes.csv", NODES, nodes), ("edges.csv", EDGES, edges)):
            packed.writestr(zipfile.ZipInfo(name, _DAY), _write(header, rows))
    return out.getvalue()


def _write(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        # Places left of the middle are negative numbers, which are no formulas.
        writer.writerow([cell if _is_number(cell) else guard_formula(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
