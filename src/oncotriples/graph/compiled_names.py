"""What several documents name: each graph says what the addresses in it are. One function a rule."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oncotriples import iris
from oncotriples.evidence.records import Candidate, Document, Name, Passage, Record
from oncotriples.graph.compiled_edition import linked_summary
from oncotriples.graph.compiled_scope import Scope
from oncotriples.graph.literals import IS_A, LABEL, english
from oncotriples.graph.nquads import literal, named
from oncotriples.namespaces import BASE

# fmt: off
__all__ = [
    "LINK_RULES", "NAME_RULES", "Named", "gene_named", "link_name", "named_in", "summary_named", "term_named",
    "trial_named",
]
# fmt: on

_SUMMARY, _TRIAL, _GENE, _TERM = (
    named(f"onct:{name}") for name in ("EvidenceSummary", "ClinicalTrial", "Gene", "Term")
)
_CDR, _OTHER_NAME = named("onct:cdrId"), named("skos:altLabel")
# A summary that is known by its CDR identifier alone.
_CDR_SLUG = re.compile("document/(cdr[0-9]{10})")


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A thing that a document names, by the path of its address: ``gene/KIT``."""

    path: str


def named_in(records: Iterable[Record]) -> list[Named]:
    """The things that records name, once each, in the order of their addresses. Raises InputError for a bad name."""
    targets: dict[str, None] = {}
    summaries: dict[str, None] = {}
    for record in records:
        if isinstance(record, Passage):
            if record.mentions:
                targets.update(dict.fromkeys(mention.target for mention in record.mentions))
            if record.links:
                summaries.update(dict.fromkeys(linked_summary(link.target) for link in record.links))
        elif isinstance(record, Candidate):
            targets.update(dict.fromkeys((record.agent, record.tumor)))
        elif isinstance(record, Name):
            targets[record.target] = None
        elif isinstance(record, Document):
            summaries.update(dict.fromkeys(linked_summary(target) for _, target in record.links))
            targets.update(dict.fromkeys(f"term/{cdr_id}" for cdr_id, _ in record.topics))
    addresses = {*map(iris.thing, targets), *filter(None, summaries)}
    return sorted(Named(address.removeprefix(BASE)) for address in addresses)


def summary_named(record: Named, scope: Scope) -> Iterator[str]:
    """What a link to a summary leads to is a summary (`onct:EvidenceSummary`), whether or not an edition of it was
    read.
    """
    subject = f"{BASE}{record.path}"
    if record.path.startswith("document/") and subject != scope.summary:
        yield f"<{subject}> {IS_A} {_SUMMARY}{scope.end}"
        if found := _CDR_SLUG.fullmatch(record.path):
            yield f"<{subject}> {_CDR} {literal(found[1].upper())}{scope.end}"


def trial_named(record: Named, scope: Scope) -> Iterator[str]:
    """A trial (`onct:ClinicalTrial`) is called by its number (`skos:prefLabel`)."""
    yield from _thing(record, scope, "trial/", _TRIAL)


def gene_named(record: Named, scope: Scope) -> Iterator[str]:
    """A gene (`onct:Gene`) is called by its symbol (`skos:prefLabel`)."""
    yield from _thing(record, scope, "gene/", _GENE)


def term_named(record: Named, scope: Scope) -> Iterator[str]:
    """An entry of NCI's terminology (`onct:Term`) is known by its CDR identifier (`onct:cdrId`); its preferred name
    stands in `graph/terminology`.
    """
    if record.path.startswith("term/"):
        yield f"<{BASE}{record.path}> {IS_A} {_TERM}{scope.end}"
        yield f"<{BASE}{record.path}> {_CDR} {literal(record.path[5:])}{scope.end}"


def link_name(record: Name, scope: Scope) -> Iterator[str]:
    """A term that the document links to has the name that it links most often, which need not be its preferred one
    (`skos:altLabel`).
    """
    yield f"<{iris.thing(record.target)}> {_OTHER_NAME} {literal(record.name, language=scope.language)}{scope.end}"


def _thing(record: Named, scope: Scope, folder: str, kind: str) -> Iterator[str]:
    if record.path.startswith(folder):
        yield f"<{BASE}{record.path}> {IS_A} {kind}{scope.end}"
        yield f"<{BASE}{record.path}> {LABEL} {english(record.path.removeprefix(folder))}{scope.end}"


NAME_RULES = (summary_named, trial_named, gene_named, term_named)
"""What follows from the name of a thing. Agents and tumor subtypes are described in kg/, by curators."""

LINK_RULES = (link_name,)
"""What follows from the record of a name."""
