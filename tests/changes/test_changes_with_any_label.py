"""Labels are the words of others: in no form of the changes is any of them taken for markup."""

import json

import cmarkgfm
import pyoxigraph as ox
from atom_schema import atom_problems
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from two_graphs import HEAD, NEW, OLD, SHARED, answers, held

from oncotriples.changes.atom import atom
from oncotriples.changes.changelog import changelog_entry
from oncotriples.changes.comparing import compare
from oncotriples.changes.markdown import markdown
from oncotriples.changes.model import Changes
from oncotriples.changes.rdf import turtle
from oncotriples.changes.rendering import FORMATS
from oncotriples.changes.snapshot import snapshot_of
from oncotriples.changes.telling import label
from oncotriples.graph.literals import english

HOSTILE = [
    "<script>alert(1)</script>",
    "# heading",
    "1. one",
    "- item",
    "> quote",
    "![x](http://example.org/x.png)",
    "[x](javascript:alert(1))",
    "a | b\n\n<img src=x onerror=alert(1)>",
    "`code` *em* __strong__ ~~gone~~ &lt;b&gt; \\",
    "]]> </title> <!-- -->",
    "שלום \u202e evil \u2066",
    "🧬\u0000\u0008\ufffe\uffff\u2028x",
    "```\nfence\n```",
]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))


# The elements that Markdown of ours makes; addresses become links by themselves.
_OURS = {"div", "h1", "h2", "h3", "p", "a", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
_XHTML = "{http://www.w3.org/1999/xhtml}"


def _adding(text: str) -> Changes:
    """The new graph has one agent more, with this label."""
    new = f"{HEAD}{SHARED}<agent/x> a onct:Agent ; skos:prefLabel {english(text)} ."
    quads = ox.parse(new, format=ox.RdfFormat.TURTLE)
    return compare(held("", release=OLD, graph=""), snapshot_of(quads, name="new", release=NEW))


def _page(text: str) -> html.HtmlElement:
    """Some Markdown as the page that a forge makes of it, with whatever HTML it holds."""
    return html.fromstring(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE))


def _plain(text: str | None) -> str:
    """Without white space and what HTML has another character for."""
    return "".join((text or "").split()).replace("\ufffd", "")


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


@given(texts)
def test_no_label_is_taken_for_markup_in_markdown(text: str) -> None:
    changes = _adding(text)
    (change,) = (change for change in changes.changes if change.kind == "agent")
    for written in (markdown(changes), changelog_entry(changes)):
        page = _page(written)
        assert {element.tag for element in page.iter()} <= _OURS
        assert _plain(change.thing.text) in _plain(page.text_content())
    items = [_plain(item.text_content()) for item in _page(markdown(changes)).iter("li")]
    assert _plain(label(change)) in items


@given(texts)
def test_no_label_is_taken_for_markup_in_the_feed(text: str) -> None:
    changes = _adding(text)
    (change,) = (change for change in changes.changes if change.kind == "agent")
    feed = atom(changes)
    assert atom_problems(feed) == []
    (item,) = (item for item in etree.fromstring(feed.encode()).iter(f"{_XHTML}li") if "agent/x" in _words(item))
    assert [element.tag for element in item.iter()] == [f"{_XHTML}li", f"{_XHTML}a"]
    assert _plain(_words(item)) == _plain(label(change).replace("\ufffe", "").replace("\uffff", ""))


@given(texts)
def test_labels_stand_whole_where_programs_read_them(text: str) -> None:
    changes = _adding(text)
    (change,) = (change for change in changes.changes if change.kind == "agent")
    (told,) = (told for told in json.loads(FORMATS["json"](changes))["changes"] if told["kind"] == "agent")
    assert told["label"] == change.thing.text
    rows = answers(turtle(changes), "SELECT ?label { ?change dcterms:subject <agent/x> ; rdfs:label ?label }")
    assert rows == [(f"agent added: {change.thing.text}",)]


@given(texts)
def test_no_title_of_an_edition_is_taken_for_markup(text: str) -> None:
    title = f"<document/s/2025-01-02> a onct:SummaryEdition ; skos:prefLabel 'x' ; dcterms:title {english(text)} ."
    changes = compare(held(title, release=OLD), held(title, release=NEW))
    assert {element.tag for element in _page(markdown(changes)).iter()} <= _OURS
    assert atom_problems(atom(changes)) == []
