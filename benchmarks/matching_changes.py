"""Changes to a record: those after which it is still that of its work, and those after which it is another's.

Each gives the changed record, or None where it does not apply. They stand for what printed lists cannot show: how
PubMed itself spells what PDQ prints, and the neighbours that a work has in PubMed alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from oncotriples.documents.article_entry import Author, PubMedArticle
from oncotriples.evidence.matching import Work

__all__ = ["DIFFERENT", "SAME"]

Change = Callable[[PubMedArticle], PubMedArticle | None]

_GREEK = {"alpha": "\u03b1", "beta": "\u03b2", "gamma": "\u03b3", "delta": "\u03b4", "kappa": "\u03ba"}
_BRITISH = {
    "tumor": "tumour",
    "leukemi": "leukaemi",
    "hemato": "haemato",
    "pediatric": "paediatric",
    "randomized": "randomised",
    "hemangio": "haemangio",
    "behavior": "behaviour",
}
_SMALL_WORDS = {
    "with": "without",
    "before": "after",
    "male": "female",
    "adults": "children",
    "resectable": "unresectable",
}
_LONG = 30


def _title(change: Callable[[str], str]) -> Change:
    """A change of the title; it does not apply where the title stays the same or is empty."""

    def changed(article: PubMedArticle) -> PubMedArticle | None:
        title = change(article.title) if article.title else ""
        return replace(article, title=title) if title not in ("", article.title) else None

    return changed


def _replacing(words: Mapping[str, str], *, whole: bool = True) -> Change:
    """Words for words."""
    edge = r"\b" if whole else ""
    pattern = re.compile(f"{edge}({'|'.join(words)}){edge}", re.IGNORECASE)
    return _title(lambda title: pattern.sub(lambda found: words[found[0].lower()], title))


def _without_subtitle(title: str) -> str:
    head, stop, _ = title.partition(": ")
    return head if stop and len(head) >= _LONG + 10 else ""


def _misprinted(title: str) -> str:
    longest = max(re.findall(r"[A-Za-z]+", title), key=len, default="")
    if len(longest) < 6 or len(title) < 2 * _LONG:
        return ""
    return title.replace(longest, longest[:3] + longest[4:])


def _next_numeral(title: str) -> str:
    return re.sub(r"[0-9]+", lambda found: str(int(found[0]) + 1), title, count=1)


def _first_author(change: Callable[[Author], Author]) -> Change:
    def changed(article: PubMedArticle) -> PubMedArticle | None:
        if not article.authors or article.authors[0].collective or not article.authors[0].initials:
            return None
        return replace(article, authors=(change(article.authors[0]), *article.authors[1:]))

    return changed


def _next(value: str) -> str:
    """A value with the number after that with which it begins; "" for another value."""
    found = re.match("([A-Za-z]*)([1-9][0-9]*)", value)
    return f"{found[1]}{int(found[2]) + 1}{value[found.end() :]}" if found else ""


def _next_year(article: PubMedArticle) -> PubMedArticle:
    return replace(article, published=str(int(article.published) + 1))


def _next_volume(article: PubMedArticle) -> PubMedArticle | None:
    volume = _next(article.volume)
    return replace(article, volume=volume) if volume else None


def _next_page(article: PubMedArticle) -> PubMedArticle | None:
    pages = _next(article.pages)
    return replace(article, pages=pages) if pages else None


def _range_of_years(article: PubMedArticle) -> PubMedArticle:
    return replace(article, published=f"{int(article.published) - 1} Dec-{article.published} Jan")


def _supplement(article: PubMedArticle) -> PubMedArticle | None:
    return (
        replace(article, volume=f"{article.volume} Suppl 1") if article.volume not in ("", article.published) else None
    )


def _group_first(article: PubMedArticle) -> PubMedArticle | None:
    group = Author(collective="Invented Study Group")
    return replace(article, authors=(group, *article.authors)) if article.authors else None


def _other_initial(author: Author) -> Author:
    return replace(author, initials="Z" if author.initials[0] != "Z" else "A")


SAME: Mapping[str, Change] = MappingProxyType(
    {
        "Greek letters": _replacing(_GREEK),
        "British spelling": _replacing(_BRITISH, whole=False),
        "the brackets of a translation": _title(lambda title: f"[{title}]"),
        "no subtitle": _title(_without_subtitle),
        "a letter less in the longest word": _title(_misprinted),
        "accents in the first author": _first_author(lambda one: replace(one, family=one.family.replace("o", "ö"))),
        "a suffix of the first author": _first_author(lambda one: replace(one, suffix="Jr")),
        "a group before the persons": _group_first,
        "a range of years": _range_of_years,
        "a supplement with the volume": _supplement,
        "the page as the publisher's number": lambda one: replace(
            one, pages="", pii=Work("", pages=one.pages).first_page
        ),
    }
)
"""After these it is the same work."""

DIFFERENT: Mapping[str, Change] = MappingProxyType(
    {
        "another numeral in the title": _title(_next_numeral),
        "another Roman numeral": _replacing({"i": "II", "ii": "III", "iii": "IV", "i/ii": "III"}),
        "the opposite word": _replacing(_SMALL_WORDS),
        "“Erratum:” before the title": _title(lambda title: f"Erratum: {title}"),
        "“Part two” behind the title": _title(lambda title: f"{title}. Part two"),
        "another first author": _first_author(lambda one: replace(one, family=f"{one.family}mann")),
        "another initial": _first_author(_other_initial),
        "the year after": _next_year,
        "the next volume": _next_volume,
        "the next page": _next_page,
    }
)
"""After these it is another work."""
