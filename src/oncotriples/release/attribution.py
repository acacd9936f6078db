"""Who is credited, and in which words.

PDQ is a registered trademark, which may label only a summary that is whole and current. So whatever leaves this house
says from which edition of which summary it was taken, as of when, and that it is an extract. The data says the same:
``ontology/rules/edition-credit.rq`` gives each edition its credit, and a test compares the two.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from oncotriples.namespaces import BASE
from oncotriples.release.lookup import Lookup, as_of
from oncotriples.release.version import LICENSE, Release

__all__ = ["GENERAL_CREDIT", "CreditedEdition", "credited_edition", "dataset_credit", "edition_credit", "notice_text"]

GENERAL_CREDIT = (
    "From NCI's PDQ® cancer information summaries: extracts in our own words, each as of the date told beside it. The "
    "National Cancer Institute has not reviewed them and does not endorse them. Not medical advice."
)
"""The credit where there is no room for naming each edition, and each is named beside what was taken from it."""

_WIDTH = 100


@dataclass(frozen=True)
class CreditedEdition:
    """What a credit says of an edition: its title as printed, its date as a reader should see it (``2025-03-04``,
    ``undated, not before 2013``), and whether it is the latest of its summary that is known.
    """

    title: str
    as_of: str
    is_current: bool


def credited_edition(lookup: Lookup, edition: str) -> CreditedEdition:
    """What the graph says of an edition, given by its IRI; one without a title is named by its label."""
    return CreditedEdition(
        title=lookup.value(edition, "dcterms:title") or lookup.label(edition),
        as_of=as_of(lookup, edition),
        is_current=not lookup.value(edition, "onct:supersededBy"),
    )


def edition_credit(edition: CreditedEdition) -> str:
    """The credit of what was taken from one edition: a few sentences in English."""
    return (
        f"From NCI's PDQ® summary {_named(edition)}, an extract in our own words. The National Cancer Institute has "
        "not reviewed it and does not endorse it. Not medical advice."
    )


def dataset_credit(editions: Iterable[CreditedEdition]) -> str:
    """The credit of what was taken from several editions, in their order; an empty text where there are none."""
    held = tuple(editions)
    if len(held) < 2:
        return "".join(map(edition_credit, held))
    return (
        f"From NCI's PDQ® summaries {'; '.join(map(_named, held))}: extracts in our own words. The National Cancer "
        "Institute has not reviewed them and does not endorse them. Not medical advice."
    )


def notice_text(release: Release, editions: Iterable[CreditedEdition], vocabularies: Iterable[str]) -> str:
    """NOTICE.txt of a release: whom to credit, on which terms, how to cite; ends with a line feed.

    ``vocabularies`` are the texts in which sets of mappings tell the terms of the vocabularies that they map to.
    """
    held = tuple(editions)
    sources = "extracts in our own words, neither a PDQ® summary nor a substitute for one, were made from"
    listed = "\n".join(_filled(f"- {_named(edition)}", indent="  ") for edition in held)
    parts = [
        f"oncotriples {release.version}, issued {release.issued}\n{release.iri}",
        "ATTRIBUTION",
        *([_filled(f"From NCI's PDQ® cancer information summaries, {sources}:"), listed] if held else ()),
        _filled(
            "The National Cancer Institute (NCI) of the United States writes and publishes these summaries. It has "
            "not reviewed this release and does not endorse it. PDQ is a registered trademark, which may label only "
            "a summary that is whole and current. Not medical advice."
        ),
        "LICENSE",
        _filled(f"The data and the ontology are dedicated to the public domain, CC0 1.0: {LICENSE}"),
        _filled(
            "The program that made them, oncotriples, is licensed under the Apache License, Version 2.0: "
            "https://www.apache.org/licenses/LICENSE-2.0"
        ),
        "IDENTIFIERS OF OTHERS",
        _filled("PubMed, trial registries and other vocabularies are referred to by their identifiers."),
        *map(_filled, vocabularies),
        "HOW TO CITE",
        _filled(
            f"oncotriples contributors ({release.issued.year}). oncotriples {release.version} [data set]. {release.iri}"
        ),
        _filled(f"Cite one claim, agent or article by its own address below {BASE}, with the version of the data."),
    ]
    return "\n\n".join(parts) + "\n"


def _named(edition: CreditedEdition) -> str:
    superseded = "" if edition.is_current else "; superseded by a later edition"
    return f"“{edition.title}” (as of: {edition.as_of}{superseded})"


def _filled(text: str, *, indent: str = "") -> str:
    # Addresses are not broken: a reader copies them whole.
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=2 * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
