"""Changes as an Atom feed (RFC 4287): an entry for the release, and one for each kind of thing and what happened to it.

The feed's id is the same for every release, and that of an entry is one release's own, so that a reader who follows the
feed collects the entries of all. Texts of the graph are escaped: markup in a label is shown, and never runs.
"""

import re
from collections.abc import Iterator
from html import escape

from oncotriples.changes.model import Change, Changes
from oncotriples.changes.releases import new_release
from oncotriples.changes.telling import Section, detail, label, sections
from oncotriples.namespaces import BASE
from oncotriples.release.version import Release

__all__ = ["atom"]

_FEED = f"{BASE}dataset/changes"
# What XML 1.0 cannot hold; control characters are left out where texts are made one line.
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def atom(changes: Changes) -> str:
    """The feed; ends with a line feed. Raises InputError where the new graph names no release."""
    release = new_release(changes)
    return "\n".join(("<?xml version='1.0' encoding='UTF-8'?>", *_feed(changes, release), ""))


def _feed(changes: Changes, release: Release) -> Iterator[str]:
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
    yield f"  <id>{_FEED}</id>"
    yield "  <title>Changes of oncotriples</title>"
    yield f"  <updated>{_time(release)}</updated>"
    yield f'  <link rel="self" type="application/atom+xml" href="{release.iri}/changes.atom"/>'
    yield f'  <link rel="alternate" type="text/html" href="{release.iri}"/>'
    yield "  <author><name>oncotriples contributors</name></author>"
    if changes.credit:
        yield f"  <rights>{_text(changes.credit)}</rights>"
    told = sections(changes)
    counted = "; ".join(section.title for section in told) or "No changes"
    yield from _entry(release, "changes", f"oncotriples {release.version}", f"{counted}.")
    for section in told:
        title = f"{section.title}, data {release.version}"
        yield from _entry(release, f"changes-{section.key}", title, *_content(section))
    yield "</feed>"


def _entry(release: Release, name: str, title: str, summary: str, *content: str) -> Iterator[str]:
    yield "  <entry>"
    yield f"    <id>{release.iri}#{name}</id>"
    yield f"    <title>{_text(title)}</title>"
    yield f"    <updated>{_time(release)}</updated>"
    yield f'    <link rel="alternate" type="text/html" href="{release.iri}"/>'
    yield f"    <summary>{_text(summary)}</summary>"
    yield from content
    yield "  </entry>"


def _content(section: Section) -> Iterator[str]:
    """The section in a sentence, then as a list in XHTML."""
    yield f"{section.title}{f', of which {len(section.told)} are listed here' if section.rest else ''}."
    yield '    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><ul>'
    for change in section.told:
        yield f"      <li>{_item(change)}</li>"
    if section.rest:
        yield f"      <li>… and {section.rest:,} more</li>"
    yield "    </ul></div></content>"


def _item(change: Change) -> str:
    said = detail(change)
    return f'<a href="{_text(change.thing.iri)}">{_text(label(change))}</a>{f": {_text(said)}" if said else ""}'


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", text))


def _time(release: Release) -> str:
    return f"{release.issued.isoformat()}T00:00:00Z"
