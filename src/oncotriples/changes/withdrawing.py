"""The rows of kg/withdrawn.tsv that a comparison calls for."""

from collections.abc import Iterable

from oncotriples.changes.changelog import proposed_version
from oncotriples.changes.comparing import unexplained
from oncotriples.changes.model import Change, Changes
from oncotriples.graph.withdrawn import COLUMNS, read_note
from oncotriples.namespaces import compact

__all__ = ["withdrawn_rows"]

# What the graph has only because a document cites or mentions it.
_OF_DOCUMENTS = frozenset({"article", "journal", "trial", "gene", "term", "summary"})
_UNMENTIONED = "no document of the data mentions it any more"


def withdrawn_rows(changes: Changes) -> str:
    """A row for each thing that is gone without a stub, to append to the file; nothing where there is none.

    Replacements are proposals. Where none was found for what people decide on, such as a claim, the reason is left
    open, and where no release is known the version: the file cannot be read until somebody has filled them in.
    """
    version = proposed_version(changes)
    return "".join("\t".join(_cells(change, version)) + "\n" for change in unexplained(changes))


def _cells(change: Change, version: str) -> Iterable[str]:
    # A stub that was lost is put back as it was.
    since, reason = read_note(change.reason) if change.kind == "stub" else ("", change.reason)
    cells = {
        "resource": compact(change.thing.iri),
        "replaced_by": compact(change.now[0].iri) if change.now else "",
        "withdrawn_in": since or version,
        "reason": reason or (_UNMENTIONED if change.kind in _OF_DOCUMENTS else ""),
        "label": change.thing.text,
    }
    return (cells[column] for column in COLUMNS)
