"""A network as GraphML, for yEd, Gephi and programs.

The elements are those of the GraphML primer: a key for each attribute, then one undirected
graph.  Text is escaped by the writer; what XML cannot hold was taken out before.
"""

import xml.etree.ElementTree as ET

from workshop_app.export.ties import NetworkReport

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE_KEYS = (
    ("label", "string"),
    ("kind", "string"),
    ("type", "string"),
    ("party", "string"),
    ("asset_class", "string"),
    ("area", "string"),
    ("description", "string"),
    ("voices", "int"),
    ("x", "double"),
    ("y", "double"),
)
_LINE_KEYS = (("kind", "string"), ("label", "string"), ("weight", "double"))


def to_graphml(report: NetworkReport) -> bytes:
    """Return *report* as GraphML, UTF-8; the same report gives the same bytes."""
    root = ET.Element("graphml", {"xmlns": _SPACE})
    for scope, keys in (("node", _NODE_KEYS), ("edge", _LINE_KEYS)):
        for name, kind in keys:
            ET.SubElement(
                root,
                "key",
                {"id": f"{scope}_{name}", "for": scope, "attr.name": name, "attr.type": kind},
            )
    for name in ("title", "remark"):
        ET.SubElement(
            root,
            "key",
            {"id": f"g_{name}", "for": "graph", "attr.name": name, "attr.type": "string"},
        )
    graph = ET.SubElement(root, "graph", {"id": "G", "edgedefault": "undirected"})
    _put(graph, "g_title", report.title)
    _put(graph, "g_remark", report.remark)
    for node in report.nodes:
        at = ET.SubElement(graph, "node", {"id": node.id})
        values = (
            node.label,
            node.kind,
            node.kind_label,
            node.party,
            node.asset_class,
            node.area,
            node.description,
            str(node.voices),
            repr(node.x),
            repr(node.y),
        )
        for (name, _), value in zip(_NODE_KEYS, values, strict=True):
            _put(at, f"node_{name}", value)
    for line in report.lines:
        at = ET.SubElement(
            graph, "edge", {"id": line.id, "source": line.source, "target": line.target}
        )
        for (name, _), value in zip(
            _LINE_KEYS, (line.kind, line.label, repr(float(line.weight))), strict=True
        ):
            _put(at, f"edge_{name}", value)
    return write_xml(root)


def write_xml(root: ET.Element) -> bytes:
    """Return an element as a document in UTF-8 with its declaration."""
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _put(parent: ET.Element, key: str, value: str) -> None:
    if value:
        ET.SubElement(parent, "data", {"key": key}).text = value
