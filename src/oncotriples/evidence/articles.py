"""One article for all its printed entries: which entries cite the same work, and which printed form describes it.

The rule, which depends only on what was printed and in which editions, not on the order of reading:

1. Entries with the same PMID cite one article, ``citation/pmid/<PMID>``.
2. An entry without PMID whose complete key (first author, year, journal, volume, first page) is that of exactly one
   article with a PMID, or of an article that the graph knows already, cites that article.
3. Other entries without PMID cite ``citation/key/<key>``. Where complete keys are equal and the titles begin with other
   letters (the first twenty count), those are several articles, such as abstracts on one page: each then bears ``-x``
   and seven digits of the SHA-256 of those letters.
4. Of several printed forms the article is described by the one with the most parts; of equals by the one printed most
   often; of equals by the one in the newest edition; of equals by the first in code-point order.

An entry that does not parse and has no PMID cites no article: the reference keeps its string, and a problem says so. So
it does where no form of an article with a PMID parses as a whole.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from oncotriples.documents.problems import Problem
from oncotriples.evidence.citation_keys import citation_key, fold, is_complete
from oncotriples.evidence.citations import Citation, parse_citation
from oncotriples.evidence.records import Reference
from oncotriples.quality.findings import Severity

__all__ = [
    "Article",
    "Composition",
    "Form",
    "Forms",
    "Numbered",
    "PrintedEntry",
    "article_key",
    "collect_forms",
    "compose_articles",
    "compose_numbered",
    "compose_others",
    "normal_pmid",
]

# So many letters and digits of two titles must be equal for one key to mean one article: misprints come later.
_TOLD_APART = 20


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """An entry of the reference list of one edition; ``document`` is the slug of its summary."""

    document: str
    edition: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Article:
    """A cited work: the path of its IRI below the base, its PMID or "", and the printed form that describes it."""

    path: str
    pmid: str
    citation: Citation


@dataclass(slots=True)
class Form:
    """A printed form: how often it is printed, its newest edition, and the first document in code-point order."""

    count: int
    edition: str
    document: str


@dataclass(frozen=True, slots=True)
class Forms:
    """Every printed form of a set, once: ``works`` by PMID ("" for none), then by string."""

    works: Mapping[str, Mapping[str, Form]]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """What articles with PMIDs are, ordered by PMID; ``paths`` has "" for a complete key that several articles bear."""

    articles: tuple[Article, ...]
    paths: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """The articles of a set of entries, ordered by path; ``keyed`` tells the article of an entry without PMID."""

    articles: tuple[Article, ...]
    keyed: Mapping[str, str]
    problems: tuple[Problem, ...]

    def article_of(self, reference: Reference) -> str:
        """The path of the article that a reference cites (``citation/pmid/7490240``), or ""."""
        pmid = normal_pmid(reference.pmid)
        return f"citation/pmid/{pmid}" if pmid else self.keyed.get(reference.citation, "")


def normal_pmid(printed: str) -> str:
    """A PMID without leading zeros; "" for what is none (not one to eight digits)."""
    digits = printed.strip().lstrip("0")
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= 8 else ""


def article_key(citation: str) -> str:
    """The complete key of a printed citation, as rule 2 compares it; "" for an incomplete one."""
    parsed = parse_citation(citation)
    return citation_key(parsed) if is_complete(parsed) else ""


def compose_articles(entries: Iterable[PrintedEntry], known: Mapping[str, str] = MappingProxyType({})) -> Composition:
    """The articles that entries cite. ``known`` gives paths of articles of the graph by their complete key."""
    forms = collect_forms(entries)
    return compose_others(forms, [compose_numbered(forms.works)], known)


def collect_forms(entries: Iterable[PrintedEntry]) -> Forms:
    """The distinct printed forms of entries: memory grows with their number, not with that of the entries."""
    works: dict[str, dict[str, Form]] = {}
    odd: set[str] = set()
    for entry in entries:
        reference = entry.reference
        pmid = normal_pmid(reference.pmid)
        if pmid != reference.pmid:
            odd.add(reference.pmid)
        printed = works.setdefault(pmid, {})
        form = printed.get(reference.citation)
        if form is None:
            printed[reference.citation] = Form(1, entry.edition, entry.document)
        else:
            form.count += 1
            form.edition = max(form.edition, entry.edition)
            form.document = min(form.document, entry.document)
    return Forms(works, tuple(_odd(printed) for printed in sorted(odd)))


def _odd(printed: str) -> Problem:
    read_as = normal_pmid(printed)
    message = f"read as {read_as}" if read_as else "no PMID: write one to eight digits; read as an entry without PMID"
    return Problem(Severity.WARNING, "odd-pmid", 0, printed, message)


def compose_numbered(works: Mapping[str, Mapping[str, Form]]) -> Numbered:
    """The articles of printed forms by PMID; "" is passed over. Each is composed from its own forms alone."""
    articles: list[Article] = []
    paths: dict[str, str] = {}
    problems: list[Problem] = []
    for pmid, printed in sorted(works.items()):
        if pmid:
            path = f"citation/pmid/{pmid}"
            citations = [parse_citation(text) for text in sorted(printed)]
            _join(paths, {citation_key(citation): path for citation in citations if is_complete(citation)})
            best = _best(citations, printed)
            articles.append(Article(path, pmid, best))
            if best.problems:
                why = ", ".join(best.problems)
                message = f"{why}; the article has only what could be read. First in {printed[best.text].document}"
                problems.append(Problem(Severity.WARNING, "unparsed-citation", 0, best.text, message))
            if len(printed) > 1:
                problems.extend(_differences(path, citations, printed))
    return Numbered(tuple(articles), paths, tuple(problems))


def compose_others(forms: Forms, parts: Iterable[Numbered], known: Mapping[str, str]) -> Composition:
    """The articles of ``parts``, which hold those of all PMIDs, and those of the entries without one."""
    paths: dict[str, str] = {}
    articles: list[Article] = []
    problems = list(forms.problems)
    for part in parts:
        _join(paths, part.paths)
        articles.extend(part.articles)
        problems.extend(part.problems)
    paths.update(known)
    keyed = _compose_keyed(forms.works.get("", {}), paths, articles, problems)
    articles.sort(key=lambda article: article.path)
    problems.sort(key=lambda problem: (problem.rule, problem.value, problem.message))
    return Composition(tuple(articles), MappingProxyType(keyed), tuple(problems))


def _join(paths: dict[str, str], others: Mapping[str, str]) -> None:
    """A complete key with two articles means neither."""
    for key, path in others.items():
        paths[key] = path if paths.get(key, path) == path else ""


def _best(citations: list[Citation], forms: Mapping[str, Form]) -> Citation:
    """The printed form that rule 4 chooses. ``citations`` are in code-point order of their strings."""

    def rank(citation: Citation) -> tuple[int, int, str]:
        form = forms[citation.text]
        printed = (citation.authors, citation.title, citation.journal, citation.year, citation.volume, citation.pages)
        return sum(map(bool, printed)), form.count, form.edition

    # max keeps the first of equals.
    return max(citations, key=rank)


def _differences(path: str, citations: list[Citation], forms: Mapping[str, Form]) -> Iterator[Problem]:
    """Parts that must be equal in every printed form of one PMID, and are not: one of the links may be wrong."""
    for name in ("year", "volume", "first_page"):
        printed: dict[str, Form] = {}
        for citation in citations:
            value = getattr(citation, name)
            if value:
                form = forms[citation.text]
                former = printed.get(value)
                count = form.count + (former.count if former else 0)
                printed[value] = Form(count, "", min(form.document, former.document) if former else form.document)
        if len(printed) > 1:
            listed = "; ".join(
                f"{value} in {form.count}, as {form.document}" for value, form in sorted(printed.items())
            )
            what = name.replace("_", " ")
            yield Problem(Severity.WARNING, "article-printed-differently", 0, path, f"{what} is printed as {listed}")


def _compose_keyed(
    forms: Mapping[str, Form], paths: Mapping[str, str], articles: list[Article], problems: list[Problem]
) -> dict[str, str]:
    """Rules 2 and 3 for the entries without PMID: the article's path by printed string; new articles are appended."""
    keyed: dict[str, str] = {}
    new: dict[str, list[Citation]] = {}
    for text in sorted(forms):
        citation = parse_citation(text)
        key = citation_key(citation)
        known = paths.get(key) if is_complete(citation) else None
        if known:
            keyed[text] = known
        elif key:
            new.setdefault(key, []).append(citation)
        else:
            why = ", ".join(citation.problems) or "no title"
            message = f"{why}; the entry cites no article. First in {forms[text].document}"
            problems.append(Problem(Severity.WARNING, "unparsed-citation", 0, text, message))
    for key, citations in sorted(new.items()):
        titles: dict[str, list[Citation]] = {}
        for citation in citations:
            beginning = fold(citation.title)[:_TOLD_APART] if is_complete(citation) else ""
            titles.setdefault(beginning, []).append(citation)
        for beginning, same in titles.items():
            path = f"citation/key/{key}"
            if len(titles) > 1:
                path += "-x" + hashlib.sha256(beginning.encode()).hexdigest()[:7]
            articles.append(Article(path, "", _best(same, forms)))
            keyed.update((citation.text, path) for citation in same)
        if len(titles) > 1:
            message = f"{len(titles)} articles with different titles have this key; each is told apart by its title"
            problems.append(Problem(Severity.INFO, "articles-share-key", 0, key, message))
    return keyed
