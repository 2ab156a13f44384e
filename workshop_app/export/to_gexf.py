"""A network as GEXF 1.2, for Gephi: attributes, colours by shape of the mark, positions."""

import xml.etree.ElementTree as ET

from workshop_app.export.ties import NetworkReport
from workshop_app.export.to_graphml import write_xml

_SPACE = "http://www.gexf.net/1.2draft"
_VIZ = "http://www.gexf.net/1.2draft/viz"
_NODE_KEYS = (
    ("kind", "string"),
    ("type", "string"),
    ("party", "string"),
    ("asset_class", "string"),
    ("area", "string"),
    ("description", "string"),
    ("voices", "integer"),
)


def to_gexf(report: NetworkReport) -> bytes:
    """Return *report* as GEXF, UTF-8; the same report gives the same bytes.

    Gephi counts y upwards, the screen downwards: y is turned, so that it looks the same.
    """
    root = ET.Element("gexf", {"xmlns": _SPACE, "xmlns:viz": _VIZ, "version": "1.2"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "Kurumaza"
    ET.SubElement(meta, "description").text = " ".join((report.title, report.remark)).strip()
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    _declare(graph, "node", _NODE_KEYS)
    _declare(graph, "edge", (("kind", "string"),))
    nodes = ET.SubElement(graph, "nodes", {"count": str(len(report.nodes))})
    for node in report.nodes:
        at = ET.SubElement(nodes, "node", {"id": node.id, "label": node.label})
        values = (
            node.kind,
            node.kind_label,
            node.party,
            node.asset_class,
            node.area,
            node.description,
            str(node.voices),
        )
        _fill(at, values)
        ET.SubElement(
            at,
            "viz:position",
            {"x": repr(node.x), "y": repr(-node.y if node.y else 0.0), "z": "0.0"},
        )
    edges = ET.SubElement(graph, "edges", {"count": str(len(report.lines))})
    for line in report.lines:
        at = ET.SubElement(
            edges,
            "edge",
            {
                "id": line.id,
                "source": line.source,
                "target": line.target,
                "label": line.label,
                "weight": repr(float(line.weight)),
            },
        )
        _fill(at, (line.kind,))
    return write_xml(root)


def _declare(graph: ET.Element, scope: str, keys: tuple[tuple[str, str], ...]) -> None:
    at = ET.SubElement(graph, "attributes", {"class": scope, "mode": "static"})
    for number, (name, kind) in enumerate(keys):
        ET.SubElement(at, "attribute", {"id": str(number), "title": name, "type": kind})


def _fill(parent: ET.Element, values: tuple[str, ...]) -> None:
    at = ET.SubElement(parent, "attvalues")
    for number, value in enumerate(values):
        if value:
            ET.SubElement(at, "attvalue", {"for": str(number), "value": value})
