"""What RFC 4287 demands of a feed: its appendix B in RELAX NG, as far as feeds here may go."""

from functools import cache

from lxml import etree

__all__ = ["atom_problems"]

_ONCE = ("id", "title", "updated")


def _element(name: str, content: str) -> str:
    return f'<element name="{name}"><ref name="common"/>{content}</element>'


_URI = '<data type="anyURI"/>'
# An instant with seconds and a zone, which RFC 3339 wants and XML Schema only allows.
_DATE = '<data type="dateTime"><param name="pattern">[0-9-]{10}T[0-9:.]{8,}(Z|[+\\-][0-9:]{5})</param></data>'
_TEXT = """
    <choice>
      <group>
        <optional><attribute name="type"><choice><value>text</value><value>html</value></choice></attribute></optional>
        <text/>
      </group>
      <group><attribute name="type"><value>xhtml</value></attribute><ref name="div"/></group>
    </choice>"""
_PARTS = {
    "id": _URI,
    "title": _TEXT,
    "updated": _DATE,
    "published": _DATE,
    "rights": _TEXT,
    "subtitle": _TEXT,
    "summary": _TEXT,
    "content": _TEXT,
    "author": f"<interleave>{_element('name', '<text/>')}<optional>{_element('uri', _URI)}</optional></interleave>",
    "link": f'<attribute name="href">{_URI}</attribute>'
    '<optional><attribute name="rel"/></optional><optional><attribute name="type"><data type="string"><param '
    'name="pattern">.+/.+</param></data></attribute></optional>',
}
_OF_FEED = ("id", "title", "updated", "author", "link", "rights", "subtitle")
_OF_ENTRY = ("id", "title", "updated", "author", "link", "rights", "summary", "content", "published")


def _interleaved(names: tuple[str, ...], more: str = "") -> str:
    parts = []
    for name in names:
        element = _element(name, _PARTS[name])
        if name in ("author", "link"):
            parts.append(f"<zeroOrMore>{element}</zeroOrMore>")
        else:
            parts.append(element if name in _ONCE else f"<optional>{element}</optional>")
    return f"<interleave>{''.join(parts)}{more}</interleave>"


_SCHEMA = f"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>{_element("feed", _interleaved(_OF_FEED, '<zeroOrMore><ref name="entry"/></zeroOrMore>'))}</start>
  <define name="entry">{_element("entry", _interleaved(_OF_ENTRY))}</define>
  <define name="common">
    <optional><attribute name="xml:lang"/></optional><optional><attribute name="xml:base"/></optional>
  </define>
  <define name="div">
    <element><name ns="http://www.w3.org/1999/xhtml">div</name><ref name="anyXHTML"/></element>
  </define>
  <define name="anyXHTML">
    <zeroOrMore><choice>
      <text/>
      <attribute><anyName/></attribute>
      <element><nsName ns="http://www.w3.org/1999/xhtml"/><ref name="anyXHTML"/></element>
    </choice></zeroOrMore>
  </define>
</grammar>"""


@cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(_SCHEMA))


def atom_problems(text: str) -> list[str]:
    """What is wrong with a feed by the schema, and by the rules of the RFC that a schema cannot say."""
    feed = etree.fromstring(text.encode())
    schema = _schema()
    problems = [] if schema.validate(feed) else [str(error) for error in schema.error_log]
    name = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{name}entry")
    if feed.find(f"{name}author") is None and any(entry.find(f"{name}author") is None for entry in entries):
        problems.append("neither the feed nor every entry has an author (4.1.1)")
    if not any(link.get("rel") == "self" for link in feed.findall(f"{name}link")):
        problems.append("the feed does not link to itself (4.1.1)")
    for entry in entries:
        if entry.find(f"{name}content") is None and not any(
            link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{name}link")
        ):
            problems.append("an entry has neither content nor an alternate link (4.1.2)")
    ids = [entry.findtext(f"{name}id") for entry in entries]
    problems += [
        f"two entries have the id {id_} (4.2.6)" for id_ in sorted({str(id_) for id_ in ids if ids.count(id_) > 1})
    ]
    return problems
