"""The works of the graph as they are looked up: their printed parts, taken from graph/literature."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from oncotriples.enrichment.literature_lock import is_pmid
from oncotriples.errors import InputError
from oncotriples.evidence.citation_authors import read_authors
from oncotriples.evidence.matching import Work
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE

__all__ = ["works_in", "works_of"]

_ARTICLE = f"{PREFIXES['fabio']}JournalArticle"
_JOURNAL = f"{PREFIXES['dcterms']}isPartOf"
_ABBREVIATION = f"{PREFIXES['fabio']}hasNLMJournalTitleAbbreviation"
_FIELDS = {
    f"{PREFIXES['fabio']}hasPubMedId": "pmid",
    f"{PREFIXES['dcterms']}title": "title",
    f"{PREFIXES['onct']}authorsAsPrinted": "authors",
    f"{PREFIXES['fabio']}hasPublicationYear": "year",
    f"{PREFIXES['prism']}volume": "volume",
    f"{PREFIXES['prism']}issueIdentifier": "issue",
    f"{PREFIXES['prism']}pageRange": "pages",
}
_LITERATURE = f"{BASE}graph/literature"


def works_of(dataset: Dataset) -> tuple[Work, ...]:
    """Every fabio:JournalArticle of the graph, in the order of its IRI. Raises InputError for a PMID that is none."""
    works = works_in(dataset.graphs.get(_LITERATURE, ()))
    for work in works:
        if work.pmid and not is_pmid(work.pmid):
            mend = "write one to eight digits without leading zeros; `oncotriples validate` says where it stands"
            raise InputError(f"{work.path}: “{work.pmid}” is no PMID", mend=mend)
    return works


def works_in(literature: Iterable[Triple]) -> tuple[Work, ...]:
    """The works of the triples of graph/literature, PMIDs as they stand: what a work is stands there alone."""
    return tuple(sorted(_works(literature), key=lambda work: work.path))


def _works(literature: Iterable[Triple]) -> Iterator[Work]:
    articles: dict[str, dict[str, str]] = {}
    journals: dict[str, str] = {}
    for triple in literature:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
            continue
        if predicate == RDF_TYPE and value.value == _ARTICLE:
            articles.setdefault(subject.value, {})["is"] = "article"
        elif predicate in _FIELDS:
            articles.setdefault(subject.value, {})[_FIELDS[predicate]] = value.value
        elif predicate == _JOURNAL:
            articles.setdefault(subject.value, {})["journal"] = value.value
        elif predicate == _ABBREVIATION:
            journals[subject.value] = value.value
    for address, parts in articles.items():
        if parts.pop("is", ""):
            journal = journals.get(parts.pop("journal", ""), "")
            first = read_authors(parts.get("authors", "")).first
            yield Work(address.removeprefix(BASE), first_author=first, journal=journal, **parts)
