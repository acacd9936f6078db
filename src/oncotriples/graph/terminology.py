"""From an entry of NCI's terminology, or a drug information summary, to lines of ``graph/terminology`` in N-Quads."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from oncotriples import iris
from oncotriples.documents.entries import Drug, Term
from oncotriples.graph.compiled_scope import PUBLISHER
from oncotriples.graph.literals import IS_A, LABEL, english, line_end, typed, web_link
from oncotriples.graph.nquads import literal, named

# fmt: off
__all__ = [
    "TERMINOLOGY_RULES", "drug_approval", "drug_brands", "drug_itself", "drug_kind", "drug_lines", "drug_source",
    "drug_subject", "term_code", "term_itself", "term_kin", "term_lines", "term_names", "term_source",
]
# fmt: on

_TERM, _DRUG_SUMMARY = named("onct:Term"), named("onct:DrugSummary")
_CDR, _DIGEST, _MODIFIED = named("onct:cdrId"), named("onct:documentDigest"), named("dcterms:modified")
_CODE, _CODE_NAME, _BRAND = named("onct:nciThesaurusCode"), named("onct:codeName"), named("onct:brandName")
_OTHER_NAME, _BROADER, _SEMANTIC_TYPE = named("skos:altLabel"), named("skos:broader"), named("onct:semanticType")
_PUBLISHED_BY, _SUBJECT, _LANDING_PAGE = (
    named(name) for name in ("dcterms:publisher", "dcterms:subject", "dcat:landingPage")
)
_AUDIENCE, _TYPE, _APPROVED = named("onct:audience"), named("onct:summaryType"), named("onct:approvedByFda")
_GRAPH = line_end("terminology")
# Types of names by which registries and shops know a drug; all others are names of the thing itself.
_REGISTRIES = frozenset({"cas registry name", "ind code", "nsc code"})
_BRANDS = frozenset({"foreign brand name", "us brand name"})
_TRUTHS = {"yes": "true", "no": "false"}


def term_itself(term: Term) -> Iterator[str]:
    """An entry of the terminology is a term (`onct:Term`) with its CDR identifier and preferred name
    (`skos:prefLabel`).
    """
    subject = f"<{iris.term(term.cdr_id)}>"
    yield f"{subject} {IS_A} {_TERM}{_GRAPH}"
    yield f"{subject} {_CDR} {literal(term.cdr_id)}{_GRAPH}"
    yield f"{subject} {LABEL} {english(term.name)}{_GRAPH}"


def term_names(term: Term) -> Iterator[str]:
    """A term has other names (`skos:altLabel`), brand names (`onct:brandName`), and codes of registries, each behind
    the type that says which registry (`onct:codeName`).
    """
    subject = f"<{iris.term(term.cdr_id)}>"
    for other in dict.fromkeys(term.names):
        kind = other.type.lower()
        if kind in _REGISTRIES:
            yield f"{subject} {_CODE_NAME} {literal(f'{other.type} {other.name}')}{_GRAPH}"
        elif kind in _BRANDS:
            yield f"{subject} {_BRAND} {literal(other.name)}{_GRAPH}"
        else:
            language = "es" if kind == "spanish" else "en"
            yield f"{subject} {_OTHER_NAME} {literal(other.name, language=language)}{_GRAPH}"


def term_code(term: Term) -> Iterable[str]:
    """A term has the code under which the NCI Thesaurus knows it (`onct:nciThesaurusCode`)."""
    if not term.nci_thesaurus:
        return ()
    return (f"<{iris.term(term.cdr_id)}> {_CODE} {literal(term.nci_thesaurus)}{_GRAPH}",)


def term_kin(term: Term) -> Iterator[str]:
    """A term has semantic types (`onct:semanticType`) and parents (`skos:broader`), which are terms, each under the
    name that it has here (`skos:altLabel`).
    """
    subject = f"<{iris.term(term.cdr_id)}>"
    for predicate, kin in ((_SEMANTIC_TYPE, term.semantic_types), (_BROADER, term.parents)):
        for cdr_id, name in dict.fromkeys(kin):
            yield f"{subject} {predicate} <{iris.term(cdr_id)}>{_GRAPH}"
            yield from _mentioned(cdr_id, name)


def term_source(term: Term) -> Iterator[str]:
    """A term was compiled from a file, which has a digest (`onct:documentDigest`) and may have a date
    (`dcterms:modified`).
    """
    yield from _source(f"<{iris.term(term.cdr_id)}>", term.digest, term.updated)


def drug_itself(drug: Drug) -> Iterator[str]:
    """A drug information summary (`onct:DrugSummary`) has a CDR identifier, a name and an address, and is published by
    the National Cancer Institute.
    """
    subject = f"<{iris.drug_summary(drug.cdr_id)}>"
    yield f"{subject} {IS_A} {_DRUG_SUMMARY}{_GRAPH}"
    yield f"{subject} {_CDR} {literal(drug.cdr_id)}{_GRAPH}"
    yield f"{subject} {LABEL} {english(f'drug information summary, {drug.name}')}{_GRAPH}"
    yield f"{subject} {_PUBLISHED_BY} {PUBLISHER}{_GRAPH}"
    yield from web_link(subject, _LANDING_PAGE, drug.url, _GRAPH)


def drug_kind(drug: Drug) -> Iterator[str]:
    """A drug information summary names its audience (`onct:audience`) and its type (`onct:summaryType`)."""
    subject = f"<{iris.drug_summary(drug.cdr_id)}>"
    if drug.audience:
        yield f"{subject} {_AUDIENCE} {literal(drug.audience)}{_GRAPH}"
    if drug.kind:
        yield f"{subject} {_TYPE} {literal(drug.kind)}{_GRAPH}"


def drug_subject(drug: Drug) -> Iterator[str]:
    """A drug information summary is about a drug: entries of terminology and glossary (`dcterms:subject`)."""
    for cdr_id in dict.fromkeys(filter(None, (drug.term, drug.glossary))):
        yield f"<{iris.drug_summary(drug.cdr_id)}> {_SUBJECT} <{iris.term(cdr_id)}>{_GRAPH}"
        yield from _mentioned(cdr_id, drug.name)


def drug_brands(drug: Drug) -> Iterator[str]:
    """A drug information summary names the brands of the drug in the United States (`onct:brandName`)."""
    for brand in dict.fromkeys(drug.brands):
        yield f"<{iris.drug_summary(drug.cdr_id)}> {_BRAND} {literal(brand)}{_GRAPH}"


def drug_approval(drug: Drug) -> Iterable[str]:
    """A drug information summary says whether the drug is approved in the United States (`onct:approvedByFda`), by Yes
    or No; other words say nothing.
    """
    if not (truth := _TRUTHS.get(drug.approved.lower())):
        return ()
    return (f"<{iris.drug_summary(drug.cdr_id)}> {_APPROVED} {typed(truth, 'boolean')}{_GRAPH}",)


def drug_source(drug: Drug) -> Iterator[str]:
    """A drug information summary was compiled from a file, which has a digest and may have a date."""
    yield from _source(f"<{iris.drug_summary(drug.cdr_id)}>", drug.digest, drug.updated)


def _mentioned(cdr_id: str, name: str) -> Iterator[str]:
    subject = f"<{iris.term(cdr_id)}>"
    yield f"{subject} {IS_A} {_TERM}{_GRAPH}"
    yield f"{subject} {_CDR} {literal(cdr_id)}{_GRAPH}"
    if name:
        yield f"{subject} {_OTHER_NAME} {english(name)}{_GRAPH}"


def _source(subject: str, digest: str, date: str) -> Iterator[str]:
    if digest:
        yield f"{subject} {_DIGEST} {literal(digest)}{_GRAPH}"
    if date:
        yield f"{subject} {_MODIFIED} {typed(date, 'date')}{_GRAPH}"


_TERM_RULES = (term_itself, term_names, term_code, term_kin, term_source)
_DRUG_RULES = (drug_itself, drug_kind, drug_subject, drug_brands, drug_approval, drug_source)

TERMINOLOGY_RULES: tuple[Callable[[Any], Iterable[str]], ...] = (*_TERM_RULES, *_DRUG_RULES)
"""Every rule, in the order in which the documentation lists them."""


def term_lines(term: Term) -> Iterator[str]:
    """The lines of an entry of the terminology, without line breaks. Raises InputError for a bad CDR identifier."""
    for rule in _TERM_RULES:
        yield from rule(term)


def drug_lines(drug: Drug) -> Iterator[str]:
    """The lines of a drug information summary, without line breaks. Raises InputError for a bad CDR identifier."""
    for rule in _DRUG_RULES:
        yield from rule(drug)
