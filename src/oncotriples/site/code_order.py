"""The order in which the members of a list stand: the strongest first where they are ranked."""

from collections.abc import Iterable

from oncotriples.site.graph_file import GraphFile
from oncotriples.site.reading import natural

__all__ = ["strongest_first"]


def strongest_first(graph: GraphFile, nodes: Iterable[str]) -> list[str]:
    """The codes or levels of one class, as terms, in their order.

    That is the order of the graph, where each is said to be stronger than the next or has a rank; what has no place in
    it comes behind. Others are in the order of their notations.
    """

    def key(node: str) -> tuple[bool, int, list[tuple[bool, int, str]], list[tuple[bool, int, str]]]:
        weaker = _weaker(graph, node)
        has_place = bool(weaker or graph.with_value("onct:nextWeaker", node))
        notation = graph.text(node, "skos:notation") or graph.text(node, "skos:prefLabel")
        return not has_place, -weaker, natural(graph.text(node, "onct:standingRank")), natural(notation)

    return sorted(nodes, key=key)


def _weaker(graph: GraphFile, node: str) -> int:
    """How many members follow one, each the next weaker one of the member before."""
    met: set[str] = set()
    while (node := graph.value(node, "onct:nextWeaker")) and node not in met:
        met.add(node)
    return len(met)
