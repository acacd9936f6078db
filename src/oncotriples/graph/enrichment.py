"""The lock files of kg/ as part of the graph: what services said of articles and trials, in ``graph/enrichment``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.enrichment.literature_lock import NAME, LiteratureLock
from oncotriples.enrichment.trial_lock import LOCK_NAME, read_trial_lock
from oncotriples.graph.article import article_lines
from oncotriples.graph.enriched import enriched
from oncotriples.graph.mapped import Mapped
from oncotriples.graph.reading import Triple
from oncotriples.graph.trial import trial_lines
from oncotriples.graph.trial_labels import labels_of
from oncotriples.graph.works import works_in
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.sources import Sources

__all__ = ["ENRICHMENT", "map_enrichment", "read_literature_lock"]

ENRICHMENT = iris.graph("enrichment")
_LITERATURE = iris.graph("literature")
_DOI = f"{PREFIXES['prism']}doi"


def read_literature_lock(sources: Sources) -> LiteratureLock:
    """The lock of the literature in kg/. Raises SourceSyntaxError."""
    path = sources.kg / NAME
    return LiteratureLock.read(path, sources.name(path))


def map_enrichment(sources: Sources, graphs: Mapping[str, Sequence[Triple]]) -> Iterator[Mapped]:
    """What the locks say of the articles and trials that ``graphs`` name; every article has a standing."""
    literature = graphs.get(_LITERATURE, ())
    lock = read_literature_lock(sources)
    dois = {
        triple.subject.value.removeprefix(BASE): triple.object.value
        for triple in literature
        if triple.predicate.value == _DOI
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.Literal)
    }
    articles = article_lines(enriched(works_in(literature), lock, dois))
    yield _mapped(NAME, articles)
    path = sources.kg / LOCK_NAME
    trials = read_trial_lock(path, sources.name(path))
    if trials.trials:
        yield _mapped(LOCK_NAME, trial_lines(trials.trials.values(), labels_of(chain(*graphs.values()))))


def _mapped(name: str, lines: Iterable[str]) -> Mapped:
    """What a lock says, all of which is in one graph."""
    triples = tuple(quad.triple for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))
    return Mapped(f"kg/{name}", {ENRICHMENT: triples} if triples else {})
