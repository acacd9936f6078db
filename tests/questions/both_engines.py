"""The same quads in both engines that run in this process."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import Dataset, URIRef

from oncotriples.questions.engines import Engine, OxigraphEngine
from oncotriples.questions.rdflib_engine import RdflibEngine

__all__ = ["both_engines"]


def both_engines(quads: Iterable[ox.Quad]) -> Mapping[str, Engine]:
    """An engine of each kind, by name."""
    held = list(quads)
    store = ox.Store()
    store.bulk_extend(held)
    dataset = Dataset(default_union=True)
    by_graph: dict[str | None, list[ox.Triple]] = {}
    for quad in held:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else None
        by_graph.setdefault(name, []).append(quad.triple)
    for name, triples in by_graph.items():
        graph = dataset.default_graph if name is None else dataset.graph(URIRef(name))
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        assert text is not None
        graph.parse(data=text.decode(), format="nt")
    return {"oxigraph": OxigraphEngine(store), "rdflib": RdflibEngine(dataset)}
