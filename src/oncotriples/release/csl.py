"""A bibliography as CSL-JSON: what citation processors and most reference managers read.

The schema is that of Citation Style Language 1.0.2. It has no “et al.”: BibTeX's “others” as a last name is what
processors know. What CSL has no variable for stands in ``custom``: the work's IRI, its standing, the day of the look
and the notices.
"""

import json
from collections.abc import Iterable

from oncotriples.release.author_names import Name, Names
from oncotriples.release.bibliography import Entry, WorkKind
from oncotriples.release.edition_numbers import edition_number

__all__ = ["csl_item", "csl_json"]

_TYPES = {
    WorkKind.ARTICLE: "article-journal",
    WorkKind.CHAPTER: "chapter",
    WorkKind.BOOK: "book",
    WorkKind.REPORT: "report",
    WorkKind.PAGE: "webpage",
}


def csl_json(entries: Iterable[Entry]) -> str:
    """The items of entries, in their order, ended by a line break."""
    return json.dumps([csl_item(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"


def csl_item(entry: Entry) -> dict[str, object]:
    """One entry as an item; what nobody says is left out."""
    standing = entry.standing
    items: dict[str, object] = {
        "id": entry.key,
        "type": "paper-conference" if entry.abstract and not entry.journal else _TYPES[entry.kind],
        "title": entry.title,
        "author": _names(entry.authors),
        "container-title": entry.journal or entry.container,
        "container-title-short": entry.journal,
        "editor": _names(entry.editors),
        "edition": edition_number(entry.edition) or entry.edition,
        "publisher": entry.publisher,
        "publisher-place": entry.place,
        "issued": {"date-parts": [list(entry.date)]} if entry.date else None,
        "volume": entry.volume,
        "issue": entry.issue,
        "page": entry.pages,
        "ISSN": entry.issn,
        "DOI": entry.doi,
        "PMID": entry.pmid,
        "PMCID": entry.pmcid,
        "URL": entry.pubmed,
        "genre": "Abstract" if entry.abstract else "",
        "annote": entry.printed,
        "note": standing.note if standing and not standing.is_plain else "",
        "custom": _without_blanks(
            {
                "iri": entry.iri,
                "standing": standing.code if standing else "",
                "standing-checked": standing.checked if standing else "",
                "notices": "; ".join(standing.notices) if standing else "",
            }
        ),
    }
    return _without_blanks(items)


def _names(names: Names) -> list[dict[str, str]]:
    return [*(_name(name) for name in names.members), *([{"literal": "others"}] if names.et_al else [])]


def _name(name: Name) -> dict[str, str]:
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {part: text for part, text in parts.items() if text}


def _without_blanks(items: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in items.items() if value}
