"""Charting: a meeting's network as a file that may leave the house.

Voices stay at home.  What is not projected is not counted; a heading that quotes somebody who
spoke for this room only, and the words of a lone voice, are replaced by a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analysis import folding, layout
from analysis.layout import Place
from workshop_app import errors, figures, words
from workshop_app.export import NETWORK_FORMATS, build_network_report, to_svg
from workshop_app.export.to_paper import A3_ACROSS, A4_ACROSS, to_picture
from workshop_app.export.to_svg import Drawing, DrawnKey, DrawnLine, DrawnNode
from workshop_app.model import Consent, MadeBy
from workshop_app.store import Store, positions
from workshop_app.usecases import entering, mapping, reading
from workshop_app.usecases.noting import STAFF, note
from workshop_app.usecases.reporting import Paper, name_file

if TYPE_CHECKING:
    import networkx as nx

FORMATS: Mapping[str, str] = {
    "graphml": "graphml",
    "gexf": "gexf",
    "kumu": "json",
    "kumu-xlsx": "xlsx",
    "gephi": "zip",
}


@dataclass(frozen=True, slots=True)
class PictureForm:
    """How many nodes a picture may have before it is folded, and the paper it is for."""

    most: int
    size: str
    ending: str


PICTURES: Mapping[str, PictureForm] = {
    "svg": PictureForm(folding.READABLE, "", "svg"),
    "a3": PictureForm(folding.READABLE, A3_ACROSS, "html"),
    "a4": PictureForm(24, A4_ACROSS, "html"),
}
ENDINGS: Mapping[str, str] = {
    **FORMATS,
    **{form: each.ending for form, each in PICTURES.items()},
}
SIZES: Mapping[str, str] = {"a3": "_A3", "a4": "_A4"}


def network_paper(
    store: Store,
    meeting_id: int,
    file_format: str,
    *,
    for_public: bool = False,
    by: str = STAFF,
) -> Paper:
    """Return a meeting's network in *file_format*, and note that it was taken out.

    Raises
    ------
    UnusableInputError
        The format is unknown.
    """
    if file_format not in NETWORK_FORMATS:
        raise errors.UnusableInputError(f"形式「{file_format}」では書き出せません。")
    room = entering.enter(store, meeting_id)
    board = may_leave(
        reading.board_of_meeting(store, meeting_id, on_screen=True), for_public=for_public
    )
    registers = mapping.registers_of(store, room.workshop.id)
    graph = mapping.graph_of(board, registers)
    kept = store.read(lambda conn: positions.list_of(conn, room.workshop.id))
    report = build_network_report(
        room.meeting.title,
        graph,
        _place(graph, kept),
        areas=_name_areas(registers, {area.id: area.name for area in room.areas}),
        remark=words.NOT_QUOTABLE if for_public else words.COUNTS_ARE_NOT_WEIGHT,
    )
    content = NETWORK_FORMATS[file_format](report)
    count = len(report.nodes)
    return _finish(store, room, file_format, content, count, for_public=for_public, by=by)


def picture_paper(
    store: Store, meeting_id: int, form: str, *, for_public: bool = False
) -> Paper:
    """Return the picture of a meeting's network as it stands on the screen, and note it.

    The same may leave as in :func:`network_paper`. A large network is folded until the paper
    can be read; the list beside the picture names everybody.

    Raises
    ------
    UnusableInputError
        The form is none of :data:`PICTURES`.
    """
    if form not in PICTURES:
        raise errors.UnusableInputError(f"形式「{form}」では書き出せません。")
    room = entering.enter(store, meeting_id)
    board = may_leave(
        reading.board_of_meeting(store, meeting_id, on_screen=True), for_public=for_public
    )
    graph = mapping.graph_of(board, mapping.registers_of(store, room.workshop.id))
    kept = store.read(lambda conn: positions.list_of(conn, room.workshop.id))
    shown = folding.fold_to_fit(graph, PICTURES[form].most)
    known = {node: Place(*kept[node]) for node in shown if node in kept}
    picture = figures.draw_network(shown, seed=mapping.SEED, previous=known, whole=graph)
    title = f"つながり　{room.meeting.title}"
    drawing = drawing_of(picture, title)
    if form == "svg":
        content = to_svg.to_svg(drawing)
    else:
        remark = words.NOT_QUOTABLE if for_public else words.COUNTS_ARE_NOT_WEIGHT
        said = [(item.name, item.sentence) for item in picture.listing]
        content = to_picture(title, remark, drawing, said, PICTURES[form].size)
    return _finish(store, room, form, content, len(picture.nodes), for_public=for_public)


def drawing_of(picture: figures.NetworkPicture, title: str) -> Drawing:
    """Return what *picture* shows as plain shapes, every node where it stands."""
    at = {str(node["id"]): (float(node["x"]), float(node["y"])) for node in picture.nodes}
    return Drawing(
        title,
        tuple(_shape_of(node) for node in picture.nodes),
        tuple(
            _stroke_of(edge, at[str(edge["from"])], at[str(edge["to"])])
            for edge in picture.edges
        ),
        tuple(DrawnKey(mark.shape, mark.colour, mark.word) for mark in picture.legend),
        picture.low.x,
        picture.low.y,
        picture.high.x,
        picture.high.y,
    )


def _shape_of(node: Mapping[str, Any]) -> DrawnNode:
    lines = tuple(str(node["label"]).split("\n"))
    letters = float(node["font"]["size"])
    if node["shape"] == "box":
        extent = figures.measure_box(lines)
        wide, high = extent.width, extent.height
    else:
        wide = high = 2.0 * float(node["size"])
    return DrawnNode(
        str(node["shape"]),
        float(node["x"]),
        float(node["y"]),
        wide,
        high,
        str(node["color"]["background"]),
        str(node["color"]["border"]),
        float(node["borderWidth"]),
        bool(node.get("shapeProperties", {}).get("borderDashes")),
        lines,
        letters,
        str(node["title"]),
    )


def _stroke_of(
    edge: Mapping[str, Any], one: tuple[float, float], other: tuple[float, float]
) -> DrawnLine:
    dashes = edge.get("dashes") or ()
    return DrawnLine(
        *one,
        *other,
        float(edge["width"]),
        str(edge["color"]),
        tuple(float(each) for each in dashes),
        str(edge.get("label", "")),
    )


def _finish(
    store: Store,
    room: entering.Room,
    file_format: str,
    content: bytes,
    count: int,
    *,
    for_public: bool,
    by: str = STAFF,
) -> Paper:
    """Note that the network left the house, and return it as a file."""
    scope = "公開してよい声だけ" if for_public else "声の文なし"
    store.write(
        lambda conn: note(
            conn,
            room.municipality.id,
            "つながりを書き出す",
            room.meeting.title,
            f"{file_format}・{scope}・{count}件",
            by=by,
        ),
        municipality_id=room.municipality.id,
    )
    name = name_file(room, ENDINGS[file_format], f"_つながり{SIZES.get(file_format, '')}")
    return Paper(name, content, count)


def may_leave(board: reading.ThemeBoard, *, for_public: bool = False) -> reading.ThemeBoard:
    """Return *board* with headings that may be read elsewhere.

    For the public only voices that may be quoted are counted, and a theme without any is
    left out.
    """
    cards: dict[bool, list[reading.ThemeCard]] = {True: [], False: []}
    for card in (*board.themes, *board.lone):
        said = tuple(v for v in card.voices if not for_public or v.consent is Consent.PUBLIC)
        if said:
            held = {voice.id: card.assignments[voice.id] for voice in said}
            own = reading.ThemeCard(card.theme, said, held)
            heading = _choose_heading(own, for_public=for_public)
            named = replace(own, theme=replace(card.theme, heading=heading))
            cards[card.theme.is_lone].append(named)
    return replace(board, themes=tuple(cards[False]), lone=tuple(cards[True]))


def _choose_heading(card: reading.ThemeCard, *, for_public: bool) -> str:
    theme = card.theme
    if theme.heading_by is MadeBy.PERSON:
        return theme.heading
    if theme.is_lone:
        return f"{words.LONE_VOICES}{theme.position + 1}"
    levels = (Consent.PUBLIC,) if for_public else (Consent.TOWN, Consent.PUBLIC)
    open_words = [voice.text for voice in card.voices if voice.consent in levels]
    if any(theme.heading in said for said in open_words):
        return theme.heading
    return f"テーマ{theme.position + 1}"


def _place(
    graph: "nx.Graph[str]", kept: Mapping[str, tuple[float, float]]
) -> Mapping[str, Place]:
    """Return the places of the screen, and free ones near their neighbours for the rest."""
    extents = {node: figures.measure_extent(graph, node) for node in sorted(graph)}
    known = {node: Place(*kept[node]) for node in graph if node in kept}
    return layout.lay_out(graph, extents, seed=mapping.SEED, previous=known)


def _name_areas(registers: mapping.Registers, names: Mapping[int, str]) -> dict[str, str]:
    """Return the name of the area of each organisation and asset that has one."""
    found = {}
    for who in registers.stakeholders:
        if who.area_id is not None:
            found[f"actor:{who.id}"] = names.get(who.area_id, "")
    for asset in registers.assets:
        if asset.area_id is not None:
            found[f"asset:{asset.id}"] = names.get(asset.area_id, "")
    return found
