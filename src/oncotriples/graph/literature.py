"""Articles as N-Quads of ``graph/literature``: the records of works that nobody has recorded better.

A work is a fabio:JournalArticle, fabio:BookChapter, fabio:Book, fabio:ReportDocument or fabio:WebPage. An abstract of a
meeting is an onct:MeetingAbstract too, so that one can ask what rests on abstracts only. Every record made here says
that it is: onct:recordOrigin <code/record-origin/composed>. A work that is recorded elsewhere gets no second record.

Articles have their parts as properties, as in kg/literature.ttl; other works have what they share with articles and,
for editors, edition, place and publisher, the whole entry as dcterms:bibliographicCitation.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from types import MappingProxyType

from oncotriples import iris
from oncotriples.evidence.articles import Article
from oncotriples.evidence.citation_keys import journal_slug
from oncotriples.evidence.citations import Citation, CitationKind
from oncotriples.graph.nquads import absolute, iri, literal, named, quad
from oncotriples.namespaces import BASE, RDF_TYPE, XSD

__all__ = ["JournalNames", "article_label", "article_lines", "journal_lines", "literature_lines"]

_A = absolute(RDF_TYPE)
_GRAPH = iri("graph/literature")
_COMPOSED = iri("code/record-origin/composed")
_LABEL = named("skos:prefLabel")
_ORIGIN = named("onct:recordOrigin")
_AUTHORS = named("onct:authorsAsPrinted")
_TITLE = named("dcterms:title")
_PART_OF = named("dcterms:isPartOf")
_CITATION = named("dcterms:bibliographicCitation")
_YEAR = named("fabio:hasPublicationYear")
_PMID = named("fabio:hasPubMedId")
_VOLUME = named("prism:volume")
_ISSUE = named("prism:issueIdentifier")
_PAGES = named("prism:pageRange")
_JOURNAL = named("fabio:Journal")
_ABBREVIATION = named("fabio:hasNLMJournalTitleAbbreviation")
_ARTICLE = named("fabio:JournalArticle")
_REPORT = named("fabio:ReportDocument")
_ABSTRACT = named("onct:MeetingAbstract")
_CLASSES = MappingProxyType(
    {
        CitationKind.ARTICLE: _ARTICLE,
        CitationKind.ABSTRACT: _ARTICLE,
        CitationKind.CHAPTER: named("fabio:BookChapter"),
        CitationKind.BOOK: named("fabio:Book"),
        CitationKind.REPORT: _REPORT,
        CitationKind.WEB: named("fabio:WebPage"),
        # Only a work with a PMID comes here: PubMed knows it, its entry was not understood.
        CitationKind.OTHER: _ARTICLE,
    }
)
# Characters of a title in a label.
_LONGEST, _LONGEST_BESIDE_JOURNAL = 160, 60


def literature_lines(articles: Iterable[Article], known_records: Set[str] = frozenset()) -> Iterator[str]:
    """The records of articles, in their order, then those of their journals; one line of N-Quads each.

    ``known_records`` are IRIs of articles and journals that the graph has a record of already.
    """
    journals = JournalNames()
    yield from article_lines(articles, known_records, journals)
    yield from journal_lines(journals, known_records)


class JournalNames(dict[str, Counter[str]]):
    """How many articles print which spelling of a journal's name, by the journal's slug. It can be pickled."""

    def count(self, slug: str, names: Counter[str]) -> None:
        """Add to the counts of a journal."""
        self.setdefault(slug, Counter()).update(names)


def article_lines(articles: Iterable[Article], known_records: Set[str], journals: JournalNames) -> Iterator[str]:
    """The records of articles that have none, in their order; their journals are counted in ``journals``."""
    for article in articles:
        address = iris.article(article.path)
        if address in known_records:
            continue
        citation = article.citation
        subject = f"<{address}>"
        for predicate, value in _statements(article, citation):
            yield quad(subject, predicate, value, _GRAPH)
        if citation.journal:
            journals.count(journal_slug(citation.journal), Counter([citation.journal]))


def journal_lines(journals: JournalNames, known_records: Set[str]) -> Iterator[str]:
    """The records of journals that have none, by slug.

    Of several spellings the one in most articles is the label; of equals the first in code-point order.
    """
    for slug, names in sorted(journals.items()):
        if BASE + f"journal/{slug}" not in known_records:
            yield from _journal_lines(slug, min(names, key=lambda name: (-names[name], name)))


def _statements(article: Article, citation: Citation) -> Iterator[tuple[str, str]]:
    yield from ((_A, class_) for class_ in _classes(citation))
    yield _LABEL, literal(article_label(citation) or f"PMID {article.pmid}", language="en")
    yield _ORIGIN, _COMPOSED
    if citation.authors:
        yield _AUTHORS, literal(citation.authors)
    if citation.title:
        yield _TITLE, literal(citation.title, language="en")
    if citation.journal:
        yield _PART_OF, iri(f"journal/{journal_slug(citation.journal)}")
    else:
        yield _CITATION, literal(citation.text)
    if citation.year:
        yield _YEAR, literal(citation.year, datatype=f"{XSD}gYear")
    for predicate, value in ((_VOLUME, citation.volume), (_ISSUE, citation.issue), (_PAGES, citation.pages)):
        if value:
            yield predicate, literal(value)
    if article.pmid:
        yield _PMID, literal(article.pmid)


def _classes(citation: Citation) -> tuple[str, ...]:
    """The classes of a work. An abstract that stands in no journal stands in the report of its meeting."""
    if citation.kind is CitationKind.ABSTRACT:
        return (_ARTICLE if citation.journal else _REPORT), _ABSTRACT
    return (_CLASSES[citation.kind],)


def _journal_lines(slug: str, name: str) -> Iterator[str]:
    """A journal by the name that reference lists print, which is the NLM's abbreviation wherever it has one."""
    subject = iri(f"journal/{slug}")
    yield quad(subject, _A, _JOURNAL, _GRAPH)
    yield quad(subject, _LABEL, literal(name, language="en"), _GRAPH)
    yield quad(subject, _ABBREVIATION, literal(name), _GRAPH)


def article_label(citation: Citation) -> str:
    """What people call a work: ``Demetri 1995, Hematol Oncol Clin North Am 9 (4): 765-85``; a book by its title."""
    # Guidelines and reports of one body and year differ only where their titles end, or in their edition.
    title = _short(citation.title or citation.text, _LONGEST_BESIDE_JOURNAL if citation.journal else _LONGEST)
    parts = [" ".join(filter(None, (citation.first_author or title, citation.year)))]
    if citation.journal:
        place = [citation.journal, citation.volume, citation.issue and f"({citation.issue})"]
        parts.append(" ".join(filter(None, place)) + (citation.pages and f": {citation.pages}"))
    elif citation.first_author:
        parts.append(title)
    if citation.edition:
        parts.append(citation.edition)
    if citation.container:
        parts.append(f"in: {_short(citation.container, _LONGEST_BESIDE_JOURNAL)}")
    return ", ".join(parts)


def _short(title: str, longest: int) -> str:
    """A title, cut between words."""
    if len(title) <= longest:
        return title
    return title[:longest].rpartition(" ")[0].rstrip(" ,;:") + "…"
