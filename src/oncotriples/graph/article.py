"""What PubMed says of the articles of the graph, as N-Quads of ``graph/enrichment``. One function a rule.

What a database says stands in a record of its own, with its source and its day; on the article itself stand its
identifiers, whether it still stands, and the notices about it.
"""

import re
from collections.abc import Iterable, Iterator

from oncotriples import iris
from oncotriples.dates import MONTHS, is_date, is_day
from oncotriples.documents.article_entry import CorrectionLink, PubMedArticle
from oncotriples.documents.trial_forms import is_nct_id
from oncotriples.enrichment.literature_lock import ArticleEntry, LiteratureLock
from oncotriples.evidence.matching import Work
from oncotriples.evidence.standings import NOTICES, OTHER_NOTICE, notices_of
from oncotriples.graph.enriched import Enriched, enriched
from oncotriples.graph.literals import IS_A, LABEL, dated, english, typed
from oncotriples.graph.nquads import absolute, iri, literal, named, quad

# fmt: off
__all__ = [
    "ARTICLE_RULES", "article_agreement", "article_identifiers", "article_lines", "article_notices", "article_standing",
    "article_trials", "article_twin", "entry_lines", "record_itself", "record_subjects", "record_values",
]
# fmt: on

_GRAPH = iri("graph/enrichment")
_NAME = named("rdfs:label")
_MESH = re.compile(r"[DC][0-9]{3,12}")
# “J Ex. 2013 Jan 1;31(1):10”: the date stands behind the journal's name.
_NOTICED = re.compile(r"[.,] ?([12][0-9]{3})(?: ([A-Z][a-z]{2})[a-z]*(?: ([0-9]{1,2}))?)?(?=[;:.,-]|$)")

Statement = tuple[str, str, str]


def article_standing(one: Enriched) -> Iterator[Statement]:
    """An article stands, is corrected, under concern or retracted, or nobody knows (`onct:standing`), as of a day
    (`onct:checkedOn`). Nobody knows where the record of its PMID seems to be that of another article.
    """
    yield one.subject, named("onct:standing"), iri(f"code/standing/{one.standing.value}")
    if one.checked:
        yield one.subject, named("onct:checkedOn"), typed(one.checked, "date")


def article_identifiers(one: Enriched) -> Iterator[Statement]:
    """An article that was printed without its identifiers has those that were found (`fabio:hasPubMedId`, `prism:doi`,
    `fabio:hasPubMedCentralId`); a printed PMID that may be another article's leads to no others.
    """
    if one.twin:
        return
    if one.pmid and not one.work.pmid:
        yield one.subject, named("fabio:hasPubMedId"), literal(one.pmid)
    if one.new_doi:
        yield one.subject, named("prism:doi"), literal(one.new_doi)
    if one.entry is not None and one.entry.article.pmcid and not one.is_doubtful:
        yield one.subject, named("fabio:hasPubMedCentralId"), literal(one.entry.article.pmcid)


def article_agreement(one: Enriched) -> Iterator[Statement]:
    """An article as printed differs from the record of its PMID in some parts (`onct:differsFromRecordIn`): perhaps the
    PMID is another article's.
    """
    for part in one.differing:
        yield one.subject, named("onct:differsFromRecordIn"), literal(part)


def article_twin(one: Enriched) -> Iterator[Statement]:
    """An article of which the graph knows the PMID by another name is replaced by that one (`dcterms:replaces`)."""
    if one.twin:
        yield f"<{iris.article(one.twin)}>", named("dcterms:replaces"), one.subject


def article_notices(one: Enriched) -> Iterator[Statement]:
    """What was published about an article (`onct:notice`): the kind of the notice, where it stands, and its date."""
    links = notices_of(one.entry.article) if one.entry and not one.is_another else ()
    for number, link in enumerate(links, 1):
        subject = f"<{iris.notice(one.pmid, number)}>"
        yield one.subject, named("onct:notice"), subject
        yield subject, IS_A, named("onct:EditorialNotice")
        yield (
            subject,
            named("onct:noticeKind"),
            iri(f"code/notice-kind/{NOTICES[link.kind][0] if link.kind in NOTICES else OTHER_NOTICE}"),
        )
        if link.source:
            yield subject, named("dcterms:bibliographicCitation"), literal(link.source)
        if link.pmid:
            yield subject, named("fabio:hasPubMedId"), literal(link.pmid)
        if link.note:
            yield subject, named("skos:note"), english(link.note)
        if day := _noticed(link):
            yield subject, named("onct:publishedOn"), _date(day)


def article_trials(one: Enriched) -> Iterator[Statement]:
    """An article reports trials whose numbers stand in its record (`onct:reportsTrial`); such a trial is called by its
    number.
    """
    for number in dict.fromkeys(one.entry.article.registrations if one.entry and not one.is_another else ()):
        if is_nct_id(number):
            trial = f"<{iris.trial(number)}>"
            yield one.subject, named("onct:reportsTrial"), trial
            yield trial, IS_A, named("onct:ClinicalTrial")
            yield trial, LABEL, english(number)


def record_itself(one: Enriched) -> Iterator[Statement]:
    """What a source says of an article (`onct:articleRecord`) has its own provenance: service or file, addresses, and
    day.
    """
    if one.entry is None:
        return
    source, article = one.entry.source, one.entry.article
    yield one.subject, named("onct:articleRecord"), one.record
    yield one.record, IS_A, named("onct:ArticleRecord")
    yield one.record, LABEL, english(f"record of PMID {one.pmid}")
    origin = "retrieved" if one.entry.checked else "copied"
    yield one.record, named("onct:recordOrigin"), iri(f"code/record-origin/{origin}")
    yield one.record, named("onct:recordSource"), literal(source.name)
    for address in source.addresses:
        yield one.record, named("prov:wasDerivedFrom"), absolute(address)
    for predicate, day in (("onct:retrievedOn", source.date), ("onct:revisedOn", article.revised)):
        if is_day(day):
            yield one.record, named(predicate), typed(day, "date")


def record_values(one: Enriched) -> Iterator[Statement]:
    """A record has identifiers, title, authors, journal, date, volume, issue and pages as its source gives them."""
    if one.entry is None:
        return
    article = one.entry.article
    journal = article.journal
    values = {
        "fabio:hasPubMedId": article.pmid,
        "prism:doi": article.doi,
        "fabio:hasPubMedCentralId": article.pmcid,
        "onct:authorsAsRecorded": _authors(article),
        "onct:journalAbbreviation": journal.iso,
        "fabio:hasNLMJournalTitleAbbreviation": journal.nlm,
        "onct:nlmId": journal.nlm_id,
        "prism:issn": journal.issn,
        "prism:eIssn": journal.eissn,
        "prism:volume": article.volume,
        "prism:issueIdentifier": article.issue,
        "prism:pageRange": article.pages,
    }
    if article.title:
        yield one.record, named("dcterms:title"), english(article.title)
    for predicate, value in values.items():
        if value:
            yield one.record, named(predicate), literal(value)
    if article.published:
        yield one.record, named("onct:publishedOn"), _date(article.published)
    for author in article.authors:
        if author.orcid:
            person = absolute(f"https://orcid.org/{author.orcid}")
            yield one.record, named("dcterms:creator"), person
            yield person, _NAME, english(author.name)


def record_subjects(one: Enriched) -> Iterator[Statement]:
    """A record has types of publication, headings and substances of MeSH (`onct:publicationType`,
    `fabio:hasSubjectTerm`, `onct:mainSubject`, `onct:substance`), each by its address there and its name.
    """
    if one.entry is None:
        return
    article = one.entry.article
    tagged = [
        *(("onct:publicationType", tag.id, tag.name) for tag in article.types),
        *(("fabio:hasSubjectTerm", tag.id, tag.name) for tag in article.headings),
        *(("onct:mainSubject", tag.id, tag.name) for tag in article.headings if tag.major),
        *(("onct:substance", tag.id, tag.name) for tag in article.substances),
    ]
    for predicate, identifier, name in tagged:
        if _MESH.fullmatch(identifier):
            subject = f"<{iris.heading(identifier)}>"
            yield one.record, named(predicate), subject
            yield subject, _NAME, english(name)


ARTICLE_RULES = (
    article_standing,
    article_identifiers,
    article_agreement,
    article_twin,
    article_notices,
    article_trials,
    record_itself,
    record_values,
    record_subjects,
)
"""What follows from what is known of an article."""


def article_lines(articles: Iterable[Enriched]) -> Iterator[str]:
    """The quads of articles, in their order. Raises InputError for a value of which no address can be made."""
    for one in articles:
        for rule in ARTICLE_RULES:
            for subject, predicate, value in rule(one):
                yield quad(subject, predicate, value, _GRAPH)


def entry_lines(entry: ArticleEntry) -> Iterator[str]:
    """The quads of a record alone, as those of an article that is known by its PMID."""
    pmid = entry.article.pmid
    lock = LiteratureLock({pmid: entry})
    yield from article_lines(enriched([Work(f"citation/pmid/{pmid}", pmid)], lock, {}))


def _date(text: str) -> str:
    """A date by its precision, or the words that stand for one."""
    return dated(text) if is_date(text) else literal(text)


def _authors(article: PubMedArticle) -> str:
    names = [author.name for author in article.authors]
    return "; ".join(names if article.authors_complete else [*names, "et al."])


def _noticed(link: CorrectionLink) -> str:
    """The date in the citation of a notice, or ""."""
    found = _NOTICED.search(link.source)
    if not found:
        return ""
    year, month, day = found.groups()
    if not month or month.lower() not in MONTHS:
        return str(year)
    text = f"{year}-{MONTHS.index(month.lower()) + 1:02}"
    whole = f"{text}-{int(day or 0):02}"
    return whole if is_date(whole) else text
