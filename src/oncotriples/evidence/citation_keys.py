"""Keys of cited works that no PMID names: they stand in ``citation/key/…`` and are kept for ever.

A key is a pure function of one printed citation, so that it does not depend on what else was read:

- an article or abstract: ``<author>-<year>-<journal>-<volume>-<first page>``; such a key is *complete*;
- one of those without volume or page: ``<author>-<year>-<journal>-<title>``;
- a chapter: ``<author>-<year>-<book>-<title>``;
- any other work: ``<author>-<year>-<title>-<edition>``.

A work without authors has no author part; an article then begins with the first words of its title. Words are in lower
case and without accents. A part longer than its bound ends with ``-x`` and seven digits of the SHA-256 of the whole.
"""

import hashlib
import re
import unicodedata

from oncotriples.evidence.citations import Citation, CitationKind

__all__ = ["citation_key", "fold", "is_complete", "journal_slug", "slug"]

_WORDS = re.compile(r"[a-z0-9]+")
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    dict(zip("øØłŁđĐð\u0131\u2019", "oOlLdDdi'", strict=True))
    | {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th"}
)
_LONGEST_AUTHOR = 60
_LONGEST_TITLE = 90


def slug(text: str, longest: int = 0) -> str:
    """Words of ASCII letters and digits joined by hyphens; cut between words to ``longest`` (0: not cut)."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = "-".join(_WORDS.findall(text.lower()))
    if not longest or len(words) <= longest:
        return words
    return f"{words[:longest].rpartition('-')[0] or words[:longest]}-x{_digest(words)}"


def journal_slug(journal: str) -> str:
    """The slug in ``journal/…``: ``j-clin-oncol``; of a name without Latin letters a digest."""
    return slug(journal) or f"x{_digest(journal)}"


def fold(title: str) -> str:
    """A title as it is compared: its letters and digits, without case."""
    return "".join(filter(str.isalnum, title.casefold()))


def is_complete(citation: Citation) -> bool:
    """Whether the key says where the work stands: year, journal, volume and first page are printed."""
    return bool(citation.year and citation.journal and citation.volume and citation.first_page)


def citation_key(citation: Citation) -> str:
    """The key of a citation, or "" for one that did not parse or of which too little is printed."""
    if citation.kind is CitationKind.OTHER or not citation.title:
        return ""
    author = slug(citation.first_author, _LONGEST_AUTHOR)
    title = slug(citation.title, _LONGEST_TITLE)
    if not title:
        title = f"x{_digest(citation.title)}"
    if is_complete(citation):
        if not author:
            author = "-".join(title.split("-")[:5])
        parts = [
            author,
            citation.year,
            journal_slug(citation.journal),
            slug(citation.volume),
            slug(citation.first_page),
        ]
    elif citation.journal:
        parts = [author, citation.year, journal_slug(citation.journal), title]
    elif citation.container:
        parts = [author, citation.year, slug(citation.container, _LONGEST_AUTHOR), title]
    else:
        parts = [author, citation.year, title, slug(citation.edition)]
    return "-".join(filter(None, parts))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:7]
