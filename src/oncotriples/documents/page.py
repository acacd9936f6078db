"""Pages of PDQ as cancer.gov shows them, in three forms: HTML, Markdown copies and plain text.

All three give equal outlines but for what a form does not carry. Markdown copies carry no identifiers of elements
(``anchor``), no lists inside lists (``depth`` of items is 1, of paragraphs 0), no spans over rows (they are guessed)
and no second row of a table's head without a foot. Plain text carries no links: no identifiers of levels, terms,
summaries and articles, no section in pointers, no gene symbols, no depth of headings, and of a table one cell a line.
``line`` is the line in the form at hand.

``counted`` has, of the whole document: ``titles``, ``headings`` (without those of reference lists), ``paragraphs``,
``items``, ``tables``, ``reference-lists``, ``references`` (entries), ``pubmed-links`` (of entries),
``further-pubmed-links`` (of entries, after the first) and ``pubmed-links-in-text`` (outside of reference lists), which
are all reported,
``pointer-links``, ``pointers`` (ranges expanded), ``level-marks``, ``levels-in-prose`` (levels that are words of a
sentence, kept as terms), ``term-links`` (with those), ``trials`` (marks), ``trials-in-entries`` (numbers
in entries, which have no marks), ``levels-in-entries``, ``pointer-links-in-entries``, ``term-links-in-entries`` and
``trial-links-in-entries``, ``trial-links``, ``summary-links``,
``summary-marks`` (fewer where an entry holds a link), ``own-links`` (to places in the page itself), ``web-links``,
``media`` (pictures and links to them), ``genes`` (marks), ``marks-without-text`` (of links without text and of what
stands in a bracket of apparatus). ``left_out`` has for each part of the standing text the blocks, and
``<part>-<name>`` what stood in them; by its name alone what stood in titles and headings of reference lists.
"""

import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType

from oncotriples.documents.encoding import decoded
from oncotriples.documents.outline import Outline
from oncotriples.documents.page_html import parse_html, source_line
from oncotriples.documents.page_links import absolute, path_of
from oncotriples.documents.page_markdown import parse_markdown
from oncotriples.documents.page_text import read_text
from oncotriples.documents.page_title import title_of
from oncotriples.documents.page_walk import Walk, walk
from oncotriples.documents.problems import Problem
from oncotriples.documents.standing import no_update_date
from oncotriples.quality.findings import Severity

__all__ = ["form_of", "read_page"]

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_page(data: bytes, name: str) -> Outline:
    """The outline of a page. ``name`` helps only where the content does not show the form.

    Raises UnreadableDocument where the bytes are no text.
    """
    text = decoded(data)
    digest = hashlib.sha256(data).hexdigest()
    form = form_of(text, name)
    if form == "html":
        return _html(text, digest)
    if form == "markdown":
        return _markdown(text, digest)
    return read_text(text, digest)


def form_of(text: str, name: str) -> str:
    """``html``, ``markdown`` or ``text``."""
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(
        ("<!doctype html", "<html", "<head", "<body", "<main", "<article", "<div", "<section", "<?xml")
    ):
        return "html"
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("html", "htm"):
        return "html"
    if suffix in ("md", "markdown") or start.startswith("---\n") or re.search(r"(?m)^#{1,6} \S", text):
        return "markdown"
    return "text"


def _html(text: str, digest: str) -> Outline:
    page = parse_html(text)
    if page is None:
        message = "a page has elements; there is none in this one: get it again"
        problem = Problem(Severity.VIOLATION, "page-empty", 0, "", message)
        return Outline("html", digest, "", (), problems=(problem,))
    state = walk(page.root, path_of(page.url), source_line)
    titles = [page.title, page.heading]
    facts = {**page.dates, "updated": state.updated or page.dates.get("updated", "")}
    return _outline("html", digest, titles, page.url, page.language, state, page.problems, facts)


def _markdown(text: str, digest: str) -> Outline:
    page = parse_markdown(text)
    url = page.front.get("url", "")
    state = walk(page.root, path_of(url), page.line_of)
    titles = [*state.titles[:2], page.front.get("title", "")]
    reviewed = page.front.get("lastReviewed", "")
    facts = {"updated": state.updated, "reviewed": reviewed if ISO.fullmatch(reviewed) else ""}
    return _outline("markdown", digest, titles, url, page.front.get("language", "")[:2], state, page.problems, facts)


def _outline(
    form: str,
    digest: str,
    titles: list[str],
    url: str,
    language: str,
    state: Walk,
    problems: tuple[Problem, ...] | list[Problem],
    dates: Mapping[str, str],
) -> Outline:
    title, audience = title_of(titles)
    found = [*problems, *state.problems]
    if not title:
        message = "a page has a title: a heading of level 1, or a title in its head; add one"
        found.append(Problem(Severity.VIOLATION, "title-missing", 0, "", message))
    found.extend(no_update_date(dates.get("updated", ""), found))
    return Outline(
        form,
        digest,
        title,
        tuple(state.blocks),
        url=absolute(url),
        audience=audience,
        language=language,
        updated=dates.get("updated", ""),
        first_published=dates.get("first_published", ""),
        reviewed=dates.get("reviewed", ""),
        patient_version=state.patient_version,
        patient_version_of=state.patient_version_of,
        counted=MappingProxyType({str(name): number for name, number in sorted(state.tally.items()) if number}),
        left_out=MappingProxyType({name: number for name, number in sorted(state.left_out.items()) if number}),
        problems=tuple(sorted(found, key=lambda problem: (problem.line, problem.rule, problem.value))),
    )
