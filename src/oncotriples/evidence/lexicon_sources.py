"""Names that documents themselves give: entries of the terminology, drug information, and the links of a page."""

from collections.abc import Iterable, Iterator, Mapping

from oncotriples.documents.entries import Drug, Term
from oncotriples.documents.outline import Block, Mark, MarkKind, Outline, References
from oncotriples.evidence.brackets import name_span
from oncotriples.evidence.gene_symbols import is_told_in_plain_text, names_one_gene
from oncotriples.evidence.lexicon import LexiconEntry, entry
from oncotriples.evidence.naming import cdr_slug

__all__ = ["entries_of_drugs", "entries_of_links", "entries_of_terms"]

# What an entry of the terminology names, by its semantic type in lower case; entries of other types are plain terms.
_CATEGORY_OF_TYPE: Mapping[str, str] = {
    "cancer diagnosis": "tumor",
    "cancer stage": "tumor",
    "drug/agent": "agent",
}
# Numbers in registries and chemical structures are no names that a text uses.
_NO_NAMES = frozenset({"cas registry name", "chemical structure name", "ind code", "nsc code"})
_CATEGORY_OF_LINK: Mapping[MarkKind, str] = {MarkKind.DRUG: "agent", MarkKind.GENE: "gene", MarkKind.TERM: "term"}


def entries_of_terms(terms: Iterable[Term]) -> tuple[LexiconEntry, ...]:
    """The names of entries of the terminology: of agents and tumors by their semantic types, else of plain terms."""
    found: list[LexiconEntry] = []
    for term in terms:
        kinds = (_CATEGORY_OF_TYPE.get(name.lower(), "") for _, name in term.semantic_types)
        category = next(filter(None, kinds), "term")
        names = (other.name for other in term.names if other.type.lower() not in _NO_NAMES)
        found += (entry(name, category, f"term/{term.cdr_id}") for name in (term.name, *names))
    return tuple(found)


def entries_of_drugs(drugs: Iterable[Drug]) -> tuple[LexiconEntry, ...]:
    """The names and brands of drugs, as agents; each stands for its entry of the terminology where it names one."""
    return tuple(
        entry(name, "agent", f"term/{drug.term or drug.cdr_id}") for drug in drugs for name in (drug.name, *drug.brands)
    )


def entries_of_links(outline: Outline) -> tuple[LexiconEntry, ...]:
    """The names that a document links to a dictionary, so that they are found again in the rest of it.

    A drug's link names an agent, a gene's a gene, any other a term. Only the document's own links count: what is found
    in it must not depend on which other documents are read with it. The symbol of a gene that abbreviates something
    else too (NF1, of a disease) is a gene's where the document says so, and not carried from there into the rest.
    """
    found: dict[LexiconEntry, None] = {}
    for text, marks in _marked_texts(outline):
        for mark in marks:
            category = _CATEGORY_OF_LINK.get(mark.kind)
            start, end = name_span(text, mark.start, mark.end)
            name = text[start:end]
            if category == "gene" and names_one_gene(name) and is_told_in_plain_text(name):
                found[entry(name, category, f"gene/{name}")] = None
            elif category in ("agent", "term") and (identifier := cdr_slug(mark.target).upper()):
                found[entry(name, category, f"term/{identifier}")] = None
    return tuple(found)


def _marked_texts(outline: Outline) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    for block in outline.blocks:
        if isinstance(block, Block):
            yield block.text, block.marks
        elif not isinstance(block, References):
            yield block.title, block.title_marks
            for row in (*block.head, *block.body):
                yield from ((cell.text, cell.marks) for cell in row)
            yield from ((note.text, note.marks) for note in block.notes)
