"""From the records of one document to the lines of its named graphs, in N-Quads: nothing but text is made.

Each rule is a small function whose docstring is the sentence that its lines mean. What several documents share (trials,
genes, terms, summaries that others point at) is named in the graph of each document that mentions it, so that each
graph can be read by itself; repeated statements are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from oncotriples.errors import InputError
from oncotriples.evidence.records import (
    Candidate,
    Document,
    Name,
    Passage,
    Record,
    Reference,
    Row,
    Section,
    TableRecord,
)
from oncotriples.graph.compiled_edition import EDITION_RULES
from oncotriples.graph.compiled_names import LINK_RULES, NAME_RULES, Named, named_in
from oncotriples.graph.compiled_rules import (
    CANDIDATE_RULES,
    PASSAGE_RULES,
    REFERENCE_RULES,
    ROW_RULES,
    SECTION_RULES,
    TABLE_RULES,
)
from oncotriples.graph.compiled_scope import Scope, scope_of

__all__ = ["RULES", "document_lines"]

Rule = Callable[[Any, Scope], Iterable[str]]

_RULES_OF: Mapping[type, tuple[Rule, ...]] = MappingProxyType(
    {
        Document: EDITION_RULES,
        Section: SECTION_RULES,
        TableRecord: TABLE_RULES,
        Row: ROW_RULES,
        Passage: PASSAGE_RULES,
        Reference: REFERENCE_RULES,
        Named: NAME_RULES,
        Name: LINK_RULES,
        Candidate: CANDIDATE_RULES,
    }
)

RULES: tuple[Rule, ...] = tuple(rule for rules in _RULES_OF.values() for rule in rules)
"""Every rule, in the order in which the documentation lists them."""


def document_lines(records: Sequence[Record], references: Mapping[str, str]) -> Iterator[str]:
    """The lines of a document's records, without line breaks, in the order of the records.

    ``references`` has, by the key of an entry (``1-9``), the path of the work that it describes
    (``citation/pmid/22331945``); an entry that is not there describes none that is known. Raises InputError for records
    of no document or of several, and for a key or name of which no address can be made.
    """
    scope = scope_of(records, references)
    for record in (*records, *named_in(records)):
        rules = _RULES_OF.get(type(record))
        if rules is None:
            raise InputError(
                f"a record of a {type(record).__name__.lower()} stands among those of a document",
                mend="map terms by term_lines, drugs by drug_lines",
            )
        for rule in rules:
            yield from rule(record, scope)
