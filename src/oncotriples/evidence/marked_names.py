"""What the marks of a text name: trials, genes, drugs and entries of the dictionary. One mark, at most one mention."""

import re
from collections.abc import Mapping

from oncotriples.documents.outline import Mark, MarkKind
from oncotriples.documents.problems import Problem
from oncotriples.evidence.brackets import name_span
from oncotriples.evidence.gene_symbols import names_no_gene, names_one_gene
from oncotriples.evidence.naming import cdr_slug
from oncotriples.evidence.records import Mention
from oncotriples.quality.findings import Severity

__all__ = ["NAMING", "Known", "mention_of", "why_unnamed"]

NAMING = frozenset({MarkKind.TRIAL, MarkKind.TERM, MarkKind.DRUG, MarkKind.GENE})
"""The kinds of marks that name something."""

Known = Mapping[tuple[int, int, str], str]
"""What the lexicon says: the target of a name by where it starts and ends, and its category."""

_NCT = re.compile(r"NCT[0-9]{8}")


def mention_of(mark: Mark, text: str, known: Known) -> Mention | None:
    """What a mark names; None where that cannot be told.

    The lexicon says which agent a drug's link means, and which gene a name that is no symbol. The link of a trial
    stands over its name and often its number too: then the number alone is the mention. Of other links punctuation at
    the ends is no part of it.
    """
    start, end = (mark.start, mark.end) if mark.kind is MarkKind.TRIAL else name_span(text, mark.start, mark.end)
    identifier = cdr_slug(mark.target).upper()
    if mark.kind is MarkKind.GENE:
        name = text[start:end]
        category, target = "gene", known.get((start, end, "gene")) or (f"gene/{name}" if names_one_gene(name) else "")
    elif mark.kind is MarkKind.TRIAL:
        number = mark.target if _NCT.fullmatch(mark.target) else identifier
        category, target = "trial", f"trial/{number}" if number else ""
        place = text.find(number, start, end) if number else -1
        if place >= 0:
            start, end = place, place + len(number)
    elif mark.kind is MarkKind.DRUG and (start, end, "agent") in known:
        category, target = "agent", known[start, end, "agent"]
    else:
        category, target = "term", f"term/{identifier}" if identifier else ""
    return Mention(category, target, start, end) if target else None


def why_unnamed(mark: Mark, text: str, line: int) -> Problem | None:
    """What is wrong with a mark that names nothing; None for a symbol that is known to name no one gene."""
    start, end = name_span(text, mark.start, mark.end)
    name = text[start:end]
    if mark.kind is not MarkKind.GENE:
        message = "Expected an NCT number or a CDR identifier in the link. Compare the document with its source."
    elif names_no_gene(name):
        return None
    else:
        message = "This is no symbol of a gene, and no name of one in the lexicon. Add it there."
    value = " ".join(filter(None, (name, mark.target)))
    return Problem(Severity.WARNING, f"unknown-{mark.kind}", line, value, message)
