"""What a record of a document says of the summary and of its edition: one function a rule."""

import re
from collections.abc import Iterable, Iterator

from oncotriples import iris
from oncotriples.evidence.records import Document
from oncotriples.graph.compiled_scope import PUBLISHER, Scope
from oncotriples.graph.literals import IS_A, LABEL, english, typed, web_link
from oncotriples.graph.nquads import literal, named

# fmt: off
__all__ = [
    "EDITION_RULES", "edition_date", "edition_itself", "edition_kind", "edition_label", "edition_language",
    "edition_origin", "edition_title", "edition_topics", "linked_summary", "summary_identifier", "summary_itself",
    "summary_page", "summary_versions",
]
# fmt: on

_CDR_ID = re.compile(r"CDR[0-9]{10}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE_CODES = "http://id.loc.gov/vocabulary/iso639-1/"

_SUMMARY, _EDITION = named("onct:EvidenceSummary"), named("onct:SummaryEdition")
_IS_VERSION_OF, _TITLE = named("dcterms:isVersionOf"), named("dcterms:title")
_PUBLISHED_BY, _LANGUAGE, _SUBJECT = named("dcterms:publisher"), named("dcterms:language"), named("dcterms:subject")
_EDITION_DATE, _NOT_BEFORE = named("onct:editionDate"), named("onct:notBefore")
_LANDING_PAGE, _CDR = named("dcat:landingPage"), named("onct:cdrId")
_AUDIENCE, _TYPE = named("onct:audience"), named("onct:summaryType")
_FORM, _DIGEST = named("onct:compiledFrom"), named("onct:documentDigest")
_OTHER_NAME = named("skos:altLabel")
_PATIENT_VERSION_OF, _TRANSLATION_OF = named("onct:patientVersionOf"), named("onct:translationOf")


def linked_summary(target: str) -> str:
    """The summary that a link names by its slug or CDR identifier; “” where it names it by another address."""
    slug = target.lower() if _CDR_ID.fullmatch(target) else target
    return iris.summary(slug) if iris.is_slug(slug) else ""


def summary_itself(document: Document, scope: Scope) -> Iterator[str]:
    """Every document is about one summary (`onct:EvidenceSummary`), which the National Cancer Institute publishes."""
    yield f"<{scope.summary}> {IS_A} {_SUMMARY}{scope.end}"
    yield f"<{scope.summary}> {_PUBLISHED_BY} {PUBLISHER}{scope.end}"


def summary_identifier(document: Document, scope: Scope) -> Iterable[str]:
    """A summary has the CDR identifier that the document gives (`onct:cdrId`)."""
    return (f"<{scope.summary}> {_CDR} {literal(document.cdr_id)}{scope.end}",) if document.cdr_id else ()


def summary_page(document: Document, scope: Scope) -> Iterable[str]:
    """A summary stands at the address that the document gives (`dcat:landingPage`); older editions may give another."""
    return web_link(f"<{scope.summary}>", _LANDING_PAGE, document.url, scope.end)


def summary_versions(document: Document, scope: Scope) -> Iterator[str]:
    """A summary may be written for patients after another (`onct:patientVersionOf`), or be its translation
    (`onct:translationOf`).
    """
    for relation, target in document.links:
        other = linked_summary(target)
        if not other:
            continue
        if relation == "patient-version":
            yield f"<{other}> {_PATIENT_VERSION_OF} <{scope.summary}>{scope.end}"
        else:
            predicate = _TRANSLATION_OF if relation == "translation-of" else _PATIENT_VERSION_OF
            yield f"<{scope.summary}> {predicate} <{other}>{scope.end}"


def edition_itself(document: Document, scope: Scope) -> Iterator[str]:
    """A document is an edition (`onct:SummaryEdition`) of its summary (`dcterms:isVersionOf`), of one publisher."""
    yield f"<{scope.edition}> {IS_A} {_EDITION}{scope.end}"
    yield f"<{scope.edition}> {_IS_VERSION_OF} <{scope.summary}>{scope.end}"
    yield f"<{scope.edition}> {_PUBLISHED_BY} {PUBLISHER}{scope.end}"


def edition_title(document: Document, scope: Scope) -> Iterable[str]:
    """An edition has the title that it prints, in its language (`dcterms:title`)."""
    if not document.title:
        return ()
    return (f"<{scope.edition}> {_TITLE} {literal(document.title, language=scope.language)}{scope.end}",)


def edition_label(document: Document, scope: Scope) -> Iterator[str]:
    """An edition is called by its title, its date and whether it is an extract (`skos:prefLabel`)."""
    if _DATE.fullmatch(document.edition):
        when = f"edition of {document.edition}"
    elif document.not_before:
        when = f"undated edition, not before {document.not_before}"
    else:
        when = "undated edition"
    name = document.title or document.summary
    label = f"{name}, {when}{' (extract)' if document.extract else ''}"
    yield f"<{scope.edition}> {LABEL} {english(label)}{scope.end}"


def edition_date(document: Document, scope: Scope) -> Iterator[str]:
    """An edition holds as of the date that it bears (`onct:editionDate`), else not before the year of what it cites
    (`onct:notBefore`).
    """
    if _DATE.fullmatch(document.edition):
        yield f"<{scope.edition}> {_EDITION_DATE} {typed(document.edition, 'date')}{scope.end}"
    elif document.not_before:
        yield f"<{scope.edition}> {_NOT_BEFORE} {typed(document.not_before, 'gYear')}{scope.end}"


def edition_language(document: Document, scope: Scope) -> Iterable[str]:
    """An edition is written in a language (`dcterms:language`), English where it does not say otherwise."""
    return (f"<{scope.edition}> {_LANGUAGE} <{_LANGUAGE_CODES}{scope.language}>{scope.end}",) if scope.language else ()


def edition_kind(document: Document, scope: Scope) -> Iterator[str]:
    """An edition names its audience (`onct:audience`) and its type (`onct:summaryType`), both as printed."""
    if document.audience:
        yield f"<{scope.edition}> {_AUDIENCE} {literal(document.audience)}{scope.end}"
    if document.kind:
        yield f"<{scope.edition}> {_TYPE} {literal(document.kind)}{scope.end}"


def edition_topics(document: Document, scope: Scope) -> Iterator[str]:
    """An edition names its topics, which are terms (`dcterms:subject`), each under a name that need not be its
    preferred one (`skos:altLabel`).
    """
    for cdr_id, name in dict.fromkeys(document.topics):
        term = f"<{iris.term(cdr_id)}>"
        yield f"<{scope.edition}> {_SUBJECT} {term}{scope.end}"
        if name:
            yield f"{term} {_OTHER_NAME} {english(name)}{scope.end}"


def edition_origin(document: Document, scope: Scope) -> Iterator[str]:
    """An edition was compiled from a form of its document (`onct:compiledFrom`), whose bytes have a digest
    (`onct:documentDigest`).
    """
    yield f"<{scope.edition}> {_FORM} {literal(document.form)}{scope.end}"
    yield f"<{scope.edition}> {_DIGEST} {literal(document.digest)}{scope.end}"


EDITION_RULES = (
    summary_itself,
    summary_identifier,
    summary_page,
    summary_versions,
    edition_itself,
    edition_title,
    edition_label,
    edition_date,
    edition_language,
    edition_kind,
    edition_topics,
    edition_origin,
)
"""What follows from the record of a document, in order."""
