"""A network for Kumu: the JSON blueprint, and the same as a workbook of two sheets.

Field names are Kumu's own: elements with ``id, label, type, description, tags``, connections
with ``id, from, to, type, direction``; in the workbook ``Label, Type, Description, Tags`` and
``From, To, Type, Direction, Label``, tags divided by ``|``.
"""

import io
import json
from datetime import datetime

from xlsxwriter.workbook import Workbook

from workshop_app import errors
from workshop_app.export.ties import NetworkLine, NetworkNode, NetworkReport

MAX_CELL = 32_767
ELEMENTS = ("Label", "Type", "Description", "Tags", "id", "party", "area", "voices")
CONNECTIONS = ("From", "To", "Type", "Direction", "Label")
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook knows no time zones)


def to_kumu(report: NetworkReport) -> bytes:
    """Return *report* as a JSON blueprint, UTF-8; the same report gives the same bytes."""
    blueprint = {
        "elements": [
            {
                "id": node.id,
                "label": node.label,
                "type": node.kind_label,
                "description": node.description,
                "tags": list_tags(node),
                "party": node.party,
                "area": node.area,
                "voices": node.voices,
                "position": {"x": node.x, "y": node.y},
            }
            for node in report.nodes
        ],
        "connections": [
            {
                "id": line.id,
                "from": line.source,
                "to": line.target,
                "type": line.label,
                "direction": "undirected",
                "weight": line.weight,
            }
            for line in report.lines
        ],
        "loops": [],
    }
    return (json.dumps(blueprint, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def to_kumu_xlsx(report: NetworkReport) -> bytes:
    """Return *report* as a workbook with the sheets Elements and Connections.

    Every cell is written as text or as a number, never as a formula or a link.
    """
    labels = {node.id: node.label for node in report.nodes}
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": report.title[:200], "created": _EPOCH})
        elements = [_list_element(node) for node in report.nodes]
        connections = [_list_connection(line, labels) for line in report.lines]
        for name, header, rows in (
            ("Elements", ELEMENTS, elements),
            ("Connections", CONNECTIONS, connections),
        ):
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 1, 36)
            for place, row in enumerate((header, *rows)):
                for column, cell in enumerate(row):
                    _refuse_too_long(cell)
                    sheet.write_string(place, column, cell)
    return out.getvalue()


def list_tags(node: NetworkNode) -> list[str]:
    """Return the tags of a node: its party, its box, its area."""
    return [tag for tag in (node.party, node.asset_class, node.area) if tag]


def _list_element(node: NetworkNode) -> tuple[str, ...]:
    tags = "|".join(tag.replace("|", "／") for tag in list_tags(node))
    voices = str(node.voices) if node.voices else ""
    return (
        node.label,
        node.kind_label,
        node.description,
        tags,
        node.id,
        node.party,
        node.area,
        voices,
    )


def _list_connection(line: NetworkLine, labels: "dict[str, str]") -> tuple[str, ...]:
    return labels[line.source], labels[line.target], line.label, "undirected", line.label


def _refuse_too_long(cell: str) -> None:
    if len(cell.encode("utf-16-le")) // 2 > MAX_CELL:
        raise errors.UnusableInputError(
            f"Excelの1つのセルに入る{MAX_CELL:,}字を超える名前があります。短くしてください。"
        )
