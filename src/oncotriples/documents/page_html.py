"""Pages as HTML, as cancer.gov serves them: bytes already text, to a tree and what its head says."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from oncotriples.documents.normalising import normalised
from oncotriples.documents.problems import Problem
from oncotriples.documents.standing import day
from oncotriples.quality.findings import Severity

__all__ = ["HtmlPage", "parse_html", "source_line"]

DATES = (("Posted", "first_published"), ("Updated", "updated"), ("Reviewed", "reviewed"))
DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The tree below which the summary stands, and what the page says of itself."""

    root: Element
    title: str = ""
    heading: str = ""
    url: str = ""
    language: str = ""
    dates: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def parse_html(text: str) -> HtmlPage | None:
    """The page; None where there is no element in it."""
    problems: list[Problem] = []
    lower = text[-2000:].lower()
    if "<html" in text[:5000].lower() and "</html" not in lower:
        message = "a page ends with </html>; this one may have been cut off: get it again"
        problems.append(Problem(Severity.VIOLATION, "page-cut-off", text.count("\n") + 1, "", message))
    if "\0" in text:
        message = "a page holds no null characters; they were taken away: get it again"
        problems.append(Problem(Severity.WARNING, "null-characters", 0, str(text.count("\0")), message))
        text = text.replace("\0", "")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        declared = DECLARATION.match(text)
        tree = etree.fromstring(text[declared.end() if declared else 0 :].encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        tree = None
    problems.extend(_unread(parser))
    if tree is None:
        return None
    return HtmlPage(
        _content(tree),
        _text_of(tree, "//head/title"),
        _text_of(tree, "//h1"),
        _url(tree),
        tree.get("lang", "")[:2].lower(),
        _dates(tree),
        tuple(problems),
    )


def source_line(element: Element) -> int:
    """The line of the page in which an element stands; 0 where the parser does not know it."""
    line: int | None = element.sourceline  # type: ignore[assignment]  # the stubs leave its type open
    return line or 0


def _unread(parser: etree.HTMLParser) -> list[Problem]:
    """Errors after which the parser went no further; all others it mends."""
    message = "the parser could not read on from here: flatten the page, or shorten what stands there"
    return [
        Problem(Severity.VIOLATION, "page-not-read-on", error.line, error.message[:120], message)
        for error in parser.error_log
        if error.level == etree.ErrorLevels.FATAL
    ][:1]


def _content(tree: Element) -> Element:
    """The element that holds the summary: the smallest known one with every section in it."""
    for path in ("//*[@id='cgvBody']", "//article", "//main", "//body"):
        found = tree.xpath(path)
        if isinstance(found, list) and len(found) == 1 and isinstance(found[0], etree._Element):
            return found[0]
    return tree


def _text_of(tree: Element, path: str) -> str:
    found = tree.xpath(path)
    if isinstance(found, list) and found and isinstance(found[0], etree._Element):
        return normalised("".join(map(str, found[0].itertext())))
    return ""


def _url(tree: Element) -> str:
    for path in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        found = tree.xpath(path)
        if isinstance(found, list) and found:
            return str(found[0]).strip()
    return ""


def _dates(tree: Element) -> dict[str, str]:
    """The dates beside “Posted:”, “Updated:” and “Reviewed:” in the foot of the page."""
    found = tree.xpath("//*[contains(concat(' ', @class, ' '), ' document-dates ')]")
    if not isinstance(found, list) or not found or not isinstance(found[0], etree._Element):
        return {}
    text = normalised(" ".join(map(str, found[0].itertext())))
    dates = {}
    for word, name in DATES:
        _, label, after = text.partition(f"{word}:")
        if label and (value := day(after[:40])):
            dates[name] = value
    return dates
