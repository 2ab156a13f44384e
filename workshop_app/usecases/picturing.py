"""Picturing a meeting's results: slides for a room, and one page with the network inside."""

from collections.abc import Sequence

from analysis import folding, layout
from analysis.layout import Place
from workshop_app import figures, words
from workshop_app.model import THREE_PARTIES
from workshop_app.papers import (
    Block,
    Bullets,
    Fields,
    Grid,
    Heading,
    Part,
    Text,
)
from workshop_app.papers.network_drawing import Dot, Drawing, Tie
from workshop_app.store import Store, positions
from workshop_app.usecases import mapping
from workshop_app.usecases.collecting import Dossier, not_the_whole_town, say_count
from workshop_app.usecases.informing import moves
from workshop_app.usecases.reading import ThemeBoard, ThemeCard
from workshop_app.usecases.recounting import next_moves, themes_table

_ROWS = 7  # of a table on one slide
_LINES = 4  # of text on one slide; each may need two
_LONGEST = 90  # letters of a voice that can be read from the last row
_MOST_QUOTED = 8  # themes with a slide of their own


def slides(dossier: Dossier, *, for_public: bool = False) -> tuple[Part, ...]:
    """Return the results for a room: figures, themes, quotable voices, what is next."""
    cards = dossier.cards(for_public=for_public)
    themes = [card for card in cards if not card.theme.is_lone]
    parts = [Part("この会の数字", (Fields(_figures(dossier, cards), 40),))]
    for start in range(0, len(themes), _ROWS):
        some = themes[start : start + _ROWS]
        rows = tuple(
            (
                card.theme.heading,
                f"{len(card.voices)}件",
                f"{card.table_count}班",
                f"{card.party_count}立場",
            )
            for card in some
        )
        grid = Grid(("テーマ", "件数", "班数", "立場の数"), rows, (58, 14, 14, 14))
        more = f"（{start // _ROWS + 1}）" if len(themes) > _ROWS else ""
        parts.append(Part(f"出た声のテーマ{more}", (grid, Text(words.COUNTS_ARE_NOT_WEIGHT))))
    quoted = [(card, _short(dossier, card)) for card in themes]
    parts += [
        Part(card.theme.heading, (Text(say_count(card)), Bullets(said)))
        for card, said in quoted
        if said
    ][:_MOST_QUOTED]
    parts += _lone(dossier, cards)
    parts += _moves(dossier, themes)
    lines = [block for block in next_moves(dossier) if isinstance(block, Bullets)]
    for block in lines:
        for start in range(0, len(block.items), _LINES):
            parts.append(Part("これから", (Bullets(block.items[start : start + _LINES]),)))
    return tuple(parts)


def page(dossier: Dossier, *, for_public: bool = False) -> tuple[Part, ...]:
    """Return the parts of the one page; the network itself is :func:`network`."""
    cards = dossier.cards(for_public=for_public)
    themed: list[Block] = [*themes_table(dossier, for_public=for_public)]
    for card in cards:
        quotes = dossier.quotes.get(card.theme.id, ())
        if quotes:
            themed.append(Heading(f"{card.theme.heading}（{say_count(card)}）"))
            themed.append(Bullets(tuple(f"「{text}」" for text in quotes)))
    caution = [not_the_whole_town(dossier)]
    if for_public:
        caution.append(words.NOT_QUOTABLE)
    return (
        Part("数字", (Fields(_figures(dossier, cards), 40),)),
        Part("テーマ", tuple(themed)),
        Part("こう動きます", moves(dossier) if for_public else next_moves(dossier)),
        Part("断り書き", (Text("".join(caution)),)),
    )


def network(store: Store, dossier: Dossier, *, for_public: bool = False) -> Drawing:
    """Return the network of the meeting as it may leave the house, in the screen's places."""
    board: ThemeBoard = dossier.public if for_public else dossier.board
    workshop_id = dossier.room.workshop.id
    whole = mapping.graph_of(board, mapping.registers_of(store, workshop_id))
    graph = folding.fold_to_fit(whole)
    kept = store.read(lambda conn: positions.list_of(conn, workshop_id))
    known = {node: Place(*kept[node]) for node in graph if node in kept}
    picture = figures.draw_network(graph, seed=mapping.SEED, previous=known, whole=whole)
    extents: dict[str, layout.Extent] = {
        node: figures.measure_extent(graph, node) for node in graph
    }
    return Drawing(
        dots=tuple(
            Dot(
                key=node["id"],
                x=node["x"],
                y=node["y"],
                width=extents[node["id"]].width,
                lines=tuple(node["label"].split("\n")),
                title=node["title"],
                shape=node["shape"],
                colour=node["color"]["background"],
                is_dashed=bool(node.get("shapeProperties", {}).get("borderDashes")),
            )
            for node in picture.nodes
        ),
        ties=tuple(
            Tie(
                edge["from"],
                edge["to"],
                float(edge.get("width", 2)),
                is_dashed=bool(edge.get("dashes")),
            )
            for edge in picture.edges
        ),
        listing=tuple((each.name, each.sentence) for each in picture.listing),
    )


def list_network(drawing: Drawing) -> tuple[Block, ...]:
    """Return the same network in words, for everybody who cannot read a picture."""
    return (Grid(("名前", "つながり"), drawing.listing, (30, 70)),) if drawing.listing else ()


def _figures(dossier: Dossier, cards: Sequence[ThemeCard]) -> tuple[tuple[str, str], ...]:
    said = [voice for card in cards for voice in card.voices]
    total = dossier.turnout.total
    rows = [
        ("参加者", "" if total is None else f"{total}人"),
        ("班", f"{len(dossier.room.tables)}班" if dossier.room.tables else ""),
        ("声", f"{len(said)}件"),
        ("テーマ", f"{sum(not card.theme.is_lone for card in cards)}"),
        (words.LONE_VOICES, f"{sum(card.theme.is_lone for card in cards)}件"),
    ]
    rows += [
        (f"{words.label(party)}の声", f"{sum(voice.party is party for voice in said)}件")
        for party in THREE_PARTIES
    ]
    return tuple(rows)


def _short(dossier: Dossier, card: ThemeCard) -> tuple[str, ...]:
    said = dossier.quotes.get(card.theme.id, ())
    return tuple(f"「{text}」" for text in said if len(text) <= _LONGEST)


def _lone(dossier: Dossier, cards: Sequence[ThemeCard]) -> list[Part]:
    said = [text for card in cards if card.theme.is_lone for text in _short(dossier, card)]
    if not said:
        return []
    told = Text("ほかに似た声のない声です。件数が少なくても、大切な声です。")
    return [Part(words.LONE_VOICES, (Bullets(tuple(said[:_LINES])), told))]


def _moves(dossier: Dossier, themes: Sequence[ThemeCard]) -> list[Part]:
    rows = tuple(
        (card.theme.heading, dossier.answer_of(card.theme.id))
        for card in themes
        if card.theme.id in dossier.fates
    )
    grids = [
        Grid(("テーマ", "お返事"), rows[at : at + 5], (40, 60)) for at in range(0, len(rows), 5)
    ]
    return [Part("こう動きます", (grid,)) for grid in grids]
