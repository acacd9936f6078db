"""The account of a document: what stood in it, and what became of that. Nothing may be left over.

A thing is mapped (records stand for it), reported (a problem says why none does) or left out on purpose. What a reader
counts under a name that is not known here is unaccounted for, so that nobody adds a count without deciding about it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from oncotriples.documents.outline import Outline
from oncotriples.documents.problems import Problem
from oncotriples.evidence.compiling import Compiled
from oncotriples.quality.findings import Severity

__all__ = ["Account", "account_for", "unaccounted"]

_BLOCKS = ("headings", "items", "paragraphs", "reference-lists", "tables")
# The parts of a document that are left out as a whole; their blocks are counted under the name of the part.
_STANDING = ("about-this-summary", "latest-updates", "standing-text")

# What is accounted for under another name: of links what they mark (``pointers``), of parts of the text its blocks.
_SEEN_AS_OTHERS = frozenset({"for-some-devices", "pointer-links", "summary-links", "titles", "trial-links"})
# Of what readers themselves report each.
_REPORTED = frozenset({"further-pubmed-links", "pubmed-links-in-text"})
# What is left out on purpose wherever it stands.
_NO_RECORD = frozenset(
    {
        *("captions", "media"),  # pictures and films
        *("medline-ids", "protocol-ids"),  # former identifiers of what PubMed and the registries number
        *("own-links", "web-links"),  # navigation; the links of an entry stay with it
        "marks-without-text",  # nothing of theirs can be read
        "section-metadata",
        # The text of an entry keeps what is printed of them.
        *("levels-in-entries", "pointer-links-in-entries", "term-links-in-entries"),
        *("trial-links-in-entries", "trials-in-entries"),
    }
)


class Account(NamedTuple):
    """How many of one kind of thing stood in a document, as its reader counted them, and what became of them.

    ``stood`` is None for records that nothing in the document stands for, such as groups of pointers.
    """

    thing: str
    stood: int | None
    mapped: int
    reported: int
    left_out: int


def account_for(outline: Outline, compiled: Compiled) -> tuple[Account, ...]:
    """An account of each name under which the reader or the compiler counted something, in the order of names.

    Readers count the blocks of standing text together; so of one kind of block what has no record is left out there,
    and the account of all ``blocks`` tells whether that many were counted.
    """
    parts = {name: count for name, count in outline.left_out.items() if _part_of(name)}
    names = {*outline.counted, *compiled.counted, *compiled.reported, *compiled.left_out}
    names |= outline.left_out.keys() - parts.keys()
    accounts = [_account(name, outline, compiled, parts) for name in names]
    blocks = [account for account in accounts if account.thing in _BLOCKS]
    stood = sum(account.stood or 0 for account in blocks)
    mapped = sum(account.mapped for account in blocks)
    reported = sum(account.reported for account in blocks)
    accounts.append(
        Account("blocks", stood, mapped, reported, sum(outline.left_out.get(part, 0) for part in _STANDING))
    )
    return tuple(sorted(accounts))


def unaccounted(accounts: Iterable[Account]) -> Iterator[Problem]:
    """Things of which some are neither mapped nor reported nor left out on purpose, or which are there twice."""
    for thing, stood, mapped, reported, left_out in accounts:
        if stood is not None and (stood != mapped + reported + left_out or left_out < 0):
            value = f"{thing}: {stood} in the document; {mapped} mapped, {reported} reported, {left_out} left out"
            message = "a mistake of the program, not of the document: report it with this document"
            yield Problem(Severity.VIOLATION, "unaccounted", 0, value, message)


def _account(name: str, outline: Outline, compiled: Compiled, parts: Mapping[str, int]) -> Account:
    mapped, reported = compiled.counted.get(name, 0), compiled.reported.get(name, 0)
    # What a reader leaves out as a whole it counts only as that.
    stood = outline.counted.get(name, outline.left_out.get(name))
    if stood is None:
        return Account(name, None, mapped, reported, compiled.left_out.get(name, 0))
    if name in _SEEN_AS_OTHERS:
        return Account(name, stood, stood, 0, 0)
    if name in _REPORTED:
        return Account(name, stood, 0, stood, 0)
    if name in _NO_RECORD:
        return Account(name, stood, 0, 0, stood)
    if name in _BLOCKS:
        return Account(name, stood, mapped, reported, stood - mapped - reported)
    left_out = compiled.left_out.get(name, 0) + outline.left_out.get(name, 0)
    left_out += sum(count for part, count in parts.items() if part == f"{_part_of(part)}-{name}")
    return Account(name, stood, mapped, reported, left_out)


def _part_of(name: str) -> str:
    """The part of the standing text that a name of things left out begins with: ``latest-updates-genes``; else ""."""
    return next((part for part in _STANDING if name == part or name.startswith(f"{part}-")), "")
