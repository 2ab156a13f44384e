"""What the network says, in sentences, each with its rule and its source.

A sentence names a gap and a next step; it never sets people in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis import brokerage
from workshop_app import network_words, words
from workshop_app.model import Party

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the network says: sentences, the rule behind them, the rule's source."""

    heading: str
    sentences: tuple[str, ...]
    rule: str
    source: str


def tell_findings(graph: "nx.Graph[str]", found: brokerage.Reading) -> tuple[Finding, ...]:
    """Return every finding that has something to say, the next meeting first."""
    gaps = found.gaps
    told = (
        Finding(
            "次に会うとよい組",
            tuple(_tell_meeting(graph, each) for each in found.meetings),
            "1つの団体だけがつないでいる所のうち、その両側の数の積がいちばん大きい所をこえる線。"
            "つぎに、離れた島どうし。",
            "関節点：Hopcroft・Tarjan (1973)、媒介中心性：Freeman (1977)・Brandes (2001)",
        ),
        Finding(
            "担い手のいないテーマ",
            tuple(
                f"「{_name(graph, each)}」には、まだ団体がいません。"
                for each in gaps.themes_without_actor
                if not graph.nodes[each]["is_lone"]
            ),
            "テーマのうち、支える団体が0のもの。資源だけでは数えません。",
            "地域づくりの棚おろし(宝探し)の読み方",
        ),
        Finding(
            "テーマのない団体",
            _list(graph, gaps.actors_without_theme, "は、まだどのテーマも支えていません。"),
            "団体のうち、支えるテーマが0のもの。",
            "同上",
        ),
        Finding(
            "ここだけがつないでいる団体",
            _list(
                graph,
                gaps.single_bridges,
                "がぬけると、つながりが2つ以上に分かれます。もう1本、別の線をつくりましょう。",
            ),
            "立場の点をのぞいた図の関節点。",
            "Hopcroft・Tarjan (1973), Communications of the ACM 16",
        ),
        Finding(
            "すきまをまたぐ団体",
            _list(
                graph,
                found.hole_keepers,
                "の相手どうしは、まだ知り合っていません。引き合わせの場をつくれます。",
            ),
            "有効サイズ n − 2t/n が、相手の数 n と同じ(相手どうしの線 t が0)。",
            "Burt (1992)、Borgatti (1997)",
        ),
        Finding(
            "同じテーマで出会っていない立場",
            tuple(
                f"{words.label(Party(each.one))}と{words.label(Party(each.other))}は、"
                "同じテーマにまだいません。"
                for each in gaps.parties_apart
            ),
            "声でも団体でも、共通のテーマが0の組。",
            "三者の偏りの読み方",
        ),
    )
    return tuple(each for each in told if each.sentences)


def tell_silent(names: Iterable[str], days: int) -> Finding:
    """Return the finding about contacts that are too long ago."""
    return Finding(
        "しばらく話していない団体",
        tuple(f"{name}と、{days}日をこえて連絡の記録がありません。" for name in names),
        f"つながりの「最後の連絡」の、いちばん新しい日が{days}日より前か、書かれていないもの。",
        "生活支援体制整備事業のネットワーク構築の記録",
    )


def _tell_meeting(graph: "nx.Graph[str]", each: brokerage.Meeting) -> str:
    pair = f"「{_name(graph, each.one)}」と「{_name(graph, each.other)}」"
    if each.bridge is None:
        return f"{pair}：いまは、たどれる線がありません。顔を合わせる所から。"
    return (
        f"{pair}：いまは「{_name(graph, each.bridge)}」だけがつないでいます。"
        f"直接会えば、{each.joined}組がひとつの団体に頼らなくなります。"
    )


def _list(graph: "nx.Graph[str]", nodes: Iterable[str], rest: str) -> tuple[str, ...]:
    return tuple(f"「{_name(graph, node)}」{rest}" for node in nodes)


def _name(graph: "nx.Graph[str]", node: str) -> str:
    return network_words.name_node(graph, node)
