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

An entry that does not parse and has no PMID cites no article: the reference keeps its string, and a problem says so.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from oncotriples.documents.problems import Problem
from oncotriples.evidence.citation_keys import citation_key, fold, is_complete
from oncotriples.evidence.citations import Citation, parse_citation
from oncotriples.evidence.records import Reference
from oncotriples.quality.findings import Severity

__all__ = ["Article", "Composition", "PrintedEntry", "article_key", "compose_articles", "normal_pmid"]

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
    text: str

    @property
    def citation(self) -> Citation:
        """The printed form, parsed anew at each call: a hundred thousand articles are kept as their strings."""
        return parse_citation(self.text)


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


@dataclass(slots=True)
class _Form:
    """A printed form: how often it is printed, its newest edition, and the first document in code-point order."""

    count: int
    edition: str
    document: str


_Forms = dict[tuple[str, str], _Form]


def normal_pmid(printed: str) -> str:
    """A PMID without leading zeros; "" for what is none (not one to eight digits)."""
    digits = printed.strip().lstrip("0")
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= 8 else ""


def article_key(citation: str) -> str:
    """The complete key of a printed citation, as rule 2 compares it; "" for an incomplete one."""
    parsed = parse_citation(citation)
    return citation_key(parsed) if is_complete(parsed) else ""


def compose_articles(entries: Iterable[PrintedEntry], known: Mapping[str, str] = MappingProxyType({})) -> Composition:
    """The articles that entries cite. ``known`` gives paths of articles of the graph by their complete key.

    Memory grows with the number of distinct printed forms, not of entries.
    """
    problems: list[Problem] = []
    forms = _collect(entries, problems)
    ordered = sorted(forms)
    articles: list[Article] = []
    paths: dict[str, str] = {}
    for pmid, group in groupby((form for form in ordered if form[0]), key=lambda form: form[0]):
        texts = [text for _, text in group]
        path = f"citation/pmid/{pmid}"
        parsed = [parse_citation(text) for text in texts]
        for citation in parsed:
            if is_complete(citation):
                key = citation_key(citation)
                paths[key] = path if paths.get(key, path) == path else ""
        articles.append(Article(path, pmid, _best(pmid, parsed, forms).text))
        if len(texts) > 1:
            problems.extend(_differences(path, pmid, parsed, forms))
    paths.update(known)
    keyed = _compose_keyed([text for pmid, text in ordered if not pmid], paths, forms, articles, problems)
    articles.sort(key=lambda article: article.path)
    problems.sort(key=lambda problem: (problem.rule, problem.value, problem.message))
    return Composition(tuple(articles), MappingProxyType(keyed), tuple(problems))


def _collect(entries: Iterable[PrintedEntry], problems: list[Problem]) -> _Forms:
    forms: _Forms = {}
    odd: set[str] = set()
    for entry in entries:
        reference = entry.reference
        pmid = normal_pmid(reference.pmid)
        if pmid != reference.pmid:
            odd.add(reference.pmid)
        form = forms.get((pmid, reference.citation))
        if form is None:
            forms[pmid, reference.citation] = _Form(1, entry.edition, entry.document)
        else:
            form.count += 1
            form.edition = max(form.edition, entry.edition)
            form.document = min(form.document, entry.document)
    for printed in sorted(odd):
        read_as = normal_pmid(printed)
        message = (
            f"read as {read_as}" if read_as else "no PMID: write one to eight digits; read as an entry without PMID"
        )
        problems.append(Problem(Severity.WARNING, "odd-pmid", 0, printed, message))
    return forms


def _best(pmid: str, citations: list[Citation], forms: _Forms) -> Citation:
    """The printed form that rule 4 chooses. ``citations`` are in code-point order of their strings."""

    def rank(citation: Citation) -> tuple[int, int, str]:
        form = forms[pmid, citation.text]
        printed = (citation.authors, citation.title, citation.journal, citation.year, citation.volume, citation.pages)
        return sum(map(bool, printed)), form.count, form.edition

    # max keeps the first of equals.
    return max(citations, key=rank)


def _differences(path: str, pmid: str, citations: list[Citation], forms: _Forms) -> Iterator[Problem]:
    """Parts that must be equal in every printed form of one PMID, and are not: one of the links may be wrong."""
    for name in ("year", "volume", "first_page"):
        printed: dict[str, _Form] = {}
        for citation in citations:
            value = getattr(citation, name)
            if value:
                form = forms[pmid, citation.text]
                former = printed.get(value)
                count = form.count + (former.count if former else 0)
                printed[value] = _Form(count, "", min(form.document, former.document) if former else form.document)
        if len(printed) > 1:
            listed = "; ".join(
                f"{value} in {form.count}, as {form.document}" for value, form in sorted(printed.items())
            )
            what = name.replace("_", " ")
            yield Problem(Severity.WARNING, "article-printed-differently", 0, path, f"{what} is printed as {listed}")


def _compose_keyed(
    texts: list[str], paths: Mapping[str, str], forms: _Forms, articles: list[Article], problems: list[Problem]
) -> dict[str, str]:
    """Rules 2 and 3 for the entries without PMID: the article's path by printed string; new articles are appended."""
    keyed: dict[str, str] = {}
    new: dict[str, list[Citation]] = {}
    for text in texts:
        citation = parse_citation(text)
        key = citation_key(citation)
        known = paths.get(key) if is_complete(citation) else None
        if known:
            keyed[text] = known
        elif key:
            new.setdefault(key, []).append(citation)
        else:
            why = ", ".join(citation.problems) or "no title"
            message = f"{why}; the entry cites no article. First in {forms['', text].document}"
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
            articles.append(Article(path, "", _best("", same, forms).text))
            keyed.update((citation.text, path) for citation in same)
        if len(titles) > 1:
            message = f"{len(titles)} articles with different titles have this key; each is told apart by its title"
            problems.append(Problem(Severity.INFO, "articles-share-key", 0, key, message))
    return keyed
