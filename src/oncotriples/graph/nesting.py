"""Which blank nodes are written inside their only referrer, which as lists, and which need a label.

Every order in here depends on content only, never on the labels that a blank node happens to bear in the input.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from oncotriples.graph.house import predicate_key
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import ONCT, RDF_TYPE

__all__ = ["Node", "Object", "Structure", "canonical", "structure_of"]

Node = ox.NamedNode | ox.BlankNode
Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Properties = list[tuple[str, list[Object]]]
_Index = dict[Node, dict[str, list[Object]]]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = f"{_RDF}first", f"{_RDF}rest", ox.NamedNode(f"{_RDF}nil")
# Deeper nesting is cut by a label: nobody reads it, and recursion has an end.
_MAX_DEPTH = 40
# What a thing is to us is said before what it is to others.
_OURS = f"<{ONCT}"


def canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    """The quads with blank nodes labelled by RDFC-1.0, so that equal content has equal labels."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@dataclass(frozen=True)
class Structure:
    """One graph, indexed for writing.

    ``nested`` blank nodes are written inside their referrer, ``lists`` (head → members) as ``( … )``, ``labelled`` ones
    by label; a blank node in none of them is the subject of a block of its own, ``[]``.
    """

    properties: Mapping[Node, Properties]
    nested: frozenset[ox.BlankNode]
    lists: Mapping[ox.BlankNode, list[Object]]
    labelled: frozenset[ox.BlankNode]
    keys: Mapping[ox.BlankNode, str]

    def subjects(self) -> list[Node]:
        """The subjects of blocks: IRIs in order, then labelled blank nodes, then the others by content."""
        blocks = [node for node in self.properties if not isinstance(node, ox.BlankNode) or node not in self.nested]
        return sorted(blocks, key=self._block_key)

    def _block_key(self, node: Node) -> tuple[int, str]:
        if isinstance(node, ox.NamedNode):
            return (0, str(node))
        return (1, str(node)) if node in self.labelled else (2, self.keys[node])


def structure_of(triples: Iterable[Triple], *, shared: frozenset[ox.BlankNode] = frozenset()) -> Structure:
    """Index the triples. ``shared`` blank nodes stand in other graphs too: they are labelled whatever else they are.

    The labels of labelled blank nodes are those of the input; see ``canonical``.
    """
    index: _Index = {}
    referrers: dict[ox.BlankNode, list[Node]] = {}
    last: Node | None = None
    properties: dict[str, list[Object]] = {}
    for subject, predicate, object_ in dict.fromkeys(triples):
        if subject != last:
            last = subject
            properties = index.setdefault(subject, {})
        properties.setdefault(predicate.value, []).append(object_)
        if isinstance(object_, ox.BlankNode):
            referrers.setdefault(object_, []).append(subject)
    once = {node: found[0] for node, found in referrers.items() if len(found) == 1 and node not in shared}
    chains = _chains(index, once)
    head_of: dict[Node, ox.BlankNode] = {cell: head for head, cells in chains.items() for cell in cells}
    nested = _nested(
        {node: head_of.get(owner, owner) for node, owner in once.items() if head_of.get(node, node) == node}
    )
    lists: dict[ox.BlankNode, list[Object]] = {}
    inner: set[ox.BlankNode] = set()
    for head in chains.keys() & nested:
        lists[head] = [index[cell][_FIRST][0] for cell in chains[head]]
        inner.update(chains[head][1:])
    blocks = {node: found for node, found in index.items() if node not in inner and node not in lists}
    return _sorted(blocks, frozenset(nested), lists, frozenset((referrers.keys() | shared) - nested - inner))


def _chains(index: _Index, once: Mapping[ox.BlankNode, Node]) -> dict[ox.BlankNode, list[ox.BlankNode]]:
    """The cells of each well-formed list, by its head."""
    tails: dict[ox.BlankNode, Object] = {}
    for node in once:
        properties = index.get(node, {})
        if properties.keys() == {_FIRST, _REST} and all(len(values) == 1 for values in properties.values()):
            tails[node] = properties[_REST][0]
    chains: dict[ox.BlankNode, list[ox.BlankNode]] = {}
    for head in tails.keys() - set(tails.values()):
        cells: list[ox.BlankNode] = []
        node_: Object = head
        while isinstance(node_, ox.BlankNode) and node_ in tails:
            cells.append(node_)
            node_ = tails[node_]
        if node_ == _NIL:
            chains[head] = cells
    return chains


def _nested(owner: Mapping[ox.BlankNode, Node]) -> set[ox.BlankNode]:
    """Of the blank nodes with one owner those that hang, not too deep, from a node without: so none in a cycle."""
    owned: dict[Node, list[ox.BlankNode]] = {}
    for node, its_owner in owner.items():
        owned.setdefault(its_owner, []).append(node)
    level: list[Node] = [node for node in owned if node not in owner]
    nested: set[ox.BlankNode] = set()
    for _ in range(_MAX_DEPTH):
        below = [node for node_above in level for node in owned.get(node_above, ())]
        nested.update(below)
        level = list(below)
    return nested


def _sorted(
    index: _Index,
    nested: frozenset[ox.BlankNode],
    lists: dict[ox.BlankNode, list[Object]],
    labelled: frozenset[ox.BlankNode],
) -> Structure:
    """Bring predicates into house order and objects into the order of their N-Triples text, nested ones by content."""
    properties: dict[Node, Properties] = {}
    keys: dict[ox.BlankNode, str] = {}
    predicate_keys: dict[str, str] = {}

    def of_predicate(item: tuple[str, list[Object]]) -> str:
        key = predicate_keys.get(item[0])
        if key is None:
            key = predicate_keys[item[0]] = predicate_key(item[0])
        return key

    def of_object(term: Object) -> str:
        if not isinstance(term, ox.BlankNode) or term in labelled:
            return str(term)
        if term not in keys:
            if term in lists:
                text = f"( {' '.join(map(of_object, lists[term]))} )"
            else:
                order(term)
                pairs = (f"{of_predicate(pair)} {' , '.join(map(of_object, pair[1]))}" for pair in properties[term])
                text = f"[ {' ; '.join(pairs)} ]"
            # Behind literals and IRIs, as blank nodes are in N-Triples text.
            keys[term] = f"_:{text}"
        return keys[term]

    def of_class(term: Object) -> tuple[bool, str]:
        return (not str(term).startswith(_OURS), of_object(term))

    def order(node: Node) -> None:
        pairs = sorted(index.get(node, {}).items(), key=of_predicate)
        for predicate, objects in pairs:
            if len(objects) > 1:
                objects.sort(key=of_class if predicate == RDF_TYPE else of_object)
            elif isinstance(objects[0], ox.BlankNode):
                of_object(objects[0])
        properties[node] = pairs

    for node in index:
        if isinstance(node, ox.BlankNode) and node not in labelled:
            of_object(node)
        else:
            order(node)
    return Structure(properties, nested, lists, labelled, keys)
