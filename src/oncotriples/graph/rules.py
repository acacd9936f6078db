"""Inference: each rule is one CONSTRUCT in ontology/rules/, run once over what is stated.

Rules see the dataset (as named graphs, and as their union) and the ontology, never each other's results, so their
order does not matter. They may construct only IRIs and plain or language-tagged strings: the store that runs them
rewrites the lexical forms of numbers and dates.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from oncotriples.errors import InputError, SourceSyntaxError
from oncotriples.graph.dataset import Dataset, sorted_triples
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import ONTOLOGY, XSD

__all__ = ["infer", "read_rules"]

_SAFE_DATATYPES = (f"{XSD}string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")


def read_rules(folder: Path) -> dict[str, str]:
    """The rules of a folder: name → CONSTRUCT query, by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.rq"))}


def infer(dataset: Dataset, ontology: Iterable[Triple], rules: Mapping[str, str]) -> tuple[Triple, ...]:
    """Everything that the rules conclude and that is not stated already, sorted and distinct.

    Raises SourceSyntaxError for a rule that does not parse, InputError for one that is no CONSTRUCT or that concludes
    a literal whose form the store may have changed.
    """
    store = ox.Store()
    store.bulk_extend(dataset.quads())
    ontology_graph = ox.NamedNode(ONTOLOGY)
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, ontology_graph) for t in ontology)
    inferred: set[Triple] = set()
    for name, text in sorted(rules.items()):
        inferred.update(_conclusions(store, name, text))
    return sorted_triples(inferred.difference(dataset.union))


def _conclusions(store: ox.Store, name: str, text: str) -> set[Triple]:
    shown = f"ontology/rules/{name}.rq"
    try:
        results = store.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise SourceSyntaxError(shown, error.lineno or 0, error.offset or 0, str(error.msg)) from None
    if not isinstance(results, ox.QueryTriples):
        del results  # as in Answer.of_results
        raise InputError(f"{shown}: is no CONSTRUCT", mend="a rule constructs triples")
    triples = set(results)
    for triple in triples:
        if isinstance(triple.object, ox.Literal) and triple.object.datatype.value not in _SAFE_DATATYPES:
            raise InputError(
                f"{shown}: concludes {triple.object}, whose form the store may have changed",
                mend="conclude IRIs and strings only",
            )
    return triples
